#pragma once
#include <memory>
#include <string>

#include "notify/types.hpp"

namespace thingwall::notify {

/// What the mail server said of a letter.
struct Delivery {
    enum class Outcome {
        taken,    ///< the server has it
        later,    ///< not now: the server is away, busy, or said 4xx
        refused,  ///< it will never be taken (5xx): no such address
        stop,     ///< nothing can be sent at all: wrong sign-in, no TLS, no such server
    };
    Outcome outcome = Outcome::taken;
    std::string why;  ///< the server's words, without the letter's
};

/// Hands letters to a mail server one after another over one connection (SMTP or SMTPS, by libcurl). Not for several
/// threads at once.
class Smtp {
public:
    explicit Smtp(const MailSettings& settings);
    ~Smtp();
    Smtp(const Smtp&) = delete;
    Smtp& operator=(const Smtp&) = delete;

    /// `message` as message_of() makes it. Ends within 30 s.
    [[nodiscard]] Delivery send(const std::string& to, const std::string& message);

private:
    struct Connection;
    std::unique_ptr<Connection> connection_;
};

}  // namespace thingwall::notify
