#include <algorithm>
#include <chrono>
#include <map>

#include <fmt/format.h>

#include "audit/pages.hpp"
#include "audit/rules.hpp"
#include "audit/rules_sheet.hpp"
#include "audit/store.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "kernel/once.hpp"
#include "notify/notify.hpp"

namespace thingwall::audit {

using web::Request;
using web::Response;

views::Keys keys_of(const Request& request) {
    return {request.csrf, kernel::form_key(request)};
}

int this_year(const Inside& inside) {
    return london_day(inside.services.clock.now()).year();
}

Linked linked(const Inside& inside, const Request& request) {
    auto found = inside.services.database.read([&](db::Reader& reader) -> std::optional<Linked> {
        auto partner = store::by_token(reader, request.parameters[0]);
        if (!partner) return std::nullopt;
        auto audit = store::audit(reader, partner->audit);
        return audit ? std::optional(Linked{std::move(*audit), std::move(*partner), {}}) : std::nullopt;
    });
    if (!found) web::not_found();
    if (found->audit.closed_at) web::refuse(409, "This audit is closed. Tell the coordinator what should change.");
    found->organisation = inside.deeds.name_of(found->partner.organisation);
    return std::move(*found);
}

html::Page frame(const Request& request, std::string title) {
    html::Page page = kernel::page(request, std::move(title));
    page.frame = html::Frame::officer;
    page.who.clear();
    return page;
}

Response show(const Inside& inside, const html::Page& page, html::Writer content, int status) {
    html::Site site = inside.services.site;
    site.officer_footer = site.public_footer;
    return web::html(status, html::document(site, page, std::move(content)));
}

namespace {

// --- The coordinator's pages. ---

Response show_list(const Inside& inside, const Request& request, views::ListPage view) {
    view.rows = inside.services.database.read([&](db::Reader& reader) {
        std::vector<views::ListPage::Row> rows;
        for (auto& audit : store::audits(reader)) {
            views::ListPage::Row row{std::move(audit)};
            for (const auto& partner : store::partners(reader, row.audit.id)) {
                ++row.asked;
                row.answered += partner.answered_at ? 1 : 0;
            }
            rows.push_back(std::move(row));
        }
        return rows;
    });
    view.can_send = inside.post.can_send();
    view.this_year = this_year(inside);
    view.keys = keys_of(request);
    auto page = kernel::page(request, "Engagement audits", "/audits");
    page.faulty = !view.error.fields.empty();
    return kernel::show(inside.services, page, views::list(view), page.faulty ? 422 : 200);
}

Response open(const Inside& inside, const Request& request) {
    views::ListPage view;
    view.draft = {std::string(request.form.get("name")), std::string(request.form.get("words")),
                  std::string(request.form.get("due"))};
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto opened = inside.deeds.open(tx, request.actor, view.draft);
        if (!opened) return std::unexpected(opened.error());
        return fmt::format("/audits/{}?done=opened", *opened);
    });
    if (!done && kernel::is_invalid(done.error())) {
        view.error = done.error();
        return show_list(inside, request, std::move(view));
    }
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

Response one(const Inside& inside, const Request& request) {
    views::AuditPage view;
    const auto found = inside.services.database.read([&](db::Reader& reader) {
        auto audit = store::audit(reader, request.id());
        if (audit)
            for (auto& progress : store::progress(reader, audit->id))
                view.rows.push_back({std::move(progress), {}, 0, {}});
        return audit;
    });
    if (!found) web::not_found();
    view.audit = *found;
    const std::string site = fmt::format("{}://{}", request.secure ? "https" : "http", request.host);
    for (auto& row : view.rows) {
        row.name = inside.deeds.name_of(row.progress.partner.organisation);
        row.entries = std::ssize(inside.deeds.entries(view.audit, row.progress.partner.organisation));
        row.link = site + path_of(row.progress.partner.token);
    }
    std::ranges::sort(view.rows, {}, [](const auto& row) { return fold(row.name); });
    if (request.format == "csv") return web::download("text/csv; charset=utf-8", "audit.csv", views::report_csv(view));
    view.this_year = this_year(inside);
    view.can_send = inside.post.can_send();
    view.keys = keys_of(request);
    const auto done = request.query.get("done");
    if (done == "opened")
        view.done = view.can_send ? "The audit is open. Every partner with an address is sent its link."
                                  : "The audit is open. E-mail is not set up yet: hand each partner its link.";
    if (done == "reminded") view.done = "A reminder is on its way.";
    if (done == "closed") view.done = "The audit is closed. Links take no more answers.";
    if (done == "taken") {
        const auto left = parse_whole(request.query.get("left")).value_or(0);
        view.done = fmt::format("{} taken into the register.",
                                count_of(parse_whole(request.query.get("taken")).value_or(0), "answer", "answers"));
        if (left > 0)
            view.done += fmt::format(
                " {} could not be: the entry was changed meanwhile, or lacks something. Ask the "
                "partner to look again.",
                left);
    }
    auto page = kernel::page(request, view.audit.name, "/audits");
    page.back = {"Engagement audits", "/audits"};
    page.alternates = {{"CSV", fmt::format("/audits/{}.csv", view.audit.id)}};
    return kernel::show(inside.services, page, views::one(view));
}

template <class Deed>
Response change(const Inside& inside, const Request& request, const std::string& leads_to, Deed deed) {
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        Done changed = deed(tx);
        if (!changed) return std::unexpected(changed.error());
        return leads_to;
    });
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

