#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "activities/codes.hpp"
#include "activities/views.hpp"

/// The fields of each step of planning. Whoever plans and whoever changes sees the same.
namespace thingwall::activities {

void what_fields(html::Writer& page, const Draft& draft, const Error& error);
void subject_fields(html::Writer& page, const StepView& view, const Lists& lists, const Error& error);
void who_fields(html::Writer& page, const Draft& draft, const Lists& lists, const Error& error);
void where_fields(html::Writer& page, const StepView& view, const Lists& lists, const Error& error);
void when_fields(html::Writer& page, const StepView& view, const Error& error);
void how_fields(html::Writer& page, const Draft& draft, const Error& error);
void decision_fields(html::Writer& page, const StepView& view, const Lists& lists, const Error& error);

/// The codes of a field that takes several: "a; b".
[[nodiscard]] std::vector<std::string> ticked(std::string_view codes);
[[nodiscard]] std::vector<html::Choice> choices_of(std::span<const Code> list);
/// Three boxes with what was typed, be it a date or not.
void date_field(html::Writer& page, const Error& error, std::string name, const char* legend, const char* hint,
                std::string_view typed);

}  // namespace thingwall::activities
