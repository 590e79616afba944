// Hostile dates, sums of money and numbers: refused with words that can be shown, or read and written back the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/date.hpp"
#include "base/money.hpp"
#include "base/text.hpp"

using namespace thingwall;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check(const Result<Date>& date, bool text_is_valid) {
    if (!date) return require(!date.error().message.empty() && (!text_is_valid || valid_utf8(date.error().message)));
    require(date->year() >= 1900 && date->year() <= 2199);
    require(parse_date(to_iso(*date)) == *date);
    require(parse_date(long_date(*date)) == *date);
    require(parse_date(short_date(*date)) == *date);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    bool valid = valid_utf8(text);
    check(parse_date(text), valid);
    auto one = text.substr(0, size / 3), two = text.substr(size / 3, size / 3), three = text.substr(2 * (size / 3));
    check(parse_date(one, two, three), valid);

    if (auto money = parse_money(text)) require(money->pence() >= 0 && parse_money(describe(*money)) == *money);
    if (auto number = parse_whole(text)) require(parse_whole(std::to_string(*number)) == number);
    require(fold(fold(text)) == fold(text));
    require(trim(trim(text)) == trim(text));
    (void)about(static_cast<std::int64_t>(size));
    return 0;
}
