#include "app/postcode_prefix.hpp"

#include <cctype>

namespace thingwall::app {
namespace {

// The first place whose key is at least this one.
std::size_t first_from(const places::Postcodes& postcodes, std::uint32_t key) {
    std::size_t begin = 0, end = postcodes.size();
    while (begin < end) {
        const std::size_t middle = begin + (end - begin) / 2;
        if (postcodes.at(middle).key < key)
            begin = middle + 1;
        else
            end = middle;
    }
    return begin;
}

std::optional<PostcodeRun> between(const places::Postcodes& postcodes, const std::string& first,
                                   const std::string& last, std::string (Postcode::*words)() const) {
    const auto lowest = Postcode::parse(first), highest = Postcode::parse(last);
    if (!lowest || !highest) return std::nullopt;
    PostcodeRun run{(*lowest.*words)(), first_from(postcodes, lowest->key()),
                    first_from(postcodes, highest->key() + 1)};
    if (run.begin == run.end) return std::nullopt;
    return run;
}

std::optional<PostcodeRun> in_sector(const places::Postcodes& postcodes, const std::string& sector) {
    return between(postcodes, sector + "AA", sector + "ZZ", &Postcode::sector);
}
std::optional<PostcodeRun> in_district(const places::Postcodes& postcodes, const std::string& district) {
    return between(postcodes, district + "0AA", district + "9ZZ", &Postcode::district);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::optional<PostcodeRun> postcodes_like(const places::Postcodes& postcodes, std::string_view typed) {
    if (const auto whole = Postcode::parse(typed)) {
        const auto run = between(postcodes, whole->text(), whole->text(), &Postcode::text);
        return run ? run : in_sector(postcodes, whole->sector());
    }
    std::string first, second;  // what stands before and after the space, if there is one
    bool spaced = false;
    for (char c : typed) {
        if (std::isspace(static_cast<unsigned char>(c)) != 0) {
            spaced = spaced || !first.empty();
        } else {
            if (first.size() + second.size() >= 7) return std::nullopt;
            (spaced ? second : first) += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        }
    }
    if (first.size() < 2) return std::nullopt;
    if (!second.empty()) return is_digit(second[0]) ? in_sector(postcodes, first + second[0]) : std::nullopt;
    // "WM47" is a district where there is one of that name, else the sector WM4 7.
    if (auto district = in_district(postcodes, first)) return district;
    if (first.size() >= 3 && is_digit(first.back())) return in_sector(postcodes, first);
    return std::nullopt;
}

}  // namespace thingwall::app
