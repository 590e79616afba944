#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace thingwall::web {

/// The address of a route, compiled: "/activities/{id}/overlaps/{id}". "{id}" takes the decimal digits of an id,
/// "{word}" letters, digits, - and _. Literal parts win over parameters.
class Pattern {
public:
    /// Throws std::invalid_argument for any other parameter, or a pattern that does not begin with a slash.
    explicit Pattern(std::string_view text);
    /// Whether a decoded path fits; appends what stood for the parameters.
    [[nodiscard]] bool matches(std::string_view path, std::vector<std::string>& parameters) const;
    /// Literal text up to the first parameter: a quick test, and the order among patterns that fit (longest first).
    [[nodiscard]] std::string_view beginning() const { return beginning_; }

private:
    enum class Kind { literal, id, word };
    struct Part {
        Kind kind;
        std::string text;
    };
    std::vector<Part> parts_;
    std::string beginning_;
};

}  // namespace thingwall::web
