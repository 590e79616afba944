#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "notify/notify.hpp"
#include "overlap/overlap.hpp"
#include "places/places.hpp"
#include "support/engines.hpp"
#include "web/url.hpp"

namespace thingwall::overlap::test {

inline constexpr OrganisationId council{101}, nhs{102}, police{103}, voluntary{104};

/// The ring of a rectangle (metres from a corner in the sea off Wirral) as GeoJSON has it.
inline std::string area(std::string_view code, std::string_view name, double x, double y, double width, double height) {
    const double west = 330'000 + x, south = 390'000 + y;
    const std::vector<places::Point> ring{
        {west, south}, {west + width, south}, {west + width, south + height}, {west, south + height}, {west, south}};
    std::string points;
    for (const auto& at : places::to_lon_lat(ring))
        points += fmt::format("{}[{:.9f},{:.9f}]", points.empty() ? "" : ",", at.lon, at.lat);
    return fmt::format(R"({{"type":"Feature","properties":{{"code":"{}","name":"{}"}},)"
                       R"("geometry":{{"type":"Polygon","coordinates":[[{}]]}}}})",
                       code, name, points);
}
inline std::string layer_of(const std::vector<std::string>& areas) {
    std::string text = R"({"type":"FeatureCollection","features":[)";
    for (std::size_t i = 0; i < areas.size(); ++i) text += (i == 0 ? "" : ",\n") + areas[i];
    return text + "]}";
}

/// Overlap with its pages on a small made-up borough, asked without a network. Four small areas of 1,000 m in a row, of
/// 1,000, 2,000, 3,000 and 4,000 residents; the wards West and East of two each; the police's Middle of the second and
/// third. It is Monday 2 March 2026.
class OverlapSite {
public:
    /// `patience`: how long pages wait for what was given to Overlaps and is not taken in yet.
    explicit OverlapSite(std::chrono::milliseconds patience = std::chrono::minutes{1},
                         db::Engine engine = db::Engine::sqlite)
        : patience_(patience), database_(engine) {
        places_.start();
        std::vector<std::string> small;
        for (int i = 0; i < 4; ++i)
            small.push_back(area(fmt::format("B{}", i + 1), fmt::format("B{}", i + 1), i * 1000, 0, 1000, 1000));
        const auto blocks = bring_in("Small areas", "small_area", layer_of(small));
        wards_ = bring_in("Wards", "ward",
                          layer_of({area("W1", "West", 0, 0, 2000, 1000), area("W2", "East", 2000, 0, 2000, 1000)}));
        police_ = bring_in("Police neighbourhoods", "police", layer_of({area("P1", "Middle", 1000, 0, 2000, 1000)}));
        const places::DataDraft census{"Census 2021", "Office for National Statistics", "Open Government Licence v3",
                                       "", std::to_string(blocks.value())};
        const auto people = places::prepare_residents(*places_.atlas(), census, "people.csv",
                                                      "code,residents\nB1,1000\nB2,2000\nB3,3000\nB4,4000\n");
        if (!people) throw std::runtime_error(describe(people.error()));
        (void)database().write([&](db::Transaction& tx) { return places::import_residents(tx, {}, *people); });
        feed_.catch_up();
        overlaps_.add_routes(router_);
        router_.identify_by([this](web::Request& request) {
            request.actor = actor_;
            request.session = "session";
            request.csrf = "csrf";
        });
    }

    [[nodiscard]] AreaId west() { return places_.atlas()->area(wards_, "W1")->id; }
    [[nodiscard]] AreaId east() { return places_.atlas()->area(wards_, "W2")->id; }
    [[nodiscard]] AreaId middle() { return places_.atlas()->area(police_, "P1")->id; }

