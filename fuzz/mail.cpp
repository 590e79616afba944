// A letter with names and words that people typed: nothing of it begins a header, and what goes over the wire decodes
// to what was written.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "notify/rules.hpp"

namespace {

using namespace thingwall;

void require(bool holds) {
    if (!holds) std::abort();
}

int value_of(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// RFC 2045, 6.7, read as strictly as it is written.
std::string decoded(std::string_view encoded) {
    std::string text;
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        if (encoded[i] == '\r') {
            require(i + 1 < encoded.size() && encoded[++i] == '\n');
            text += '\n';
        } else if (encoded[i] != '=') {
            text += encoded[i];
        } else {
            require(i + 2 < encoded.size());
            if (encoded[i + 1] == '\r')
                require(encoded[i + 2] == '\n');
            else
                text += static_cast<char>(value_of(encoded[i + 1]) * 16 + value_of(encoded[i + 2]));
            i += 2;
        }
    }
    return text;
}

void lines_are_short(std::string_view text, std::size_t most) {
    while (!text.empty()) {
        auto end = text.find("\r\n");
        require(end != std::string_view::npos && end <= most);
        require(text.substr(0, end).find_first_of("\r\n") == std::string_view::npos);
        text.remove_prefix(end + 2);
    }
}

void check_headers(std::string_view headers) {
    constexpr std::string_view ours[] = {
        "From: ",           "To: ",           "Subject: ",      "Date: ", "Message-ID: ",
        "Auto-Submitted: ", "MIME-Version: ", "Content-Type: ", " "};  // one that goes on
    while (!headers.empty()) {
        auto line = headers.substr(0, headers.find("\r\n"));
        bool known = false;
        for (auto name : ours) known = known || line.starts_with(name);
        require(known);
        for (char c : line) require(static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7f);
        headers.remove_prefix(line.size() + 2);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view typed(reinterpret_cast<const char*>(data), size);
    if (!valid_utf8(typed)) return 0;  // nothing else is stored
    std::string_view name = typed.substr(0, typed.find('\n'));

    std::string without_returns(typed);
    std::erase(without_returns, '\r');
    std::string encoded = notify::quoted_printable(typed), again = decoded(encoded);
    lines_are_short(encoded, 76);
    require(again == without_returns || again == without_returns + '\n');

    notify::Outgoing letter;
    letter.id = 7;
    letter.to = "anna@example.org";
    letter.to_name = name.substr(0, 200);
    letter.subject = typed.substr(0, 200);
    if (!valid_utf8(letter.to_name) || !valid_utf8(letter.subject)) return 0;
    letter.text = typed;
    letter.html = typed;
    std::string message = notify::message_of(letter,
                                             {.server = {},
                                              .user = {},
                                              .password_file = {},
                                              .from = "us@example.org",
                                              .from_name = letter.to_name,
                                              .site = "https://example.org"},
                                             Instant{});
    lines_are_short(message, 998);
    check_headers(std::string_view(message).substr(0, message.find("\r\n\r\n") + 2));
    return 0;
}
