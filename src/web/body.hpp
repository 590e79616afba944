#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "web/types.hpp"
#include "web/url.hpp"

namespace thingwall::web {

/// Why a body was refused.
struct BodyFault {
    int status;  ///< 400, 413, 415 or 503
    Error error;
};

/// Reads the body of a post as it arrives, by its content type.
class Body {
public:
    virtual ~Body() = default;
    [[nodiscard]] virtual std::optional<BodyFault> take(std::string_view piece) = 0;
    /// Bytes of it that lie in memory now.
    [[nodiscard]] virtual std::size_t held() const = 0;
    /// The body is whole: puts the form and the uploads into the request.
    [[nodiscard]] virtual std::optional<BodyFault> finish(Request& request) = 0;
};

struct BodySettings {
    FieldLimits fields;
    std::size_t upload_memory = 256 * 1024;  ///< a larger file goes to a temporary one
};

/// For application/x-www-form-urlencoded and multipart/form-data; any other type is a fault (415) as soon as it has a
/// byte.
[[nodiscard]] std::unique_ptr<Body> body_for(std::string_view content_type, const BodySettings& settings);

[[nodiscard]] BodyFault fault_of(Error error);
/// "20 MB", "1.3 MB", "64 KB"; at least "1 KB".
[[nodiscard]] std::string size_in_words(std::size_t bytes);
/// More was sent than the page takes: 413, saying how much it takes.
[[nodiscard]] BodyFault over(std::size_t limit);

/// A part of a count that all share; taken off again when this goes.
class HeldBytes {
public:
    explicit HeldBytes(std::size_t& all) : all_(all) {}
    HeldBytes(const HeldBytes&) = delete;
    HeldBytes& operator=(const HeldBytes&) = delete;
    ~HeldBytes() { all_ -= own_; }
    void set(std::size_t bytes) {
        all_ += bytes - own_;
        own_ = bytes;
    }

private:
    std::size_t& all_;
    std::size_t own_ = 0;
};

}  // namespace thingwall::web
