#include "activities/calendar.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "activities/draft.hpp"
#include "base/csv.hpp"
#include "base/date.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

constexpr std::size_t line_bytes = 1u << 20, deepest = 8, parameters_most = 50;

// One content line after unfolding: NAME;PARAMETER=value:VALUE (RFC 5545, 3.1).
struct Property {
    std::string name;
    std::vector<std::pair<std::string, std::string>> parameters;
    std::string value;
    [[nodiscard]] std::string_view parameter(std::string_view wanted) const {
        for (const auto& [its_name, its_value] : parameters)
            if (its_name == wanted) return its_value;
        return {};
    }
};

std::string upper(std::string_view text) {
    std::string made(text);
    for (char& c : made)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return made;
}

std::optional<Property> property_of(std::string_view line) {
    Property made;
    std::size_t at = line.find_first_of(";:");
    if (at == std::string_view::npos || at == 0) return std::nullopt;
    made.name = upper(line.substr(0, at));
    while (at < line.size() && line[at] == ';') {
        auto equals = line.find_first_of("=:;", at + 1);
        if (equals == std::string_view::npos || line[equals] != '=' || made.parameters.size() == parameters_most)
            return std::nullopt;
        std::string name = upper(line.substr(at + 1, equals - at - 1)), value;
        for (at = equals + 1; at < line.size() && line[at] != ';' && line[at] != ':'; ++at) {
            if (line[at] != '"') {
                value += line[at];
                continue;
            }
            auto end = line.find('"', at + 1);
            if (end == std::string_view::npos) return std::nullopt;
            value += line.substr(at + 1, end - at - 1);
            at = end;
        }
        made.parameters.emplace_back(std::move(name), std::move(value));
    }
    if (at >= line.size() || line[at] != ':') return std::nullopt;
    made.value = line.substr(at + 1);
    return made;
}

// Text values (3.3.11): \n, \, \; and \\ ; parted at commas that are not escaped where it is a list.
std::vector<std::string> texts_of(std::string_view value, bool list) {
    std::vector<std::string> found(1);
    for (std::size_t i = 0; i < value.size(); ++i) {
        char c = value[i];
        if (c == '\\' && i + 1 < value.size()) {
            char escaped = value[++i];
            found.back() += escaped == 'n' || escaped == 'N' ? '\n' : escaped;
        } else if (c == ',' && list) {
            found.emplace_back();
        } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') {
            found.back() += c;
        }
    }
    return found;
}
std::string text_of(std::string_view value) {
    return texts_of(value, false).front();
}

struct When {
    Date day;
    std::optional<int> minute;  ///< of the day; none: a whole day
    bool is_utc = false;
};

