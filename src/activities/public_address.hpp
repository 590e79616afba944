#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

struct sockaddr;

namespace thingwall::activities {

/// An address of IPv4 or IPv6, as its bytes.
using IpAddress = std::variant<std::array<std::uint8_t, 4>, std::array<std::uint8_t, 16>>;

/// Whether it is of the public internet: nothing private, of this machine, of this link, shared, reserved, for many, or
/// for documentation (IANA's registries of special-purpose addresses, RFC 6890), and no IPv4 address inside an IPv6
/// one.
[[nodiscard]] bool is_public(const IpAddress& address);
/// "192.0.2.1", "2001:db8::1".
[[nodiscard]] std::string in_words(const IpAddress& address);
/// Of a socket's address; `from` is of no use (0.0.0.0) when it is neither kind.
[[nodiscard]] IpAddress ip_of(const sockaddr* from);

}  // namespace thingwall::activities
