#include "activities/public_address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <cstring>

namespace thingwall::activities {
namespace {

struct Block4 {
    std::array<std::uint8_t, 4> first;
    int bits;
};
struct Block6 {
    std::array<std::uint8_t, 8> first;  // the first half; no block is longer
    int bits;
};

constexpr std::array<Block4, 15> not_public_4{{{{0, 0, 0, 0}, 8},       // this network
                                               {{10, 0, 0, 0}, 8},      // private
                                               {{100, 64, 0, 0}, 10},   // shared by a provider
                                               {{127, 0, 0, 0}, 8},     // this machine
                                               {{169, 254, 0, 0}, 16},  // this link; where clouds keep their secrets
                                               {{172, 16, 0, 0}, 12},   // private
                                               {{192, 0, 0, 0}, 24},    // protocols
                                               {{192, 0, 2, 0}, 24},    // documentation
                                               {{192, 88, 99, 0}, 24},  // 6to4 relays
                                               {{192, 168, 0, 0}, 16},  // private
                                               {{198, 18, 0, 0}, 15},   // measurements
                                               {{198, 51, 100, 0}, 24},
                                               {{203, 0, 113, 0}, 24},
                                               {{224, 0, 0, 0}, 4},    // for many
                                               {{240, 0, 0, 0}, 4}}};  // reserved
// Of 2000::/3, which is all that is given out.
constexpr std::array<Block6, 4> not_public_6{{{{0x20, 0x01}, 23},                // protocols, Teredo, ORCHID
                                              {{0x20, 0x01, 0x0d, 0xb8}, 32},    // documentation
                                              {{0x20, 0x02}, 16},                // 6to4: an IPv4 address inside
                                              {{0x3f, 0xff, 0x00, 0x00}, 20}}};  // documentation

template <class Bytes, class First>
bool within(const Bytes& address, const First& first, int bits) {
    for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
        auto mask = static_cast<std::uint8_t>(bits >= 8 ? 0xFF : 0xFF << (8 - bits));
        if ((address[i] & mask) != (first[i] & mask)) return false;
    }
    return true;
}

}  // namespace

bool is_public(const IpAddress& address) {
    if (const auto* four = std::get_if<0>(&address)) {
        for (const Block4& block : not_public_4)
            if (within(*four, block.first, block.bits)) return false;
        return true;
    }
    const auto& six = std::get<1>(address);
    if ((six[0] & 0xE0) != 0x20) return false;
    for (const Block6& block : not_public_6)
        if (within(six, block.first, block.bits)) return false;
    return true;
}

std::string in_words(const IpAddress& address) {
    char words[INET6_ADDRSTRLEN] = {};
    if (const auto* four = std::get_if<0>(&address))
        inet_ntop(AF_INET, four->data(), words, sizeof words);
    else
        inet_ntop(AF_INET6, std::get<1>(address).data(), words, sizeof words);
    return words;
}

IpAddress ip_of(const sockaddr* from) {
    if (from->sa_family == AF_INET) {
        sockaddr_in in{};
        std::memcpy(&in, from, sizeof in);
        std::array<std::uint8_t, 4> bytes{};
        std::memcpy(bytes.data(), &in.sin_addr, bytes.size());
        return bytes;
    }
    if (from->sa_family == AF_INET6) {
        sockaddr_in6 in{};
        std::memcpy(&in, from, sizeof in);
        std::array<std::uint8_t, 16> bytes{};
        std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
        return bytes;
    }
    return std::array<std::uint8_t, 4>{};
}

}  // namespace thingwall::activities
