#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace thingwall::overlap {

/// One subject or community of interest of the lists that the program brings.
struct ListLine {
    std::string code, theme, label;  ///< communities of interest have no theme
    std::vector<std::string> terms;  ///< what people call it, the most telling first
};

/// One of these lists: what can be chosen, and what people call it.
class CodeList {
public:
    CodeList(std::string_view tsv, bool with_themes);
    [[nodiscard]] const std::vector<ListLine>& all() const { return all_; }
    /// The line of a code; null for none.
    [[nodiscard]] const ListLine* find(std::string_view code) const;
    /// What somebody means by a code, a label or one of the terms; of several the line that says it first. Null for
    /// none.
    [[nodiscard]] const ListLine* meant_by(std::string_view typed) const;
    /// Digest of the list's text: another list has another one.
    [[nodiscard]] const std::string& version() const { return version_; }

private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };
    template <class Value>
    using ByText = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;
    struct Meant {
        std::size_t line = 0, rank = 0;
    };
    void means(std::string_view term, std::size_t rank);

    std::vector<ListLine> all_;
    ByText<std::size_t> by_code_;
    ByText<Meant> by_term_;
    std::string version_;
};

[[nodiscard]] const CodeList& listed_subjects();
[[nodiscard]] const CodeList& listed_audiences();

}  // namespace thingwall::overlap
