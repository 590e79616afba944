#include "library/index.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/text.hpp"

namespace thingwall::library {
namespace {

constexpr OrganisationId council{101}, nhs{102}, police{103};
constexpr Reader resident{}, of_council{true, council}, of_nhs{true, nhs}, of_police{true, police};

Date day(const char* iso) {
    return *parse_date(iso);
}
const Date today = day("2026-09-14");

Item item(std::int64_t id, const char* title, OrganisationId lead = council, Seen seen = Seen::partners) {
    Item made;
    made.id = ActivityId{id};
    made.lead = lead;
    made.seen = seen;
    made.first = day("2026-03-01");
    made.last = day("2026-03-31");
    made.words = {{title, 4}};
    made.keys[static_cast<std::size_t>(Facet::body)] = {std::to_string(lead.value())};
    return made;
}
Item about(Item made, const char* text, double weight = 1.5, bool partners_only = false) {
    made.words.push_back({text, weight, partners_only});
    return made;
}
Item with(Item made, Facet facet, const char* key) {
    made.keys[static_cast<std::size_t>(facet)].emplace_back(key);
    return made;
}
Question words(const char* typed) {
    Question question;
    question.words = typed;
    return question;
}
Question choosing(Question question, Facet facet, const char* key) {
    question.chosen[static_cast<std::size_t>(facet)].emplace_back(key);
    return question;
}

class TheSearch : public testing::Test {
protected:
    Index index;

