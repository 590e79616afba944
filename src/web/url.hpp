#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "web/types.hpp"

namespace thingwall::web {

/// Everything but letters, digits and -._~ as %XX.
[[nodiscard]] std::string percent_encode(std::string_view text);
/// Nothing when a % is not followed by two hexadecimal digits.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

/// Whether this is a path of this site that a browser cannot read as another one's ("//x", "/\x", line ends).
[[nodiscard]] bool is_own_path(std::string_view path);

/// What a list of names and values may be at most.
struct FieldLimits {
    std::size_t fields = 1000;
    std::size_t field_bytes = 100 * 1024;
    std::size_t parts = 200;  ///< of a multipart form
};

/// Reads "a=1&b=two+words" (application/x-www-form-urlencoded, also a query). Line ends become \n.
/// Errors: invalid for a broken % code, a zero byte or text that is not UTF-8; too_large above a limit.
[[nodiscard]] Result<Fields> parse_urlencoded(std::string_view text, const FieldLimits& limits = {});

/// The address of a request, taken apart.
struct Target {
    std::string path;  ///< decoded
    Fields query;
    std::string_view authority;  ///< of "http://host/path", which a proxy may send; else empty
};
/// Errors: invalid for what is no path, for a broken % code, an encoded slash, a zero byte or text that is not UTF-8.
[[nodiscard]] Result<Target> parse_target(std::string_view target);

/// "Example.org:8080": whether it can be a Host at all.
[[nodiscard]] bool valid_host(std::string_view host);
/// Lower case, without the port.
[[nodiscard]] std::string host_name(std::string_view host);

/// One value checked and taken over into fields. Errors as parse_urlencoded.
[[nodiscard]] Done add_field(Fields& fields, std::string name, std::string value, const FieldLimits& limits);

}  // namespace thingwall::web
