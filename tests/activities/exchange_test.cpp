#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <fstream>

#include "activities/apply.hpp"
#include "activities/exchange.hpp"
#include "activities/store_imports.hpp"
#include "activities/subscription.hpp"
#include "base/json.hpp"
#include "register_site.hpp"
#include "support/temporary_folder.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::Not;

constexpr const char* triangle =
    R"({"type":"Polygon","coordinates":[[[-3.05,53.4],[-3.04,53.4],[-3.04,53.41],[-3.05,53.4]]]})";

// Everything that an activity can say.
Draft every_field() {
    Draft draft = gp_survey();
    draft.audience_words = "People who cannot get through at 8am";
    draft.invited = "1200";
    draft.areas = "201; 204";
    draft.shape = triangle;
    draft.centre = "53.4, -3.02";
    draft.radius = "500";
    draft.sessions = "2026-11-05, 2pm to 4pm, Central library, first floor\n2026-11-06, , Ferry Bank";
    draft.reason_short = "The board meets in January";
    draft.access = "step-free; languages";
    draft.access_words = "Ask for a taxi";
    draft.other_ways_words = "01632 960123, or at your surgery";
    draft.partners = "101; 103";
    draft.series = "GP access; each year";
    draft.public_on = "2026-09-01";
    draft.responses = "412";
    draft.results = "Nobody likes 8am.\nMost would book online.";
    return draft;
}

std::string body_of(web::Response response) {
    if (!response.stream) return response.body;
    std::string text;
    for (std::string piece = response.stream(); !piece.empty(); piece = response.stream()) text += piece;
    return text;
}

std::string said_by(const std::string& command) {
    std::string said;
    FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    std::array<char, 4096> part{};
    while (const auto got = std::fread(part.data(), 1, part.size(), pipe)) said.append(part.data(), got);
    ::pclose(pipe);
    return said;
}

// What Debian's python3-jsonschema says of a document by our schema: nothing when all is well.
std::string faults_by_schema(const std::string& document) {
    support::TemporaryFolder folder;
    const auto path = folder.path() / "list.json";
    std::ofstream(path, std::ios::binary) << document;
    return said_by(fmt::format(
        "/usr/bin/python3 -c 'import json,sys,jsonschema as j; s=json.load(open(sys.argv[1])); "
        "v=j.Draft202012Validator; v.check_schema(s); "
        "[print(list(e.absolute_path), e.message[:300]) for e in v(s, format_checker=j.FormatChecker()).iter_errors("
        "json.load(open(sys.argv[2])))]' '{}/docs/activities.schema.json' '{}'",
        THINGWALL_SOURCE, path.string()));
}

// A register that has everything, and another that reads what it gives.
class ExchangeFormat : public testing::TestWithParam<db::Engine> {
protected:
    RegisterSite there{GetParam()};

    // Areas have codes where the atlas has them.
    static void name_areas(RegisterSite& site) {
        static constexpr db::Query layer{"test.layer", R"sql(
            INSERT INTO place_layer (id, name, kind, owner, vintage, source, licence, attribution, may_overlap, members_of,
                digest, method, report, imported) VALUES (1, 'Wards', 'ward', 0, '', '', '', '', 0, 0, '', '', '', 0))sql"},
            area{"test.area", "INSERT INTO place_area (id, layer, code, name) VALUES ($1, 1, $2, $3)"};
        static_cast<void>(site.database().write([](db::Transaction& tx) -> Result<int> {
            tx.prepare(layer).run();
            tx.prepare(area).bind(std::int64_t{201}, "E05000951", "Harbour").run();
            tx.prepare(area).bind(std::int64_t{202}, "E05000952", "Fleetgate").run();
            tx.prepare(area).bind(std::int64_t{204}, "HA-4", "Estuary").run();
            return 0;
        }));
    }
    Registered known(RegisterSite& site, const Draft& draft, OrganisationId by = nhs) {
        auto done = site.database().write(
            [&](db::Transaction& tx) { return register_known(tx, officer_of(by), draft, {}, site.context()); });
        if (!done) throw std::runtime_error(describe(done.error()));
        return *done;
    }
    void fill() {
        name_areas(there);
        full = known(there, every_field());
        Draft part = gp_survey();
        part.title = "GP appointments for carers";
        part.umbrella = std::to_string(full.id.value());
        part.public_on = "";
        known(there, part);
        Draft little;
        little.title = "Bins; \"and\" <bags>";
        little.whole_borough = "yes";
        little.first_day = "2025";
        little.visibility = "public";
        little.lead = "101";
        known(there, little, council);
        Draft month = little;
        month.title = "Parks";
        month.first_day = "2026-10";
        month.whole_borough = "";
        month.centre = "53.4, -3.02";
        month.radius = "500";
        gone = known(there, month, council);
        static_cast<void>(there.database().write([&](db::Transaction& tx) {
            return withdraw(tx, officer_of(council), gone.id, 1, "No money for it", there.context());
        }));
    }
    std::string list(const std::vector<std::pair<std::string, std::string>>& query = {}) {
        return body_of(there.get("/activities", query, "json"));
    }
    Registered full, gone;
};
THINGWALL_ON_BOTH_ENGINES(ExchangeFormat);

