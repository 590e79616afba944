#include <algorithm>
#include <future>
#include <iterator>

#include "activities/inside.hpp"
#include "activities/poster.hpp"
#include "activities/store.hpp"
#include "base/text.hpp"
#include "db/db.hpp"

namespace thingwall::activities {
namespace {

// What nobody else may see must not show through an overlap either; what was withdrawn asks nobody.
bool is_screened(const Activity& activity) {
    return activity.visibility != Visibility::draft && !activity.withdrawn_on;
}

// All of a filter but its page, in words that are the same for the same question.
std::string question_of(const Filter& filter) {
    std::string words = fold(filter.words);
    auto add = [&words](const auto& list, auto word) {
        words += '\n';
        for (const auto& one : list) words += word(one) + ';';
    };
    auto number = [](auto id) { return std::to_string(id.value()); };
    auto itself = [](const std::string& code) { return code; };
    add(filter.statuses, [](Status status) { return std::to_string(static_cast<int>(status)); });
    add(filter.leads, number);
    add(filter.audiences, itself);
    add(filter.themes, itself);
    add(filter.subjects, itself);
    add(filter.methods, itself);
    add(filter.areas, number);
    return words + '\n' + std::to_string(static_cast<int>(filter.sort)) + (filter.descending ? "d" : "a");
}

}  // namespace

PublicAnswers::Rows PublicAnswers::find(const Snapshot& snapshot, Date today, const std::string& question) {
    std::scoped_lock lock(mutex_);
    if (of_ != snapshot.changes() || today_ != today) return nullptr;
    auto known = kept_.find(question);
    return known == kept_.end() ? nullptr : known->second;
}

void PublicAnswers::keep(const Snapshot& snapshot, Date today, const std::string& question, Rows rows) {
    std::scoped_lock lock(mutex_);
    if (of_ != snapshot.changes() || today_ != today || kept_.size() >= 64 || rows_ + rows->size() > 1'000'000) {
        kept_.clear();
        rows_ = 0;
        of_ = snapshot.changes();
        today_ = today;
    }
    rows_ += rows->size();
    kept_[question] = std::move(rows);
}

Activities::Activities(kernel::Services services, const Lists& lists, Screen& screen, Settings settings)
    : inside_(new Inside{*this, services, lists, screen, std::move(settings), {}, {}, nullptr, nullptr, {}}) {}
Activities::~Activities() = default;

void Activities::add_routes(web::Router& router) {
    add_plan_routes(*inside_, router);
    add_import_routes(*inside_, router);
    add_list_routes(*inside_, router);
    add_forward_plan_routes(*inside_, router);
    add_activity_routes(*inside_, router);
    add_public_routes(*inside_, router);
    add_poster_routes(*inside_, router);
}

void Activities::Inside::load() {
    std::int64_t position = 0;
    ActivityId half;
    services.database.read([&](db::Reader& reader) {
        // The position first: what is journalled while the rows are read is applied again, which does no harm.
        position = journal::position(reader);
        half = middle(reader);
    });
    auto part = [this](ActivityId after, ActivityId last) {
        std::vector<Entry> entries;
        read_range(services.database, after, last,
                   [&](Stored&& stored) { entries.push_back(entry_of(stored.activity, stored.search, lists)); });
        return entries;
    };
    // Half on each of two threads: with a hundred thousand activities a start waits for this and nothing else.
    auto second = std::async(std::launch::async, part, half, last_of_all);
    auto entries = part(first_of_all, half);
    std::ranges::move(second.get(), std::back_inserter(entries));
    list.replace_all(std::move(entries), position);
}

void Activities::Inside::apply(const journal::Entry& entry) {
    if (entry.position <= list.snapshot()->position()) return;
    if (entry.deed.starts_with("places.")) {
        // Residents are counted on the ground: other ground, other counts.
        load();
        screen.read_anew();
    } else if (entry.deed.starts_with("activity.")) {
        ActivityId id{entry.subject};
        auto stored = services.database.read([&](db::Reader& reader) { return read(reader, id); });
        if (stored) {
            list.put(entry_of(stored->activity, stored->search, lists), entry.position);
            if (is_screened(stored->activity))
                screen.put(stored->activity);
            else
                screen.remove(id);
        } else {
            list.remove(id, entry.position);
            screen.remove(id);
        }
    } else {
        list.move_on(entry.position);
    }
}

void Activities::stand_on(const Ground& ground) {
    inside_->ground = &ground;
}

void Activities::lean_on(const Shelf& shelf) {
    inside_->shelf = &shelf;
}

void Activities::each(const std::function<void(Activity&&)>& take) {
    read_range(inside_->services.database, first_of_all, last_of_all,
               [&](Stored&& stored) { take(std::move(stored.activity)); });
}

std::optional<Activity> Activities::read_any(ActivityId id) {
    auto stored = inside_->services.database.read([&](db::Reader& reader) { return read(reader, id); });
    if (!stored) return std::nullopt;
    return std::move(stored->activity);
}

void Activities::start() {
    inside_->load();
    inside_->screen.read_from([this](const auto& take) {
        read_range(inside_->services.database, first_of_all, last_of_all, [&](Stored&& stored) {
            if (is_screened(stored.activity)) take(std::move(stored.activity));
        });
    });
    inside_->services.feed.add({"activities", [this](const journal::Entry& entry) { inside_->apply(entry); }});
}

void Activities::add_jobs(jobs::Runner& runner) {
    add_import_jobs(*inside_, runner);
}

std::shared_ptr<const Snapshot> Activities::snapshot() {
    inside_->services.feed.catch_up();
    return inside_->list.snapshot();
}

std::vector<News> Activities::news_between(Instant from, Instant until) {
    const auto shown = snapshot();
    return inside_->services.database.read([&](db::Reader& reader) {
        return activities::news_between(
            reader, *shown, [this](ActivityId id) { return inside_->list.find(id); }, from, until);
    });
}

std::function<bool(const Entry&)> Activities::concerns(AreaId area) const {
    std::optional<Ground::Spot> spot = inside_->ground ? inside_->ground->at_area(area) : std::nullopt;
    return [area, spot = std::move(spot), ground = inside_->ground](const Entry& entry) {
        if (entry.ground.whole_borough) return true;
        for (const AreaId named : entry.ground.areas)
            if (named == area || (spot && std::ranges::find(spot->areas, named) != spot->areas.end())) return true;
        return spot && (entry.ground.circle || !entry.ground.shape.empty()) && ground->reaches(entry.ground, *spot);
    };
}

Date Activities::today() const {
    return london_day(inside_->services.clock.now());
}
const Lists& Activities::lists() const {
    return inside_->lists;
}
Context Activities::context() const {
    return inside_->context();
}
const kernel::Services& Activities::services() const {
    return inside_->services;
}

Listing Activities::open_now(Filter filter) {
    filter.statuses = {Status::open};
    return public_list(filter);
}

Listing Activities::public_list(const Filter& filter) {
    auto snapshot = this->snapshot();
    Date day = today();
    // Drawn ground is asked about one spot; such a question is never the same twice.
    std::string question = filter.drawn_reaches ? std::string() : question_of(filter);
    auto rows = question.empty() ? nullptr : inside_->public_answers.find(*snapshot, day, question);
    if (!rows) {
        rows = std::make_shared<const std::vector<EntryPointer>>(
            all_that_match(*snapshot, filter, Viewer{}, day, inside_->lists));
        if (!question.empty()) inside_->public_answers.keep(*snapshot, day, question, rows);
    }
    return page_of(*rows, filter, snapshot->position());
}

std::optional<Activity> Activities::find(ActivityId id, const Viewer& viewer) {
    auto stored = inside_->services.database.read([&](db::Reader& reader) { return read(reader, id); });
    if (!stored || !may_see(stored->activity, viewer, today())) return std::nullopt;
    return std::move(stored->activity);
}

}  // namespace thingwall::activities
