#include "ogc/ogc.hpp"

#include <gmock/gmock.h>
#include <boost/json.hpp>

#include <gtest/gtest.h>

#include "activities/register_site.hpp"
#include "base/json.hpp"
#include "ogc/rules.hpp"
#include "overlap/overlap_site.hpp"
#include "web/url.hpp"

namespace thingwall::ogc {
namespace {

using activities::test::RegisterSite;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

std::vector<std::pair<std::string, std::string>> query(std::string_view text) {
    return web::parse_urlencoded(text)->pairs();
}

TEST(AQueryOfItems, IsReadAndEachFaultNamed) {
    const auto asked = items_query(query("bbox=-3.2,53.3,-3.0,53.5&datetime=2026-03-01/..&limit=20&offset=40"));

    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->bbox, (Degrees{-3.2, 53.3, -3.0, 53.5}));
    EXPECT_EQ(asked->days->from, Date::make(2026, 3, 1));
    EXPECT_FALSE(asked->days->to);
    EXPECT_EQ(asked->limit, 20);
    EXPECT_EQ(asked->offset, 40);
    const auto wrong = items_query(query("bbox=1,2,3&datetime=yesterday&limit=0&offset=-1&color=red"));
    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().fields, SizeIs(5));
}

TEST(AQueryOfItems, TakesHeightsInABoxAndCutsALimitThatIsTooLarge) {
    EXPECT_EQ(items_query(query("bbox=-3,53,0,-2,54,100"))->bbox, (Degrees{-3, 53, -2, 54}));
    EXPECT_EQ(items_query(query("limit=99999"))->limit, ItemsQuery::most);
    for (const char* none :
         {"bbox=3,53,-3,54", "bbox=-3,54,-2,53", "bbox=-3,53,-2,95", "bbox=a,b,c,d", "bbox=1,2,3,4,5"})
        EXPECT_FALSE(items_query(query(none))) << none;
}

TEST(DaysAsked, AreOneDayOrAnInterval) {
    EXPECT_EQ(parse_days("2026-03-01")->to, Date::make(2026, 3, 1));
    EXPECT_EQ(parse_days("2026-03-01T10:00:00Z/2026-04-02T00:00:00Z")->to, Date::make(2026, 4, 2));
    EXPECT_TRUE(parse_days("../2026-04-02"));
    EXPECT_TRUE(parse_days("../.."));
    for (const char* none : {"2026-02-30", "", "soon", "2026-04-02/2026-03-01", "2026-03-01x"})
        EXPECT_FALSE(parse_days(none)) << none;
}

/// Maps of the small borough of OverlapSite, and a register with one public activity and one draft.
class OgcSite : public testing::Test {
protected:
    OgcSite() {
        ogc.add_routes(router);
        add("Bins in Harbour", "public");
        add("A secret draft", "draft");
        add("Only for partners", "partners");
    }
    std::string get(const std::string& target, int status = 200) {
        web::Request request;
        const auto parsed = web::parse_target(target).value();
        request.path = parsed.path;
        request.query = parsed.query;
        request.target = target;
        request.host = "engage.example";
        request.now = site.clock().now();
        const auto response = router.handle(std::move(request));
        EXPECT_EQ(response.status, status) << target << response.body;
        return response.body;
    }
    void add(std::string title, std::string visibility) {
        activities::Draft draft;
        draft.title = std::move(title);
        draft.purpose = "What people think of it.";
        draft.subjects = "bins";
        draft.audience = "everyone";
        draft.shape = R"({"type":"Polygon","coordinates":[[[-3.05,53.40],[-3.04,53.40],[-3.04,53.41],[-3.05,53.40]]]})";
        draft.first_day = "2026-09-15";
        draft.last_day = "2026-12-31";
        draft.methods = "survey";
        draft.decision = "A decision";
        draft.decision_day = "2027-01-31";
        draft.influence = "consult";
        draft.lead = "102";
        draft.visibility = std::move(visibility);
        draft.contact = "01632 960 152";
        draft.other_ways = "paper";
        site.registered(draft);
    }
    std::string wards() {
        const auto found = maps.places().atlas()->layer_of_kind(places::LayerKind::ward);
        return "/ogc/collections/layer-" + std::to_string(found->id.value());
    }

