#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "html/html.hpp"

/// The fields of a form. Each takes the Error that the command gave (or `no_error`) and shows the faults that bear its
/// name; error_summary (notices.hpp) links to them. The id of a field is its name, so that "#name" leads to it; of
/// radios and checkboxes it leads to the first one, of a date to its first box.
namespace thingwall::html {

/// For a form that is shown for the first time.
inline const Error no_error{};

/// How a label or legend is set. `hidden` is only for those who listen; headings are GOV.UK's sizes.
enum class Size { plain, s, m, l, xl, hidden };

/// Width by what is typed; `full` is the column's.
enum class Width { full, chars_2, chars_3, chars_4, chars_5, chars_10, chars_20, chars_30, half, third, two_thirds };

struct TextInput {
    std::string name = {};
    Content label = {};
    Size label_size = Size::plain;
    bool is_heading = false;  ///< the label is the page's h1
    Content hint = {};
    std::string value = {};  ///< what was typed
    Width width = Width::full;
    std::string type = "text";         ///< "text", "email", "tel", "url", "search", "password"
    std::string inputmode = {};        ///< "numeric", "decimal"
    std::string autocomplete = {};     ///< "email", "postal-code", "name", "current-password"
    Content prefix = {}, suffix = {};  ///< "£", "days"
    std::optional<bool> spellcheck = {};
    bool disabled = false;
    std::string id = {};            ///< `name` when empty
    std::string described_by = {};  ///< ids of further descriptions
    std::string classes = {}, group_classes = {}, label_classes = {};
    Attributes attributes = {};
};
void text_input(Writer& page, const Error& error, const TextInput& field);

/// A password, with a button that shows what was typed (where scripts run). Never repeats a value.
struct PasswordInput {
    std::string name = {};
    Content label = {};
    Size label_size = Size::plain;
    bool is_heading = false;
    Content hint = {};
    std::string autocomplete = "current-password";  ///< "new-password" where one is chosen
    std::string id = {}, described_by = {}, classes = {}, label_classes = {};
    Attributes attributes = {};
};
void password_input(Writer& page, const Error& error, const PasswordInput& field);

struct Textarea {
    std::string name = {};
    Content label = {};
    Size label_size = Size::plain;
    bool is_heading = false;
    Content hint = {};
    std::string value = {};
    int rows = 5;
    std::string autocomplete = {};
    std::optional<bool> spellcheck = {};
    bool disabled = false;
    std::string id = {}, described_by = {}, classes = {}, group_classes = {}, label_classes = {};
    Attributes attributes = {};
};
void textarea(Writer& page, const Error& error, const Textarea& field);

/// A text area that says how many characters are left (with scripts it counts). The limit itself is the command's to
/// keep.
struct CharacterCount {
    std::string name = {};
    Content label = {};
    Size label_size = Size::plain;
    bool is_heading = false;
    Content hint = {};
    std::string value = {};
    int most_characters = 0, most_words = 0;  ///< one of them
    int threshold = 0;                        ///< per cent of the limit from which the count shows; 0: always
    int rows = 5;
    std::optional<bool> spellcheck = {};
    std::string id = {}, classes = {}, group_classes = {}, label_classes = {}, message_classes = {};
    Attributes attributes = {};
};
void character_count(Writer& page, const Error& error, const CharacterCount& field);

/// One of several radios or checkboxes.
struct Choice {
    std::string value = {};
    Content text = {};
    Content hint = {};
    Content conditional =
        {};  ///< shown (with scripts) when this one is chosen: write further fields into a Writer of its own
    std::string divider = {};  ///< "or": a word between the choices; nothing else of this Choice is used
    bool exclusive = false;    ///< checkboxes: "None of these" unticks the others
    bool disabled = false;
    std::string id = {}, name = {};  ///< made when empty
    std::string label_classes = {};
    std::optional<bool> checked = {};  ///< when not told by the values of the field
    Attributes attributes = {};
};

struct Radios {
    std::string name = {};
    Content legend = {};  ///< empty only within a fieldset that asks the question
    Size legend_size = Size::m;
    bool is_heading = false;
    Content hint = {};
    std::vector<Choice> choices = {};
    std::string value = {};  ///< of the one chosen
    bool inline_ = false, small = false;
    std::string id = {}, described_by = {}, classes = {}, group_classes = {}, fieldset_classes = {};
    Attributes attributes = {};
};
void radios(Writer& page, const Error& error, const Radios& field);

struct Checkboxes {
    std::string name = {};
    Content legend = {};  ///< empty for a single box that speaks for itself
    Size legend_size = Size::m;
    bool is_heading = false;
    Content hint = {};
    std::vector<Choice> choices = {};
    std::vector<std::string> values = {};  ///< of those ticked
    bool small = false;
    std::string id = {}, described_by = {}, classes = {}, group_classes = {}, fieldset_classes = {};
    Attributes attributes = {};
};
void checkboxes(Writer& page, const Error& error, const Checkboxes& field);

/// Three boxes, posted as NAME-day, NAME-month and NAME-year. A fault of NAME marks all three, one of NAME-month that
/// box.
struct DateInput {
    std::string name = {};
    Content legend = {};
    Size legend_size = Size::m;
    bool is_heading = false;
    Content hint = {};
    std::string day = {}, month = {}, year = {};  ///< as typed
    std::string id = {}, described_by = {}, classes = {}, group_classes = {};
    Attributes attributes = {};
};
void date_input(Writer& page, const Error& error, const DateInput& field);

struct Option {
    std::string value = {};
    std::string text = {};
    bool disabled = false;
    Attributes attributes = {};
};
struct Select {
    std::string name = {};
    Content label = {};
    Size label_size = Size::plain;
    bool is_heading = false;
    Content hint = {};
    std::vector<Option> options = {};
    std::optional<std::string> value = {};
    bool disabled = false;
    std::string id = {}, described_by = {}, classes = {}, group_classes = {}, label_classes = {};
    Attributes attributes = {};
};
void select(Writer& page, const Error& error, const Select& field);

/// One file (the form must be `multipart`). A browser never repeats a chosen file after a fault: say so in the hint.
struct FileUpload {
    std::string name = {};
    Content label = {};
    Size label_size = Size::plain;
    bool is_heading = false;
    Content hint = {};
    std::string accept = {};  ///< ".csv,.xlsx"
    bool drop_zone =
        false;  ///< with scripts: a place to drop the file on (axe notes that its button's name lacks the words seen)
    bool multiple = false, disabled = false;
    std::string id = {}, described_by = {}, classes = {}, group_classes = {}, label_classes = {};
    Attributes attributes = {};
};
void file_upload(Writer& page, const Error& error, const FileUpload& field);

/// Several fields under one legend.
struct Fieldset {
    Content legend = {};
    Size size = Size::m;
    bool is_heading = false;
    std::string described_by = {}, classes = {}, role = {};
    Attributes attributes = {};
};
void fieldset(Writer& page, const Fieldset& set, const std::function<void(Writer&)>& fields);

enum class Importance { primary, secondary, warning, start };
struct Button {
    Content text = {};
    Importance importance = Importance::primary;
    std::string name = {}, value = {};  ///< says which of several buttons was pressed
    bool prevent_double_click = false;
    bool disabled = false;
    std::string type = "submit", id = {}, classes = {};
    Attributes attributes = {};
};
void button(Writer& page, const Button& the_button);
/// A link that looks like a button: to begin or go on, never for a deed.
void button_link(Writer& page, const Href& address, const Button& the_button);

/// For a field that no component covers: its faults, if any, each with the id "NAME-error".
void error_messages(Writer& page, const Error& error, std::string_view name);
[[nodiscard]] bool has_fault(const Error& error, std::string_view name);

}  // namespace thingwall::html
