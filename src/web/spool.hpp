#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace thingwall::web {

/// A temporary file that has no name in any folder from the start: it goes when the last owner of its path does, and
/// also when the program is killed. Lies in TMPDIR, else in /tmp. The path is "/proc/self/fd/N" and can be opened by
/// this program for as long as somebody holds it.
class Spool {
public:
    /// Errors: unavailable when there is no room or no folder.
    [[nodiscard]] static Result<Spool> make();
    [[nodiscard]] Done write(std::string_view bytes);
    [[nodiscard]] const std::shared_ptr<const std::string>& path() const { return path_; }

private:
    Spool(int file, std::shared_ptr<const std::string> path) : file_(file), path_(std::move(path)) {}
    int file_;
    std::shared_ptr<const std::string> path_;
};

}  // namespace thingwall::web
