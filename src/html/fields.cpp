#include "html/fields.hpp"

#include <algorithm>

#include "html/notices.hpp"
#include "html/parts.hpp"

namespace thingwall::html {
namespace {

using parts::joined;

std::string_view id_of(const auto& field) {
    return field.id.empty() ? std::string_view{field.name} : field.id;
}

std::string_view word(bool value) {
    return value ? "true" : "false";
}

void affix(Writer& page, const Content& words, bool before) {
    if (words.empty()) return;
    page.markup(before ? Markup("<div class=\"govuk-input__prefix\" aria-hidden=\"true\">")
                       : Markup("<div class=\"govuk-input__suffix\" aria-hidden=\"true\">"));
    page.append(words).markup("</div>\n");
}

void input_element(Writer& page, const TextInput& field, const parts::Explained& explained, const Attributes& more) {
    const std::string classes = joined("govuk-input", {parts::width_class(field.width), field.classes,
                                                       explained.faults.empty() ? "" : "govuk-input--error"});
    Attributes all{{"class", classes}, {"id", id_of(field)}, {"name", field.name}, {"type", field.type}};
    if (field.spellcheck) all.push_back({"spellcheck", word(*field.spellcheck)});
    if (!field.value.empty()) all.push_back({"value", field.value});
    all.push_back({"disabled", field.disabled});
    if (!explained.described_by.empty()) all.push_back({"aria-describedby", explained.described_by});
    if (!field.autocomplete.empty()) all.push_back({"autocomplete", field.autocomplete});
    if (!field.inputmode.empty()) all.push_back({"inputmode", field.inputmode});
    parts::add(all, more);
    parts::add(all, field.attributes);
    page.open("<input>", all).markup("\n");
}

}  // namespace

void text_input(Writer& page, const Error& error, const TextInput& field) {
    const auto id = id_of(field);
    const auto explained = parts::explain(error, {field.name}, id, field.hint, field.described_by);
    parts::open_group(page, explained, field.group_classes);
    parts::label(page, field.label, id, joined(parts::label_class(field.label_size), {field.label_classes}),
                 field.is_heading);
    parts::hint_and_faults(page, explained, id, field.hint);
    const bool wrapped = !field.prefix.empty() || !field.suffix.empty();
    if (wrapped) page.markup("<div class=\"govuk-input__wrapper\">\n");
    affix(page, field.prefix, true);
    input_element(page, field, explained, {});
    affix(page, field.suffix, false);
    if (wrapped) page.markup("</div>\n");
    page.markup("</div>\n");
}

void password_input(Writer& page, const Error& error, const PasswordInput& field) {
    const auto id = id_of(field);
    const auto explained = parts::explain(error, {field.name}, id, field.hint, field.described_by);
    parts::open_group(page, explained, "govuk-password-input", {{"data-module", "govuk-password-input"}});
    parts::label(page, field.label, id, joined(parts::label_class(field.label_size), {field.label_classes}),
                 field.is_heading);
    parts::hint_and_faults(page, explained, id, field.hint);
    page.markup("<div class=\"govuk-input__wrapper govuk-password-input__wrapper\">\n");
    input_element(page,
                  {.name = field.name,
                   .type = "password",
                   .autocomplete = field.autocomplete,
                   .spellcheck = false,
                   .id = std::string{id},
                   .classes = joined("govuk-password-input__input govuk-js-password-input-input", {field.classes}),
                   .attributes = field.attributes},
                  explained, {{"autocapitalize", "none"}});
    button(page, {.text = t("Show"),
                  .importance = Importance::secondary,
                  .type = "button",
                  .classes = "govuk-password-input__toggle govuk-js-password-input-toggle",
                  .attributes = {{"aria-controls", id}, {"aria-label", t("Show password")}, {"hidden", true}}});
    page.markup("</div>\n</div>\n");
}

void parts::textarea_group(Writer& page, const Error& error, const TextareaGroup& group) {
    const Textarea& field = group.field;
    const auto id = id_of(field);
    const auto explained = explain(error, {field.name}, id, field.hint, field.described_by);
    open_group(page, explained, field.group_classes, group.group_attributes);
    label(page, field.label, id, joined(label_class(field.label_size), {field.label_classes}), field.is_heading);
    hint_and_faults(page, explained, id, field.hint);
    const std::string classes =
        joined("govuk-textarea", {explained.faults.empty() ? "" : "govuk-textarea--error", field.classes});
    Attributes all{{"class", classes}, {"id", id}, {"name", field.name}, {"rows", field.rows}};
    if (field.spellcheck) all.push_back({"spellcheck", word(*field.spellcheck)});
    all.push_back({"disabled", field.disabled});
    if (!explained.described_by.empty()) all.push_back({"aria-describedby", explained.described_by});
    if (!field.autocomplete.empty()) all.push_back({"autocomplete", field.autocomplete});
    add(all, field.attributes);
    page.open("<textarea>", all);
    // a browser drops one line end after the tag: without another the first empty line of what was typed would be lost
    if (field.value.starts_with('\n') || field.value.starts_with('\r')) page.markup("\n");
    page.text(field.value).markup("</textarea>\n").append(group.after).markup("</div>\n");
}

void textarea(Writer& page, const Error& error, const Textarea& field) {
    parts::textarea_group(page, error, {.field = field});
}

void character_count(Writer& page, const Error& error, const CharacterCount& field) {
    const std::string id{id_of(field)};
    const bool words = field.most_words > 0;
    Attributes group{{"data-module", "govuk-character-count"}};
    if (field.most_characters > 0) group.push_back({"data-maxlength", field.most_characters});
    if (words) group.push_back({"data-maxwords", field.most_words});
    if (field.threshold > 0) group.push_back({"data-threshold", field.threshold});
    if (words) group.push_back({"data-count-type", "words"});

    Writer message{256};
    Writer limit{64};
    limit.text(t("You can enter up to ")).text(std::to_string(words ? field.most_words : field.most_characters));
    limit.text(words ? t(" words") : t(" characters"));
    parts::hint(message, std::move(limit), id + "-info",
                joined("govuk-character-count__message", {field.message_classes}));

    const Textarea inside{.name = field.name,
                          .label = field.label,
                          .label_size = field.label_size,
                          .is_heading = field.is_heading,
                          .hint = field.hint,
                          .value = field.value,
                          .rows = field.rows,
                          .spellcheck = field.spellcheck,
                          .id = id,
                          .described_by = id + "-info",
                          .classes = joined("govuk-js-character-count", {field.classes}),
                          .group_classes = joined("govuk-character-count", {field.group_classes}),
                          .label_classes = field.label_classes,
                          .attributes = field.attributes};
    parts::textarea_group(page, error,
                          {.field = inside, .group_attributes = std::move(group), .after = std::move(message)});
}

void select(Writer& page, const Error& error, const Select& field) {
    const auto id = id_of(field);
    const auto explained = parts::explain(error, {field.name}, id, field.hint, field.described_by);
    parts::open_group(page, explained, field.group_classes);
    parts::label(page, field.label, id, joined(parts::label_class(field.label_size), {field.label_classes}),
                 field.is_heading);
    parts::hint_and_faults(page, explained, id, field.hint);
    const std::string classes =
        joined("govuk-select", {field.classes, explained.faults.empty() ? "" : "govuk-select--error"});
    Attributes all{{"class", classes}, {"id", id}, {"name", field.name}, {"disabled", field.disabled}};
    if (!explained.described_by.empty()) all.push_back({"aria-describedby", explained.described_by});
    parts::add(all, field.attributes);
    page.open("<select>", all).markup("\n");
    for (const auto& option : field.options) {
        Attributes of_option{{"value", option.value},
                             {"selected", field.value && *field.value == option.value},
                             {"disabled", option.disabled}};
        parts::add(of_option, option.attributes);
        page.open("<option>", of_option).text(option.text).markup("</option>\n");
    }
    page.markup("</select>\n</div>\n");
}

void file_upload(Writer& page, const Error& error, const FileUpload& field) {
    const auto id = id_of(field);
    const auto explained = parts::explain(error, {field.name}, id, field.hint, field.described_by);
    parts::open_group(page, explained, field.group_classes);
    parts::label(page, field.label, id, joined(parts::label_class(field.label_size), {field.label_classes}),
                 field.is_heading);
    parts::hint_and_faults(page, explained, id, field.hint);
    if (field.drop_zone) page.markup("<div class=\"govuk-file-upload-wrapper\" data-module=\"govuk-file-upload\">\n");
    const std::string classes =
        joined("govuk-file-upload", {field.classes, explained.faults.empty() ? "" : "govuk-file-upload--error"});
    Attributes all{{"class", classes},           {"id", id},
                   {"name", field.name},         {"type", "file"},
                   {"disabled", field.disabled}, {"multiple", field.multiple}};
    if (!explained.described_by.empty()) all.push_back({"aria-describedby", explained.described_by});
    if (!field.accept.empty()) all.push_back({"accept", field.accept});
    parts::add(all, field.attributes);
    page.open("<input>", all).markup("\n");
    if (field.drop_zone) page.markup("</div>\n");
    page.markup("</div>\n");
}

void error_messages(Writer& page, const Error& error, std::string_view name) {
    const auto explained = parts::explain(error, {name}, name, {}, {});
    parts::hint_and_faults(page, explained, name, {});
}

bool has_fault(const Error& error, std::string_view name) {
    return std::any_of(error.fields.begin(), error.fields.end(),
                       [&](const FieldError& fault) { return fault.field == name; });
}

}  // namespace thingwall::html
