// How fast overlaps are found among 100,000 activities, beside PostgreSQL 15 with PostGIS and pg_trgm in the same run
// on the same machine. Promises: one new activity in 50 microseconds at the median, text read and findings in words
// included; 300 times as fast as the database asked for the same; all pairs within 2 seconds. The database is a cluster
// of our own in a temporary folder, reached through a socket there and ended by its number; without one its part is
// left out.
#include <fmt/format.h>
#include <libpq-fe.h>
#include <malloc.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "../tests/overlap/made_register.hpp"
#include "base/date.hpp"
#include "db/db.hpp"
#include "overlap/overlap.hpp"

namespace {

using namespace thingwall;
using namespace std::chrono_literals;
namespace fs = std::filesystem;
using Clock_ = std::chrono::steady_clock;

double microseconds(Clock_::duration time) {
    return std::chrono::duration<double, std::micro>(time).count();
}

/// Time that this thread has truly worked, for machines that are shared.
double thread_microseconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

struct Spread {
    double p50 = 0, p95 = 0, p99 = 0;
};
Spread spread(std::vector<double> times) {
    std::ranges::sort(times);
    const auto at = [&](double q) {
        return times[std::min(times.size() - 1, static_cast<std::size_t>(q * static_cast<double>(times.size())))];
    };
    return {at(0.5), at(0.95), at(0.99)};
}

int run(const std::vector<std::string>& words) {
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        std::vector<char*> arguments;
        for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr)) _exit(126);
        execvp(arguments[0], arguments.data());
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// A cluster of our own with PostGIS and pg_trgm.
class Server {
public:
    Server() {
        if (!fs::exists(bin + "/initdb")) return;
        folder_ = (fs::temp_directory_path() / fmt::format("thingwall-bench-{}", getpid())).string();
        fs::create_directory(folder_);
        if (geteuid() == 0) {
            as_ = {"runuser", "-u", "postgres", "--"};
            if (run({"chown", "postgres", folder_}) != 0) return;
        }
        if (command({bin + "/initdb", "-D", folder_ + "/data", "-U", "postgres", "-A", "trust", "-E", "UTF8",
                     "--no-sync"}) != 0)
            return;
        std::fflush(stdout);
        server_ = fork();
        if (server_ == 0) {
            auto words = as_;
            for (const auto& word :
                 {bin + "/postgres", std::string("-D"), folder_ + "/data", std::string("-c"),
                  std::string("listen_addresses="), std::string("-c"), "unix_socket_directories=" + folder_,
                  std::string("-c"), std::string("shared_buffers=512MB"), std::string("-c"),
                  std::string("max_parallel_workers_per_gather=0"), std::string("-c"), std::string("work_mem=64MB")})
                words.push_back(word);
            std::vector<char*> arguments;
            for (auto& word : words) arguments.push_back(word.data());
            arguments.push_back(nullptr);
            if (!freopen("/dev/null", "w", stderr)) _exit(126);
            execvp(arguments[0], arguments.data());
            _exit(127);
        }
        for (int attempt = 0; attempt < 100 && !ready_; ++attempt) {
            std::this_thread::sleep_for(100ms);
            connection_ = PQconnectdb(fmt::format("host={} user=postgres dbname=postgres", folder_).c_str());
            ready_ = PQstatus(connection_) == CONNECTION_OK;
            if (!ready_) PQfinish(connection_), connection_ = nullptr;
        }
    }
    ~Server() {
        if (connection_ != nullptr) PQfinish(connection_);
        if (server_ > 0) {
            // runuser passes nothing on: the server's own number stands in its file.
            pid_t pid = 0;
            std::ifstream(folder_ + "/data/postmaster.pid") >> pid;
            if (pid > 0) kill(pid, SIGINT);
            int status = 0;
            waitpid(server_, &status, 0);
        }
        std::error_code ignored;
        if (!folder_.empty()) fs::remove_all(folder_, ignored);
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    [[nodiscard]] bool ready() const { return ready_; }
    [[nodiscard]] PGconn* connection() const { return connection_; }
    bool say(const std::string& sql) const {
        PGresult* result = PQexec(connection_, sql.c_str());
        const bool fine = PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK;
        if (!fine) fmt::print(stderr, "{}\n", PQerrorMessage(connection_));
        PQclear(result);
        return fine;
    }

private:
    int command(std::vector<std::string> words) const {
        words.insert(words.begin(), as_.begin(), as_.end());
        return run(words);
    }
    const std::string bin = "/usr/lib/postgresql/15/bin";
    std::string folder_;
    std::vector<std::string> as_;
    pid_t server_ = 0;
    PGconn* connection_ = nullptr;
    bool ready_ = false;
};

std::string text_of(const overlap::Ask& ask) {
    return ask.title + " " + ask.description + (ask.questions.empty() ? "" : " " + ask.questions[0]);
}

// The boroughs are drawn one beside the other, so that the database sees ground as a polygon of the same squares.
std::string polygon_of(const overlap::Extent& extent) {
    constexpr std::uint32_t width = 30, per_borough = 30 * 24;
    std::string text = "MULTIPOLYGON(";
    // Runs of squares in a row are one rectangle; ST_UnaryUnion joins them when the row is put in.
    std::vector<std::uint32_t> cells;
    for (const auto& part : extent) cells.push_back(part.area);
    std::ranges::sort(cells);
    cells.erase(std::ranges::unique(cells).begin(), cells.end());
    for (std::size_t i = 0; i < cells.size();) {
        std::size_t end = i + 1;
        while (end < cells.size() && cells[end] == cells[end - 1] + 1 && cells[end] % width != 0) ++end;
        const std::uint32_t borough = cells[i] / per_borough, x = cells[i] % per_borough % width,
                            y = cells[i] % per_borough / width;
        const double x0 = 250.0 * x + 20000.0 * borough, x1 = x0 + 250.0 * static_cast<double>(end - i), y0 = 250.0 * y,
                     y1 = y0 + 250;
        text += fmt::format("{}(({} {},{} {},{} {},{} {},{} {}))", i == 0 ? "" : ",", x0, y0, x1, y0, x1, y1, x0, y1,
                            x0, y0);
        i = end;
    }
    return text + ")";
}

std::string dates_of(const overlap::Ask& ask) {
    return fmt::format("[{},{}]", to_iso(ask.first), to_iso(ask.last.value_or(ask.first + 42)));
}

void fill(const Server& server, const std::vector<overlap::Ask>& asks) {
    server.say(
        "CREATE EXTENSION postgis; CREATE EXTENSION pg_trgm; CREATE TABLE ask (id bigint PRIMARY KEY, org bigint, text "
        "text, days daterange, "
        "ground geometry); SET pg_trgm.similarity_threshold = 0.3");
    for (std::size_t i = 0; i < asks.size();) {
        PGresult* begin = PQexec(server.connection(), "COPY ask FROM STDIN");
        PQclear(begin);
        for (std::size_t end = std::min(asks.size(), i + 2000); i < end; ++i) {
            std::string text = text_of(asks[i]);
            for (char& c : text)
                if (c == '\t' || c == '\n' || c == '\\') c = ' ';
            const std::string row =
                fmt::format("{}\t{}\t{}\t{}\t{}\n", asks[i].id.value(), asks[i].organisation.value(), text,
                            dates_of(asks[i]), polygon_of(asks[i].extent));
            PQputCopyData(server.connection(), row.data(), static_cast<int>(row.size()));
        }
        PQputCopyEnd(server.connection(), nullptr);
        PQclear(PQgetResult(server.connection()));
        while (PGresult* rest = PQgetResult(server.connection())) PQclear(rest);
    }
    server.say("UPDATE ask SET ground = ST_UnaryUnion(ground)");
    server.say(
        "CREATE INDEX ON ask USING gist (ground); CREATE INDEX ON ask USING gist (days); CREATE INDEX ON ask USING gin "
        "(text gin_trgm_ops)");
    server.say("VACUUM FULL ANALYZE ask");
    server.say(
        "PREPARE find (text, daterange, geometry, bigint) AS SELECT id, similarity(text, $1) AS likeness FROM ask "
        "WHERE ST_Intersects(ground, $3) "
        "AND days && daterange(lower($2) - 30, upper($2) + 30) AND org <> $4 AND similarity(text, $1) > 0.3 ORDER BY "
        "likeness DESC LIMIT 20");
}

std::string resident_memory() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return line.substr(6);
    return "?";
}

}  // namespace

