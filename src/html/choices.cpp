#include <algorithm>

#include "html/fields.hpp"
#include "html/parts.hpp"

namespace thingwall::html {
namespace {

using parts::joined;

enum class Of { radios, checkboxes };

/// What radios and checkboxes have in common.
struct Group {
    Of of;
    std::string_view id, name;
    const std::vector<Choice>& choices;
    std::string_view described_by;  ///< of each box, where no fieldset carries it
};

void conditional(Writer& page, Of of, const Content& content, std::string_view id, bool checked) {
    const std::string_view base = of == Of::radios ? "govuk-radios__conditional" : "govuk-checkboxes__conditional";
    const std::string_view hidden =
        of == Of::radios ? "govuk-radios__conditional--hidden" : "govuk-checkboxes__conditional--hidden";
    page.open("<div>", {{"class", joined(base, {checked ? "" : hidden})}, {"id", id}})
        .append(content)
        .markup("</div>\n");
}

void choice(Writer& page, const Group& group, const Choice& one, const std::string& id, bool checked) {
    const bool radio = group.of == Of::radios;
    const std::string hint_id = one.hint.empty() ? std::string{} : id + "-item-hint";
    const std::string described_by = joined(radio ? "" : group.described_by, {hint_id});
    const std::string conditional_id = "conditional-" + id;

    page.markup(radio ? Markup("<div class=\"govuk-radios__item\">\n")
                      : Markup("<div class=\"govuk-checkboxes__item\">\n"));
    Attributes all{{"class", radio ? "govuk-radios__input" : "govuk-checkboxes__input"},
                   {"id", id},
                   {"name", one.name.empty() ? group.name : std::string_view{one.name}},
                   {"type", radio ? "radio" : "checkbox"},
                   {"value", one.value},
                   {"checked", checked},
                   {"disabled", one.disabled}};
    if (!one.conditional.empty()) all.push_back({"data-aria-controls", conditional_id});
    if (one.exclusive) all.push_back({"data-behaviour", "exclusive"});
    if (!described_by.empty()) all.push_back({"aria-describedby", described_by});
    parts::add(all, one.attributes);
    page.open("<input>", all).markup("\n");
    parts::label(page, one.text, id,
                 joined(radio ? "govuk-radios__label" : "govuk-checkboxes__label", {one.label_classes}), false);
    if (!one.hint.empty())
        parts::hint(page, one.hint, hint_id, radio ? "govuk-radios__hint" : "govuk-checkboxes__hint");
    page.markup("</div>\n");
    if (!one.conditional.empty()) conditional(page, group.of, one.conditional, conditional_id, checked);
}

void choices(Writer& page, const Group& group, const auto& is_chosen) {
    std::size_t n = 0;
    for (const auto& one : group.choices) {
        ++n;
        if (!one.divider.empty()) {
            page.markup(group.of == Of::radios ? Markup("<div class=\"govuk-radios__divider\">")
                                               : Markup("<div class=\"govuk-checkboxes__divider\">"));
            page.text(one.divider).markup("</div>\n");
            continue;
        }
        // the first one bears the name alone, so that a fault's link leads to it
        std::string id = one.id;
        if (id.empty()) id = n == 1 ? std::string{group.id} : std::string{group.id} + "-" + std::to_string(n);
        choice(page, group, one, id, one.checked.value_or(is_chosen(one)));
    }
}

}  // namespace

void radios(Writer& page, const Error& error, const Radios& field) {
    const std::string_view id = field.id.empty() ? std::string_view{field.name} : field.id;
    const auto explained = parts::explain(error, {field.name}, id, field.hint, field.described_by);
    parts::open_group(page, explained, field.group_classes);
    const auto inside = [&](Writer& out) {
        parts::hint_and_faults(out, explained, id, field.hint);
        const std::string classes = joined("govuk-radios", {field.inline_ ? "govuk-radios--inline" : "",
                                                            field.small ? "govuk-radios--small" : "", field.classes});
        Attributes all{{"class", classes}, {"data-module", "govuk-radios"}};
        parts::add(all, field.attributes);
        out.open("<div>", all).markup("\n");
        choices(out, {Of::radios, id, field.name, field.choices, {}},
                [&](const Choice& one) { return !field.value.empty() && one.value == field.value; });
        out.markup("</div>\n");
    };
    if (field.legend.empty())
        inside(page);
    else
        fieldset(page,
                 {.legend = field.legend,
                  .size = field.legend_size,
                  .is_heading = field.is_heading,
                  .described_by = explained.described_by,
                  .classes = field.fieldset_classes},
                 inside);
    page.markup("</div>\n");
}

void checkboxes(Writer& page, const Error& error, const Checkboxes& field) {
    const std::string_view id = field.id.empty() ? std::string_view{field.name} : field.id;
    const auto explained = parts::explain(error, {field.name}, id, field.hint, field.described_by);
    const bool has_fieldset = !field.legend.empty();
    parts::open_group(page, explained, field.group_classes);
    const auto inside = [&](Writer& out) {
        parts::hint_and_faults(out, explained, id, field.hint);
        const std::string classes =
            joined("govuk-checkboxes", {field.small ? "govuk-checkboxes--small" : "", field.classes});
        Attributes all{{"class", classes}, {"data-module", "govuk-checkboxes"}};
        parts::add(all, field.attributes);
        out.open("<div>", all).markup("\n");
        choices(out,
                {Of::checkboxes, id, field.name, field.choices,
                 has_fieldset ? std::string_view{} : std::string_view{explained.described_by}},
                [&](const Choice& one) {
                    return std::find(field.values.begin(), field.values.end(), one.value) != field.values.end();
                });
        out.markup("</div>\n");
    };
    if (has_fieldset)
        fieldset(page,
                 {.legend = field.legend,
                  .size = field.legend_size,
                  .is_heading = field.is_heading,
                  .described_by = explained.described_by,
                  .classes = field.fieldset_classes},
                 inside);
    else
        inside(page);
    page.markup("</div>\n");
}

void fieldset(Writer& page, const Fieldset& set, const std::function<void(Writer&)>& fields) {
    const std::string classes = joined("govuk-fieldset", {set.classes});
    Attributes all{{"class", classes}};
    if (!set.role.empty()) all.push_back({"role", set.role});
    if (!set.described_by.empty()) all.push_back({"aria-describedby", set.described_by});
    parts::add(all, set.attributes);
    page.open("<fieldset>", all).markup("\n");
    if (!set.legend.empty()) {
        page.open("<legend>", {{"class", joined("govuk-fieldset__legend", {parts::legend_class(set.size)})}});
        if (set.is_heading) page.markup("<h1 class=\"govuk-fieldset__heading\">");
        page.append(set.legend);
        if (set.is_heading) page.markup("</h1>");
        page.markup("</legend>\n");
    }
    fields(page);
    page.markup("</fieldset>\n");
}

}  // namespace thingwall::html
