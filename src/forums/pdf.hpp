#pragma once
#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace thingwall::forums {

/// Path of a Chromium that can print; empty where none is installed. Looked for where packages put it.
[[nodiscard]] std::string find_chromium();

/// A file beside the page: "thingwall.css" and what it holds.
using PageFile = std::pair<std::string, std::string_view>;

/// Prints pages as tagged PDF by Chromium without a window, a child process that is given a folder of its own with the
/// page and its style sheets as files, and nothing else: no network. One at a time, bounded in time, memory
/// and size; what was printed before is given again. Safe to call from any thread.
class PdfPrinter {
public:
    struct Limits {
        std::chrono::seconds time{60};           ///< the child is ended after it
        std::chrono::seconds patience{20};       ///< how long a second one waits for the first
        std::size_t memory_bytes = 2ULL << 30U;  ///< of data, for each of the child's processes
        std::size_t file_bytes = 64ULL << 20U;
        std::size_t kept = 8;  ///< how many are kept to be given again
    };
    explicit PdfPrinter(std::string program, Limits limits);
    explicit PdfPrinter(std::string program) : PdfPrinter(std::move(program), Limits{}) {}
    ~PdfPrinter();

    [[nodiscard]] bool can_print() const;
    /// Errors: unavailable, with what to do instead: no program, another is being printed, it took too long.
    [[nodiscard]] Result<std::shared_ptr<const std::string>> print(std::string_view page,
                                                                   const std::vector<PageFile>& files);

private:
    struct Inside;
    class Turn;
    std::unique_ptr<Inside> inside_;
};

}  // namespace thingwall::forums
