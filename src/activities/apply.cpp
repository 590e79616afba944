#include "activities/apply.hpp"

#include "activities/inside.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "activities/draft.hpp"
#include "activities/elsewhere.hpp"
#include "activities/rules.hpp"
#include "activities/store.hpp"
#include "activities/subscription.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "identity/identity.hpp"
#include "journal/journal.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

std::unexpected<Error> in_row(Error error, std::size_t row) {
    error.message = fmt::format("Row {}: {}. Nothing of the file was taken", row, error.message);
    for (auto& fault : error.fields) fault.message = fmt::format("Row {}: {}", row, fault.message);
    return std::unexpected(std::move(error));
}

// Rows whose umbrella comes later in the file wait for it; what goes round in a circle is left for the last, as it
// came.
std::vector<const JudgedRow*> umbrellas_first(const Preview& preview) {
    std::map<std::string, const JudgedRow*, std::less<>> by_reference;
    for (const JudgedRow& row : preview.rows) {
        if (!row.reference.empty()) by_reference.emplace(row.reference, &row);
        by_reference.emplace(row.key, &row);  // a list of the exchange format names the umbrella by its key
    }
    std::map<const JudgedRow*, int> depth;
    auto depth_of = [&](const JudgedRow* row) {
        int steps = 0;
        for (auto next = by_reference.find(row->umbrella); next != by_reference.end() && steps < 20;
             next = by_reference.find(next->second->umbrella)) {
            if (next->second->umbrella.empty()) return steps + 1;
            ++steps;
        }
        return steps;
    };
    std::vector<const JudgedRow*> order;
    for (const JudgedRow& row : preview.rows) {
        order.push_back(&row);
        depth[&row] = depth_of(&row);
    }
    std::ranges::stable_sort(order, {}, [&](const JudgedRow* row) { return depth[row]; });
    return order;
}

}  // namespace

namespace {

std::string in_json(const Taken& sums, std::string_view digest) {
    json::Writer out;
    out.begin_object()
        .member("added", sums.added)
        .member("changed", sums.changed)
        .member("same", sums.same)
        .member("left_out", sums.left_out)
        .member("withdrawn", sums.withdrawn)
        .member("digest", digest)
        .end_object();
    return out.take();
}

// Takes one row after another and keeps what each became.
class Taking {
public:
    Taking(db::Transaction& tx, const web::Actor& actor, const KeptFile& import, const Context& context)
        : tx_(tx), actor_(actor), import_(import), context_(context) {
        if (import.source != 0) state_ = read_state(tx, import.source);
        elsewhere_ = import.source != 0 && read_subscription(tx, import.source).has_value();
    }

    Done row(const JudgedRow& row) {
        if (row.is == RowIs::wrong) {
            ++sums_.left_out;
            // It is in the file, so it is not gone; what it says is not taken.
            if (auto item = state_.items.find(row.key); item != state_.items.end() && !item->second.taken_back)
                note(row, RowDeed::same, item->second.activity, 0, {});
            return {};
        }
        Draft draft = row.draft;
        // What it is part of comes in the same file, and came before it; all else was found when the row was judged.
        if (!row.umbrella.empty() && draft.umbrella.empty())
            if (auto umbrella = umbrella_of(row.umbrella); umbrella && *umbrella != row.match)
                draft.umbrella = std::to_string(umbrella->value());
        if (row.is == RowIs::added && !row.comes_back) {
            auto made = register_known(tx_, actor_, draft, row.reference, context_);
            if (!made) return in_row(made.error(), row.row);
            if (elsewhere_) put_keeper(tx_, made->id, import_.source, row.url);
            if (!row.withdrawn.empty()) {
                made = withdraw_known(tx_, actor_, made->id, made->version, row.withdrawn, context_);
                if (!made) return in_row(made.error(), row.row);
            }
            ++sums_.added;
            note(row, RowDeed::added, made->id, made->version, {});
            return {};
        }
        auto now = read(tx_, row.match);
        if (!now) return in_row({ErrorKind::conflict, "The activity is no longer there", {}, 0}, row.row);
        if (row.comes_back) {
            auto back = bring_back(tx_, actor_, row.match, now->activity.version, draft, context_);
            if (!back) return in_row(back.error(), row.row);
            ++sums_.added;
            note(row, RowDeed::added, row.match, back->version, {});
            return {};
        }
        Draft before = to_draft(now->activity);
        if (row.is == RowIs::same && (row.umbrella.empty() || before.umbrella == draft.umbrella)) {
            ++sums_.same;
            note(row, RowDeed::same, row.match, now->activity.version, {});
            return {};
        }
        const bool kept_there = elsewhere_ && now->kept_by == import_.source;
        auto changed = kept_there ? change_known(tx_, actor_, row.match, now->activity.version, draft, context_)
                                  : edit_activity(tx_, actor_, row.match, now->activity.version, draft, context_,
                                                  Ask::as_far_as_known);
        if (!changed) return in_row(changed.error(), row.row);
        if (kept_there && now->kept_at != row.url) put_keeper(tx_, row.match, import_.source, row.url);
        if (!row.withdrawn.empty()) {
            changed = kept_there ? withdraw_known(tx_, actor_, row.match, changed->version, row.withdrawn, context_)
                                 : withdraw(tx_, actor_, row.match, changed->version, row.withdrawn, context_);
            if (!changed) return in_row(changed.error(), row.row);
            ++sums_.withdrawn;
            note(row, RowDeed::withdrawn, row.match, changed->version, to_json(before));
            return {};
        }
        if (changed->version == now->activity.version) {
            ++sums_.same;
            note(row, RowDeed::same, row.match, changed->version, {});
        } else {
            ++sums_.changed;
            note(row, RowDeed::changed, row.match, changed->version, to_json(before));
        }
        return {};
    }