std::optional<int> digits(std::string_view text) {
    if (text.empty() || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    return static_cast<int>(parse_whole(text).value_or(-1));
}

// "20261105", "20261105T140000", "20261105T140000Z" (3.3.4, 3.3.5).
std::optional<When> when_of(std::string_view value) {
    if (value.size() < 8) return std::nullopt;
    auto year = digits(value.substr(0, 4)), month = digits(value.substr(4, 2)), day = digits(value.substr(6, 2));
    if (!year || !month || !day) return std::nullopt;
    auto date = Date::make(*year, *month, *day);
    if (!date || *year < 1901 || *year > 2198) return std::nullopt;
    if (value.size() == 8) return When{*date, std::nullopt, false};
    bool utc = value.size() == 16 && value[15] == 'Z';
    if (value[8] != 'T' || (value.size() != 15 && !utc)) return std::nullopt;
    auto hour = digits(value.substr(9, 2)), minute = digits(value.substr(11, 2)), second = digits(value.substr(13, 2));
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    return When{*date, *hour * 60 + *minute, utc};
}

// "2pm", "2.30pm", as London's clocks are read out.
std::string time_in_words(int minute) {
    if (minute % 720 == 0) return minute == 0 ? "midnight" : "midday";
    int hour = minute / 60 % 12 == 0 ? 12 : minute / 60 % 12;
    std::string half = minute < 720 ? "am" : "pm";
    return minute % 60 == 0 ? fmt::format("{}{}", hour, half) : fmt::format("{}.{:02}{}", hour, minute % 60, half);
}

When in_london(const When& when) {
    if (!when.is_utc || !when.minute) return when;
    Instant moment{when.day.days() + std::chrono::minutes{*when.minute}};
    // London is at UTC, or an hour on.
    bool summer = time_in_words(*when.minute) != london_time(moment);
    return {london_day(moment), summer ? (*when.minute + 60) % 1440 : *when.minute, false};
}

// "P1D", "PT2H30M", "P2W": minutes (3.3.6). Above ten years it is no event.
std::optional<std::int64_t> minutes_of(std::string_view value) {
    if (value.starts_with("+")) value.remove_prefix(1);
    if (!value.starts_with("P")) return std::nullopt;
    std::int64_t minutes = 0, number = -1;
    bool time = false;
    for (char c : value.substr(1)) {
        if (c == 'T') {
            time = true;
            continue;
        }
        if (c >= '0' && c <= '9') {
            number = std::max<std::int64_t>(number, 0) * 10 + (c - '0');
            if (number > 6'000'000) return std::nullopt;
            continue;
        }
        if (number < 0) return std::nullopt;
        if (c == 'W' && !time)
            minutes += number * 7 * 1440;
        else if (c == 'D' && !time)
            minutes += number * 1440;
        else if (c == 'H' && time)
            minutes += number * 60;
        else if (c == 'M' && time)
            minutes += number;
        else if (c != 'S' || !time)
            return std::nullopt;
        number = -1;
        if (minutes > 10 * 366 * 1440) return std::nullopt;
    }
    return number < 0 ? std::optional(minutes) : std::nullopt;
}

struct Event {
    std::size_t line = 0;
    std::string uid{}, recurrence{}, title{}, text{}, place{}, url{}, contact{};
    std::string start{}, end{}, duration{}, zone{};  ///< as they stand
    std::vector<std::string> categories{};
    bool repeats = false, cancelled = false, more = false;
};

struct Counts {
    std::size_t repeats = 0, changed_times = 0, cancelled = 0, zones = 0, other = 0, more = 0, cut = 0;
};

void take(Event& event, const Property& property) {
    const std::string& name = property.name;
    auto first = [&](std::string& into, std::string value) {
        if (into.empty()) into = std::move(value);
    };
    if (name == "UID")
        first(event.uid, text_of(property.value));
    else if (name == "SUMMARY")
        first(event.title, text_of(property.value));
    else if (name == "DESCRIPTION")
        first(event.text, text_of(property.value));
    else if (name == "LOCATION")
        first(event.place, text_of(property.value));
    else if (name == "URL")
        first(event.url, property.value);
    else if (name == "CONTACT")
        event.contact = text_of(property.value);
    else if (name == "ORGANIZER")
        first(event.contact, std::string(property.parameter("CN")));
    else if (name == "DTSTART") {
        event.start = property.value;
        event.zone = property.parameter("TZID");
    } else if (name == "DTEND")
        event.end = property.value;
    else if (name == "DURATION")
        event.duration = property.value;
    else if (name == "RECURRENCE-ID")
        event.recurrence = property.value;
    else if (name == "RRULE" || name == "RDATE")
        event.repeats = true;
    else if (name == "STATUS")
        event.cancelled = upper(property.value) == "CANCELLED";
    else if (name == "CATEGORIES") {
        for (std::string& one : texts_of(property.value, true))
            if (event.categories.size() < 50) event.categories.push_back(std::move(one));
    } else if (name == "ATTENDEE" || name == "ATTACH")
        event.more = true;
}

std::string one_line(std::string text) {
    std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return std::string(trim(text));
}
// A semicolon parts values here.
std::string one_value(std::string text) {
    text = one_line(std::move(text));
    std::ranges::replace(text, ';', ',');
    return text;
}

// The columns of a row, as headings() says. What cannot be read as a day stands as it is, and is said as a fault.
std::vector<std::string> row_of(const Event& event, Counts& counts) {
    std::string first = event.start, last, session;
    if (auto start = when_of(event.start)) {
        When from = in_london(*start);
        std::optional<When> to;
        if (auto end = when_of(event.end)) {
            to = in_london(*end);
        } else if (!event.end.empty()) {
            last = event.end;
        } else if (auto minutes = minutes_of(event.duration)) {
            std::int64_t all = from.minute.value_or(0) + *minutes;
            to = When{from.day + static_cast<int>(all / 1440),
                      from.minute ? std::optional(static_cast<int>(all % 1440)) : std::nullopt, false};
        } else if (!event.duration.empty()) {
            last = event.duration;
        }
        first = to_iso(from.day);
        if (last.empty()) {
            // The end is the first moment that no longer belongs to it (3.6.1).
            Date day = to ? to->day : from.day;
            if (to && to->minute.value_or(0) == 0 && day > from.day) day = day - 1;
            last = to_iso(std::max(day, from.day));
        }
        if (from.minute && last == first) {
            session = fmt::format("{}, {}", first, time_in_words(*from.minute));
            if (to && to->minute && to->day == from.day && *to->minute > *from.minute)
                session += " to " + time_in_words(*to->minute);
            if (!event.place.empty()) session += ", " + one_line(event.place);
        }
        bool london = event.zone.empty() || event.zone == "Europe/London" || event.zone == "GB" ||
                      event.zone == "GMT Standard Time" || start->is_utc || !start->minute;
        if (!london) ++counts.zones;
    }
    std::string categories;
    for (const std::string& one : event.categories)
        if (std::string value = one_value(one); !value.empty()) categories += (categories.empty() ? "" : "; ") + value;
    std::string title = one_line(event.title), text = event.text;
    if (length(title) > find_field("title")->most) {
        text = title + "\n" + text;
        title = shortened(title, find_field("title")->most - 3);
        ++counts.cut;
    }
    if (length(text) > 3500) {
        text = shortened(text, 3500);
        ++counts.cut;
    }
    std::string key = event.recurrence.empty() ? event.uid : event.uid + " " + event.recurrence;
    return {one_line(key), title,
            text,          one_value(event.place),
            first,         last,
            session,       one_line(event.url),
            categories,    shortened(one_line(event.contact), 197)};
}

std::vector<std::string> notes_of(const Counts& counts) {
    std::vector<std::string> notes;
    auto note = [&](std::size_t count, std::string_view one, std::string_view many) {
        if (count > 0) notes.push_back(count_of(static_cast<std::int64_t>(count), one, many));
    };
    note(counts.repeats, "event repeats: only its first time is read",
         "events repeat: only their first times are read");
    note(counts.changed_times, "single time of an event that repeats: it is read as an activity of its own",
         "single times of events that repeat: they are read as activities of their own");
    note(counts.cancelled, "event is cancelled: it is left out", "events are cancelled: they are left out");
    note(counts.zones, "event is in another time zone: its own day and hour stand",
         "events are in other time zones: their own days and hours stand");
    note(counts.other, "entry is no event (a task, a note or when somebody is free)",
         "entries are no events (tasks, notes or when somebody is free)");
    note(counts.more, "event has guests or attachments: they are not read",
         "events have guests or attachments: they are not read");
    note(counts.cut, "text is too long: the beginning is read", "texts are too long: their beginnings are read");
    return notes;
}

std::string unfolded(std::string_view text) {
    std::string whole;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::size_t end = text.substr(i).starts_with("\r\n") ? 2 : text[i] == '\n' ? 1 : 0;
        if (end > 0 && i + end < text.size() && (text[i + end] == ' ' || text[i + end] == '\t'))
            i += end;
        else
            whole += text[i];
    }
    return whole;
}

