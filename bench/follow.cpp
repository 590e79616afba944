// How long it takes to queue the letters of a morning. Promise: 10,000 followers within 2 s, each with news.
//   bench_follow [FOLLOWERS]
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

#include "activities/activities.hpp"
#include "app/partnership.hpp"
#include "app/settings.hpp"
#include "base/random.hpp"
#include "db/db.hpp"
#include "follow/follow.hpp"
#include "follow/store.hpp"
#include "program.hpp"

namespace {

using namespace thingwall;

/// Followers of the areas and subjects of the demonstration, none told for a week.
void add_followers(app::Partnership& partnership, int followers) {
    const auto areas = partnership.activities().lists().areas();
    const auto subjects = partnership.activities().lists().subjects();
    (void)partnership.database().write([&](db::Transaction& tx) -> Done {
        for (int n = 0; n < followers; ++n) {
            const follow::Follower one{tx.new_number(),
                                       fmt::format("p{}@example.org", n),
                                       fmt::format("key-{}", n),
                                       false,
                                       tx.now() - std::chrono::hours{24 * 7},
                                       {}};
            const auto index = static_cast<std::size_t>(n);
            follow::store::insert(tx, one);
            follow::store::add_choice(tx, one.id, {follow::Kind::area, areas[index % areas.size()].id});
            follow::store::add_choice(tx, one.id, {follow::Kind::subject, subjects[index % subjects.size()].id});
        }
        return {};
    });
}

}  // namespace

int main(int count, char** words) try {
    const int followers = count > 1 ? std::atoi(words[1]) : 10'000;
    constexpr double promised = 2;
    bench::Folder folder;
    const std::string data = folder / "data";
    bench::make_demonstration(data, 400, folder / "links");
    SystemClock clock;
    SecureRandom random;
    app::Partnership partnership(*app::read_settings(data), clock, random);
    partnership.start();
    add_followers(partnership, followers);
    const auto begun = std::chrono::steady_clock::now();
    const auto letters = partnership.followers().tell_due();
    const double taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    fmt::print("{} {} letters for {} followers queued in {:.2f} s (promised {:.0f}: {:.2f} of it), load {:.1f}\n",
               taken <= promised ? "held  " : "MISSED", letters, followers, taken, promised, taken / promised,
               bench::load_of_machine());
    return taken <= promised ? 0 : 1;
} catch (const std::exception& problem) {
    fmt::print(stderr, "bench_follow: {}\n", problem.what());
    return 2;
}
