#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <regex>
#include <sstream>

#include "activities/activities.hpp"
#include "app/demo.hpp"
#include "app/partnership.hpp"
#include "audit/audit.hpp"
#include "cli/run.hpp"
#include "forums/forums.hpp"
#include "identity/identity.hpp"
#include "overlap/overlap.hpp"
#include "support/engines.hpp"

namespace thingwall::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// The made-up partnership, whose desk is read by people of several bodies. It is today.
class ADesk : public support::OnBothEngines {
protected:
    ADesk() {
        std::ostringstream out, err;
        cli::Program program{"thingwall", "", "", demo_commands()};
        std::vector<std::string> typed{"demo", "--data", folder_.path().string(), "--activities", "300"};
        if (GetParam() == db::Engine::postgres) typed.insert(typed.end(), {"--database", settings().address});
        EXPECT_EQ(cli::run(program, typed, out, err), 0) << err.str();
        partnership = std::make_unique<Partnership>(*read_settings(folder_.path().string()), clock_, random_);
        partnership->start();
        partnership->router().identify_by([this](web::Request& request) {
            request.actor = actor;
            request.csrf = "csrf";
            request.session = "session";
        });
        partnership->router().finish_by([](const web::Request&, web::Response&) {});
        for (const auto& organisation : *partnership->identity().organisations()) {
            if (organisation.kind == identity::OrganisationKind::nhs) nhs = organisation;
            if (organisation.kind == identity::OrganisationKind::council) council = organisation;
            if (organisation.kind == identity::OrganisationKind::police) police = organisation;
        }
        caught_up();
    }
    static web::Actor somebody(const identity::Organisation& of, web::Role role, std::string name = "Anna Holt",
                               std::int64_t person = 7) {
        return {PersonId{person}, of.id, role, std::move(name), of.name};
    }
    void caught_up() {
        while (!partnership->overlaps().ready()) continue;
    }
    std::string get(const std::string& path, int status = 200) {
        web::Request request;
        request.path = request.target = path;
        request.now = clock_.now();
        auto response = partnership->router().handle(std::move(request));
        EXPECT_EQ(response.status, status) << path << " " << actor.organisation_name;
        return response.body;
    }
    web::Response post(const std::string& path, std::vector<std::pair<std::string, std::string>> fields) {
        web::Request request;
        request.method = web::Method::post;
        request.path = request.target = path;
        request.now = clock_.now();
        request.form.add("csrf", "csrf");
        request.form.add("idempotency", "key-" + std::to_string(++keys_) + std::string(24, 'x'));
        for (auto& [name, value] : fields) request.form.add(std::move(name), std::move(value));
        return partnership->router().handle(std::move(request));
    }
    /// How many a block says there are, on its own page; 0 for an empty one.
    std::int64_t total(const std::string& word) {
        const auto page = get("/desk/" + word);
        std::smatch found;
        static const std::regex number("<p class=\"tw-quiet\">([0-9,]+) ");
        if (!std::regex_search(page, found, number)) return 0;
        std::string digits = found[1];
        std::erase(digits, ',');
        return std::stoll(digits);
    }
    activities::Draft draft(const identity::Organisation& of, std::string title, int from, int until,
                            std::string visibility) {
        auto& register_ = partnership->activities();
        activities::Draft made;
        made.title = std::move(title);
        made.purpose = "What people think of it";
        made.subjects = register_.lists().subjects().front().id;
        made.audience = "everyone";
        made.whole_borough = "yes";
        made.first_day = to_iso(register_.today() + from);
        made.last_day = to_iso(register_.today() + until);
        made.reason_short = "It is short";
        made.methods = "survey";
        made.decision = "A decision";
        made.decision_day = to_iso(register_.today() + until + 30);
        made.influence = "consult";
        made.lead = std::to_string(of.id.value());
        made.visibility = std::move(visibility);
        made.contact = "somebody@body.example";
        made.other_ways = "paper";
        return made;
    }
    ActivityId registered(const identity::Organisation& of, std::string title, int from, int until,
                          std::string visibility = "partners") {
        auto made = partnership->database().write([&](db::Transaction& tx) {
            return activities::register_known(tx, somebody(of, web::Role::officer),
                                              draft(of, std::move(title), from, until, std::move(visibility)), {},
                                              partnership->activities().context());
        });
        if (!made) throw std::runtime_error(describe(made.error()));
        partnership->follow();
        caught_up();
        return made->id;
    }
    /// Asks both leads about two activities of these bodies that are the same; gives the address of the pair.
    std::string asked(const identity::Organisation& one, const identity::Organisation& other) {
        const auto a = registered(one, "Crossing the harbour road safely", 20, 60),
                   b = registered(other, "Crossing the harbour road safely, too", 25, 65);
        const auto path = overlap::path_of(a, b);
        const auto before = std::exchange(actor, somebody(council, web::Role::coordinator, "Priya Nair"));
        EXPECT_EQ(post(path + "/ask", {{"words", ""}}).status, 303);
        actor = before;
        return path;
    }

