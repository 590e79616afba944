#pragma once
#include <cstddef>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "web/types.hpp"

namespace thingwall::web {

/// "OK", "Not Found": what stands after the number in the first line.
[[nodiscard]] std::string_view reason(int status);
/// "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] std::string http_date(std::time_t moment);

/// What goes before the headers that an answer brings of its own: first line, Date, and Connection where it matters.
struct Beginning {
    int status;
    std::string_view date;
    bool close;           ///< the connection ends after this answer
    bool old_keep_alive;  ///< HTTP/1.0 asked to keep the connection: it must be told
    bool secure = false;  ///< came by TLS: browsers are told to stay with it
};
void append_beginning(std::string& out, const Beginning& beginning);

/// All further headers of an answer with the blank line at their end. Adds what every answer has: the content security
/// policy and its kin, unless the response says otherwise. A value can never hold a line end: it would be cut there.
/// `length`: of the body; none for a stream, which is chunked when `chunked`.
struct HeadParts {
    std::optional<std::size_t> length = std::nullopt;
    bool chunked = false;
    bool gzipped = false;
    bool varies = false;  ///< there is also a version that is (not) gzipped
};
[[nodiscard]] std::string headers_of(const Response& response, const HeadParts& parts);

/// One piece of a chunked body, ready to send; the empty piece ends it.
[[nodiscard]] std::string chunk(std::string_view piece);

}  // namespace thingwall::web
