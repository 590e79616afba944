#include "web/router.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "base/log.hpp"
#include "web/csrf.hpp"
#include "web/errors.hpp"
#include "web/pattern.hpp"
#include "web/url.hpp"

namespace thingwall::web {

namespace {

struct Match {
    std::size_t route;
    std::vector<std::string> parameters;
    std::string path, format;
};

std::string_view ending_of(std::string_view path) {
    std::size_t dot = path.rfind('.'), slash = path.rfind('/');
    if (dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash)) return {};
    return path.substr(dot + 1);
}

}  // namespace

struct Router::Inside {
    std::vector<std::unique_ptr<Route>> routes;
    std::vector<Pattern> patterns;   // of each route
    std::vector<std::size_t> order;  // the longest literal beginning first
    std::function<void(Request&)> identify;
    std::function<void(const Request&, Response&)> finish;
    std::function<std::string(const ErrorView&)> error_page;
    std::function<int(const std::exception&)> classify;
    std::string sign_in;
    std::unique_ptr<PageCache> pages;
    RateLimits limits;

    Route& add(Method method, std::string pattern, Access access, Handler handler) {
        patterns.emplace_back(pattern);
        auto route = std::make_unique<Route>();
        route->method = method;
        route->pattern = std::move(pattern);
        route->access = access;
        route->handler = std::move(handler);
        routes.push_back(std::move(route));
        std::size_t length = patterns.back().beginning().size();
        auto place =
            std::ranges::find_if(order, [&](std::size_t at) { return patterns[at].beginning().size() < length; });
        order.insert(place, routes.size() - 1);
        return *routes.back();
    }

    [[nodiscard]] std::optional<Match> match(Method method, std::string_view path) const {
        Match found;
        std::string_view ending = ending_of(path);
        std::string_view bare = ending.empty() ? path : path.substr(0, path.size() - ending.size() - 1);
        for (std::size_t at : order) {
            const Route& route = *routes[at];
            if (route.method != method) continue;
            if (patterns[at].matches(path, found.parameters)) {
                found.route = at;
                found.path = path;
                return found;
            }
            if (!ending.empty() && std::ranges::find(route.formats, ending) != route.formats.end() &&
                patterns[at].matches(bare, found.parameters)) {
                found.route = at;
                found.path = bare;
                found.format = ending;
                return found;
            }
        }
        return std::nullopt;
    }
};

Router::Router() : inside_(std::make_unique<Inside>()) {}
Router::Router(Router&&) noexcept = default;
Router::~Router() = default;

Route& Router::get(std::string pattern, Access access, Handler handler) {
    return inside_->add(Method::get, std::move(pattern), access, std::move(handler));
}
Route& Router::post(std::string pattern, Access access, Handler handler) {
    return inside_->add(Method::post, std::move(pattern), access, std::move(handler));
}

void Router::identify_by(std::function<void(Request&)> identify) {
    inside_->identify = std::move(identify);
}
void Router::finish_by(std::function<void(const Request&, Response&)> finish) {
    inside_->finish = std::move(finish);
}
void Router::show_errors_by(std::function<std::string(const ErrorView&)> page) {
    inside_->error_page = std::move(page);
}
void Router::classify_by(std::function<int(const std::exception&)> classify) {
    inside_->classify = std::move(classify);
}
void Router::sign_in_at(std::string path) {
    inside_->sign_in = std::move(path);
}
void Router::cache_pages(std::function<std::uint64_t()> version, std::size_t bytes) {
    inside_->pages = std::make_unique<PageCache>(std::move(version), bytes);
}
PageCache* Router::pages() const {
    return inside_->pages.get();
}
const std::vector<std::unique_ptr<Route>>& Router::routes() const {
    return inside_->routes;
}

const Route* Router::find(Method method, std::string_view path) const {
    auto match = inside_->match(method, path);
    return match ? inside_->routes[match->route].get() : nullptr;
}

Response Router::error(int status, const Request& request, const Error* error) const {
    return error_page(status, request, error, std::chrono::seconds{5});
}

Response Router::error_page(int status, const Request& request, const Error* error,
                            std::chrono::seconds retry_after) const {
    const ErrorFace& face = face_of(status);
    ErrorView view{status, face.title, face.what_to_do, request.reference, &request, error};
    Response response;
    try {
        if (wants_json(request))
            response = data("application/json", error_json(view));
        else
            response = html(status, inside_->error_page ? inside_->error_page(view) : plain_error_page(view));
    } catch (const std::exception& problem) {
        log::error("web.error_page", {{"reference", request.reference}, {"what", problem.what()}});
        response = html(status, plain_error_page(view));
    }
    response.status = status;
    if (status == 503 || status == 429) response.with("Retry-After", std::to_string(retry_after.count()));
    return response;
}

