#include "html/fields.hpp"
#include "html/parts.hpp"

namespace thingwall::html {
namespace {

struct Box {
    std::string_view part, label, value, width;
};

}  // namespace

void date_input(Writer& page, const Error& error, const DateInput& field) {
    const std::string name_prefix = field.name.empty() ? "" : field.name + "-";
    const std::string_view id = field.id.empty() ? std::string_view{field.name} : field.id;
    const std::string day = name_prefix + "day", month = name_prefix + "month", year = name_prefix + "year";
    const std::string_view whole = field.name.empty() ? id : std::string_view{field.name};
    const auto explained = parts::explain(error, {whole, day, month, year}, id, field.hint, field.described_by);
    const bool one_box_at_fault = has_fault(error, day) || has_fault(error, month) || has_fault(error, year);

    const auto box = [&](Writer& out, const Box& one) {
        const std::string name = name_prefix + std::string{one.part};
        // the day's box bears the name alone (unless an id was given), so that a fault's link leads to it
        std::string box_id{id};
        if (!field.id.empty() || one.part != "day") box_id += "-" + std::string{one.part};
        const bool at_fault = one_box_at_fault ? has_fault(error, name) : !explained.faults.empty();
        out.markup("<div class=\"govuk-date-input__item\">\n");
        text_input(
            out, no_error,
            {.name = name,
             .label = one.label,
             .value = std::string{one.value},
             .inputmode = "numeric",
             .id = box_id,
             .classes = parts::joined("govuk-date-input__input", {at_fault ? "govuk-input--error" : "", one.width}),
             .label_classes = "govuk-date-input__label"});
        out.markup("</div>\n");
    };
    const auto inside = [&](Writer& out) {
        parts::hint_and_faults(out, explained, id, field.hint);
        const std::string classes = parts::joined("govuk-date-input", {field.classes});
        Attributes all{{"class", classes}};
        if (!field.id.empty()) all.push_back({"id", field.id});
        parts::add(all, field.attributes);
        out.open("<div>", all).markup("\n");
        box(out, {"day", t("Day"), field.day, "govuk-input--width-2"});
        box(out, {"month", t("Month"), field.month, "govuk-input--width-2"});
        box(out, {"year", t("Year"), field.year, "govuk-input--width-4"});
        out.markup("</div>\n");
    };

    parts::open_group(page, explained, field.group_classes);
    if (field.legend.empty())
        inside(page);
    else
        fieldset(page,
                 {.legend = field.legend,
                  .size = field.legend_size,
                  .is_heading = field.is_heading,
                  .described_by = explained.described_by,
                  .role = "group"},
                 inside);
    page.markup("</div>\n");
}

}  // namespace thingwall::html
