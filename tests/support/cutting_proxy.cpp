#include "support/cutting_proxy.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>
#include <string_view>

namespace thingwall::support {

namespace {

sockaddr_un address_in(const std::string& folder) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::string path = folder + "/.s.PGSQL.5432";
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error("the path of the socket is too long: " + path);
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

const sockaddr* plain(const sockaddr_un& address) {
    return reinterpret_cast<const sockaddr*>(&address);
}

}  // namespace

CuttingProxy::CuttingProxy(const std::string& server) : server_(server) {
    listening_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto own = address_in(folder());
    if (bind(listening_, plain(own), sizeof own) != 0 || listen(listening_, 16) != 0)
        throw std::runtime_error("cannot listen in " + folder());
    listener_ = std::thread([this] { listen_for_clients(); });
}

CuttingProxy::~CuttingProxy() {
    closing_ = true;
    listener_.join();
    for (auto& carrier : carriers_) carrier.join();
    close(listening_);
}

void CuttingProxy::listen_for_clients() {
    while (!closing_) {
        pollfd waiting{listening_, POLLIN, 0};
        if (poll(&waiting, 1, 20) != 1) continue;
        int client = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        auto there = address_in(server_);
        if (connect(server, plain(there), sizeof there) != 0) {
            close(client);
            close(server);
            continue;
        }
        carriers_.emplace_back([this, client, server] { carry(client, server); });
    }
}

void CuttingProxy::carry(int client, int server) {
    bool answer_is_dropped = false;
    for (char bytes[65536]; !closing_;) {
        pollfd ends[2] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
        if (poll(ends, 2, 20) <= 0) continue;
        int from = (ends[0].revents != 0) ? client : server;
        auto size = read(from, bytes, sizeof bytes);
        if (size <= 0) break;
        std::string_view message(bytes, static_cast<std::size_t>(size));
        // A simple query: 'Q', its length, its text.
        bool commits = from == client && message.size() > 5 && message.substr(5).starts_with("COMMIT");
        if (commits && cut_ == Cut::before_commit_is_sent) {
            cut_ = Cut::none;
            break;
        }
        if (commits && cut_ == Cut::before_its_answer_comes) {
            cut_ = Cut::none;
            answer_is_dropped = true;
        }
        if (from == server && answer_is_dropped) break;
        if (write(from == client ? server : client, bytes, static_cast<std::size_t>(size)) != size) break;
    }
    close(client);
    close(server);
}

}  // namespace thingwall::support
