#pragma once
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "support/temporary_folder.hpp"

namespace thingwall::support {

/// Stands between a program and its PostgreSQL server, and can cut the connection at the worst moment: after the server
/// was told to commit and before its answer comes back.
class CuttingProxy {
public:
    enum class Cut { none, before_commit_is_sent, before_its_answer_comes };

    /// `server` is the folder of the server's socket.
    explicit CuttingProxy(const std::string& server);
    ~CuttingProxy();
    CuttingProxy(const CuttingProxy&) = delete;
    CuttingProxy& operator=(const CuttingProxy&) = delete;

    /// The folder of its own socket: host= for a client.
    [[nodiscard]] std::string folder() const { return folder_.path(); }
    /// Cuts at the next COMMIT, once.
    void cut_at_next_commit(Cut how) { cut_ = how; }

private:
    void listen_for_clients();
    void carry(int client, int server);
    TemporaryFolder folder_;
    std::string server_;
    int listening_ = -1;
    std::atomic<Cut> cut_ = Cut::none;
    std::atomic<bool> closing_ = false;
    std::vector<std::thread> carriers_;
    std::thread listener_;
};

}  // namespace thingwall::support
