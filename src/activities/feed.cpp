#include "activities/feed.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "activities/codes.hpp"
#include "activities/columns.hpp"
#include "activities/exchange.hpp"
#include "activities/store.hpp"
#include "activities/store_imports.hpp"
#include "activities/workbook_out.hpp"
#include "base/csv.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "kernel/pages.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

std::string url_of(const Activity& activity, const FeedContext& context) {
    return fmt::format("{}/activities/{}", context.address, activity.id.value());
}

std::string utc(Instant at, bool compact) {
    auto day = std::chrono::floor<std::chrono::days>(at);
    std::string date = to_iso(Date{day});
    std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
    if (compact) {
        std::erase(date, '-');
        return fmt::format("{}T{:02}{:02}{:02}Z", date, time.hours().count(), time.minutes().count(),
                           time.seconds().count());
    }
    return fmt::format("{}T{:02}:{:02}:{:02}Z", date, time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

// What one line says of an activity to somebody who may take part.
std::string summary_of(const Activity& activity, const FeedContext& context) {
    std::string text = fmt::format("{} asks {}, {}, {}.", context.lists.organisation(activity.lead),
                                   fold(who_in_words(activity.audience, context.lists)),
                                   where_in_words(activity.footprint, context.lists), dates_in_words(activity));
    if (activity.withdrawn_on)
        text += " Withdrawn: " + activity.withdrawn_because;
    else if (!activity.purpose.empty())
        text += " " + activity.purpose;
    return text;
}

void append_names(json::Writer& out, std::string_view key, const std::vector<std::string>& codes, const auto& label) {
    out.key(key).begin_array();
    for (const auto& code : codes)
        out.begin_object().member("code", code).member("label", std::string(label(code))).end_object();
    out.end_array();
}

std::string code_of_area(AreaId area, const FeedContext& context) {
    if (!context.codes) return {};
    auto code = context.codes->code_of.find(area);
    return code == context.codes->code_of.end() ? std::string() : code->second;
}

void area_members(json::Writer& out, AreaId area, const FeedContext& context) {
    out.key("id")
        .id(area.value())
        .member("code", code_of_area(area, context))
        .member("name", context.lists.area(area))
        .member("layer", context.lists.area_kind(area));
}

void drawn_members(json::Writer& out, const Footprint& ground) {
    out.key("shape");
    if (ground.shape.empty())
        out.null();
    else
        out.raw(ground.shape);
    out.key("circle");
    if (ground.circle)
        out.begin_object()
            .member("latitude", ground.circle->latitude)
            .member("longitude", ground.circle->longitude)
            .member("metres", ground.circle->metres)
            .end_object();
    else
        out.null();
}

void day_or_null(json::Writer& out, std::string_view key, const std::optional<Date>& day) {
    out.key(key);
    if (day)
        out.value(to_iso(*day));
    else
        out.null();
}

void members(json::Writer& out, const Activity& activity, const FeedContext& context) {
    const Lists& lists = context.lists;
    auto of = [](std::span<const Code> list) {
        return [list](const std::string& code) { return label_of(list, code); };
    };
    out.key("id").id(activity.id.value());
    out.member("reference", activity.reference)
        .member("url", url_of(activity, context))
        .member("title", activity.title);
    out.key("status").value(code_of(status_of(activity, context.today)));
    out.key("lead")
        .begin_object()
        .key("id")
        .id(activity.lead.value())
        .member("name", lists.organisation(activity.lead))
        .end_object();
    out.key("partners").begin_array();
    for (auto partner : activity.partners)
        out.begin_object().key("id").id(partner.value()).member("name", lists.organisation(partner)).end_object();
    out.end_array();
    out.member("purpose", activity.purpose);
    out.key("questions").begin_array();
    for (const auto& question : activity.questions) out.value(question);
    out.end_array();
    append_names(out, "subjects", activity.subjects, [&](const std::string& code) { return lists.subject(code); });
    append_names(out, "audience", activity.audience, [&](const std::string& code) { return lists.audience(code); });
    out.member("audience_words", activity.audience_words);
    out.key("where")
        .begin_object()
        .member("words", where_in_words(activity.footprint, lists))
        .member("whole_borough", activity.footprint.whole_borough);
    out.key("areas").begin_array();
    for (auto area : activity.footprint.areas) {
        out.begin_object();
        area_members(out, area, context);
        out.end_object();
    }
    out.end_array();
    drawn_members(out, activity.footprint);
    out.end_object();
    out.member("first_day", to_iso(activity.dates.first())).member("last_day", to_iso(activity.dates.last()));
    out.key("dates_known").value(code_of(activity.dates_known));
    out.member("dates_can_move", activity.dates_can_move).member("reason_short", activity.reason_short);
    out.key("sessions").begin_array();
    for (const auto& session : activity.sessions)
        out.begin_object()
            .member("day", to_iso(session.day))
            .member("time", session.time)
            .member("place", session.place)
            .end_object();
    out.end_array();
    append_names(out, "methods", activity.methods, of(methods()));
    auto number = [&](std::string_view key, const std::optional<std::int64_t>& value) {
        out.key(key);
        if (value)
            out.value(*value);
        else
            out.null();
    };
    number("minutes", activity.minutes);
    append_names(out, "access", activity.access, of(access_arrangements()));
    out.member("access_words", activity.access_words);
    append_names(out, "other_ways", activity.other_ways, of(other_ways()));
    out.member("other_ways_words", activity.other_ways_words)
        .member("contact", activity.contact)
        .member("decision", activity.decision);
    day_or_null(out, "decision_day", activity.decision_day);
    out.key("influence").value(code_of(activity.influence));
    number("responses", activity.responses);
    out.member("results", activity.results).member("series", activity.series);
    std::string umbrella =
        activity.umbrella.known() && context.reference_of ? context.reference_of(activity.umbrella) : std::string();
    out.key("part_of");
    if (umbrella.empty())
        out.null();
    else
        out.begin_object().key("id").id(activity.umbrella.value()).member("reference", umbrella).end_object();
    day_or_null(out, "withdrawn_on", activity.withdrawn_on);
    out.member("withdrawn_because", activity.withdrawn_because)
        .member("registered_at", utc(activity.registered_at, false))
        .member("changed_at", utc(activity.changed_at, false));
    auto keeper = context.kept_elsewhere ? context.kept_elsewhere(activity.id) : std::nullopt;
    out.key("kept_elsewhere");
    if (keeper)
        out.begin_object().member("name", keeper->name).member("url", keeper->address).end_object();
    else
        out.null();
    if (context.in_full) {
        number("cost_pence", activity.cost ? std::optional(activity.cost->pence()) : std::nullopt);
        number("invited", activity.invited);
        out.key("visibility").value(code_of(activity.visibility));
        day_or_null(out, "public_on", activity.public_on);
    }
}

// RFC 5545, 3.3.11 and 3.1: text is escaped, and lines are folded at 75 bytes, never inside a character.
void ics_line(std::string& out, std::string_view name, std::string_view text, bool escape = true) {
    std::string line(name);
    line += ':';
    for (char c : text) {
        if (escape && (c == '\\' || c == ';' || c == ',')) line += '\\';
        if (c == '\n')
            line += "\\n";
        else if (static_cast<unsigned char>(c) >= 0x20)
            line += c;
    }
    std::size_t room = 75;
    while (line.size() > room) {
        std::size_t cut = room;
        while (cut > 1 && (static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) --cut;
        out.append(line, 0, cut).append("\r\n ");
        line.erase(0, cut);
        room = 74;
    }
    out.append(line).append("\r\n");
}

std::string compact(Date day) {
    std::string iso = to_iso(day);
    std::erase(iso, '-');
    return iso;
}

void ics_event(std::string& out, const Activity& activity, const FeedContext& context, std::string_view part,
               const DateRange& days, const std::string& summary, std::string_view place) {
    out += "BEGIN:VEVENT\r\n";
    ics_line(out, "UID", fmt::format("{}{}@thingwall", activity.id.value(), part), false);
    ics_line(out, "DTSTAMP", utc(activity.changed_at, true), false);
    ics_line(out, "LAST-MODIFIED", utc(activity.changed_at, true), false);
    ics_line(out, "SEQUENCE", std::to_string(activity.version), false);
    ics_line(out, "DTSTART;VALUE=DATE", compact(days.first()), false);
    ics_line(out, "DTEND;VALUE=DATE", compact(days.last() + 1), false);
    ics_line(out, "SUMMARY", summary);
    ics_line(out, "DESCRIPTION", summary_of(activity, context));
    if (!place.empty()) ics_line(out, "LOCATION", place);
    ics_line(out, "URL", url_of(activity, context), false);
    ics_line(out, "STATUS",
             activity.withdrawn_on     ? "CANCELLED"
             : activity.dates_can_move ? "TENTATIVE"
                                       : "CONFIRMED",
             false);
    out += "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
}

void append_xml(std::string& out, std::string_view text) {
    for (char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
            out += c;  // XML 1.0 has no other control characters
    }
}

std::string head_of(std::string_view format, const FeedContext& context) {
    std::string out;
    if (format == "json") {
        json::Writer writer;
        writer.begin_object()
            .member("format", exchange_format)
            .member("version", exchange_version)
            .key("publisher")
            .begin_object()
            .member("name", context.site)
            .member("address", context.address)
            .end_object()
            .key("place")
            .begin_object()
            .member("name", context.place)
            .key("geometry");
        std::string land = context.outlines
                               ? context.lists.geometry({.whole_borough = true, .areas = {}, .shape = {}, .circle = {}})
                               : std::string();
        if (land.empty())
            writer.null();
        else
            writer.raw(land);
        writer.end_object();
        out = writer.take() + ",\"activities\":[";
    } else if (format == "geojson")
        out = "{\"type\":\"FeatureCollection\",\"features\":[";
    else if (format == "csv") {
        std::vector<std::string> headings;
        for (const ColumnOf& column : columns()) headings.emplace_back(column.heading);
        csv::append_row(out, headings);
    } else if (format == "ics") {
        out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Thingwall//Register//EN\r\nCALSCALE:GREGORIAN\r\n";
        ics_line(out, "X-WR-CALNAME", context.site);
    } else if (format == "atom") {
        out =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
            "xml:lang=\"en-GB\">\n<title>";
        append_xml(out, context.site);
        out += ": who asks whom about what</title>\n<id>";
        append_xml(out, context.address + "/activities");
        out += "</id>\n<updated>" + utc(context.updated, false) + "</updated>\n<link rel=\"self\" href=\"";
        append_xml(out, context.address + "/activities.atom");
        out += "\"/>\n<author><name>";
        append_xml(out, context.site);
        out += "</name></author>\n";
    }
    return out;
}

// Each area that an activity of the list names, once.
std::string areas_at_the_end(const std::set<AreaId>& areas, const FeedContext& context) {
    json::Writer out;
    out.begin_array();
    for (AreaId area : areas) {
        out.begin_object();
        area_members(out, area, context);
        std::string ground =
            context.outlines
                ? context.lists.geometry({.whole_borough = false, .areas = {area}, .shape = {}, .circle = {}})
                : std::string();
        out.key("geometry");
        if (ground.empty())
            out.null();
        else
            out.raw(ground);
        out.end_object();
    }
    out.end_array();
    return "],\"areas\":" + out.take() + "}\n";
}

std::string_view tail_of(std::string_view format) {
    if (format == "geojson") return "]}\n";
    if (format == "ics") return "END:VCALENDAR\r\n";
    return format == "atom" ? "</feed>\n" : "";
}

}  // namespace

void append_json(std::string& out, const Activity& activity, const FeedContext& context) {
    json::Writer writer;
    writer.begin_object();
    members(writer, activity, context);
    writer.end_object();
    out += writer.take();
}

void append_geojson(std::string& out, const Activity& activity, const FeedContext& context) {
    json::Writer writer;
    writer.begin_object().member("type", "Feature").key("id").id(activity.id.value()).key("geometry");
    std::string ground = context.lists.geometry(activity.footprint);
    if (ground.empty())
        writer.null();
    else
        writer.raw(ground);
    writer.key("properties").begin_object();
    members(writer, activity, context);
    writer.end_object().end_object();
    out += writer.take();
}

void append_ics(std::string& out, const Activity& activity, const FeedContext& context) {
    ics_event(out, activity, context, "", activity.dates, activity.title,
              where_in_words(activity.footprint, context.lists));
    for (std::size_t i = 0; i < activity.sessions.size(); ++i) {
        const Session& session = activity.sessions[i];
        ics_event(out, activity, context, fmt::format("-session-{}", i + 1), *DateRange::make(session.day, session.day),
                  activity.title + (session.time.empty() ? "" : ", " + session.time), session.place);
    }
    if (activity.decision_day)
        ics_event(out, activity, context, "-decision", *DateRange::make(*activity.decision_day, *activity.decision_day),
                  "Decision: " + activity.title, "");
}

void append_atom(std::string& out, const Activity& activity, const FeedContext& context) {
    out += "<entry>\n<title>";
    append_xml(out, activity.title);
    out += "</title>\n<id>";
    append_xml(out, url_of(activity, context));
    out += "</id>\n<link href=\"";
    append_xml(out, url_of(activity, context));
    out += "\"/>\n<published>" + utc(activity.registered_at, false) + "</published>\n<updated>" +
           utc(activity.changed_at, false) + "</updated>\n<author><name>";
    append_xml(out, context.lists.organisation(activity.lead));
    out += "</name></author>\n<summary>";
    append_xml(out, summary_of(activity, context));
    out += "</summary>\n</entry>\n";
}

std::string_view content_type(std::string_view format) {
    if (format == "json") return "application/json";
    if (format == "geojson") return "application/geo+json";
    if (format == "csv") return "text/csv; charset=utf-8";
    if (format == "ics") return "text/calendar; charset=utf-8";
    return "application/atom+xml; charset=utf-8";
}

std::function<std::string()> feed(std::string_view format, const FeedContext& context, NextActivity next) {
    struct State {
        bool begun = false, ended = false, first = true;
        std::set<AreaId> areas;  // that were named
    };
    return [format = std::string(format), context, next = std::move(next),
            state = std::make_shared<State>()]() -> std::string {
        std::string out;
        if (state->ended) return out;
        if (!state->begun) out = head_of(format, context);
        state->begun = true;
        // Pieces of some size: a stream of single lines would cost a system call each.
        while (out.size() < 64 * 1024) {
            auto activity = next();
            if (!activity) {
                state->ended = true;
                out += format == "json" ? areas_at_the_end(state->areas, context) : std::string(tail_of(format));
                return out;
            }
            if (!state->first && (format == "json" || format == "geojson")) out += ",\n";
            state->first = false;
            if (format == "json") {
                state->areas.insert(activity->footprint.areas.begin(), activity->footprint.areas.end());
                append_json(out, *activity, context);
            } else if (format == "geojson")
                append_geojson(out, *activity, context);
            else if (format == "ics")
                append_ics(out, *activity, context);
            else if (format == "atom")
                append_atom(out, *activity, context);
            else
                csv::append_row(out, cells_of(*activity, context.lists, context.reference_of, context.today));
        }
        return out;
    };
}

FeedContext context_of(Activities::Inside& inside, const web::Request& request) {
    std::string scheme = request.secure ? "https://" : "http://";
    Viewer viewer = viewer_of(request);
    auto* list = &inside.list;
    Date today = inside.face.today();
    return {.lists = inside.lists,
            .today = today,
            .in_full = request.actor.signed_in(),
            .address = request.host.empty() ? "" : scheme + request.host,
            .site = inside.services.site.partnership,
            .updated = inside.services.database.read([](db::Reader& reader) { return latest_change(reader); }),
            .reference_of =
                [list, viewer, today](ActivityId id) {
                    // A part says what it belongs to only to those who may see that too.
                    auto entry = list->find(id);
                    return entry && entry->may_be_seen_by(viewer, today) ? entry->reference : std::string();
                },
            .place = inside.services.site.place,
            .codes = std::make_shared<const AreaCodes>(
                inside.services.database.read([](db::Reader& reader) { return area_codes(reader); })),
            .outlines = request.query.get("outlines") == "yes"};
}

namespace {

// The public does not see what it costs, or whom somebody else has not asked yet.
Activity for_reader(Activity activity, bool in_full) {
    if (!in_full) {
        activity.cost.reset();
        activity.invited.reset();
    }
    return activity;
}

}  // namespace

web::Response feed_of_one(Activities::Inside& inside, const web::Request& request, const Activity& activity) {
    FeedContext context = context_of(inside, request);
    context.kept_elsewhere = [&inside](ActivityId id) { return keeper_of(inside.services.database, id); };
    bool given = false;
    auto next = [&]() -> std::optional<Activity> {
        if (std::exchange(given, true)) return std::nullopt;
        return for_reader(activity, context.in_full);
    };
    std::string body;
    if (request.format == "json") {
        append_json(body, for_reader(activity, context.in_full), context);
        body += '\n';
    } else {
        auto pieces = feed(request.format, context, next);
        for (std::string piece = pieces(); !piece.empty(); piece = pieces()) body += piece;
    }
    web::Response response = web::data(content_type(request.format), std::move(body));
    return response;
}

namespace {

// The keepers of what was read last.
struct Keepers {
    std::map<std::int64_t, std::string> sources;  // names, by number
    std::map<ActivityId, KeptElsewhere> of;
    void note(db::Reader& reader, const Stored& stored) {
        if (stored.kept_by == 0) return;
        auto [name, fresh] = sources.try_emplace(stored.kept_by);
        if (fresh)
            if (auto source = read_source(reader, stored.kept_by)) name->second = source->name;
        of[stored.activity.id] = {name->second, stored.kept_at};
    }
};

// One activity after another, read in portions, so that none is held longer than it takes to write it.
NextActivity one_by_one(Activities::Inside& inside, const web::Request& request, std::vector<ActivityId> ids,
                        bool in_full, Elsewhere elsewhere, std::shared_ptr<Keepers> keepers) {
    struct Reading {
        std::vector<ActivityId> ids;
        std::size_t at = 0;
        std::vector<Activity> portion;
        std::size_t given = 0;
    };
    auto reading = std::make_shared<Reading>(Reading{std::move(ids), 0, {}, 0});
    auto* in = &inside;
    Viewer viewer = viewer_of(request);
    return [reading, in, viewer, in_full, elsewhere, keepers]() -> std::optional<Activity> {
        while (reading->given == reading->portion.size()) {
            if (reading->at == reading->ids.size()) return std::nullopt;
            reading->portion.clear();
            reading->given = 0;
            keepers->of.clear();
            in->services.database.read([&](db::Reader& reader) {
                for (std::size_t n = 0; n < 200 && reading->at < reading->ids.size(); ++n) {
                    // Asked again, since it may have changed between the list and now.
                    auto stored = read(reader, reading->ids[reading->at++]);
                    if (!stored || !may_see(stored->activity, viewer, in->face.today()) ||
                        (stored->kept_by != 0 && elsewhere == Elsewhere::left_out))
                        continue;
                    keepers->note(reader, *stored);
                    reading->portion.push_back(for_reader(std::move(stored->activity), in_full));
                }
            });
        }
        return std::move(reading->portion[reading->given++]);
    };
}

}  // namespace

web::Response feed_of_many(Activities::Inside& inside, const web::Request& request, std::string_view format,
                           std::vector<ActivityId> ids, Elsewhere elsewhere) {
    FeedContext context = context_of(inside, request);
    auto keepers = std::make_shared<Keepers>();
    context.kept_elsewhere = [keepers](ActivityId id) -> std::optional<KeptElsewhere> {
        auto keeper = keepers->of.find(id);
        return keeper == keepers->of.end() ? std::nullopt : std::optional(keeper->second);
    };
    NextActivity next = one_by_one(inside, request, std::move(ids), context.in_full, elsewhere, keepers);
    web::Response response;
    response.content_type = content_type(format);
    response.stream = feed(format, context, next);
    if (format == "csv") response.with("Content-Disposition", "attachment; filename=\"activities.csv\"");
    return response;
}

web::Response workbook_of_many(Activities::Inside& inside, const web::Request& request, std::vector<ActivityId> ids) {
    FeedContext context = context_of(inside, request);
    NextActivity next =
        one_by_one(inside, request, std::move(ids), context.in_full, Elsewhere::marked, std::make_shared<Keepers>());
    std::vector<std::string> headings;
    std::vector<bool> dates, numbers;
    for (const ColumnOf& column : columns()) {
        headings.emplace_back(column.heading);
        dates.push_back(column.field == "first_day" || column.field == "last_day" || column.field == "decision_day" ||
                        column.field == "public_on");
        numbers.push_back(column.field == "cost" || column.field == "invited" || column.field == "responses" ||
                          column.field == "minutes" || column.field == "radius");
    }
    auto made = write_workbook(headings, dates, numbers, [&]() -> std::optional<std::vector<std::string>> {
        auto activity = next();
        if (!activity) return std::nullopt;
        return cells_of(*activity, context.lists, context.reference_of, context.today);
    });
    if (!made) kernel::refuse(made.error());
    return web::download("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "activities.xlsx",
                         std::move(*made));
}

}  // namespace thingwall::activities
