// How fast the real program is: `thingwall serve` on what `thingwall demo` made, asked over HTTP by one thread of this
// process on the same machine, beside nginx in the same run. Promises:
//   - the public list from the page cache at least half as fast as nginx gives the same bytes from a file;
//   - the same page made anew each time, 2,000 a second;
//   - forms by 64 people at once, each journalled and on disk before it is answered: 3,000 activities registered a
//     second, 99 in 100 within 50 ms; and what was acknowledged is there after kill -9;
//   - under 150 MB of memory.
//   bench_http [SECONDS]     of each measurement; 5 unless told otherwise
#include <fmt/format.h>

#include <cstdio>

#include "app/settings.hpp"
#include "base/random.hpp"
#include "db/db.hpp"
#include "http_load.hpp"
#include "plans.hpp"
#include "program.hpp"

namespace {

using namespace thingwall;
using namespace std::chrono_literals;

constexpr int at_once = 64;
constexpr std::size_t plans_made = 40'000;

constexpr db::Query count_registered{"bench.count_registered", R"sql(
    SELECT count(*) FROM journal_entry JOIN activity ON activity.id = journal_entry.subject
    WHERE journal_entry.deed = 'activity.registered')sql"};

/// nginx with a configuration of its own: one process, the page as a file, connections kept.
std::unique_ptr<bench::Child> start_nginx(const std::filesystem::path& folder, const std::string& page,
                                          std::uint16_t port) {
    std::filesystem::create_directories(folder / "www");
    std::ofstream(folder / "www/activities") << page;
    std::ofstream(folder / "nginx.conf") << fmt::format(
        "daemon off;\nmaster_process off;\nworker_processes 1;\npid {0}/nginx.pid;\nerror_log {0}/error.log;\n"
        "events {{ worker_connections 2048; }}\n"
        "http {{ access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 100000000; "
        "default_type text/html;\n"
        "open_file_cache max=10 inactive=600s; client_body_temp_path {0}/b; proxy_temp_path {0}/p; fastcgi_temp_path "
        "{0}/f;\n"
        "uwsgi_temp_path {0}/u; scgi_temp_path {0}/s;\n"
        "server {{ listen 127.0.0.1:{1}; root {0}/www; }} }}\n",
        folder.string(), port);
    auto child = std::make_unique<bench::Child>(
        std::vector<std::string>{std::filesystem::exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx", "-p",
                                 folder.string(), "-c", (folder / "nginx.conf").string()},
        "/dev/null", "/dev/null");
    for (int tries = 0; tries < 100; ++tries) {
        try {
            ::close(bench::connect_to(port));
            return child;
        } catch (const std::exception&) {
            std::this_thread::sleep_for(20ms);
        }
    }
    return nullptr;
}

struct Run {
    bench::Load load;
    double cpu;
    [[nodiscard]] double per_cpu_second() const { return static_cast<double>(load.answered) / cpu; }
};

Run measure(std::string_view name, pid_t server, std::uint16_t port,
            const std::function<std::string(std::size_t)>& next, int status, std::chrono::milliseconds how_long) {
    bench::Generator generator(port, at_once, next, status);
    double before = bench::cpu_seconds(server);
    Run run{generator.run(how_long), 0};
    run.cpu = bench::cpu_seconds(server) - before;
    fmt::print(
        "{:<28} {:>8.0f}/s  {:>8.0f} per server CPU-second  p50 {:>6.2f} ms  p99 {:>6.2f} ms  {} refused, {} bytes "
        "each, load {:.1f}\n",
        name, run.load.per_second(), run.per_cpu_second(), run.load.milliseconds(0.5), run.load.milliseconds(0.99),
        run.load.refused, run.load.body_bytes, bench::load_of_machine());
    std::fflush(stdout);
    return run;
}

bool promise(std::string_view what, double got, double wanted, bool at_least) {
    bool held = at_least ? got >= wanted : got <= wanted;
    fmt::print("{} {}: {:.2f} (promised {} {:.2f}: {:.2f} of it)\n", held ? "held  " : "MISSED", what, got,
               at_least ? "at least" : "at most", wanted, got / wanted);
    std::fflush(stdout);
    return held;
}

std::function<std::string(std::size_t)> get(const std::string& path, const std::string& headers = {}) {
    return [request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n"](std::size_t) {
        return request;
    };
}

bool measure_pages(const bench::Serving& ours, const bench::Folder& folder, std::chrono::milliseconds how_long) {
    bool all = true;
    std::string page = test::http_get(ours.port(), "/activities", {{"Host", "localhost"}}).body;
    Run kept = measure("list, kept", ours.id(), ours.port(), get("/activities"), 200, how_long);
    std::uint16_t port = bench::free_port();
    if (auto nginx = start_nginx(folder.path() / "nginx", page, port)) {
        Run theirs = measure("the same bytes, nginx", nginx->id(), port, get("/activities"), 200, how_long);
        if (theirs.load.body_bytes != kept.load.body_bytes)
            fmt::print("nginx gave {} bytes, we {}\n", theirs.load.body_bytes, kept.load.body_bytes);
        all &= promise("kept list against nginx, by requests a second",
                       kept.load.per_second() / theirs.load.per_second(), 0.5, true);
        fmt::print("       by server CPU-second: {:.2f}\n", kept.per_cpu_second() / theirs.per_cpu_second());
    } else {
        fmt::print("nginx did not start: no comparison\n");
    }
    // A visitor with any cookie at all is given no kept page.
    Run made = measure("list, made each time", ours.id(), ours.port(), get("/activities", "Cookie: seen=1\r\n"), 200,
                       how_long);
    return promise("lists made each time, a second", made.load.per_second(), 2000, true) && all;
}

/// Sends forms until the time is over or the plans have all been registered.
bool measure_forms(const bench::Serving& ours, const bench::Officers& officers, std::chrono::milliseconds how_long,
                   std::size_t& acknowledged) {
    auto in = bench::sign_in(officers, ours.port());
    const std::string stamp = SecureRandom{}.token(8);
    const auto& plans = officers.plans;
    Run steps = measure(
        "a step of a plan, saved", ours.id(), ours.port(),
        [&](std::size_t n) {
            const auto& ready = plans[n % 1000];
            return bench::post(in.at(ready.person), fmt::format("/plan/{}/what", ready.plan), ready.what,
                               fmt::format("{}-step-{}", stamp, n));
        },
        303, how_long);
    Run registered = measure(
        "an activity, registered", ours.id(), ours.port(),
        [&](std::size_t n) {
            if (n >= plans.size()) return std::string();
            return bench::post(in.at(plans[n].person), fmt::format("/plan/{}/register", plans[n].plan), "",
                               fmt::format("{}-{}", stamp, n));
        },
        303, how_long);
    acknowledged = registered.load.answered;
    bool all = steps.load.refused == 0 && registered.load.refused == 0;
    all &= promise("steps saved durably, a second", steps.load.per_second(), 3000, true);
    all &= promise("99 in 100 of them within ms", steps.load.milliseconds(0.99), 50, false);
    all &= promise("activities registered durably, a second", registered.load.per_second(), 3000, true);
    all &= promise("99 in 100 of them within ms", registered.load.milliseconds(0.99), 50, false);
    return all;
}

std::size_t registered_in(const std::string& data) {
    SystemClock clock;
    auto database = db::Database::open({.address = app::read_settings(data)->address()}, clock);
    return static_cast<std::size_t>(database->read([](db::Reader& reader) {
        auto row = reader.prepare(count_registered);
        return row.next() ? row.integer(0) : 0;
    }));
}

}  // namespace

