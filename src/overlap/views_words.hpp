#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "html/components.hpp"
#include "overlap/lists.hpp"
#include "overlap/store_words.hpp"

/// The lists of subjects and communities of interest, and the words of the place: values in, HTML out.
namespace thingwall::overlap {

/// What is shown of the lists: one theme, or what was searched for.
struct ListsView {
    bool audiences = false;  ///< else subjects
    std::string theme, words;
    std::vector<std::string> themes;
    struct Row {
        const ListLine* line = nullptr;
        std::vector<std::string> local;
    };
    std::vector<Row> rows;
    std::size_t of = 0;  ///< lines in the whole list
};
void lists_page(html::Writer& page, const ListsView& view);

struct ListLineView {
    bool audience = false;
    const ListLine* line = nullptr;
    std::vector<store::KeptWord> local;
    bool may_change = false;
    std::string csrf, key, typed;
    std::string done;  ///< what was just done, in words
};
void list_line_page(html::Writer& page, const ListLineView& view, const Error& error);

[[nodiscard]] std::string path_of_line(bool audience, std::string_view code);

}  // namespace thingwall::overlap
