#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <sstream>

#include "activities/activities.hpp"
#include "activities/subscription.hpp"
#include "app/demo.hpp"
#include "app/partnership.hpp"
#include "cli/run.hpp"
#include "identity/identity.hpp"
#include "library/library.hpp"
#include "overlap/overlaps.hpp"
#include "support/access_matrix.hpp"
#include "support/engines.hpp"

namespace thingwall::app {
namespace {

using testing::IsEmpty;

/// A small made-up partnership on the database of the test, with things of the NHS that nobody else may see: a draft
/// activity, a plan and a spreadsheet that was not taken yet.
class WholeProgram : public support::OnBothEngines {
protected:
    WholeProgram() {
        std::ostringstream out, err;
        cli::Program program{"thingwall", "", "", demo_commands()};
        std::vector<std::string> typed{"demo", "--data", folder_.path().string(), "--activities", "40"};
        if (GetParam() == db::Engine::postgres) typed.insert(typed.end(), {"--database", settings().address});
        EXPECT_EQ(cli::run(program, typed, out, err), 0) << err.str();
        partnership = std::make_unique<Partnership>(*read_settings(folder_.path().string()), clock_, random_);
        partnership->start();
        while (!partnership->overlaps().ready()) continue;  // or pages would say "not yet" where they say "not found"
        for (const auto& organisation : *partnership->identity().organisations())
            if (organisation.kind == identity::OrganisationKind::nhs) nhs_ = organisation.id;
        anna_ = {PersonId{1}, nhs_, web::Role::officer, "Anna Holt", "NHS Wyremouth"};
    }

    std::string draft_activity() {
        auto& register_ = partnership->activities();
        auto like = partnership->database().write([&](db::Transaction& tx) {
            activities::Draft draft;
            draft.title = "A draft that nobody else may know of";
            draft.purpose = "What the NHS is thinking about";
            draft.subjects = register_.lists().subjects().front().id;
            draft.audience = "everyone";
            draft.whole_borough = "yes";
            draft.first_day = "2030-03-01";
            draft.last_day = "2030-06-28";
            draft.methods = "survey";
            draft.decision = "A decision";
            draft.decision_day = "2030-07-01";
            draft.influence = "consult";
            draft.lead = std::to_string(nhs_.value());
            draft.visibility = "draft";
            draft.contact = "nobody@nhs.example";
            draft.other_ways = "paper";
            return activities::register_known(tx, anna_, draft, {}, register_.context());
        });
        if (!like) {
            ADD_FAILURE() << describe(like.error());
            return "0";
        }
        return std::to_string(like->id.value());
    }
    std::string document_of(const std::string& activity) {
        auto kept = partnership->database().write([&](db::Transaction& tx) {
            return library::attach(tx, anna_, *partnership->activities().read_any(ActivityId{std::stoll(activity)}),
                                   {"Secret", "everyone"}, "secret.txt", "What nobody else may read");
        });
        if (!kept) ADD_FAILURE() << describe(kept.error());
        return kept ? std::to_string(kept->value()) : "0";
    }
    std::string saved_search() {
        return *partnership->database().write([&](db::Transaction& tx) -> Result<std::string> {
            auto saved = library::save_search(tx, anna_, "A secret search", "q=secret");
            if (!saved) return std::unexpected(saved.error());
            return std::to_string(saved->value());
        });
    }
    std::string plan() {
        static constexpr db::Query insert{"test.plan", R"sql(
            INSERT INTO activity_plan (id, organisation, person, draft, changed_at, activity) VALUES ($1, $2, 1, '{}', 0, NULL))sql"};
        return kept(insert);
    }
    std::string spreadsheet() {
        static constexpr db::Query insert{"test.import", R"sql(
            INSERT INTO activity_import (id, organisation, person, filename, content, choices, at, taken_at)
            VALUES ($1, $2, 1, 'secret.csv', $3, '', 0, NULL))sql"};
        return *partnership->database().write([&](db::Transaction& tx) -> Result<std::string> {
            std::string_view sheet = "title\nSecret\n";
            auto id = tx.new_number();
            tx.prepare(insert).bind(id, nhs_, std::as_bytes(std::span(sheet))).run();
            return std::to_string(id);
        });
    }
    std::string subscription() {
        return *partnership->database().write([&](db::Transaction& tx) -> Result<std::string> {
            auto made = activities::subscribe(tx, anna_, "A secret list", "https://secret.example/activities.json", 3,
                                              {}, true);
            if (!made) return std::unexpected(made.error());
            return std::to_string(*made);
        });
    }
    std::string boundaries() {
        static constexpr db::Query insert{"test.place_upload", R"sql(
            INSERT INTO place_upload (id, organisation, person, kind, filename, draft, content, digest, report, at)
            VALUES ($1, $2, 1, 'layer', 'secret.geojson', '{}', $3, '', '', 0))sql"};
        return *partnership->database().write([&](db::Transaction& tx) -> Result<std::string> {
            std::string_view sheet = "{}";
            auto id = tx.new_number();
            tx.prepare(insert).bind(id, nhs_, std::as_bytes(std::span(sheet))).run();
            return std::to_string(id);
        });
    }
    std::string person() {
        return partnership->database().read([&](db::Reader& reader) {
            for (const auto& one : identity::people(reader, 1000))
                if (one.organisation == nhs_) return std::to_string(one.id.value());
            return std::string("0");
        });
    }
    /// Something of the demonstration that a route about groups and meetings leads to.
    std::string first_of(std::string_view route) {
        static constexpr db::Query a_forum{"test.forum", "SELECT min(id) FROM forum"},
            a_meeting{"test.meeting", "SELECT min(id) FROM forum_meeting"},
            an_action{"test.action", "SELECT min(id) FROM forum_action"},
            an_attendance{"test.attendance", "SELECT min(id) FROM forum_attendance"};
        const auto leads = [route](std::string_view to) { return route.find(to) != std::string_view::npos; };
        const db::Query& query = leads("/forums")       ? a_forum
                                 : leads("/meetings")   ? a_meeting
                                 : leads("/attendance") ? an_attendance
                                                        : an_action;
        return partnership->database().read([&](db::Reader& reader) {
            auto row = reader.prepare(query);
            return row.next() ? std::to_string(row.integer(0)) : std::string{};
        });
    }
    [[nodiscard]] std::string nhs() const { return std::to_string(nhs_.value()); }

