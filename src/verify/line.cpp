#include "verify/line.hpp"

#include <charconv>

namespace verify {

namespace {

constexpr std::size_t longest_deed = 100;

/// Reads a line from left to right; the first thing that does not fit stops it and is remembered.
class Cursor {
public:
    explicit Cursor(std::string_view text) : rest_(text) {}

    void words(std::string_view expected, const char* member) {
        if (wrong_) return;
        if (!rest_.starts_with(expected)) return refuse(member);
        rest_.remove_prefix(expected.size());
    }
    std::int64_t number(const char* member) {
        std::int64_t value = 0;
        if (wrong_) return value;
        auto [end, problem] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        std::string_view digits = rest_.substr(0, static_cast<std::size_t>(end - rest_.data()));
        // One spelling for each number: no leading zero, no minus zero.
        if (problem != std::errc{} || digits != std::to_string(value)) {
            refuse(member);
            return 0;
        }
        rest_.remove_prefix(digits.size());
        return value;
    }
    std::string_view word(const char* member) {
        if (wrong_) return {};
        auto size = rest_.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._");
        if (size == std::string_view::npos) size = rest_.size();
        if (size == 0 || size > longest_deed) {
            refuse(member);
            return {};
        }
        auto word = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return word;
    }
    Hash hash(const char* member) {
        Hash value{};
        if (wrong_) return value;
        if (rest_.size() < 64 || !parse_hash(rest_.substr(0, 64), value))
            refuse(member);
        else
            rest_.remove_prefix(64);
        return value;
    }
    std::optional<std::string> end() {
        if (!wrong_ && !rest_.empty()) refuse("the end of the line");
        return wrong_;
    }

private:
    void refuse(const char* member) { wrong_ = member; }
    std::string_view rest_;
    std::optional<std::string> wrong_;
};

void append_length(std::string& bytes, std::size_t length) {
    bytes.push_back(static_cast<char>(length / 0x1000000 % 256));
    bytes.push_back(static_cast<char>(length / 0x10000 % 256));
    bytes.push_back(static_cast<char>(length / 0x100 % 256));
    bytes.push_back(static_cast<char>(length % 256));
}

void append_text(std::string& bytes, std::string_view text) {
    append_length(bytes, text.size());
    bytes.append(text);
}

void append_number(std::string& bytes, std::int64_t number) {
    append_length(bytes, 8);
    auto rest = static_cast<std::uint64_t>(number);
    char eight[8];
    for (int i = 7; i >= 0; --i) {
        eight[i] = static_cast<char>(rest % 256);
        rest /= 256;
    }
    bytes.append(eight, 8);
}

std::string_view view(const Hash& hash) {
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

}  // namespace

bool parse_hash(std::string_view digits, Hash& hash) {
    constexpr std::string_view known = "0123456789abcdef";
    if (digits.size() != 64) return false;
    for (std::size_t i = 0; i < hash.size(); ++i) {
        auto high = known.find(digits[2 * i]);
        auto low = known.find(digits[2 * i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return false;
        hash[i] = static_cast<unsigned char>(16 * high + low);
    }
    return true;
}

std::optional<std::string> parse_line(std::string_view text, Line& line) {
    Cursor cursor(text);
    cursor.words("{\"position\":", "position");
    line.position = cursor.number("position");
    cursor.words(",\"at\":", "at");
    line.at = cursor.number("at");
    cursor.words(",\"actor\":\"", "actor");
    line.actor = cursor.number("actor");
    cursor.words("\",\"organisation\":\"", "organisation");
    line.organisation = cursor.number("organisation");
    cursor.words("\",\"deed\":\"", "deed");
    line.deed = cursor.word("deed");
    cursor.words("\",\"subject\":\"", "subject");
    line.subject = cursor.number("subject");
    cursor.words("\",\"commitment\":\"", "commitment");
    line.commitment = cursor.hash("commitment");
    cursor.words("\",\"before\":\"", "before");
    line.before = cursor.hash("before");
    cursor.words("\",\"digest\":\"", "digest");
    line.digest = cursor.hash("digest");
    cursor.words("\"}", "the end of the line");
    return cursor.end();
}

std::optional<std::string> parse_head(std::string_view text, Head& head) {
    Cursor cursor(text);
    cursor.words("{\"size\":", "size");
    head.size = cursor.number("size");
    cursor.words(",\"root\":\"", "root");
    head.root = cursor.hash("root");
    cursor.words("\"}", "the end of the line");
    return cursor.end();
}

Hash digest_of(const Line& line) {
    std::string bytes;
    bytes.reserve(256);
    append_text(bytes, "thingwall journal 1");
    append_number(bytes, line.position);
    append_number(bytes, line.at);
    append_number(bytes, line.actor);
    append_number(bytes, line.organisation);
    append_text(bytes, line.deed);
    append_number(bytes, line.subject);
    append_text(bytes, view(line.commitment));
    append_text(bytes, view(line.before));
    return sha256({std::string_view("\0", 1), bytes});
}

}  // namespace verify