    std::unique_ptr<Partnership> partnership;
    identity::Organisation nhs, council, police;
    web::Actor actor;

private:
    support::TemporaryFolder folder_;
    SystemClock clock_;
    SecureRandom random_;
    int keys_ = 0;
};

TEST_P(ADesk, IsForWhoeverIsSignedInAndForNobodyElse) {
    web::Request request;
    request.path = request.target = "/desk";
    const auto response = partnership->router().handle(std::move(request));

    EXPECT_EQ(response.status, 303) << "to the sign-in";
    for (const auto role : {web::Role::viewer, web::Role::officer, web::Role::coordinator, web::Role::administrator}) {
        actor = somebody(nhs, role);
        EXPECT_THAT(get("/desk"), HasSubstr("Your desk"));
    }
}

TEST_P(ADesk, OfAViewerShowsNoDraftsImportsOrLinksAndNothingOfTheCoordinators) {
    registered(nhs, "A draft that only its officers know", 3, 30, "draft");
    actor = somebody(nhs, web::Role::viewer);

    EXPECT_THAT(get("/desk"), AllOf(Not(HasSubstr("A draft that only")), Not(HasSubstr("Drafts")),
                                    Not(HasSubstr("Imports")), Not(HasSubstr("New overlaps"))));
    for (const char* word :
         {"drafts", "imports", "audit", "new", "waiting", "without-results", "over", "partners", "group", "secrets"})
        get(std::string("/desk/") + word, 404);
}

TEST_P(ADesk, OfAnOfficerShowsTheirBodysDraftsAndNotAnotherBodys) {
    actor = somebody(nhs, web::Role::officer);
    const auto own = total("drafts");
    actor = somebody(council, web::Role::officer);
    const auto of_others = total("drafts");
    registered(nhs, "The NHS is thinking of something", 3, 30, "draft");

    actor = somebody(nhs, web::Role::officer);
    EXPECT_THAT(get("/desk/drafts"), HasSubstr("The NHS is thinking of something"));
    EXPECT_EQ(total("drafts"), own + 1);

    for (const auto role : {web::Role::officer, web::Role::coordinator, web::Role::administrator}) {
        actor = somebody(council, role);
        for (const char* word : {"", "/drafts", "/soon", "/overlaps", "/results"})
            EXPECT_THAT(get(std::string("/desk") + word), Not(HasSubstr("thinking of something")));
        EXPECT_EQ(total("drafts"), of_others) << "not even counted";
    }
    actor = somebody(nhs, web::Role::officer);
    EXPECT_THAT(get("/desk/soon"), Not(HasSubstr("thinking of something"))) << "a draft opens for nobody";
}

TEST_P(ADesk, ShowsPlansOfTheBodyThatAColleagueBegan) {
    actor = somebody(police, web::Role::officer, "Dave Pickering", 9);
    const auto of_others = total("drafts");
    actor = somebody(nhs, web::Role::officer);
    const auto before = total("drafts");
    ASSERT_EQ(post("/plan", {{"title", "Half a thought"}, {"do", "later"}}).status, 303);

    actor = somebody(nhs, web::Role::officer, "Femi Adeyemi", 8);
    EXPECT_EQ(total("drafts"), before + 1);
    EXPECT_THAT(get("/desk/drafts"), HasSubstr("Half a thought"));
    actor = somebody(police, web::Role::officer, "Dave Pickering", 9);
    EXPECT_EQ(total("drafts"), of_others);
    EXPECT_THAT(get("/desk/drafts"), Not(HasSubstr("Half a thought")));
}

