// A form sent as application/x-www-form-urlencoded: what is taken is text within the limits.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"
#include "web/url.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace thingwall;
    web::FieldLimits limits{.fields = 20, .field_bytes = 200, .parts = 5};
    auto fields = web::parse_urlencoded({reinterpret_cast<const char*>(data), size}, limits);
    if (!fields) return 0;
    if (fields->pairs().size() > limits.fields) std::abort();
    for (const auto& [name, value] : fields->pairs())
        if (!valid_utf8(name) || !valid_utf8(value) || value.size() > limits.field_bytes ||
            value.find('\0') != std::string::npos || value.find('\r') != std::string::npos)
            std::abort();
    return 0;
}
