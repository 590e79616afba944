// How long the pages take that look over the whole register, made anew each time, with 100,000 activities. Promise: the
// burden of a year within 300 ms.
//   bench_pages [ACTIVITIES]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "app/settings.hpp"
#include "plans.hpp"
#include "program.hpp"
#include "support/http_client.hpp"

namespace {

using namespace thingwall;

struct Promise {
    std::string what, address;
    double milliseconds;
};

/// The median of so many askings, each with another query, so that no answer kept before can serve.
double median(std::uint16_t port, const std::string& cookie, const std::string& address, int times) {
    std::vector<double> taken;
    for (int n = 0; n < times; ++n) {
        const auto begun = std::chrono::steady_clock::now();
        const auto answer = test::http_get(port, fmt::format("{}&n={}", address, n),
                                           {{"Host", "localhost"}, {"Cookie", cookie}});
        if (answer.status != 200) throw std::runtime_error(fmt::format("{} gave {}", address, answer.status));
        taken.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
    }
    std::ranges::sort(taken);
    return taken[taken.size() / 2];
}

}  // namespace

int main(int count, char** words) try {
    const int activities = count > 1 ? std::atoi(words[1]) : 100'000;
    bench::Folder folder;
    const std::string data = folder / "data";
    bench::make_demonstration(data, activities, folder / "links");
    auto officers = bench::write_plans(data, 1);
    bench::Serving ours(data, folder / "said");
    (void)ours.ready("/activities");
    const auto officer = bench::sign_in(officers, ours.port()).begin()->second;
    (void)ours.ready("/overlaps", "Cookie: " + officer.cookie + "\r\n");
    const Promise promises[] = {{"the burden of a year, whoever is asked", "/burden?who=any", 300},
                                {"the burden of a year for older people", "/burden?who=older-people", 300},
                                {"the same as a file", "/burden.csv?who=older-people", 300}};
    int missed = 0;
    fmt::print("{} activities stored, load {:.1f}\n", activities, bench::load_of_machine());
    for (const auto& promise : promises) {
        const double taken = median(ours.port(), officer.cookie, promise.address, 15);
        missed += taken <= promise.milliseconds ? 0 : 1;
        fmt::print("{} {}: {:.0f} ms, the median of 15 (promised {:.0f}: {:.2f} of it)\n",
                   taken <= promise.milliseconds ? "held  " : "MISSED", promise.what, taken, promise.milliseconds,
                   taken / promise.milliseconds);
    }
    return missed == 0 ? 0 : 1;
} catch (const std::exception& problem) {
    fmt::print(stderr, "bench_pages: {}\n", problem.what());
    return 2;
}
