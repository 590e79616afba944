#include "web/spool.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>

namespace thingwall::web {

namespace {

constexpr const char* no_room = "We cannot store files at the moment. Try again in a few minutes.";

int open_nameless() {
    const char* wanted = ::getenv("TMPDIR");
    std::string folder = wanted != nullptr && *wanted != '\0' ? wanted : "/tmp";
    int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) return file;
    // A file system without O_TMPFILE: named for a moment only.
    std::string name = folder + "/thingwall-XXXXXX";
    file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file >= 0) ::unlink(name.c_str());
    return file;
}

}  // namespace

Result<Spool> Spool::make() {
    int file = open_nameless();
    if (file < 0) return fail(ErrorKind::unavailable, no_room);
    std::shared_ptr<const std::string> path(new std::string("/proc/self/fd/" + std::to_string(file)),
                                            [file](const std::string* its_path) {
                                                ::close(file);
                                                delete its_path;
                                            });
    return Spool(file, std::move(path));
}

Done Spool::write(std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t wrote = ::write(file_, bytes.data(), bytes.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return fail(ErrorKind::unavailable, no_room);
        bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return {};
}

}  // namespace thingwall::web
