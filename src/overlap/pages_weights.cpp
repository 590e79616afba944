#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "db/db.hpp"
#include "identity/identity.hpp"
#include "journal/journal.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"
#include "overlap/pages_pair.hpp"
#include "overlap/service.hpp"
#include "overlap/store_weights.hpp"
#include "overlap/views_weights.hpp"

namespace thingwall::overlap {
namespace {

using Inside = Overlaps::Inside;

constexpr std::size_t drawn_at_once = 20;

/// Everything that people judged, with what is seen of each pair now.
struct Learned {
    std::vector<Judged> judged;
    std::vector<store::Sampled> samples;
    std::int64_t decided = 0, of_them_same = 0, forgotten = 0;
    [[nodiscard]] std::int64_t same() const { return std::ranges::count(judged, true, &Judged::same); }
    [[nodiscard]] bool enough() const {
        return same() >= static_cast<std::int64_t>(least_of_each) &&
               std::ssize(judged) - same() >= static_cast<std::int64_t>(least_of_each);
    }
};

Learned learned(Inside& inside, const Screened& screened) {
    Learned found;
    auto [decisions, samples] = inside.services.database.read(
        [](db::Reader& reader) { return std::pair(store::decisions(reader), store::samples(reader)); });
    const auto add = [&](PairKey pair, bool same, double stands_for) {
        auto seen = screened.index().seen_of(pair.a, pair.b);
        if (!seen) return false;
        seen->same = same;
        seen->stands_for = stands_for;
        found.judged.push_back(*seen);
        return true;
    };
    for (const auto& decision : decisions) {
        if (!add(decision.pair, decision.same, 1)) {
            ++found.forgotten;
            continue;
        }
        ++found.decided;
        found.of_them_same += decision.same ? 1 : 0;
    }
    for (const auto& sample : samples)
        if (sample.same) static_cast<void>(add(sample.pair, *sample.same, sample.stands_for));
    found.samples = std::move(samples);
    return found;
}

std::string next_version(const Inside& inside, std::size_t kept) {
    const Date today = london_day(inside.services.clock.now());
    return fmt::format("{} {}, own set {}", month_name(today.month()), today.year(), kept + 1);
}

web::Response show(Inside& inside, const web::Request& request) {
    if (!inside.ready()) return not_yet(inside, request);
    const auto screened = inside.screened();
    auto known = learned(inside, *screened);
    const auto kept = inside.services.database.read([](db::Reader& reader) { return store::all_weights(reader); });
    WeightsView view;
    view.now = screened->index().weights();
    view.built_in = view.now == built_in_weights();
    view.this_year = london_day(inside.services.clock.now()).year();
    if (!view.built_in && !kept.empty())
        view.taken = fmt::format("Taken on {}.", short_date(london_day(kept.front().at)));
    view.decided = known.decided;
    view.of_them_same = known.of_them_same;
    view.forgotten = known.forgotten;
    for (const auto& sample : known.samples) {
        if (!sample.same) {
            auto a = inside.find(sample.pair.a), b = inside.find(sample.pair.b);
            if (a && b && !a->shown.draft && !b->shown.draft) view.drawn.push_back({std::move(a), std::move(b)});
            continue;
        }
        ++view.judged_below;
        view.below += sample.stands_for;
        view.same_below += *sample.same ? 1 : 0;
        view.missed += *sample.same ? sample.stands_for : 0;
    }
    view.reliability = reliability(known.judged, view.now);
    if (known.enough()) {
        view.proposed = refit(known.judged, view.now, next_version(inside, kept.size()));
        view.trial = tried(known.judged, view.now);
    }
    view.may_change = web::admits(web::Access::coordinator, request.actor.role);
    view.csrf = request.csrf;
    view.key = kernel::form_key(request);
    const auto done = request.query.get("done");
    if (done == "used") view.done = "Taken. Overlaps are weighed anew in the next minutes.";
    if (done == "given-up") view.done = "The program’s weights hold again in the next minutes.";
    if (done == "judged") view.done = "Thank you. It counts from now on.";
    auto page = kernel::page(request, "How sure overlaps are", "/overlaps");
    page.back = html::NavigationItem{"Overlaps", "/overlaps"};
    html::Writer content;
    weights_page(content, view);
    return kernel::show(inside.services, page, std::move(content));
}

template <class Deed>
web::Response change(Inside& inside, const web::Request& request, const std::string& leads_to, Deed deed) {
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        Done changed = deed(tx);
        if (!changed) return std::unexpected(changed.error());
        return leads_to;
    });
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

web::Response use(Inside& inside, const web::Request& request) {
    if (!inside.ready()) return not_yet(inside, request);
    const auto screened = inside.screened();
    const auto known = learned(inside, *screened);
    if (!known.enough()) web::refuse(409, "There is too little to learn from yet.");
    store::KeptWeights kept;
    const auto before = screened->index().weights();
    const auto sets =
        inside.services.database.read([](db::Reader& reader) { return store::all_weights(reader).size(); });
    kept.weights = refit(known.judged, before, next_version(inside, sets));
    kept.trial = tried(known.judged, before);
    kept.judged = std::ssize(known.judged);
    kept.same = known.same();
    kept.person = request.actor.person;
    return change(inside, request, "/overlaps/weights?done=used", [&](db::Transaction& tx) -> Done {
        kept.id = tx.new_number();
        store::insert_weights(tx, kept, request.actor.organisation);
        journal::record(tx, {request.actor.person, request.actor.organisation}, "weights.taken", kept.id,
                        to_json(kept.weights));
        return {};
    });
}

web::Response give_up(Inside& inside, const web::Request& request) {
    return change(inside, request, "/overlaps/weights?done=given-up", [&](db::Transaction& tx) -> Done {
        store::KeptWeights kept;
        kept.id = tx.new_number();
        kept.given_up = true;
        kept.person = request.actor.person;
        store::insert_weights(tx, kept, request.actor.organisation);
        journal::record(tx, {request.actor.person, request.actor.organisation}, "weights.given_up", kept.id);
        return {};
    });
}

web::Response draw(Inside& inside, const web::Request& request) {
    if (!inside.ready()) return not_yet(inside, request);
    const auto drawn = inside.screened()->index().draw_below(possible, drawn_at_once, inside.services.random);
    return change(inside, request, "/overlaps/weights", [&](db::Transaction& tx) -> Done {
        for (const auto& pair : drawn.pairs)
            store::insert_sample(tx, {{pair.a, pair.b},
                                      pair.likelihood,
                                      static_cast<double>(drawn.of) / static_cast<double>(drawn.pairs.size()),
                                      {}});
        journal::record(tx, {request.actor.person, request.actor.organisation}, "weights.sample_drawn",
                        std::ssize(drawn.pairs));
        return {};
    });
}

web::Response judge(Inside& inside, const web::Request& request) {
    const auto number = [&](const char* name) { return ActivityId{parse_whole(request.form.get(name)).value_or(0)}; };
    const PairKey pair{number("a"), number("b")};
    const bool same = request.form.get("same") == "yes";
    return change(inside, request, "/overlaps/weights?done=judged", [&](db::Transaction& tx) -> Done {
        if (!store::judge_sample(tx, pair, same, request.actor.person))
            return fail(ErrorKind::not_found, "This pair was not drawn");
        journal::record(tx, {request.actor.person, request.actor.organisation}, "weights.sample_judged",
                        pair.a.value());
        return {};
    });
}

}  // namespace

void add_weight_pages(Inside& inside, web::Router& router) {
    using web::Access;
    using web::Request;
    router.get("/overlaps/weights", Access::viewer,
               [&inside](const Request& request) { return show(inside, request); });
    router.post("/overlaps/weights", Access::coordinator,
                [&inside](const Request& request) { return use(inside, request); });
    router.post("/overlaps/weights/give-up", Access::coordinator,
                [&inside](const Request& request) { return give_up(inside, request); });
    router.post("/overlaps/weights/draw", Access::coordinator,
                [&inside](const Request& request) { return draw(inside, request); });
    router.post("/overlaps/weights/judge", Access::coordinator,
                [&inside](const Request& request) { return judge(inside, request); });
}

}  // namespace thingwall::overlap