TEST_P(ExchangeFormat, IsWhatTheSchemaSaysToSomebodyElsesValidator) {
    EXPECT_EQ(faults_by_schema(list()), "") << "an empty register";
    fill();

    EXPECT_EQ(faults_by_schema(list()), "") << list();
    EXPECT_EQ(faults_by_schema(list({{"outlines", "yes"}, {"elsewhere", "yes"}})), "");
    there.sign_in(officer_of(nhs));
    auto in_full = list();
    EXPECT_EQ(faults_by_schema(in_full), "") << in_full;
    auto parsed = json::parse(in_full);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->at("version").as_int64(), 1);
    EXPECT_EQ(parsed->at("activities").as_array().size(), 4u);
    EXPECT_EQ(parsed->at("areas").as_array().size(), 2u);
    EXPECT_EQ(parsed->at("areas").at(0).at("code").as_string(), "E05000951");
}

TEST_P(ExchangeFormat, ASchemaThatTookEverythingWouldBeNone) {
    fill();
    there.sign_in(officer_of(nhs));
    const std::string right = list();
    const std::vector<std::pair<std::string, std::string>> mistakes{
        {"\"format\":\"thingwall-activities\"", "\"format\":\"another\""},
        {"\"version\":1,", "\"version\":2,"},
        {"\"version\":1,", ""},
        {"\"activities\":[", "\"activity\":["},
        {"\"title\":\"Getting a GP appointment\"", "\"title\":\"\""},
        {"\"title\":\"Getting a GP appointment\"", "\"title\":7"},
        {"\"title\":\"Getting a GP appointment\",", ""},
        {"\"status\":\"planned\"", "\"status\":\"running\""},
        {"\"status\":\"withdrawn\"", "\"status\":\"planned\""},
        {"\"first_day\":\"2026-11-02\"", "\"first_day\":\"2/11/2026\""},
        {"\"first_day\":\"2026-11-02\"", "\"first_day\":\"2026-02-30\""},
        {"\"first_day\":\"2026-11-02\",", ""},
        {"\"minutes\":6", "\"minutes\":\"6\""},
        {"\"minutes\":6", "\"minutes\":0"},
        {"\"dates_known\":\"month\"", "\"dates_known\":\"week\""},
        {"\"influence\":\"consult\"", "\"influence\":\"some\""},
        {"\"dates_can_move\":true", "\"dates_can_move\":\"yes\""},
        {"{\"code\":\"older-people\"", "{\"code\":\"Older people\""},
        {"\"lead\":{", "\"leads\":{"},
        {"\"name\":\"NHS Wyremouth\"", "\"names\":\"NHS Wyremouth\""},
        {"\"whole_borough\":true", "\"whole_borough\":false"},
        {"\"type\":\"Polygon\"", "\"type\":\"Line\""},
        {"[-3.05,53.4]", "[-3.05,\"53.4\"]"},
        {"\"metres\":500", "\"metres\":5"},
        {"\"longitude\":", "\"east\":"},
        {"\"responses\":412", "\"responses\":-1"},
        {"\"cost_pence\":840000", "\"cost_pence\":8400.5"},
        {"\"visibility\":\"public\"", "\"visibility\":\"all\""},
        {"\"day\":\"2026-11-05\"", "\"date\":\"2026-11-05\""},
        {"\"questions\":[", "\"questions\":[7,"},
        {"\"kept_elsewhere\":null", "\"kept_elsewhere\":{}"},
    };
    for (const auto& [was, becomes] : mistakes) {
        std::string wrong = right;
        auto at = wrong.find(was);
        ASSERT_NE(at, std::string::npos) << was;
        wrong.replace(at, was.size(), becomes);
        EXPECT_NE(faults_by_schema(wrong), "") << was << " -> " << becomes;
    }
}

