#pragma once
#include <string>
#include <string_view>

#include "web/router.hpp"
#include "web/types.hpp"

namespace thingwall::web {

/// The header lines of one request that we heed, as views into the connection's buffer.
struct Head {
    std::string method;
    std::string_view target, host, content_type, cookie, if_none_match, accept_encoding, origin, fetch_site, expect;
    std::string_view forwarded_for, forwarded_proto;
    int version = 0, hosts = 0, encodings = 0, lengths = 0;
    bool chunked = false, listed_length = false;
};

/// What follows from the head of one request for its answer.
struct Asked {
    bool get = false, head_only = false;
    bool old = false;  ///< HTTP/1.0
    bool keep = false, has_body = false;
    bool gzip = false;      ///< the far side takes it
    bool by_proxy = false;  ///< comes from the proxy in front, whose word is taken
    bool secure = false;
    const Router* router = nullptr;  ///< of the host; null when nobody answers for it
};

/// Fills in what the head says, and refuses what the parser lets pass but two programs could read in two ways. Returns
/// 0, or the status: 400, or 417 for an expectation that we do not know.
[[nodiscard]] int judge(const Head& head, Asked& asked);
/// Whether an Expect header asks to be told before the body is sent.
[[nodiscard]] bool is_continue(std::string_view expect);
/// Fills in what handlers need. Returns 0, or 400 for an address that is none.
[[nodiscard]] int fill(const Head& head, const Asked& asked, Request& request);

}  // namespace thingwall::web
