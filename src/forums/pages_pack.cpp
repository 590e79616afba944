#include <algorithm>

#include "base/text.hpp"
#include "db/db.hpp"
#include "forums/inside.hpp"
#include "forums/store.hpp"
#include "forums/views_pack.hpp"
#include "kernel/pages.hpp"
#include "kernel/paging.hpp"

#include <fmt/format.h>

namespace thingwall::forums {
namespace {

using Inside = Forums::Inside;
using activities::Viewer;
using web::Request;
using web::Response;

constexpr std::int64_t actions_shown = 40;
constexpr int usual_days_between = 91;
// The pack is for the whole group: it shows what every partner may see, whoever makes it.
constexpr Viewer every_partner{OrganisationId{}, true};

Instant start_of(Date day) {
    return Instant{day.days()};
}

struct At {
    Forum forum;
    Meeting meeting;
    std::optional<Meeting> before, before_that;
};
At meeting_of(Inside& inside, const Request& request) {
    At at;
    inside.services.database.read([&](db::Reader& reader) {
        auto meeting = store::meeting(reader, MeetingId{request.id()});
        auto forum = meeting ? store::forum(reader, meeting->forum) : std::nullopt;
        if (!forum || forum->kind != Kind::steering) web::not_found();
        at.forum = std::move(*forum);
        at.meeting = std::move(*meeting);
        at.before = store::meeting_before(reader, at.meeting);
        if (at.before) at.before_that = store::meeting_before(reader, *at.before);
    });
    return at;
}

// The layer that people know best: wards where there are any.
std::string layer_of(const activities::Lists& lists) {
    std::string first;
    for (const auto& area : lists.areas()) {
        if (area.group == "ward") return area.group;
        if (first.empty()) first = area.group;
    }
    return first;
}

DateRange range(Date first, Date last) {
    return *DateRange::make(std::min(first, last), last);
}

/// What the Compact is counted over: the year before a meeting, and the year from it.
struct CompactYears {
    DateRange before, ahead;
    explicit CompactYears(Date meeting)
        : before(range(meeting - 365, meeting - 1)), ahead(range(meeting, meeting + 364)) {}
};

views::Pack pack_of(Inside& inside, const Request& request, At at, const activities::Lanes& lanes) {
    views::Pack view;
    view.today = today_of(inside);
    view.partnership = inside.services.site.partnership;
    view.before = at.before;
    view.since = at.before ? at.before->day : at.meeting.day - usual_days_between;
    const Date until = std::max(view.since, std::min(view.today, at.meeting.day));
    const Date since_that = at.before_that ? at.before_that->day : view.since - std::max(1, until - view.since);
    const auto snapshot = inside.activities.snapshot();
    const auto& lists = inside.activities.lists();

    const DateRange now = range(view.since, until), then = range(since_that, view.since - 1);
    view.now = {activities::registered_in(*snapshot, now), activities::reported_in(*snapshot, now)};
    view.then = {activities::registered_in(*snapshot, then), activities::reported_in(*snapshot, then)};
    view.challenges = inside.overlaps.challenges_since(request.actor, start_of(view.since), start_of(since_that));

    std::vector<Action> open, done;
    inside.services.database.read([&](db::Reader& reader) {
        view.open_total = store::count_open(reader, at.forum.id);
        open = store::open_actions(reader, at.forum.id, actions_shown, 0);
        done = store::done_since(reader, at.forum.id, view.since, actions_shown);
    });
    view.open = with_bodies(inside, std::move(open), view.today);
    view.done = with_bodies(inside, std::move(done), view.today);

    view.year = activities::year_from(at.meeting.day);
    view.lanes = &lanes;
    const auto rows =
        activities::running_in(*snapshot, view.year, every_partner, view.today, [](const auto&) { return true; });
    view.overlaps_known = inside.overlaps.ready();
    static const std::vector<overlap::OpenPair> none;
    const auto pairs = view.overlaps_known ? inside.overlaps.open_pairs() : nullptr;
    activities::PlanPage page{.lane = {}, .lanes = 12, .bars = 6, .not_asked_only = true};
    view.plan = activities::make_plan(
        rows, lanes, pairs ? *pairs : none, [](ActivityId) -> activities::EntryPointer { return nullptr; }, page,
        view.today);

    view.layer = layer_of(lists);
    view.quarter = activities::quarter_of(at.meeting.day);
    if (!view.layer.empty())
        view.loads = activities::load_of(*snapshot, lists, view.layer, view.quarter,
                                         activities::quarter_of(view.quarter.first() - 1));
    view.overdue = activities::overdue_feedback(*snapshot, view.today);
    const CompactYears years(at.meeting.day);
    view.last_year_days = years.before;
    view.ahead_days = years.ahead;
    view.last_year = activities::compact_of(*snapshot, years.before);
    view.ahead = activities::compact_of(*snapshot, years.ahead);
    view.can_print = inside.printer.can_print();
    view.as_file = request.format == "pdf";
    view.forum = std::move(at.forum);
    view.meeting = std::move(at.meeting);
    return view;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

// Style sheets alone: a file on paper runs no scripts.
std::string_view styles_only(std::string_view name) {
    if (name == "govuk-frontend.min.css") return "/pack-files/govuk-frontend.min.css";
    if (name == "thingwall.css") return "/pack-files/thingwall.css";
    return {};
}

Response as_pdf(Inside& inside, const Request& request, const At& at, html::Writer content, std::string title) {
    html::Site site = inside.services.site;
    site.asset_path = styles_only;
    html::Page page;  // without whoever is signed in: the file is passed on
    page.title = std::move(title);
    page.frame = html::Frame::officer;
    std::string document = html::document(site, page, std::move(content));
    replace_all(document, "\"/pack-files/", "\"");
    // Chromium prints with a script of its own, so that scripts cannot be turned off: the page lets none in.
    replace_all(document, "<meta charset=\"utf-8\">",
                "<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "style-src file:\">");
    // Links of a file lead to this site, wherever it is read.
    const std::string address = (request.secure ? "https://" : "http://") + request.host;
    replace_all(document, "href=\"/", "href=\"" + address + "/");
    std::vector<PageFile> files;
    for (const char* name : {"govuk-frontend.min.css", "thingwall.css"})
        files.emplace_back(name, inside.style_sheet(name));
    auto printed = inside.printer.print(document, files);
    if (!printed) kernel::refuse(printed.error());
    return web::download("application/pdf", fmt::format("agenda-pack-{}.pdf", to_iso(at.meeting.day)), **printed);
}

Response show(Inside& inside, const Request& request) {
    At at = meeting_of(inside, request);
    const auto lanes = activities::Lanes::of_communities(inside.activities.lists());
    const auto view = pack_of(inside, request, at, lanes);
    std::string title = fmt::format("Agenda pack, {}", long_date(view.meeting.day));
    html::Writer content;
    views::pack(content, view, inside.activities.lists());
    if (request.format == "pdf") return as_pdf(inside, request, at, std::move(content), std::move(title));
    auto page = kernel::page(request, std::move(title), "/forums");
    return kernel::show(inside.services, page, std::move(content));
}

Response list(Inside& inside, const Request& request) {
    const At at = meeting_of(inside, request);
    const std::string_view word = request.parameters[1];
    if (word != "overdue" && word != "short") web::not_found();
    views::PackList view;
    view.meeting = at.meeting.id;
    view.today = today_of(inside);
    view.what = word == "overdue" ? views::PackList::What::overdue : views::PackList::What::short_ones;
    const auto snapshot = inside.activities.snapshot();
    auto paging = kernel::paging(request);
    auto cut = [&](auto& all) {
        view.total = static_cast<std::int64_t>(all.size());
        paging.keep_within(view.total);
        const auto last = std::min(view.total, paging.offset() + paging.limit());
        all = {all.begin() + paging.offset(), all.begin() + last};
    };
    if (view.what == views::PackList::What::overdue) {
        view.overdue = activities::overdue_feedback(*snapshot, view.today);
        cut(view.overdue);
    } else {
        const CompactYears years(at.meeting.day);
        view.short_ones = activities::compact_of(*snapshot, years.ahead).without_reason;
        for (auto& entry : activities::compact_of(*snapshot, years.before).without_reason)
            view.short_ones.push_back(std::move(entry));
        cut(view.short_ones);
    }
    kernel::page_numbers(view.below, request, paging, view.total, word == "overdue" ? "activities" : "consultations");
    html::Writer content;
    views::pack_list(content, view, inside.activities.lists());
    auto page = kernel::page(
        request, word == "overdue" ? "Nothing said three months after closing" : "Less than 12 weeks, and no reason",
        "/forums");
    page.back =
        html::NavigationItem{"Back to the agenda pack", fmt::format("/meetings/{}/pack", at.meeting.id.value())};
    return kernel::show(inside.services, page, std::move(content));
}

}  // namespace

void add_pack_pages(Inside& inside, web::Router& router) {
    router
        .get("/meetings/{id}/pack", web::Access::viewer,
             [&inside](const Request& request) { return show(inside, request); })
        .formats = {"pdf"};
    router.get("/meetings/{id}/pack/{word}", web::Access::viewer,
               [&inside](const Request& request) { return list(inside, request); });
}

}  // namespace thingwall::forums
