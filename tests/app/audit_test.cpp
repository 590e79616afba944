#include "audit/audit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <sstream>

#include <fmt/format.h>

#include "activities/activities.hpp"
#include "activities/sheets.hpp"
#include "app/demo.hpp"
#include "app/partnership.hpp"
#include "audit/rules_sheet.hpp"
#include "audit/store.hpp"
#include "base/csv.hpp"
#include "cli/run.hpp"
#include "identity/identity.hpp"
#include "notify/notify.hpp"
#include "notify/store.hpp"
#include "support/engines.hpp"
#include "support/visitor.hpp"

namespace thingwall::app {
namespace {

using namespace std::chrono_literals;
using audit::AuditDraft;
using audit::Verdict;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// The made-up partnership with its bodies, and an audit of all of them.
class AnAudit : public support::OnBothEngines {
protected:
    AnAudit() {
        std::ostringstream out, err;
        cli::Program program{"thingwall", "", "", demo_commands()};
        std::vector<std::string> typed{"demo", "--data", folder_.path().string(), "--activities", "300"};
        if (GetParam() == db::Engine::postgres) typed.insert(typed.end(), {"--database", settings().address});
        EXPECT_EQ(cli::run(program, typed, out, err), 0) << err.str();
        partnership = std::make_unique<Partnership>(*read_settings(folder_.path().string()), clock_, random_);
        partnership->start();
        for (const auto& organisation : *partnership->identity().organisations()) {
            if (organisation.kind == identity::OrganisationKind::nhs) nhs = organisation.id;
            if (organisation.kind == identity::OrganisationKind::council) council = organisation.id;
        }
        priya = {PersonId{1}, council, web::Role::coordinator, "Priya Nair", "Wyremouth Council"};
    }
    Result<std::int64_t> open(const AuditDraft& draft) {
        return database().write([&](db::Transaction& tx) { return audits().open(tx, priya, draft); });
    }
    std::int64_t opened() {
        const auto due = to_iso(partnership->activities().today() + 21);
        return open({"Engagement audit", "Thank you for your help.", due}).value();
    }
    audit::Partner partner(std::int64_t id, OrganisationId body) {
        return database().read([&](db::Reader& reader) { return audit::store::partner(reader, id, body); }).value();
    }
    std::vector<activities::Activity> entries(std::int64_t id, OrganisationId body) {
        const auto one = database().read([&](db::Reader& reader) { return audit::store::audit(reader, id); });
        return audits().entries(*one, body);
    }
    std::vector<notify::Outgoing> letters() {
        return database().read(
            [&](db::Reader& reader) { return notify::store::due(reader, clock_.now() + 24h, 1'000); });
    }
    /// A browser that sends a file to a link's page.
    web::Response send(const std::string& path, const std::string& filename, std::string bytes) {
        web::Request sent;
        sent.method = web::Method::post;
        sent.path = sent.target = path;
        sent.host = "localhost";
        sent.remote = "192.0.2.7";
        sent.now = clock_.now();
        const auto size = bytes.size();
        sent.uploads.push_back({"file", filename, "", std::move(bytes), {}, size});
        return partnership->router().handle(std::move(sent));
    }
    /// The file that a link gives out, as the table that a spreadsheet program shows.
    static activities::Sheet given(const std::string& bytes) { return activities::read_sheet(bytes).value(); }
    /// The table saved again, as .xlsx or .csv.
    static std::string saved(const activities::Sheet& sheet, bool as_workbook) {
        if (!as_workbook) {
            std::string out;
            csv::append_row(out, sheet.headings);
            for (const auto& row : sheet.rows) csv::append_row(out, row);
            return out;
        }
        std::size_t next = 0;
        return activities::write_workbook(
                   sheet.headings, audit::day_columns(), audit::number_columns(),
                   [&]() { return next < sheet.rows.size() ? std::optional(sheet.rows[next++]) : std::nullopt; })
            .value();
    }
    static std::string& cell(activities::Sheet& sheet, std::size_t row, std::string_view heading) {
        const auto at = std::ranges::find(sheet.headings, heading) - sheet.headings.begin();
        sheet.rows.at(row).resize(sheet.headings.size());
        return sheet.rows[row].at(static_cast<std::size_t>(at));
    }
    static std::size_t row_of(const activities::Sheet& sheet, const std::string& reference) {
        const auto at = std::ranges::find_if(sheet.rows, [&](const auto& row) { return row.at(0) == reference; });
        EXPECT_NE(at, sheet.rows.end()) << reference;
        return static_cast<std::size_t>(at - sheet.rows.begin());
    }
    static void add_row(activities::Sheet& sheet, const std::string& title) {
        sheet.rows.emplace_back();
        const auto row = sheet.rows.size() - 1;
        cell(sheet, row, "Title") = title;
        cell(sheet, row, "First day") = "2030-03-01";
        cell(sheet, row, "Last day") = "2030-03-31";
        cell(sheet, row, "Where") = "Whole borough";
        cell(sheet, row, "Who") = "Everyone";
        cell(sheet, row, "How") = "Survey";
    }
    audit::SheetPreview looked_at(std::int64_t id, OrganisationId body, const std::string& bytes) {
        const auto one = database().read([&](db::Reader& reader) { return audit::store::audit(reader, id); });
        return audit::look_at(activities::read_sheet(bytes).value(), "file", audits().own_of(*one, partner(id, body)),
                              partnership->activities().lists(), *partnership->activities().snapshot())
            .value();
    }
    /// Sends the file and says yes to what it would save.
    web::Response sent_and_said(const std::string& link, const std::string& filename, const std::string& bytes) {
        const auto sent = send(link + "/sheet", filename, bytes);
        EXPECT_EQ(sent.status, 303) << sent.body;
        const auto preview = support::Visitor::header(sent, "Location");
        support::Visitor person(partnership->router(), clock_);
        EXPECT_THAT(person.get(preview).body, HasSubstr("Nothing has been saved yet"));
        return person.post(preview, {{"do", "finish"}, {"seen", person.value_of("seen")}});
    }
    audit::Progress progress_of(std::int64_t id, OrganisationId body) {
        const auto all = database().read([&](db::Reader& reader) { return audit::store::progress(reader, id); });
        return *std::ranges::find(all, body, [](const auto& one) { return one.partner.organisation; });
    }
    db::Database& database() { return partnership->database(); }
    audit::Auditing& audits() { return partnership->audits(); }

    std::unique_ptr<Partnership> partnership;
    OrganisationId nhs, council;
    web::Actor priya;
    SystemClock clock_;

private:
    support::TemporaryFolder folder_;
    SecureRandom random_;
};

TEST_P(AnAudit, WritesToEveryPartnerThatHasAnAddressWithALinkOfItsOwn) {
    const auto id = opened();

    const auto members = *partnership->identity().organisations();
    const auto progress = database().read([&](db::Reader& reader) { return audit::store::progress(reader, id); });
    EXPECT_EQ(progress.size(),
              static_cast<std::size_t>(std::ranges::count(members, true, &identity::Organisation::active)));
    std::set<std::string> tokens;
    std::size_t with_address = 0;
    for (const auto& one : progress) {
        tokens.insert(one.partner.token);
        with_address += one.partner.email.empty() ? 0 : 1;
    }
    EXPECT_EQ(tokens.size(), progress.size());
    ASSERT_THAT(letters(), SizeIs(with_address));
    EXPECT_GE(with_address, 5U);
    EXPECT_THAT(letters()[0].text, HasSubstr("Thank you for your help."));
    EXPECT_THAT(letters()[0].text, HasSubstr("/audit/"));
}

TEST_P(AnAudit, SaysEachFaultOfItsFormAndThenWritesToNobody) {
    const auto wrong = open({"", "", "2020-01-01"});

    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().fields, SizeIs(2));
    EXPECT_THAT(letters(), IsEmpty());
}

TEST_P(AnAudit, APartnerConfirmsCorrectsAddsAndFinishesWithoutAnAccountAndTheCoordinatorTakesItIn) {
    const auto id = opened();
    const auto link = "/audit/" + partner(id, nhs).token;
    const auto known = entries(id, nhs);
    ASSERT_GE(known.size(), 3U) << "the demonstration has some of the NHS";
    const auto number = [&](std::size_t n) { return std::to_string(known[n].id.value()); };
    support::Visitor lindsay(partnership->router(), clock_);

    EXPECT_THAT(lindsay.get(link).body, HasSubstr(known[0].title));
    EXPECT_EQ(lindsay.post(link + "/say", {{"entry", number(0)}, {"verdict", "right"}}).status, 303);
    lindsay.get(link);
    EXPECT_EQ(lindsay.post(link + "/say", {{"entry", number(1)}, {"verdict", "gone"}}).status, 303);
    lindsay.get(link + "/entry/" + number(2));
    auto draft = activities::to_draft(known[2]);
    EXPECT_EQ(lindsay
                  .post(link + "/entry/" + number(2), {{"title", "Corrected by the audit"},
                                                       {"purpose", draft.purpose},
                                                       {"first_day", draft.first_day},
                                                       {"last_day", draft.last_day},
                                                       {"contact", draft.contact}})
                  .status,
              303);
    lindsay.get(link + "/entry/new");
    const auto lacking = lindsay.post(link + "/entry/new", {{"title", "Added by the audit"}});
    EXPECT_EQ(lacking.status, 422) << "it has no dates";
    lindsay.get(link + "/entry/new");
    EXPECT_EQ(lindsay
                  .post(link + "/entry/new", {{"title", "Added by the audit"},
                                              {"purpose", "What people think."},
                                              {"first_day", "1 March 2030"},
                                              {"last_day", "31 March 2030"},
                                              {"audience", "everyone"},
                                              {"area", "*"},
                                              {"method", "survey"}})
                  .status,
              303);
    lindsay.get(link);
    EXPECT_EQ(lindsay.post(link + "/finish", {}).status, 303);
    EXPECT_EQ(partnership->activities().find(known[2].id, {nhs, true})->title, known[2].title)
        << "nothing reaches the register before it is taken in";

    const auto taken = audits().take_in(priya, id, nhs);
    const auto again = audits().take_in(priya, id, nhs);

    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->taken, 4);
    EXPECT_EQ(taken->left, 0);
    EXPECT_EQ(again->taken, 0) << "once";
    EXPECT_EQ(partnership->activities().find(known[2].id, {nhs, true})->title, "Corrected by the audit");
    EXPECT_EQ(partnership->activities().find(known[2].id, {nhs, true})->purpose, known[2].purpose);
    EXPECT_TRUE(partnership->activities().find(known[1].id, {nhs, true})->withdrawn_on);
    std::int64_t added = 0;
    partnership->activities().snapshot()->each({}, [&](const activities::EntryPointer& entry) {
        added += entry->title == "Added by the audit" && entry->lead == nhs ? 1 : 0;
        return true;
    });
    EXPECT_EQ(added, 1);
    const auto progress = database().read([&](db::Reader& reader) { return audit::store::progress(reader, id); });
    const auto row = std::ranges::find(progress, nhs, [](const auto& one) { return one.partner.organisation; });
    EXPECT_TRUE(row->partner.answered_at);
    EXPECT_TRUE(row->partner.looked_at);
    EXPECT_EQ(row->waiting, 0);
}

TEST_P(AnAudit, ALinkOpensItsOwnPartnersEntriesAndNoOthersAndNoDraftAtAll) {
    const auto id = opened();
    const auto token = partner(id, nhs).token;
    const auto theirs = entries(id, council);
    ASSERT_FALSE(theirs.empty());
    support::Visitor stranger(partnership->router(), clock_);

    const auto page = stranger.get("/audit/" + token).body;
    const auto said = database().write(
        [&](db::Transaction& tx) { return audits().say(tx, token, theirs[0].id, Verdict::not_happening, {}); });

    EXPECT_THAT(page, Not(HasSubstr(theirs[0].title)));
    ASSERT_FALSE(said);
    EXPECT_EQ(said.error().kind, ErrorKind::not_found);
    EXPECT_EQ(stranger.get("/audit/" + token + "/entry/" + std::to_string(theirs[0].id.value())).status, 404);
    EXPECT_EQ(stranger.get("/audit/nosuchtoken").status, 404);
    EXPECT_THAT(stranger.get("/audits").status, testing::AnyOf(303, 403)) << "the coordinator's";
}

TEST_P(AnAudit, TheLastAnswerCountsAndOneThatTheRegisterHasOvertakenIsLeftWithTheReason) {
    const auto id = opened();
    const auto token = partner(id, nhs).token;
    const auto known = entries(id, nhs);
    const auto say = [&](std::size_t n, Verdict verdict, const activities::Draft& draft = {}) {
        return database().write(
            [&](db::Transaction& tx) { return audits().say(tx, token, known[n].id, verdict, draft); });
    };
    ASSERT_TRUE(say(0, Verdict::not_happening));
    ASSERT_TRUE(say(0, Verdict::right));
    auto corrected = activities::to_draft(known[1]);
    corrected.title = "By the audit";
    ASSERT_TRUE(say(1, Verdict::changed, corrected));
    web::Actor anna{PersonId{2}, nhs, web::Role::officer, "Anna Holt", "NHS"};
    auto by_hand = activities::to_draft(known[1]);
    by_hand.title = "By hand meanwhile";
    ASSERT_TRUE(database().write([&](db::Transaction& tx) {
        return activities::edit_activity(tx, anna, known[1].id, known[1].version, by_hand,
                                         partnership->activities().context(), activities::Ask::as_far_as_known);
    }));

    const auto taken = audits().take_in(priya, id, nhs);

    EXPECT_EQ(taken->taken, 1);
    EXPECT_EQ(taken->left, 1);
    EXPECT_FALSE(partnership->activities().find(known[0].id, {nhs, true})->withdrawn_on);
    EXPECT_EQ(partnership->activities().find(known[1].id, {nhs, true})->title, "By hand meanwhile");
}

TEST_P(AnAudit, RemindsOnlyWhoHasNotAnsweredAndTakesNothingOnceItIsClosed) {
    const auto id = opened();
    const auto token = partner(id, nhs).token;
    const auto before = letters().size();
    const auto remind = [&](OrganisationId body) {
        return database().write([&](db::Transaction& tx) { return audits().remind(tx, priya, id, body); });
    };
    ASSERT_TRUE(database().write([&](db::Transaction& tx) { return audits().finish(tx, token, true); }));

    EXPECT_FALSE(remind(nhs)) << "it has answered";
    EXPECT_TRUE(remind(council));
    EXPECT_THAT(letters(), SizeIs(before + 1));
    EXPECT_THAT(letters().back().subject, testing::StartsWith("Reminder"));

    ASSERT_TRUE(database().write([&](db::Transaction& tx) { return audits().close(tx, priya, id); }));
    EXPECT_FALSE(remind(council));
    const auto entry = entries(id, nhs).at(0).id;
    EXPECT_FALSE(
        database().write([&](db::Transaction& tx) { return audits().say(tx, token, entry, Verdict::right, {}); }));
    support::Visitor late(partnership->router(), clock_);
    EXPECT_EQ(late.get("/audit/" + token).status, 409);
}

TEST_P(AnAudit, ManyEntriesAreShownAPageAtATimeAndNoneIsLeftOut) {
    const auto id = opened();
    const auto token = partner(id, nhs).token;
    auto draft = activities::to_draft(entries(id, nhs).at(0));
    ASSERT_TRUE(database().write([&](db::Transaction& tx) -> Done {
        for (int n = 0; n < 120; ++n) {
            draft.title = fmt::format("Number {} of many", n);
            if (auto said = audits().say(tx, token, {}, Verdict::added, draft); !said) return said;
        }
        return {};
    }));
    support::Visitor lindsay(partnership->router(), clock_);

    std::string all;
    for (int page = 1; page <= 3; ++page) all += lindsay.get(fmt::format("/audit/{}?page={}", token, page)).body;

    for (int n = 0; n < 120; ++n) EXPECT_THAT(all, HasSubstr(fmt::format("Number {} of many", n)));
    EXPECT_THAT(lindsay.get("/audit/" + token).body, Not(HasSubstr("Number 119 of many")));
    lindsay.get("/audit/" + token + "?page=2");
    EXPECT_EQ(support::Visitor::header(
                  lindsay.post(
                      "/audit/" + token + "/say",
                      {{"entry", std::to_string(entries(id, nhs)[0].id.value())}, {"verdict", "right"}, {"page", "2"}}),
                  "Location"),
              "/audit/" + token + "?done=said&page=2");
}

TEST_P(AnAudit, TheSpreadsheetHoldsThePartnersOwnEntriesAndComesBackUnchanged) {
    const auto id = opened();
    const auto link = "/audit/" + partner(id, nhs).token;
    const auto known = entries(id, nhs);
    support::Visitor lindsay(partnership->router(), clock_);

    for (const char* format : {".xlsx", ".csv"}) {
        const auto file = lindsay.get(link + "/sheet" + format).body;
        auto sheet = given(file);
        ASSERT_EQ(sheet.rows.size(), known.size()) << format;
        for (const auto& one : known) EXPECT_EQ(cell(sheet, row_of(sheet, one.reference), "Title"), one.title);
        for (const auto& theirs : entries(id, council))
            EXPECT_THAT(sheet.rows, Not(testing::Contains(testing::Contains(theirs.reference)))) << "another body's";

        const auto back = looked_at(id, nhs, file);

        EXPECT_THAT(back.faults, IsEmpty());
        EXPECT_EQ(back.count(audit::Says::right), known.size());
        EXPECT_THAT(back.left_out, IsEmpty());
        EXPECT_THAT(back.unknown_headings, IsEmpty());
    }
}

TEST_P(AnAudit, ASpreadsheetIsLookedAtFirstAndSaysNothingBeforeThePartnerSaysYes) {
    const auto id = opened();
    const auto link = "/audit/" + partner(id, nhs).token;
    support::Visitor lindsay(partnership->router(), clock_);
    auto sheet = given(lindsay.get(link + "/sheet.xlsx").body);
    ASSERT_GE(sheet.rows.size(), 5U);
    const std::string changed = cell(sheet, 0, "Reference"), gone = cell(sheet, 1, "Reference"),
                      left = cell(sheet, 2, "Reference"), wrong = cell(sheet, 3, "Reference");
    cell(sheet, 0, "Title") = "Corrected in the spreadsheet";
    cell(sheet, 1, "Does it happen?") = "No";
    cell(sheet, 3, "First day") = "31/09/2026";
    cell(sheet, 3, "How") = "Telepathy";
    add_row(sheet, "Added in the spreadsheet");
    sheet.rows.erase(sheet.rows.begin() + 2);
    const auto file = saved(sheet, true);
    const auto untouched = sheet.rows.size() - 4;

    const auto sent = send(link + "/sheet", "ours.xlsx", file);

    ASSERT_EQ(sent.status, 303) << sent.body;
    const auto preview = looked_at(id, nhs, file);
    EXPECT_EQ(preview.count(audit::Says::changed), 1U);
    EXPECT_EQ(preview.count(audit::Says::not_happening), 1U);
    EXPECT_EQ(preview.count(audit::Says::added), 1U);
    EXPECT_EQ(preview.count(audit::Says::wrong), 1U);
    EXPECT_EQ(preview.count(audit::Says::right), untouched);
    ASSERT_THAT(preview.left_out, SizeIs(1));
    EXPECT_EQ(preview.left_out[0].reference, left);
    ASSERT_THAT(preview.faults, SizeIs(2));
    EXPECT_EQ(preview.faults[0].row, 4U);
    EXPECT_THAT(preview.faults[0].heading, testing::AnyOf("First day", "How"));
    EXPECT_EQ(progress_of(id, nhs).answers(), 0) << "nothing is saved yet";

    const auto path = support::Visitor::header(sent, "Location");
    const auto page = lindsay.get(path).body;
    for (const char* words : {"Corrected in the spreadsheet", "Added in the spreadsheet", "Telepathy", "31/09/2026"})
        EXPECT_THAT(page, HasSubstr(words));
    EXPECT_THAT(lindsay.get(path + ".csv").body, HasSubstr("Telepathy"));
    lindsay.get(path);
    EXPECT_EQ(lindsay.post(path, {{"do", "save"}, {"seen", lindsay.value_of("seen")}}).status, 303);

    EXPECT_EQ(progress_of(id, nhs).changed, 1);
    EXPECT_EQ(progress_of(id, nhs).not_happening, 1);
    EXPECT_EQ(progress_of(id, nhs).added, 1);
    EXPECT_EQ(progress_of(id, nhs).right, static_cast<std::int64_t>(untouched));
    EXPECT_EQ(progress_of(id, nhs).sheets, 1);
    EXPECT_FALSE(progress_of(id, nhs).partner.answered_at) << "there was more to say";
    const auto taken = audits().take_in(priya, id, nhs);
    EXPECT_EQ(taken->left, 0);
    std::set<std::string> titles;
    partnership->activities().snapshot()->each({}, [&](const activities::EntryPointer& entry) {
        if (entry->lead == nhs && !entry->withdrawn) titles.insert(entry->title);
        return true;
    });
    EXPECT_TRUE(titles.contains("Corrected in the spreadsheet"));
    EXPECT_TRUE(titles.contains("Added in the spreadsheet"));
    const auto now = given(lindsay.get(link + "/sheet.xlsx").body);
    EXPECT_THAT(now.rows, Not(testing::Contains(testing::Contains(gone))));
    EXPECT_THAT(now.rows, testing::Contains(testing::Contains(wrong))) << "what was wrong stayed as it was";
}

TEST_P(AnAudit, TheSameSpreadsheetSentTwiceCountsOnce) {
    const auto id = opened();
    const auto link = "/audit/" + partner(id, nhs).token;
    support::Visitor lindsay(partnership->router(), clock_);
    auto sheet = given(lindsay.get(link + "/sheet.xlsx").body);
    cell(sheet, 0, "Title") = "Corrected once";
    cell(sheet, 1, "Does it happen?") = "No";
    add_row(sheet, "Added once");
    const auto file = saved(sheet, true);

    const auto first = support::Visitor::header(send(link + "/sheet", "ours.xlsx", file), "Location");
    EXPECT_EQ(support::Visitor::header(send(link + "/sheet", "again.xlsx", file), "Location"), first)
        << "while it waits";
    ASSERT_EQ(sent_and_said(link, "ours.xlsx", file).status, 303);
    const auto counted = progress_of(id, nhs);
    const auto again = looked_at(id, nhs, file);

    EXPECT_FALSE(again.says_something_new());
    const auto page = lindsay.get(support::Visitor::header(send(link + "/sheet", "ours.xlsx", file), "Location")).body;
    EXPECT_THAT(page, HasSubstr("We have all of this from you already"));
    EXPECT_EQ(progress_of(id, nhs).answers(), counted.answers());

    ASSERT_EQ(audits().take_in(priya, id, nhs)->left, 0);
    const auto later = looked_at(id, nhs, file);
    EXPECT_FALSE(later.says_something_new()) << "also once it is in the register";
    EXPECT_THAT(later.faults, IsEmpty());
}

TEST_P(AnAudit, WhatIsWaitingIsInTheSpreadsheetAndIsPutRightThere) {
    const auto id = opened();
    const auto token = partner(id, nhs).token;
    const auto link = "/audit/" + token;
    const auto known = entries(id, nhs);
    auto draft = activities::to_draft(known[0]);
    draft.title = "Corrected in the form";
    auto added = draft;
    added.title = "Added in the form";
    added.first_day = "1 March 2030", added.last_day = "31 March 2030";
    ASSERT_TRUE(database().write(
        [&](db::Transaction& tx) { return audits().say(tx, token, known[0].id, Verdict::changed, draft); }));
    ASSERT_TRUE(
        database().write([&](db::Transaction& tx) { return audits().say(tx, token, {}, Verdict::added, added); }));
    support::Visitor lindsay(partnership->router(), clock_);
    auto sheet = given(lindsay.get(link + "/sheet.csv").body);
    ASSERT_EQ(sheet.rows.size(), known.size() + 1);
    const auto last = sheet.rows.size() - 1;
    EXPECT_EQ(cell(sheet, row_of(sheet, known[0].reference), "Title"), "Corrected in the form");
    EXPECT_EQ(cell(sheet, last, "Title"), "Added in the form");

    cell(sheet, last, "Contact") = "01632 960 199";
    ASSERT_EQ(sent_and_said(link, "ours.csv", saved(sheet, false)).status, 303);

    EXPECT_EQ(progress_of(id, nhs).added, 1) << "put right, not added again";
    EXPECT_EQ(progress_of(id, nhs).changed, 1);
    const auto answers = database().read([&](db::Reader& reader) { return audit::store::answers(reader, id, nhs); });
    EXPECT_EQ(std::ranges::find(answers, Verdict::added, &audit::Answer::verdict)->draft.contact, "01632 960 199");

    cell(sheet, last, "Does it happen?") = "No";
    ASSERT_EQ(sent_and_said(link, "ours.csv", saved(sheet, false)).status, 303);
    EXPECT_EQ(progress_of(id, nhs).added, 0) << "taken away again";
}

TEST_P(AnAudit, OthersReferencesAreRefusedLikeThoseThatDoNotExist) {
    const auto id = opened();
    const auto link = "/audit/" + partner(id, nhs).token;
    const auto theirs = entries(id, council).at(0);
    support::Visitor lindsay(partnership->router(), clock_);
    auto sheet = given(lindsay.get(link + "/sheet.csv").body);
    const auto row = row_of(sheet, entries(id, nhs).at(0).reference);
    const auto said_of = [&](const std::string& reference) {
        cell(sheet, row, "Reference") = reference;
        const auto preview = looked_at(id, nhs, saved(sheet, false));
        EXPECT_THAT(preview.faults, SizeIs(1));
        return preview.faults.at(0).wrong + preview.faults.at(0).to_do;
    };

    EXPECT_EQ(said_of(theirs.reference), said_of("ZZ-1999-0001"));

    cell(sheet, row, "Reference") = theirs.reference;
    sheet.headings.push_back("Lead");
    for (auto& cells : sheet.rows) cells.resize(sheet.headings.size() - 1), cells.push_back("Wyremouth Council");
    const auto preview = looked_at(id, nhs, saved(sheet, false));
    EXPECT_THAT(preview.unknown_headings, ElementsAre("Lead")) << "who leads is not this file's to change";
    EXPECT_EQ(preview.count(audit::Says::changed), 0U);
    // A file of one link is nothing to another.
    const auto sent = support::Visitor::header(send(link + "/sheet", "ours.csv", saved(sheet, false)), "Location");
    const auto other = "/audit/" + partner(id, council).token + sent.substr(link.size());
    EXPECT_EQ(lindsay.get(other).status, 404);
    EXPECT_EQ(lindsay.post(other, {{"do", "save"}}).status, 404);
}

TEST_P(AnAudit, FilesThatCannotBeReadAreSaidSoAtOnceAndNothingIsKept) {
    const auto id = opened();
    const auto link = "/audit/" + partner(id, nhs).token;
    std::string names = "Reference,Title,First day,Where\n";
    for (int n = 0; n < 1'000; ++n) names += fmt::format(",Title {},2030-01-01,Nowhere {}\n", n, n);

    for (const auto& [bytes, words] : std::vector<std::pair<std::string, std::string>>{
             {"Colour,Size\nred,4\n", "No heading in the first row is known"},
             {"Reference,Where\nWY-1,Whole borough\n", "There is no column"},
             {"PK\x03\x04 no archive", "damaged"},
             {"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "file"},
             {std::string(5u << 20, 'x'), "file"},
             {names, "names that are in no list"}}) {
        const auto answer = send(link + "/sheet", "ours.csv", bytes);
        EXPECT_EQ(answer.status, 422) << words;
        EXPECT_THAT(answer.body, HasSubstr(words));
    }
    EXPECT_EQ(send(link + "/sheet", "", "").status, 422) << "no file was chosen";
    EXPECT_FALSE(database().read([&](db::Reader& reader) { return audit::store::waiting_sheet(reader, id, nhs); }));
    EXPECT_EQ(send("/audit/nosuchtoken/sheet", "ours.csv", names).status, 404);
}

TEST_P(AnAudit, WhatChangedAfterTheFileWasTakenIsPointedOutAndWhatIsSavedIsWhatWasLookedAt) {
    const auto id = opened();
    const auto link = "/audit/" + partner(id, nhs).token;
    const auto known = entries(id, nhs).at(0);
    support::Visitor lindsay(partnership->router(), clock_);
    auto sheet = given(lindsay.get(link + "/sheet.xlsx").body);
    cell(sheet, row_of(sheet, known.reference), "Contact") = "01632 960 177";
    const auto preview = support::Visitor::header(send(link + "/sheet", "ours.xlsx", saved(sheet, true)), "Location");
    EXPECT_THAT(lindsay.get(preview).body, Not(HasSubstr("Changed in the register after you took the file")));
    web::Actor anna{PersonId{2}, nhs, web::Role::officer, "Anna Holt", "NHS"};
    auto by_hand = activities::to_draft(known);
    by_hand.title = "By hand meanwhile";
    ASSERT_TRUE(database().write([&](db::Transaction& tx) {
        return activities::edit_activity(tx, anna, known.id, known.version, by_hand,
                                         partnership->activities().context(), activities::Ask::as_far_as_known);
    }));

    const auto said = lindsay.post(preview, {{"do", "finish"}, {"seen", lindsay.value_of("seen")}});

    EXPECT_EQ(said.status, 409);
    EXPECT_THAT(said.body, HasSubstr("The register changed while you looked"));
    EXPECT_THAT(said.body, HasSubstr("Changed in the register after you took the file"));
    EXPECT_EQ(progress_of(id, nhs).answers(), 0);
    EXPECT_EQ(lindsay.post(preview, {{"do", "finish"}, {"seen", lindsay.value_of("seen")}}).status, 303);
    EXPECT_TRUE(progress_of(id, nhs).partner.answered_at);
}

TEST_P(AnAudit, OfTwelvePartnersIsDoneEndToEndByFormAndBySpreadsheet) {
    std::vector<OrganisationId> bodies;
    for (const auto& body : *partnership->identity().organisations())
        if (body.active) bodies.push_back(body.id);
    ASSERT_THAT(bodies, SizeIs(12));
    const auto id = opened();
    const auto links = letters().size();
    EXPECT_EQ(links, 12U) << "each has a letter with its link";
    struct Expected {
        std::int64_t right = 0, changed = 0, gone = 0, added = 0, sheets = 0, reminded = 0;
    };
    std::vector<Expected> expected(12);
    const auto title_of = [](std::size_t n) { return fmt::format("Added in the audit by body {}", n); };

    // Six by form: the first three entries are right, changed and not happening, as far as there are any; one is added.
    const auto by_form = [&](std::size_t n) {
        const auto link = "/audit/" + partner(id, bodies[n]).token;
        const auto known = entries(id, bodies[n]);
        support::Visitor person(partnership->router(), clock_);
        person.get(link);
        for (std::size_t e = 0; e < known.size() && e < 3; ++e) {
            const auto number = std::to_string(known[e].id.value());
            const auto draft = activities::to_draft(known[e]);
            if (e == 1) {
                person.get(link + "/entry/" + number);
                EXPECT_EQ(person
                              .post(link + "/entry/" + number, {{"title", "Changed: " + known[e].title.substr(0, 100)},
                                                                {"purpose", draft.purpose},
                                                                {"first_day", draft.first_day},
                                                                {"last_day", draft.last_day},
                                                                {"results", draft.results},
                                                                {"contact", draft.contact}})
                              .status,
                          303);
                ++expected[n].changed;
                continue;
            }
            person.get(link);
            EXPECT_EQ(person.post(link + "/say", {{"entry", number}, {"verdict", e == 0 ? "right" : "gone"}}).status,
                      303);
            ++(e == 0 ? expected[n].right : expected[n].gone);
        }
        person.get(link + "/entry/new");
        EXPECT_EQ(person
                      .post(link + "/entry/new", {{"title", title_of(n)},
                                                  {"first_day", "1 March 2030"},
                                                  {"last_day", "31 March 2030"},
                                                  {"audience", "everyone"},
                                                  {"area", "*"},
                                                  {"method", "survey"}})
                      .status,
                  303);
        ++expected[n].added;
        person.get(link);
        EXPECT_EQ(person.post(link + "/finish", {}).status, 303);
    };
    // Six by spreadsheet: all entries are right but the second and third, which are changed and not happening.
    const auto by_sheet = [&](std::size_t n, bool as_workbook) {
        const auto link = "/audit/" + partner(id, bodies[n]).token;
        support::Visitor person(partnership->router(), clock_);
        person.get(link);
        auto sheet = given(person.get(link + (as_workbook ? "/sheet.xlsx" : "/sheet.csv")).body);
        expected[n].right = std::ssize(sheet.rows);
        if (sheet.rows.size() > 1) {
            cell(sheet, 1, "Title") = "Changed: " + cell(sheet, 1, "Title").substr(0, 100);
            ++expected[n].changed, --expected[n].right;
        }
        if (sheet.rows.size() > 2) {
            cell(sheet, 2, "Does it happen?") = "No";
            ++expected[n].gone, --expected[n].right;
        }
        add_row(sheet, title_of(n));
        ++expected[n].added, ++expected[n].sheets;
        EXPECT_EQ(sent_and_said(link, as_workbook ? "ours.xlsx" : "ours.csv", saved(sheet, as_workbook)).status, 303);
    };
    for (std::size_t n = 0; n < 5; ++n) by_form(n);
    for (std::size_t n = 6; n < 9; ++n) by_sheet(n, true);
    by_sheet(10, false);

    // Three are late: the sixth by form, the tenth by workbook, the twelfth by CSV. Each is reminded, nobody else is.
    for (const std::size_t n : {5U, 9U, 11U}) {
        ASSERT_TRUE(database().write([&](db::Transaction& tx) { return audits().remind(tx, priya, id, bodies[n]); }));
        ++expected[n].reminded;
    }
    EXPECT_FALSE(database().write([&](db::Transaction& tx) { return audits().remind(tx, priya, id, bodies[0]); }));
    EXPECT_EQ(letters().size(), links + 3);
    EXPECT_EQ(database().write([&](db::Transaction& tx) -> Result<std::int64_t> { return audits().remind_all(tx); }), 0)
        << "the night reminds nobody twice within five days, and nobody who has answered";
    by_form(5);
    by_sheet(9, true);
    by_sheet(11, false);

    std::int64_t waiting = 0, taken = 0;
    for (std::size_t n = 0; n < 12; ++n) {
        const auto done = progress_of(id, bodies[n]);
        EXPECT_TRUE(done.partner.looked_at && done.partner.answered_at) << n;
        EXPECT_EQ(done.right, expected[n].right) << n;
        EXPECT_EQ(done.changed, expected[n].changed) << n;
        EXPECT_EQ(done.not_happening, expected[n].gone) << n;
        EXPECT_EQ(done.added, 1) << n;
        EXPECT_EQ(done.sheets, expected[n].sheets) << n;
        EXPECT_EQ(done.partner.reminded, expected[n].reminded) << n;
        waiting += done.waiting;
        const auto all = audits().take_in(priya, id, bodies[n]);
        EXPECT_EQ(all->left, 0) << n;
        taken += all->taken;
        EXPECT_EQ(progress_of(id, bodies[n]).waiting, 0);
    }
    EXPECT_EQ(taken, waiting);
    for (std::size_t n = 0; n < 12; ++n) {
        std::int64_t added = 0, changed = 0;
        partnership->activities().snapshot()->each({}, [&](const activities::EntryPointer& entry) {
            added += entry->lead == bodies[n] && entry->title == title_of(n) ? 1 : 0;
            changed += entry->lead == bodies[n] && entry->title.starts_with("Changed: ") ? 1 : 0;
            return true;
        });
        EXPECT_EQ(added, 1) << n;
        EXPECT_EQ(changed, expected[n].changed) << n;
    }

    // The report, as the coordinator takes it.
    auto& router = partnership->router();
    router.identify_by([this](web::Request& request) { request.actor = priya; });
    support::Visitor coordinator(router, clock_);
    const auto report = given(coordinator.get(fmt::format("/audits/{}.csv", id)).body);
    ASSERT_THAT(report.rows, SizeIs(12));
    for (const auto& row : report.rows) {
        const auto n = static_cast<std::size_t>(
            std::ranges::find(bodies, row[0], [&](OrganisationId body) { return audits().name_of(body); }) -
            bodies.begin());
        ASSERT_LT(n, 12U) << row[0];
        const auto& said = expected[n];
        EXPECT_THAT(std::vector(row.begin() + 5, row.end()),
                    ElementsAre(std::to_string(said.right), std::to_string(said.changed), std::to_string(said.gone),
                                "1", "0", std::to_string(said.reminded), std::to_string(said.sheets)))
            << row[0];
        EXPECT_FALSE(row[2].empty() || row[3].empty());
    }
    EXPECT_THAT(coordinator.get(fmt::format("/audits/{}", id)).body, HasSubstr("12 of 12 partners have answered."));
}

THINGWALL_ON_BOTH_ENGINES(AnAudit);

}  // namespace
}  // namespace thingwall::app
