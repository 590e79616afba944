#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/public_address.hpp"
#include "base/result.hpp"

namespace thingwall::activities {

/// Where lists may be fetched from, and how much at most.
struct FetchRules {
    std::vector<std::string> hosts;  ///< in lower case: these and no others, also after redirects
    std::size_t most_bytes = 16u << 20;
    std::chrono::seconds to_connect{10}, in_all{60};
    int redirects = 3;
    /// For tests only: names are looked up by the system, every address must be public, and only https on its own port
    /// is spoken. A test with a server of its own says otherwise.
    std::function<std::vector<IpAddress>(const std::string& host)> look_up = {};
    std::function<bool(const IpAddress&)> may_connect = {};
    bool plain_http = false;
    std::string trusted_file = {};  ///< certificates besides the system's
};

/// The address as it is asked, or why it is not. Errors: invalid, with the field "address".
[[nodiscard]] Result<std::string> checked_address(std::string_view typed, const FetchRules& rules);

/// What lies at an address. Each host on the way is looked up once, each of its addresses must be public, and the
/// connection goes to one of those and to nothing else, whatever the name means a moment later. No proxy, no cookies,
/// no password. Errors: invalid (not allowed, not public); unavailable (no answer, no such page); too_large.
[[nodiscard]] Result<std::string> fetch(const std::string& address, const FetchRules& rules);

/// What lay at an address, and the ETag that it came with.
struct Fetched {
    bool changed = true;  ///< false: still what the ETag named; there is no body then
    std::string body, etag;
};
/// The same, asked with If-None-Match where `etag` is not empty.
[[nodiscard]] Result<Fetched> fetch_if_changed(const std::string& address, const std::string& etag,
                                               const FetchRules& rules);

}  // namespace thingwall::activities
