#include "activities/subscription.hpp"

#include <algorithm>
#include <set>

#include "activities/apply.hpp"
#include "activities/elsewhere.hpp"
#include "activities/rules.hpp"
#include "activities/store.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "journal/journal.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

// What comes by itself was brought by nobody: its history names the body that subscribed.
web::Actor by_itself(const Subscription& subscription) {
    return {PersonId{}, subscription.organisation, web::Role::officer, "", ""};
}

std::size_t column_of(const Sheet& sheet, std::string_view field) {
    const std::string_view heading = column_of_field(field)->heading;
    return static_cast<std::size_t>(std::ranges::find(sheet.headings, heading) - sheet.headings.begin());
}

// Who leads and is joint, by the names that the list has for them.
std::vector<Named> bodies_of(db::Database& database, const Subscription& subscription, const Sheet& sheet) {
    const std::size_t lead = column_of(sheet, "lead"), partners = column_of(sheet, "partners");
    std::vector<std::string> leads, others;
    std::set<std::string, std::less<>> seen;
    auto take = [&](const std::vector<std::string>& row, std::size_t column, std::vector<std::string>& names) {
        if (column >= row.size()) return;
        for (auto part : split(row[column], ';'))
            if (length(part) <= 200 && seen.emplace(part).second) names.emplace_back(part);
    };
    for (const auto& row : sheet.rows) take(row, lead, leads);
    if (subscription.body.known()) seen.clear();
    for (const auto& row : sheet.rows) take(row, partners, others);
    std::vector<Named> bodies;
    if (subscription.body.known())
        for (const auto& name : leads) bodies.push_back({std::to_string(subscription.body.value()), name, name});
    else
        others.insert(others.end(), leads.begin(), leads.end());
    for (const auto& [name, id] : bodies_named(database, subscription.organisation, others))
        if (std::ranges::none_of(bodies, [&](const Named& body) { return body.name == name; }))
            bodies.push_back({std::to_string(id.value()), name, name});
    return bodies;
}

// Drafts of other bodies are not there for who reads the list; what everybody here may see is.
RegisterQuestions questions_for(Activities& activities, const Subscription& subscription) {
    auto& database = activities.services().database;
    const Date today = activities.today();
    const Viewer viewer{subscription.organisation, true};
    return {.by_reference = {},
            .by_id = [&database](ActivityId id) -> std::optional<Activity> {
                auto stored = database.read([&](db::Reader& reader) { return read(reader, id); });
                if (!stored) return std::nullopt;
                return std::move(stored->activity);
            },
            .reason_against = {},
            .reason_against_reference = {},
            .sees_entry = [viewer, today](const Entry& entry) { return entry.may_be_seen_by(viewer, today); },
            .sees = {}};
}

bool has_ended(const Activity& activity, Date today) {
    return activity.dates.last() < today;
}

// What stands of a source: planned or open, and kept there.
std::size_t standing_of(const SourceState& state, Date today) {
    std::size_t count = 0;
    for (const auto& [id, activity] : state.activities)
        count += state.kept.contains(id) && !activity.withdrawn_on && !has_ended(activity, today) ? 1 : 0;
    return count;
}

// What of a list is taken without asking, and how much of it is left for a person.
struct Parted {
    Preview now;
    std::int64_t doubtful = 0, wrong = 0, gone = 0;
    std::vector<std::pair<ActivityId, std::string>> moved;  // the same, on a page of another address
};
Parted parted(Preview preview, const SourceState& state, Date today) {
    Parted parts;
    parts.doubtful = static_cast<std::int64_t>(preview.count(RowIs::doubtful));
    parts.wrong = static_cast<std::int64_t>(preview.count(RowIs::wrong));
    const bool held = too_many_gone(preview.gone.size(), standing_of(state, today), preview.rows.size());
    if (held)
        parts.gone = static_cast<std::int64_t>(preview.gone.size());
    else
        for (GoneRow& row : preview.gone) {
            row.choice = "withdraw";
            parts.now.gone.push_back(std::move(row));
        }
    parts.now.filename = std::move(preview.filename);
    for (JudgedRow& row : preview.rows) {
        const bool joins = !row.umbrella.empty() && row.draft.umbrella.empty();
        const bool as_it_is = row.is == RowIs::same && row.linked && !joins;
        if (auto kept = state.kept.find(row.match); as_it_is && kept != state.kept.end() && kept->second != row.url)
            parts.moved.emplace_back(row.match, row.url);
        if (row.is != RowIs::wrong && row.is != RowIs::doubtful && !as_it_is) parts.now.rows.push_back(std::move(row));
    }
    return parts;
}

