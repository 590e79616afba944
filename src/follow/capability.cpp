#include <algorithm>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "base/email.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "follow/follow.hpp"
#include "follow/pages.hpp"
#include "follow/rules.hpp"
#include "follow/store.hpp"
#include "journal/journal.hpp"
#include "notify/notify.hpp"

namespace thingwall::follow {
namespace {

using namespace std::chrono_literals;

constexpr auto token_lasts = 24h * 7;
constexpr std::int64_t people_a_portion = 500;
constexpr std::size_t most_choices = 100;

std::string same_address(std::string_view email) {
    std::string lower(email);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

static_assert(static_cast<int>(Line::Kind::closing) == static_cast<int>(activities::News::Kind::closing));

/// What is new between two moments, and which lines concern a choice: worked out once for each choice that somebody
/// made.
class NewsOf {
public:
    NewsOf(activities::Activities& activities, Instant from, Instant until)
        : activities_(activities), news_(activities.news_between(from, until)) {
        for (const auto& one : news_) {
            const auto& entry = *one.entry;
            lines_.push_back({static_cast<Line::Kind>(one.kind), entry.id.value(), entry.title,
                              activities.lists().organisation(entry.lead),
                              *DateRange::make(entry.first, std::max(entry.first, entry.last))});
        }
    }

    std::vector<const Line*> of(const Follower& follower) {
        std::vector<bool> wanted(lines_.size(), false);
        for (const auto& choice : follower.choices)
            for (const auto index : of(choice)) wanted[index] = true;
        std::vector<const Line*> found;
        for (std::size_t i = 0; i < lines_.size(); ++i)
            if (wanted[i]) found.push_back(&lines_[i]);
        return found;
    }

private:
    const std::vector<std::size_t>& of(const Choice& choice) {
        const auto [known, is_new] = known_.try_emplace(choice);
        if (!is_new) return known->second;
        const auto concerns = question_of(choice);
        for (std::size_t i = 0; i < news_.size(); ++i)
            if (concerns(*news_[i].entry)) known->second.push_back(i);
        return known->second;
    }
    [[nodiscard]] std::function<bool(const activities::Entry&)> question_of(const Choice& choice) const {
        if (choice.kind == Kind::subject)
            return [code = choice.subject](const activities::Entry& entry) {
                return std::ranges::find(entry.subjects, code) != entry.subjects.end();
            };
        const auto number = parse_whole(choice.subject).value_or(0);
        if (choice.kind == Kind::area) return activities_.concerns(AreaId{number});
        return [number](const activities::Entry& entry) { return entry.id.value() == number; };
    }

    activities::Activities& activities_;
    std::vector<activities::News> news_;
    std::vector<Line> lines_;  // beside news_
    std::map<Choice, std::vector<std::size_t>> known_;
};

}  // namespace

Follow::Follow(kernel::Services services, activities::Activities& activities, notify::Notify& post)
    : services_(services), activities_(activities), post_(post) {}

void Follow::add_routes(web::Router& router) {
    add_pages({services_, *this, post_}, router);
}

void Follow::add_jobs(jobs::Runner& runner) {
    runner.add_errand_every("follow.tell", 15min, [this](const jobs::Job&) {
        tell_due();
        return true;
    });
    runner.add_every("follow.forget", 24h, [](db::Transaction& tx, const jobs::Job&) {
        store::forget_asked(tx, tx.now() - token_lasts);
        return true;
    });
}

std::string Follow::name_of(const Choice& choice) {
    const auto& lists = activities_.lists();
    if (choice.kind == Kind::subject) return lists.subject(choice.subject);
    const auto number = parse_whole(choice.subject);
    if (!number || std::to_string(*number) != choice.subject) return {};
    if (choice.kind == Kind::area) {
        const auto name = lists.area(AreaId{*number});
        return name.empty() ? name : fmt::format("{} ({})", name, lists.area_kind(AreaId{*number}));
    }
    const auto found = activities_.find(ActivityId{*number}, {});
    return found ? found->title : std::string{};
}

Done Follow::ask(db::Transaction& tx, std::string_view email, const Choice& choice, bool weekly) {
    auto address = check_email(email);
    const auto what = name_of(choice);
    Faults faults;
    if (!address) faults.add("email", describe(address.error()));
    if (what.empty()) faults.add("what", "Choose an area, a subject or an activity");
    if (!faults.empty()) return faults.take();
    Asked asked{services_.random.token(), same_address(*address), choice, weekly, tx.now()};
    if (store::asked_since(tx, asked.email, tx.now() - 24h) >= first_letters_a_day) return {};
    store::insert_asked(tx, asked);
    post_.queue(tx, first_letter(asked, what, services_.site.partnership));
    journal::record(tx, {}, "follow.asked", 0);
    return {};
}

Result<std::string> Follow::confirm(db::Transaction& tx, std::string_view token) {
    const auto asked = store::asked(tx, token, tx.now() - token_lasts);
    if (!asked) return fail(ErrorKind::not_found, "This link is too old, or was used already");
    auto follower = store::by_email(tx, asked->email);
    if (!follower) {
        follower = Follower{tx.new_number(), asked->email, services_.random.token(), asked->weekly, tx.now(), {}};
        store::insert(tx, *follower);
    }
    if (follower->choices.size() < most_choices) store::add_choice(tx, follower->id, asked->choice);
    store::drop_asked(tx, token);
    journal::record(tx, {}, "follow.confirmed", follower->id);
    return follower->key;
}

std::int64_t Follow::tell_due() {
    const Instant now = services_.clock.now();
    return tell(false, now) + tell(true, now);
}

std::int64_t Follow::tell(bool weekly, Instant now) {
    const Instant due = last_due(now, weekly);
    const int this_year = london_day(now).year();
    std::map<Instant, NewsOf> by_start;  // most were told at the same moment
    std::int64_t letters = 0;
    for (bool more = true; more && !services_.jobs.stopping();) {
        // News are looked for outside the deed: the writer's thread is for writing.
        const auto portion = services_.database.read(
            [&](db::Reader& reader) { return store::to_tell(reader, weekly, due, people_a_portion); });
        more = !portion.empty();
        if (!more) break;
        std::vector<std::pair<std::int64_t, std::optional<notify::Letter>>> ready;
        for (const auto& follower : portion) {
            auto& news = by_start.try_emplace(follower.told_until, activities_, follower.told_until, due).first->second;
            const auto wanted = news.of(follower);
            ready.emplace_back(follower.id,
                               wanted.empty()
                                   ? std::nullopt
                                   : std::optional(digest(follower, wanted, services_.site.partnership, this_year)));
        }
        auto told = services_.database.write([&](db::Transaction& tx) -> Result<std::int64_t> {
            // Who stopped, or was told by another server meanwhile, gets nothing.
            std::int64_t queued = 0;
            for (const auto& [id, letter] : ready)
                if (store::set_told(tx, id, due) && letter) {
                    post_.queue(tx, *letter);
                    ++queued;
                }
            if (queued > 0) journal::record(tx, {}, "follow.told", queued);
            return queued;
        });
        letters += told.value_or(0);
        if (!told) break;
    }
    return letters;
}

}  // namespace thingwall::follow
