#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <boost/json/fwd.hpp>

#include "base/result.hpp"

namespace thingwall::json {

struct Limits {
    std::size_t bytes = 256u << 20;
    std::size_t depth = 32;
    std::size_t values = 50'000'000;  ///< each takes 24 bytes or more: set it lower for what strangers send
};

/// Parses a whole document. Errors: invalid with line and column, also for two members of one name; too_large
/// above the limits. Decimals are rounded rightly (to the nearest double). Includers that look
/// inside the value include <boost/json.hpp> themselves.
[[nodiscard]] Result<boost::json::value> parse(std::string_view text, Limits limits = {});

/// Writes JSON piece by piece into a string, in the order of the calls; no tree is built.
class Writer {
public:
    Writer& begin_object();
    Writer& end_object();
    Writer& begin_array();
    Writer& end_array();
    Writer& key(std::string_view name);
    Writer& value(std::string_view text);
    Writer& value(const char* text) { return value(std::string_view(text)); }
    Writer& value(std::int64_t number);
    Writer& value(int number) { return value(std::int64_t{number}); }
    Writer& value(std::uint64_t number);
    Writer& value(unsigned number) { return value(std::uint64_t{number}); }
    Writer& value(double number);  ///< the shortest digits that read back the same; null when not finite
    Writer& value(bool yes);
    Writer& null();
    /// An id is written as a string, since ids pass 2^53.
    Writer& id(std::int64_t number);
    /// Already JSON.
    Writer& raw(std::string_view text);
    template <class T>
    Writer& member(std::string_view name, const T& item) {
        return key(name).value(item);
    }
    [[nodiscard]] std::string take() { return std::move(out_); }
    [[nodiscard]] const std::string& text() const { return out_; }

private:
    void comma();
    std::string out_;
    bool first_ = true;
};

/// The text with quotes around it and what JSON escapes escaped.
void append_quoted(std::string& out, std::string_view text);

}  // namespace thingwall::json