// What went wrong is kept with the subscription; the rest of it stays.
Error noted(Activities& activities, std::int64_t source, Error error) {
    static_cast<void>(activities.services().database.write([&](db::Transaction& tx) -> Result<int> {
        if (auto now = read_subscription(tx, source)) {
            now->asked_at = tx.now();
            now->fault = beginning(describe(error), 1000);
            update_subscription(tx, *now);
        }
        return 0;
    }));
    return error;
}

}  // namespace

FromSource from_source(Activities& activities, const Source& source, const Sheet& sheet) {
    FromSource from{source.profile, {}, {}, false};
    auto& database = activities.services().database;
    if (source.id != 0) from.state = database.read([&](db::Reader& reader) { return read_state(reader, source.id); });
    if (sheet.foreign) {
        from.foreign.place = activities.services().site.place;
        from.foreign.codes =
            std::make_shared<const AreaCodes>(database.read([](db::Reader& reader) { return area_codes(reader); }));
    }
    return from;
}

Result<Preview> judge_subscribed(Activities& activities, const Subscription& subscription, const Source& source,
                                 const Sheet& sheet, std::string_view filename, const Answers& answers,
                                 std::int64_t& of_other_places) {
    FromSource from = from_source(activities, source, sheet);
    from.elsewhere = true;
    from.foreign.bodies = bodies_of(activities.services().database, subscription, sheet);
    auto judged = judge(sheet, filename, answers, activities.lists(), *activities.snapshot(),
                        questions_for(activities, subscription), subscription.organisation, from);
    if (!judged) return judged;
    // What asks people of other places is no fault of theirs, and no business of ours.
    std::set<std::size_t> elsewhere;
    for (const JudgedRow& row : judged->rows)
        if (row.not_here) elsewhere.insert(row.row);
    std::erase_if(judged->rows, [](const JudgedRow& row) { return row.not_here; });
    std::erase_if(judged->faults, [&](const RowFault& fault) { return elsewhere.contains(fault.row); });
    of_other_places = static_cast<std::int64_t>(elsewhere.size());
    if (of_other_places > 0)
        judged->notes.push_back(count_of(of_other_places, "activity asks nobody who lives here: it is left out",
                                         "activities ask nobody who lives here: they are left out"));
    // What has ended and is no longer listed was asked all the same.
    std::erase_if(judged->gone, [&](const GoneRow& row) {
        auto activity = from.state.activities.find(row.activity);
        return activity != from.state.activities.end() && has_ended(activity->second, activities.today());
    });
    return judged;
}

Result<std::int64_t> subscribe(db::Transaction& tx, const web::Actor& actor, std::string_view name,
                               std::string_view address, int hour, OrganisationId body, bool same_place) {
    auto source = find_source(tx, actor.organisation, name);
    if (source && read_subscription(tx, source->id))
        return fail(ErrorKind::conflict, fmt::format("You get “{}” already. Give another name", name));
    Profile profile;
    profile.names_in_words = true;  // nobody here can correct another's list
    profile.whole_borough = same_place;
    profile.visibility = "public";
    if (!source) {
        source = Source{tx.new_number(), actor.organisation, std::string(name), std::string(address), profile};
        insert_source(tx, *source);
    } else {
        source->address = address;
        source->profile = profile;
        update_source(tx, *source);
    }
    Subscription made;
    made.source = source->id;
    made.organisation = actor.organisation;
    made.person = actor.person;
    made.hour = hour;
    made.body = body;
    insert_subscription(tx, made);
    journal::record(tx, {actor.person, actor.organisation}, "activities.subscribed", source->id, address);
    return source->id;
}

