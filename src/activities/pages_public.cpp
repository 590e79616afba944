#include <algorithm>

#include <fmt/format.h>

#include "activities/codes.hpp"
#include "activities/feed.hpp"
#include "activities/filter.hpp"
#include "activities/inside.hpp"
#include "activities/linked_data.hpp"
#include "activities/views.hpp"
#include "activities/views_public.hpp"
#include "base/text.hpp"
#include "kernel/pages.hpp"
#include "kernel/paging.hpp"

namespace thingwall::activities {
namespace {

using Inside = Activities::Inside;

constexpr std::int64_t first_few = 4, in_table = 50, coming_at_most = 200;

std::string other_ways_line(const Entry& entry) {
    std::vector<std::string> words;
    for (const auto& way : entry.other_ways) {
        std::string label(label_of(other_ways(), way));
        label[0] = way == "in-person" || way == "paper" || way == "telephone" ? static_cast<char>(label[0] - 'A' + 'a')
                                                                              : label[0];
        words.push_back(std::move(label));
    }
    return words.empty() ? std::string{} : "Also " + listed(words);
}

AskView ask_of(Inside& inside, const Entry& entry, Date today) {
    AskView ask{entry.id,
                entry.title,
                entry.line,
                inside.lists.organisation(entry.lead),
                other_ways_line(entry),
                entry.last,
                entry.last - today,
                entry.minutes,
                {}};
    if (inside.ground && !entry.ground.whole_borough) ask.ward = inside.ground->ward_of(entry.ground);
    return ask;
}

ComingView coming_of(Inside& inside, const Entry& entry, int this_year) {
    auto days = DateRange::make(entry.first, entry.last);
    std::string method =
        entry.methods.empty() ? std::string{} : std::string(label_of(methods(), entry.methods.front())) + ", ";
    return {
        entry.id, entry.title,
        fmt::format("{}{}. {}", method, days ? describe(*days, this_year) : "", inside.lists.organisation(entry.lead)),
        entry.first.year(), entry.first.month()};
}

ComingView asked_of(Inside& inside, const Entry& entry, int this_year) {
    std::string people = entry.responses ? thousands(*entry.responses) + " people, " : "";
    return {entry.id, entry.title,
            fmt::format("{}{}{}. {}", people, month_name(entry.last.month()),
                        entry.last.year() == this_year ? "" : fmt::format(" {}", entry.last.year()),
                        inside.lists.organisation(entry.lead)),
            entry.last.year(), entry.last.month()};
}

std::int64_t open_in_all(Inside& inside) {
    Filter one;
    one.per_page = 1;
    return inside.face.open_now(one).total;
}

// What everybody may see of what is planned, by first day.
std::vector<EntryPointer> coming(Inside& inside, const Filter& where, std::size_t most) {
    Filter filter = where;
    filter.statuses = {Status::planned};
    filter.sort = Sort::first_day;
    filter.per_page = static_cast<std::int64_t>(most);
    return inside.face.public_list(filter).rows;
}

std::string bodies_of(Inside& inside) {
    auto bodies = static_cast<std::int64_t>(inside.lists.organisations().size());
    return bodies < 2 ? "Public bodies" : fmt::format("{} public bodies and charities", bodies);
}

void count_year(Inside& inside, HomeView& view, Date today) {
    inside.face.snapshot()->each(today - 365, [&](const EntryPointer& entry) {
        if (!entry->is_public(today) || entry->withdrawn || entry->first > today) return true;
        ++view.asked;
        view.took_part += entry->responses.value_or(0);
        if (entry->last < today) ++(entry->responses ? view.told : view.owing);
        return true;
    });
}

web::Response home(Inside& inside, const web::Request& request) {
    if (!inside.ground) return web::see_other("/activities");
    Date today = inside.face.today();
    HomeView view;
    view.place = inside.services.site.place;
    view.bodies = bodies_of(inside);
    view.this_year = today.year();
    view.this_month = today.month();
    Filter filter;
    filter.per_page = in_table;
    Listing open = inside.face.open_now(filter);
    view.open_in_all = open.total;
    for (const auto& entry : open.rows) {
        view.all_open.push_back(ask_of(inside, *entry, today));
        if (!entry->ground.whole_borough) view.grounds.push_back(entry->ground);
    }
    view.open.assign(view.all_open.begin(),
                     view.all_open.begin() + std::min<std::ptrdiff_t>(first_few, std::ssize(view.all_open)));
    // Three months with at most three in each, so that what comes later is seen too.
    int months = 0, in_month = 0, year = 0, month = 0;
    for (const auto& entry : coming(inside, {}, coming_at_most)) {
        if (entry->first.year() != year || entry->first.month() != month) {
            if (++months > 3) break;
            in_month = 0;
            year = entry->first.year();
            month = entry->first.month();
        }
        if (++in_month <= 3) view.coming.push_back(coming_of(inside, *entry, today.year()));
    }
    count_year(inside, view, today);
    view.example_postcode = inside.ground->example_postcode();
    html::Page page = kernel::page(request, "What is being asked where you live", "/");
    page.frame = html::Frame::open;
    page.lead_outside = true;
    html::Writer content;
    home_page(content, view, *inside.ground);
    return kernel::show(inside.services, page, std::move(content));
}

web::Response where(Inside& inside, const web::Request& request, std::string typed, std::string fault) {
    if (!request.format.empty())
        web::refuse(422, fault.empty() ? "Name the place: ?postcode= with a postcode, or ?area= with an area's number."
                                       : std::move(fault));
    WhereView view{
        inside.services.site.place, inside.ground->example_postcode(), std::move(typed), {}, inside.ground->choices()};
    if (!fault.empty())
        view.error = Error{ErrorKind::invalid, "There is a problem", {{"postcode", std::move(fault)}}, 0};
    html::Page page = kernel::page(request, "What is open near you", "/near");
    page.frame = html::Frame::open;
    page.faulty = !view.error.fields.empty();
    page.lead_outside = true;
    html::Writer content;
    where_page(content, view);
    return kernel::show(inside.services, page, std::move(content), page.faulty ? 422 : 200);
}

Filter on(Inside& inside, const Ground::Spot& spot) {
    Filter filter;
    filter.areas = spot.areas;
    filter.drawn_reaches = [&inside, spot](const Footprint& ground) { return inside.ground->reaches(ground, spot); };
    filter.per_page = 1'000'000;  // all of them: what is open in one place is few
    return filter;
}

web::Response near_data(Inside& inside, const web::Request& request, const Ground::Spot& spot) {
    Filter filter = on(inside, spot);
    filter.statuses = {Status::open, Status::planned};
    std::vector<ActivityId> ids;
    for (const auto& entry : inside.face.public_list(filter).rows) ids.push_back(entry->id);
    return feed_of_many(inside, request, request.format, std::move(ids));
}

web::Response near_by(Inside& inside, const web::Request& request, const Ground::Spot& spot) {
    Date today = inside.face.today();
    NearView view;
    view.place = inside.services.site.place;
    view.spot = spot;
    view.this_year = today.year();
    view.query =
        html::Href::query(
            "/near",
            spot.is_postcode
                ? std::vector<std::pair<std::string, std::string>>{{"postcode", spot.words}}
                : std::vector<std::pair<std::string, std::string>>{{"area", std::string(request.query.get("area"))}})
            .text()
            .substr(std::string_view("/near?").size());
    Filter here = on(inside, spot);
    kernel::Paging at = kernel::paging(request, 20, 100);
    here.page = at.page;
    here.per_page = at.size;
    Listing open = inside.face.open_now(here);
    at.keep_within(open.total);
    for (const auto& entry : open.rows) view.open.push_back(ask_of(inside, *entry, today));
    view.total = open.total;
    view.elsewhere = open_in_all(inside) - open.total;
    if (view.open.empty()) {
        auto next = coming(inside, on(inside, spot), 3);
        if (!next.empty()) view.next_day = next.front()->first;
        for (const auto& entry : next) view.next.push_back(coming_of(inside, *entry, today.year()));
        Filter closed = on(inside, spot);
        closed.statuses = {Status::closed};
        closed.descending = true;
        closed.per_page = 3;
        for (const auto& entry : inside.face.public_list(closed).rows)
            view.last.push_back(asked_of(inside, *entry, today.year()));
    }
    html::Page page = kernel::page(
        request, view.open.empty() ? "Nothing is open near " + spot.words : "Open near " + spot.words, "/near");
    page.frame = html::Frame::open;
    page.lead_outside = true;
    html::Writer pages, content;
    kernel::page_numbers(pages, request, at, open.total, "what is open");
    near_page(content, view, *inside.ground, pages);
    return kernel::show(inside.services, page, std::move(content));
}

web::Response near_me(Inside& inside, const web::Request& request) {
    if (!inside.ground) web::not_found();
    std::string typed(trim(request.query.get("postcode")));
    std::optional<Ground::Spot> spot;
    if (auto area = parse_id(request.query.get("area"))) {
        spot = inside.ground->at_area(AreaId{*area});
        if (!spot) web::not_found();
    } else if (!typed.empty()) {
        spot = inside.ground->at_postcode(typed);
        if (!spot)
            return where(
                inside, request, typed,
                fmt::format("We know no postcode in {} that begins so. Check it{}.", inside.services.site.place,
                            inside.ground->choices().empty() ? "" : ", or choose from the list"));
    } else {
        return where(inside, request, typed,
                     request.query.has("postcode") ? "Type your postcode, or the first half and one digit." : "");
    }
    return request.format.empty() ? near_by(inside, request, *spot) : near_data(inside, request, *spot);
}

}  // namespace

web::Response public_list_page(Inside& inside, const web::Request& request) {
    AskedFor asked = filter_of(inside, request);
    Date today = inside.face.today();
    if (asked.filter.statuses.empty()) asked.filter.statuses = {Status::open};
    kernel::Paging at = kernel::paging(request, 20, 100);
    asked.filter.page = at.page;
    asked.filter.per_page = at.size;
    Listing listing = inside.face.public_list(asked.filter);
    at.keep_within(listing.total);
    OpenListView view{inside.services.site.place, asked.filter.words, {}, listing.total,
                      open_in_all(inside),        today.year(),       {}};
    for (const auto& entry : listing.rows) view.rows.push_back(ask_of(inside, *entry, today));
    if (view.rows.empty())
        if (auto next = coming(inside, {}, 1); !next.empty()) view.next_day = next.front()->first;
    html::Page page = kernel::page(request, "What is open", "/activities");
    page.lead_outside = true;
    for (const char* format : {"json", "csv", "ics", "atom", "geojson"})
        page.alternates.push_back({format, fmt::format("/activities.{}", format)});
    html::Writer pages, content;
    kernel::page_numbers(pages, request, at, listing.total, "what is open");
    open_list_page(content, view, pages);
    return kernel::show(inside.services, page, std::move(content));
}

web::Response public_activity_page(Inside& inside, const web::Request& request, const Activity& activity) {
    PublicActivityView view{activity,
                            inside.services.site.place,
                            inside.lists.organisation(activity.lead),
                            {},
                            status_of(activity, inside.face.today()),
                            inside.face.today(),
                            {},
                            who_in_words(activity.audience, inside.lists),
                            where_in_a_sentence(activity.footprint, inside.lists),
                            inside.lists.residents(activity.footprint),
                            {},
                            {}};
    std::vector<std::string> with;
    for (auto partner : activity.partners) with.push_back(inside.lists.organisation(partner));
    if (!with.empty()) view.with = "with " + listed(with);
    // All of its days, as if none had come yet; that it is in the register today is no news for residents.
    for (const auto& happens : what_happens(activity, Date{}))
        if (happens.day != Date{}) view.days.emplace_back(happens.day, happens.what);
    bool today_named = std::ranges::any_of(view.days, [&](const auto& day) { return day.first == view.today; });
    if (!today_named && view.status == Status::open)
        view.days.insert(std::ranges::find_if(view.days, [&](const auto& day) { return day.first > view.today; }),
                         {view.today, activity.responses ? thousands(*activity.responses) + " people have answered"
                                                         : "Open for you to take part"});
    for (const auto& before : inside.screen.asked_before(activity, 3))
        if (auto entry = inside.list.find(before.id); entry && entry->is_public(view.today))
            view.asked_before.push_back(asked_of(inside, *entry, view.today.year()));
    if (inside.ground)
        view.map = inside.ground->footprint_map(activity.footprint,
                                                fmt::format("Map of {} with {} marked.", view.place, view.where));
    view.kept = inside.kept_with(activity.id, Viewer{});
    view.keeper = keeper_of(inside.services.database, activity.id);
    html::Page page = kernel::page(request, activity.title, "/activities");
    page.lead_outside = true;
    for (const char* format : {"json", "ics", "atom", "geojson"})
        page.alternates.push_back({format, fmt::format("/activities/{}.{}", activity.id.value(), format)});
    page.linked_data = event_json(activity, context_of(inside, request), view.place);
    html::Writer content;
    public_activity_page_content(content, view);
    return kernel::show(inside.services, page, std::move(content));
}

void add_public_routes(Inside& inside, web::Router& router) {
    router.get("/", web::Access::anyone, [&inside](const web::Request& request) { return home(inside, request); })
        .cacheable = true;
    // Not kept in memory: nobody's postcode is.
    router
        .get("/near", web::Access::anyone, [&inside](const web::Request& request) { return near_me(inside, request); })
        .formats = {"json", "csv", "ics", "atom", "geojson"};
}

}  // namespace thingwall::activities