namespace {

/// Where a GET that needs sign-in is led, so that it comes back to this page.
Response to_sign_in(const std::string& sign_in, const Request& request) {
    std::string back = is_own_path(request.target) ? request.target : "/";
    return see_other(fmt::format("{}?return={}", sign_in, percent_encode(back)));
}

/// A reason not to let this person use the route at all; 0 when there is none.
int reason_to_refuse(const Route& route, const Request& request) {
    if (!admits(route.access, request.actor.role)) return 403;
    if (request.method == Method::post && !from_own_site(request)) return 403;
    return 0;
}

/// A session or token to steal exists as soon as we gave one. A post without either carries no authority but its own.
bool token_is_right(const Route& route, const Request& request) {
    if (!route.checks_csrf || (request.session.empty() && request.csrf.empty())) return true;
    return same_token(request.form.get("csrf"), request.csrf);
}

void add_privacy(Response& response, const Request& request) {
    bool has =
        std::ranges::any_of(response.headers, [](const auto& header) { return header.first == "Cache-Control"; });
    if (has) return;
    bool own = request.actor.signed_in() || !request.session.empty();
    response.with("Cache-Control", own ? "private, no-store" : "no-cache");
}

void make_cookies_secure(Response& response) {
    for (auto& [name, value] : response.headers)
        if (name == "Set-Cookie" && value.find("; Secure") == std::string::npos) value += "; Secure";
}

}  // namespace

/// The person gets a reference; what() goes to the log, since it may name tables or files.
Response Router::broken(const Request& request, const std::exception& problem) const {
    int status = inside_->classify ? inside_->classify(problem) : 500;
    log::error("web.failed", {{"reference", request.reference}, {"what", problem.what()}});
    return error(status, request);
}

std::optional<Response> Router::refusal(Request request) const {
    try {
        auto match = inside_->match(request.method, request.path);
        if (!match) return error(404, request);
        if (inside_->identify) inside_->identify(request);
        int reason = reason_to_refuse(*inside_->routes[match->route], request);
        if (reason != 0) return error(reason, request);
        return std::nullopt;
    } catch (const std::exception& problem) {
        return broken(request, problem);
    }
}

Response Router::no_route(const Request& request) const {
    auto other = request.method == Method::get ? Method::post : Method::get;
    if (!inside_->match(other, request.path)) return error(404, request);
    return error(405, request).with("Allow", other == Method::get ? "GET, HEAD" : "POST");
}

Response Router::dispatch(Request& request) const {
    auto match = inside_->match(request.method, request.path);
    if (inside_->identify) inside_->identify(request);
    if (!match) return no_route(request);
    const Route& route = *inside_->routes[match->route];
    request.path = std::move(match->path);
    request.format = std::move(match->format);
    request.parameters = std::move(match->parameters);

    bool could_sign_in = request.method == Method::get && !request.actor.signed_in() && !inside_->sign_in.empty() &&
                         request.format.empty();  // a program that asks for data is told, not led to a page
    int reason = reason_to_refuse(route, request);
    if (reason == 403 && could_sign_in) return to_sign_in(inside_->sign_in, request);
    if (reason != 0) return error(reason, request);
    if (request.method == Method::post) {
        auto wait = inside_->limits.wait(route.pattern, request.remote, route.rate, request.now);
        if (wait.count() > 0) return error_page(429, request, nullptr, wait);
        if (!token_is_right(route, request)) return error(403, request);
    }
    return route.handler(request);
}

Response Router::handle(Request request) const {
    // Twice the same net: what breaks while the answer is finished (a cookie for it, say) must not end the server
    // either.
    auto guarded = [&](auto&& deed) -> Response {
        try {
            return deed();
        } catch (const Refusal& refused) {
            return error(refused.status, request, &refused.error);
        } catch (const std::exception& problem) {
            return broken(request, problem);
        } catch (...) {
            return broken(request, std::runtime_error("something that is no exception was thrown"));
        }
    };
    Response response = guarded([&] { return dispatch(request); });
    if (inside_->finish)
        response = guarded([&] {
            inside_->finish(request, response);
            return std::move(response);
        });
    add_privacy(response, request);
    if (request.secure) make_cookies_secure(response);
    return response;
}

int status_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::invalid:
            return 422;
        case ErrorKind::forbidden:
            return 403;
        case ErrorKind::not_found:
            return 404;
        case ErrorKind::conflict:
            return 409;
        case ErrorKind::too_large:
            return 413;
        case ErrorKind::unavailable:
            return 503;
    }
    return 500;
}

void refuse(int status, std::string message) {
    throw Refusal{status, Error{ErrorKind::invalid, std::move(message), {}, 0}};
}
void not_found() {
    refuse(404);
}

}  // namespace thingwall::web
