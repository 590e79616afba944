// How the weights of overlap/evidence.hpp came about, to be run again when what is compared changes: makes registers of
// many sizes with words of their own, fits one logistic to all, tries it across subjects that it was not fitted on, and
// says what each kind of evidence adds. Folders named on the command line (activities.csv, places.csv, cells.csv,
// pairs.csv) are only tried, never fitted:
//     bench_overlap_weights ../shared/data/overlap/register ../shared/data/overlap/register_written
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "../tests/overlap/made_register.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "overlap/evidence.hpp"
#include "overlap/load.hpp"

using namespace thingwall;
using namespace thingwall::overlap;

namespace {

constexpr std::size_t kinds = 8;
constexpr std::array<const char*, kinds> names{"subject",        "theme same", "theme other", "people",
                                               "people's words", "questions",  "place",       "dates"};
using Values = std::array<double, kinds>;

struct Row {
    Values x;
    bool same;
    int fold_a, fold_b;
    double by_words, by_meaning;
    std::size_t a, b;
};
struct Set {
    std::string label;
    int group = 0;
    double weight = 1;
    std::vector<Row> rows;
    std::map<int, int> true_pairs;  // by fold, as gates would never let some through
    int pairs = 0;
};

template <class GradeOf, class FoldOf>
Set rows_of(const Register& reg, GradeOf grade, FoldOf fold) {
    Set set;
    std::vector<const Ask*> asks;
    for (const auto& ask : reg.asks) asks.push_back(&ask);
    const auto model = Model::learn(asks, reg.place_names);
    Extents extents(reg.residents);
    std::vector<ExtentId> extent;
    std::vector<Prepared> text;
    for (const auto& ask : reg.asks) extent.push_back(extents.enter(ask.extent)), text.push_back(model->prepare(ask));
    std::vector<std::map<ExtentId, Ground>> meets(extents.size());
    for (ExtentId e = 0; e < extents.size(); ++e)
        for (const auto& meeting : extents.meetings(e))
            if (meeting.ground.jaccard >= least_jaccard) meets[e][meeting.other] = meeting.ground;
    const auto last = [&](const Ask& ask) { return ask.last.value_or(ask.first + model->usual_days()); };
    const auto umbrella = [](const Ask& ask) { return ask.umbrella.known() ? ask.umbrella : ask.id; };
    for (std::size_t i = 0; i < asks.size(); ++i)
        for (std::size_t j = i + 1; j < asks.size(); ++j) {
            const Ask& a = *asks[i];
            const Ask& b = *asks[j];
            Meet meet{0, std::max({0, b.first - last(a), a.first - last(b)})};
            if (meet.days_between > 30 || a.organisation == b.organisation || umbrella(a) == umbrella(b)) continue;
            const auto ground = meets[extent[i]].find(extent[j]);
            if (ground == meets[extent[i]].end() || std::ranges::count(a.joint, b.organisation) != 0 ||
                std::ranges::count(b.joint, a.organisation) != 0)
                continue;
            const auto c = compare(*model, text[i], text[j], ground->second, meet);
            const int g = grade(i, j);
            if (c.audience.disjoint || g == 1) continue;
            set.rows.push_back({{c.text.by_words + c.text.by_meaning, c.themes == Themes::same ? 1.0 : 0.0,
                                 c.themes == Themes::other ? -1.0 : 0.0, c.audience.same, c.audience.words,
                                 c.text.questions, c.ground.jaccard, meet.nearness()},
                                g == 2,
                                fold(i),
                                fold(j),
                                c.text.by_words,
                                c.text.by_meaning,
                                i,
                                j});
        }
    return set;
}

Set made_set(std::string label, int group, double weight, const made::Options& options) {
    const auto m = made::make(options);
    const auto fold = [&](std::size_t i) {
        return made::topics[static_cast<std::size_t>(m.latent[i].topic)].family % 3;
    };
    Set set = rows_of(m.made, [&](std::size_t i, std::size_t j) { return m.grade(i, j); }, fold);
    for (std::size_t i = 0; i < m.latent.size(); ++i)
        for (std::size_t j = i + 1; j < m.latent.size(); ++j)
            if (m.latent[i].topic == m.latent[j].topic && m.grade(i, j) == 2) ++set.true_pairs[fold(i)], ++set.pairs;
    set.label = std::move(label), set.group = group, set.weight = weight * 500 / std::max(1, set.pairs);
    return set;
}

Set given_set(const std::string& folder) {
    const auto text = [&](const char* file) { return csv::read_file(folder + "/" + file).value(); };
    const auto activities = text("activities.csv"), places = text("places.csv"), cells = text("cells.csv");
    const auto reg = read_register({activities, places, cells}).value();
    std::map<std::string, std::size_t> number;
    for (std::size_t i = 0; i < reg.ids.size(); ++i) number[reg.ids[i]] = i;
    std::map<std::pair<std::size_t, std::size_t>, int> grades;
    int pairs = 0;
    const auto table = csv::read_table(text("pairs.csv")).value();
    for (const auto& row : table.rows) {
        const auto grade = static_cast<int>(parse_whole(row[2]).value());
        grades[std::minmax(number.at(row[0]), number.at(row[1]))] = grade;
        pairs += grade == 2 ? 1 : 0;
    }
    Set set = rows_of(
        reg,
        [&](std::size_t i, std::size_t j) {
            auto at = grades.find({i, j});
            return at == grades.end() ? 0 : at->second;
        },
        [](std::size_t) { return 0; });
    set.label = folder.substr(folder.rfind('/') + 1), set.pairs = pairs;
    return set;
}

struct Fit {
    Values weight{};
    std::map<int, double> start;  // by group: how many pairs that meet are true depends on the register
};
using Used = std::array<bool, kinds>;

double value(const Fit& fit, const Row& row) {
    double z = 0;
    for (std::size_t k = 0; k < kinds; ++k) z += fit.weight[k] * row.x[k];
    return z;
}

// Logistic regression by damped Newton steps with a little ridge. A weight that would turn against its evidence is 0.
Fit fit_to(const std::vector<Set>& sets, Used used, int left_out) {
    constexpr double ridge = 0.5;
    int groups = 0;
    for (const auto& set : sets) groups = std::max(groups, set.group + 1);
    const std::size_t n = kinds + static_cast<std::size_t>(groups);
    std::vector<double> w(n, 0.0);
    std::fill(w.begin() + kinds, w.end(), -3.0);
    const auto each = [&](auto take) {
        for (const auto& set : sets)
            for (const auto& row : set.rows)
                if (left_out < 0 || (row.fold_a != left_out && row.fold_b != left_out)) take(set, row);
    };
    const auto odds = [&](const std::vector<double>& at, const Set& set, const Row& row) {
        double z = at[kinds + static_cast<std::size_t>(set.group)];
        for (std::size_t k = 0; k < kinds; ++k)
            if (used[k]) z += at[k] * row.x[k];
        return z;
    };
    const auto goodness = [&](const std::vector<double>& at) {
        double sum = 0;
        each([&](const Set& set, const Row& row) {
            const double z = odds(at, set, row);
            sum -= set.weight * std::log1p(std::exp(row.same ? -z : z));
        });
        for (std::size_t k = 0; k < kinds; ++k) sum -= ridge * at[k] * at[k] / 2;
        return sum;
    };
    for (bool again = true; again;) {
        for (int step = 0; step < 60; ++step) {
            std::vector<double> g(n, 0.0), h(n * n, 0.0);
            each([&](const Set& set, const Row& row) {
                const double p = 1 / (1 + std::exp(-odds(w, set, row))), v = set.weight * p * (1 - p),
                             e = set.weight * ((row.same ? 1 : 0) - p);
                const std::size_t own = kinds + static_cast<std::size_t>(set.group);
                for (std::size_t i = 0; i < kinds; ++i) {
                    if (!used[i]) continue;
                    g[i] += e * row.x[i];
                    for (std::size_t j = 0; j < kinds; ++j)
                        if (used[j]) h[i * n + j] += v * row.x[i] * row.x[j];
                    h[i * n + own] += v * row.x[i], h[own * n + i] += v * row.x[i];
                }
                g[own] += e, h[own * n + own] += v;
            });
            for (std::size_t i = 0; i < n; ++i)
                h[i * n + i] += i < kinds ? ridge : 1e-6, g[i] -= i < kinds ? ridge * w[i] : 0;
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t r = 0; r < n; ++r)
                    if (r != i) {
                        const double f = h[r * n + i] / h[i * n + i];
                        for (std::size_t c = 0; c < n; ++c) h[r * n + c] -= f * h[i * n + c];
                        g[r] -= f * g[i];
                    }
            const double before = goodness(w);
            const auto from = w;
            double moved = 0;
            for (double length = 1; length > 1e-7; length /= 2) {
                moved = 0;
                for (std::size_t i = 0; i < n; ++i) {
                    const double d = i < kinds && !used[i] ? 0 : length * g[i] / h[i * n + i];
                    w[i] = from[i] + d, moved += std::abs(d);
                }
                if (goodness(w) >= before - 1e-9) break;
            }
            if (moved < 1e-4) break;
        }
        std::size_t worst = kinds;
        for (std::size_t k = 0; k < kinds; ++k)
            if (used[k] && w[k] < 0 && (worst == kinds || w[k] < w[worst])) worst = k;
        again = worst != kinds;
        if (again) used[worst] = false, w[worst] = 0;
    }
    Fit fit;
    std::copy_n(w.begin(), kinds, fit.weight.begin());
    for (int g = 0; g < groups; ++g) fit.start[g] = w[kinds + static_cast<std::size_t>(g)];
    return fit;
}