int main() {
    constexpr std::size_t stored = 100'000, fresh = 2'000, asked_of_database = 300;
    made::Options options;
    options.activities = stored + fresh;
    options.seed = 20261122;
    auto made = made::make(options).made;
    std::vector<overlap::Ask> news(std::make_move_iterator(made.asks.begin() + stored),
                                   std::make_move_iterator(made.asks.begin() + stored + fresh));
    made.asks.resize(stored);
    // News come at any place and time, not only where the register ends.
    for (std::size_t i = 0; i < news.size(); ++i) {
        const auto& pattern = made.asks[(i * 7919) % stored];
        const int days = news[i].last ? *news[i].last - news[i].first : 28;
        news[i].extent = pattern.extent, news[i].first = pattern.first + static_cast<int>(i % 21),
        news[i].last = news[i].first + days;
        news[i].umbrella = {};
    }

    auto copy = made.asks;
    overlap::Index index({made.residents, made.place_names});
    auto from = Clock_::now();
    index.put_all(std::move(copy));
    fmt::print("{} activities entered and learned from in {:.1f} s\n", index.size(),
               microseconds(Clock_::now() - from) / 1e6);
    malloc_trim(0);
    fmt::print(
        "memory: {:.0f} bytes an activity by our own count; {} resident in all, with what the benchmark itself keeps\n",
        static_cast<double>(index.bytes()) / stored, resident_memory());

    for (std::size_t i = 0; i < 200; ++i) (void)index.screen(news[i]);  // warm, as a server is
    std::vector<double> ours, worked;
    std::size_t found = 0;
    for (const auto& ask : news) {
        from = Clock_::now();
        const double work = thread_microseconds();
        const auto findings = index.screen(ask);
        worked.push_back(thread_microseconds() - work);
        ours.push_back(microseconds(Clock_::now() - from));
        found += findings.size();
    }
    const auto screened = spread(ours);
    fmt::print(
        "one new activity against {}: p50 {:.1f} us, p95 {:.1f} us, p99 {:.1f} us ({:.2f} findings each; promise: p50 "
        "50 us)\n",
        stored, screened.p50, screened.p95, screened.p99, static_cast<double>(found) / fresh);
    fmt::print("  of that the processor's own time: p50 {:.1f} us, p99 {:.1f} us\n", spread(worked).p50,
               spread(worked).p99);
    from = Clock_::now();
    const auto pairs = index.all_pairs(0.3);
    fmt::print("all pairs of {}: {:.2f} s, {} likely or possible (promise: 2 s)\n", stored,
               microseconds(Clock_::now() - from) / 1e6, pairs.size());
    from = Clock_::now();
    for (std::size_t i = 0; i < 500; ++i) index.put(news[i]);
    fmt::print("one more entered: {:.1f} us\n", microseconds(Clock_::now() - from) / 500);

    const Server server;
    if (!server.ready()) {
        fmt::print("PostgreSQL 15 is not here: no comparison\n");
        return 0;
    }
    fill(server, made.asks);
    std::vector<double> theirs;
    for (std::size_t i = 0; i < asked_of_database + 20; ++i) {
        const auto& ask = news[i];
        const std::string text = text_of(ask), days = dates_of(ask), ground = "SRID=0;" + polygon_of(ask.extent),
                          org = std::to_string(ask.organisation.value());
        const char* values[] = {text.c_str(), days.c_str(), ground.c_str(), org.c_str()};
        from = Clock_::now();
        PGresult* result = PQexecPrepared(server.connection(), "find", 4, values, nullptr, nullptr, 0);
        const double time = microseconds(Clock_::now() - from);
        if (PQresultStatus(result) != PGRES_TUPLES_OK) fmt::print(stderr, "{}\n", PQerrorMessage(server.connection()));
        PQclear(result);
        if (i >= 20) theirs.push_back(time);
    }
    const auto asked = spread(theirs);
    fmt::print(
        "PostgreSQL 15, PostGIS, pg_trgm, space and time then trigrams: p50 {:.0f} us, p95 {:.0f} us, p99 {:.0f} us\n",
        asked.p50, asked.p95, asked.p99);
    fmt::print("ratio at the median: {:.0f} times as fast (aim: 300)\n", asked.p50 / screened.p50);
    return 0;
}
