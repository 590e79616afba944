#pragma once
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "http_load.hpp"

/// The program itself as a process of its own: made, asked and ended by a measurement.
namespace thingwall::bench {

/// A child process that ends with this object.
class Child {
public:
    /// Standard output and error go to the files named; "/dev/null" for none.
    Child(const std::vector<std::string>& words, const std::string& out, const std::string& err) {
        std::fflush(nullptr);  // or the child would write again what waits to be written
        process_ = ::fork();
        if (process_ != 0) return;
        std::vector<char*> raw;
        for (const auto& word : words) raw.push_back(const_cast<char*>(word.c_str()));
        raw.push_back(nullptr);
        if (std::freopen(out.c_str(), "w", stdout) == nullptr || std::freopen(err.c_str(), "w", stderr) == nullptr)
            ::_exit(126);
        ::execvp(raw[0], raw.data());
        ::_exit(127);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() { end(SIGKILL); }

    [[nodiscard]] pid_t id() const { return process_; }
    /// Waits until it ends by itself. Throws when it says that it failed.
    void finish() {
        int status = 0;
        ::waitpid(process_, &status, 0);
        process_ = 0;
        if (status != 0) throw std::runtime_error("a program that was started failed");
    }
    void end(int signal) {
        if (process_ <= 0) return;
        ::kill(process_, signal);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }

private:
    pid_t process_ = 0;
};

inline std::uint16_t free_port() {
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

/// The thingwall that was built beside this measurement.
inline std::string program() {
    return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "thingwall").string();
}

/// A number of kB from /proc: "VmRSS:" is what it holds now, "VmHWM:" the most that it held.
inline double megabytes(pid_t process, const std::string& which) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(which)) return std::atof(line.c_str() + which.size()) / 1024;
    return 0;
}

/// How busy this machine is with everything else: the load of the last minute.
inline double load_of_machine() {
    std::ifstream file("/proc/loadavg");
    double load = 0;
    file >> load;
    return load;
}

/// A folder that goes with this object.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "thingwall-bench-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder like " + name);
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

/// Makes the demonstration with so many activities in `data`; its sign-in links go to the file `links`.
/// `database` is an address of PostgreSQL; a file in the folder when it is empty.
inline void make_demonstration(const std::string& data, int activities, const std::string& links,
                               const std::string& database = {}) {
    std::vector<std::string> words{program(), "demo", "--data", data, "--activities", std::to_string(activities)};
    if (!database.empty()) words.insert(words.end(), {"--database", database});
    Child(words, links, "/dev/null").finish();
}

/// `thingwall serve` on a demonstration, from its start until it is ended.
class Serving {
public:
    Serving(const std::string& data, const std::string& said)
        : port_(free_port()),
          started_(Clock::now()),
          child_({program(), "serve", "--data", data, "--port", std::to_string(port_)}, said, said) {}

    /// Seconds from the start until this page is given with status 200.
    double ready(const std::string& page, const std::string& headers = {}) {
        std::string request =
            "GET " + page + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n";
        for (;;) {
            if (::kill(child_.id(), 0) != 0) throw std::runtime_error("the server ended");
            try {
                int socket = connect_to(port_);
                std::string status(12, '\0');
                (void)!::send(socket, request.data(), request.size(), MSG_NOSIGNAL);
                ssize_t got = ::recv(socket, status.data(), status.size(), MSG_WAITALL);
                ::close(socket);
                if (got == 12 && status.ends_with("200")) break;
            } catch (const std::runtime_error&) {  // it does not listen yet
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return std::chrono::duration<double>(Clock::now() - started_).count();
    }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] pid_t id() const { return child_.id(); }
    void end(int signal) { child_.end(signal); }

private:
    std::uint16_t port_;
    Clock::time_point started_;
    Child child_;
};

}  // namespace thingwall::bench
