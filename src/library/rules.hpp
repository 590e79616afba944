#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "library/types.hpp"

namespace thingwall::library {

/// Errors: invalid with the fields learnt, done, report, readers.
[[nodiscard]] Result<Finding> check(const FindingDraft& draft);

/// What a file is, by its bytes alone: what it is called is not asked. Errors: invalid for what is none of the four.
[[nodiscard]] Result<Kind> kind_of(std::string_view bytes);
/// A name that is safe to save under: letters, digits, blanks, dots and hyphens of the name as sent, with the ending of
/// what it is.
[[nodiscard]] std::string safe_filename(std::string_view sent, Kind kind);
/// What it is called on pages: what was typed, else its name without the ending. Errors: invalid with the field
/// `title`.
[[nodiscard]] Result<std::string> check_title(std::string_view typed, std::string_view filename);
[[nodiscard]] Result<Readers> check_readers(std::string_view typed);
/// Errors: invalid with the field `name`.
[[nodiscard]] Result<std::string> check_search_name(std::string_view typed);

/// "PDF, 1.2 MB".
[[nodiscard]] std::string about(const Document& document);
[[nodiscard]] std::string size_in_words(std::int64_t bytes);
/// Text that can be stored and shown: valid UTF-8 without control characters, runs of blanks one, at most `most` bytes.
[[nodiscard]] std::string clean(std::string_view text, std::size_t most);

}  // namespace thingwall::library