double average_precision(std::vector<std::pair<double, bool>> ranked, int pairs) {
    std::ranges::stable_sort(ranked, std::greater{}, &std::pair<double, bool>::first);
    double found = 0, sum = 0;
    for (std::size_t i = 0; i < ranked.size(); ++i)
        if (ranked[i].second) found += 1, sum += found / static_cast<double>(i + 1);
    return pairs == 0 ? 1 : sum / pairs;
}

double tried(const Set& set, const Fit& fit, int fold) {
    std::vector<std::pair<double, bool>> ranked;
    for (const auto& row : set.rows)
        if (fold < 0 || row.fold_a == fold || row.fold_b == fold)
            ranked.emplace_back(value(fit, row), row.same && (fold < 0 || row.fold_a == fold));
    const auto at = set.true_pairs.find(fold);
    return average_precision(std::move(ranked), fold < 0 ? set.pairs : at == set.true_pairs.end() ? 0 : at->second);
}

void report(const std::string& name, const std::vector<Set>& sets, const std::vector<Set>& given, Used used) {
    std::map<std::string, std::pair<double, int>> across;
    for (int fold = 0; fold < 3; ++fold) {
        const auto fit = fit_to(sets, used, fold);
        for (const auto& set : sets) {
            auto at = set.true_pairs.find(fold);
            if (at == set.true_pairs.end() || at->second < 2) continue;
            across[set.label].first += tried(set, fit, fold), ++across[set.label].second;
        }
    }
    std::printf("%-24s", name.c_str());
    for (const auto& [label, sum] : across) std::printf("  %s %.3f", label.c_str(), sum.first / sum.second);
    const auto fit = fit_to(sets, used, -1);
    for (const auto& set : given) std::printf("  | %s %.4f", set.label.c_str(), tried(set, fit, -1));
    std::printf("\n");
}

