#include "base/log.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <mutex>
#include <string>

#include "base/date.hpp"
#include "base/json.hpp"

namespace thingwall::log {
namespace {

std::atomic<Level> threshold{Level::info};
std::mutex one_line_at_a_time;

std::string_view name_of(Level level) {
    switch (level) {
        case Level::info:
            return "info";
        case Level::warning:
            return "warning";
        case Level::error:
            return "error";
    }
    return "error";
}

std::string utc(Instant moment) {
    auto day = std::chrono::floor<std::chrono::days>(moment);
    auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(moment - day).count();
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_iso(Date{day}), milliseconds / 3'600'000,
                       milliseconds / 60'000 % 60, milliseconds / 1000 % 60, milliseconds % 1000);
}

}  // namespace

void write(Level level, std::string_view event,
           std::initializer_list<std::pair<std::string_view, std::string_view>> words) {
    if (level < threshold.load(std::memory_order_relaxed)) return;
    json::Writer line;
    line.begin_object().member("time", utc(SystemClock{}.now())).member("level", name_of(level)).member("event", event);
    for (const auto& [name, word] : words) line.member(name, word);
    line.end_object();
    std::string text = line.take() + '\n';

    std::lock_guard lock(one_line_at_a_time);
    for (std::string_view left = text; !left.empty();) {
        ssize_t count = ::write(STDERR_FILENO, left.data(), left.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return;  // nobody reads: there is nowhere left to say so
        left.remove_prefix(static_cast<std::size_t>(count));
    }
}

void set_threshold(Level level) {
    threshold.store(level, std::memory_order_relaxed);
}

}  // namespace thingwall::log