// Goes through the lines, joined where they were folded (3.1).
class Lines {
public:
    explicit Lines(std::string_view text) : text_(text) {}
    /// False at the end.
    Result<bool> next(std::string& line) {
        line.clear();
        if (at_ >= text_.size()) return false;
        number_ = upcoming_;
        for (bool first = true;; first = false) {
            auto end = std::min(text_.find_first_of("\r\n", at_), text_.size());
            line += text_.substr(at_ + (first ? 0 : 1), end - at_ - (first ? 0 : 1));
            if (line.size() > line_bytes)
                return fail(ErrorKind::too_large,
                            fmt::format("Line {}: it is longer than a calendar's line can be", number_));
            if (end < text_.size()) end += text_.substr(end).starts_with("\r\n") ? 2 : 1;
            at_ = end;
            ++upcoming_;
            if (at_ >= text_.size() || (text_[at_] != ' ' && text_[at_] != '\t')) return true;
        }
    }
    [[nodiscard]] std::size_t number() const { return number_; }

private:
    std::string_view text_;
    std::size_t at_ = 0, number_ = 0, upcoming_ = 1;
};

}  // namespace

bool is_calendar(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    return upper(trim(bytes.substr(0, 200)).substr(0, 15)) == "BEGIN:VCALENDAR";
}