OrganisationId partner_of(const Request& request) {
    return OrganisationId{parse_whole(request.form.get("partner")).value_or(0)};
}

Response remind(const Inside& inside, const Request& request) {
    return change(inside, request, fmt::format("/audits/{}?done=reminded", request.id()), [&](db::Transaction& tx) {
        return inside.deeds.remind(tx, request.actor, request.id(), partner_of(request));
    });
}

Response close(const Inside& inside, const Request& request) {
    return change(inside, request, fmt::format("/audits/{}?done=closed", request.id()),
                  [&](db::Transaction& tx) { return inside.deeds.close(tx, request.actor, request.id()); });
}

// Each answer is taken in once, however often the button is pressed.
Response take(const Inside& inside, const Request& request) {
    if (!inside.services.database.read([&](db::Reader& reader) { return store::audit(reader, request.id()); }))
        web::not_found();
    auto done = inside.deeds.take_in(request.actor, request.id(), partner_of(request));
    if (!done) kernel::refuse(done.error());
    return web::see_other(fmt::format("/audits/{}?done=taken&taken={}&left={}", request.id(), done->taken, done->left));
}

// --- The partner's pages: whoever has the link. ---

std::string dates_of(const activities::Draft& draft) {
    return draft.last_day.empty() || draft.last_day == draft.first_day
               ? draft.first_day
               : fmt::format("{} to {}", draft.first_day, draft.last_day);
}

Response partner(const Inside& inside, const Request& request) {
    auto who = linked(inside, request);
    if (!who.partner.looked_at)
        static_cast<void>(inside.services.database.write([&](db::Transaction& tx) -> Done {
            store::set_looked(tx, who.partner);
            return {};
        }));
    views::PartnerPage view;
    view.this_year = this_year(inside);
    const auto answers = inside.services.database.read(
        [&](db::Reader& reader) { return store::answers(reader, who.audit.id, who.partner.organisation); });
    std::map<ActivityId, const Answer*> last;
    for (const auto& answer : answers)
        if (answer.activity.known()) last[answer.activity] = &answer;
    for (const auto& activity : inside.deeds.entries(who.audit, who.partner.organisation)) {
        views::PartnerPage::Row row{activity.id.value(), activity.reference, activity.title,
                                    describe(activity.dates, view.this_year)};
        if (const auto said = last.find(activity.id); said != last.end()) {
            const Answer& answer = *said->second;
            row.answer = answer.id;
            row.verdict = answer.verdict;
            row.taken = answer.taken_at.has_value();
            if (answer.verdict == Verdict::changed && !row.taken) {
                row.title = answer.draft.title;
                row.dates = dates_of(answer.draft);
            }
        }
        view.left += row.answer == 0 ? 1 : 0;
        view.rows.push_back(std::move(row));
    }
    for (const auto& answer : answers)
        if (answer.verdict == Verdict::added && !answer.taken_at)
            view.rows.push_back({0, {}, answer.draft.title, dates_of(answer.draft), answer.id, answer.verdict, false});
    view.total = std::ssize(view.rows);
    const auto pages =
        std::max<std::int64_t>(1, (view.total + views::entries_on_a_page - 1) / views::entries_on_a_page);
    view.page = std::clamp<std::int64_t>(parse_whole(request.query.get("page")).value_or(1), 1, pages);
    const auto first = (view.page - 1) * views::entries_on_a_page;
    view.rows.erase(view.rows.begin() + std::min(first + views::entries_on_a_page, view.total), view.rows.end());
    view.rows.erase(view.rows.begin(), view.rows.begin() + first);
    view.audit = who.audit;
    view.partner = who.partner;
    view.organisation = who.organisation;
    view.partnership = inside.services.site.partnership;
    view.keys = keys_of(request);
    const auto done = request.query.get("done");
    if (done == "said") view.done = "Saved.";
    if (done == "sheet") view.done = "Saved. The coordinator has what your spreadsheet says.";
    if (done == "finished") view.done = "Thank you. The coordinator has your answers.";
    return show(inside, frame(request, who.audit.name), views::partner(view), 200);
}

