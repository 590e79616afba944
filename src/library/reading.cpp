#include "library/reading.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <new>

#include <fmt/format.h>

#include "base/text.hpp"
#include "library/rules.hpp"
#include "library/text.hpp"

namespace thingwall::library {
namespace {

using Clock_ = std::chrono::steady_clock;

// How the child says what went wrong: a number, so that nothing a file holds comes into a message.
enum Code : int { all_well = 0, damaged = 10, too_much = 11, locked = 12, no_reader = 13, no_file = 14 };

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;  // their shadows take more addresses than any limit leaves
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
#else
constexpr bool sanitized = false;
#endif

void limit(int what, std::size_t most) {
    const rlimit both{most, most};
    static_cast<void>(setrlimit(static_cast<__rlimit_resource_t>(what), &both));
}

std::string content_of(const std::string& path, std::size_t most) {
    std::string bytes;
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return bytes;
    char piece[65536];
    for (ssize_t count = 0; bytes.size() <= most && (count = read(file, piece, sizeof piece)) > 0;)
        bytes.append(piece, static_cast<std::size_t>(count));
    close(file);
    return bytes;
}

class Child {
public:
    explicit Child(pid_t pid) : pid_(pid) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        if (!ended_) end();
    }
    void end() {
        kill(-pid_, SIGKILL);  // it leads a group of its own
        kill(pid_, SIGKILL);
        static_cast<void>(wait());
    }
    int wait() {
        int status = 0;
        while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
        ended_ = true;
        return status;
    }

private:
    pid_t pid_;
    bool ended_ = false;
};

class Pipe {
public:
    Pipe() {
        if (pipe2(ends_, O_CLOEXEC) != 0) ends_[0] = ends_[1] = -1;
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        close_end(0);
        close_end(1);
    }
    void close_end(int which) {
        if (ends_[which] >= 0) close(ends_[which]);
        ends_[which] = -1;
    }
    [[nodiscard]] int end(int which) const { return ends_[which]; }

private:
    int ends_[2]{};
};

std::unexpected<Error> took_too_long() {
    return fail(ErrorKind::invalid,
                "Reading it took too long, so we stopped. It can be opened, but its words are not searched");
}

Result<Words> judged(int status, std::string text, bool cut) {
    if (WIFSIGNALED(status)) {
        if (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL) return took_too_long();
        return fail(ErrorKind::invalid, "The file is damaged: its words cannot be read");
    }
    switch (WEXITSTATUS(status)) {
        case all_well:
            return Words{clean(text, most_text), cut || text.size() > most_text};
        case too_much:
            return fail(ErrorKind::invalid,
                        "The file unpacks to far more than a document holds, so we did not read it");
        case locked:
        case 3:  // pdftotext: the author does not permit its text to be copied
            return fail(ErrorKind::invalid, "The file has a password. Save it without one to have its words searched");
        case no_reader:
            return fail(ErrorKind::unavailable, "PDF is not read here: pdftotext is not installed");
        case no_file:
        case 126:
        case 127:
            return fail(ErrorKind::unavailable, "The program that reads documents could not be started");
        default:
            return fail(ErrorKind::invalid, "The file is damaged: its words cannot be read");
    }
}

}  // namespace

Result<Words> read_in_child(const std::vector<std::string>& program, const std::string& file,
                            const ChildLimits& limits) {
    Pipe output;
    if (output.end(0) < 0) return fail(ErrorKind::unavailable, "No more files can be opened just now");
    std::vector<std::string> words = program;
    words.push_back(file);
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    // Nothing of ours goes with it: no environment, no open file or socket, no signal that is held back.
    std::string path = "PATH=/usr/bin:/bin", language = "LC_ALL=C.UTF-8";
    char* environment[] = {path.data(), language.data(), nullptr};
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, output.end(1), 1);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
    posix_spawnattr_t how;
    posix_spawnattr_init(&how);
    sigset_t none, usual;
    sigemptyset(&none);
    sigfillset(&usual);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &usual);
    posix_spawnattr_setpgroup(&how, 0);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    pid_t pid = 0;
    const int failed = posix_spawn(&pid, arguments[0], &files, &how, arguments.data(), environment);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    if (failed != 0) return fail(ErrorKind::unavailable, "The program that reads documents could not be started");
    Child child(pid);
    output.close_end(1);

    const auto deadline = Clock_::now() + limits.wall;
    std::string text;
    bool cut = false;
    char piece[65536];
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock_::now()).count();
        if (left <= 0) return took_too_long();  // and the child is ended
        pollfd waiting{output.end(0), POLLIN, 0};
        if (poll(&waiting, 1, static_cast<int>(left)) <= 0) continue;
        const auto count = read(output.end(0), piece, sizeof piece);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        text.append(piece, static_cast<std::size_t>(count));
        if (text.size() > 2 * limits.text_bytes) {
            // Blanks and broken bytes may be among it, hence twice; the rest is not wanted.
            cut = true;
            child.end();
            return Words{clean(text, limits.text_bytes), true};
        }
    }
    // It has closed its output; should it not end as well, it is ended.
    for (;;) {
        siginfo_t state{};
        if (waitid(P_PID, static_cast<id_t>(pid), &state, WEXITED | WNOHANG | WNOWAIT) == 0 && state.si_pid != 0) break;
        if (Clock_::now() > deadline) return took_too_long();
        usleep(2000);
    }
    return judged(child.wait(), std::move(text), cut);
}

int be_the_child(const std::string& file, const ChildLimits& limits) {
    if (!sanitized) limit(RLIMIT_AS, limits.memory_bytes);
    limit(RLIMIT_CPU, static_cast<std::size_t>(limits.processor.count()));
    // What it writes goes into a pipe; where somebody at a terminal sends it to a file, that one may grow.
    struct stat output{};
    const bool to_a_file = fstat(STDOUT_FILENO, &output) == 0 && S_ISREG(output.st_mode);
    limit(RLIMIT_FSIZE, to_a_file ? 64u << 20 : 0);
    limit(RLIMIT_NOFILE, 64);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_STACK, 8u << 20);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    try {
        std::string bytes = content_of(file, largest_document);
        auto kind = kind_of(bytes);
        if (!kind) return bytes.empty() ? no_file : damaged;
        if (*kind == Kind::pdf) {
            bytes = std::string();
            execl("/usr/bin/pdftotext", "pdftotext", "-q", "-enc", "UTF-8", "-eol", "unix", "-nopgbrk", file.c_str(),
                  "-", static_cast<char*>(nullptr));
            return no_reader;
        }
        auto text = read_text(bytes, *kind);
        if (!text)
            return text.error().kind == ErrorKind::too_large                    ? too_much
                   : text.error().message.find("password") != std::string::npos ? locked
                                                                                : damaged;
        std::fwrite(text->data(), 1, text->size(), stdout);
        return std::fflush(stdout) == 0 ? all_well : damaged;
    } catch (const std::bad_alloc&) {
        return too_much;
    }
}

}  // namespace thingwall::library