int main(int count, char** words) try {
    auto how_long = std::chrono::milliseconds{count > 1 ? std::atoi(words[1]) * 1000 : 5000};
    bench::Folder folder;
    const std::string data = folder / "data";
    bench::make_demonstration(data, 400, folder / "links");
    auto officers = bench::write_plans(data, plans_made);
    std::size_t before = registered_in(data), acknowledged = 0;

    bench::Serving ours(data, folder / "said");
    double seconds = ours.ready("/activities");
    fmt::print("ready {:.2f} s after its start\n", seconds);
    bool all = promise("memory with the demonstration, MB", bench::megabytes(ours.id(), "VmRSS:"), 150, false);
    all &= measure_pages(ours, folder, how_long);
    all &= promise("memory after many pages, MB", bench::megabytes(ours.id(), "VmRSS:"), 150, false);
    all &= measure_forms(ours, officers, how_long, acknowledged);
    fmt::print("       memory after {} more activities: {:.0f} MB\n", acknowledged,
               bench::megabytes(ours.id(), "VmRSS:"));
    ours.end(SIGKILL);
    std::size_t kept = registered_in(data) - before;
    // Those on their way when the measurement ended may be there too.
    bool right = kept >= acknowledged && kept <= acknowledged + at_once;
    fmt::print("{} of {} acknowledged, {} are in the register and the journal after kill -9\n",
               right ? "held  " : "MISSED", acknowledged, kept);
    return all && right ? 0 : 1;
} catch (const std::exception& problem) {
    fmt::print(stderr, "bench_http: {}\n", problem.what());
    return 2;
}
