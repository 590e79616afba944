// How fast the web server is, beside nginx in the same run on the same machine. The server is a process of its own; one
// thread of this one asks. Promises: a kept page at least half as fast as nginx gives the same bytes from a file; 2,000
// pages a second that are made each time; 3,000 forms a second written durably with 64 people sending, 99 in 100 within
// 50 ms.
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include "base/random.hpp"
#include "db/db.hpp"
#include "html/html.hpp"
#include "http_load.hpp"
#include "journal/journal.hpp"
#include "web/server.hpp"

namespace {

using namespace thingwall;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr db::Query make_table{"bench.make_table", R"sql(
    CREATE TABLE bench_form (id BIGINT PRIMARY KEY, form_key TEXT NOT NULL UNIQUE, title TEXT NOT NULL, body TEXT NOT NULL))sql"};
constexpr db::Query insert_form{"bench.insert_form", R"sql(
    INSERT INTO bench_form (id, form_key, title, body) VALUES ($1, $2, $3, $4))sql"};

/// A list of a hundred activities, as a register page has it: about 20 KB.
std::string list_page(int rows) {
    html::Writer page;
    page.markup(
        "<!DOCTYPE html>\n<html "
        "lang=\"en\"><head><title>Register</title></head><body><main>\n<h1>Register</h1>\n<table>\n");
    for (int row = 0; row < rows; ++row)
        page.markup("<tr><th scope=\"row\">")
            .link(html::Href::of("/activities", 100000 + row),
                  "Parks & play areas in Wyremouth, part " + std::to_string(row))
            .markup("</th><td>NHS Wyremouth</td><td>1 March 2010 to 31 March 2010</td><td>")
            .number(12572 + row)
            .markup("</td></tr>\n");
    page.markup("</table>\n</main></body></html>\n");
    return page.take();
}

/// Runs in the server's own process; says its port down the pipe and serves until it is ended.
[[noreturn]] void serve(int pipe, const fs::path& folder) {
    SystemClock clock;
    auto database = db::Database::open({.address = (folder / "bench.db").string()}, clock);
    auto made = database->write([](db::Transaction& tx) -> Done {
        tx.prepare(make_table).run();
        return {};
    });
    if (!made) _exit(1);

    web::Router router;
    router.cache_pages([] { return std::uint64_t{1}; });
    router.get("/kept", web::Access::anyone, [](const web::Request&) { return web::html(200, list_page(100)); })
        .cacheable = true;
    router.get("/made", web::Access::anyone, [](const web::Request&) { return web::html(200, list_page(100)); });
    router.post("/form", web::Access::anyone, [&](const web::Request& request) {
        auto saved = database->write([&](db::Transaction& tx) -> Result<std::int64_t> {
            std::int64_t id = tx.new_number();
            tx.prepare(insert_form)
                .bind(id, request.form.get("idempotency"), request.form.get("title"), request.form.get("body"))
                .run();
            journal::record(tx, {}, "bench.form_sent", id, request.form.get("body"));
            return id;
        });
        return saved ? web::see_other(fmt::format("/activities/{}", *saved)) : web::html(422, "refused");
    });
    web::Server server({.port = 0}, [&](std::string_view) { return &router; }, {});
    std::uint16_t port = server.start();
    if (::write(pipe, &port, sizeof port) != sizeof port) _exit(1);
    ::close(pipe);
    server.run();
    _exit(0);
}

/// A child process that ends with this object.
class Child {
public:
    explicit Child(pid_t process) : process_(process) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
    [[nodiscard]] pid_t id() const { return process_; }

private:
    pid_t process_;
};

std::uint16_t free_port() {
    int probe = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof place;
    ::bind(probe, reinterpret_cast<const sockaddr*>(&place), size);
    ::getsockname(probe, reinterpret_cast<sockaddr*>(&place), &size);
    ::close(probe);
    return ntohs(place.sin_port);
}

/// nginx with a configuration of its own: one process, the page as a file, connections kept.
std::unique_ptr<Child> start_nginx(const fs::path& folder, std::uint16_t port) {
    fs::create_directories(folder / "www");
    std::ofstream(folder / "www/kept") << list_page(100);
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
    pid_t process = ::fork();
    if (process == 0) {
        std::string conf = (folder / "nginx.conf").string(), prefix = folder.string();
        if (std::freopen("/dev/null", "w", stderr) == nullptr) _exit(127);
        ::execlp("nginx", "nginx", "-p", prefix.c_str(), "-c", conf.c_str(), static_cast<char*>(nullptr));
        ::execl("/usr/sbin/nginx", "nginx", "-p", prefix.c_str(), "-c", conf.c_str(), static_cast<char*>(nullptr));
        _exit(127);
    }
    auto child = std::make_unique<Child>(process);
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

Run measure(std::string_view name, const Child& server, std::uint16_t port, int connections,
            const std::function<std::string(std::size_t)>& next, int status, std::chrono::milliseconds how_long) {
    bench::Generator generator(port, connections, next, status);
    double before = bench::cpu_seconds(server.id());
    Run run{generator.run(how_long), 0};
    run.cpu = bench::cpu_seconds(server.id()) - before;
    fmt::print(
        "{:<28} {:>8.0f}/s  {:>8.0f} per server CPU-second  p50 {:>6.2f} ms  p99 {:>6.2f} ms  {} refused, {} bytes "
        "each\n",
        name, run.load.per_second(), run.per_cpu_second(), run.load.milliseconds(0.5), run.load.milliseconds(0.99),
        run.load.refused, run.load.body_bytes);
    std::fflush(stdout);
    return run;
}

std::string form_request(std::size_t n) {
    static const std::string stamp = std::to_string(bench::Clock::now().time_since_epoch().count());
    std::string body =
        fmt::format("idempotency={}-{}&title=Parks+and+play+areas&body={}", stamp, n, std::string(300, 'x'));
    return fmt::format(
        "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: {}\r\n\r\n{}",
        body.size(), body);
}

bool promise(std::string_view what, double got, double wanted, bool at_least) {
    bool held = at_least ? got >= wanted : got <= wanted;
    fmt::print("{} {}: {:.2f} (promised {} {:.2f})\n", held ? "held  " : "MISSED", what, got,
               at_least ? "at least" : "at most", wanted);
    return held;
}

}  // namespace

int main(int count, char** words) {
    auto how_long = std::chrono::milliseconds{count > 1 ? std::atoi(words[1]) * 1000 : 5000};
    std::string place = (fs::temp_directory_path() / "thingwall-bench-XXXXXX").string();
    if (::mkdtemp(place.data()) == nullptr) return 1;
    fs::path folder = place;
    int pipe[2];
    if (::pipe(pipe) != 0) return 1;
    pid_t process = ::fork();
    if (process == 0) serve(pipe[1], folder);
    bool all = true;
    {
        Child ours(process);
        ::close(pipe[1]);
        std::uint16_t port = 0;
        if (::read(pipe[0], &port, sizeof port) != sizeof port) return 1;

        auto get = [](std::string path) {
            return [request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"](std::size_t) { return request; };
        };
        Run kept = measure("page, kept", ours, port, 64, get("/kept"), 200, how_long);
        std::uint16_t nginx_port = free_port();
        auto nginx = start_nginx(folder, nginx_port);
        if (nginx) {
            Run theirs = measure("the same bytes, nginx", *nginx, nginx_port, 64, get("/kept"), 200, how_long);
            all &= promise("kept page against nginx, by requests a second",
                           kept.load.per_second() / theirs.load.per_second(), 0.5, true);
            fmt::print("       by server CPU-second: {:.2f}\n", kept.per_cpu_second() / theirs.per_cpu_second());
        } else {
            fmt::print("nginx did not start: no comparison\n");
        }
        nginx.reset();
        Run made = measure("page, made each time", ours, port, 64, get("/made"), 200, how_long);
        all &= promise("pages made each time, a second", made.load.per_second(), 2000, true);
        Run forms = measure("form, written durably", ours, port, 64, form_request, 303, how_long);
        all &= promise("durable forms a second", forms.load.per_second(), 3000, true);
        all &= promise("99 in 100 forms within ms", forms.load.milliseconds(0.99), 50, false);
        all &= forms.load.refused == 0;
    }
    fs::remove_all(folder);
    return all ? 0 : 1;
}
