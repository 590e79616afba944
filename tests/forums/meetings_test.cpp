#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "forum_site.hpp"
#include "forums/rules.hpp"
#include "forums/store.hpp"

namespace thingwall::forums {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::Not;

TEST(TheRulesOfAMeeting, SayEveryFaultAtOnce) {
    const auto checked = check(MeetingDraft{"31", "2", "2026", "", " ", "", ""});

    ASSERT_FALSE(checked);
    std::vector<std::string> fields;
    for (const auto& fault : checked.error().fields) fields.push_back(fault.field);
    EXPECT_EQ(fields, (std::vector<std::string>{"day", "time", "place"}));
}

TEST(TheRulesOfAMeeting, TakeAgendaItemsLineByLine) {
    const auto checked = check(MeetingDraft{"17", "9", "2026", "10am", "Library", "Rooms\r\n\r\n Training ", ""});

    ASSERT_TRUE(checked);
    EXPECT_EQ(checked->agenda, (std::vector<std::string>{"Rooms", "Training"}));
}

TEST(TheRulesOfAMeeting, AnActionNeedsSomebodyWhoDoesIt) {
    const auto checked = check(
        ActionDraft{"Write to the college", "", "77", "1", "10", "2026", "", ""}, [](OrganisationId) { return false; },
        Date{});

    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().fields.size(), 2U);
}

TEST(TheRulesOfAMeeting, LongMinutesAreRefusedAndNotCut) {
    MeetingDraft draft{"17", "9", "2026", "10am", "Library", "", std::string(longest_minutes + 1, 'x')};

    EXPECT_FALSE(check(draft));
    draft.minutes.pop_back();
    EXPECT_TRUE(check(draft));
}

class Meetings : public testing::TestWithParam<db::Engine> {
protected:
    ForumSite site{GetParam()};
    std::string group = site.steering_group();
    std::string meeting = site.meeting_on(group, "17", "9", "2026");
    std::string page(const std::string& path) {
        const auto response = site.get(path);
        EXPECT_EQ(response.status, 200) << path;
        return response.body;
    }
};

TEST_P(Meetings, AreKeptWithAttendanceMinutesAndActions) {
    site.post(meeting + "/attendance",
              {{"name", "Anna Holt"}, {"organisation", std::to_string(site.body.value())}, {"came", "yes"}});
    site.post(meeting + "/attendance", {{"name", "Lindsay <Shaw>"}, {"body", "Harbour Carers"}, {"came", "apologies"}});
    const auto agreed = site.post(meeting + "/actions", {{"what", "Write to the college"},
                                                         {"owner", "Priya Raman"},
                                                         {"organisation", std::to_string(site.body.value())},
                                                         {"due-day", "1"},
                                                         {"due-month", "9"},
                                                         {"due-year", "2026"}});
    const auto minutes = site.post(meeting + "/edit", {{"version", "1"},
                                                       {"day-day", "17"},
                                                       {"day-month", "9"},
                                                       {"day-year", "2026"},
                                                       {"time", "10am to noon"},
                                                       {"place", "Harbour Library"},
                                                       {"minutes", "The group looked at the plan.\r\n\r\nIt agreed."}});

    EXPECT_EQ(agreed.status, 303);
    EXPECT_EQ(minutes.status, 303);
    const auto body = page(meeting);
    EXPECT_THAT(body, HasSubstr("Anna Holt"));
    EXPECT_THAT(body, HasSubstr("Lindsay &lt;Shaw&gt;"));
    EXPECT_THAT(body, HasSubstr("1 came, 1 sent apologies."));
    EXPECT_THAT(body, HasSubstr("<p>It agreed.</p>"));
    EXPECT_THAT(body, HasSubstr("Priya Raman, Council"));
    EXPECT_THAT(page(group), HasSubstr("1 action is not done"));
    EXPECT_THAT(page(group), HasSubstr("Late"));
}