    Done gone(const GoneRow& row, std::string_view because) {
        if (row.choice == "keep" && elsewhere_)
            put_item(tx_, import_.source, row.key, {row.activity, kept_though_gone, false});
        if (row.choice != "withdraw") return {};
        auto now = read(tx_, row.activity);
        if (!now) return fail(ErrorKind::conflict, fmt::format("{} is no longer there. Look again", row.reference));
        auto done = elsewhere_ && now->kept_by == import_.source
                        ? withdraw_known(tx_, actor_, row.activity, now->activity.version, because, context_)
                        : withdraw(tx_, actor_, row.activity, now->activity.version, because, context_);
        if (!done) {
            Error error = done.error();
            error.message = fmt::format("{}: {}. Nothing of the file was taken", row.title, error.message);
            return std::unexpected(std::move(error));
        }
        ++sums_.withdrawn;
        insert_row(tx_, import_.id,
                   {++number_,
                    0,
                    row.key,
                    row.activity,
                    RowDeed::withdrawn,
                    done->version,
                    to_json(to_draft(now->activity)),
                    std::nullopt,
                    0,
                    {}});
        return {};
    }

    [[nodiscard]] const Taken& sums() const { return sums_; }

private:
    std::optional<ActivityId> umbrella_of(std::string_view named) {
        if (auto item = import_.source != 0 ? read_item(tx_, import_.source, named) : std::nullopt)
            return item->activity;
        auto here = here_.find(named);
        return here == here_.end() ? std::nullopt : std::optional(here->second);
    }
    void note(const JudgedRow& row, RowDeed deed, ActivityId activity, std::int64_t version, std::string was) {
        if (!row.reference.empty() && row.is != RowIs::wrong) here_.emplace(row.reference, activity);
        BatchRow kept{++number_,
                      static_cast<std::int64_t>(row.row),
                      row.key,
                      activity,
                      deed,
                      version,
                      std::move(was),
                      std::nullopt,
                      0,
                      {}};
        if (auto item = state_.items.find(row.key); item != state_.items.end()) kept.item_before = item->second;
        insert_row(tx_, import_.id, kept);
        if (import_.source != 0) put_item(tx_, import_.source, row.key, {activity, import_.id, false});
    }

    db::Transaction& tx_;
    const web::Actor& actor_;
    const KeptFile& import_;
    const Context& context_;
    SourceState state_;
    bool elsewhere_ = false;                               // what comes is kept there, and shown here
    std::map<std::string, ActivityId, std::less<>> here_;  // by the reference that the file gives
    Taken sums_;
    std::int64_t number_ = 0;
};

}  // namespace