    std::vector<std::int64_t> ids(const Question& question, const Reader& reader = of_council) {
        std::vector<std::int64_t> found;
        for (auto id : index.search(question, reader, today).rows) found.push_back(id.value());
        return found;
    }
    std::int64_t count(const Question& question, Facet facet, const char* key, const Reader& reader = of_council) {
        const auto answer = index.search(question, reader, today);
        for (const auto& one : answer.facets[static_cast<std::size_t>(facet)])
            if (one.key == key) return one.count;
        return 0;
    }
    std::string meant(const char* typed, const Reader& reader = of_council) {
        return index.search(words(typed), reader, today).meant;
    }
};

TEST_F(TheSearch, FindsOtherFormsOfAWordAndTheTitleFirst) {
    index.put(about(item(1, "Bin collections"), "How appointments at the tip are made"));
    index.put(item(2, "Appointment at the surgery"));
    index.put(item(3, "Day centres"));

    EXPECT_EQ(ids(words("appointing appointments")), (std::vector<std::int64_t>{2, 1}));
    EXPECT_EQ(ids(words("Collecting bins")), std::vector<std::int64_t>{1});
    EXPECT_EQ(ids(words("the")), std::vector<std::int64_t>{});
}

TEST_F(TheSearch, AllWordsCountAndSomeWhereNothingHasAll) {
    index.put(item(1, "Bus stops"));
    index.put(item(2, "Bus lanes"));

    EXPECT_EQ(ids(words("bus lanes")), std::vector<std::int64_t>{2});
    auto answer = index.search(words("bus surgery"), of_council, today);
    EXPECT_FALSE(answer.every_word);
    EXPECT_EQ(answer.total, 2);
}

TEST_F(TheSearch, ALongTextIsLookedForByItsFirstWordsAndThatIsSaid) {
    index.put(item(1, "Bus stops"));
    std::string typed = "bus stops";
    EXPECT_FALSE(index.search(words(typed.c_str()), of_council, today).first_words_only);
    for (int i = 0; i < 40; ++i) typed += " bus" + std::string(1, static_cast<char>('a' + i % 26));
    EXPECT_TRUE(index.search(words(typed.c_str()), of_council, today).first_words_only);
}

TEST_F(TheSearch, NothingTypedIsEverythingNewestFirst) {
    auto old = item(1, "Old");
    old.last = day("2025-04-01");
    index.put(old);
    index.put(item(2, "New"));

    EXPECT_EQ(ids({}), (std::vector<std::int64_t>{2, 1}));
}

TEST_F(TheSearch, ChoicesOfOneFacetAddUpAndFacetsTogetherNarrow) {
    index.put(with(with(item(1, "One"), Facet::place, "7"), Facet::method, "survey"));
    index.put(with(with(item(2, "Two"), Facet::place, "8"), Facet::method, "survey"));
    index.put(with(with(item(3, "Three"), Facet::place, "8"), Facet::method, "focus-group"));

    auto place = choosing(choosing({}, Facet::place, "7"), Facet::place, "8");
    EXPECT_EQ(index.search(place, of_council, today).total, 3);
    auto both = choosing(choosing({}, Facet::place, "8"), Facet::method, "survey");
    EXPECT_EQ(ids(both), std::vector<std::int64_t>{2});
}

TEST_F(TheSearch, AFacetIsCountedWithoutItsOwnChoiceButWithTheOthers) {
    index.put(with(with(item(1, "One"), Facet::place, "7"), Facet::method, "survey"));
    index.put(with(with(item(2, "Two"), Facet::place, "8"), Facet::method, "survey"));
    index.put(with(with(item(3, "Three"), Facet::place, "8"), Facet::method, "focus-group"));

    auto in_8 = choosing({}, Facet::place, "8");
    EXPECT_EQ(count(in_8, Facet::place, "7"), 1);
    EXPECT_EQ(count(in_8, Facet::method, "survey"), 1);
    EXPECT_EQ(count(in_8, Facet::method, "focus-group"), 1);
    EXPECT_EQ(count(in_8, Facet::state, "closed"), 2);
}

TEST_F(TheSearch, DatesFindWhatRanOnAnyOfTheseDays) {
    index.put(item(1, "In March"));

    Question question;
    question.from = day("2026-03-31");
    EXPECT_EQ(index.search(question, of_council, today).total, 1);
    question.from = day("2026-04-01");
    EXPECT_EQ(index.search(question, of_council, today).total, 0);
    question.from.reset();
    question.until = day("2026-02-28");
    EXPECT_EQ(index.search(question, of_council, today).total, 0);
}

TEST_F(TheSearch, AChangedActivityIsFoundByItsNewWordsAlone) {
    index.put(item(1, "Bus stops"));
    index.put(item(1, "Tram stops"));

    EXPECT_EQ(index.size(), 1u);
    EXPECT_EQ(ids(words("bus")), std::vector<std::int64_t>{});
    EXPECT_EQ(ids(words("tram")), std::vector<std::int64_t>{1});
    index.remove(ActivityId{1});
    EXPECT_EQ(ids({}), std::vector<std::int64_t>{});
}

TEST_F(TheSearch, StaysRightWhileThousandsChange) {
    std::mt19937 dice(1);
    std::vector<std::string> now(300);
    const char* all[] = {"bus", "tram", "bins", "surgery", "parks"};
    for (int change = 0; change < 5000; ++change) {
        auto id = static_cast<std::int64_t>(dice() % 300);
        const char* word = all[dice() % 5];
        if (dice() % 10 == 0) {
            index.remove(ActivityId{id + 1});
            now[static_cast<std::size_t>(id)].clear();
        } else {
            index.put(with(item(id + 1, word), Facet::method, word));
            now[static_cast<std::size_t>(id)] = word;
        }
    }
    for (const char* word : all) {
        auto expected = std::ranges::count(now, word);
        EXPECT_EQ(index.search(words(word), of_council, today).total, expected) << word;
        EXPECT_EQ(count({}, Facet::method, word), expected) << word;
    }
}

TEST_F(TheSearch, PagesFollowOneAnotherWithoutLossOrRepetition) {
    for (std::int64_t id = 1; id <= 55; ++id) index.put(item(id, "Parks"));
    std::vector<std::int64_t> all;
    for (std::int64_t page = 1; page <= 3; ++page) {
        auto question = words("park");
        question.page = page;
        for (auto id : ids(question)) all.push_back(id);
    }
    std::ranges::sort(all);
    EXPECT_EQ(all.size(), 55u);
    EXPECT_EQ(std::ranges::unique(all).size(), 0u);
    auto beyond = words("park");
    beyond.page = 99;
    EXPECT_EQ(index.search(beyond, of_council, today).page, 3);
}

TEST_F(TheSearch, ASlipIsAskedBackWhenItThenFindsSomething) {
    index.put(item(1, "Surgery appointments"));
    index.put(item(2, "Surgery opening hours"));

    EXPECT_EQ(meant("surgrey"), "surgery");
    EXPECT_EQ(meant("sugery apointments"), "surgery appointments");
    EXPECT_EQ(meant("surgery"), "");
    EXPECT_EQ(meant("zebra"), "");
    EXPECT_EQ(meant("surgrey zebra"), "");  // nothing has both
}

TEST_F(TheSearch, WhatPartnersAloneReadIsNotFoundByResidents) {
    index.put(about(item(1, "Parks", council, Seen::everyone), "The wardens were overworked", 2, true));
    index.put(item(2, "Parks for partners"));

    EXPECT_EQ(ids(words("wardens"), of_nhs), std::vector<std::int64_t>{1});
    EXPECT_EQ(ids(words("wardens"), resident), std::vector<std::int64_t>{});
    EXPECT_EQ(ids(words("parks"), resident), std::vector<std::int64_t>{1});
    EXPECT_EQ(meant("wardenz", of_nhs), "wardens");
    EXPECT_EQ(meant("wardenz", resident), "");
}

TEST_F(TheSearch, ADayOnWhichEveryoneMaySeeItIsKnownAhead) {
    auto later = item(1, "Parks");
    later.public_from = day("2026-10-01");
    index.put(later);

    EXPECT_TRUE(index.due(day("2026-09-30")).empty());
    EXPECT_EQ(index.due(day("2026-10-01")), std::vector<ActivityId>{ActivityId{1}});
}

// What another body drafts must not show: whatever is asked, the answer is the same with the drafts and without, in
// rows, counts, facets, suggestions, and in the work that it took.
class DraftsOfAnotherBody : public testing::Test {
protected:
    Index with_drafts, without;

