#include <algorithm>
#include <set>

#include "activities/feed.hpp"
#include "activities/inside.hpp"
#include "activities/views_forward_plan.hpp"
#include "base/text.hpp"
#include "kernel/pages.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using Inside = Activities::Inside;
using Shape = ForwardPlanView::Shape;

constexpr int months_to_choose = 24;

// Layers of areas in the order of their names: "ward", "police neighbourhood".
std::vector<std::string> layers_of(const std::vector<Named>& areas) {
    std::vector<std::string> layers;
    for (const auto& area : areas)
        if (std::ranges::find(layers, area.group) == layers.end()) layers.push_back(area.group);
    return layers;
}

std::string capital(std::string words) {
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

/// An address of the forward plan, as far as it can be understood; what cannot is left out.
struct Asked {
    Shape shape = Shape::year;
    Date from, month;
    std::optional<Date> on;
    std::string lanes = "community";
    std::string lane;
    Filter filter;
    std::optional<AreaId> area;
    EntryPointer with;  ///< this one, and those that ask the same people
    std::int64_t page = 1, pairs_page = 1;
    PlanQuery query;  ///< without the pages
    bool filtered = false;
};

Asked asked_of(Inside& inside, const web::Request& request, Date today, const std::vector<std::string>& layers) {
    Asked asked;
    asked.from = asked.month = months_later(today, 0);
    for (const auto& [name, value] : request.query.pairs()) {
        if (value.empty() || value.size() > 200) continue;
        bool keep = true;
        if (name == "view") {
            asked.shape = value == "table" ? Shape::table : value == "month" ? Shape::month : Shape::year;
        } else if (name == "from" || name == "month") {
            const auto month = parse_month(value);
            keep = month.has_value();
            if (month) (name == "from" ? asked.from : asked.month) = *month;
        } else if (name == "on") {
            const auto day = parse_date(value);
            keep = day.has_value();
            if (day) asked.on = *day;  // counts for the table and the files
        } else if (name == "lanes") {
            keep = value == "community" || value == "body" || std::ranges::find(layers, value) != layers.end();
            if (keep) asked.lanes = value;
        } else if (name == "lane") {
            asked.lane = value;
        } else if (name == "who") {
            asked.filter.audiences.push_back(value);
            asked.filtered = true;
        } else if (name == "with") {
            const auto id = parse_id(value);
            if (id) asked.with = inside.list.find(ActivityId{*id});
            if (asked.with && !asked.with->may_be_seen_by(viewer_of(request), today)) asked.with = nullptr;
            keep = asked.with != nullptr;
            asked.filtered = asked.filtered || keep;
        } else if (name == "lead" || name == "area") {
            const auto id = parse_id(value);
            keep = id.has_value();
            if (id && name == "lead") asked.filter.leads.push_back(OrganisationId{*id});
            if (id && name == "area") asked.area = AreaId{*id};
            asked.filtered = asked.filtered || keep;
        } else {
            keep = false;
            if (name == "page") asked.page = parse_whole(value).value_or(1);
            if (name == "pairs") asked.pairs_page = parse_whole(value).value_or(1);
        }
        if (keep) asked.query.emplace_back(name, value);
    }
    if (asked.shape == Shape::year && request.format.empty()) asked.on.reset();
    return asked;
}

Wanted wanted_of(Inside& inside, const Asked& asked, Date today) {
    auto matches = matcher_of(asked.filter, today);
    auto area = asked.area;
    auto on = asked.on;
    std::set<ActivityId> these;
    if (asked.with) {
        these.insert(asked.with->id);
        if (inside.screen.ready())
            for (const auto& pair : *inside.screen.open_pairs()) {
                if (pair.a == asked.with->id) these.insert(pair.b);
                if (pair.b == asked.with->id) these.insert(pair.a);
            }
    }
    return [matches = std::move(matches), area, on, these = std::move(these)](const Entry& entry) {
        if (!these.empty() && !these.contains(entry.id)) return false;
        if (on && (entry.dates_known != DatesKnown::day || (entry.first != *on && entry.last != *on))) return false;
        if (area && !reaches(entry, *area)) return false;
        return matches(entry);
    };
}

Lanes lanes_of(const Asked& asked, const Lists& lists) {
    if (asked.lanes == "community") return Lanes::of_communities(lists);
    if (asked.lanes == "body") return Lanes::of_bodies(lists);
    return Lanes::of_areas(lists, asked.lanes);
}

void offer_choices(ForwardPlanView& view, const Asked& asked, const Lists& lists, const std::vector<Named>& areas,
                   const std::vector<std::string>& layers) {
    view.lane_choices = {{"community", "Community"}, {"body", "Body"}};
    for (const auto& layer : layers) view.lane_choices.push_back({layer, capital(layer)});
    view.who.push_back({"", "All communities"});
    view.who.push_back({"everyone", "Everyone in a place"});
    for (const auto& one : lists.audiences())
        if (one.id != "everyone") view.who.push_back({one.id, one.name});
    view.where.push_back({"", "Whole borough"});
    for (const auto& area : areas) view.where.push_back({area.id, fmt::format("{} ({})", area.name, area.group)});
    view.lead.push_back({"", "All bodies"});
    for (const auto& body : lists.organisations()) view.lead.push_back({body.id, body.name});
    auto month = [](Date first) {
        return PlanOption{month_code(first), fmt::format("{} {}", month_name(first.month()), first.year())};
    };
    std::set<Date> months{asked.from};
    for (int n = -months_to_choose; n <= months_to_choose; ++n) months.insert(months_later(view.today, n));
    for (const Date first : months) view.from.push_back(month(first));
}

web::Response show(Inside& inside, const web::Request& request) {
    const Date today = inside.face.today();
    const Viewer viewer = viewer_of(request);
    const auto areas = inside.lists.areas();
    const auto layers = layers_of(areas);
    const auto snapshot = inside.face.snapshot();
    const Asked asked = asked_of(inside, request, today, layers);
    const DateRange year = year_from(asked.from);
    DateRange shown = asked.on ? *DateRange::make(*asked.on, *asked.on) : year;
    if (asked.shape == Shape::month)  // whole weeks, so that days of the months beside it are right too
        shown = *DateRange::make(asked.month - 6, months_later(asked.month, 1) + 6);
    if (!request.format.empty()) {
        std::vector<ActivityId> ids;
        for (const auto& row : running_in(*snapshot, shown, viewer, today, wanted_of(inside, asked, today)))
            ids.push_back(row->id);
        return feed_of_many(inside, request, request.format, std::move(ids));
    }

    const Lanes lanes = lanes_of(asked, inside.lists);
    ForwardPlanView view;
    view.shape = asked.shape;
    view.year = year;
    view.today = today;
    view.month = asked.month;
    view.on = asked.on;
    view.query = asked.query;
    view.filtered = asked.filtered;
    if (asked.with) view.with_title = asked.with->title;
    view.may_plan = web::admits(web::Access::officer, request.actor.role);
    view.overlaps_known = inside.screen.ready();
    view.lanes = &lanes;
    offer_choices(view, asked, inside.lists, areas, layers);

    auto rows = running_in(*snapshot, shown, viewer, today, wanted_of(inside, asked, today));
    view.rows_total = static_cast<std::int64_t>(rows.size());
    if (asked.shape == Shape::table) {
        std::ranges::sort(rows, {}, [](const EntryPointer& row) { return std::tuple(row->first, row->last, row->id); });
        const auto pages = (view.rows_total + view.rows_per_page - 1) / view.rows_per_page;
        view.rows_page = std::clamp<std::int64_t>(asked.page, 1, std::max<std::int64_t>(1, pages));
        const auto first = (view.rows_page - 1) * view.rows_per_page;
        const auto last = std::min(view.rows_total, first + view.rows_per_page);
        view.rows.assign(rows.begin() + first, rows.begin() + last);
        for (const auto& row : view.rows) view.at.mark.push_back(row->id);
    }
    if (asked.shape == Shape::month) {
        view.days = calendar_of(rows, asked.month);
        view.rows_total = std::ranges::count_if(rows, [&](const EntryPointer& entry) {
            return entry->first < months_later(asked.month, 1) && entry->last >= asked.month;
        });
    } else {
        if (!asked.lane.empty()) view.at.lane = lanes.find(asked.lane);
        view.at.page = asked.shape == Shape::year ? asked.page : 1;
        view.at.pairs_page = asked.pairs_page;
        static const std::vector<overlap::OpenPair> none;
        const auto open = view.overlaps_known ? inside.screen.open_pairs() : nullptr;
        view.plan = make_plan(
            rows, lanes, open ? *open : none,
            [&](ActivityId id) {
                auto entry = inside.list.find(id);
                return entry && !entry->withdrawn && entry->may_be_seen_by(viewer, today) ? entry : nullptr;
            },
            view.at, today);
        if (asked.shape == Shape::table)  // no picture stands beside it
            for (auto& pair : view.plan.marked) pair.number_a = pair.number_b = 0;
    }
    html::Page page = kernel::page(request, "Forward plan, " + describe_months(year), "/forward-plan");
    if (asked.shape == Shape::month)
        page.title = fmt::format("Forward plan, {} {}", month_name(asked.month.month()), asked.month.year());
    for (const char* format : {"ics", "csv"})
        page.alternates.push_back(
            {format, html::Href::query(html::Href::path(fmt::format("/forward-plan.{}", format)), asked.query).text()});
    html::Writer content;
    forward_plan_page(content, view, inside.lists);
    return kernel::show(inside.services, page, std::move(content));
}

}  // namespace

void add_forward_plan_routes(Inside& inside, web::Router& router) {
    router
        .get("/forward-plan", web::Access::viewer,
             [&inside](const web::Request& request) { return show(inside, request); })
        .formats = {"ics", "csv"};
}

}  // namespace thingwall::activities
