#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace thingwall::test {

/// What came back. `status` 0: the connection ended without an answer.
struct HttpAnswer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;    ///< chunks put together; still gzipped when it came so
    bool whole = false;  ///< the body came to its end
    [[nodiscard]] std::string header(std::string_view name) const;  ///< the first one's value, any case; empty without
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
};

/// A blocking connection to 127.0.0.1, for tests. Waits at most `patience` for each piece.
class HttpConnection {
public:
    explicit HttpConnection(std::uint16_t port, std::chrono::milliseconds patience = std::chrono::seconds{10});
    HttpConnection(HttpConnection&& other) noexcept;
    HttpConnection& operator=(HttpConnection&&) = delete;
    ~HttpConnection();

    void send(std::string_view bytes);  ///< as they are; ignores a far side that has gone
    /// Reads one answer. `head`: it has no body whatever its headers say.
    [[nodiscard]] HttpAnswer receive(bool head = false);
    /// Whether the far side closes within the patience, without sending more.
    [[nodiscard]] bool closes();
    void end_sending();

private:
    bool more();
    int socket_ = -1;
    std::string in_;
};

using Headers = std::vector<std::pair<std::string, std::string>>;
using FormFields = std::vector<std::pair<std::string, std::string>>;

/// One request on a connection of its own.
[[nodiscard]] HttpAnswer http_get(std::uint16_t port, std::string_view target, const Headers& headers = {});
[[nodiscard]] HttpAnswer http_post(std::uint16_t port, std::string_view target, const FormFields& form,
                                   const Headers& headers = {});
[[nodiscard]] HttpAnswer http_send(std::uint16_t port, std::string_view bytes);
/// "a=1&b=two%20words".
[[nodiscard]] std::string urlencode(const FormFields& form);

/// Like a browser with one tab: keeps cookies and follows no redirect by itself.
class Browser {
public:
    explicit Browser(std::uint16_t port, std::string host = "localhost") : port_(port), host_(std::move(host)) {}
    HttpAnswer get(std::string_view target);
    HttpAnswer post(std::string_view target, const FormFields& form);
    /// Posts with the csrf token and idempotency key of the last form (value of name="csrf") on the page last read.
    HttpAnswer submit(std::string_view target, FormFields form);
    /// Follows a redirect just received; the page itself when there was none.
    HttpAnswer follow(HttpAnswer answer);
    [[nodiscard]] std::string cookie(std::string_view name) const;

private:
    Headers headers() const;
    void learn(const HttpAnswer& answer);
    std::uint16_t port_;
    std::string host_, page_;
    Headers cookies_;
};

/// The value of the first <input name="..."> on a page, unescaped for &amp; and &quot;; empty without.
[[nodiscard]] std::string input_value(std::string_view page, std::string_view name);

}  // namespace thingwall::test
