#include "html/fields.hpp"
#include "html/parts.hpp"

namespace thingwall::html {
namespace {

std::string classes_of(const Button& the_button) {
    std::string_view importance;
    switch (the_button.importance) {
        case Importance::primary:
            break;
        case Importance::secondary:
            importance = "govuk-button--secondary";
            break;
        case Importance::warning:
            importance = "govuk-button--warning";
            break;
        case Importance::start:
            importance = "govuk-button--start";
            break;
    }
    return parts::joined("govuk-button", {importance, the_button.classes});
}

void content(Writer& page, const Button& the_button) {
    const bool start = the_button.importance == Importance::start;
    // a start button is a flex box, which would drop the white space between elements
    const bool wrap = start && !the_button.text.is_words();
    if (wrap) page.markup("<span>");
    page.append(the_button.text);
    if (wrap) page.markup("</span>");
    if (start)
        page.markup(
            "<svg class=\"govuk-button__start-icon\" xmlns=\"http://www.w3.org/2000/svg\" width=\"17.5\" height=\"19\" "
            "viewBox=\"0 0 33 40\" aria-hidden=\"true\" focusable=\"false\">"
            "<path fill=\"currentColor\" d=\"M0 0h13l20 20-20 20H0l20-20z\"/></svg>");
}

}  // namespace

void button(Writer& page, const Button& the_button) {
    const std::string classes = classes_of(the_button);
    Attributes all{{"type", the_button.type}, {"class", classes}, {"data-module", "govuk-button"}};
    if (!the_button.name.empty()) all.push_back({"name", the_button.name});
    if (!the_button.value.empty()) all.push_back({"value", the_button.value});
    if (!the_button.id.empty()) all.push_back({"id", the_button.id});
    all.push_back({"disabled", the_button.disabled});
    if (the_button.disabled) all.push_back({"aria-disabled", "true"});
    if (the_button.prevent_double_click) all.push_back({"data-prevent-double-click", "true"});
    parts::add(all, the_button.attributes);
    page.open("<button>", all);
    content(page, the_button);
    page.markup("</button>\n");
}

void button_link(Writer& page, const Href& address, const Button& the_button) {
    const std::string classes = classes_of(the_button);
    Attributes all{{"role", "button"}, {"draggable", "false"}, {"class", classes}, {"data-module", "govuk-button"}};
    if (!the_button.id.empty()) all.push_back({"id", the_button.id});
    parts::add(all, the_button.attributes);
    page.open_link("<a>", address, all);
    content(page, the_button);
    page.markup("</a>\n");
}

}  // namespace thingwall::html
