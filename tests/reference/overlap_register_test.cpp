#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "overlap/burden.hpp"
#include "overlap/load.hpp"
#include "overlap/overlap.hpp"
#include "overlap/refit.hpp"
#include "overlap/scored.hpp"

// The command against registers whose overlaps are known. Nothing was fitted on them:
// docs/decisions/0002-overlap-weights.md.

namespace thingwall::overlap {
namespace {

const std::filesystem::path folder = std::filesystem::path(THINGWALL_SOURCE) / "../shared/data/overlap";

std::string file(const std::string& name) {
    return csv::read_file((folder / name).string()).value();
}

struct Run {
    int exit = 0;
    std::string out, err;
    std::vector<Pair> pairs;
};

Run screen(const std::string& name) {
    Run run;
    const auto& command = commands()[0];
    const auto path = [&](const char* what) { return (folder / name / what).string(); };
    const std::vector<std::string> typed{"--activities", path("activities.csv"), "--places", path("places.csv"),
                                         "--cells",      path("cells.csv")};
    const auto arguments = cli::Arguments::read(command, typed).value();
    std::ostringstream out, err;
    run.exit = command.run(arguments, out, err);
    run.out = out.str(), run.err = err.str();
    const auto table = csv::read_table(run.out).value();
    for (const auto& row : table.rows)
        run.pairs.push_back({ActivityId{parse_whole(row[0]).value()}, ActivityId{parse_whole(row[1]).value()},
                             parse_number(row[2]).value()});
    return run;
}

tests::Truth truth_of(const std::string& name) {
    tests::Truth truth;
    const auto table = csv::read_table(file(name + "/pairs.csv")).value();
    for (const auto& row : table.rows) {
        const auto key = std::minmax({parse_whole(row[0]).value(), parse_whole(row[1]).value()});
        truth.grade[key] = static_cast<int>(parse_whole(row[2]).value());
        truth.kind[key] = row[3];
    }
    return truth;
}

TEST(OverlapScreen, FindsTheOverlapsOfTheLabelledRegister) {
    if (!std::filesystem::exists(folder / "register")) GTEST_SKIP() << "the labelled register is not here";

    const auto run = screen("register");
    const auto scored = tests::score(run.pairs, truth_of("register"));

    EXPECT_EQ(run.exit, 0) << run.err;
    EXPECT_EQ(scored.true_pairs, 502);
    EXPECT_GE(scored.average_precision, 0.98);
    EXPECT_GE(scored.first_five, 0.99);
    for (const char* kind : {"joint", "umbrella", "series"}) EXPECT_FALSE(scored.wrong.contains(kind)) << kind;
    RecordProperty("average_precision", std::to_string(scored.average_precision));
}

TEST(OverlapScreen, FindsOverlapsWhereNoWordingRepeats) {
    if (!std::filesystem::exists(folder / "register_written")) GTEST_SKIP() << "the written register is not here";

    const auto run = screen("register_written");
    const auto scored = tests::score(run.pairs, truth_of("register_written"));

    EXPECT_EQ(scored.true_pairs, 66);
    EXPECT_GE(scored.average_precision, 0.65);
    EXPECT_GE(scored.first_five, 0.88);
    EXPECT_FALSE(scored.wrong.contains("joint"));
    EXPECT_FALSE(scored.wrong.contains("series"));
    RecordProperty("average_precision", std::to_string(scored.average_precision));
}

// The oracle knows when activities really ended, also where the register does not say.
TEST(OverlapBurden, EqualsTheLoadOfEveryWardAndQuarterOfTheLabelledRegisterToFourDecimals) {
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the labelled registers are not beside the project";
    const auto activities = file("register/activities.csv"), places = file("register/places.csv"),
               cells = file("register/cells.csv");
    auto read = read_register({activities, places, cells}).value();
    const auto latent = csv::read_table(file("register/latent.csv")).value();
    ASSERT_EQ(latent.rows.size(), read.asks.size());
    for (std::size_t i = 0; i < read.asks.size(); ++i) {
        ASSERT_EQ(latent.rows[i][0], read.ids[i]);
        read.asks[i].last = parse_date(latent.rows[i][3]).value();
    }
    std::map<std::pair<std::string, std::string>, double> ours;
    for (const auto& load : load_by_quarter(read.asks, read.residents, read.places))
        ours[{read.places[load.place].id, describe(load.quarter)}] = load.asks_per_resident;

    const auto oracle = csv::read_table(file("register/load_by_ward_quarter.csv")).value();
    EXPECT_EQ(oracle.rows.size(), 459U);
    for (const auto& row : oracle.rows)
        EXPECT_NEAR((ours[{row[0], row[1]}]), parse_number(row[2]).value(), 0.0000501) << row[0] << " " << row[1];
}

// A coordinator judges pairs of one half of the activities; the weights that come of it are tried on the other half.
TEST(Refitting, OnTheDecisionsOfOneHalfOfARegisterRanksTheOtherHalfBetter) {
    for (const char* name : {"register", "register_written"}) {
        if (!std::filesystem::exists(folder / name)) GTEST_SKIP() << "the labelled registers are not here";
        const auto activities = file(std::string(name) + "/activities.csv"),
                   places = file(std::string(name) + "/places.csv"), cells = file(std::string(name) + "/cells.csv");
        auto read = read_register({activities, places, cells}).value();
        const auto truth = truth_of(name);
        Index index({read.residents, read.place_names});
        index.put_all(read.asks);
        std::vector<Judged> seen, unseen;
        for (const auto& pair : index.all_pairs(0)) {
            if (pair.a.value() % 2 != pair.b.value() % 2) continue;
            auto judged = index.seen_of(pair.a, pair.b);
            if (!judged) continue;
            const auto number = [&](ActivityId id) {
                return parse_whole(read.ids[static_cast<std::size_t>(id.value() - 1)]).value();
            };
            const auto grade = truth.grade.find(std::minmax({number(pair.a), number(pair.b)}));
            judged->same = grade != truth.grade.end() && grade->second == 2;
            (pair.a.value() % 2 == 0 ? seen : unseen).push_back(*judged);
        }

        const auto fitted = refit(seen, built_in_weights(), "of one half");
        const double before = average_precision(unseen, built_in_weights()), after = average_precision(unseen, fitted);

        EXPECT_GT(after, before) << name;
        EXPECT_LT(reliability(unseen, fitted).brier, reliability(unseen, built_in_weights()).brier) << name;
        std::cout << name << ": average precision " << before << " -> " << after << ", Brier "
                  << reliability(unseen, built_in_weights()).brier << " -> " << reliability(unseen, fitted).brier
                  << ", " << seen.size() << " pairs judged\n";
    }
}

TEST(OverlapScreen, SaysTheSameTwice) {
    if (!std::filesystem::exists(folder / "register_written")) GTEST_SKIP() << "the written register is not here";

    EXPECT_EQ(screen("register_written").out, screen("register_written").out);
}

TEST(TextLikeness, RealTitlesHaveTheirOwnTopicNearby) {
    if (!std::filesystem::exists(folder / "real")) GTEST_SKIP() << "the real titles are not here";
    const auto table = csv::read_table(file("real/eu_have_your_say_2016_2026.csv")).value();
    std::vector<Ask> asks;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        Ask ask;
        ask.id = ActivityId{static_cast<std::int64_t>(i + 1)}, ask.title = table.rows[i][1];
        asks.push_back(std::move(ask));
    }
    Index index({{1.0}, {}});
    index.put_all(asks);

    const auto alike = index.text_likeness_of_all(asks);
    double near = 0;
    for (std::size_t i = 0; i < asks.size(); ++i) {
        std::vector<std::size_t> others;
        for (std::size_t j = 0; j < asks.size(); ++j)
            if (j != i) others.push_back(j);
        std::ranges::partial_sort(others, others.begin() + 5, [&](std::size_t x, std::size_t y) {
            return alike[i][x] != alike[i][y] ? alike[i][x] > alike[i][y] : x < y;
        });
        for (std::size_t k = 0; k < 5; ++k) near += table.rows[i][3] == table.rows[others[k]][3] ? 0.2 : 0;
    }

    EXPECT_GE(near / static_cast<double>(asks.size()), 0.33);
    RecordProperty("near", std::to_string(near / static_cast<double>(asks.size())));
}

}  // namespace
}  // namespace thingwall::overlap
