#include <algorithm>

#include "activities/rules.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

std::optional<int> year_of(std::string_view text) {
    auto number = parse_whole(text);
    if (text.size() != 4 || !number || *number < 1900 || *number > 2199) return std::nullopt;
    return static_cast<int>(*number);
}

std::optional<int> month_of(std::string_view text) {
    std::string wanted = fold(text);
    if (auto number = parse_whole(wanted))
        return *number >= 1 && *number <= 12 ? std::optional<int>(static_cast<int>(*number)) : std::nullopt;
    if (wanted.size() < 3) return std::nullopt;
    for (int month = 1; month <= 12; ++month)
        if (fold(month_name(month)).starts_with(wanted) || (month == 9 && wanted == "sept")) return month;
    return std::nullopt;
}

PartialDate whole_month(int year, int month) {
    Date first = *Date::make(year, month, 1);
    Date next = month == 12
                    ? *Date::make(year + 1 > 2199 ? 2199 : year + 1, year + 1 > 2199 ? 12 : 1, year + 1 > 2199 ? 31 : 1)
                    : *Date::make(year, month + 1, 1);
    return {first, year + 1 > 2199 && month == 12 ? next : next - 1, DatesKnown::month};
}

}  // namespace

Result<PartialDate> parse_partial_date(std::string_view typed) {
    typed = trim(typed);
    if (auto year = year_of(typed))
        return PartialDate{*Date::make(*year, 1, 1), *Date::make(*year, 12, 31), DatesKnown::year};
    auto parts = split(typed, '/');
    if (parts.size() < 3 && std::ranges::count(typed, '/') == 2) return invalid("give the day, the month and the year");
    if (parts.size() == 3) {
        auto day =
            parts[0].size() == 4 ? parse_date(parts[2], parts[1], parts[0]) : parse_date(parts[0], parts[1], parts[2]);
        if (!day) return std::unexpected(day.error());
        return PartialDate{*day, *day, DatesKnown::day};
    }
    std::size_t gap = typed.find_first_of(" -/");
    if (gap != std::string_view::npos && typed.find_first_of(" -/", gap + 1) == std::string_view::npos) {
        auto left = trim(typed.substr(0, gap)), right = trim(typed.substr(gap + 1));
        if (auto year = year_of(right))
            if (auto month = month_of(left)) return whole_month(*year, *month);
        if (auto year = year_of(left))
            if (auto month = month_of(right)) return whole_month(*year, *month);
    }
    auto day = parse_date(typed);
    if (!day) return std::unexpected(day.error());
    return PartialDate{*day, *day, DatesKnown::day};
}

DateBoxes boxes_of(std::string_view typed) {
    DateBoxes boxes;
    if (auto whole = parse_date(typed)) {
        boxes = {std::to_string(whole->day()), std::to_string(whole->month()), std::to_string(whole->year())};
        return boxes;
    }
    // What is no day is shown as it was typed, box by box.
    std::size_t first = typed.find('/');
    std::size_t second = first == std::string_view::npos ? first : typed.find('/', first + 1);
    if (second == std::string_view::npos) {
        boxes.day = typed;
        return boxes;
    }
    boxes.day = trim(typed.substr(0, first));
    boxes.month = trim(typed.substr(first + 1, second - first - 1));
    boxes.year = trim(typed.substr(second + 1));
    return boxes;
}

}  // namespace thingwall::activities
