// What the whole register costs in memory while it goes out as a file. Promise: less than 50 MB more than the idle
// server, with 100,000 activities, in each format.
//   bench_export [ACTIVITIES]
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <fstream>

#include "app/settings.hpp"
#include "plans.hpp"
#include "program.hpp"

namespace {

using namespace thingwall;

struct Sent {
    double seconds = 0, megabytes = 0;
};

/// Asks, and throws away what comes as it comes.
Sent fetch(std::uint16_t port, const std::string& cookie, const std::string& address) {
    const auto begun = bench::Clock::now();
    int socket = bench::connect_to(port);
    const std::string request =
        fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: {}\r\n\r\n", address, cookie);
    (void)!::send(socket, request.data(), request.size(), MSG_NOSIGNAL);
    static char piece[1 << 16];
    double bytes = 0;
    std::string head;
    for (ssize_t got; (got = ::recv(socket, piece, sizeof piece, 0)) > 0; bytes += static_cast<double>(got))
        if (head.size() < 12) head.append(piece, static_cast<std::size_t>(got));
    ::close(socket);
    if (!head.starts_with("HTTP/1.1 200")) throw std::runtime_error(address + " gave " + head.substr(0, 12));
    return {std::chrono::duration<double>(bench::Clock::now() - begun).count(), bytes / 1e6};
}

/// From now on VmHWM is the most that the process held since now (proc(5), clear_refs).
void forget_the_most(pid_t process) {
    std::ofstream(fmt::format("/proc/{}/clear_refs", process)) << 5;
}

}  // namespace

int main(int count, char** words) try {
    const int activities = count > 1 ? std::atoi(words[1]) : 100'000;
    constexpr double promised = 50;
    bench::Folder folder;
    const std::string data = folder / "data";
    bench::make_demonstration(data, activities, folder / "links");
    auto officers = bench::write_plans(data, 1);
    bench::Serving ours(data, folder / "said");
    (void)ours.ready("/activities");
    const auto officer = bench::sign_in(officers, ours.port()).begin()->second;
    (void)ours.ready("/overlaps", "Cookie: " + officer.cookie + "\r\n");
    fmt::print("{} activities stored, load {:.1f}\n", activities, bench::load_of_machine());
    int missed = 0;
    for (const char* address :
         {"/activities.json", "/activities.geojson", "/activities.ics", "/activities/export?which=all&as=csv",
          "/activities/export?which=all&as=json", "/activities/export?which=all&as=xlsx"}) {
        const double idle = bench::megabytes(ours.id(), "VmRSS:");
        forget_the_most(ours.id());
        const Sent sent = fetch(ours.port(), officer.cookie, address);
        const double more = bench::megabytes(ours.id(), "VmHWM:") - idle;
        missed += more < promised ? 0 : 1;
        fmt::print(
            "{} {}: {:.0f} MB more than the {:.0f} MB of before (promised {:.0f}: {:.2f} of it); {:.0f} MB sent in "
            "{:.1f} s\n",
            more < promised ? "held  " : "MISSED", address, more, idle, promised, more / promised, sent.megabytes,
            sent.seconds);
    }
    return missed == 0 ? 0 : 1;
} catch (const std::exception& problem) {
    fmt::print(stderr, "bench_export: {}\n", problem.what());
    return 2;
}
