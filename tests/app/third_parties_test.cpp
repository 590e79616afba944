#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <thread>

#include <fmt/format.h>
#include <libical/ical.h>

#include "activities/activities.hpp"
#include "activities/sheets.hpp"
#include "app/demo.hpp"
#include "app/partnership.hpp"
#include "audit/audit.hpp"
#include "audit/rules_sheet.hpp"
#include "audit/store.hpp"
#include "cli/run.hpp"
#include "identity/identity.hpp"
#include "places/places.hpp"
#include "support/http_client.hpp"
#include "support/temporary_folder.hpp"
#include "web/server.hpp"
#include "web/static.hpp"

namespace thingwall::app {
namespace {

/// What other programs make of what this one gives: each is asked as its users would ask it, over HTTP on this machine.
class OtherPrograms : public testing::Test {
protected:
    OtherPrograms() {
        std::ostringstream out, err;
        cli::Program program{"thingwall", "", "", demo_commands()};
        const std::vector<std::string> typed{"demo", "--data", folder_.path().string(), "--activities", "60"};
        EXPECT_EQ(cli::run(program, typed, out, err), 0) << err.str();
        partnership_ = std::make_unique<Partnership>(*read_settings(folder_.path().string()), clock_, random_);
        partnership_->start();
        web::ServerSettings settings;
        settings.port = 0;
        server_ = std::make_unique<web::Server>(
            settings, [this](std::string_view) { return &partnership_->router(); },
            std::function<const web::StaticFile*(std::string_view)>{});
        port = server_->start();
        thread_ = std::jthread([this] { server_->run(); });
    }
    ~OtherPrograms() override { server_->stop(); }

