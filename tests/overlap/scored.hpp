#pragma once
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "overlap/overlap.hpp"

namespace thingwall::overlap::tests {

/// How good a list of pairs is, as the labelled register's own scorer counts: grade 2 is right, grade 1 is left out of
/// the ranking, all else is wrong; a pair that is not listed ranks last.
struct Scored {
    int true_pairs = 0, found = 0;
    double average_precision = 0;
    double first_five = 0;             ///< share of activities with a true partner that see one among their first five
    std::map<std::string, int> wrong;  ///< by kind, among as many as there are true pairs
};

struct Truth {
    std::map<std::pair<std::int64_t, std::int64_t>, int> grade;  ///< by id, the lesser first; what is missing is 0
    std::map<std::pair<std::int64_t, std::int64_t>, std::string> kind;
};

inline Scored score(const std::vector<Pair>& pairs, const Truth& truth) {
    Scored scored;
    std::set<std::int64_t> has, sees;
    for (const auto& [pair, grade] : truth.grade)
        if (grade == 2) ++scored.true_pairs, has.insert(pair.first), has.insert(pair.second);
    std::map<std::int64_t, int> shown;
    double rank = 0, sum = 0;
    for (const auto& pair : pairs) {
        const std::pair key{pair.a.value(), pair.b.value()};
        const auto at = truth.grade.find(key);
        const int grade = at == truth.grade.end() ? 0 : at->second;
        if (grade == 1) continue;
        ++rank;
        if (grade == 2)
            sum += ++scored.found / rank;
        else if (rank <= scored.true_pairs) {
            const auto kind = truth.kind.find(key);
            ++scored.wrong[kind == truth.kind.end() ? "other" : kind->second];
        }
        for (auto id : {key.first, key.second})
            if (shown[id]++ < 5 && grade == 2) sees.insert(id);
    }
    if (scored.true_pairs > 0) scored.average_precision = sum / scored.true_pairs;
    if (!has.empty()) scored.first_five = static_cast<double>(sees.size()) / static_cast<double>(has.size());
    return scored;
}

}  // namespace thingwall::overlap::tests
