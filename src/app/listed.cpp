#include "app/listed.hpp"

#include <functional>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"
#include "overlap/model.hpp"
#include "places/read_layer.hpp"

namespace thingwall::app {
namespace {

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using ByText = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

std::vector<std::string_view> cells_of(std::string_view line) {
    std::vector<std::string_view> cells;
    for (;;) {
        const auto tab = line.find('\t');
        cells.push_back(trim(line.substr(0, tab)));
        if (tab == std::string_view::npos) return cells;
        line.remove_prefix(tab + 1);
    }
}

}  // namespace

struct Listed::Inside {
    struct Meant {
        std::size_t entry = 0, rank = 0;
    };
    std::vector<activities::Named> all;
    ByText<std::size_t> by_code;
    ByText<Meant> by_term;
    std::string version;

    // `group` says which column holds the heading that an entry stands under; the terms stand last.
    Inside(std::string_view tsv, bool grouped) : version(places::digest_of(tsv).substr(0, 12)) {
        const std::size_t label = grouped ? 2 : 1;
        bool heading = true;
        for (auto line : split(tsv, '\n')) {
            const auto cells = cells_of(line);
            if (std::exchange(heading, false) || cells.size() < label + 2) continue;
            by_code.emplace(cells[0], all.size());
            all.push_back({std::string(cells[0]), std::string(cells[label]), grouped ? std::string(cells[1]) : ""});
            means(all.back().name, 0);
            std::size_t rank = 1;
            for (auto term : split(cells[label + 1], '|')) means(term, rank++);
        }
    }
    void means(std::string_view term, std::size_t rank) {
        auto [known, is_new] = by_term.try_emplace(fold(term), Meant{all.size() - 1, rank});
        if (!is_new && rank < known->second.rank) known->second = {all.size() - 1, rank};
    }
};

const Listed& Listed::subjects() {
    static const Inside inside(overlap::subjects_tsv, true);
    static const Listed listed(inside);
    return listed;
}

const Listed& Listed::audiences() {
    static const Inside inside(overlap::audiences_tsv, false);
    static const Listed listed(inside);
    return listed;
}

std::string Listed::name(std::string_view code) const {
    const auto known = inside_.by_code.find(code);
    return known == inside_.by_code.end() ? std::string{} : inside_.all[known->second].name;
}

std::string Listed::group(std::string_view code) const {
    const auto known = inside_.by_code.find(code);
    return known == inside_.by_code.end() ? std::string{} : inside_.all[known->second].group;
}

std::string Listed::find(std::string_view typed) const {
    if (const auto known = inside_.by_code.find(trim(typed)); known != inside_.by_code.end())
        return inside_.all[known->second].id;
    const auto meant = inside_.by_term.find(fold(typed));
    return meant == inside_.by_term.end() ? std::string{} : inside_.all[meant->second.entry].id;
}

const std::vector<activities::Named>& Listed::all() const {
    return inside_.all;
}
const std::string& Listed::version() const {
    return inside_.version;
}

}  // namespace thingwall::app