Result<Taken> take(db::Transaction& tx, const web::Actor& actor, const KeptFile& import, const Preview& preview,
                   const Context& context) {
    auto now = read_file(tx, import.id);
    if (!now || now->taken()) return fail(ErrorKind::conflict, "This import was taken already");
    Taking taking(tx, actor, import, context);
    for (const JudgedRow* row : umbrellas_first(preview))
        if (auto done = taking.row(*row); !done) return std::unexpected(done.error());
    const std::string because =
        fmt::format("No longer in {} on {}", beginning(import.filename, 200), long_date(london_day(tx.now())));
    for (const GoneRow& row : preview.gone)
        if (auto done = taking.gone(row, because); !done) return std::unexpected(done.error());
    mark_taken(tx, import.id, taking.sums());
    // What waited for a person waits no more.
    if (auto subscription = import.source != 0 ? read_subscription(tx, import.source) : std::nullopt;
        subscription && subscription->waiting == import.id) {
        subscription->waiting = subscription->doubtful = subscription->wrong = subscription->gone = 0;
        update_subscription(tx, *subscription);
    }
    journal::record(tx, {actor.person, actor.organisation}, "activities.imported", import.id,
                    in_json(taking.sums(), import.digest));
    return taking.sums();
}

std::vector<Hindrance> what_hinders(db::Reader& reader, const KeptFile& import, const Lists& lists) {
    std::vector<Hindrance> found;
    constexpr std::int64_t portion = 2000;
    std::int64_t after = 0;
    for (;;) {
        auto rows = rows_of_batch(reader, import.id, after, portion);
        for (const BatchRow& row : rows) {
            if (row.deed == RowDeed::same || row.version == row.version_now) continue;
            Hindrance hindrance{row.activity, row.number, row.title_now, {}, {}};
            auto history = versions(reader, row.activity);
            auto later = import_that_made(reader, row.activity, row.version_now);
            if (history.empty()) {
                hindrance.why = "It is no longer in the register";
            } else if (later && !later->back_at) {
                hindrance.why = fmt::format("It was changed by the import of {} on {}", later->filename,
                                            long_date(london_day(*later->taken_at)));
                hindrance.to_do = "Take that import back first";
            } else {
                const Version& last = history.back();
                std::string who = lists.person(last.by);
                if (who.empty()) who = lists.organisation(last.organisation);
                hindrance.why =
                    fmt::format("{} {} it on {}", who.empty() ? "Somebody" : who,
                                last.deed == "withdrawn" ? "withdrew" : "changed", long_date(london_day(last.at)));
                hindrance.to_do = "Leave it as it is now, and change it by hand if you need to";
            }
            found.push_back(std::move(hindrance));
        }
        if (rows.size() < static_cast<std::size_t>(portion)) return found;
        after = rows.back().number;
    }
}

namespace {

Done undo(db::Transaction& tx, const web::Actor& actor, const BatchRow& row, std::string_view because,
          const Context& context, TakenBack& sums) {
    if (row.deed == RowDeed::same) return {};
    if (row.deed == RowDeed::added) {
        auto done = take_out(tx, actor, row.activity, row.version, because, context);
        if (!done) return std::unexpected(done.error());
        ++sums.taken_out;
        return {};
    }
    auto was = draft_from_json(row.was);
    if (!was) return std::unexpected(was.error());
    auto stored = read(tx, row.activity);
    const bool kept_there = stored && stored->kept_by != 0;
    auto done = row.deed == RowDeed::changed && kept_there
                    ? change_known(tx, actor, row.activity, row.version, *was, context)
                : row.deed == RowDeed::changed
                    ? edit_activity(tx, actor, row.activity, row.version, *was, context, Ask::as_far_as_known)
                    : bring_back(tx, actor, row.activity, row.version, *was, context);
    if (!done) return std::unexpected(done.error());
    ++(row.deed == RowDeed::changed ? sums.restored : sums.brought_back);
    return {};
}

}  // namespace

