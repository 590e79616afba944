#include "web/wire.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace thingwall::web {

namespace {

using Header = std::pair<std::string_view, std::string_view>;

/// Nothing from elsewhere, nothing inline, no frame around us. Referrer-Policy is same-origin rather than no-referrer,
/// since the latter makes browsers send "Origin: null" with our own forms.
constexpr std::array every_answer{
    Header{"Content-Security-Policy",
           "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
           "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'; font-src 'self'"},
    Header{"X-Content-Type-Options", "nosniff"},
    Header{"Referrer-Policy", "same-origin"},
    Header{"Cross-Origin-Opener-Policy", "same-origin"},
    Header{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};

bool same_name(std::string_view one, std::string_view other) {
    auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(one, other, {}, lower, lower);
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
    out += name;
    out += ": ";
    out += value.substr(0, value.find_first_of(std::string_view("\r\n\0", 3)));
    out += "\r\n";
}

}  // namespace

std::string_view reason(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 204:
            return "No Content";
        case 206:
            return "Partial Content";
        case 301:
            return "Moved Permanently";
        case 302:
            return "Found";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 307:
            return "Temporary Redirect";
        case 308:
            return "Permanent Redirect";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 417:
            return "Expectation Failed";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        default:
            return "Status";
    }
}

std::string http_date(std::time_t moment) {
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm parts{};
    gmtime_r(&moment, &parts);
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", days[static_cast<std::size_t>(parts.tm_wday)],
                       parts.tm_mday, months[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900,
                       parts.tm_hour, parts.tm_min, parts.tm_sec);
}

void append_beginning(std::string& out, const Beginning& beginning) {
    fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\nDate: {}\r\n", beginning.status,
                   reason(beginning.status), beginning.date);
    if (beginning.close)
        out += "Connection: close\r\n";
    else if (beginning.old_keep_alive)
        out += "Connection: keep-alive\r\n";
    if (beginning.secure) out += "Strict-Transport-Security: max-age=31536000\r\n";
}

std::string headers_of(const Response& response, const HeadParts& parts) {
    std::string out;
    out.reserve(1024);
    bool has_body_headers = response.status != 304 && response.status != 204;
    if (has_body_headers) append_header(out, "Content-Type", response.content_type);
    if (has_body_headers && parts.length) append_header(out, "Content-Length", std::to_string(*parts.length));
    if (parts.chunked) append_header(out, "Transfer-Encoding", "chunked");
    if (parts.gzipped) append_header(out, "Content-Encoding", "gzip");
    if (parts.varies) append_header(out, "Vary", "Accept-Encoding");
    for (const auto& [name, value] : response.headers) append_header(out, name, value);
    for (const auto& [name, value] : every_answer) {
        bool own =
            std::ranges::any_of(response.headers, [&](const auto& header) { return same_name(header.first, name); });
        if (!own) append_header(out, name, value);
    }
    out += "\r\n";
    return out;
}

std::string chunk(std::string_view piece) {
    if (piece.empty()) return "0\r\n\r\n";
    std::string out = fmt::format("{:x}\r\n", piece.size());
    out += piece;
    out += "\r\n";
    return out;
}

}  // namespace thingwall::web
