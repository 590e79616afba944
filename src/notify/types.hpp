#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"

namespace thingwall::notify {

/// One piece of a letter. A link's address is a path of the site ("/overlaps/17/23") or a whole address.
struct Block {
    enum class Kind { heading, paragraph, item, link };
    Kind kind = Kind::paragraph;
    std::string text;
    std::string address;  ///< of a link
};

/// What somebody is told by e-mail. Plain words: the same letter is sent as plain text and as HTML.
struct Letter {
    std::string kind;  ///< what it is about, for whoever looks after the mail: "challenge.asked"
    std::string to;    ///< an e-mail address
    std::string to_name;
    std::string subject;
    std::vector<Block> body;
    std::string why;          ///< the last line: "You get this because your organisation leads one of the two."
    std::string unsubscribe;  ///< a path of the site that ends such letters with one press; empty where there is none
};

/// How a partnership's letters go out.
struct MailSettings {
    std::string server;         ///< "smtp://mail.example:587", "smtps://mail.example"; empty: letters wait
    std::string user;           ///< empty: the server asks for no sign-in
    std::string password_file;  ///< read when a letter is sent, so that it stands in no list of settings
    std::string from;           ///< "engage@wyremouth.example"
    std::string from_name;      ///< "Wyremouth Partnership"
    std::string site;           ///< "https://engage.wyremouth.example": before the paths of links
    bool require_tls = true;    ///< a letter waits rather than go out in the clear; false for a server on this machine

    [[nodiscard]] bool configured() const { return !server.empty(); }
};

/// A letter as it lies in the outbox: rendered, so that it says tomorrow what was meant today.
struct Outgoing {
    std::int64_t id = 0;
    std::string kind, to, to_name, subject, text, html, unsubscribe;
    int attempt = 0;  ///< how often it was tried
    Instant queued_at{};
};

enum class LetterState { waiting, sent, refused };

/// How many letters stand where, for whoever looks after the installation.
struct Outbox {
    std::int64_t waiting = 0, sent = 0, refused = 0;
    std::optional<Instant> oldest_waiting;
};

}  // namespace thingwall::notify
