#include "base/result.hpp"

#include <fmt/format.h>

namespace thingwall {

std::string describe(const Error& error) {
    std::string text = error.message;
    for (const auto& [field, message] : error.fields)
        text += field.empty() ? fmt::format("\n  {}", message) : fmt::format("\n  {}: {}", field, message);
    if (error.more > 0) text += fmt::format("\n  and {} more", error.more);
    return text;
}

}  // namespace thingwall
