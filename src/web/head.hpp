#pragma once
#include <cstddef>
#include <string_view>

namespace thingwall::web {

/// Watches a request's head as it arrives, for what the parser behind it lets pass: lines that end in a bare line feed
/// and header lines that go on in the next one (obs-fold, RFC 9112, 5.2), by which two programs can read one request in
/// two ways.
class HeadScan {
public:
    enum class Seen { more, whole, malformed };
    /// `bytes`: all that has come of this request so far, from its first byte. Looks at each byte once.
    [[nodiscard]] Seen look(std::string_view bytes);
    /// Length of the head with its blank line, once whole.
    [[nodiscard]] std::size_t length() const { return at_; }

private:
    std::size_t at_ = 0, line_ = 0;
};

}  // namespace thingwall::web
