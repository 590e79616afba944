#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "register_site.hpp"

namespace thingwall::activities {
namespace {

using namespace test;

Date day(const char* iso) {
    return *parse_date(iso);
}
const Date today = day("2026-09-14");

Entry entry(std::int64_t id, const char* title, const char* first, const char* last, OrganisationId lead = council) {
    Entry made;
    made.id = ActivityId{id};
    made.reference = "WY-2026-" + std::to_string(1000 + id);
    made.title = title;
    made.first = day(first);
    made.last = day(last);
    made.lead = lead;
    made.residents = id * 100;
    made.words = " " + fold(title);
    return made;
}

class TheList : public testing::Test {
protected:
    FewLists lists;
    Register all;
    Viewer anna{nhs, true}, resident{};

    TheList() {
        std::vector<Entry> entries{entry(1, "Bins at the back", "2026-09-01", "2026-09-30"),
                                   entry(2, "GP appointments", "2026-11-02", "2026-11-27", nhs),
                                   entry(3, "Day centres", "2025-03-01", "2025-04-01"),
                                   entry(4, "Secret plan", "2026-10-01", "2026-10-30", police)};
        entries[0].audience = {"drivers"};
        entries[0].visibility = Visibility::everyone;
        entries[1].audience = {"older-people"};
        entries[1].themes = {"Health"};
        entries[2].withdrawn = false;
        entries[3].visibility = Visibility::draft;
        all.replace_all(std::move(entries), 5);
    }
    Listing listed(const Filter& filter, const Viewer& viewer) {
        return list(*all.snapshot(), filter, viewer, today, lists);
    }
    static std::vector<std::int64_t> ids(const Listing& listing) {
        std::vector<std::int64_t> found;
        for (const auto& row : listing.rows) found.push_back(row->id.value());
        return found;
    }
};

TEST_F(TheList, ShowsWhatRunsOrLiesAheadNearestClosingFirstAndThenWhatIsOverNewestFirst) {
    all.put(entry(5, "Over a week ago", "2026-08-01", "2026-09-07"), 6);

    EXPECT_EQ(ids(listed({}, anna)), (std::vector<std::int64_t>{1, 2, 5, 3}));
}

TEST_F(TheList, ADraftOfAnotherBodyIsInNoRowAndNoCount) {
    Listing seen = listed({}, anna);

    EXPECT_EQ(seen.visible, 3);
    EXPECT_EQ(seen.facets.leads.count(police), 0u);
    EXPECT_EQ(listed({}, Viewer{police, true}).visible, 4);
}

TEST_F(TheList, ResidentsSeeOnlyWhatIsPublic) {
    EXPECT_EQ(ids(listed({}, resident)), std::vector<std::int64_t>{1});
}

TEST_F(TheList, EachWordMustBeginAWordOfTheActivity) {
    EXPECT_EQ(ids(listed({.words = "Bin BACK"}, anna)), std::vector<std::int64_t>{1});
    EXPECT_EQ(ids(listed({.words = "\"Bins' – back\""}, anna)), std::vector<std::int64_t>{1}) << "signs are no letters";
    EXPECT_EQ(ids(listed({.words = "ins"}, anna)), std::vector<std::int64_t>{});
    EXPECT_EQ(ids(listed({.words = "gp appoint"}, anna)), std::vector<std::int64_t>{2});
}

TEST_F(TheList, CountsSayHowManyThereWouldBeWithEachChoice) {
    Listing open = listed({.statuses = {Status::open}}, anna);

    EXPECT_EQ(open.total, 1);
    EXPECT_EQ(open.facets.statuses.at(Status::planned), 1) << "ticking planned too would add one";
    EXPECT_EQ(open.facets.statuses.at(Status::closed), 1);
    EXPECT_EQ(open.facets.leads.at(council), 1);
    EXPECT_EQ(open.facets.leads.count(nhs), 0u) << "nothing of the NHS is open";
}

TEST_F(TheList, IsSortedByAnyColumnBothWays) {
    EXPECT_EQ(ids(listed({.sort = Sort::activity}, anna)), (std::vector<std::int64_t>{1, 3, 2}));
    EXPECT_EQ(ids(listed({.sort = Sort::residents, .descending = true}, anna)), (std::vector<std::int64_t>{3, 2, 1}));
    EXPECT_EQ(ids(listed({.sort = Sort::first_day}, anna)), (std::vector<std::int64_t>{3, 1, 2}));
}

TEST_F(TheList, APageBeyondTheLastIsTheLast) {
    Listing last = listed({.page = 99, .per_page = 2}, anna);

    EXPECT_EQ(last.page, 2);
    EXPECT_EQ(ids(last), std::vector<std::int64_t>{3});
}

TEST_F(TheList, ASnapshotDoesNotChangeUnderItsReader) {
    auto before = all.snapshot();

    all.put(entry(9, "New one", "2026-09-10", "2026-09-20"), 6);

    EXPECT_EQ(before->size(), 4u);
    EXPECT_EQ(all.snapshot()->size(), 5u);
    EXPECT_EQ(all.snapshot()->position(), 6);
}

TEST_F(TheList, ManyChangesInAnyOrderLeaveItSortedAndWhole) {
    Register many;
    std::mt19937 random(7);
    std::map<std::int64_t, Date> expected;
    for (int i = 0; i < 5000; ++i) {
        std::int64_t id = 1 + random() % 900;
        if (random() % 5 == 0) {
            many.remove(ActivityId{id}, i);
            expected.erase(id);
        } else {
            Entry made = entry(id, "x", "2026-01-01", "2026-01-02");
            made.last = made.first + static_cast<int>(random() % 700);
            expected[id] = made.last;
            many.put(std::move(made), i);
        }
    }
    std::vector<std::pair<Date, std::int64_t>> wanted, found;
    for (const auto& [id, last] : expected) wanted.emplace_back(last, id);
    std::ranges::sort(wanted);
    many.snapshot()->each({}, [&](const EntryPointer& one) {
        found.emplace_back(one->last, one->id.value());
        return true;
    });
    EXPECT_EQ(found, wanted);
    std::size_t ahead = 0;
    many.snapshot()->each(day("2027-01-01"), [&](const EntryPointer&) { return ++ahead > 0; });
    EXPECT_EQ(ahead, static_cast<std::size_t>(std::ranges::count_if(
                         wanted, [](const auto& one) { return one.first >= day("2027-01-01"); })));
}

TEST(HowOftenPeopleAreAsked, CountsOthersOfTheSamePeopleOnTheSameGroundByMonth) {
    FewLists lists;
    PlainScreen screen;
    Register all;
    std::vector<Entry> entries;
    auto add = [&](std::int64_t id, const char* first, const char* last, std::vector<std::string> audience,
                   std::vector<AreaId> areas) {
        Entry made = entry(id, "ask", first, last);
        made.audience = std::move(audience);
        made.ground.areas = std::move(areas);
        entries.push_back(std::move(made));
    };
    add(1, "2026-11-01", "2026-11-10", {"older-people"}, {estuary});
    add(2, "2026-11-20", "2026-12-05", {"everyone"}, {estuary});
    add(3, "2026-11-05", "2026-11-06", {"drivers"}, {estuary});
    add(4, "2026-11-05", "2026-11-06", {"older-people"}, {fleetgate});
    all.replace_all(std::move(entries), 1);
    Activity ask = *check(gp_survey(), lists.known(), nhs);

    Burden burden = burden_of(ask, *all.snapshot(), Viewer{nhs, true}, today, screen, lists);

    EXPECT_EQ(burden.where, "Estuary");
    EXPECT_EQ(burden.worst, 2) << "drivers are others, Fleetgate is elsewhere";
    ASSERT_EQ(burden.months.size(), 5u);
    EXPECT_EQ(burden.months[0].asks, 0);
    EXPECT_EQ(burden.months[1].asks, 2);
    EXPECT_EQ(burden.months[2].asks, 1);
    ASSERT_FALSE(burden.quieter.empty());
    for (const auto& quiet : burden.quieter) {
        EXPECT_LT(quiet.asks, 2);
        EXPECT_EQ(quiet.days.days(), 26);
        EXPECT_EQ(quiet.days.first().weekday(), 1);
    }
}

}  // namespace
}  // namespace thingwall::activities