Response say(const Inside& inside, const Request& request) {
    const auto who = linked(inside, request);
    const std::string& token = who.partner.token;
    const auto drop = parse_whole(request.form.get("drop"));
    const ActivityId entry{parse_whole(request.form.get("entry")).value_or(0)};
    const Verdict verdict = request.form.get("verdict") == "gone" ? Verdict::not_happening : Verdict::right;
    const auto page = parse_whole(request.form.get("page")).value_or(1);
    const std::string leads_to = path_of(token) + "?done=said" + (page > 1 ? fmt::format("&page={}", page) : "");
    return change(inside, request, leads_to, [&](db::Transaction& tx) -> Done {
        if (!drop) return inside.deeds.say(tx, token, entry, verdict, {});
        if (!store::drop_new(tx, who.audit.id, who.partner.organisation, *drop))
            return fail(ErrorKind::not_found, "This is gone already");
        return {};
    });
}

Response finish(const Inside& inside, const Request& request) {
    const auto who = linked(inside, request);
    return change(inside, request, path_of(who.partner.token) + "?done=finished",
                  [&](db::Transaction& tx) { return inside.deeds.finish(tx, who.partner.token, true); });
}

/// The entry of the address; 0 for "new".
std::int64_t number_of(const Request& request) {
    if (request.parameters[1] == "new") return 0;
    const auto number = parse_whole(request.parameters[1]);
    if (!number || *number < 1) web::not_found();
    return *number;
}

/// The draft that an entry form starts from: as it was corrected already, else as the register has it; empty for a new
/// one.
activities::Draft starting_draft(const Inside& inside, const Linked& who, std::int64_t number) {
    if (number == 0) {
        activities::Draft draft;
        draft.lead = std::to_string(who.partner.organisation.value());
        draft.visibility = "partners";
        return draft;
    }
    for (const auto& answer : inside.services.database.read(
             [&](db::Reader& reader) { return store::answers(reader, who.audit.id, who.partner.organisation); }))
        if (answer.activity.value() == number && answer.verdict == Verdict::changed && !answer.taken_at)
            return answer.draft;
    for (const auto& activity : inside.deeds.entries(who.audit, who.partner.organisation))
        if (activity.id.value() == number) return activities::to_draft(activity);
    web::not_found();
}

