#include "overlap/lists.hpp"

#include <utility>

#include "base/text.hpp"
#include "overlap/digest.hpp"
#include "overlap/model.hpp"

namespace thingwall::overlap {
namespace {

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

CodeList::CodeList(std::string_view tsv, bool with_themes) : version_(short_digest(tsv)) {
    const std::size_t label = with_themes ? 2 : 1;
    bool heading = true;
    for (auto text : split(tsv, '\n')) {
        const auto cells = cells_of(text);
        if (std::exchange(heading, false) || cells.size() < label + 2) continue;
        by_code_.emplace(cells[0], all_.size());
        auto& line = all_.emplace_back();
        line.code = cells[0];
        if (with_themes) line.theme = cells[1];
        line.label = cells[label];
        means(line.label, 0);
        for (auto term : split(cells[label + 1], '|')) {
            line.terms.emplace_back(term);
            means(term, line.terms.size());
        }
    }
}

void CodeList::means(std::string_view term, std::size_t rank) {
    auto [known, is_new] = by_term_.try_emplace(fold(term), Meant{all_.size() - 1, rank});
    if (!is_new && rank < known->second.rank) known->second = {all_.size() - 1, rank};
}

const ListLine* CodeList::find(std::string_view code) const {
    const auto known = by_code_.find(code);
    return known == by_code_.end() ? nullptr : &all_[known->second];
}

const ListLine* CodeList::meant_by(std::string_view typed) const {
    if (const auto* line = find(trim(typed))) return line;
    const auto meant = by_term_.find(fold(typed));
    return meant == by_term_.end() ? nullptr : &all_[meant->second.line];
}

const CodeList& listed_subjects() {
    static const CodeList list(subjects_tsv, true);
    return list;
}

const CodeList& listed_audiences() {
    static const CodeList list(audiences_tsv, false);
    return list;
}

}  // namespace thingwall::overlap
