// Hostile JSON: refused with a place, or read; and what we write of any text reads back.
#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/text.hpp"

using namespace thingwall;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);

    auto value = json::parse(text, {.bytes = 1u << 20, .depth = 32});
    if (value) {
        require(valid_utf8(text));
        require(json::parse(boost::json::serialize(*value)).has_value());
    } else {
        require(!value.error().message.empty());
    }

    std::string quoted;
    json::append_quoted(quoted, text);
    auto read = json::parse(quoted);
    require(read && read->is_string());
    if (valid_utf8(text)) require(std::string_view(read->as_string()) == text);
    return 0;
}
