#include "web/asked.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "web/cookies.hpp"
#include "web/gzip.hpp"
#include "web/url.hpp"

namespace thingwall::web {

bool is_continue(std::string_view expect) {
    auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(expect, std::string_view("100-continue"), {}, lower);
}

int judge(const Head& head, Asked& asked) {
    asked.head_only = head.method == "HEAD";
    asked.get = asked.head_only || head.method == "GET";
    asked.old = head.version < 11;
    asked.gzip = takes_gzip(head.accept_encoding);
    asked.secure = asked.by_proxy && head.forwarded_proto == "https";

    bool repeated = head.hosts > 1 || head.encodings > 1 || head.lengths > 1 || head.listed_length;
    bool coded = head.encodings == 1;
    bool two_lengths = coded && (!head.chunked || head.lengths > 0 || asked.old);
    bool host_missing = head.hosts == 0 && !asked.old;
    bool host_wrong = head.hosts == 1 && !valid_host(head.host);
    // A body means nothing on a GET (RFC 9110, 9.3.1), and hides requests from some proxies.
    bool body_on_get = asked.get && asked.has_body;
    if (repeated || two_lengths || host_missing || host_wrong || body_on_get) return 400;
    return head.expect.empty() || is_continue(head.expect) ? 0 : 417;
}

int fill(const Head& head, const Asked& asked, Request& request) {
    auto target = parse_target(head.target);
    // "GET http://host/path": the host must be the one that Host says, or two programs would route it in two ways.
    if (!target || (!target->authority.empty() && target->authority != head.host)) return 400;
    std::string_view own = head.target;
    if (!target->authority.empty()) own.remove_prefix(own.find("//") + 2 + target->authority.size());
    request.target = own.starts_with('/') ? std::string(own) : "/" + std::string(own);
    request.host = head.host;
    request.method = asked.get ? Method::get : Method::post;
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    request.cookies = parse_cookies(head.cookie);
    request.if_none_match = head.if_none_match;
    request.origin = head.origin;
    request.fetch_site = head.fetch_site;
    request.head = asked.head_only;
    request.secure = asked.secure;
    // The last address is the one that the proxy itself saw; those before it are what the far side claims.
    if (asked.by_proxy && !head.forwarded_for.empty())
        request.remote = trim(head.forwarded_for.substr(head.forwarded_for.rfind(',') + 1));
    return 0;
}

}  // namespace thingwall::web
