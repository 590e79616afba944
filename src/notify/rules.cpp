#include "notify/rules.hpp"

#include <array>
#include <cstdint>

#include <fmt/format.h>
#include <sodium.h>

#include "base/text.hpp"

namespace thingwall::notify {
namespace {

constexpr std::string_view hex = "0123456789ABCDEF";

// One line, whatever somebody typed.
std::string one_line(std::string_view typed) {
    std::string line(trim(typed));
    for (char& c : line)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return line;
}

bool is_plain(std::string_view words) {
    for (char c : words)
        if (static_cast<unsigned char>(c) >= 0x7f || static_cast<unsigned char>(c) < 0x20) return false;
    return words.find("=?") == std::string_view::npos;
}

std::string base64(std::string_view bytes) {
    std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), 0);
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    out.pop_back();  // the zero byte at its end
    return out;
}

// The domain of the sender, for what must be unlike everybody else's.
std::string_view domain_of(std::string_view address) {
    auto at = address.rfind('@');
    return at == std::string_view::npos ? std::string_view("localhost") : address.substr(at + 1);
}

// A name beside an address: quoted when it is plain, encoded when it is not.
std::string mailbox(std::string_view name, std::string_view address) {
    std::string line = one_line(name);
    if (line.empty()) return fmt::format("<{}>", one_line(address));
    if (!is_plain(line)) return fmt::format("{} <{}>", header_words(line), one_line(address));
    std::string quoted;
    for (char c : line) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return fmt::format("\"{}\" <{}>", quoted, one_line(address));
}

}  // namespace

std::string address_of(std::string_view site, std::string_view path) {
    return path.starts_with('/') ? std::string(site) + std::string(path) : std::string(path);
}

std::string plain_text(const Letter& letter, std::string_view site) {
    std::string out;
    bool in_list = false;
    for (const auto& block : letter.body) {
        bool item = block.kind == Block::Kind::item;
        if (!out.empty() && !(item && in_list)) out += '\n';
        in_list = item;
        if (item) out += "- ";
        out += block.text;
        if (block.kind == Block::Kind::link) out += ":\n" + address_of(site, block.address);
        out += '\n';
        if (block.kind == Block::Kind::heading) out += std::string(length(block.text), '-') + '\n';
    }
    if (!letter.why.empty()) out += "\n" + letter.why + "\n";
    if (!letter.unsubscribe.empty()) out += "To stop these e-mails:\n" + address_of(site, letter.unsubscribe) + "\n";
    return out;
}

std::string header_words(std::string_view typed) {
    std::string words = one_line(typed);
    if (is_plain(words)) return words;
    // 45 bytes make 60 characters of base64; with =?utf-8?B? and ?= that is 72. Never cut inside a character.
    std::string out;
    std::string_view rest = words;
    while (!rest.empty()) {
        std::size_t take = std::min<std::size_t>(45, rest.size());
        while (take < rest.size() && (static_cast<unsigned char>(rest[take]) & 0xc0U) == 0x80U) --take;
        if (!out.empty()) out += "\r\n ";
        out += "=?utf-8?B?" + base64(rest.substr(0, take)) + "?=";
        rest.remove_prefix(take);
    }
    return out;
}

std::string quoted_printable(std::string_view text) {
    std::string out, line;
    auto end_line = [&](bool soft) {
        // White space at the end of a line is lost on the way unless it is written out.
        if (!soft && !line.empty() && (line.back() == ' ' || line.back() == '\t')) {
            char last = line.back();
            line.pop_back();
            line += last == ' ' ? "=20" : "=09";
        }
        out += line;
        out += soft ? "=\r\n" : "\r\n";
        line.clear();
    };
    for (char c : text) {
        if (c == '\n') {
            end_line(false);
            continue;
        }
        if (c == '\r') continue;
        auto byte = static_cast<unsigned char>(c);
        bool plain = (byte >= 33 && byte <= 126 && c != '=') || c == ' ' || c == '\t';
        if (line.size() + (plain ? 1 : 3) > 72) end_line(true);
        if (plain) {
            line += c;
        } else {
            line += '=';
            line += hex[byte >> 4];
            line += hex[byte & 15];
        }
    }
    if (!line.empty()) end_line(false);
    return out;
}

std::string mail_date(Instant at) {
    constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto day = std::chrono::floor<std::chrono::days>(at);
    std::chrono::year_month_day date{day};
    std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", days[std::chrono::weekday{day}.c_encoding()],
                       static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

std::string message_of(const Outgoing& letter, const MailSettings& settings, Instant now) {
    std::string boundary = fmt::format("=_thingwall_{}", letter.id);  // "=_" stands in no quoted-printable text
    std::string out;
    auto header = [&](std::string_view name, std::string_view value) { out += fmt::format("{}: {}\r\n", name, value); };
    header("From", mailbox(settings.from_name, settings.from));
    header("To", mailbox(letter.to_name, letter.to));
    header("Subject", header_words(letter.subject));
    header("Date", mail_date(now));
    // The same letter tried again bears the same number, so that the far side can tell.
    header("Message-ID", fmt::format("<{}.thingwall@{}>", letter.id, domain_of(settings.from)));
    header("Auto-Submitted", "auto-generated");
    if (!letter.unsubscribe.empty()) {
        header("List-Unsubscribe", fmt::format("<{}>", address_of(settings.site, letter.unsubscribe)));
        header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");  // RFC 8058
    }
    header("MIME-Version", "1.0");
    header("Content-Type", fmt::format("multipart/alternative; boundary=\"{}\"", boundary));
    out += "\r\n";
    auto part = [&](std::string_view type, std::string_view content) {
        out += fmt::format(
            "--{}\r\nContent-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", boundary,
            type);
        out += quoted_printable(content);
    };
    part("text/plain", letter.text);
    part("text/html", letter.html);
    out += fmt::format("--{}--\r\n", boundary);
    return out;
}

std::optional<std::chrono::minutes> wait_after(int attempt) {
    using namespace std::chrono_literals;
    constexpr std::array<std::chrono::minutes, 8> waits{1min, 5min, 30min, 2h, 24h, 24h, 24h, 24h};
    if (attempt < 1) return 0min;
    if (static_cast<std::size_t>(attempt) > waits.size()) return std::nullopt;
    return waits[static_cast<std::size_t>(attempt) - 1];
}

}  // namespace thingwall::notify
