#include <algorithm>

#include "activities/pages_import.hpp"
#include "activities/subscription.hpp"
#include "activities/views_subscription.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "jobs/jobs.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using Inside = Activities::Inside;

constexpr std::string_view one_now = "activities.subscription";
constexpr std::string_view all_due = "activities.subscriptions";

std::string moment(Inside& inside, const std::optional<Instant>& at) {
    return at ? moment_in_words(*at, inside.face.today().year()) : std::string();
}

SubscriptionLine line_of(Inside& inside, const Subscription& subscription) {
    auto source =
        inside.services.database.read([&](db::Reader& reader) { return read_source(reader, subscription.source); });
    return {source ? source->name : "",
            source ? source->address : "",
            subscription.body.known() ? inside.lists.organisation(subscription.body) : "",
            moment(inside, subscription.had_at),
            moment(inside, subscription.asked_at),
            subscription};
}

// Everybody of the body that subscribed looks after it; for others it is not there.
Subscription own(Inside& inside, const web::Request& request) {
    auto found =
        inside.services.database.read([&](db::Reader& reader) { return read_subscription(reader, request.id()); });
    if (!found || found->organisation != request.actor.organisation) web::not_found();
    return std::move(*found);
}

std::optional<int> hour_in(const web::Request& request) {
    auto hour = parse_whole(request.form.get("hour"));
    return hour && *hour >= 0 && *hour < 24 ? std::optional(static_cast<int>(*hour)) : std::nullopt;
}

web::Response form(Inside& inside, const web::Request& request, const Error& error) {
    if (inside.settings.import_hosts.empty()) web::not_found();
    html::Page page = kernel::page(request, "Get a list each night", "/activities");
    page.back = html::NavigationItem{"Back to imports", "/activities/import"};
    page.faulty = !error.fields.empty();
    const bool typed = request.method == web::Method::post;
    auto field = [&](std::string_view name) { return std::string(request.form.get(name)); };
    SubscribeView view{{request.csrf, kernel::form_key(request)},
                       inside.settings.import_hosts,
                       inside.lists.organisations(),
                       field("address"),
                       field("name"),
                       field("body"),
                       typed ? field("hour") : std::to_string(usual_hour),
                       field("place"),
                       inside.services.site.place};
    html::Writer content;
    subscribe_page(content, view, error);
    return kernel::show(inside.services, page, std::move(content), error.fields.empty() ? 200 : 422);
}

web::Response ask_for(Inside& inside, const web::Request& request) {
    if (inside.settings.import_hosts.empty()) web::not_found();
    Faults faults;
    auto address = checked_address(with_outlines(std::string(trim(request.form.get("address")))), rules_of(inside));
    if (!address) faults.add(address.error());
    std::string name(trim(request.form.get("name")));
    if (name.empty() || length(name) > source_name_length)
        faults.add("name", name.empty()
                               ? std::string("Say who it is from")
                               : fmt::format("A name has at most {} characters. Shorten it", source_name_length));
    auto place = request.form.get("place");
    if (place != "same" && place != "other") faults.add("place", "Say which place they look after");
    OrganisationId body{parse_id(request.form.get("body")).value_or(0)};
    if (body.known() && inside.lists.organisation(body).empty()) faults.add("body", "Choose from the list");
    auto hour = hour_in(request);
    if (!hour) faults.add("hour", "Choose from the list");
    if (!faults.empty()) return form(inside, request, faults.take().error());
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto made = subscribe(tx, request.actor, name, *address, *hour, body, place == "same");
        if (!made) return std::unexpected(made.error());
        jobs::queue(tx, one_now, std::to_string(*made), std::to_string(*made), tx.now());
        return std::to_string(*made);
    });
    if (!done && done.error().kind == ErrorKind::conflict)
        return form(inside, request,
                    Error{ErrorKind::invalid, "There is a problem", {{"name", done.error().message}}, 0});
    if (!done) kernel::refuse(done.error());
    return web::see_other(fmt::format("/activities/subscriptions/{}?asked=yes", *done));
}

