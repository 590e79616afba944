#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "kernel/pages.hpp"
#include "kernel/paging.hpp"
#include "overlap/evidence.hpp"
#include "overlap/pages_pair.hpp"
#include "overlap/service.hpp"

namespace thingwall::overlap {
namespace {

using Inside = Overlaps::Inside;

struct Choice {
    bool own_only = false, likely_only = false, settled_too = false;
};
Choice choice_of(const web::Request& request) {
    return {request.query.get("whose") == "own", request.query.get("grade") == "likely",
            request.query.get("settled") == "too"};
}

bool is_likely(double likelihood) {
    return grade_of(likelihood) == Grade::likely;
}

struct Counted {
    std::vector<LivePair> pairs;  ///< that match, strongest first
    std::int64_t visible = 0, likely = 0;
};

// Pairs of which this body may see both, and of which neither is over.
Counted pairs_for(Inside& inside, const web::Actor& viewer, Date today, Choice choice) {
    Counted counted;
    for (auto& found : live_pairs(inside, viewer, today, choice.settled_too)) {
        ++counted.visible;
        const bool b_is_own = found.b->ask.organisation == viewer.organisation;
        if (choice.own_only && !b_is_own && found.a->ask.organisation != viewer.organisation) continue;
        if (choice.likely_only && !is_likely(found.likelihood)) continue;
        counted.likely += is_likely(found.likelihood) ? 1 : 0;
        if (b_is_own) std::swap(found.a, found.b);  // one's own stands first
        counted.pairs.push_back(std::move(found));
    }
    return counted;
}

web::Response list_json(std::shared_ptr<Screened> screened, Counted counted) {
    web::Response response = web::data("application/json", {});
    // Piece by piece: a large register has tens of thousands of pairs.
    response.stream = [screened = std::move(screened), pairs = std::move(counted.pairs), at = std::size_t{0},
                       ended = false]() mutable -> std::string {
        if (ended) return {};
        std::string piece = at == 0 ? "{\"pairs\":[" : "";
        for (std::size_t n = 0; n < 64 && at < pairs.size(); ++n, ++at) {
            const auto finding = screened->index().compare(pairs[at].a->ask.id, pairs[at].b->ask.id);
            if (!finding) continue;  // taken out of the register meanwhile
            if (piece.size() > 10 || !piece.starts_with("{")) piece += ",\n";
            piece += to_json(*pairs[at].a, *pairs[at].b, *finding);
        }
        if (at == pairs.size()) {
            piece += "]}\n";
            ended = true;
        }
        return piece;
    };
    return response;
}

web::Response list(Inside& inside, const web::Request& request) {
    if (!inside.ready()) return not_yet(inside, request);
    const auto screened = inside.screened();
    const Date today = london_day(inside.services.clock.now());
    const Choice choice = choice_of(request);
    auto counted = pairs_for(inside, request.actor, today, choice);
    if (request.format == "json") return list_json(screened, std::move(counted));

    auto at = kernel::paging(request, 25);
    const auto total = static_cast<std::int64_t>(counted.pairs.size());
    at.keep_within(total);
    ListView view;
    view.total = total;
    view.visible = counted.visible;
    view.likely = counted.likely;
    view.own_only = choice.own_only;
    view.likely_only = choice.likely_only;
    view.settled_too = choice.settled_too;
    view.own_body = request.actor.organisation_name;
    view.this_year = today.year();
    for (auto i = at.offset(); i < std::min(total, at.offset() + at.limit()); ++i) {
        const auto& pair = counted.pairs[static_cast<std::size_t>(i)];
        if (auto finding = screened->index().compare(pair.a->ask.id, pair.b->ask.id))
            view.rows.push_back({*pair.a, *pair.b, std::move(*finding)});
    }
    html::Writer content, pages;
    kernel::page_numbers(pages, request, at, total, "pairs");
    list_page(content, view, pages);
    auto page = kernel::page(request, "Overlaps", "/overlaps");
    page.alternates = {{"JSON", "/overlaps.json"}};
    return kernel::show(inside.services, page, std::move(content));
}

std::string how_it_is_worked_out(std::string_view version) {
    return fmt::format(
        "Each piece of evidence multiplies the odds by how much more often it is seen among pairs that are the same "
        "exercise than among other pairs that meet. Bars are drawn in doublings of the odds, so equal lengths are "
        "equal "
        "strength. Weights of {}; how they were found, and how often they were right, is written in "
        "docs/decisions/0002-overlap-weights.md.",
        version);
}

// What a viewer may not see looks as if it were not there.
AskingPointer find(Inside& inside, ActivityId id, const web::Actor& viewer) {
    auto found = inside.find(id);
    if (!found || !may_see(*found, viewer)) web::not_found();
    return found;
}

}  // namespace

web::Response not_yet(Inside& inside, const web::Request& request) {
    if (request.format == "json") web::refuse(503, "Overlaps are being worked out. Ask again in a minute.");
    html::Writer content;
    being_prepared_page(content);
    return kernel::show(inside.services, kernel::page(request, "Overlaps are being worked out", "/overlaps"),
                        std::move(content), 503)
        .with("Retry-After", "10");
}

FoundPair pair_for(Inside& inside, const web::Request& request) {
    if (!inside.ready()) web::refuse(503, "Overlaps are being worked out. Try again in a minute.");
    FoundPair found{find(inside, ActivityId{request.id(0)}, request.actor),
                    find(inside, ActivityId{request.id(1)}, request.actor),
                    {},
                    {}};
    if (found.ours->ask.id == found.theirs->ask.id) web::not_found();
    // One's own is "ours" from either side.
    const auto own = request.actor.organisation;
    if (found.theirs->ask.organisation == own && found.ours->ask.organisation != own)
        std::swap(found.ours, found.theirs);
    auto finding = inside.screened()->index().compare(found.ours->ask.id, found.theirs->ask.id);
    if (!finding) web::not_found();
    found.finding = std::move(*finding);
    found.weights = inside.screened()->index().weights().version;
    return found;
}

PairNow pair_now(const FoundPair& found) {
    if (found.ours->ask.id < found.theirs->ask.id) return {found.ours, found.theirs, found.finding, found.weights};
    return {found.theirs, found.ours, found.finding, found.weights};
}

std::vector<LivePair> live_pairs(Inside& inside, const web::Actor& viewer, Date today, bool settled_too) {
    std::vector<LivePair> live;
    for (const auto& pair : inside.screened()->pairs()) {
        LivePair found{inside.find(pair.a), inside.find(pair.b), pair.likelihood};
        if (!found.a || !found.b || !may_see(*found.a, viewer) || !may_see(*found.b, viewer)) continue;
        if (days_of(found.a->ask).last() < today || days_of(found.b->ask).last() < today) continue;
        if (!settled_too && inside.is_silent(*found.a, *found.b)) continue;
        live.push_back(std::move(found));
    }
    std::ranges::sort(live, [](const LivePair& x, const LivePair& y) {
        if (x.likelihood != y.likelihood) return x.likelihood > y.likelihood;
        return std::minmax(x.a->ask.id, x.b->ask.id) < std::minmax(y.a->ask.id, y.b->ask.id);
    });
    return live;
}

web::Response show_pair(Inside& inside, const web::Request& request, const FoundPair& found, ChallengeView typed,
                        const Error& error) {
    const auto &ours = found.ours, &theirs = found.theirs;
    const auto screened = inside.screened();
    PairView view;
    view.ours = *ours;
    view.theirs = *theirs;
    view.finding = found.finding;
    view.our_days = days_of(ours->ask);
    view.their_days = days_of(theirs->ask);
    if (!view.finding.subjects.empty()) view.subject = view.finding.subjects.front();
    view.same = same_questions(ours->ask.questions, theirs->ask.questions);
    view.today = london_day(inside.services.clock.now());
    view.counted_from = screened->atlas().residents_facts().vintage;
    view.how = how_it_is_worked_out(screened->index().weights().version);
    auto short_of = [](const Asking& one) {
        return one.shown.lead_short.empty() ? one.ask.organisation_name : one.shown.lead_short;
    };
    view.ground =
        ground_page_figure(*screened->backdrop, *screened->grounds(ours->shown.footprint, theirs->shown.footprint),
                           {short_of(*ours), ours->shown.where, short_of(*theirs), theirs->shown.where});
    auto asked = challenge_view(inside, request, found);
    asked.deed = std::move(typed.deed);
    asked.chosen = std::move(typed.chosen);
    asked.words = std::move(typed.words);
    asked.saving = std::move(typed.saving);
    view.state = state_in_words(asked);
    html::Writer content;
    html::error_summary(content, error);
    pair_page(content, view);
    challenge_section(content, asked, error);
    auto page = kernel::page(request, title_of(view), "/overlaps");
    page.back = html::NavigationItem{"Back to overlaps", "/overlaps"};
    page.alternates = {{"JSON", path_of(ours->ask.id, theirs->ask.id) + ".json"}};
    page.faulty = !error.fields.empty();
    return kernel::show(inside.services, page, std::move(content), page.faulty ? 422 : 200);
}

namespace {

web::Response pair(Inside& inside, const web::Request& request) {
    if (!inside.ready()) return not_yet(inside, request);
    const auto found = pair_for(inside, request);
    if (request.format == "json")
        return web::data("application/json", to_json(*found.ours, *found.theirs, found.finding) + "\n");
    return show_pair(inside, request, found, {}, html::no_error);
}

}  // namespace

void add_pages(Overlaps::Inside& inside, web::Router& router) {
    router
        .get("/overlaps", web::Access::viewer, [&inside](const web::Request& request) { return list(inside, request); })
        .formats = {"json"};
    router
        .get("/overlaps/{id}/{id}", web::Access::viewer,
             [&inside](const web::Request& request) { return pair(inside, request); })
        .formats = {"json"};
}

}  // namespace thingwall::overlap
