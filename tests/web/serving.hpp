#pragma once
#include <array>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "support/http_client.hpp"
#include "web/server.hpp"

namespace thingwall::test {

/// A server on a free port with the routes that a test gives it; stops when the test ends.
class Serving {
public:
    explicit Serving(web::ServerSettings settings = {}) : settings_(std::move(settings)) { settings_.port = 0; }
    ~Serving() { stop(); }

    web::Router router;
    std::map<std::string, web::StaticFile, std::less<>> files;

    std::uint16_t start() {
        server_ = std::make_unique<web::Server>(
            settings_, [this](std::string_view) { return &router; },
            [this](std::string_view path) -> const web::StaticFile* {
                auto found = files.find(path);
                return found == files.end() ? nullptr : &found->second;
            });
        port_ = server_->start();
        thread_ = std::jthread([this] { server_->run(); });
        return port_;
    }
    void ask_to_stop() { server_->stop(); }
    void stop() {
        if (!server_) return;
        server_->stop();
        if (thread_.joinable()) thread_.join();
        server_.reset();
    }
    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    web::ServerSettings settings_;
    std::unique_ptr<web::Server> server_;
    std::jthread thread_;
    std::uint16_t port_ = 0;
};

inline web::Response words(std::string text) {
    return web::data("text/plain; charset=utf-8", std::move(text));
}

}  // namespace thingwall::test