Result<TakenBack> take_back(db::Transaction& tx, const web::Actor& actor, const KeptFile& import, Changed changed,
                            const Context& context) {
    auto now = read_file(tx, import.id);
    if (!now || !now->taken() || now->back_at) return fail(ErrorKind::conflict, "This import was taken back already");
    std::set<std::int64_t> hindered;
    for (const Hindrance& one : what_hinders(tx, import, context.lists)) hindered.insert(one.number);
    if (!hindered.empty() && changed == Changed::refuse)
        return fail(ErrorKind::conflict, "Some of it was changed since. Nothing was taken back");
    const std::string because = fmt::format("The import of {} was taken back", beginning(import.filename, 200));
    TakenBack sums;
    constexpr std::int64_t portion = 2000;
    std::int64_t after = 0;
    for (;;) {
        auto rows = rows_of_batch(tx, import.id, after, portion);
        for (const BatchRow& row : rows) {
            if (hindered.contains(row.number)) {
                ++sums.left;
                continue;
            }
            if (auto done = undo(tx, actor, row, because, context, sums); !done) {
                Error error = done.error();
                error.message = fmt::format("{}: {}. Nothing was taken back", row.title_now, error.message);
                return std::unexpected(std::move(error));
            }
            if (import.source == 0 || (row.deed == RowDeed::withdrawn && !row.item_before)) continue;
            // What the source's identifier meant before; a later import that held it knows better.
            auto item = read_item(tx, import.source, row.key);
            if (!item || item->batch != import.id) continue;
            if (row.deed == RowDeed::added)
                put_item(tx, import.source, row.key,
                         {row.activity, row.item_before ? row.item_before->batch : 0, true});
            else if (row.item_before)
                put_item(tx, import.source, row.key, *row.item_before);
            else
                delete_item(tx, import.source, row.key);
        }
        if (rows.size() < static_cast<std::size_t>(portion)) break;
        after = rows.back().number;
    }
    mark_taken_back(tx, import.id, actor.person, sums.left);
    // What was taken back would come again tonight: it comes when a person lets it go on.
    if (auto subscription = import.source != 0 ? read_subscription(tx, import.source) : std::nullopt; subscription) {
        subscription->paused = true;
        subscription->etag.clear();
        update_subscription(tx, *subscription);
    }
    json::Writer words;
    words.begin_object()
        .member("taken_out", sums.taken_out)
        .member("restored", sums.restored)
        .member("brought_back", sums.brought_back)
        .member("left", sums.left)
        .end_object();
    journal::record(tx, {actor.person, actor.organisation}, "activities.import_taken_back", import.id, words.text());
    return sums;
}

RegisterQuestions questions_of(db::Database& database, const web::Actor& actor, Date today, std::string_view prefix) {
    const Viewer viewer = viewer_of(actor);
    auto seen = [&database, viewer, today](std::optional<ActivityId> id) -> std::optional<Activity> {
        if (!id) return std::nullopt;
        auto stored = database.read([&](db::Reader& reader) { return read(reader, *id); });
        if (!stored || !may_see(stored->activity, viewer, today)) return std::nullopt;
        return std::move(stored->activity);
    };
    return {.by_reference =
                [&database, seen](std::string_view reference) {
                    return seen(database.read([&](db::Reader& reader) { return find_reference(reader, reference); }));
                },
            .by_id = [seen](ActivityId id) { return seen(id); },
            .reason_against = [actor](OrganisationId lead, bool is_new) -> std::optional<std::string> {
                // The coordinator keeps the register as a whole, so they may bring in what other bodies led; what is
                // there already is changed by its lead alone.
                bool keeper = web::admits(web::Access::coordinator, actor.role);
                if (identity::may_change(actor, lead) || (is_new && keeper)) return std::nullopt;
                return is_new ? "You can bring in activities of your own organisation"
                              : "Only its lead can change this activity";
            },
            // The counter goes on from the highest number, so only who keeps the whole register brings numbers of ours.
            // One answer, whether nothing has the reference or something that this person may not see.
            .reason_against_reference =
                [actor, prefix = std::string(prefix)](std::string_view reference) -> std::optional<std::string> {
                if (web::admits(web::Access::coordinator, actor.role) || !numbered(reference, prefix))
                    return std::nullopt;
                return "No activity that you can see has this reference";
            },
            .sees_entry = [viewer, today](const Entry& entry) { return entry.may_be_seen_by(viewer, today); },
            .sees = [viewer, today](const Activity& activity) { return may_see(activity, viewer, today); }};
}

}  // namespace thingwall::activities
