#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace thingwall::test {

/// A mail server on 127.0.0.1 that keeps what it is given, for tests. Takes one connection after another.
class MailSink {
public:
    struct Mail {
        std::string from, to;
        std::string data;  ///< as it came, dots taken out
        /// The plain-text part, decoded.
        [[nodiscard]] std::string text() const;
        [[nodiscard]] std::string header(std::string_view name) const;  ///< unfolded; empty without
    };

    MailSink();
    ~MailSink();
    MailSink(const MailSink&) = delete;
    MailSink& operator=(const MailSink&) = delete;

    [[nodiscard]] std::string address() const;  ///< "smtp://127.0.0.1:41234"
    [[nodiscard]] std::vector<Mail> mails() const;
    /// Addresses with this in them are refused for good (550) or for now (451).
    std::string refuse, put_off;
    /// Called when a letter was taken and before the far side is told so; nothing for no more.
    void after_taking(std::function<void()> told);

private:
    void serve();
    void talk(int connection);
    int listening_ = -1;
    std::uint16_t port_ = 0;
    mutable std::mutex mutex_;
    std::vector<Mail> mails_;
    std::function<void()> after_taking_;
    std::atomic<bool> ending_ = false;
    std::atomic<int> talking_ = -1;
    std::thread thread_;
};

}  // namespace thingwall::test
