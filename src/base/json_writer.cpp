#include <charconv>
#include <cmath>

#include "base/json.hpp"
#include "base/text.hpp"

namespace thingwall::json {
namespace {

constexpr std::string_view hex = "0123456789abcdef";

template <class Number>
void append_number(std::string& out, Number number) {
    char digits[32];
    auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end);
}

void append_escaped(std::string& out, char c) {
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            break;
    }
    out += "\\u00";
    out += hex[static_cast<unsigned char>(c) >> 4];
    out += hex[static_cast<unsigned char>(c) & 15];
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    // A byte that is no text is shown as such, so that what is written can always be read again.
    for (auto bad = first_not_utf8(text); !text.empty(); bad = first_not_utf8(text)) {
        std::string_view good = text.substr(0, bad);
        std::size_t done = 0;
        for (std::size_t i = 0; i < good.size(); ++i) {
            auto byte = static_cast<unsigned char>(good[i]);
            if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7F) continue;
            out += good.substr(done, i - done);
            append_escaped(out, good[i]);
            done = i + 1;
        }
        out += good.substr(done);
        if (bad == std::string_view::npos) break;
        out += "\xEF\xBF\xBD";
        text.remove_prefix(bad + 1);
    }
    out += '"';
}

void Writer::comma() {
    if (!first_) out_ += ',';
    first_ = false;
}

Writer& Writer::begin_object() {
    comma();
    out_ += '{';
    first_ = true;
    return *this;
}

Writer& Writer::end_object() {
    out_ += '}';
    first_ = false;
    return *this;
}

Writer& Writer::begin_array() {
    comma();
    out_ += '[';
    first_ = true;
    return *this;
}

Writer& Writer::end_array() {
    out_ += ']';
    first_ = false;
    return *this;
}

Writer& Writer::key(std::string_view name) {
    comma();
    append_quoted(out_, name);
    out_ += ':';
    first_ = true;  // its value follows without a comma
    return *this;
}

Writer& Writer::value(std::string_view text) {
    comma();
    append_quoted(out_, text);
    return *this;
}

Writer& Writer::value(std::int64_t number) {
    comma();
    append_number(out_, number);
    return *this;
}

Writer& Writer::value(std::uint64_t number) {
    comma();
    append_number(out_, number);
    return *this;
}

Writer& Writer::value(double number) {
    if (!std::isfinite(number)) return null();
    comma();
    append_number(out_, number);
    return *this;
}

Writer& Writer::value(bool yes) {
    return raw(yes ? "true" : "false");
}
Writer& Writer::null() {
    return raw("null");
}

Writer& Writer::id(std::int64_t number) {
    comma();
    out_ += '"';
    append_number(out_, number);
    out_ += '"';
    return *this;
}

Writer& Writer::raw(std::string_view text) {
    comma();
    out_ += text;
    return *this;
}

}  // namespace thingwall::json
