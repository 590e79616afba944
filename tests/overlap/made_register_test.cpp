#include <gtest/gtest.h>

#include "made_register.hpp"
#include "scored.hpp"

// Registers of any size with words of their own, none of them among those that the weights were learned on.

namespace thingwall::overlap {
namespace {

struct Tried {
    tests::Scored scored;
    std::size_t pairs = 0;
};

Tried tried(const made::Options& options) {
    auto m = made::make(options);
    tests::Truth truth;
    for (std::size_t i = 0; i < m.latent.size(); ++i)
        for (std::size_t j = i + 1; j < m.latent.size(); ++j) {
            const std::pair key{m.made.asks[i].id.value(), m.made.asks[j].id.value()};
            if (const int grade = m.grade(i, j); grade != 0)
                truth.grade[key] = grade;
            else if (m.latent[i].umbrella != 0 && m.latent[i].umbrella == m.latent[j].umbrella)
                truth.kind[key] = "umbrella";
            else if (m.latent[i].kind == "joint" || m.latent[j].kind == "joint")
                truth.kind[key] = m.latent[i].topic == m.latent[j].topic ? "same subject" : "other";
        }
    Index index({m.made.residents, m.made.place_names});
    index.put_all(m.made.asks);
    const auto pairs = index.all_pairs();
    return {tests::score(pairs, truth), pairs.size()};
}

double mean_precision(std::size_t size, std::uint64_t seed, int registers,
                      made::Wording wording = made::Wording::repeats) {
    double sum = 0;
    for (int r = 0; r < registers; ++r)
        sum += tried({size, seed + static_cast<std::uint64_t>(r), wording, 4000}).scored.average_precision;
    return sum / registers;
}

TEST(MadeRegisters, AYoungRegisterOfSixtyIsServedByTheSubjectList) {
    EXPECT_GE(mean_precision(60, 9000, 10), 0.85);
}

TEST(MadeRegisters, ARegisterOfThreeHundredIsServed) {
    EXPECT_GE(mean_precision(300, 9100, 3), 0.75);
}

TEST(MadeRegisters, WhereNoWordingRepeatsTheListCarries) {
    EXPECT_GE(mean_precision(216, 9200, 5, made::Wording::once), 0.75);
}

TEST(MadeRegisters, InOneOfTwoThousandMostSeeTheirPartnerAmongTheFirstFiveAndNoUmbrellaStandsHigh) {
    const auto found = tried({2000, 9300, made::Wording::repeats, 4000});

    EXPECT_GE(found.scored.average_precision, 0.7);
    EXPECT_GE(found.scored.first_five, 0.9);
    EXPECT_LE(found.scored.wrong.contains("umbrella") ? found.scored.wrong.at("umbrella") : 0, 1);
    // A few begin more than 30 days after the end that is guessed for one whose end nobody wrote down.
    EXPECT_GE(found.scored.found, found.scored.true_pairs * 97 / 100);
}

}  // namespace
}  // namespace thingwall::overlap
