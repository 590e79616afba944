#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "web/types.hpp"

namespace thingwall::web {

/// One address, what it takes and who may use it. There is no way to add one without an Access.
struct Route {
    Method method;
    std::string pattern;  ///< "/activities/{id}/overlaps/{id}"; "{word}" takes letters, digits, - and _
    Access access;
    Handler handler;
    std::size_t body_limit = 256 * 1024;   ///< bytes of a form
    std::vector<std::string> formats;      ///< endings that this address also answers to: {"json", "csv"}
    bool checks_csrf = true;               ///< only for posts; false where a one-time token stands in its place (sign-in links)
};

/// How pages that no handler makes look: errors and refusals. Given by the app, so that they wear the partnership's head.
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
    void show_errors_by(std::function<std::string(const ErrorView&)> page);
    /// Where to sign in: a GET without sign-in that needs one is led there, with ?return=.
    void sign_in_at(std::string path);

    /// Finds the route (for its body limit) before the body is read; null when there is none.
    [[nodiscard]] const Route* find(Method method, std::string_view path) const;
    /// Checks access and CSRF, calls the handler, turns errors and exceptions into pages. Never throws.
    [[nodiscard]] Response handle(Request request) const;
    /// The page for a refusal, by status: 400 403 404 405 409 413 422 429 500 503.
    [[nodiscard]] Response error(int status, const Request& request, const Error* error = nullptr) const;
    [[nodiscard]] const std::vector<std::unique_ptr<Route>>& routes() const;

private:
    struct Inside;
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
