#include "forums/pdf.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <thread>

#include "base/log.hpp"

namespace thingwall::forums {
namespace {

namespace fs = std::filesystem;

constexpr const char* print_instead =
    "Print the page from your browser instead, and choose “Save as PDF” there. Or try again in a minute.";

std::unexpected<Error> not_now(const char* why) {
    return fail(ErrorKind::unavailable, std::string(why) + " " + print_instead);
}

/// A folder of its own that nobody else can look into, and that goes with everything in it.
class Folder {
public:
    Folder() {
        std::string pattern = (fs::temp_directory_path() / "thingwall-pdf-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::system_error(errno, std::generic_category(), "mkdtemp");
        path_ = pattern;
    }
    ~Folder() {
        std::error_code ignored;  // a browser's last process may still write; the system clears what is left
        fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] fs::path operator/(std::string_view name) const { return path_ / name; }
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

void write(const fs::path& path, std::string_view bytes) {
    std::ofstream out(path, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush()) throw std::system_error(errno, std::generic_category(), "cannot write " + path.string());
}

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void limit(__rlimit_resource what, rlim_t most) {
    const rlimit both{most, most};
    static_cast<void>(::setrlimit(what, &both));
}

// The child, between fork and exec: nothing here takes memory or a lock.
[[noreturn]] void become(const char* const* words, const char* const* environment, const PdfPrinter::Limits& limits) {
    static_cast<void>(::setpgid(0, 0));
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, static_cast<rlim_t>(limits.time.count()) * 2);
    limit(RLIMIT_DATA, limits.memory_bytes);
    limit(RLIMIT_FSIZE, limits.file_bytes);
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, 5));  // answers to others come first
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int standard : {0, 1, 2}) static_cast<void>(::dup2(nowhere, standard));
    // Sockets and files of the server are none of its business.
    if (::close_range(3, ~0U, 0) != 0)
        for (int open = 3; open < 1024; ++open) static_cast<void>(::close(open));
    ::execve(words[0], const_cast<char* const*>(words), const_cast<char* const*>(environment));
    ::_exit(127);
}

enum class Ended { well, badly, too_late };