void calibration(const Set& set, const Fit& fit, double start) {
    std::array<double, 10> said{}, was{}, count{};
    for (const auto& row : set.rows) {
        const double p = 1 / (1 + std::exp(-(start + value(fit, row))));
        const auto bin = std::min<std::size_t>(9, static_cast<std::size_t>(p * 10));
        said[bin] += p, was[bin] += row.same ? 1 : 0, count[bin] += 1;
    }
    std::printf("%s, said and was:", set.label.c_str());
    for (std::size_t b = 0; b < 10; ++b)
        if (count[b] > 0) std::printf("  %.2f %.2f (%.0f)", said[b] / count[b], was[b] / count[b], count[b]);
    std::printf("\n");
}

}  // namespace

int main(int count, char** arguments) {
    std::vector<Set> sets, given;
    const auto add = [&](const char* label, int group, double weight, std::size_t size, std::uint64_t seed,
                         made::Wording wording) {
        sets.push_back(made_set(label, group, weight, {size, seed, wording, 4000}));
    };
    for (std::uint64_t s = 0; s < 10; ++s) add("60", 0, 0.05, 60, 100 + s, made::Wording::repeats);
    for (std::uint64_t s = 0; s < 5; ++s) add("300", 1, 0.2, 300, 200 + s, made::Wording::repeats);
    add("2000", 2, 1, 2000, 300, made::Wording::repeats);
    add("10000", 3, 0.5, 10000, 400, made::Wording::repeats);
    for (std::uint64_t s = 0; s < 8; ++s) add("216 once", 4, 0.15, 216, 500 + s, made::Wording::once);
    for (int i = 1; i < count; ++i) given.push_back(given_set(arguments[i]));

    Used all;
    all.fill(true);
    const auto fit = fit_to(sets, all, -1);
    std::printf("weights:");
    for (std::size_t k = 0; k < kinds; ++k) std::printf("  %s %.2f", names[k], fit.weight[k]);
    std::printf("\nstart by size:");
    for (const auto& [group, start] : fit.start) std::printf("  %.2f", start);
    Values usual{};
    double words = 0, meaning = 0, rows = 0;
    for (const auto& set : sets)
        if (set.label == "2000")
            for (const auto& row : set.rows) {
                for (std::size_t k = 0; k < kinds; ++k) usual[k] += row.x[k];
                words += row.by_words, meaning += row.by_meaning, ++rows;
            }
    std::printf("\nusual among pairs that meet:  by words %.3f  by meaning %.3f", words / rows, meaning / rows);
    for (std::size_t k = 0; k < kinds; ++k) std::printf("  %s %.3f", names[k], usual[k] / rows);
    std::printf("\naverage precision, across subjects not fitted on | on registers only tried\n");
    report("all", sets, given, all);
    for (std::size_t k = 0; k < kinds; ++k) {
        Used used = all;
        used[k] = false;
        if (k == 2) continue;
        if (k == 1) used[2] = false;
        if (k == 3) used[4] = false;
        if (k == 4) continue;
        report(std::string("without ") + (k == 1 ? "theme" : names[k]), sets, given, used);
    }
    auto one_side = [&](std::vector<Set> list, bool keep_words) {
        for (auto& set : list)
            for (auto& row : set.rows) row.x[0] = keep_words ? row.by_words : row.by_meaning;
        return list;
    };
    report("without subject list", one_side(sets, true), one_side(given, true), all);
    report("without words, learned", one_side(sets, false), one_side(given, false), all);
    // What the program says, with the weights that stand in it.
    const Weights& weights = built_in_weights();
    Fit ours;
    ours.weight = weights.factors();
    const double start = weights.intercept();
    std::printf("the program's own weights, start %.2f\n", start);
    for (const auto& set : sets)
        if (set.label == "2000" || set.label == "10000") calibration(set, ours, start);
    for (const auto& set : given) calibration(set, ours, start);
}
