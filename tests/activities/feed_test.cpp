#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <pugixml.hpp>
#include <set>

#include "base/csv.hpp"
#include "base/json.hpp"
#include "golden.hpp"
#include "register_site.hpp"

namespace thingwall::activities {
namespace {

using namespace test;

class DataOfTheRegister : public testing::Test {
protected:
    RegisterSite site;

    std::string all(web::Response response) {
        if (!response.stream) return response.body;
        std::string text;
        for (std::string piece = response.stream(); !piece.empty(); piece = response.stream()) text += piece;
        return text;
    }
    static Draft open_now() {
        Draft draft = gp_survey();
        draft.title = "Caf\xC3\xA9s; parks, & \"play\" <now>";
        draft.first_day = "2026-09-01";
        draft.last_day = "2026-09-30";
        draft.public_on = "";
        draft.sessions = "2026-09-20, 2pm to 4pm, Central library";
        draft.shape = R"({"type":"Polygon","coordinates":[[[-3.05,53.4],[-3.04,53.4],[-3.04,53.41],[-3.05,53.4]]]})";
        return draft;
    }
};

TEST_F(DataOfTheRegister, HasAnAddressForEachFormatBesideThePage) {
    site.registered(open_now());

    auto json = json::parse(all(site.get("/activities", {}, "json")));
    ASSERT_TRUE(json) << json.error().message;
    EXPECT_EQ(json->at("activities").as_array().size(), 1u);
    EXPECT_EQ(json->at("activities").at(0).at("lead").at("name").as_string(), "NHS Wyremouth");

    auto geo = json::parse(all(site.get("/activities", {}, "geojson")));
    ASSERT_TRUE(geo) << geo.error().message;
    EXPECT_EQ(geo->at("features").at(0).at("geometry").at("type").as_string(), "Polygon");

    pugi::xml_document atom;
    std::string text = all(site.get("/activities", {}, "atom"));
    ASSERT_TRUE(atom.load_string(text.c_str())) << text;
    EXPECT_STREQ(atom.child("feed").child("entry").child("title").text().get(), open_now().title.c_str());

    auto table = csv::read_table(all(site.get("/activities", {}, "csv")));
    ASSERT_TRUE(table);
    EXPECT_EQ(table->rows[0][*table->column({"Title"})], open_now().title);
}

TEST_F(DataOfTheRegister, CalendarsHoldTheRunAndEachSessionAndTheDecision) {
    auto made = site.registered(open_now());
    std::string calendar = all(site.get("/activities/" + std::to_string(made.id.value()), {}, "ics"));

    EXPECT_NE(calendar.find("DTSTART;VALUE=DATE:20260901\r\nDTEND;VALUE=DATE:20261001\r\n"), std::string::npos)
        << calendar;
    EXPECT_NE(calendar.find("SUMMARY:Caf\xC3\xA9s\\; parks\\, & \"play\" <now>\r\n"), std::string::npos);
    EXPECT_NE(calendar.find("DTSTART;VALUE=DATE:20260920\r\n"), std::string::npos);
    EXPECT_NE(calendar.find("LOCATION:Central library\r\n"), std::string::npos);
    EXPECT_NE(calendar.find("DTSTART;VALUE=DATE:20270120\r\n"), std::string::npos) << "the decision";
    std::size_t begin = 0;
    for (std::size_t end; (end = calendar.find("\r\n", begin)) != std::string::npos; begin = end + 2) {
        EXPECT_LE(end - begin, 75u) << "RFC 5545, 3.1";
        EXPECT_TRUE(valid_utf8(calendar.substr(begin, end - begin))) << "no character is cut in two";
    }
}

TEST_F(DataOfTheRegister, ThePublicSeesNeitherCostNorWhatIsNotPublicYet) {
    site.registered(open_now());
    Draft later = gp_survey();
    later.title = "Not before October";
    site.registered(later);
    Draft partners = gp_survey();
    partners.title = "For partners";
    partners.visibility = "partners";
    site.registered(partners);

    for (const char* format : {"json", "csv", "ics", "atom", "geojson"}) {
        std::string data = all(site.get("/activities", {}, format));
        EXPECT_NE(data.find("parks"), std::string::npos) << format;
        EXPECT_EQ(data.find("8400"), std::string::npos) << format;
        EXPECT_EQ(data.find("Not before October"), std::string::npos) << format;
        EXPECT_EQ(data.find("For partners"), std::string::npos) << format;
    }
    site.sign_in(officer_of(police));
    EXPECT_NE(all(site.get("/activities", {}, "json")).find("840000"), std::string::npos) << "partners do, in pence";
}

TEST_F(DataOfTheRegister, IsFilteredByTheSameWordsAsThePage) {
    site.registered(open_now());
    site.sign_in(officer_of(nhs));

    EXPECT_NE(all(site.get("/activities", {{"q", "parks"}}, "csv")).find("Central library"), std::string::npos);
    EXPECT_EQ(all(site.get("/activities", {{"q", "bins"}}, "csv")).find("Central library"), std::string::npos);
    EXPECT_EQ(all(site.get("/activities", {{"state", "closed"}}, "csv")).find("Central library"), std::string::npos);
}

TEST_F(DataOfTheRegister, StreamsThousandsWithoutLosingOrRepeatingOne) {
    auto done = site.database().write([&](db::Transaction& tx) -> Result<bool> {
        for (int i = 0; i < 1234; ++i) {
            Draft draft = open_now();
            draft.title = "Number " + std::to_string(i);
            if (auto made = register_known(tx, officer_of(nhs), draft, "", site.context()); !made)
                return std::unexpected(made.error());
        }
        return true;
    });
    ASSERT_TRUE(done);

    auto json = json::parse(all(site.get("/activities", {}, "json")));

    ASSERT_TRUE(json) << json.error().message;
    std::set<std::string> titles;
    for (const auto& one : json->at("activities").as_array()) titles.insert(std::string(one.at("title").as_string()));
    EXPECT_EQ(json->at("activities").as_array().size(), 1234u);
    EXPECT_EQ(titles.size(), 1234u);
}

}  // namespace
}  // namespace thingwall::activities
