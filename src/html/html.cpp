#include "html/html.hpp"

#include <array>
#include <cstring>

#include "base/text.hpp"
#include "html/utf8.hpp"

namespace thingwall::html {
namespace {

enum Class : unsigned char { plain, special, control, high };

constexpr std::array<Class, 256> classes = [] {
    std::array<Class, 256> table{};
    for (int c = 0; c < 32; ++c)
        table[static_cast<std::size_t>(c)] = c == '\t' || c == '\n' || c == '\r' ? plain : control;
    table[127] = control;
    for (const char c : {'&', '<', '>', '"', '\''}) table[static_cast<unsigned char>(c)] = special;
    for (std::size_t c = 128; c < 256; ++c) table[c] = high;
    return table;
}();

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

std::string_view entity(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        default:
            return "&#39;";
    }
}

}  // namespace

void Writer::escape(std::string_view typed) {
    const char* from = typed.data();
    const char* const end = from + typed.size();
    const char* at = from;
    while (at != end) {
        const Class what = classes[static_cast<unsigned char>(*at)];
        if (what == plain) {
            ++at;
            continue;
        }
        const std::size_t whole = what == high ? utf8_sequence(at, end) : 0;
        if (whole != 0) {
            at += whole;
            continue;
        }
        out_.append(from, at);
        out_ += what == special ? entity(*at) : replacement;
        from = ++at;
    }
    out_.append(from, end);
}

void Writer::attribute(const Attribute& one) {
    if (!one.present) return;
    out_ += ' ';
    out_ += one.name;
    if (one.bare) return;
    out_ += "=\"";
    escape(one.own.empty() ? one.value : std::string_view{one.own});
    out_ += '"';
}

Writer& Writer::text(std::string_view typed) {
    escape(typed);
    return *this;
}

Writer& Writer::number(std::int64_t value) {
    out_ += thousands(value);
    return *this;
}

Writer& Writer::open(Tag tag, const Attributes& attributes) {
    out_ += tag.without_end();
    for (const auto& one : attributes) attribute(one);
    out_ += '>';
    return *this;
}

Writer& Writer::open(Tag tag, std::initializer_list<Attribute> attributes) {
    out_ += tag.without_end();
    for (const auto& one : attributes) attribute(one);
    out_ += '>';
    return *this;
}

Writer& Writer::open_link(Tag tag, const Href& address, const Attributes& attributes) {
    out_ += tag.without_end();
    out_ += " href=\"";
    escape(address.text());
    out_ += '"';
    for (const auto& one : attributes) attribute(one);
    out_ += '>';
    return *this;
}

Writer& Writer::image(const Href& source, std::string_view alternative, const Attributes& attributes) {
    out_ += "<img src=\"";
    escape(source.text());
    out_ += "\" alt=\"";
    escape(alternative);
    out_ += '"';
    for (const auto& one : attributes) attribute(one);
    out_ += '>';
    return *this;
}

Writer& Writer::link(const Href& address, std::string_view words) {
    return open_link("<a class=\"govuk-link\">", address).text(words).markup("</a>");
}

Writer& Writer::link(const Href& address, std::string_view words, std::string_view hidden_words) {
    open_link("<a class=\"govuk-link\">", address).text(words);
    if (!hidden_words.empty()) markup("<span class=\"govuk-visually-hidden\"> ").text(hidden_words).markup("</span>");
    return markup("</a>");
}

Writer& Writer::append(const Content& content) {
    out_ += content.html_;
    return *this;
}

Content::Content(std::string_view words) : words_(true) {
    Writer writer{words.size() + 16};
    html_ = writer.text(words).take();
}

}  // namespace thingwall::html
