#pragma once
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "library/types.hpp"

namespace thingwall::library {

/// What came of reading a file.
struct Words {
    std::string text;
    bool cut = false;  ///< it went on
};

/// A process for each file, since files come from anywhere: it has little memory, little time, no file that it may
/// write and nothing of ours, and whatever becomes of it, the server goes on.
struct ChildLimits {
    std::chrono::seconds wall{20};
    std::chrono::seconds processor{10};
    std::size_t memory_bytes = 512u << 20;
    std::size_t text_bytes = most_text;
};

/// Runs `program words... FILE` (this program: `library text`), which limits itself and writes the text to its standard
/// output. Errors: invalid, in words for whoever attached the file; unavailable when it could not be run at all.
[[nodiscard]] Result<Words> read_in_child(const std::vector<std::string>& program, const std::string& file,
                                          const ChildLimits& limits = {});

/// The child's part: sets the limits for itself and whatever it becomes, then reads the file and writes its text.
/// Returns the exit code by which read_in_child() knows what went wrong. For a PDF it becomes pdftotext.
int be_the_child(const std::string& file, const ChildLimits& limits = {});

}  // namespace thingwall::library
