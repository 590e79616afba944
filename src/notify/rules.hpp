#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "notify/types.hpp"

namespace thingwall::notify {

/// The letter as plain text: lines of any length, links on lines of their own, the reason and the way out at the end.
[[nodiscard]] std::string plain_text(const Letter& letter, std::string_view site);

/// The path after the site; a whole address as it stands.
[[nodiscard]] std::string address_of(std::string_view site, std::string_view path);

/// What goes over the wire (RFC 5322, 2045 to 2047): headers, then plain text and HTML, quoted-printable, lines end in
/// CRLF. Nothing that somebody typed can begin a header: line ends in names and subjects become spaces.
[[nodiscard]] std::string message_of(const Outgoing& letter, const MailSettings& settings, Instant now);

/// A header's words in ASCII: as they are, or as encoded words of at most 75 characters (RFC 2047).
[[nodiscard]] std::string header_words(std::string_view words);
/// RFC 2045, 6.7: at most 76 characters a line.
[[nodiscard]] std::string quoted_printable(std::string_view text);
/// "Fri, 27 Nov 2026 18:14:27 +0000".
[[nodiscard]] std::string mail_date(Instant at);

/// How long to wait after so many tries; nothing when it is not worth trying any more (five days in all).
[[nodiscard]] std::optional<std::chrono::minutes> wait_after(int attempt);

}  // namespace thingwall::notify