TEST_P(ADesk, ShowsAQuestionToTheBodiesThatAreAskedAndToTheCoordinator) {
    actor = somebody(nhs, web::Role::officer);
    const auto before = total("questions");
    actor = somebody(council, web::Role::coordinator);
    const auto waiting = total("waiting");
    const auto path = asked(nhs, police);

    actor = somebody(nhs, web::Role::officer);
    EXPECT_EQ(total("questions"), before + 1);
    EXPECT_THAT(get("/desk/questions"), AllOf(HasSubstr("Crossing the harbour road safely"), HasSubstr("Answer"),
                                              HasSubstr("5 working days left")));
    EXPECT_THAT(get("/desk/overlaps"), Not(HasSubstr("Crossing the harbour road safely, too")))
        << "it is asked about, and no longer new";
    actor = somebody(council, web::Role::officer);
    EXPECT_THAT(get("/desk"), Not(HasSubstr("Crossing the harbour road")));
    actor = somebody(council, web::Role::coordinator);
    EXPECT_EQ(total("waiting"), waiting + 1);
    EXPECT_THAT(get("/desk/new"), Not(HasSubstr("Crossing the harbour road safely, too")));
    EXPECT_THAT(get("/desk/questions"), Not(HasSubstr("Crossing the harbour road")));

    actor = somebody(nhs, web::Role::officer);
    EXPECT_EQ(post(path + "/answer", {{"answer", "move"}, {"words", "We can wait."}}).status, 303);
    EXPECT_EQ(total("questions"), before);
    actor = somebody(council, web::Role::coordinator);
    EXPECT_THAT(get("/desk/waiting"), Not(HasSubstr("We can wait."))) << "what leads wrote is on the page of the pair";
}

TEST_P(ADesk, ShowsANewOverlapUntilSomebodyIsAsked) {
    actor = somebody(council, web::Role::coordinator);
    const auto before = total("new");
    actor = somebody(nhs, web::Role::officer);
    const auto of_nhs = total("overlaps");
    registered(nhs, "Crossing the harbour road safely", 20, 60);
    registered(police, "Crossing the harbour road safely, too", 25, 65);

    EXPECT_GT(total("overlaps"), of_nhs);
    EXPECT_THAT(get("/desk"), HasSubstr("Crossing the harbour road safely, too")) << "the newest comes first";
    actor = somebody(council, web::Role::coordinator);
    EXPECT_GT(total("new"), before);
}

TEST_P(ADesk, ShowsWhatOpensAndClosesInTwoWeeksOfTheBodyAlone) {
    actor = somebody(nhs, web::Role::officer);
    const auto before = total("soon");
    registered(nhs, "It opens in three days", 3, 40);
    registered(nhs, "It closes in two weeks", -40, 14);
    registered(nhs, "It opens in fifteen days", 15, 40);
    registered(police, "It is another body's", 3, 40);

    const auto page = get("/desk/soon");
    EXPECT_EQ(total("soon"), before + 2);
    EXPECT_THAT(page, AllOf(HasSubstr("It opens in three days"), HasSubstr("It closes in two weeks"),
                            Not(HasSubstr("It opens in fifteen days")), Not(HasSubstr("another body"))));
}

