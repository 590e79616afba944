#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "db/db.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"
#include "kernel/paging.hpp"
#include "overlap/burden_counted.hpp"
#include "overlap/lists.hpp"
#include "overlap/pages_pair.hpp"
#include "overlap/service.hpp"
#include "overlap/store_limit.hpp"
#include "overlap/views_burden.hpp"

namespace thingwall::overlap {
namespace {

using Inside = Overlaps::Inside;

constexpr int quiet_weeks = 26, quiet_days = 28;
constexpr std::size_t quiet_runs_shown = 2, names_on_the_map = 40;

std::optional<Month> month_of(std::string_view typed) {
    if (typed.size() != 7) return std::nullopt;
    auto day = parse_date(std::string(typed) + "-01");
    if (!day || day->year() < 1901 || day->year() > 2197) return std::nullopt;
    return Month::of(*day);
}

// From April or October, whichever began last: at least half a year lies ahead.
Month half_year_of(Month today) {
    const int into = (today.month() + 8) % 12 % 6;  // months since April or October
    return today + -into;
}

const places::AtlasLayer* layer_of(const places::Atlas& atlas, const web::Request& request) {
    if (auto id = parse_whole(request.query.get("layer")))
        if (const auto* layer = atlas.layer(LayerId{*id}); layer != nullptr && layer->id != atlas.block_layer())
            return layer;
    return usual_layer(atlas);
}

std::vector<AskedOnce> of_group(const Counted& counted, std::uint64_t bit) {
    std::vector<AskedOnce> some;
    for (std::size_t i = 0; i < counted.asked.size(); ++i)
        if ((counted.groups[i] & bit) != 0) some.push_back(counted.asked[i]);
    return some;
}

std::vector<BurdenRow> places_in(const places::AtlasLayer& layer, const Counted& counted, const places::Atlas& atlas,
                                 const BurdenQuestion& question) {
    std::vector<Extent> extents;
    for (const auto& area : layer.areas) extents.push_back(extent_of(area.extent));
    const auto loads = load_by_period(of_group(counted, bit_of_group(question.who)), counted.extents,
                                      atlas.block_residents(), extents, {question.from, BurdenQuestion::months, 1});
    std::vector<BurdenRow> rows;
    auto at = loads.begin();
    for (const auto& area : layer.areas) {
        rows.push_back({area.code, area.name, &area, {at, at + BurdenQuestion::months}});
        at += BurdenQuestion::months;
    }
    return rows;
}

// Communities that somebody names in these months.
std::vector<BurdenRow> communities_in(const Counted& counted, const places::Atlas& atlas,
                                      const BurdenQuestion& question) {
    std::uint64_t named = 0;
    for (const auto groups : counted.groups)
        if (groups != ~std::uint64_t{0}) named |= groups;
    Extent borough;
    for (std::uint32_t block = 0; block < atlas.blocks(); ++block) borough.push_back({block, 1.0F});
    std::vector<BurdenRow> rows;
    for (const auto& line : listed_audiences().all()) {
        const auto bit = bit_of_group(line.code);
        if ((named & bit) == 0 || is_everyone(line.code)) continue;
        rows.push_back({line.code, line.label, nullptr,
                        load_by_period(of_group(counted, bit), counted.extents, atlas.block_residents(),
                                       std::span(&borough, 1), {question.from, BurdenQuestion::months, 1})});
    }
    return rows;
}

// The month from today on in which most places are over the limit, then the one with most asks.
Month worst_month(const BurdenView& view) {
    Month worst = std::clamp(view.today, view.question.from, view.question.from + (BurdenQuestion::months - 1));
    std::pair<int, int> most{-1, -1};
    for (Month m = worst; m < view.question.from + BurdenQuestion::months; m = m + 1) {
        int over = 0, asks = 0;
        for (const auto& row : view.places) {
            const int times = row.months[static_cast<std::size_t>(m - view.question.from)].times;
            over += times > view.marked_at() ? 1 : 0;
            asks += times;
        }
        if (std::pair(over, asks) > most) worst = m, most = {over, asks};
    }
    return worst;
}

const BurdenRow* chosen_place(const BurdenView& view) {
    for (const auto& row : view.places)
        if (row.area->id == view.question.area) return &row;
    const auto month = static_cast<std::size_t>(view.question.month - view.question.from);
    const auto most =
        std::ranges::max_element(view.places, {}, [&](const auto& row) { return row.months[month].times; });
    return most == view.places.end() ? nullptr : &*most;
}

std::optional<html::MapFigure> map_of(const places::Atlas& atlas, const BurdenView& view) {
    if (atlas.land().parts.empty()) return std::nullopt;
    using Weight = html::MapFigure::Name::Weight;
    constexpr double width = 520;
    const double metres = std::max({atlas.land().box().width(), atlas.land().box().height(), 100.0});
    const auto month = static_cast<std::size_t>(view.question.month - view.question.from);
    html::MapFigure figure;
    figure.id = "burden-map";
    figure.width = width;
    figure.margin = 0.03;
    std::vector<const BurdenRow*> order;  // over the limit last, so that its edge is whole
    for (const auto& row : view.places) order.push_back(&row);
    std::ranges::stable_sort(order, {}, [&](const auto* row) { return row->months[month].times; });
    for (const auto* row : order) {
        if (row->area->shape.parts.empty()) continue;
        const int times = row->months[month].times;
        figure.shapes.push_back({heat_kind_of(times, view.marked_at()),
                                 rings_of(places::simplified(row->area->shape, metres / width / 3))});
        if (view.places.size() > names_on_the_map) continue;
        const auto middle = places::label_point(row->area->shape);
        figure.names.push_back({{middle.east, middle.north + metres * 0.004}, thousands(times), Weight::area});
        figure.names.push_back({{middle.east, middle.north - metres * 0.028}, row->name, Weight::minor});
    }
    return figure;
}

std::vector<html::Option> years_around(const BurdenView& view) {
    std::vector<html::Option> years;
    auto add = [&](Month from) {
        const Month last = from + (BurdenQuestion::months - 1);
        years.push_back(
            {to_iso(from.first_day()).substr(0, 7), fmt::format("{} {} to {} {}", month_name(from.month()), from.year(),
                                                                month_name(last.month()), last.year())});
    };
    const Month usual = half_year_of(view.today);
    std::vector<Month> starts{view.question.from};
    for (int half = -6; half <= 3; ++half) starts.push_back(usual + half * 6);
    std::ranges::sort(starts);
    starts.erase(std::ranges::unique(starts).begin(), starts.end());
    for (const Month start : starts) add(start);
    return years;
}

void add_choices(BurdenView& view, const places::Atlas& atlas) {
    view.people.push_back({"", "Everyone"});
    view.people.push_back({"any", "Whoever is asked"});
    for (const auto& line : listed_audiences().all())
        if (!is_everyone(line.code)) view.people.push_back({line.code, line.label});
    for (const auto& layer : atlas.layers())
        if (layer.id != atlas.block_layer())
            view.layers.push_back({std::to_string(layer.id.value()), layer.facts.name});
    view.years = years_around(view);
}

// Activities that ask the chosen place in the chosen month, and the weeks in which it is asked least.
void add_askers(BurdenView& view, const Counted& counted, const places::Atlas& atlas, kernel::Paging& at, Date today) {
    if (view.chosen == nullptr) return;
    const auto reach = reach_of(counted.extents, atlas.block_residents(), extent_of(view.chosen->area->extent));
    const auto bit = bit_of_group(view.question.who);
    const std::int32_t first = view.question.month.first_day().number(), last = view.question.month.last_day().number();
    std::vector<std::size_t> found;
    std::vector<AskedOnce> all;
    for (std::size_t i = 0; i < counted.asked.size(); ++i) {
        const auto& one = counted.asked[i];
        if ((counted.groups[i] & bit) == 0 || reach[one.extent] < reaches_a_place) continue;
        all.push_back(one);
        if (one.first <= last && one.last >= first) found.push_back(i);
    }
    std::ranges::sort(found, {},
                      [&](std::size_t i) { return std::pair(counted.asked[i].first, counted.who[i]->ask.id); });
    view.asking_in_all = static_cast<std::int64_t>(found.size());
    at.keep_within(view.asking_in_all);
    for (auto i = at.offset(); i < std::min(view.asking_in_all, at.offset() + at.limit()); ++i)
        view.asking.push_back(counted.who[found[static_cast<std::size_t>(i)]]);
    view.quiet = quiet_runs(all, today + 1, quiet_weeks, quiet_days, quiet_runs_shown);
}

BurdenView view_of(Inside& inside, const web::Request& request, const Screened& screened, kernel::Paging& at) {
    const auto& atlas = screened.atlas();
    const Date today = london_day(inside.services.clock.now());
    BurdenView view;
    view.today = Month::of(today);
    view.this_year = today.year();
    view.limit = inside.limit();
    view.may_change = web::admits(web::Access::coordinator, request.actor.role);
    view.counted_from = atlas.residents_facts().vintage;
    auto& question = view.question;
    if (const auto* line = listed_audiences().find(request.query.get("who"));
        line != nullptr && !is_everyone(line->code)) {
        question.who = line->code;
        view.who_words = line->label;
    } else if (request.query.get("who") == "any") {
        question.who = "any";
        view.who_words = "Whoever is asked";
    } else {
        view.who_words = "Everyone";
    }
    const auto count = request.query.get("count");
    question.count = count == "asks"      ? BurdenCount::asks
                     : count == "minutes" ? BurdenCount::minutes
                                          : BurdenCount::times;
    question.from = month_of(request.query.get("from")).value_or(half_year_of(view.today));
    question.area = AreaId{parse_whole(request.query.get("area")).value_or(0)};
    const auto* layer = layer_of(atlas, request);
    add_choices(view, atlas);
    if (layer == nullptr) return view;
    question.layer = layer->id;
    view.kind = layer->facts.kind;
    view.layer_name = layer->facts.name;

    // Half a year more than is shown, for the quieter weeks.
    const Date first = std::min(question.from.first_day(), today);
    const Date last =
        std::max((question.from + (BurdenQuestion::months - 1)).last_day(), today + quiet_weeks * 7 + quiet_days + 7);
    const auto counted = counted_in(inside, screened, first, last);
    view.without_days = counted.without_days;
    view.places = places_in(*layer, counted, atlas, question);
    view.communities = communities_in(counted, atlas, question);
    const auto month = month_of(request.query.get("month"));
    question.month = month && *month >= question.from && *month < question.from + BurdenQuestion::months
                         ? *month
                         : worst_month(view);
    view.chosen = chosen_place(view);
    add_askers(view, counted, atlas, at, today);
    view.map = map_of(atlas, view);
    return view;
}

web::Response burden(Inside& inside, const web::Request& request) {
    if (!inside.ready()) return not_yet(inside, request);
    const auto screened = inside.screened();
    auto at = kernel::paging(request, 25);
    const auto view = view_of(inside, request, *screened, at);
    if (request.format == "csv") return web::data("text/csv; charset=utf-8", burden_csv(view));
    html::Writer content, pages;
    kernel::page_numbers(pages, request, at, view.asking_in_all, "activities");
    burden_page(content, view, pages);
    auto page = kernel::page(request, "Burden: how often people are asked", "/burden");
    page.alternates = {{"CSV", "/burden.csv"}};
    return kernel::show(inside.services, page, std::move(content));
}

web::Response show_limit(Inside& inside, const web::Request& request, LimitView view, const Error& error) {
    view.now = inside.limit();
    view.csrf = request.csrf;
    view.key = kernel::form_key(request);
    auto page = kernel::page(request, "Change the limit", "/burden");
    page.back = html::NavigationItem{"Back to the burden", "/burden"};
    page.faulty = !error.fields.empty();
    html::Writer content;
    limit_page(content, view, error);
    return kernel::show(inside.services, page, std::move(content), page.faulty ? 422 : 200);
}

web::Response keep_limit(Inside& inside, const web::Request& request) {
    LimitView view;
    view.asks = request.form.get("asks");
    view.because = request.form.get("because");
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        if (auto changed = change_limit(tx, request.actor, view.asks, view.because); !changed)
            return std::unexpected(changed.error());
        return "/burden";
    });
    if (!done && kernel::is_invalid(done.error())) return show_limit(inside, request, std::move(view), done.error());
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

}  // namespace

void add_burden_pages(Inside& inside, web::Router& router) {
    using web::Access;
    router.get("/burden", Access::viewer, [&inside](const web::Request& request) { return burden(inside, request); })
        .formats = {"csv"};
    router.get("/burden/limit", Access::coordinator, [&inside](const web::Request& request) {
        LimitView view;
        view.asks = std::to_string(inside.limit().asks);
        return show_limit(inside, request, std::move(view), html::no_error);
    });
    router.post("/burden/limit", Access::coordinator,
                [&inside](const web::Request& request) { return keep_limit(inside, request); });
}

}  // namespace thingwall::overlap