web::Response show(Inside& inside, const web::Request& request, const Error& error) {
    SubscriptionView view;
    view.line = line_of(inside, own(inside, request));
    inside.services.database.read([&](db::Reader& reader) {
        auto source = read_source(reader, view.line.state.source);
        view.same_place = source && source->profile.whole_borough;
        auto state = read_state(reader, view.line.state.source);
        for (const auto& [id, activity] : state.activities)
            view.kept += state.kept.contains(id) && !activity.withdrawn_on ? 1 : 0;
    });
    view.our_place = inside.services.site.place;
    view.keys = {request.csrf, kernel::new_form_key()};
    view.asked_for = request.query.get("asked") == "yes";
    html::Page page = kernel::page(request, view.line.name, "/activities");
    page.back = html::NavigationItem{"Back to imports", "/activities/import"};
    page.faulty = !error.fields.empty();
    html::Writer content;
    subscription_page(content, view, error);
    return kernel::show(inside.services, page, std::move(content), error.fields.empty() ? 200 : 422);
}

web::Response change(Inside& inside, const web::Request& request) {
    const Subscription seen = own(inside, request);
    const std::string what(request.form.get("do"));
    auto hour = hour_in(request);
    if (what == "save" && !hour)
        return show(inside, request,
                    Error{ErrorKind::invalid, "There is a problem", {{"hour", "Choose from the list"}}, 0});
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto now = read_subscription(tx, seen.source);
        if (!now) return fail(ErrorKind::not_found, "There is no such list");
        const bool asks = what == "fetch" || (what == "resume" && now->paused);
        if (what == "save") now->hour = *hour;
        if (what == "pause") now->paused = true;
        if (what == "resume") now->paused = false;
        if (asks) {
            now->etag.clear();  // a person wants to see it read again, also where it is the same
            jobs::queue(tx, one_now, std::to_string(seen.source), std::to_string(seen.source), tx.now());
        }
        change_subscription(tx, request.actor, *now);
        return fmt::format("/activities/subscriptions/{}{}", seen.source, asks ? "?asked=yes" : "");
    });
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

Result<Fetched> ask_far_side(Inside& inside, const std::string& address, const std::string& etag) {
    if (!inside.settings.fetch_by) return fetch_if_changed(address, etag, rules_of(inside));
    auto body = inside.settings.fetch_by(address);
    if (!body) return std::unexpected(body.error());
    return Fetched{true, std::move(*body), {}};
}

// What went wrong is said on the page, and tried again by the clock: the job itself is done.
void read_now(Inside& inside, std::int64_t source) {
    auto synced = synchronise(inside.face, source, [&](const std::string& address, const std::string& etag) {
        return ask_far_side(inside, address, etag);
    });
    log::info("activities.subscription", {{"source", std::to_string(source)}, {"read", synced ? "yes" : "no"}});
}

}  // namespace

std::vector<SubscriptionLine> subscription_lines_of(Inside& inside, OrganisationId organisation) {
    std::vector<SubscriptionLine> lines;
    for (const Subscription& one :
         inside.services.database.read([&](db::Reader& reader) { return subscriptions_of(reader, organisation); }))
        lines.push_back(line_of(inside, one));
    return lines;
}

void add_subscription_routes(Inside& inside, web::Router& router) {
    router.get("/activities/subscribe", web::Access::officer,
               [&inside](const web::Request& request) { return form(inside, request, html::no_error); });
    router
        .post("/activities/subscribe", web::Access::officer,
              [&inside](const web::Request& request) { return ask_for(inside, request); })
        .rate = {20, std::chrono::minutes{10}};
    router.get("/activities/subscriptions/{id}", web::Access::officer,
               [&inside](const web::Request& request) { return show(inside, request, html::no_error); });
    router
        .post("/activities/subscriptions/{id}", web::Access::officer,
              [&inside](const web::Request& request) { return change(inside, request); })
        .rate = {60, std::chrono::minutes{10}};
}

void add_subscription_jobs(Inside& inside, jobs::Runner& runner) {
    runner.add_errand(std::string(one_now), [&inside](const jobs::Job& job) {
        if (auto source = parse_id(job.payload)) read_now(inside, *source);
        return true;
    });
    runner.add_errand_every(std::string(all_due), std::chrono::minutes{10}, [&inside, &runner](const jobs::Job&) {
        auto all = inside.services.database.read([](db::Reader& reader) { return all_subscriptions(reader); });
        for (const Subscription& one : all) {
            if (runner.stopping()) return false;
            if (is_due(one, inside.services.clock.now())) read_now(inside, one.source);
        }
        return true;
    });
}

}  // namespace thingwall::activities