void change_subscription(db::Transaction& tx, const web::Actor& actor, const Subscription& changed) {
    update_subscription(tx, changed);
    json::Writer words;
    words.begin_object().member("hour", changed.hour).member("paused", changed.paused).end_object();
    journal::record(tx, {actor.person, actor.organisation}, "activities.subscription_changed", changed.source,
                    words.text());
}

Result<Synced> synchronise(Activities& activities, std::int64_t source_id, const AskFor& ask) {
    auto& database = activities.services().database;
    auto [subscription, source] = database.read([&](db::Reader& reader) {
        return std::pair(read_subscription(reader, source_id), read_source(reader, source_id));
    });
    if (!subscription || !source) return fail(ErrorKind::not_found, "There is no such subscription");
    if (subscription->paused) return fail(ErrorKind::conflict, "It is paused");
    auto fetched = ask(source->address, subscription->etag);
    if (!fetched) {
        Error error = fetched.error();
        if (error.kind == ErrorKind::too_large)
            error.message += ". Ask for a part of it: end the address in /activities.json?state=open&state=planned";
        return std::unexpected(noted(activities, source_id, std::move(error)));
    }
    if (!fetched->changed) {
        static_cast<void>(database.write([&](db::Transaction& tx) -> Result<int> {
            if (auto now = read_subscription(tx, source_id)) {
                now->asked_at = now->had_at = tx.now();
                now->fault.clear();
                update_subscription(tx, *now);
            }
            return 0;
        }));
        return Synced{true, {}, 0, subscription->rows_waiting()};
    }
    auto sheet = read_sheet(fetched->body);
    if (!sheet) return std::unexpected(noted(activities, source_id, sheet.error()));
    if (!sheet->foreign)
        return std::unexpected(
            noted(activities, source_id,
                  Error{ErrorKind::invalid,
                        "What lies there is no list in the exchange format. Its address ends in /activities.json",
                        {},
                        0}));
    const Date today = activities.today();
    const std::string filename = fmt::format("{}, {}", beginning(source->name, 150), long_date(today));
    std::int64_t of_other_places = 0;
    auto preview = judge_subscribed(activities, *subscription, *source, *sheet, filename, Answers{}, of_other_places);
    if (!preview) return std::unexpected(noted(activities, source_id, preview.error()));
    const SourceState state = database.read([&](db::Reader& reader) { return read_state(reader, source_id); });
    Parted parts = parted(std::move(*preview), state, today);

    auto done = database.write([&](db::Transaction& tx) -> Result<Synced> {
        auto now = read_subscription(tx, source_id);
        if (!now || now->paused) return fail(ErrorKind::conflict, "It was paused meanwhile");
        Synced synced;
        KeptFile import;
        import.organisation = now->organisation;
        import.filename = filename;
        import.choices = "{}";
        import.source = source_id;
        import.digest = digest_of(fetched->body);
        if (!parts.now.rows.empty() || !parts.now.gone.empty()) {
            import.id = synced.batch = tx.new_number();
            insert_file(tx, import);
            auto taken = take(tx, by_itself(*now), import, parts.now, activities.context());
            if (!taken) return std::unexpected(taken.error());
            synced.taken = *taken;
        }
        for (const auto& [activity, address] : parts.moved) put_keeper(tx, activity, source_id, address);
        // The list as it is now takes the place of the one that waited.
        if (now->waiting != 0) forget_file(tx, now->waiting);
        now->waiting = 0;
        now->doubtful = parts.doubtful;
        now->wrong = parts.wrong;
        now->gone = parts.gone;
        synced.waiting = now->rows_waiting();
        if (synced.waiting > 0) {
            import.id = now->waiting = tx.new_number();
            import.content = fetched->body;
            insert_file(tx, import);
        }
        now->of_other_places = of_other_places;
        now->site = beginning(sheet->foreign->site, 200);
        now->etag = fetched->etag;
        now->asked_at = now->had_at = tx.now();
        now->fault.clear();
        update_subscription(tx, *now);
        journal::record(tx, {PersonId{}, now->organisation}, "activities.subscription_read", source_id, import.digest);
        return synced;
    });
    if (!done) return std::unexpected(noted(activities, source_id, done.error()));
    return done;
}

}  // namespace thingwall::activities