TEST_P(ExchangeFormat, EveryFieldComesOverAndTheSecondTimeNothingChanges) {
    fill();
    there.sign_in(officer_of(nhs));
    const std::string document = list();
    there.sign_out();
    RegisterSite here{GetParam()};
    name_areas(here);
    web::Actor coordinator = officer_of(council);
    coordinator.role = web::Role::coordinator;
    here.sign_in(coordinator);
    auto brought = [&](const std::string& file) {
        web::Upload upload;
        upload.field = "file";
        upload.filename = "activities.json";
        upload.bytes = file;
        upload.size = file.size();
        auto response = here.post_file("/activities/import", upload, {{"source_name", "Another register"}});
        EXPECT_EQ(response.status, 303) << response.body;
        return RegisterSite::location(response);
    };
    auto path = brought(document);
    auto looked = here.get(path);
    EXPECT_THAT(looked.body, HasSubstr("4 rows read, nothing is wrong"));
    EXPECT_EQ(here.post(path, {}).status, 303);

    auto named = [](RegisterSite& site, const std::string& title) {
        std::optional<Activity> found;
        site.activities().snapshot()->each({}, [&](const EntryPointer& entry) {
            if (entry->title == title) found = site.activities().read_any(entry->id);
            return true;
        });
        return found;
    };
    for (const char* title : {"Getting a GP appointment", "Bins; \"and\" <bags>", "Parks"}) {
        auto was = named(there, title), is = named(here, title);
        ASSERT_TRUE(was && is) << title;
        EXPECT_EQ(to_json(to_draft(*was)), to_json(to_draft(*is)));
        EXPECT_EQ(was->withdrawn_on.has_value(), is->withdrawn_on.has_value()) << title;
        EXPECT_EQ(was->withdrawn_because, is->withdrawn_because);
    }
    auto part = named(here, "GP appointments for carers");
    ASSERT_TRUE(part);
    EXPECT_EQ(part->umbrella, named(here, "Getting a GP appointment")->id) << "a part of what it was a part of";
    EXPECT_THAT(here.get(brought(document)).body, HasSubstr("Nothing changes."));
}

TEST_P(ExchangeFormat, ChangesAndWithdrawalsComeThroughAsSuch) {
    fill();
    there.sign_in(officer_of(nhs));
    RegisterSite here{GetParam()};
    name_areas(here);
    web::Actor coordinator = officer_of(council);
    coordinator.role = web::Role::coordinator;
    auto bring = [&](web::Actor actor) {
        here.sign_in(std::move(actor));
        const std::string document = list();
        web::Upload upload;
        upload.field = "file";
        upload.filename = "activities.json";
        upload.bytes = document;
        upload.size = upload.bytes.size();
        return RegisterSite::location(
            here.post_file("/activities/import", upload, {{"source_name", "Another register"}}));
    };
    here.post(bring(coordinator), {});
    static_cast<void>(there.database().write([&](db::Transaction& tx) {
        return withdraw(tx, officer_of(nhs), full.id, 1, "Asked already", there.context());
    }));

    // Only its lead may change what is here: the NHS reads the list for itself, from a source of its own.
    auto path = bring(officer_of(nhs));
    auto page = here.get(path).body;
    EXPECT_THAT(page, HasSubstr("Withdrawn: Asked already"));
}

TEST_P(ExchangeFormat, APublicListCarriesATagAndIsNotSentTwice) {
    fill();
    auto first = there.get("/activities", {}, "json");
    std::string tag;
    for (const auto& [name, value] : first.headers)
        if (name == "ETag") tag = value;
    ASSERT_FALSE(tag.empty());
    auto again = [&] {
        web::Request request;
        request.path = "/activities.json";
        request.host = "wyremouth.example";
        request.if_none_match = tag;
        request.now = there.clock().now();
        return there.router().handle(std::move(request)).status;
    };

    EXPECT_EQ(again(), 304);
    known(there, gp_survey());
    static_cast<void>(there.activities().snapshot());
    EXPECT_EQ(again(), 200);
}

// What people of another program may send.
std::string by_hand(const std::string& activity, const std::string& more = "") {
    return R"({"format":"thingwall-activities","version":1,"activities":[)" + activity + "]" + more + "}";
}
const std::string least =
    R"({"id":"a1","title":"Bus stops","status":"open","lead":{"name":"Buses Ltd"},"where":{"areas":[{"name":"Harbour","code":"E05000951"}]},"first_day":"2026-09-01","last_day":"2026-10-01")";