TEST_P(Meetings, AnActionThatIsDoneIsNotLeftToDo) {
    site.post(meeting + "/actions", {{"what", "Write to the college"},
                                     {"owner", "Priya Raman"},
                                     {"due-day", "1"},
                                     {"due-month", "9"},
                                     {"due-year", "2026"}});
    const auto found = page(group);
    const auto at = found.find("/actions/");
    const std::string action = found.substr(at, found.find('"', at) - at);

    const auto done = site.post(action, {{"version", "1"},
                                         {"what", "Write to the college"},
                                         {"owner", "Priya Raman"},
                                         {"due-day", "1"},
                                         {"due-month", "9"},
                                         {"due-year", "2026"},
                                         {"done", "yes"},
                                         {"outcome", "They join"}});

    EXPECT_EQ(done.status, 303);
    EXPECT_THAT(page(group), HasSubstr("Nothing is left to do"));
    EXPECT_THAT(page(meeting), HasSubstr("Done on 14 Sep"));
    EXPECT_EQ(site.post(action, {{"version", "1"},
                                 {"what", "Another"},
                                 {"owner", "Priya Raman"},
                                 {"due-day", "1"},
                                 {"due-month", "9"},
                                 {"due-year", "2026"}})
                  .status,
              409);
}

TEST_P(Meetings, AMistakeShowsTheFormWithAllThatWasTyped) {
    const auto response =
        site.post(meeting + "/attendance", {{"name", ""}, {"body", "Harbour Carers"}, {"came", "yes"}});

    EXPECT_EQ(response.status, 422);
    EXPECT_THAT(response.body, HasSubstr("Enter the name of the person"));
    EXPECT_THAT(response.body, HasSubstr("Harbour Carers"));
}

TEST_P(Meetings, TwoGroupsOfOneNameAreOneTooMany) {
    const auto response = site.post("/forums", {{"name", "ENGAGEMENT steering  group"}, {"kind", "other"}});

    EXPECT_EQ(response.status, 422);
    EXPECT_THAT(response.body, HasSubstr("Another group has this name"));
}

TEST_P(Meetings, OfficersReadAndTheCoordinatorKeeps) {
    site.actor = ForumSite::officer();

    EXPECT_THAT(page("/forums"), Not(HasSubstr("Add a group")));
    EXPECT_THAT(page(meeting), Not(HasSubstr("Write the action down")));
    EXPECT_EQ(site.post(meeting + "/actions", {{"what", "x"}}).status, 403);
    EXPECT_EQ(site.get("/forums/new").status, 403);
    site.actor = {};
    EXPECT_NE(site.get("/forums").status, 200);
    EXPECT_NE(site.get(meeting).status, 200);
}

TEST_P(Meetings, EveryDeedIsInTheJournal) {
    site.post(meeting + "/attendance", {{"name", "Anna Holt"}, {"came", "yes"}});

    std::vector<std::string> deeds;
    site.registered.database().read([&](db::Reader& reader) {
        for (const auto& entry : journal::after(reader, 0, 100)) deeds.push_back(entry.deed);
    });

    EXPECT_THAT(deeds, testing::IsSupersetOf({"forum.added", "meeting.arranged", "meeting.attended"}));
}

TEST_P(Meetings, SomebodyWrittenDownByMistakeIsTakenOut) {
    site.post(meeting + "/attendance", {{"name", "Anna Holt"}, {"came", "yes"}});
    const auto body = page(meeting);
    const auto at = body.find(meeting + "/attendance/");
    const std::string remove = body.substr(at, body.find('"', at) - at);

    EXPECT_EQ(site.post(remove, {}).status, 303);

    EXPECT_THAT(page(meeting), Not(HasSubstr("Anna Holt")));
    EXPECT_EQ(site.post(remove, {}).status, 404);
}

INSTANTIATE_TEST_SUITE_P(Engines, Meetings, testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         support::name_of);

}  // namespace
}  // namespace thingwall::forums
