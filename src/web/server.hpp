#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "web/router.hpp"

namespace thingwall::web {

struct ServerSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  ///< 0: one that is free
    int workers = 8;            ///< threads for pages
    int writers = 64;         ///< threads for posts: they wait for the disk together, so many share one durable commit
    std::size_t queue = 256;  ///< requests of each kind that wait for a thread; above it 503 with Retry-After
    std::size_t header_bytes = 16 * 1024;
    std::chrono::seconds header_deadline{10}, idle{30}, drain{10};
    std::chrono::seconds body_grace{10};
    std::size_t body_bytes_per_second = 1024;  ///< slower bodies are refused after the grace
    std::size_t upload_memory = 256 * 1024;    ///< larger uploads go to a temporary file
    std::size_t body_memory = 64u << 20;       ///< of all bodies being read together; above it 503
    std::size_t connections_per_address = 512;
    std::size_t connections = 4096;
    /// A proxy on this machine stands in front: X-Forwarded-For and X-Forwarded-Proto are believed of connections from
    /// 127.0.0.1 and ::1, and those are not limited by their address.
    bool behind_proxy = false;
    const Clock* clock = nullptr;  ///< what time it is for requests; the system's when null
};

/// One file served from memory: hashed name, gzipped beforehand, immutable.
struct StaticFile {
    std::string_view path;  ///< "/assets/app-3f2a.css"
    std::string_view content_type;
    std::string_view body, gzip;  ///< gzip empty when it would not be smaller
    std::string_view etag;
    bool immutable;
};

/// Beast and Asio live behind this face, in one unit.
class Server {
public:
    /// `site` says which router answers for a host name (several partnerships, one program); null: 404.
    Server(ServerSettings settings, std::function<const Router*(std::string_view host)> site,
           std::function<const StaticFile*(std::string_view path)> files);
    ~Server();
    /// Listens; returns the port. Throws std::runtime_error when the address is taken.
    std::uint16_t start();
    /// Serves until stop() is called from any thread or a signal handler thread. Answers what is under way, then
    /// returns.
    void run();
    void stop();

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace thingwall::web