TEST(ReadingTheExchangeFormat, TheExampleOfTheDocumentationIsOne) {
    std::ifstream file(std::string(THINGWALL_SOURCE) + "/docs/api.md");
    const std::string page{std::istreambuf_iterator<char>(file), {}};
    const auto begin = page.find("```json\n") + 8, end = page.find("```", begin);
    const std::string example = page.substr(begin, end - begin);

    EXPECT_EQ(faults_by_schema(example), "");
    auto sheet = read_sheet(example);
    ASSERT_TRUE(sheet) << sheet.error().message;
    EXPECT_EQ(sheet->rows.size(), 1u);
}

TEST(ReadingTheExchangeFormat, TellsItFromOtherLists) {
    EXPECT_TRUE(is_exchange(by_hand(least + "}")));
    EXPECT_FALSE(is_exchange(R"([{"id":"a1","title":"A list of Citizen Space"}])"));
    EXPECT_FALSE(is_exchange("Title,First day\nthingwall-activities,2026\n"));

    auto sheet = read_sheet(by_hand(least + "}"));
    ASSERT_TRUE(sheet) << sheet.error().message;
    EXPECT_EQ(sheet->kind, Sheet::Kind::exchange);
    EXPECT_EQ(sheet->rows.size(), 1u);
}

TEST(ReadingTheExchangeFormat, SaysWhatIsWrongWithAListThatIsNone) {
    auto message = [](const std::string& document) {
        auto read = read_sheet(document);
        return read ? std::string("read") : read.error().message;
    };
    EXPECT_THAT(message(R"({"format":"thingwall-activities","version":2,"activities":[]})"), HasSubstr("version 2"));
    EXPECT_THAT(message(R"({"format":"thingwall-activities","activities":[]})"), HasSubstr("version no"));
    EXPECT_THAT(message(R"({"format":"thingwall-activities","version":1})"), HasSubstr("no member"));
    EXPECT_THAT(message(by_hand(least)), Not(HasSubstr("read")));
    EXPECT_EQ(message(by_hand("")), "read") << "an empty list is one";
}

TEST(ReadingTheExchangeFormat, PassesOverWhatItDoesNotKnowAndWhatIsKeptElsewhereStill) {
    auto sheet = read_sheet(by_hand(least + R"(,"mood":"good","questions":["One; and two?"]},)" + least +
                                    R"(,"kept_elsewhere":{"name":"Here"}})"));

    ASSERT_TRUE(sheet) << sheet.error().message;
    EXPECT_EQ(sheet->rows.size(), 1u);
    EXPECT_THAT(sheet->notes, testing::ElementsAre(HasSubstr("kept elsewhere still")));
}

TEST(ReadingTheExchangeFormat, AnAreaThatIsNotKnownIsItsOutline) {
    FewLists lists;
    auto codes = std::make_shared<AreaCodes>();
    codes->by_code["E05000951"] = {harbour_ward};
    codes->by_code["HA-4"] = {estuary};
    auto read = [&](const std::string& where, const std::string& more, const std::string& our_place) {
        auto sheet = read_sheet(by_hand(
            R"({"id":"a1","title":"T","status":"open","lead":{"name":"NHS"},"first_day":"2026-09-01","last_day":"2026-10-01","where":)" +
                where + "}",
            more));
        EXPECT_TRUE(sheet);
        NameFinder finder(lists, {}, {&*sheet->foreign, codes, our_place, {}});
        return finder.read(sheet->rows[0], columns_of(sheet->headings, {}));
    };
    const std::string outline = std::string(R"(,"geometry":)") + triangle + "}";

    auto known = read(R"({"areas":[{"code":"E05000951","name":"Called otherwise","layer":"ward"}]})", "", "");
    EXPECT_EQ(known.draft.areas, "201") << "a code of the ONS is enough";
    auto made_up = read(R"({"areas":[{"code":"HA-4","name":"Elsewhere","layer":"health area"}]})", "", "");
    EXPECT_EQ(made_up.draft.areas, "") << "another's HA-4 is another area";
    EXPECT_EQ(made_up.faults.size(), 1u);
    auto same = read(R"({"areas":[{"code":"HA-4","name":"Estuary","layer":"health area"}]})", "", "");
    EXPECT_EQ(same.draft.areas, "204");
    auto drawn = read(R"({"areas":[{"code":"E05009999","name":"Far","layer":"ward"}]})",
                      R"(,"areas":[{"code":"E05009999","name":"Far","layer":"ward")" + outline + "]", "");
    EXPECT_THAT(drawn.draft.shape, HasSubstr("MultiPolygon"));
    EXPECT_FALSE(reason_not_to_take_shape(drawn.draft.shape)) << drawn.draft.shape;
    auto both = read(std::string(R"({"shape":)") + triangle + R"(,"areas":[{"code":"E05009999","name":"Far"}]})",
                     R"(,"areas":[{"code":"E05009999","name":"Far")" + outline + "]", "");
    EXPECT_FALSE(reason_not_to_take_shape(both.draft.shape)) << both.draft.shape;
    EXPECT_EQ(std::ranges::count(both.draft.shape, '4'), std::ranges::count(std::string(triangle), '4') * 2);

    const std::string place = R"(,"place":{"name":"Wyremouth")";
    EXPECT_EQ(read(R"({"whole_borough":true})", place + "}", "wyremouth").draft.whole_borough, "yes");
    auto theirs = read(R"({"whole_borough":true})", place + outline, "Elsewhere");
    EXPECT_EQ(theirs.draft.whole_borough, "");
    EXPECT_THAT(theirs.draft.shape, HasSubstr("MultiPolygon"));
    EXPECT_EQ(read(R"({"whole_borough":true})", place + "}", "Elsewhere").faults.size(), 1u);
}