Ended run(const std::vector<std::string>& words, const std::vector<std::string>& environment,
          const PdfPrinter::Limits& limits) {
    std::vector<const char*> argv, envp;
    for (const auto& word : words) argv.push_back(word.c_str());
    for (const auto& word : environment) envp.push_back(word.c_str());
    argv.push_back(nullptr);
    envp.push_back(nullptr);
    const pid_t child = ::fork();
    if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (child == 0) become(argv.data(), envp.data(), limits);
    static_cast<void>(::setpgid(child, child));  // here too: whoever is first
    const auto until = std::chrono::steady_clock::now() + limits.time;
    int status = 0;
    pid_t ended = 0;
    while ((ended = ::waitpid(child, &status, WNOHANG)) == 0 || (ended < 0 && errno == EINTR)) {
        if (std::chrono::steady_clock::now() >= until) {
            static_cast<void>(::kill(-child, SIGKILL));
            while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
            return Ended::too_late;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    static_cast<void>(::kill(-child, SIGKILL));  // whatever it left behind
    return ended == child && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? Ended::well : Ended::badly;
}

std::vector<std::string> words_for(const std::string& program, const Folder& folder) {
    std::vector<std::string> words{program,
                                   "--headless",
                                   "--disable-gpu",
                                   "--disable-dev-shm-usage",
                                   "--disable-extensions",
                                   "--disable-sync",
                                   "--disable-background-networking",
                                   "--disable-component-update",
                                   "--disable-default-apps",
                                   "--disable-breakpad",
                                   "--no-first-run",
                                   "--no-default-browser-check",
                                   "--password-store=basic",
                                   "--renderer-process-limit=1",
                                   "--host-resolver-rules=MAP * ~NOTFOUND",
                                   "--proxy-server=127.0.0.1:9",
                                   "--user-data-dir=" + (folder / "profile").string(),
                                   "--no-pdf-header-footer",
                                   "--export-tagged-pdf",
                                   "--generate-pdf-document-outline",
                                   "--print-to-pdf=" + (folder / "page.pdf").string(),
                                   "file://" + (folder / "page.html").string()};
    // Chromium will not be root inside its own sandbox; what it reads is our own page, without scripts.
    if (::geteuid() == 0) words.insert(words.begin() + 1, "--no-sandbox");
    return words;
}

}  // namespace

std::string find_chromium() {
    for (const char* path :
         {"/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome-stable", "/usr/local/bin/chromium"})
        if (::access(path, X_OK) == 0) return path;
    return {};
}

struct PdfPrinter::Inside {
    std::string program;
    Limits limits;
    std::mutex mutex;  // for what follows
    bool printing = false;
    std::condition_variable printed_one;
    struct Printed {
        std::size_t asked;  ///< a hash of the page
        std::string page;
        std::shared_ptr<const std::string> pdf;
    };
    std::list<Printed> printed;  ///< the newest first

    std::shared_ptr<const std::string> known(std::string_view page) {
        const std::size_t asked = std::hash<std::string_view>{}(page);
        const std::lock_guard lock(mutex);
        for (auto one = printed.begin(); one != printed.end(); ++one)
            if (one->asked == asked && one->page == page) {
                printed.splice(printed.begin(), printed, one);
                return printed.front().pdf;
            }
        return nullptr;
    }
    void keep(std::string_view page, std::shared_ptr<const std::string> pdf) {
        const std::lock_guard lock(mutex);
        printed.push_front({std::hash<std::string_view>{}(page), std::string(page), std::move(pdf)});
        while (printed.size() > limits.kept) printed.pop_back();
    }
};

/// Whose turn it is: one prints at a time. No std::timed_mutex, for GCC's thread sanitizer is blind to how that is
/// taken (pthread_mutex_clocklock), and would see nothing of what it guards.
class PdfPrinter::Turn {
public:
    explicit Turn(Inside& inside) : inside_(inside) {
        std::unique_lock lock(inside.mutex);
        mine_ = inside.printed_one.wait_for(lock, inside.limits.patience, [&] { return !inside.printing; });
        if (mine_) inside.printing = true;
    }
    ~Turn() {
        if (!mine_) return;
        {
            const std::lock_guard lock(inside_.mutex);
            inside_.printing = false;
        }
        inside_.printed_one.notify_one();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    [[nodiscard]] bool mine() const { return mine_; }

private:
    Inside& inside_;
    bool mine_ = false;
};

PdfPrinter::PdfPrinter(std::string program, Limits limits) : inside_(std::make_unique<Inside>()) {
    inside_->program = std::move(program);
    inside_->limits = limits;
}
PdfPrinter::~PdfPrinter() = default;

bool PdfPrinter::can_print() const {
    return !inside_->program.empty();
}

Result<std::shared_ptr<const std::string>> PdfPrinter::print(std::string_view page,
                                                             const std::vector<PageFile>& files) {
    if (!can_print()) return not_now("This server cannot make PDF files: Chromium is not installed on it.");
    if (auto known = inside_->known(page)) return known;
    const Turn turn(*inside_);
    if (!turn.mine()) return not_now("Another file is being made.");
    if (auto known = inside_->known(page)) return known;  // the other was this one
    Folder folder;
    write(folder / "page.html", page);
    for (const auto& [name, bytes] : files) write(folder / name, bytes);
    const std::vector<std::string> environment{"HOME=" + folder.path().string(), "TMPDIR=" + folder.path().string(),
                                               "PATH=/usr/bin:/bin", "LANG=C.UTF-8"};
    const auto ended = run(words_for(inside_->program, folder), environment, inside_->limits);
    auto pdf = std::make_shared<const std::string>(read(folder / "page.pdf"));
    if (ended != Ended::well || !pdf->starts_with("%PDF-")) {
        log::warning("pdf.not_made", {{"why", ended == Ended::too_late ? "it took too long" : "Chromium failed"}});
        return not_now(ended == Ended::too_late ? "Making the file took too long." : "The file could not be made.");
    }
    inside_->keep(page, pdf);
    return pdf;
}

}  // namespace thingwall::forums