TEST_P(ADesk, AsksForResultsOfWhatClosed) {
    const auto id = registered(nhs, "It closed in spring", -200, -120);
    actor = somebody(nhs, web::Role::officer);
    const auto own = total("results");
    EXPECT_THAT(get("/desk/results"), HasSubstr("/activities/" + std::to_string(id.value()) + "/edit/decision"));
    actor = somebody(nhs, web::Role::viewer);
    EXPECT_THAT(get("/desk/results"), AllOf(HasSubstr("It closed in spring"), Not(HasSubstr("/edit/decision"))));
    actor = somebody(council, web::Role::coordinator);
    const auto overdue = total("without-results");
    EXPECT_GE(overdue, 1);

    auto known = partnership->activities().read_any(id);
    auto told = activities::to_draft(*known);
    told.results = "People want longer opening hours.";
    auto changed = partnership->database().write([&](db::Transaction& tx) {
        return activities::edit_activity(tx, somebody(nhs, web::Role::officer), id, known->version, told,
                                         partnership->activities().context());
    });
    ASSERT_TRUE(changed) << describe(changed.error());
    partnership->follow();

    EXPECT_EQ(total("without-results"), overdue - 1);
    actor = somebody(nhs, web::Role::officer);
    EXPECT_EQ(total("results"), own - 1);
}

TEST_P(ADesk, ShowsTheLinkOfAnAuditToTheBodyItAsksAndToNobodyElse) {
    const auto opened = partnership->database().write([&](db::Transaction& tx) {
        return partnership->audits().open(
            tx, somebody(council, web::Role::coordinator),
            {"Audit of this year", "Thank you.", to_iso(partnership->activities().today() + 21)});
    });
    ASSERT_TRUE(opened) << describe(opened.error());

    actor = somebody(nhs, web::Role::officer);
    const auto page = get("/desk");
    std::smatch link;
    ASSERT_TRUE(std::regex_search(page, link, std::regex("/audit/([A-Za-z0-9_-]{16,})")));
    const std::string token = link[1];
    EXPECT_EQ(total("audit"), 1);
    actor = somebody(nhs, web::Role::viewer);
    EXPECT_THAT(get("/desk"), Not(HasSubstr(token)));
    actor = somebody(council, web::Role::coordinator);
    EXPECT_THAT(get("/desk"), AllOf(Not(HasSubstr(token)), HasSubstr("Not opened yet")));
    const auto all = total("partners");
    EXPECT_THAT(get("/desk/partners"), Not(HasSubstr(token)));

    auto finished = partnership->database().write(
        [&](db::Transaction& tx) { return partnership->audits().finish(tx, token, true); });
    ASSERT_TRUE(finished) << describe(finished.error());
    EXPECT_EQ(total("partners"), all - 1);
    actor = somebody(nhs, web::Role::officer);
    EXPECT_EQ(total("audit"), 0);
}

TEST_P(ADesk, ShowsActionsOfTheBodyAndWhoseTheyAre) {
    const auto next = partnership->database().write([&](db::Transaction& tx) -> Result<forums::MeetingId> {
        const auto coordinator = somebody(council, web::Role::coordinator);
        auto group = forums::add_forum(tx, coordinator, {"Another group", "other", ""});
        if (!group) return std::unexpected(group.error());
        auto meeting = forums::arrange_meeting(tx, coordinator, *group, {"1", "2", "2026", "10am", "Library", "", ""});
        if (!meeting) return std::unexpected(meeting.error());
        auto action = forums::agree_action(
            tx, coordinator, *meeting,
            {"Write to the college", "Anna Holt", std::to_string(nhs.id.value()), "1", "3", "2026", "", ""});
        if (!action) return std::unexpected(action.error());
        return *meeting;
    });
    ASSERT_TRUE(next) << describe(next.error());

    actor = somebody(nhs, web::Role::officer);
    EXPECT_THAT(get("/desk/actions"), AllOf(HasSubstr("Write to the college"), HasSubstr("you</span>")));
    actor = somebody(nhs, web::Role::officer, "Femi Adeyemi", 8);
    EXPECT_THAT(get("/desk/actions"), AllOf(HasSubstr("Write to the college"), HasSubstr("Anna Holt")));
    actor = somebody(police, web::Role::officer, "Dave Pickering", 9);
    EXPECT_THAT(get("/desk/actions"), Not(HasSubstr("Write to the college")));
}

