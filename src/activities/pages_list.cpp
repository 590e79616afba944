#include "activities/feed.hpp"
#include "activities/filter.hpp"
#include "activities/views.hpp"
#include "base/text.hpp"
#include "kernel/pages.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using Inside = Activities::Inside;

std::vector<ActivityId> ids_of(const std::vector<EntryPointer>& rows) {
    std::vector<ActivityId> ids;
    ids.reserve(rows.size());
    for (const auto& row : rows) ids.push_back(row->id);
    return ids;
}

// A file that was to hold what overlaps, or to be sorted by it, must not leave out what is not known yet.
OverlapCount overlaps_for(Inside& inside, const Filter& filter) {
    if (!filter.with_overlaps && filter.sort != Sort::overlaps) return {};
    OverlapCount overlaps = inside.overlap_count();
    if (!overlaps) web::refuse(503, "Overlaps are being worked out. Ask again in a minute.");
    return overlaps;
}

web::Response officers_list(Inside& inside, const web::Request& request, AskedFor asked) {
    auto snapshot = inside.face.snapshot();
    RegisterView view;
    view.today = inside.face.today();
    OverlapCount overlaps = inside.overlap_count();
    if (!overlaps) asked.filter.with_overlaps = false;
    view.listing = list(*snapshot, asked.filter, viewer_of(request), view.today, inside.lists, overlaps);
    view.filter = std::move(asked.filter);
    view.query = std::move(asked.query);
    view.place_asked = std::move(asked.place_asked);
    view.may_plan = web::admits(web::Access::officer, request.actor.role);
    view.overlaps_known = static_cast<bool>(overlaps);
    for (const auto& row : view.listing.rows) {
        view.overlaps.push_back(overlaps ? overlaps(row->id) : 0);
        view.where.push_back(where_in_words(row->ground, inside.lists));
        view.who.push_back(who_in_words(row->audience, inside.lists));
    }
    html::Page page = kernel::page(request, "Register of engagement", "/activities");
    for (const char* format : {"json", "csv", "ics", "atom", "geojson"})
        page.alternates.push_back({format, fmt::format("/activities.{}", format)});
    html::Writer content;
    register_page(content, view, inside.lists);
    return kernel::show(inside.services, page, std::move(content));
}

// Of what everybody may read: the journal's position and the day, since what is open and public changes with it.
std::string tag_of(Inside& inside, const web::Request& request, const Snapshot& snapshot) {
    if (request.actor.signed_in() || request.format != "json") return {};
    return fmt::format("W/\"r{}-{}\"", snapshot.position(), to_iso(inside.face.today()));
}

web::Response show(Inside& inside, const web::Request& request) {
    if (request.format.empty() && !request.actor.signed_in()) return public_list_page(inside, request);
    AskedFor asked = filter_of(inside, request);
    if (request.format.empty()) return officers_list(inside, request, std::move(asked));
    auto snapshot = inside.face.snapshot();
    const std::string tag = tag_of(inside, request, *snapshot);
    if (!tag.empty() && request.if_none_match.find(tag) != std::string::npos) {
        web::Response unchanged;
        unchanged.status = 304;
        return unchanged.with("ETag", tag).with("Cache-Control", "no-cache");
    }
    // Overlaps are for partners: for others not even the order tells of them.
    OverlapCount overlaps = request.actor.signed_in() ? overlaps_for(inside, asked.filter) : OverlapCount{};
    if (!overlaps) asked.filter.with_overlaps = false;
    auto rows =
        all_that_match(*snapshot, asked.filter, viewer_of(request), inside.face.today(), inside.lists, overlaps);
    // Two installations that read each other must not send each other back what came from there.
    const bool exchange = request.format == "json" && request.query.get("elsewhere") != "yes";
    auto response =
        feed_of_many(inside, request, request.format, ids_of(rows), exchange ? Elsewhere::left_out : Elsewhere::marked);
    if (!tag.empty()) response.with("ETag", tag).with("Cache-Control", "no-cache");
    return response;
}

web::Response export_list(Inside& inside, const web::Request& request) {
    AskedFor asked = filter_of(inside, request);
    std::string_view which = request.query.get("which"), format = request.query.get("as");
    if (format.empty()) format = "csv";
    if (format != "csv" && format != "json" && format != "ics" && format != "geojson" && format != "xlsx")
        web::refuse(422, "The register can be had as csv, xlsx, json, ics or geojson.");
    auto snapshot = inside.face.snapshot();
    Viewer viewer = viewer_of(request);
    std::vector<ActivityId> ids;
    if (which == "ticked") {
        for (auto value : request.query.all("id"))
            if (auto id = parse_id(value))
                if (auto entry = inside.list.find(ActivityId{*id});
                    entry && entry->may_be_seen_by(viewer, inside.face.today()))
                    ids.push_back(entry->id);
    } else {
        if (which == "all") asked.filter = Filter{};
        OverlapCount overlaps = overlaps_for(inside, asked.filter);
        ids = ids_of(all_that_match(*snapshot, asked.filter, viewer, inside.face.today(), inside.lists, overlaps));
    }
    if (format == "xlsx") return workbook_of_many(inside, request, std::move(ids));
    web::Response response = feed_of_many(inside, request, format, std::move(ids));
    if (format != "csv")  // which is a file already
        response.with("Content-Disposition", fmt::format("attachment; filename=\"activities.{}\"", format));
    return response;
}

}  // namespace

void add_list_routes(Inside& inside, web::Router& router) {
    web::Route& list = router.get("/activities", web::Access::anyone,
                                  [&inside](const web::Request& request) { return show(inside, request); });
    list.formats = {"json", "csv", "ics", "atom", "geojson"};
    list.cacheable = true;  // the public's page; data is streamed and not kept
    router.get("/activities/export", web::Access::viewer,
               [&inside](const web::Request& request) { return export_list(inside, request); });
}

}  // namespace thingwall::activities