TEST(RulesOfSubscriptions, AreAskedOnceADayFromTheirHourOn) {
    using namespace std::chrono;
    const auto at = [](int day, int hour, int minute = 0) {
        return Instant{sys_days{year{2026} / 9 / day} + hours{hour} + minutes{minute}};
    };
    Subscription one;
    one.hour = 3;
    EXPECT_TRUE(is_due(one, at(14, 12))) << "new";
    one.asked_at = at(14, 12);
    EXPECT_FALSE(is_due(one, at(14, 23, 59)));
    EXPECT_FALSE(is_due(one, at(15, 1, 59))) << "2.59am in London";
    EXPECT_TRUE(is_due(one, at(15, 2))) << "3am in London";
    one.asked_at = at(15, 2);
    EXPECT_FALSE(is_due(one, at(15, 2, 10)));
    one.fault = "It does not answer";
    EXPECT_FALSE(is_due(one, at(15, 2, 50)));
    EXPECT_TRUE(is_due(one, at(15, 3)));
    one.paused = true;
    EXPECT_FALSE(is_due(one, at(20, 3)));
}

TEST(RulesOfSubscriptions, SoManyGoneAtOnceMayBeAMistake) {
    EXPECT_FALSE(too_many_gone(0, 10, 0));
    EXPECT_TRUE(too_many_gone(1, 1, 0)) << "the list is empty";
    EXPECT_FALSE(too_many_gone(2, 3, 1));
    EXPECT_FALSE(too_many_gone(5, 10, 5));
    EXPECT_TRUE(too_many_gone(6, 10, 4));
}

// An officer of the council gets the list of another installation each night.
class SubscriptionPages : public testing::TestWithParam<db::Engine> {
protected:
    RegisterSite site{GetParam()};
    std::string list = by_hand(least + "}", R"(,"place":{"name":"Wyremouth"})");
    std::optional<Error> fails;
    void SetUp() override {
        site.allow("hub.test", [this](const std::string&) -> Result<std::string> {
            if (fails) return std::unexpected(*fails);
            return list;
        });
        site.sign_in(officer_of(council));
    }
    std::vector<std::pair<std::string, std::string>> filled() {
        return {{"address", "https://hub.test/activities.json"},
                {"name", "Estuary partnership"},
                {"place", "same"},
                {"body", ""},
                {"hour", "3"}};
    }
    std::string subscribed() {
        auto done = site.post("/activities/subscribe", filled());
        EXPECT_EQ(done.status, 303) << done.body;
        auto path = RegisterSite::location(done);
        path = path.substr(0, path.find('?'));
        site.run_jobs();
        return path;
    }
};
THINGWALL_ON_BOTH_ENGINES(SubscriptionPages);

TEST_P(SubscriptionPages, SayAllThatIsMissingAtOnceAndKeepWhatWasTyped) {
    auto fields = filled();
    fields[0].second = "http://elsewhere.test/activities.json";
    fields[1].second = "";
    fields[2].second = "";
    auto wrong = site.post("/activities/subscribe", fields);

    EXPECT_EQ(wrong.status, 422);
    EXPECT_THAT(wrong.body, HasSubstr("https://"));
    EXPECT_THAT(wrong.body, HasSubstr("Say who it is from"));
    EXPECT_THAT(wrong.body, HasSubstr("Say which place they look after"));
    EXPECT_THAT(wrong.body, HasSubstr("http://elsewhere.test/activities.json"));
}

