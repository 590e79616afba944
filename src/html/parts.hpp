#pragma once
/// What the components share among themselves. Not for pages.
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "html/fields.hpp"
#include "html/html.hpp"

namespace thingwall::html::parts {

/// "govuk-input" and what is not empty of the others, parted by spaces.
[[nodiscard]] std::string joined(std::string_view first, std::initializer_list<std::string_view> others);
void add(Attributes& attributes, const Attributes& more);
/// A heading of level 1 to 6 with attributes; close_heading ends it.
void open_heading(Writer& page, int level, std::initializer_list<Attribute> attributes);
void close_heading(Writer& page, int level);

[[nodiscard]] std::string_view label_class(Size size);
[[nodiscard]] std::string_view legend_class(Size size);
[[nodiscard]] std::string_view width_class(Width width);

void label(Writer& page, const Content& words, std::string_view for_id, std::string_view classes, bool is_heading);
void hint(Writer& page, const Content& words, std::string_view id, std::string_view classes = {});

/// The faults of one field and how they are tied to it.
struct Explained {
    std::vector<std::string_view> faults;
    std::string described_by;  ///< ids: what was given, the hint, each fault
};
/// Looks up the faults of any of the names.
[[nodiscard]] Explained explain(const Error& error, std::initializer_list<std::string_view> names, std::string_view id,
                                const Content& hint, std::string_view described_by);
/// Writes hint and faults with the ids that explain() gave.
void hint_and_faults(Writer& page, const Explained& explained, std::string_view id, const Content& hint);
void open_group(Writer& page, const Explained& explained, std::string_view classes, const Attributes& attributes = {});

/// A text area and what stands around it: textarea() and character_count() are both this.
struct TextareaGroup {
    const Textarea& field;
    Attributes group_attributes = {};
    Content after = {};
};
void textarea_group(Writer& page, const Error& error, const TextareaGroup& group);

}  // namespace thingwall::html::parts
