#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "library/types.hpp"

/// The words in a file that somebody sent. Run only in a child process with limits (reading.hpp): the parts that read
/// other people's formats are then nowhere near the register.
namespace thingwall::library {

struct TextLimits {
    std::size_t unpacked_bytes = 64u << 20;  ///< of all parts of a packed file together
    std::size_t ratio = 200;                 ///< of what comes out to what was packed, above 1 MB
    std::size_t parts = 10'000;
    std::size_t text_bytes = most_text + 1;  ///< what comes after is left out
};

/// Paragraphs as lines, in UTF-8 without control characters. PDF is not read here: pdftotext does that.
/// Errors: invalid or too_large, in words for whoever attached it.
[[nodiscard]] Result<std::string> read_text(std::string_view bytes, Kind kind, const TextLimits& limits = {});

}  // namespace thingwall::library
