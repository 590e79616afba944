#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "forum_site.hpp"
#include "forums/pdf.hpp"

namespace thingwall::forums {
namespace {

using namespace test;
using activities::test::gp_survey;
using testing::HasSubstr;
using testing::Not;

class ThePack : public testing::Test {
protected:
    ForumSite site;
    std::string group = site.steering_group();
    std::string before = site.meeting_on(group, "18", "6", "2026"), meeting = site.meeting_on(group, "17", "9", "2026");

    std::string page(const std::string& tail = "/pack") {
        const auto response = site.get(meeting + tail);
        EXPECT_EQ(response.status, 200);
        return response.body;
    }
    activities::Draft survey(const char* title, const char* first, const char* last) {
        auto draft = gp_survey();
        draft.title = title;
        draft.first_day = first;
        draft.last_day = last;
        draft.decision_day = "2027-06-01";
        return draft;
    }
};

TEST_F(ThePack, CountsSinceTheMeetingBefore) {
    site.registered.registered(gp_survey());

    const auto body = page();

    EXPECT_THAT(body, HasSubstr("Since we met on Thursday 18 June"));
    EXPECT_THAT(body, HasSubstr("<b>1</b><span>activities registered</span><i>0 before</i>"));
    EXPECT_THAT(body, HasSubstr("Forward plan, September 2026 to August 2027"));
    EXPECT_THAT(body, HasSubstr("Getting a GP appointment"));
}

TEST_F(ThePack, NamesConsultationsUnderTwelveWeeksWithoutAReason) {
    auto explained = survey("With a reason", "2026-10-01", "2026-10-30");
    explained.reason_short = "The grant must be spent by spring.";
    site.registered.registered(explained);
    site.registered.registered(survey("Too short", "2026-10-01", "2026-10-30"));
    site.registered.registered(survey("Long enough", "2026-10-01", "2027-01-15"));
    auto past = survey("Short last year", "2026-02-01", "2026-03-01");
    past.results = "People want longer hours";
    site.registered.registered(past);

    const auto body = page();

    EXPECT_THAT(body,
                HasSubstr("Of 1 written consultation that opened in the 12 months before this meeting, 1 (100 in 100) "
                          "had less than 12 weeks; 1 of these (100 in 100) gave no reason."));
    EXPECT_THAT(body,
                HasSubstr("Of 3 consultations planned for the 12 months from then, 2 (67 in 100) have less; 1 of these "
                          "(50 in 100) give no reason yet."));
    const auto compact = body.substr(body.find("id=\"compact\""));
    EXPECT_THAT(compact, HasSubstr("Too short"));
    EXPECT_THAT(compact, HasSubstr("Short last year"));
    EXPECT_THAT(compact, Not(HasSubstr("With a reason<")));
    EXPECT_THAT(compact, Not(HasSubstr("Long enough")));
    EXPECT_THAT(page("/pack/short"), HasSubstr("Too short"));
}

TEST_F(ThePack, ListsWhatClosedThreeMonthsAgoAndSaidNothing) {
    site.registered.registered(survey("Said nothing", "2026-05-01", "2026-06-13"));
    site.registered.registered(survey("Closed lately", "2026-05-01", "2026-06-14"));
    auto told = survey("Told people", "2026-05-01", "2026-05-28");
    told.results = "Opening hours change";
    site.registered.registered(told);

    const auto body = page("/pack/overdue");

    EXPECT_THAT(body, HasSubstr("Said nothing"));
    EXPECT_THAT(body, Not(HasSubstr("Closed lately")));
    EXPECT_THAT(body, Not(HasSubstr("Told people")));
    EXPECT_THAT(page(), HasSubstr("1 activity closed more than three months ago"));
}

TEST_F(ThePack, HoldsNobodysDraftNotEvenTheReadersOwn) {
    auto draft = gp_survey();
    draft.title = "Secret survey";
    draft.visibility = "draft";
    site.registered.registered(draft);
    site.actor = ForumSite::officer();

    EXPECT_THAT(page(), Not(HasSubstr("Secret")));
    EXPECT_THAT(page(), HasSubstr("<b>0</b><span>activities registered</span>"));
}

TEST_F(ThePack, IsForTheSteeringGroupAlone) {
    const auto other = ForumSite::location(site.post("/forums", {{"name", "Youth forum"}, {"kind", "other"}}));
    const auto theirs = site.meeting_on(other, "1", "10", "2026");

    EXPECT_EQ(site.get(theirs + "/pack").status, 404);
    EXPECT_EQ(site.get(theirs + "/pack", {}, "pdf").status, 404);
    EXPECT_EQ(site.get(meeting + "/pack/nothing").status, 404);
    EXPECT_THAT(site.get(theirs).body, Not(HasSubstr("Agenda pack")));
}

TEST_F(ThePack, IsATaggedPdfWhereChromiumIsInstalled) {
    if (find_chromium().empty()) GTEST_SKIP() << "no Chromium here";
    site.registered.registered(gp_survey());

    const auto response = site.get(meeting + "/pack", {}, "pdf");

    ASSERT_EQ(response.status, 200);
    EXPECT_EQ(response.content_type, "application/pdf");
    EXPECT_THAT(response.body, testing::StartsWith("%PDF-"));
    EXPECT_THAT(response.body, HasSubstr("/StructTreeRoot"));
    EXPECT_THAT(response.body, HasSubstr("/Marked true"));
    EXPECT_THAT(response.body, HasSubstr("/Lang (en"));
    EXPECT_THAT(response.body, Not(HasSubstr("file:///")));
    EXPECT_THAT(response.body, HasSubstr("http://wyremouth.example/"));
}

TEST(ThePrinter, SaysWhatToDoWhereNoChromiumIsInstalled) {
    PdfPrinter printer{""};

    const auto printed = printer.print("<h1>Pack</h1>", {});

    EXPECT_FALSE(printer.can_print());
    ASSERT_FALSE(printed);
    EXPECT_EQ(printed.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(printed.error().message, HasSubstr("Print the page from your browser"));
}

std::string script(const std::filesystem::path& folder, const std::string& lines) {
    const auto path = folder / "browser";
    std::ofstream(path) << "#!/bin/sh\n" << lines << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path.string();
}

TEST(ThePrinter, EndsABrowserThatDoesNotEnd) {
    support::TemporaryFolder folder;
    PdfPrinter printer{script(folder.path(), "sleep 600 & sleep 600"), {.time = std::chrono::seconds{1}}};
    const auto began = std::chrono::steady_clock::now();

    const auto printed = printer.print("<h1>Pack</h1>", {});

    ASSERT_FALSE(printed);
    EXPECT_EQ(printed.error().kind, ErrorKind::unavailable);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{10});
}

TEST(ThePrinter, TakesNothingThatIsNoPdf) {
    support::TemporaryFolder folder;
    PdfPrinter printer{
        script(folder.path(), "for word; do case $word in --print-to-pdf=*) echo no > ${word#*=};; esac; done")};

    EXPECT_FALSE(printer.print("<h1>Pack</h1>", {}));
}

TEST(ThePrinter, PrintsTheSamePageOnce) {
    support::TemporaryFolder folder;
    const auto counted = (folder.path() / "count").string();
    PdfPrinter printer{script(
        folder.path(), "echo x >> " + counted +
                           "\nfor word; do case $word in --print-to-pdf=*) echo %PDF-1 > ${word#*=};; esac; done")};

    ASSERT_TRUE(printer.print("<h1>Pack</h1>", {}));
    ASSERT_TRUE(printer.print("<h1>Pack</h1>", {}));
    ASSERT_TRUE(printer.print("<h1>Another</h1>", {}));

    EXPECT_EQ(std::filesystem::file_size(counted), 4U);
}

/// A browser that notes that it was begun, and ends once it may.
class AtOneTime : public testing::Test {
protected:
    std::string slow_browser() {
        return script(folder_.path(), "echo x >> " + begun() + "\nwhile [ ! -e " + may_end() +
                                          " ]; do sleep 0.02; done\n"
                                          "for word; do case $word in --print-to-pdf=*) echo %PDF-1 > ${word#*=};; "
                                          "esac; done");
    }
    void wait_until_begun() const {
        for (int waited = 0; !std::filesystem::exists(begun()) && waited < 3'000; ++waited)
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        ASSERT_TRUE(std::filesystem::exists(begun()));
    }
    void let_it_end() const { std::ofstream{may_end()}; }
    [[nodiscard]] std::string begun() const { return (folder_.path() / "begun").string(); }
    [[nodiscard]] std::string may_end() const { return (folder_.path() / "may-end").string(); }

private:
    support::TemporaryFolder folder_;
};

TEST_F(AtOneTime, OneIsPrintedAndWhoWaitsForTheSamePageGetsIt) {
    PdfPrinter printer{slow_browser()};
    std::atomic<int> got = 0;
    {
        std::vector<std::jthread> readers;
        for (int n = 0; n < 4; ++n)
            readers.emplace_back([&] {
                if (printer.print("<h1>Pack</h1>", {})) ++got;
            });
        wait_until_begun();
        let_it_end();
    }

    EXPECT_EQ(got, 4);
    EXPECT_EQ(std::filesystem::file_size(begun()), 2U) << "the browser was called once";
}

TEST_F(AtOneTime, WhoHasWaitedLongEnoughIsToldSoAndTheOneBeforeIsServed) {
    PdfPrinter printer{slow_browser(), {.patience = std::chrono::seconds{0}}};
    bool first = false;
    std::jthread reader([&] { first = printer.print("<h1>Pack</h1>", {}).has_value(); });
    wait_until_begun();

    const auto second = printer.print("<h1>Another</h1>", {});
    let_it_end();
    reader.join();

    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(second.error().message, HasSubstr("Another file is being made."));
    EXPECT_TRUE(first);
    EXPECT_TRUE(printer.print("<h1>Another</h1>", {})) << "whose turn it was is over";
}

}  // namespace
}  // namespace thingwall::forums