Result<Sheet> read_calendar(std::string_view bytes, const SheetLimits& limits) {
    // Lines may be folded in the middle of a character.
    std::string raw(bytes);
    if (!valid_utf8(raw))
        if (std::string whole = unfolded(raw); valid_utf8(whole)) raw = std::move(whole);
    auto text = csv::to_utf8(std::move(raw));
    if (!text) return std::unexpected(text.error());
    Sheet sheet;
    sheet.kind = Sheet::Kind::calendar;
    sheet.headings = {"Identifier", "Title",       "What you want to find out",
                      "Where",      "First day",   "Last day",
                      "Sessions",   "Web address", "Subjects",
                      "Contact"};
    Lines lines(*text);
    Counts counts;
    std::vector<std::string> open;
    std::string line;
    Event event;
    std::size_t events = 0;
    bool any = false;
    auto stop = [&](std::string_view problem) {
        return invalid(
            fmt::format("Line {}: {}. Save the calendar again, and choose it again", lines.number(), problem));
    };
    for (;;) {
        auto more = lines.next(line);
        if (!more) return std::unexpected(more.error());
        if (!*more) break;
        if (trim(line).empty()) continue;
        auto property = property_of(line);
        if (!property) return stop(fmt::format("“{}” is no line of a calendar", shortened(trim(line), 40)));
        if (property->name == "BEGIN") {
            if (open.size() == deepest) return stop("parts lie too deep inside each other");
            open.push_back(upper(trim(property->value)));
            any = any || open.back() == "VCALENDAR";
            if (open.size() == 2 && open.back() == "VEVENT") event = Event{.line = lines.number()};
            if (open.size() == 2 && open.back() != "VEVENT" && open.back() != "VTIMEZONE") ++counts.other;
            continue;
        }
        if (property->name == "END") {
            if (open.empty() || open.back() != upper(trim(property->value)))
                return stop(fmt::format("END:{} closes what is not open", shortened(trim(property->value), 40)));
            open.pop_back();
            if (open.size() != 1 || upper(trim(property->value)) != "VEVENT") continue;
            if (++events > limits.rows)
                return fail(ErrorKind::too_large,
                            fmt::format("The calendar has more than {} events. Bring it in in parts",
                                        thousands(static_cast<std::int64_t>(limits.rows))));
            counts.repeats += event.repeats ? 1 : 0;
            counts.more += event.more ? 1 : 0;
            if (event.cancelled) {
                ++counts.cancelled;
                continue;
            }
            counts.changed_times += event.recurrence.empty() ? 0 : 1;
            sheet.rows.push_back(row_of(event, counts));
            sheet.numbers.push_back(event.line);
            continue;
        }
        // What stands in an alarm within an event says nothing of the event.
        if (open.size() == 2 && open.back() == "VEVENT") take(event, *property);
    }
    if (!open.empty() || !any) return stop("the calendar ends in the middle");
    if (sheet.rows.empty() && counts.cancelled == 0) return invalid("The calendar has no events. Choose another file");
    sheet.notes = notes_of(counts);
    return sheet;
}

}  // namespace thingwall::activities