Response show_entry(const Inside& inside, const Request& request, const Linked& who, const activities::Draft& draft,
                    const Entry& typed, const Error& error) {
    const auto& lists = inside.activities.lists();
    const auto now = activities::as_far_as_it_goes(draft, lists.known(), who.partner.organisation);
    views::EntryForm view;
    view.token = who.partner.token;
    view.organisation = who.organisation;
    view.activity = number_of(request);
    view.entry = typed;
    view.error = error;
    if (view.activity != 0) {
        view.where_now = activities::where_in_words(now.footprint, lists);
        view.who_now = activities::who_in_words(now.audience, lists);
        view.how_now = activities::how_in_words(now.methods);
    }
    view.areas.push_back({"*", "The whole borough"});
    for (const auto& area : lists.areas())
        view.areas.push_back({area.id, fmt::format("{} ({})", area.name, area.group)});
    for (const auto& audience : lists.audiences()) view.audiences.push_back({audience.id, audience.name});
    for (const auto& method : activities::methods())
        view.methods.push_back({std::string(method.code), std::string(method.label)});
    view.keys = keys_of(request);
    auto page = frame(request, view.activity == 0 ? "Add an entry" : "Put this entry right");
    page.back = {"Back", path_of(view.token)};
    page.faulty = !error.fields.empty();
    return show(inside, page, views::entry(view), page.faulty ? 422 : 200);
}

Response get_entry(const Inside& inside, const Request& request) {
    const auto who = linked(inside, request);
    const auto draft = starting_draft(inside, who, number_of(request));
    return show_entry(inside, request, who, draft, entry_of(draft), html::no_error);
}

Response post_entry(const Inside& inside, const Request& request) {
    const auto who = linked(inside, request);
    auto typed = [&](std::string_view name) { return std::string(trim(request.form.get(name))); };
    const Entry entry{typed("title"), typed("purpose"), typed("first_day"), typed("last_day"), typed("audience"),
                      typed("area"),  typed("method"),  typed("contact"),   typed("results")};
    const auto before = starting_draft(inside, who, number_of(request));
    const auto draft = with_entry(before, entry);
    const ActivityId id{number_of(request)};
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto said = inside.deeds.say(tx, who.partner.token, id, id.known() ? Verdict::changed : Verdict::added, draft);
        if (!said) return std::unexpected(said.error());
        return path_of(who.partner.token) + "?done=said";
    });
    if (!done && kernel::is_invalid(done.error())) {
        Error error = done.error();
        for (auto& fault : error.fields) {
            if (fault.field == "areas" || fault.field == "whole_borough") fault.field = "area";
            if (fault.field == "methods") fault.field = "method";
        }
        return show_entry(inside, request, who, before, entry, error);
    }
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

}  // namespace

void Auditing::add_routes(web::Router& router) {
    using web::Access;
    const auto inside = std::make_shared<const Inside>(Inside{services_, *this, activities_, post_});
    const auto to = [inside](auto handler) {
        return [inside, handler](const Request& request) { return handler(*inside, request); };
    };
    router.get("/audits", Access::coordinator,
               to([](const Inside& with, const Request& request) { return show_list(with, request, {}); }));
    router.post("/audits", Access::coordinator, to(audit::open));
    router.get("/audits/{id}", Access::coordinator, to(one)).formats = {"csv"};
    router.post("/audits/{id}/remind", Access::coordinator, to(audit::remind));
    router.post("/audits/{id}/take", Access::coordinator, to(take));
    router.post("/audits/{id}/close", Access::coordinator, to(audit::close));
    // The link stands in the place of a session's token.
    const auto link = [&](const char* path, auto handler, std::size_t body_limit = 256 * 1024, int posts = 300) {
        auto& route = router.post(path, Access::anyone, to(handler));
        route.checks_csrf = false;
        route.body_limit = body_limit;
        route.rate = {.posts = posts, .per = std::chrono::minutes{10}};
    };
    router.get("/audit/{word}", Access::anyone, to(partner));
    router.get("/audit/{word}/entry/{word}", Access::anyone, to(get_entry));
    link("/audit/{word}/entry/{word}", post_entry);
    link("/audit/{word}/say", audit::say);
    link("/audit/{word}/finish", audit::finish);
    router.get("/audit/{word}/sheet", Access::anyone, to(get_sheet)).formats = {"xlsx", "csv"};
    router.get("/audit/{word}/sheet/{id}", Access::anyone, to(look_at_sheet)).formats = {"csv"};
    link("/audit/{word}/sheet", send_sheet, sheet_limits.file_bytes + 65536, 30);
    link("/audit/{word}/sheet/{id}", say_by_sheet);
}

}  // namespace thingwall::audit
