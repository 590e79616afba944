#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace thingwall::bench {

using Clock = std::chrono::steady_clock;

/// What a run of requests took.
struct Load {
    double seconds = 0;
    std::size_t answered = 0, refused = 0;  ///< with the status that was wanted; with any other
    std::size_t body_bytes = 0;             ///< of one answer
    std::vector<std::uint32_t> microseconds;

    [[nodiscard]] double per_second() const { return static_cast<double>(answered) / seconds; }
    [[nodiscard]] double milliseconds(double share) const {
        if (microseconds.empty()) return 0;
        auto at = static_cast<std::size_t>(share * static_cast<double>(microseconds.size() - 1));
        return microseconds[at] / 1000.0;
    }
};

/// One connection of the generator: sends, waits for the whole answer, sends again.
struct Caller {
    int socket = -1;
    std::string asking, answer;
    std::size_t sent = 0, wanted = 0;
    Clock::time_point since;
};

inline int connect_to(std::uint16_t port) {
    int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int at_once = 1;
    ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    if (::connect(made, reinterpret_cast<const sockaddr*>(&place), sizeof place) != 0) {
        ::close(made);
        throw std::runtime_error("cannot connect to port " + std::to_string(port));
    }
    return made;
}

/// A closed loop over so many connections (each asks again when it has its answer), in one thread.
/// `next` gives the bytes of the n-th request; an empty one ends its caller.
class Generator {
public:
    Generator(std::uint16_t port, int connections, std::function<std::string(std::size_t)> next, int status)
        : next_(std::move(next)), status_(status), poll_(::epoll_create1(EPOLL_CLOEXEC)) {
        callers_.resize(static_cast<std::size_t>(connections));
        for (Caller& caller : callers_) {
            caller.socket = connect_to(port);
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.ptr = &caller;
            ::epoll_ctl(poll_, EPOLL_CTL_ADD, caller.socket, &event);
        }
    }
    Generator(const Generator&) = delete;
    Generator& operator=(const Generator&) = delete;
    ~Generator() {
        for (Caller& caller : callers_) ::close(caller.socket);
        ::close(poll_);
    }

    [[nodiscard]] Load run(std::chrono::milliseconds how_long) {
        load_ = Load{};
        auto start = Clock::now(), end = start + how_long;
        asking_ = callers_.size();
        for (Caller& caller : callers_) ask(caller);
        std::array<epoll_event, 256> events{};
        while (Clock::now() < end && asking_ > 0) {
            int count = ::epoll_wait(poll_, events.data(), static_cast<int>(events.size()), 100);
            for (int n = 0; n < count; ++n) listen(*static_cast<Caller*>(events[static_cast<std::size_t>(n)].data.ptr));
        }
        load_.seconds = std::chrono::duration<double>(Clock::now() - start).count();
        std::ranges::sort(load_.microseconds);
        return std::move(load_);
    }

private:
    void ask(Caller& caller) {
        caller.asking = next_(asked_++);
        if (caller.asking.empty()) {  // nothing more is to be asked
            --asking_;
            return;
        }
        caller.answer.clear();
        caller.wanted = 0;
        caller.since = Clock::now();
        if (::send(caller.socket, caller.asking.data(), caller.asking.size(), MSG_NOSIGNAL) !=
            static_cast<ssize_t>(caller.asking.size()))
            throw std::runtime_error("a request was not taken whole");
    }

    void listen(Caller& caller) {
        ssize_t count = ::recv(caller.socket, piece_.data(), piece_.size(), MSG_DONTWAIT);
        if (count <= 0) throw std::runtime_error("the server closed a connection");
        std::size_t got = static_cast<std::size_t>(count);
        if (caller.wanted == 0) {
            caller.answer.append(piece_.data(), got);
            std::size_t end = caller.answer.find("\r\n\r\n");
            if (end == std::string::npos) return;
            std::size_t length = caller.answer.find("Content-Length: ");
            std::size_t body =
                length < end ? std::strtoull(caller.answer.c_str() + length + 16, nullptr, 10) : std::size_t{0};
            load_.body_bytes = body;
            caller.wanted = end + 4 + body;
            caller.sent = caller.answer.size();
        } else {
            caller.sent += got;
        }
        if (caller.sent < caller.wanted) return;
        bool right = std::atoi(caller.answer.c_str() + 9) == status_;
        ++(right ? load_.answered : load_.refused);
        load_.microseconds.push_back(static_cast<std::uint32_t>(
            std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - caller.since).count()));
        ask(caller);
    }

    std::function<std::string(std::size_t)> next_;
    int status_, poll_;
    std::size_t asked_ = 0, asking_ = 0;
    std::vector<Caller> callers_;
    std::array<char, 65536> piece_{};
    Load load_;
};

/// Seconds of processor time that a process has had, all threads.
inline double cpu_seconds(pid_t process) {
    std::string path = "/proc/" + std::to_string(process) + "/stat", text(4096, '\0');
    if (std::FILE* file = std::fopen(path.c_str(), "r")) {
        text.resize(std::fread(text.data(), 1, text.size(), file));
        std::fclose(file);
    }
    std::size_t at = text.rfind(')');
    if (at == std::string::npos) return 0;
    long user = 0, system = 0;
    std::sscanf(text.c_str() + at + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user, &system);
    return static_cast<double>(user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace thingwall::bench
