// How long it takes to check a journal of a million entries without the server, beside the least that it could take:
// one SHA-256 over the same bytes. Promise: 10 s.
//   bench_verify [ENTRIES]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <sstream>

#include "base/clock.hpp"
#include "db/db.hpp"
#include "journal/journal.hpp"
#include "program.hpp"
#include "verify/tree.hpp"
#include "verify/verify.hpp"

namespace {

using namespace thingwall;
using Time = std::chrono::steady_clock;

double seconds_since(Time::time_point start) {
    return std::chrono::duration<double>(Time::now() - start).count();
}

std::string export_of(int entries, const std::string& path) {
    static const SystemClock clock;
    db::Settings settings;
    settings.address = path;
    auto database = db::Database::open(settings, clock);
    constexpr int portion = 10'000;
    for (int done = 0; done < entries; done += portion) {
        auto recorded = database->write([&](db::Transaction& tx) -> Done {
            for (int i = done; i < std::min(done + portion, entries); ++i)
                journal::record(tx, {PersonId{i % 50 + 1}, OrganisationId{i % 7 + 1}}, "activity.changed", i + 1,
                                "what was written");
            return {};
        });
        if (!recorded) throw std::runtime_error(recorded.error().message);
    }
    std::ostringstream out;
    journal::export_to(*database, out);
    return std::move(out).str();
}

}  // namespace

int main(int count, char** words) try {
    const int entries = count > 1 ? std::atoi(words[1]) : 1'000'000;
    constexpr double promised = 10;
    bench::Folder folder;
    const std::string text = export_of(entries, folder / "journal.db");

    auto start = Time::now();
    const verify::Hash whole = verify::sha256({text});
    const double least = seconds_since(start);
    std::istringstream in(text);
    start = Time::now();
    const auto outcome = verify::check(in);
    const double taken = seconds_since(start);
    if (outcome.verdict != verify::Outcome::Verdict::holds) throw std::runtime_error(outcome.fault);

    fmt::print("{} entries, {:.0f} MB, sha256 {}...\n", entries, static_cast<double>(text.size()) / 1e6,
               verify::to_hex(whole).substr(0, 8));
    fmt::print(
        "{} checked in {:.2f} s (promised {:.0f} s: {:.2f} of it); one SHA-256 of the file {:.2f} s, {:.1f} times\n",
        taken <= promised ? "held  " : "MISSED", taken, promised, taken / promised, least, taken / least);
    return taken <= promised ? 0 : 1;
} catch (const std::exception& problem) {
    fmt::print(stderr, "bench_verify: {}\n", problem.what());
    return 2;
}
