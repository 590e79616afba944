#include "support/http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace thingwall::test {

namespace {

bool same_name(std::string_view one, std::string_view other) {
    auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(one, other, {}, lower, lower);
}

std::size_t number(std::string_view text, int base) {
    std::size_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value, base);
    return value;
}

std::string head_of(std::string_view method, std::string_view target, const Headers& headers) {
    std::string head = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\n";
    bool has_host = std::ranges::any_of(headers, [](const auto& header) { return same_name(header.first, "Host"); });
    if (!has_host) head += "Host: localhost\r\n";
    for (const auto& [name, value] : headers) head += name + ": " + value + "\r\n";
    return head;
}

}  // namespace

std::string HttpAnswer::header(std::string_view name) const {
    for (const auto& [its_name, value] : headers)
        if (same_name(its_name, name)) return value;
    return {};
}

std::vector<std::string> HttpAnswer::all(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto& [its_name, value] : headers)
        if (same_name(its_name, name)) values.push_back(value);
    return values;
}

HttpConnection::HttpConnection(std::uint16_t port, std::chrono::milliseconds patience)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval wait{patience.count() / 1000, (patience.count() % 1000) * 1000};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
    int at_once = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&place), sizeof place) != 0) {
        ::close(socket_);
        throw std::runtime_error("cannot connect to 127.0.0.1:" + std::to_string(port));
    }
}

HttpConnection::HttpConnection(HttpConnection&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), in_(std::move(other.in_)) {}

HttpConnection::~HttpConnection() {
    if (socket_ >= 0) ::close(socket_);
}

void HttpConnection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void HttpConnection::end_sending() {
    ::shutdown(socket_, SHUT_WR);
}

bool HttpConnection::more() {
    std::array<char, 65536> piece{};
    ssize_t count = ::recv(socket_, piece.data(), piece.size(), 0);
    if (count <= 0) return false;
    in_.append(piece.data(), static_cast<std::size_t>(count));
    return true;
}

bool HttpConnection::closes() {
    if (!in_.empty()) return false;
    char byte = 0;
    ssize_t count = ::recv(socket_, &byte, 1, 0);
    return count == 0 || (count < 0 && errno == ECONNRESET);
}