    /// What a command writes; it fails the test when the command does.
    static std::string said_by(const std::string& command) {
        std::string said;
        FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
        std::array<char, 4096> part{};
        while (const auto got = std::fread(part.data(), 1, part.size(), pipe)) said.append(part.data(), got);
        EXPECT_EQ(::pclose(pipe), 0) << command << "\n" << said;
        return said;
    }
    [[nodiscard]] std::string address(std::string_view path) const {
        return fmt::format("http://127.0.0.1:{}{}", port, path);
    }
    std::int64_t public_ones() {
        activities::Filter filter;
        filter.per_page = 1;
        std::int64_t count = 0;
        const Date today = partnership_->activities().today();
        partnership_->activities().snapshot()->each({}, [&](const activities::EntryPointer& entry) {
            count += entry->is_public(today) && !entry->withdrawn ? 1 : 0;
            return true;
        });
        return count;
    }
    [[nodiscard]] Partnership& partnership() { return *partnership_; }
    std::uint16_t port = 0;

private:
    support::TemporaryFolder folder_;
    SystemClock clock_;
    SecureRandom random_;
    std::unique_ptr<Partnership> partnership_;
    std::unique_ptr<web::Server> server_;
    std::jthread thread_;
};

TEST_F(OtherPrograms, OgrReadsEveryLayerAndEveryPublicActivityByTheStandard) {
    const std::string all = said_by("ogrinfo -ro -so -al 'OAPIF:" + address("/ogc") + "'");

    for (const auto& layer : partnership().places().atlas()->layers()) {
        const auto at = all.find(fmt::format("Layer name: layer-{}\n", layer.id.value()));
        ASSERT_NE(at, std::string::npos) << all;
        EXPECT_EQ(all.substr(all.find("Feature Count: ", at) + 15, std::to_string(layer.areas.size()).size() + 1),
                  std::to_string(layer.areas.size()) + "\n")
            << layer.facts.name;
    }
    EXPECT_THAT(all, testing::HasSubstr(fmt::format("Feature Count: {}\n", public_ones())));
}

TEST_F(OtherPrograms, OgrReadsTheGeojsonOfTheRegister) {
    const std::string all =
        said_by("ogrinfo -ro -so -al '" + address("/activities.geojson?state=closed&state=open&state=planned") + "'");

    EXPECT_THAT(all, testing::HasSubstr(fmt::format("Feature Count: {}\n", public_ones()))) << all;
}

TEST_F(OtherPrograms, LibicalReadsTheCalendarWithoutAFault) {
    const std::string text = test::http_get(port, "/activities.ics?state=closed&state=open&state=planned").body;

    icalcomponent* calendar = icalparser_parse_string(text.c_str());
    ASSERT_NE(calendar, nullptr);
    icalcomponent_strip_errors(calendar);
    EXPECT_EQ(icalcomponent_count_errors(calendar), 0);
    EXPECT_NE(icalrestriction_check(calendar), 0) << "the rules of RFC 5546";
    std::int64_t events = 0;
    for (auto* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event != nullptr;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        events += std::string_view(icalcomponent_get_uid(event)).find("-session-") == std::string_view::npos &&
                          std::string_view(icalcomponent_get_uid(event)).find("-decision") == std::string_view::npos
                      ? 1
                      : 0;
        EXPECT_FALSE(icaltime_is_null_time(icalcomponent_get_dtstart(event)));
    }
    EXPECT_EQ(events, public_ones());
    icalcomponent_free(calendar);
}

TEST_F(OtherPrograms, AFeedReaderReadsTheFeedWithoutAFault) {
    const std::string said = said_by(
        "/usr/bin/python3 -c 'import sys, feedparser; f = feedparser.parse(sys.argv[1]); "
        "print(f.version, f.bozo, len(f.entries), all(e.id and e.link and e.updated_parsed for e in f.entries))' '" +
        address("/activities.atom?state=closed&state=open&state=planned") + "'");

    EXPECT_EQ(said, fmt::format("atom10 False {} True\n", public_ones()));
}

TEST_F(OtherPrograms, OpenpyxlOpensTheSpreadsheetOfAnAuditSeesItsListsAndWhatItSavesComesBackRight) {
    const auto& bodies = *partnership().identity().organisations();
    const auto nhs = std::ranges::find(bodies, identity::OrganisationKind::nhs, &identity::Organisation::kind)->id;
    const web::Actor priya{PersonId{1}, bodies.front().id, web::Role::coordinator, "Priya Nair", "Wyremouth Council"};
    auto& audits = partnership().audits();
    auto& database = partnership().database();
    const auto id = database.write([&](db::Transaction& tx) {
        return audits.open(tx, priya, {"Audit", "", to_iso(partnership().activities().today() + 21)});
    });
    ASSERT_TRUE(id);
    const auto audit = *database.read([&](db::Reader& reader) { return audit::store::audit(reader, *id); });
    const auto partner = *database.read([&](db::Reader& reader) { return audit::store::partner(reader, *id, nhs); });
    const auto entries = std::to_string(audits.entries(audit, nhs).size());
    ASSERT_GE(audits.entries(audit, nhs).size(), 2U);
    support::TemporaryFolder folder;
    const std::string given = folder.path() / "given.xlsx", filled = folder.path() / "filled.xlsx";
    std::ofstream(given, std::ios::binary) << test::http_get(port, "/audit/" + partner.token + "/sheet.xlsx").body;

    const auto found =
        said_by(fmt::format("/usr/bin/python3 {}/tests/app/fill_audit.py {} {}", THINGWALL_SOURCE, given, filled));

    EXPECT_EQ(found,
              "sheets Entries Help Lists\nfrozen A2\n"
              "lists Does it happen?; How; Influence; Subjects; Where; Who\n"
              "days True True\nwide True\nhelp 15\nrows " +
                  entries + "\nstrangers 0\n");
    std::ifstream saved(filled, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(saved), {}};
    auto sheet = activities::read_sheet(bytes, audit::sheet_limits);
    ASSERT_TRUE(sheet) << describe(sheet.error());
    const auto preview = audit::look_at(std::move(*sheet), "filled.xlsx", audits.own_of(audit, partner),
                                        partnership().activities().lists(), *partnership().activities().snapshot());
    ASSERT_TRUE(preview) << describe(preview.error());
    EXPECT_TRUE(preview->faults.empty()) << preview->faults.front().wrong;
    EXPECT_EQ(preview->count(audit::Says::changed), 1U);
    EXPECT_EQ(preview->count(audit::Says::not_happening), 1U);
    EXPECT_EQ(preview->count(audit::Says::added), 1U);
    EXPECT_EQ(std::to_string(preview->rows.size() - 1), entries) << "all others as they were";
    const auto added = std::ranges::find(preview->rows, audit::Says::added, &audit::SheetRow::says);
    EXPECT_EQ(added->draft.first_day, "2030-03-01");
    EXPECT_EQ(added->draft.responses, "42");
    EXPECT_FALSE(added->draft.areas.empty());
    EXPECT_FALSE(added->draft.subjects.empty());
    EXPECT_FALSE(added->draft.influence.empty());
    const auto changed = std::ranges::find(preview->rows, audit::Says::changed, &audit::SheetRow::says);
    ASSERT_EQ(changed->changes.size(), 1U);
    EXPECT_EQ(changed->changes[0].is, "Corrected by another program");
}

}  // namespace
}  // namespace thingwall::app
