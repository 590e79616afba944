// How long a workbook of 10,000 rows takes until its preview stands: sent, read, and each row judged. Promise: 3 s. The
// workbook is the export of the demonstration itself.
//   bench_import [ACTIVITIES]
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

#include "app/settings.hpp"
#include "plans.hpp"
#include "program.hpp"
#include "support/http_client.hpp"

namespace {

using namespace thingwall;

constexpr std::string_view boundary = "thingwall-bench-7f3a";

std::string upload_of(const bench::SignedIn& by, std::string_view bytes) {
    const auto field = [](std::string_view name, std::string_view value) {
        return fmt::format("--{}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", boundary, name, value);
    };
    std::string body = field("csrf", by.csrf) + field("idempotency", "bench-import-1");
    body += fmt::format(
        "--{}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"all.xlsx\"\r\nContent-Type: "
        "application/octet-stream\r\n\r\n",
        boundary);
    body += bytes;
    return body + fmt::format("\r\n--{}--\r\n", boundary);
}

}  // namespace

int main(int count, char** words) try {
    const int activities = count > 1 ? std::atoi(words[1]) : 10'000;
    constexpr double promised = 3;
    bench::Folder folder;
    const std::string data = folder / "data";
    bench::make_demonstration(data, activities, folder / "links");
    auto officers = bench::write_plans(data, 1);
    bench::Serving ours(data, folder / "said");
    (void)ours.ready("/activities");
    const auto officer = bench::sign_in(officers, ours.port()).begin()->second;
    const test::FormFields headers{{"Host", "localhost"}, {"Cookie", officer.cookie}};
    const auto book = test::http_get(ours.port(), "/activities/export?which=all&as=xlsx", headers);
    if (book.status != 200) throw std::runtime_error(fmt::format("the export gave {}", book.status));

    const auto begun = std::chrono::steady_clock::now();
    const std::string body = upload_of(officer, book.body);
    test::HttpConnection connection(ours.port());
    connection.send(
        fmt::format("POST /activities/import HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nCookie: "
                    "{}\r\nContent-Type: "
                    "multipart/form-data; boundary={}\r\nContent-Length: {}\r\n\r\n",
                    officer.cookie, boundary, body.size()));
    connection.send(body);
    const auto brought = connection.receive();
    if (brought.status != 303) throw std::runtime_error(fmt::format("the upload gave {}", brought.status));
    const auto preview = test::http_get(ours.port(), brought.header("location"), headers);
    const double taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    if (preview.status != 200) throw std::runtime_error(fmt::format("the preview gave {}", preview.status));

    fmt::print("{} rows, {:.1f} MB, load {:.1f}\n", activities, static_cast<double>(book.body.size()) / 1e6,
               bench::load_of_machine());
    fmt::print(
        "{} the preview stands after {:.2f} s (promised {:.0f} s: {:.2f} of it); the server held {:.0f} MB at most\n",
        taken <= promised ? "held  " : "MISSED", taken, promised, taken / promised,
        bench::megabytes(ours.id(), "VmHWM:"));
    return taken <= promised ? 0 : 1;
} catch (const std::exception& problem) {
    fmt::print(stderr, "bench_import: {}\n", problem.what());
    return 2;
}