TEST_P(SubscriptionPages, ARowThatCannotBeReadWaitsForAPersonAndTheOthersDoNot) {
    list =
        by_hand(least + "}," +
                R"({"id":"a2","title":"","status":"open","lead":{"name":"Buses Ltd"},"where":{"whole_borough":true},)"
                R"("first_day":"2026-09-01","last_day":"2026-10-01"})");
    auto path = subscribed();

    EXPECT_EQ(site.saved(), 0) << "the area's code is not known here, and the other row has no title";
    EXPECT_THAT(site.get(path).body, HasSubstr("2 wrong: look at them"));
    EXPECT_THAT(site.get("/activities/import").body, HasSubstr("2 wrong: look at them"));
    list = by_hand(R"({"id":"a3","title":"Bus lanes","status":"open","lead":{"name":"Buses Ltd"},)"
                   R"("where":{"whole_borough":true},"first_day":"2026-09-01","last_day":"2026-10-01"})");
    site.post(path, {{"do", "fetch"}, {"hour", "3"}});
    site.run_jobs();
    EXPECT_EQ(site.saved(), 1);
    EXPECT_THAT(site.get("/activities/import").body, Not(HasSubstr("look at them")));
}

TEST_P(SubscriptionPages, ShowWhatWentWrongAndGoOnWhenItIsWellAgain) {
    fails = Error{ErrorKind::unavailable, "hub.test could not be asked: it does not answer. Try again later", {}, 0};
    auto path = subscribed();
    EXPECT_THAT(site.get(path).body, HasSubstr("it does not answer"));
    EXPECT_THAT(site.get("/activities/import").body, HasSubstr("Could not be fetched"));

    fails.reset();
    list = by_hand("");
    site.post(path, {{"do", "fetch"}, {"hour", "3"}});
    site.run_jobs();
    EXPECT_THAT(site.get(path).body, Not(HasSubstr("it does not answer")));
}

TEST_P(SubscriptionPages, WhatIsInTheRegisterAlreadyIsAskedAboutAndThenStaysOurs) {
    Draft ours = gp_survey();
    ours.title = "Bus stops by the harbour";
    ours.first_day = "2026-09-01";
    ours.last_day = "2026-10-01";
    auto made = site.registered(ours);
    list = by_hand(R"({"id":"a1","title":"Bus stops by the harbour","status":"open","lead":{"name":"NHS Wyremouth"},)"
                   R"("where":{"whole_borough":true},"first_day":"2026-09-01","last_day":"2026-10-01"})");
    auto path = subscribed();
    ASSERT_EQ(site.saved(), 1);
    auto page = site.get(path).body;
    ASSERT_THAT(page, HasSubstr("1 doubtful: look at them"));
    auto at = page.find("/activities/import/") + 19;
    std::string import = "/activities/import/" + page.substr(at, page.find('"', at) - at);
    EXPECT_THAT(site.get(import).body, HasSubstr("Same title, lead and dates"));
    EXPECT_THAT(site.get(import).body, Not(HasSubstr("Change what the columns mean")));
    EXPECT_EQ(RegisterSite::location(site.get(import + "/columns")), import) << "the list says itself what it means";

    EXPECT_EQ(site.post(import, {{"row-1", "same"}}).status, 303);
    list = by_hand(R"({"id":"a1","title":"Another title there","status":"open","lead":{"name":"NHS Wyremouth"},)"
                   R"("where":{"whole_borough":true},"first_day":"2026-09-01","last_day":"2026-10-01"})");
    site.post(path, {{"do", "fetch"}, {"hour", "3"}});
    site.run_jobs();

    EXPECT_EQ(site.saved(), 1);
    EXPECT_EQ(site.activities().read_any(made.id)->title, "Bus stops by the harbour");
    EXPECT_EQ(site.activities().read_any(made.id)->version, 1);
}

TEST_P(SubscriptionPages, AreThereForTheBodyThatSubscribedAlone) {
    auto path = subscribed();

    site.sign_in(officer_of(police));
    EXPECT_EQ(site.get(path).status, 404);
    EXPECT_EQ(site.post(path, {{"do", "pause"}}).status, 404);
    EXPECT_THAT(site.get("/activities/import").body, Not(HasSubstr("Estuary partnership")));
}

}  // namespace
}  // namespace thingwall::activities