    /// The NHS asks older people in West about GP appointments, 2 to 27 March.
    [[nodiscard]] Asking gp_survey(std::int64_t id = 1) {
        Asking one;
        one.ask.id = ActivityId{id};
        one.ask.title = "Getting a GP appointment";
        one.ask.description = "How older people reach their surgery and how long they wait to see a doctor.";
        one.ask.questions = {"How easy is it to get an appointment with a doctor?",
                             "When you ring the surgery, how long do you wait?", "Do you use the NHS app?"};
        one.ask.organisation = nhs;
        one.ask.organisation_name = "NHS Wyremouth";
        one.ask.first = *Date::make(2026, 3, 9);
        one.ask.last = *Date::make(2026, 4, 3);
        one.ask.audience_codes = {"older-people"};
        one.ask.subjects = {"gp-appointments"};
        one.ask.theme = "Health";
        one.ask.methods = {"Survey"};
        one.shown.reference = fmt::format("WY-2026-{:04}", id);
        one.shown.lead_short = "NHS";
        one.shown.where = "West (ward)";
        one.shown.who = "Older people";
        one.shown.how = "Survey";
        one.shown.invited = 600;
        one.shown.decision = "Surgery opening hours from April 2027";
        one.shown.cost = Money{840'000};
        one.shown.footprint.areas = {west()};
        return one;
    }
    /// Voluntary Action asks them in the police's Middle, a week later.
    [[nodiscard]] Asking doctor_groups(std::int64_t id = 2) {
        Asking one = gp_survey(id);
        one.ask.title = "Seeing a doctor when you need one";
        one.ask.description = "Older people tell how they get a GP appointment and what stops them.";
        one.ask.questions = {"How did you get an appointment with your doctor?",
                             "What happens when you ring the surgery in the morning?",
                             "Who helps you when you are ill?"};
        one.ask.organisation = voluntary;
        one.ask.organisation_name = "Voluntary Action Wyremouth";
        one.ask.first = *Date::make(2026, 3, 16);
        one.ask.last = *Date::make(2026, 4, 10);
        one.ask.methods = {"Focus groups"};
        one.shown.lead_short = "Voluntary Action";
        one.shown.where = "Middle (police neighbourhood)";
        one.shown.how = "Focus groups";
        one.shown.invited = 48;
        one.shown.decision = "Evidence to the health scrutiny panel";
        one.shown.cost = Money{215'000};
        one.shown.footprint.areas = {middle()};
        return one;
    }
    /// The council asks everybody in East about bins.
    [[nodiscard]] Asking bins(std::int64_t id = 3) {
        Asking one = gp_survey(id);
        one.ask.title = "Bin collections every other week";
        one.ask.description = "Whether to empty grey bins every other week and brown bins more often.";
        one.ask.questions = {"How full is your grey bin on collection day?"};
        one.ask.organisation = council;
        one.ask.organisation_name = "Wyremouth Council";
        one.ask.audience_codes = {"everyone"};
        one.ask.subjects = {"alternate-weekly-bins"};
        one.ask.theme = "Environment";
        one.shown.lead_short = "Council";
        one.shown.where = "East (ward)";
        one.shown.who = "Everyone";
        one.shown.footprint.areas = {east()};
        return one;
    }

    void sign_in(OrganisationId body, std::string name = "Anna Holt") {
        actor_ = {PersonId{7}, body, web::Role::officer, std::move(name),
                  body == nhs ? "NHS Wyremouth" : "Another body"};
    }
    void sign_out() { actor_ = {}; }
    web::Response get(const std::string& target) {
        web::Request request;
        const auto parsed = web::parse_target(target).value();
        request.path = parsed.path;
        request.query = parsed.query;
        request.target = target;
        request.now = database_.clock().now();
        return router_.handle(std::move(request));
    }
    /// All of an answer, also where it comes piece by piece.
    static std::string whole(const web::Response& response) {
        if (!response.stream) return response.body;
        std::string all;
        for (std::string piece = response.stream(); !piece.empty(); piece = response.stream()) all += piece;
        return all;
    }
    LayerId bring_in(std::string name, std::string kind, const std::string& geojson) {
        places::LayerDraft draft;
        draft.name = std::move(name);
        draft.kind = std::move(kind);
        draft.vintage = "May 2026";
        draft.source = "Survey office";
        draft.licence = "Open Government Licence v3";
        draft.code_property = "code";
        draft.name_property = "name";
        const auto layer = places::prepare_layer(*places_.atlas(), draft, "file", geojson);
        if (!layer) throw std::runtime_error(describe(layer.error()));
        const auto id = database().write([&](db::Transaction& tx) { return places::import_layer(tx, {}, *layer); });
        feed_.catch_up();
        return id.value();
    }
    db::Database& database() { return *database_; }
    SetClock& clock() { return database_.clock(); }
    places::Places& places() { return places_; }
    /// With all that was given to it taken in.
    Overlaps& overlaps() {
        EXPECT_TRUE(overlaps_.ready());
        return overlaps_;
    }
    Overlaps& overlaps_as_they_are() { return overlaps_; }
    jobs::Runner& runner() { return runner_; }
    journal::Feed& feed() { return feed_; }
    notify::Notify& post() { return post_; }

private:
    std::chrono::milliseconds patience_;
    support::TemporaryDatabase database_;
    SeededRandom random_{1};
    html::Site site_{.partnership = "Wyremouth Partnership", .place = "Wyremouth"};
    journal::Feed feed_{*database_};
    jobs::Runner runner_{*database_, database_.clock()};
    places::Places places_{{*database_, database_.clock(), random_, feed_, runner_, site_}};
    notify::Notify post_{{*database_, database_.clock(), random_, feed_, runner_, site_}, {}};
    Overlaps overlaps_{
        {*database_, database_.clock(), random_, feed_, runner_, site_}, places_, post_, {.patience = patience_}};
    web::Router router_;
    web::Actor actor_;
    LayerId wards_, police_;
};

}  // namespace thingwall::overlap::test