TEST_P(ADesk, ShowsImportsToWhoBroughtThemInAlone) {
    static constexpr db::Query insert{"test.import", R"sql(
        INSERT INTO activity_import (id, organisation, person, filename, content, choices, at, address, fault)
        VALUES ($1, $2, 7, 'consult.example.org', $3, '{}', $4, 'https://consult.example.org', 'It did not answer'))sql"};
    ASSERT_TRUE(partnership->database().write([&](db::Transaction& tx) -> Done {
        tx.prepare(insert).bind(tx.new_number(), nhs.id, std::as_bytes(std::span(std::string_view{})), tx.now()).run();
        return {};
    }));

    actor = somebody(nhs, web::Role::officer);
    EXPECT_THAT(get("/desk"), AllOf(HasSubstr("consult.example.org"), HasSubstr("It did not answer")));
    EXPECT_EQ(total("imports"), 1);
    actor = somebody(nhs, web::Role::officer, "Femi Adeyemi", 8);
    EXPECT_EQ(total("imports"), 0) << "an import that is not taken is its sender's own";
    actor = somebody(council, web::Role::coordinator);
    EXPECT_EQ(total("imports"), 0);
}

TEST_P(ADesk, ShowsASourceThatCouldNotBeHadAndWhatOfItIsDoubtfulToItsBody) {
    static constexpr db::Query source{"test.source", R"sql(
        INSERT INTO activity_source (id, organisation, name, folded, address, profile)
        VALUES ($1, $2, 'Next borough', 'next borough', 'https://next.example.org/activities.json', '{}'))sql"};
    static constexpr db::Query waiting{"test.waiting", R"sql(
        INSERT INTO activity_import (id, organisation, person, filename, content, choices, at, source, digest)
        VALUES ($1, $2, 0, 'Next borough, today', $3, '{}', $4, $5, 'digest'))sql"};
    static constexpr db::Query subscription{"test.subscription", R"sql(
        INSERT INTO activity_subscription (source, organisation, person, hour, body, paused, site, etag, fault, waiting,
            doubtful, wrong, gone, of_other_places)
        VALUES ($1, $2, 7, 6, 0, 0, '', '', 'The site did not answer', $3, 4, 2, 0, 0))sql"};
    ASSERT_TRUE(partnership->database().write([&](db::Transaction& tx) -> Done {
        const auto number = tx.new_number(), file = tx.new_number();
        tx.prepare(source).bind(number, nhs.id).run();
        tx.prepare(waiting)
            .bind(file, nhs.id, std::as_bytes(std::span(std::string_view("{}"))), tx.now(), number)
            .run();
        tx.prepare(subscription).bind(number, nhs.id, file).run();
        return {};
    }));

    for (const std::int64_t person : {7, 8}) {
        actor = somebody(nhs, web::Role::officer, "Anna Holt", person);
        EXPECT_EQ(total("imports"), 2) << "what came by itself is for every officer of the body";
        EXPECT_THAT(get("/desk"), AllOf(HasSubstr("/activities/subscriptions/"), HasSubstr("The site did not answer"),
                                        HasSubstr("4 doubtful, 2 wrong")));
    }
    actor = somebody(police, web::Role::officer);
    EXPECT_EQ(total("imports"), 0);
}

TEST_P(ADesk, CountsCommunitiesOverTheLimitAsTheBurdenPageDoes) {
    actor = somebody(council, web::Role::coordinator);
    const auto page = get("/desk/over");
    const auto all = total("over");
    std::smatch row;
    static const std::regex one("href=\"(/burden[^\"]*)\">([^<]*)</a></th>[^\n]*?>([0-9]+)</td>");
    ASSERT_EQ(std::regex_search(page, row, one), all > 0) << page;
    if (all == 0) return;  // nobody is asked too often in this borough today, and no row says so
    EXPECT_GT(std::stoi(row[3]), partnership->overlaps().most_asks_a_month());
}

TEST_P(ADesk, LeadsNowhereBeyondTheLastPage) {
    actor = somebody(council, web::Role::coordinator);
    web::Request request;
    request.path = request.target = "/desk/without-results";
    request.query.add("page", "9999");

    const auto response = partnership->router().handle(std::move(request));

    EXPECT_EQ(response.status, 200);
    ASSERT_GT(total("without-results"), 0) << "the demonstration has some";
    EXPECT_THAT(response.body, HasSubstr("<tbody"));
}

THINGWALL_ON_BOTH_ENGINES(ADesk);

}  // namespace
}  // namespace thingwall::app