    overlap::test::OverlapSite maps;
    RegisterSite site;
    Ogc ogc{site.activities().services(), maps.places(), site.activities()};
    web::Router router;
};

TEST_F(OgcSite, LeadsFromTheFirstPageToEveryCollectionAndSaysWhatItKeepsTo) {
    EXPECT_THAT(get("/ogc"), HasSubstr(R"("rel":"data","type":"application/json")"));
    EXPECT_THAT(get("/ogc/conformance"), HasSubstr("ogcapi-features-1/1.0/conf/geojson"));
    EXPECT_THAT(get("/ogc/collections"), HasSubstr("http://engage.example/ogc/collections/activities/items"));
    EXPECT_TRUE(json::parse(get("/ogc/api")));
    EXPECT_THAT(get(wards()), HasSubstr("\"title\":\"Wards\""));
    EXPECT_THAT(get("/ogc?f=html"), HasSubstr("<h1"));
}

TEST_F(OgcSite, GivesOnlyWhatIsPublic) {
    const auto items = get("/ogc/collections/activities/items");

    EXPECT_THAT(items, HasSubstr("Bins in Harbour"));
    EXPECT_THAT(items, HasSubstr("\"numberReturned\":1"));
    EXPECT_THAT(items, Not(HasSubstr("secret")));
    EXPECT_THAT(items, Not(HasSubstr("partners")));
    for (const auto& entry :
         site.database().read([](db::Reader& reader) { return activities::read_after(reader, {}, 9); }))
        get("/ogc/collections/activities/items/" + std::to_string(entry.activity.id.value()),
            entry.activity.title == "Bins in Harbour" ? 200 : 404);
}

TEST_F(OgcSite, FindsWhatMeetsABoxAndWhatRunsInSomeDays) {
    const std::string items = "/ogc/collections/activities/items";

    EXPECT_THAT(get(items + "?bbox=-3.06,53.39,-3.0,53.42"), HasSubstr("\"numberReturned\":1"));
    EXPECT_THAT(get(items + "?bbox=-3.05,53.4095,-3.0499,53.41"), HasSubstr("\"numberReturned\":0"))
        << "inside its box and outside its ground";
    EXPECT_THAT(get(items + "?bbox=10,53,11,54"), HasSubstr("\"numberReturned\":0"));
    EXPECT_THAT(get(items + "?bbox=-180,-90,180,90"), HasSubstr("\"numberReturned\":1"));
    EXPECT_THAT(get(items + "?datetime=2026-09-14"), HasSubstr("\"numberReturned\":0"));
    EXPECT_THAT(get(items + "?datetime=2026-09-01/2026-09-15"), HasSubstr("\"numberReturned\":1"));
    get(items + "?bbox=what", 400);
    get(items + "?nonsense=1", 400);
    get("/ogc/collections/none/items", 404);
}

TEST_F(OgcSite, GivesALayerInPagesThatLeadToOneAnother) {
    const auto first = get(wards() + "/items?limit=1"), second = get(wards() + "/items?limit=1&offset=1");

    EXPECT_THAT(first, HasSubstr("\"name\":\"West\""));
    EXPECT_THAT(first, HasSubstr("\"rel\":\"next\""));
    EXPECT_THAT(first, HasSubstr("items?limit=1&offset=1\""));
    EXPECT_THAT(second, HasSubstr("\"name\":\"East\""));
    EXPECT_THAT(second, Not(HasSubstr("\"rel\":\"next\"")));
    EXPECT_THAT(second, HasSubstr("\"residents\":7000"));
}

}  // namespace
}  // namespace thingwall::ogc
