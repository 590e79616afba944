#include <algorithm>

#include "base/random.hpp"
#include "identity/commands.hpp"
#include "identity/inside.hpp"
#include "web/csrf.hpp"
#include "web/url.hpp"

namespace thingwall::identity {

namespace {

// Before the token of a visitor in Request::session; a signed-in person's is the number of the session.
constexpr std::string_view visitor_mark = "visitor:";
constexpr std::int64_t visit_seconds = 12 * 3600;

// The secret is the cookie's token, which only the browser and we know; so the key need not be one, and several servers
// agree without sharing any.
std::string csrf_for(std::string_view token) {
    static const web::CsrfKey key{std::array<std::byte, 32>{}};
    SecureRandom random;
    return key.token(token, random);
}

}  // namespace

std::string_view session_cookie(const web::Request& request) {
    return request.secure ? "__Host-thingwall-session" : "thingwall-session";
}

std::string_view visitor_cookie(const web::Request& request) {
    return request.secure ? "__Host-thingwall-visitor" : "thingwall-visitor";
}

void Identity::identify(web::Request& request) {
    Instant now = inside_->services.clock.now();
    auto token = request.cookie(session_cookie(request));
    if (looks_like_token(token)) {
        if (auto found = inside_->sessions.find(token, now)) {
            request.actor = std::move(found->actor);
            request.session = std::to_string(found->id.value());
            request.csrf = csrf_for(token);
            return;
        }
    }
    auto visitor = request.cookie(visitor_cookie(request));
    std::string its = looks_like_token(visitor) ? std::string(visitor) : new_token();
    request.csrf = csrf_for(its);
    request.session = std::string(visitor_mark) + its;
}

void Identity::finish(const web::Request& request, web::Response& response) {
    if (!request.session.starts_with(visitor_mark)) return;
    bool has_form = response.body.find(request.csrf) != std::string::npos;
    bool says_caching =
        std::ranges::any_of(response.headers, [](const auto& header) { return header.first == "Cache-Control"; });
    if (!says_caching) response.with("Cache-Control", has_form ? "private, no-store" : "no-cache");
    if (!has_form) return;
    std::string_view its = std::string_view(request.session).substr(visitor_mark.size());
    if (request.cookie(visitor_cookie(request)) != its)
        response = web::set_cookie(std::move(response), visitor_cookie(request), its, visit_seconds);
}

web::Response with_session(web::Response response, const web::Request& request, const Sessions& sessions,
                           std::string_view token) {
    response = web::set_cookie(std::move(response), session_cookie(request), token, sessions.longest().count());
    if (!request.cookie(visitor_cookie(request)).empty())
        response = web::set_cookie(std::move(response), visitor_cookie(request), "", 0);
    return response;
}

web::Response without_session(web::Response response, const web::Request& request) {
    return web::set_cookie(std::move(response), session_cookie(request), "", 0);
}

SessionId session_of(const web::Request& request) {
    return request.actor.signed_in() ? SessionId{parse_id(request.session).value_or(0)} : SessionId{};
}

void end_session_before(Identity::Inside& inside, const web::Request& request) {
    if (!request.actor.signed_in()) return;
    sign_out(inside.services.database, request.actor, session_of(request));
    inside.sessions.forget(request.actor.person);
}

std::string first_page(const html::Site& site) {
    return site.officer_navigation.empty() ? "/" : site.officer_navigation.front().path;
}

std::string safe_return(std::string_view asked, const html::Site& site) {
    auto leads_to = [&](std::string_view page) {
        return asked.starts_with(page) &&
               (asked.size() == page.size() || asked[page.size()] == '?' || asked[page.size()] == '/');
    };
    bool own = asked.size() <= 2048 && web::is_own_path(asked) &&
               std::ranges::all_of(asked, [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
    if (!own || asked == "/" || leads_to("/sign-in") || leads_to("/sign-out")) return first_page(site);
    return std::string(asked);
}

}  // namespace thingwall::identity
