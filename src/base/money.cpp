#include "base/money.hpp"

#include <fmt/format.h>

#include <optional>

#include "base/text.hpp"

namespace thingwall {
namespace {

constexpr std::int64_t most_pounds = 1'000'000'000;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The whole pounds of "8400" or "8,400"; a comma stands only before each three digits. Stops counting above the limit.
std::optional<std::int64_t> read_pounds(std::string_view text) {
    if (text.empty() || !is_digit(text.front())) return std::nullopt;
    bool grouped = text.find(',') != std::string_view::npos;
    std::int64_t pounds = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool comma_belongs = grouped && (text.size() - i) % 4 == 0;
        if (comma_belongs != (text[i] == ',')) return std::nullopt;
        if (comma_belongs) continue;
        if (!is_digit(text[i])) return std::nullopt;
        if (pounds <= most_pounds) pounds = pounds * 10 + (text[i] - '0');
    }
    return pounds;
}

}  // namespace

Result<Money> parse_money(std::string_view text) {
    text = trim(text);
    if (text.empty()) return invalid("Enter an amount of money, such as 8,400 or 8,400.50");
    if (text.starts_with("-") || text.starts_with("£-") || text.starts_with("\xE2\x88\x92"))
        return invalid("An amount of money must be 0 or more");
    if (text.starts_with("£")) text = trim(text.substr(std::string_view("£").size()));

    auto point = text.find('.');
    auto pounds = read_pounds(text.substr(0, point));
    std::string_view decimals = point == std::string_view::npos ? "00" : text.substr(point + 1);
    bool digits = !decimals.empty() && decimals.find_first_not_of("0123456789") == std::string_view::npos;
    if (!pounds || !digits) return invalid("An amount of money must be written in figures, such as 8,400 or 8,400.50");
    if (decimals.size() > 2)
        return invalid("An amount of money can have no more than two figures after the point, such as 8,400.50");

    std::int64_t pence = decimals[0] - '0';
    pence = pence * 10 + (decimals.size() == 2 ? decimals[1] - '0' : 0);
    if (*pounds > most_pounds || (*pounds == most_pounds && pence > 0))
        return invalid("An amount of money can be no more than £1,000,000,000");
    return Money{*pounds * 100 + pence};
}

std::string describe(Money money) {
    std::int64_t pounds = money.pence() / 100, pence = money.pence() % 100;
    std::string text = money.pence() < 0 ? "-£" : "£";
    std::string digits = thousands(pounds);
    text += digits.starts_with('-') ? digits.substr(1) : digits;
    if (pence != 0) text += fmt::format(".{:02}", pence < 0 ? -pence : pence);
    return text;
}

}  // namespace thingwall
