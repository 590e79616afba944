#include "html/fixtures.hpp"

// Each field of a form against the fixtures of its GOV.UK component. What a fixture asks for that ours does not offer
// is listed, with the reason, in tests/golden/html/fixtures-left-out.txt.
namespace thingwall::test {
namespace {

using html::Writer;

/// The fault of a fixture as a command would give it.
Error fault(const Options& options, const std::string& field) {
    Error error;
    if (options.has("errorMessage")) error.fields.push_back({field, options.child("errorMessage").text("text")});
    return error;
}

std::string field_name(const Options& options) {
    return options.text("name");
}

void text_input(Writer& page, const Options& o) {
    const auto label = o.child("label");
    html::text_input(page, fault(o, field_name(o)),
                     {.name = field_name(o),
                      .label = label.content(),
                      .is_heading = label.flag("isPageHeading"),
                      .hint = o.child("hint").content(),
                      .value = o.text("value"),
                      .type = o.text("type", "text"),
                      .inputmode = o.text("inputmode"),
                      .autocomplete = o.text("autocomplete"),
                      .prefix = o.child("prefix").content(),
                      .suffix = o.child("suffix").content(),
                      .spellcheck = o.maybe("spellcheck"),
                      .disabled = o.flag("disabled"),
                      .id = o.text("id"),
                      .described_by = o.text("describedBy"),
                      .classes = o.text("classes"),
                      .group_classes = o.child("formGroup").text("classes"),
                      .label_classes = label.text("classes"),
                      .attributes = o.attributes()});
}

void password_input(Writer& page, const Options& o) {
    const auto label = o.child("label");
    html::password_input(page, fault(o, field_name(o)),
                         {.name = field_name(o),
                          .label = label.content(),
                          .is_heading = label.flag("isPageHeading"),
                          .hint = o.child("hint").content(),
                          .autocomplete = o.text("autocomplete", "current-password"),
                          .id = o.text("id"),
                          .described_by = o.text("describedBy"),
                          .classes = o.text("classes"),
                          .label_classes = label.text("classes"),
                          .attributes = o.attributes()});
}

void textarea(Writer& page, const Options& o) {
    const auto label = o.child("label");
    html::textarea(page, fault(o, field_name(o)),
                   {.name = field_name(o),
                    .label = label.content(),
                    .is_heading = label.flag("isPageHeading"),
                    .hint = o.child("hint").content(),
                    .value = o.text("value"),
                    .rows = o.number("rows", 5),
                    .autocomplete = o.text("autocomplete"),
                    .spellcheck = o.maybe("spellcheck"),
                    .id = o.text("id"),
                    .described_by = o.text("describedBy"),
                    .classes = o.text("classes"),
                    .group_classes = o.child("formGroup").text("classes"),
                    .label_classes = label.text("classes"),
                    .attributes = o.attributes()});
}

void character_count(Writer& page, const Options& o) {
    const auto label = o.child("label");
    if (o.text("countType") != "words" || o.number("maxwords") == 0)
        if (o.has("countType")) throw NotOurs{"option countType"};
    if (o.number("maxlength") == 0 && o.number("maxwords") == 0) throw NotOurs{"no limit"};
    if (o.number("maxlength") != 0 && o.number("maxwords") != 0) throw NotOurs{"both limits"};
    html::character_count(page, fault(o, field_name(o)),
                          {.name = field_name(o),
                           .label = label.content(),
                           .is_heading = label.flag("isPageHeading"),
                           .hint = o.child("hint").content(),
                           .value = o.text("value"),
                           .most_characters = o.number("maxlength"),
                           .most_words = o.number("maxwords"),
                           .threshold = o.number("threshold"),
                           .rows = o.number("rows", 5),
                           .spellcheck = o.maybe("spellcheck"),
                           .id = o.text("id"),
                           .classes = o.text("classes"),
                           .group_classes = o.child("formGroup").text("classes"),
                           .label_classes = label.text("classes"),
                           .message_classes = o.child("countMessage").text("classes"),
                           .attributes = o.attributes()});
}

std::vector<html::Choice> choices(const Options& o) {
    std::vector<html::Choice> out;
    for (const auto& item : o.list_without_gaps("items")) {
        const auto condition = item.child("conditional");
        html::Choice one{.value = item.text("value"),
                         .text = item.content(),
                         .hint = item.child("hint").content(),
                         .conditional = condition.flag("html") ? condition.content() : html::Content{},
                         .divider = item.text("divider"),
                         .exclusive = item.text("behaviour") == "exclusive",
                         .disabled = item.flag("disabled"),
                         .id = item.text("id"),
                         .name = item.text("name"),
                         .label_classes = item.child("label").text("classes"),
                         .attributes = item.attributes()};
        if (item.has("checked"))
            one.checked = item.flag("checked");
        else
            item.use("checked");  // "checked: null" is for the values to say
        out.push_back(std::move(one));
    }
    return out;
}

void radios(Writer& page, const Options& o) {
    const auto set = o.child("fieldset"), legend = set.child("legend");
    if (o.has("fieldset") && !legend.has("text") && !legend.has("html")) throw NotOurs{"a fieldset without legend"};
    html::radios(page, fault(o, field_name(o)),
                 {.name = field_name(o),
                  .legend = legend.content(),
                  .legend_size = size_of_legend(legend.text("classes")),
                  .is_heading = legend.flag("isPageHeading"),
                  .hint = o.child("hint").content(),
                  .choices = choices(o),
                  .value = o.text("value"),
                  .id = o.text("idPrefix"),
                  .described_by = set.text("describedBy"),
                  .classes = o.text("classes"),
                  .group_classes = o.child("formGroup").text("classes"),
                  .fieldset_classes = set.text("classes"),
                  .attributes = o.attributes()});
}

void checkboxes(Writer& page, const Options& o) {
    const auto set = o.child("fieldset"), legend = set.child("legend");
    if (o.has("fieldset") && !legend.has("text") && !legend.has("html")) throw NotOurs{"a fieldset without legend"};
    html::checkboxes(page, fault(o, field_name(o)),
                     {.name = field_name(o),
                      .legend = legend.content(),
                      .legend_size = size_of_legend(legend.text("classes")),
                      .is_heading = legend.flag("isPageHeading"),
                      .hint = o.child("hint").content(),
                      .choices = choices(o),
                      .values = o.words("values"),
                      .id = o.text("idPrefix"),
                      .described_by = o.has("fieldset") ? set.text("describedBy") : o.text("describedBy"),
                      .classes = o.text("classes"),
                      .group_classes = o.child("formGroup").text("classes"),
                      .fieldset_classes = set.text("classes"),
                      .attributes = o.attributes()});
}

void date_input(Writer& page, const Options& o) {
    const auto set = o.child("fieldset"), legend = set.child("legend");
    const auto name = o.text("namePrefix"), id = o.text("id");
    if (o.has("fieldset") && !legend.has("text") && !legend.has("html")) throw NotOurs{"a fieldset without legend"};
    if (id.empty()) throw NotOurs{"no id"};
    const std::string prefix = name.empty() ? "" : name + "-";
    auto error = fault(o, name.empty() ? id : name);
    std::string message = error.fields.empty() ? std::string{} : error.fields[0].message;
    for (const std::string part : {"day", "month", "year"}) {
        const auto box = o.child(part);
        if (box.has("name") && box.text("name") != part) throw NotOurs{"a box with another name"};
        if (box.has("classes") &&
            box.text("classes") != (part == "year" ? "govuk-input--width-4" : "govuk-input--width-2"))
            throw NotOurs{"a box with other classes"};
        if (box.has("error") && !box.flag("error")) throw NotOurs{"a box that is said to be without fault"};
        if (!box.flag("error")) continue;
        // ours says what is wrong with one box as a fault of that box
        if (message.empty()) throw NotOurs{"a box at fault without words"};
        if (error.fields.size() == 1 && error.fields[0].field == (name.empty() ? id : name)) error.fields.clear();
        error.fields.push_back({prefix + part, message});
        if (error.fields.size() > 1) throw NotOurs{"one fault for two boxes"};
    }
    const auto values = o.child("values");
    html::date_input(page, error,
                     {.name = name,
                      .legend = legend.content(),
                      .legend_size = size_of_legend(legend.text("classes")),
                      .is_heading = legend.flag("isPageHeading"),
                      .hint = o.child("hint").content(),
                      .day = values.text(prefix + "day"),
                      .month = values.text(prefix + "month"),
                      .year = values.text(prefix + "year"),
                      .id = id,
                      .described_by = set.text("describedBy"),
                      .classes = o.text("classes"),
                      .group_classes = o.child("formGroup").text("classes"),
                      .attributes = o.attributes()});
}

void select(Writer& page, const Options& o) {
    const auto label = o.child("label");
    html::Select field{.name = field_name(o),
                       .label = label.content(),
                       .is_heading = label.flag("isPageHeading"),
                       .hint = o.child("hint").content(),
                       .id = o.text("id"),
                       .described_by = o.text("describedBy"),
                       .classes = o.text("classes"),
                       .group_classes = o.child("formGroup").text("classes"),
                       .label_classes = label.text("classes"),
                       .attributes = o.attributes()};
    if (o.has("value")) field.value = o.text("value");
    for (const auto& item : o.list("items")) {
        if (!item.has("value")) throw NotOurs{"an option without value"};
        if (item.flag("selected"))
            field.value = item.text("value");
        else if (item.has("selected") && field.value == item.text("value"))
            throw NotOurs{"an option that is not selected though its value is"};
        field.options.push_back({item.text("value"), item.text("text"), item.flag("disabled"), item.attributes()});
    }
    html::select(page, fault(o, field_name(o)), field);
}

void file_upload(Writer& page, const Options& o) {
    const auto label = o.child("label");
    html::file_upload(page, fault(o, field_name(o)),
                      {.name = field_name(o),
                       .label = label.content(),
                       .is_heading = label.flag("isPageHeading"),
                       .hint = o.child("hint").content(),
                       .drop_zone = o.flag("javascript"),
                       .multiple = o.flag("multiple"),
                       .disabled = o.flag("disabled"),
                       .id = o.text("id"),
                       .described_by = o.text("describedBy"),
                       .classes = o.text("classes"),
                       .group_classes = o.child("formGroup").text("classes"),
                       .label_classes = label.text("classes"),
                       .attributes = o.attributes()});
}

void fieldset(Writer& page, const Options& o) {
    const auto legend = o.child("legend");
    const auto inside = o.has("html") ? rewritten(o.text("html")) : html::Content{};
    html::fieldset(page,
                   {.legend = legend.content(),
                    .size = size_of_legend(legend.text("classes")),
                    .is_heading = legend.flag("isPageHeading"),
                    .described_by = o.text("describedBy"),
                    .classes = o.text("classes"),
                    .role = o.text("role"),
                    .attributes = o.attributes()},
                   [&](Writer& out) { out.append(inside); });
}

void button(Writer& page, const Options& o) {
    using html::Importance;
    const html::Button one{.text = o.content(),
                           .importance = o.flag("isStartButton") ? Importance::start : Importance::primary,
                           .name = o.text("name"),
                           .value = o.text("value"),
                           .prevent_double_click = o.flag("preventDoubleClick"),
                           .disabled = o.flag("disabled"),
                           .type = o.text("type", "submit"),
                           .id = o.text("id"),
                           .classes = o.text("classes"),
                           .attributes = o.attributes()};
    if (o.has("preventDoubleClick") && !one.prevent_double_click)
        throw NotOurs{"option preventDoubleClick that is false"};
    if (o.has("href"))
        html::button_link(page, o.href(), one);
    else
        html::button(page, one);
}

class FieldsOfForms : public testing::TestWithParam<Case> {};

TEST_P(FieldsOfForms, AFieldIsWhatGovukFrontendMakesOfTheSameOptions) {
    expect_same_as_the_templates(GetParam());
}

INSTANTIATE_TEST_SUITE_P(Fixtures, FieldsOfForms,
                         testing::Values(Case{"input", text_input, 38}, Case{"password-input", password_input, 10},
                                         Case{"textarea", textarea, 18}, Case{"character-count", character_count, 20},
                                         Case{"radios", radios, 40}, Case{"checkboxes", checkboxes, 39},
                                         Case{"date-input", date_input, 15}, Case{"select", select, 15},
                                         Case{"file-upload", file_upload, 18}, Case{"fieldset", fieldset, 17},
                                         Case{"button", button, 37}),
                         component_name);

}  // namespace
}  // namespace thingwall::test
