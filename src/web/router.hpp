#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/cache.hpp"
#include "web/rate.hpp"
#include "web/types.hpp"

namespace thingwall::web {

/// One address, what it takes and who may use it. There is no way to add one without an Access.
struct Route {
    Method method;
    std::string pattern;  ///< "/activities/{id}/overlaps/{id}"; "{word}" takes letters, digits, - and _
    Access access;
    Handler handler;
    std::size_t body_limit = 256 * 1024;  ///< bytes of a form
    std::vector<std::string> formats;     ///< endings that this address also answers to: {"json", "csv"}
    bool checks_csrf = true;  ///< only for posts; false where a one-time token stands in its place (sign-in links)
    /// A public page that looks the same to everybody who sends no cookie, and depends on the journal and the hour
    /// alone: kept in memory until the journal moves. Never for a page with a form that is posted.
    bool cacheable = false;
    Rate rate = {};  ///< posts from one address; beyond it 429 with Retry-After
};

/// How pages that no handler makes look: errors and refusals. Given by the app, so that they wear the partnership's
/// head.
struct ErrorView {
    int status;
    std::string_view title, what_to_do;
    std::string_view reference;
    const Request* request;
    const Error* error;  ///< may be null
};

class Router {
public:
    Router();
    Router(Router&&) noexcept;
    ~Router();

    /// Options may be set on the Route returned: router.get(...).formats = {"json"}.
    Route& get(std::string pattern, Access access, Handler handler);
    Route& post(std::string pattern, Access access, Handler handler);

    /// Who is asking: fills actor, session and csrf from the cookies. Without one everybody is a member of the public.
    void identify_by(std::function<void(Request&)> identify);
    /// Told of every answer before it leaves, to add what belongs to the visitor (a cookie). Not told of kept pages.
    void finish_by(std::function<void(const Request&, Response&)> finish);
    void show_errors_by(std::function<std::string(const ErrorView&)> page);
    /// What status an exception gets: 503 for a database that cannot be reached or written, say. Without it: 500.
    void classify_by(std::function<int(const std::exception&)> classify);
    /// Keeps cacheable pages while `version` (the journal's position) stays, in at most so many bytes.
    void cache_pages(std::function<std::uint64_t()> version, std::size_t bytes = 16u << 20);
    /// The kept pages; null without cache_pages().
    [[nodiscard]] PageCache* pages() const;
    /// Where to sign in: a GET without sign-in that needs one is led there, with ?return=.
    void sign_in_at(std::string path);

    /// Finds the route (for its body limit) before the body is read; null when there is none.
    [[nodiscard]] const Route* find(Method method, std::string_view path) const;
    /// Whether this person may use the route at all, asked before a large body is read; the refusal if not.
    [[nodiscard]] std::optional<Response> refusal(Request request) const;
    /// Checks access and CSRF, calls the handler, turns errors and exceptions into pages. Never throws.
    [[nodiscard]] Response handle(Request request) const;
    /// The page for a refusal, by status: 400 403 404 405 409 413 422 429 500 503. As JSON where a .json address was
    /// asked for.
    [[nodiscard]] Response error(int status, const Request& request, const Error* error = nullptr) const;
    [[nodiscard]] const std::vector<std::unique_ptr<Route>>& routes() const;

private:
    struct Inside;
    [[nodiscard]] Response dispatch(Request& request) const;
    [[nodiscard]] Response no_route(const Request& request) const;
    [[nodiscard]] Response broken(const Request& request, const std::exception& problem) const;
    [[nodiscard]] Response error_page(int status, const Request& request, const Error* error,
                                      std::chrono::seconds retry_after) const;
    std::unique_ptr<Inside> inside_;
};

/// The page for an Error that a command gave: status by kind.
[[nodiscard]] int status_of(ErrorKind kind);
/// Thrown by a handler to end with an error page: a thing that does not exist, or that this person may not see
/// (which look the same from outside).
struct Refusal {
    int status;
    Error error;
};
[[noreturn]] void refuse(int status, std::string message = {});
[[noreturn]] void not_found();

}  // namespace thingwall::web