    DraftsOfAnotherBody() {
        std::mt19937 dice(7);
        const char* open[] = {"bus stops", "surgery hours", "parks and benches", "bin collections", "day centres"};
        const char* secret[] = {"closing wards", "merger of surgeries", "surgery", "redundancies", "parkz zebra"};
        for (std::int64_t id = 1; id <= 400; ++id) {
            auto seen = id % 3 == 0 ? Seen::everyone : Seen::partners;
            auto made = with(item(id, open[dice() % 5], id % 2 == 0 ? council : nhs, seen), Facet::place,
                             id % 5 == 0 ? "7" : "8");
            with_drafts.put(made);
            without.put(made);
            for (int more = 0; more < 3; ++more) {
                auto draft =
                    with(with(item(1000 + id * 3 + more, secret[dice() % 5], nhs, Seen::own_body), Facet::place, "9"),
                         Facet::who, "only-in-drafts");
                draft.kept_for_partners = {"document"};
                draft.words.push_back({"A document about redundancies and wardz", 0.5, true, true});
                with_drafts.put(draft);
            }
        }
    }
    static std::string all_of(const Answer& answer) {
        std::string all = std::to_string(answer.total) + "/" + std::to_string(answer.visible) + "/" + answer.meant +
                          "/" + (answer.every_word ? "every" : "some") + "/" + std::to_string(answer.looked_at);
        for (auto id : answer.rows) all += " " + std::to_string(id.value());
        for (const auto& facet : answer.facets)
            for (const auto& one : facet) all += " " + one.key + "=" + std::to_string(one.count);
        return all;
    }
};

TEST_F(DraftsOfAnotherBody, ChangeNothingInAnyAnswerToAnybodyElse) {
    std::vector<Question> questions;
    for (const char* typed :
         {"", "surgery", "surgeries", "merger", "redundancies", "redundancy", "redundancis", "zebra", "zebr", "parkz",
          "parks", "wardz", "wards", "ward closing", "bus", "closing surgery hours"}) {
        questions.push_back(words(typed));
        questions.push_back(choosing(words(typed), Facet::place, "9"));
        questions.push_back(choosing(words(typed), Facet::who, "only-in-drafts"));
        questions.push_back(choosing(choosing(words(typed), Facet::body, "102"), Facet::state, "closed"));
        questions.push_back(choosing(words(typed), Facet::kept, "document"));
    }
    for (const auto& question : questions)
        for (const auto& reader : {resident, of_council, of_police, Reader{true, OrganisationId{}}}) {
            auto one = with_drafts.search(question, reader, today), other = without.search(question, reader, today);
            // Lists of a facet's choices are shared by all: how long they are hangs on the register, not on the
            // question.
            one.looked_at = other.looked_at = 0;
            EXPECT_EQ(all_of(one), all_of(other)) << question.words;
        }
}

TEST_F(DraftsOfAnotherBody, TakeNoneOfTheWorkOfASearchByAnybodyElse) {
    // A word that stands in a thousand drafts, and one that stands nowhere, are the same to look for.
    for (const char* reader_of : {"council", "resident"}) {
        const auto reader = std::string_view(reader_of) == "council" ? of_council : resident;
        for (auto [secret, nowhere] : {std::pair{"redundancies", "qedundancies"}, std::pair{"zebra", "qebra"}}) {
            auto one = with_drafts.search(words(secret), reader, today),
                 other = with_drafts.search(words(nowhere), reader, today);
            EXPECT_EQ(one.looked_at, other.looked_at) << secret;
            EXPECT_EQ(one.total, 0);
        }
    }
    EXPECT_GT(with_drafts.search(words("redundancies"), of_nhs, today).total, 100);
}

TEST_F(DraftsOfAnotherBody, AreFoundByTheirOwn) {
    EXPECT_GT(with_drafts.search(words("merger"), of_nhs, today).total, 0);
    EXPECT_EQ(with_drafts.search(words("mergre"), of_nhs, today).meant, "merger");
    EXPECT_GT(with_drafts.search(choosing({}, Facet::who, "only-in-drafts"), of_nhs, today).total, 0);
}

TEST(Slips, AreCountedAsAPersonMakesThem) {
    EXPECT_EQ(slips_between("surgery", "surgrey", 2), 1u);
    EXPECT_EQ(slips_between("surgery", "sugery", 2), 1u);
    EXPECT_EQ(slips_between("surgery", "surgery", 2), 0u);
    EXPECT_EQ(slips_between("bus", "bins", 2), 2u);
    EXPECT_EQ(slips_between("bus", "tram", 2), 3u);
}

TEST(Words, ArePartedByWhatIsNoLetter) {
    std::string found;
    for_each_word("A&E’s “waiting” time—£20, Café (24h) x",
                  [&](Place, std::string_view word) { found += std::string(word) + "|"; });
    EXPECT_EQ(found, "a&e|waiting|time|20|cafe|24h|");
}

}  // namespace
}  // namespace thingwall::library
