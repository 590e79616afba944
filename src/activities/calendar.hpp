#pragma once
#include <string_view>

#include "activities/sheet.hpp"

namespace thingwall::activities {

/// Whether the bytes begin as a calendar does (RFC 5545).
[[nodiscard]] bool is_calendar(std::string_view bytes);

/// The events of an iCalendar file, one a row: UID, SUMMARY, DESCRIPTION, LOCATION, DTSTART, DTEND or DURATION,
/// CATEGORIES, URL and CONTACT or ORGANIZER. Times are London's. What is not read is said in `notes`: repetitions (the
/// first time alone is read), what was cancelled, to-do and journal entries, other time zones (their own day and hour
/// stand). Errors: invalid, with the line; too_large beyond the limits.
[[nodiscard]] Result<Sheet> read_calendar(std::string_view bytes, const SheetLimits& limits);

}  // namespace thingwall::activities
