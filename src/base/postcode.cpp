#include "base/postcode.hpp"

#include <array>

namespace thingwall {
namespace {

// The parts of "CH41 1DB", each with the count of values it can have: C, H or none, 4, 1 or a letter or none, 1, D, B.
enum Part { letter_1, letter_2, digit_1, tail, inward_digit, inward_1, inward_2 };
constexpr std::array<std::uint32_t, 7> radix{26, 27, 10, 37, 10, 26, 26};
using Parts = std::array<std::uint32_t, 7>;

constexpr std::uint32_t no_tail = 0, tail_digit = 1, tail_letter = 11;

bool is_letter(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool among(std::string_view letters, std::uint32_t letter) {
    return letters.find(static_cast<char>('A' + letter)) != std::string_view::npos;
}

// Letters that stand nowhere in these places (Royal Mail, PAF Programmers' Guide, "UK postcode structure"). At the end
// of the district only I and O are ruled out: W1M and W1Y were in use until 2000.
bool exists(const Parts& parts) {
    if (among("QVX", parts[letter_1])) return false;
    if (parts[letter_2] > 0 && among("IJZ", parts[letter_2] - 1)) return false;
    if (parts[tail] >= tail_letter && among("IO", parts[tail] - tail_letter)) return false;
    bool digit_tail = parts[tail] >= tail_digit && parts[tail] < tail_letter;
    if (parts[digit_1] == 0 && digit_tail) return false;  // CH01 is CH1, and no district is called so
    return !among("CIKMOV", parts[inward_1]) && !among("CIKMOV", parts[inward_2]);
}

std::uint32_t pack(const Parts& parts) {
    std::uint32_t key = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) key = key * radix[i] + parts[i];
    return key;
}

std::optional<Parts> unpack(std::uint32_t key) {
    Parts parts{};
    for (std::size_t i = parts.size(); i-- > 0; key /= radix[i]) parts[i] = key % radix[i];
    if (key != 0 || !exists(parts)) return std::nullopt;
    return parts;
}

// Reads characters by a shape: L letter, D digit, T letter at the district's end. An O counts as 0 where D stands.
std::optional<Parts> read_as(std::string_view text, std::string_view shape) {
    Parts parts{};
    std::size_t inward = text.size() - 3;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = shape[i] == 'D' && text[i] == 'O' ? '0' : text[i];
        if (shape[i] == 'D' ? !is_digit(c) : !is_letter(c)) return std::nullopt;
        auto letter = static_cast<std::uint32_t>(c - 'A'), digit = static_cast<std::uint32_t>(c - '0');
        if (i == inward)
            parts[inward_digit] = digit;
        else if (i == inward + 1)
            parts[inward_1] = letter;
        else if (i == inward + 2)
            parts[inward_2] = letter;
        else if (i == 0)
            parts[letter_1] = letter;
        else if (shape[i] == 'L')
            parts[letter_2] = letter + 1;
        else if (shape[i] == 'T')
            parts[tail] = tail_letter + letter;
        else if (shape[i - 1] == 'L')
            parts[digit_1] = digit;
        else
            parts[tail] = tail_digit + digit;
    }
    if (!exists(parts)) return std::nullopt;
    return parts;
}

std::optional<Parts> read(std::string_view text) {
    // A letter is tried before a digit, so that an O stays a letter where one can stand: LO1 1AA is not L01 1AA.
    static constexpr std::array<std::string_view, 6> shapes{"LDDLL",  "LLDDLL",  "LDTDLL",
                                                            "LDDDLL", "LLDTDLL", "LLDDDLL"};
    for (auto shape : shapes)
        if (shape.size() == text.size())
            if (auto parts = read_as(text, shape)) return parts;
    return std::nullopt;
}

void append_district(std::string& text, const Parts& parts) {
    text += static_cast<char>('A' + parts[letter_1]);
    if (parts[letter_2] > 0) text += static_cast<char>('A' + parts[letter_2] - 1);
    text += static_cast<char>('0' + parts[digit_1]);
    if (parts[tail] >= tail_letter)
        text += static_cast<char>('A' + parts[tail] - tail_letter);
    else if (parts[tail] != no_tail)
        text += static_cast<char>('0' + parts[tail] - tail_digit);
}

}  // namespace

std::optional<Postcode> Postcode::parse(std::string_view text) {
    std::array<char, 7> packed{};
    std::size_t size = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == ' ' || (c >= '\t' && c <= '\r')) continue;
        if (text.substr(i).starts_with("\xC2\xA0")) {  // the space that web pages copy
            ++i;
            continue;
        }
        if (size == packed.size()) return std::nullopt;
        packed[size++] = c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
    }
    if (size < 5) return std::nullopt;
    auto parts = read({packed.data(), size});
    if (!parts) return std::nullopt;
    return Postcode{pack(*parts)};
}

std::optional<Postcode> Postcode::from_key(std::uint32_t key) {
    if (!unpack(key)) return std::nullopt;
    return Postcode{key};
}

std::string Postcode::district() const {
    std::string text;
    append_district(text, *unpack(key_));
    return text;
}

std::string Postcode::sector() const {
    auto parts = *unpack(key_);
    std::string text;
    append_district(text, parts);
    text += ' ';
    text += static_cast<char>('0' + parts[inward_digit]);
    return text;
}

std::string Postcode::text() const {
    auto parts = *unpack(key_);
    std::string text = sector();
    text += static_cast<char>('A' + parts[inward_1]);
    text += static_cast<char>('A' + parts[inward_2]);
    return text;
}

}  // namespace thingwall
