#include "html/parts.hpp"

#include <algorithm>

#include "html/notices.hpp"

namespace thingwall::html::parts {

std::string joined(std::string_view first, std::initializer_list<std::string_view> others) {
    std::string out{first};
    for (const auto other : others) {
        if (other.empty()) continue;
        if (!out.empty()) out += ' ';
        out += other;
    }
    return out;
}

void add(Attributes& attributes, const Attributes& more) {
    attributes.insert(attributes.end(), more.begin(), more.end());
}

void open_heading(Writer& page, int level, std::initializer_list<Attribute> attributes) {
    static constexpr Tag tags[] = {"<h1>", "<h2>", "<h3>", "<h4>", "<h5>", "<h6>"};
    page.open(tags[std::clamp(level, 1, 6) - 1], attributes);
}

void close_heading(Writer& page, int level) {
    static constexpr Markup tags[] = {"</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"};
    page.markup(tags[std::clamp(level, 1, 6) - 1]);
}

std::string_view label_class(Size size) {
    switch (size) {
        case Size::plain:
            return {};
        case Size::s:
            return "govuk-label--s";
        case Size::m:
            return "govuk-label--m";
        case Size::l:
            return "govuk-label--l";
        case Size::xl:
            return "govuk-label--xl";
        case Size::hidden:
            return "govuk-visually-hidden";
    }
    return {};
}

std::string_view legend_class(Size size) {
    switch (size) {
        case Size::plain:
            return {};
        case Size::s:
            return "govuk-fieldset__legend--s";
        case Size::m:
            return "govuk-fieldset__legend--m";
        case Size::l:
            return "govuk-fieldset__legend--l";
        case Size::xl:
            return "govuk-fieldset__legend--xl";
        case Size::hidden:
            return "govuk-visually-hidden";
    }
    return {};
}

std::string_view width_class(Width width) {
    switch (width) {
        case Width::full:
            return {};
        case Width::chars_2:
            return "govuk-input--width-2";
        case Width::chars_3:
            return "govuk-input--width-3";
        case Width::chars_4:
            return "govuk-input--width-4";
        case Width::chars_5:
            return "govuk-input--width-5";
        case Width::chars_10:
            return "govuk-input--width-10";
        case Width::chars_20:
            return "govuk-input--width-20";
        case Width::chars_30:
            return "govuk-input--width-30";
        case Width::half:
            return "govuk-!-width-one-half";
        case Width::third:
            return "govuk-!-width-one-third";
        case Width::two_thirds:
            return "govuk-!-width-two-thirds";
    }
    return {};
}

void label(Writer& page, const Content& words, std::string_view for_id, std::string_view classes, bool is_heading) {
    if (words.empty()) return;
    if (is_heading) page.markup("<h1 class=\"govuk-label-wrapper\">");
    page.open("<label>", {{"class", joined("govuk-label", {classes})}, {"for", for_id}})
        .append(words)
        .markup("</label>");
    if (is_heading) page.markup("</h1>");
    page.markup("\n");
}

void hint(Writer& page, const Content& words, std::string_view id, std::string_view classes) {
    page.open("<div>", {{"id", id}, {"class", joined("govuk-hint", {classes})}}).append(words).markup("</div>\n");
}

namespace {
std::string fault_id(std::string_view id, std::size_t n) {
    std::string out{id};
    out += "-error";
    if (n > 0) out += "-" + std::to_string(n + 1);
    return out;
}
}  // namespace

Explained explain(const Error& error, std::initializer_list<std::string_view> names, std::string_view id,
                  const Content& hint, std::string_view described_by) {
    Explained out;
    out.described_by = described_by;
    const auto also = [&](std::string_view more) { out.described_by = joined(out.described_by, {more}); };
    if (!hint.empty()) also(std::string{id} + "-hint");
    for (const auto& fault : error.fields) {
        if (std::find(names.begin(), names.end(), fault.field) == names.end()) continue;
        also(fault_id(id, out.faults.size()));
        out.faults.push_back(fault.message);
    }
    return out;
}

void hint_and_faults(Writer& page, const Explained& explained, std::string_view id, const Content& hint_words) {
    if (!hint_words.empty()) hint(page, hint_words, std::string{id} + "-hint");
    for (std::size_t n = 0; n < explained.faults.size(); ++n) error_message(page, explained.faults[n], fault_id(id, n));
}

void open_group(Writer& page, const Explained& explained, std::string_view classes, const Attributes& attributes) {
    const std::string all =
        joined(explained.faults.empty() ? "govuk-form-group" : "govuk-form-group govuk-form-group--error", {classes});
    Attributes with_class{{"class", all}};
    add(with_class, attributes);
    page.open("<div>", with_class).markup("\n");
}

}  // namespace thingwall::html::parts