    std::unique_ptr<Partnership> partnership;

private:
    std::string kept(const db::Query& insert) {
        return *partnership->database().write([&](db::Transaction& tx) -> Result<std::string> {
            auto id = tx.new_number();
            tx.prepare(insert).bind(id, nhs_).run();
            return std::to_string(id);
        });
    }
    support::TemporaryFolder folder_;
    SystemClock clock_;
    SecureRandom random_;
    OrganisationId nhs_;
    web::Actor anna_;
};

TEST_P(WholeProgram, EveryRouteLetsInWhomItSaysAndTellsNobodyOfOtherBodiesDrafts) {
    const std::set<web::Role> keepers{web::Role::coordinator, web::Role::administrator},
        looks_after{web::Role::administrator};
    std::string draft = draft_activity();
    support::AccessMatrix matrix;
    for (const char* route : {"GET /activities/{id}", "GET /activities/{id}/poster", "GET /activities/{id}/registered",
                              "GET /activities/{id}/withdraw", "POST /activities/{id}/withdraw"})
        matrix.foreign[route] = {{draft}};
    for (const char* route : {"GET /activities/{id}/edit/{word}", "POST /activities/{id}/edit/{word}"})
        matrix.foreign[route] = {{draft, "what"}};
    for (const char* route :
         {"GET /activities/{id}/findings", "POST /activities/{id}/findings", "POST /activities/{id}/documents"})
        matrix.foreign[route] = {{draft}};
    std::string document = document_of(draft);
    for (const char* route : {"GET /documents/{id}", "GET /documents/{id}/remove", "POST /documents/{id}/remove"})
        matrix.foreign[route] = {{document}};
    std::string saved = saved_search();
    for (const char* route : {"GET /searches/{id}", "POST /searches/{id}", "POST /searches/{id}/delete"})
        matrix.foreign[route] = {{saved}};
    matrix.foreign["GET /overlaps/{id}/{id}"] = {{draft, draft}};
    matrix.foreign["POST /overlaps/{id}/{id}/{word}"] = {{draft, draft, "answer"}};
    matrix.foreign["GET /plan/{id}"] = {{plan()}};
    for (const char* route : {"GET /plan/{id}/{word}", "POST /plan/{id}/{word}"})
        matrix.foreign[route] = {{plan(), "what"}};
    for (const char* route : {"GET /activities/import/{id}", "POST /activities/import/{id}",
                              "GET /activities/import/{id}/columns", "POST /activities/import/{id}/columns",
                              "GET /activities/import/{id}/taken", "POST /activities/import/{id}/back",
                              "GET /activities/import/{id}/wrong", "GET /activities/import/{id}/faults"})
        matrix.foreign[route] = {{spreadsheet()}};
    std::string list = subscription();
    for (const char* route : {"GET /activities/subscriptions/{id}", "POST /activities/subscriptions/{id}"})
        matrix.foreign[route] = {{list}};
    std::string upload = boundaries();
    for (const char* route : {"GET /places/import/{word}/{id}", "POST /places/import/{word}/{id}"})
        matrix.foreign[route] = {{"layer", upload}};
    for (const char* route : {"GET /partners/{id}/edit", "POST /partners/{id}/edit", "GET /partners/{id}/organisation",
                              "POST /partners/{id}/organisation"})
        matrix.foreign[route] = {{nhs()}, keepers};
    for (const char* route : {"GET /people/{id}", "POST /people/{id}", "POST /people/{id}/password-link"})
        matrix.foreign[route] = {{person()}, looks_after};
    for (const char* route : {"POST /people/invitations/{id}/link", "POST /people/invitations/{id}/withdraw"})
        matrix.foreign[route] = {{"1"}};
    // Groups and their meetings are the coordinator's to keep, and every partner's to read.
    for (const char* route :
         {"GET /forums/{id}/edit", "POST /forums/{id}/edit", "GET /forums/{id}/new-meeting",
          "POST /forums/{id}/meetings", "GET /meetings/{id}/edit", "POST /meetings/{id}/edit",
          "POST /meetings/{id}/attendance", "POST /meetings/{id}/actions", "GET /actions/{id}", "POST /actions/{id}"})
        matrix.foreign[route] = {{first_of(route)}, keepers};
    matrix.foreign["POST /meetings/{id}/attendance/{id}/remove"] = {{first_of("/meetings"), first_of("/attendance")},
                                                                    keepers};
    // Maps, organisations and lists are for everybody; a file to import is its sender's own; a session is one's own or
    // nobody's.
    matrix.for_everybody = {"GET /a/{word}",
                            "GET /desk/{word}",
                            "GET /partners/{id}",
                            "GET /places/areas/{id}",
                            "GET /places/layers/{id}",
                            "GET /places/layers/{id}/with/{id}",
                            "GET /places/import/{word}",
                            "POST /places/import/{word}",
                            "POST /places/bring-back/{word}",
                            "GET /subjects/{word}/{word}",
                            "GET /forums/{id}",
                            "GET /meetings/{id}",
                            "GET /meetings/{id}/pack",
                            "GET /meetings/{id}/pack/{word}",
                            "POST /subjects/{word}/{word}",
                            "POST /subjects/{word}/{word}/remove",
                            "GET /audits/{id}",
                            "POST /audits/{id}/remind",
                            "POST /audits/{id}/take",
                            "POST /audits/{id}/close",
                            "GET /audit/{word}",
                            "GET /audit/{word}/entry/{word}",
                            "POST /audit/{word}/entry/{word}",
                            "POST /audit/{word}/say",
                            "POST /audit/{word}/finish",
                            "GET /audit/{word}/sheet",
                            "POST /audit/{word}/sheet",
                            "GET /audit/{word}/sheet/{id}",
                            "POST /audit/{word}/sheet/{id}",
                            "GET /following/{word}",
                            "GET /following/{word}/stop",
                            "POST /following/{word}/remove",
                            "POST /following/{word}/often",
                            "POST /following/{word}/stop",
                            "GET /ogc/collections/{word}",
                            "GET /ogc/collections/{word}/items",
                            "GET /ogc/collections/{word}/items/{word}",
                            "GET /toolkit/{word}",
                            "GET /toolkit/{word}/edit",
                            "POST /toolkit/{word}/edit",
                            "POST /toolkit/{word}/give-up",
                            "POST /account/sessions/{id}/end"};

    while (!partnership->overlaps().ready()) continue;  // the draft is taken in
    auto report = matrix.run(partnership->router(), SystemClock{}.now());

    EXPECT_THAT(report.faults, IsEmpty());
    EXPECT_GT(report.tried, 500);
}

THINGWALL_ON_BOTH_ENGINES(WholeProgram);

}  // namespace
}  // namespace thingwall::app
