#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace thingwall::library {

/// A piece of a text, and whether it is a word that was asked for.
struct Piece {
    std::string text;
    bool marked = false;
};
using Pieces = std::vector<Piece>;

/// The whole text, with the words of these stems marked.
[[nodiscard]] Pieces marked(std::string_view text, const std::vector<std::string>& stems);

struct Excerpt {
    Pieces pieces;
    std::vector<std::string> stems;  ///< of those asked for, which stand in the text (not in the excerpt alone)
};
/// About `most` bytes of the text, whole words, where most of the stems stand together; its beginning where none does.
[[nodiscard]] Excerpt excerpt(std::string_view text, const std::vector<std::string>& stems, std::size_t most = 240);

}  // namespace thingwall::library
