#include "demo/engagements.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/random.hpp"
#include "demo/topics.hpp"

namespace thingwall::demo {
namespace {

constexpr int days_before = 395, days_after = 150;

template <class T>
const T& pick(Random& random, const std::vector<T>& from) {
    return from[random.below(from.size())];
}

std::vector<std::size_t> bodies_of(std::string_view key) {
    std::vector<std::size_t> found;
    for (std::size_t b = 0; b < bodies().size(); ++b)
        if (bodies()[b].key == key) found.push_back(b);
    return found;
}

// How long each method usually takes, in days: shortest and longest.
std::pair<int, int> length_of(std::string_view method) {
    if (method == "written-consultation") return {56, 84};
    if (method == "survey" || method == "online-discussion") return {21, 56};
    if (method == "panel" || method == "doorstep") return {12, 40};
    if (method == "exhibition") return {14, 42};
    if (method == "focus-group" || method == "workshop") return {5, 30};
    if (method == "budgeting") return {14, 28};
    return {1, 10};
}

int invited_by(Random& random, std::string_view method) {
    auto between = [&](int least, int most) {
        return least + static_cast<int>(random.below(static_cast<std::uint64_t>(most - least)));
    };
    if (method == "survey") return between(20, 240) * 10;
    if (method == "written-consultation") return between(30, 600) * 10;
    if (method == "focus-group" || method == "workshop") return between(2, 9) * 8;
    if (method == "panel") return between(30, 90) * 10;
    return between(4, 60) * 10;
}

// Bodies ask on their own maps: the police in their neighbourhoods, the NHS in its health areas.
std::string layer_for(Random& random, std::string_view body) {
    auto chance = random.below(100);
    if (chance < 12) return "";
    if (body == "police") return chance < 90 ? "police" : "wards";
    if (body == "nhs") return chance < 70 ? "health" : "wards";
    if (body == "housing") return chance < 60 ? "management" : "wards";
    if (body == "council") return chance < 45 ? "forums" : "wards";
    return chance < 50 ? "wards" : chance < 80 ? "forums" : "management";
}

const Layer& layer_of(const Borough& borough, std::string_view code) {
    return *std::ranges::find(borough.layers, code, &Layer::code);
}

std::vector<std::uint32_t> cells_of(const Borough& borough, const Layer& layer, const Area& area) {
    if (layer.members_of.empty()) return area.cells;
    std::vector<std::uint32_t> cells;
    const Layer& members = layer_of(borough, layer.members_of);
    for (const auto& code : area.members) {
        const auto& member = *std::ranges::find(members.areas, code, &Area::code);
        cells.insert(cells.end(), member.cells.begin(), member.cells.end());
    }
    return cells;
}

// The area of this layer that has most of those cells: where another body asks the same people on its own map.
const Area& nearest_area(const Borough& borough, const Layer& layer, const std::vector<std::uint32_t>& cells) {
    const Area* best = &layer.areas.front();
    std::size_t most = 0;
    for (const Area& area : layer.areas) {
        auto own = cells_of(borough, layer, area);
        std::size_t common = 0;
        for (auto c : own) common += std::ranges::find(cells, c) != cells.end();
        if (common > most) most = common, best = &area;
    }
    return *best;
}

void place(Engagement& made, const Borough& borough, Random& random, const std::vector<std::uint32_t>* near) {
    made.layer = layer_for(random, bodies()[made.body].key);
    if (made.layer.empty()) return;
    const Layer& layer = layer_of(borough, made.layer);
    const Area& area = near ? nearest_area(borough, layer, *near) : pick(random, layer.areas);
    made.areas.push_back(area.code);
    if (made.layer == "wards" && random.below(3) == 0) {
        const Area& second = pick(random, layer.areas);
        if (second.code != area.code) made.areas.push_back(second.code);
    }
}

std::vector<std::uint32_t> ground_of(const Borough& borough, const Engagement& made) {
    std::vector<std::uint32_t> cells;
    if (made.layer.empty()) return cells;
    const Layer& layer = layer_of(borough, made.layer);
    for (const auto& code : made.areas) {
        auto own = cells_of(borough, layer, *std::ranges::find(layer.areas, code, &Area::code));
        cells.insert(cells.end(), own.begin(), own.end());
    }
    return cells;
}

std::string place_words(const Borough& borough, const Engagement& made) {
    if (made.layer.empty()) return borough.name;
    const Layer& layer = layer_of(borough, made.layer);
    const std::string& name = std::ranges::find(layer.areas, made.areas.front(), &Area::code)->name;
    if (made.areas.size() == 1) return name;
    return name + " and " + std::ranges::find(layer.areas, made.areas[1], &Area::code)->name;
}

std::string with_place(std::string text, const std::string& place) {
    for (std::size_t at = text.find("{place}"); at != std::string::npos; at = text.find("{place}", at + place.size()))
        text.replace(at, 7, place);
    return text;
}

// A Monday to a Friday, unless it is a single day.
void date(Engagement& made, Random& random, Date around) {
    auto [least, most] = length_of(made.method);
    int days = least + static_cast<int>(random.below(static_cast<std::uint64_t>(most - least) + 1));
    made.first = around - (around.weekday() - 1);
    made.last = made.first + (days - 1);
    if (days > 4) made.last = made.last - (made.last.weekday() > 5 ? made.last.weekday() - 5 : 0);
    if (days <= 4) made.first = made.last = made.first + static_cast<int>(random.below(5));
    made.decided = made.last + 21 + static_cast<int>(random.below(60));
    made.decided = made.decided - (made.decided.weekday() > 5 ? made.decided.weekday() - 5 : 0);
}

void tell(Engagement& made, Random& random, Date today) {
    bool over = made.last < today;
    made.invited = invited_by(random, made.method);
    made.cost_pence = static_cast<std::int64_t>(made.method == "survey" || made.method == "written-consultation"
                                                    ? 1800 + random.below(8200)
                                                    : 250 + random.below(2900)) /
                      50 * 50 * 100;
    if (over && random.below(100) < 82) {
        made.responses = std::max(6, static_cast<int>(made.invited * (0.12 + 0.5 * random.unit())));
        static constexpr std::array said{
            "Most people were content with how things are, and asked for more notice of changes.",
            "People asked for later hours, and for somebody to answer the telephone.",
            "Opinions were divided. Those who live nearest were most worried.",
            "Nearly everybody agreed with the plan, and asked when it begins.",
            "Transport came up in every group, though nobody had asked about it.",
            "Few had heard of the service. Those who use it speak well of it.",
            "People want the money spent on what is there before anything new is built."};
        made.results = said[random.below(said.size())];
    }
    auto chance = random.below(100);
    made.visibility = chance < 78 ? "public" : chance < 95 ? "partners" : "draft";
    if (over && made.visibility == "draft") made.visibility = "partners";
    if (!over && random.below(100) < 3)
        made.withdrawn_because = "The money for this was not agreed. We hope to ask next year.";
    if (random.below(100) < 70) made.other_ways.push_back("paper");
    if (random.below(100) < 55) made.other_ways.push_back("telephone");
    static const std::vector<std::string> rooms{"the library",       "the community centre", "St Bride's hall",
                                                "the one stop shop", "the health centre",    "the market hall",
                                                "the youth centre"};
    if (made.method != "survey" && made.method != "written-consultation" && made.method != "online-discussion" &&
        made.method != "panel" && made.method != "doorstep")
        made.session_place = pick(random, rooms);
}

Engagement word(const Topic& topic, const Wording& wording, std::size_t body) {
    Engagement made;
    made.body = body;
    made.title = wording.title;
    made.why = wording.why;
    made.decision = wording.decision;
    made.method = wording.method;
    made.questions = wording.questions;
    made.subjects = topic.subjects;
    made.audience = topic.audience;
    made.minutes = wording.minutes;
    return made;
}

void fill_in(Engagement& made, const Borough& borough) {
    std::string place = place_words(borough, made);
    for (auto* text : {&made.title, &made.why, &made.decision}) *text = with_place(std::move(*text), place);
    for (auto& question : made.questions) question = with_place(std::move(question), place);
}

}  // namespace

std::vector<Engagement> make_engagements(const Borough& borough, std::uint64_t seed, Date today, std::size_t wanted) {
    SeededRandom random(seed);
    std::vector<Engagement> all;
    all.reserve(wanted);
    // Topics go round in an order of their own, so that a small register has some of everything.
    std::size_t turn = 0;
    while (all.size() < wanted) {
        const Topic& topic = topics()[turn++ * 17 % topics().size()];
        std::size_t which = random.below(topic.wordings.size());
        Date around = today - days_before + static_cast<int>(random.below(days_before + days_after));
        Engagement first = word(topic, topic.wordings[which], pick(random, bodies_of(topic.wordings[which].body)));
        place(first, borough, random, nullptr);
        date(first, random, around);
        tell(first, random, today);
        auto ground = ground_of(borough, first);
        // One in four is asked by another body too, in its own words and on its own map, within a few weeks.
        bool twice = topic.wordings.size() > 1 && random.below(4) == 0 && all.size() + 1 < wanted;
        if (random.below(12) == 0) {
            auto partner = random.below(bodies().size());
            if (partner != first.body) first.partner = partner;
        }
        fill_in(first, borough);
        all.push_back(std::move(first));
        if (!twice) continue;
        std::size_t other = (which + 1 + random.below(topic.wordings.size() - 1)) % topic.wordings.size();
        Engagement second = word(topic, topic.wordings[other], pick(random, bodies_of(topic.wordings[other].body)));
        place(second, borough, random, ground.empty() ? nullptr : &ground);
        date(second, random, all.back().first + static_cast<int>(random.below(29)));
        tell(second, random, today);
        fill_in(second, borough);
        all.push_back(std::move(second));
    }
    return all;
}

}  // namespace thingwall::demo