HttpAnswer HttpConnection::receive(bool head) {
    HttpAnswer answer;
    std::size_t end = in_.find("\r\n\r\n");
    for (; end == std::string::npos; end = in_.find("\r\n\r\n"))
        if (!more()) return answer;
    std::string_view lines = std::string_view(in_).substr(0, end);
    answer.status = static_cast<int>(number(lines.substr(std::min<std::size_t>(9, lines.size()), 3), 10));
    while (lines.find("\r\n") != std::string_view::npos) {
        lines.remove_prefix(lines.find("\r\n") + 2);
        std::string_view line = lines.substr(0, lines.find("\r\n"));
        std::size_t colon = line.find(": ");
        if (colon != std::string_view::npos) answer.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    in_.erase(0, end + 4);
    if (answer.status == 100) return receive(head);
    if (head || answer.status == 204 || answer.status == 304) {
        answer.whole = true;
    } else if (answer.header("Transfer-Encoding") == "chunked") {
        for (;;) {
            std::size_t line_end = in_.find("\r\n");
            if (line_end == std::string::npos) {
                if (!more()) return answer;
                continue;
            }
            std::size_t size = number(in_, 16);
            while (in_.size() < line_end + 2 + size + 2)
                if (!more()) return answer;
            answer.body += in_.substr(line_end + 2, size);
            in_.erase(0, line_end + 2 + size + 2);
            if (size == 0) break;
        }
        answer.whole = true;
    } else if (auto length = answer.header("Content-Length"); !length.empty()) {
        std::size_t size = number(length, 10);
        while (in_.size() < size)
            if (!more()) break;
        answer.whole = in_.size() >= size;
        answer.body = in_.substr(0, size);
        in_.erase(0, size);
    } else {
        while (more()) {
        }
        answer.body = std::exchange(in_, {});
        answer.whole = true;
    }
    return answer;
}

std::string urlencode(const FormFields& form) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    auto append = [&](std::string_view text) {
        for (char c : text) {
            bool plain =
                (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            auto byte = static_cast<unsigned char>(c);
            if (plain)
                out += c;
            else
                (out += '%', out += digits[byte >> 4], out += digits[byte & 15]);
        }
    };
    for (const auto& [name, value] : form) {
        if (!out.empty()) out += '&';
        append(name);
        out += '=';
        append(value);
    }
    return out;
}

HttpAnswer http_send(std::uint16_t port, std::string_view bytes) {
    HttpConnection connection(port);
    connection.send(bytes);
    return connection.receive(bytes.starts_with("HEAD"));
}

HttpAnswer http_get(std::uint16_t port, std::string_view target, const Headers& headers) {
    return http_send(port, head_of("GET", target, headers) + "\r\n");
}

HttpAnswer http_post(std::uint16_t port, std::string_view target, const FormFields& form, const Headers& headers) {
    std::string body = urlencode(form);
    return http_send(port, head_of("POST", target, headers) +
                               "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                               std::to_string(body.size()) + "\r\n\r\n" + body);
}

std::string input_value(std::string_view page, std::string_view name) {
    std::string wanted = "name=\"" + std::string(name) + "\"";
    std::size_t at = page.find(wanted);
    if (at == std::string_view::npos) return {};
    std::size_t open = page.rfind('<', at), close = page.find('>', at);
    std::string_view tag = page.substr(open, close - open);
    std::size_t value = tag.find("value=\"");
    if (value == std::string_view::npos) return {};
    tag.remove_prefix(value + 7);
    std::string text(tag.substr(0, tag.find('"')));
    for (auto [code, character] :
         {std::pair<std::string_view, std::string_view>{"&quot;", "\""}, {"&lt;", "<"}, {"&amp;", "&"}})
        for (std::size_t found = text.find(code); found != std::string::npos; found = text.find(code, found + 1))
            text.replace(found, code.size(), character);
    return text;
}

Headers Browser::headers() const {
    Headers all{{"Host", host_}, {"Accept-Encoding", "identity"}};
    std::string line;
    for (const auto& [name, value] : cookies_) line += (line.empty() ? "" : "; ") + name + "=" + value;
    if (!line.empty()) all.emplace_back("Cookie", line);
    return all;
}

void Browser::learn(const HttpAnswer& answer) {
    for (const std::string& set : answer.all("Set-Cookie")) {
        std::string pair = set.substr(0, set.find(';'));
        std::string name = pair.substr(0, pair.find('='));
        std::erase_if(cookies_, [&](const auto& cookie) { return cookie.first == name; });
        bool taken_away = set.find("Max-Age=0") != std::string::npos;
        if (!taken_away) cookies_.emplace_back(name, pair.substr(name.size() + 1));
    }
    if (answer.status == 200 || answer.status == 422) page_ = answer.body;
}

std::string Browser::cookie(std::string_view name) const {
    for (const auto& [its_name, value] : cookies_)
        if (its_name == name) return value;
    return {};
}

HttpAnswer Browser::get(std::string_view target) {
    HttpAnswer answer = http_get(port_, target, headers());
    learn(answer);
    return answer;
}

HttpAnswer Browser::post(std::string_view target, const FormFields& form) {
    Headers with = headers();
    with.emplace_back("Origin", "http://" + host_);
    with.emplace_back("Sec-Fetch-Site", "same-origin");
    HttpAnswer answer = http_post(port_, target, form, with);
    learn(answer);
    return answer;
}

HttpAnswer Browser::submit(std::string_view target, FormFields form) {
    for (const char* name : {"csrf", "idempotency"})
        if (std::string value = input_value(page_, name); !value.empty()) form.emplace_back(name, value);
    return post(target, form);
}

HttpAnswer Browser::follow(HttpAnswer answer) {
    for (int steps = 0; steps < 5 && (answer.status == 303 || answer.status == 302 || answer.status == 301); ++steps)
        answer = get(answer.header("Location"));
    return answer;
}

}  // namespace thingwall::test
