#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"

namespace thingwall::web {

/// What a person may do, from least to most. A role belongs to a person within one organisation.
enum class Role { none, viewer, officer, coordinator, administrator };

/// Who may use a route. `anyone` needs no sign-in; each other one admits its role and those above it.
enum class Access { anyone, viewer, officer, coordinator, administrator };
[[nodiscard]] constexpr bool admits(Access access, Role role) {
    return access == Access::anyone || (role != Role::none && static_cast<int>(role) >= static_cast<int>(access));
}

/// Who is asking, as the session says; `person` is 0 for a member of the public.
struct Actor {
    PersonId person;
    OrganisationId organisation;
    Role role = Role::none;
    std::string name;               ///< "Anna Holt"
    std::string organisation_name;  ///< "NHS Wyremouth"
    [[nodiscard]] bool signed_in() const { return role != Role::none; }
};

/// Names and values in the order in which they came; several values of one name are kept.
class Fields {
public:
    void add(std::string name, std::string value) { pairs_.emplace_back(std::move(name), std::move(value)); }
    [[nodiscard]] std::string_view get(
        std::string_view name) const;  ///< the first one's value; empty when there is none
    [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& pairs() const { return pairs_; }

private:
    std::vector<std::pair<std::string, std::string>> pairs_;
};

/// A file sent with a form. Its bytes are in memory when they are few, else in a temporary file that goes when this
/// goes.
struct Upload {
    std::string field, filename;  ///< the name as sent: never a path, never trusted
    std::string content_type;
    std::string bytes;                        ///< when small
    std::shared_ptr<const std::string> path;  ///< else of the temporary file
    std::size_t size = 0;
    [[nodiscard]] Result<std::string> read(std::size_t limit_bytes) const;
};

enum class Method { get, post };

/// A request as a handler sees it: read, limited, checked for access and CSRF.
struct Request {
    Method method = Method::get;
    std::string path;    ///< decoded, without the query and without the format's ending
    std::string format;  ///< "", "json", "csv", "ics", "atom", "geojson": the ending of the address
    std::string target;  ///< as sent: for links back to this very page
    std::string host;
    Fields query;
    Fields form;
    std::vector<Upload> uploads;
    std::vector<std::string> parameters;  ///< what stood for {...} in the route, in order; see id()
    Actor actor;
    std::string session;    ///< opaque; empty without one. Binds the CSRF token
    std::string csrf;       ///< token for the forms of this page
    std::string reference;  ///< short, of this request: shown on error pages, in the log
    std::string if_none_match;
    std::string remote;      ///< address of the far side, for limits; never kept
    std::string origin;      ///< Origin, as sent: checked on every post
    std::string fetch_site;  ///< Sec-Fetch-Site, as sent: checked on every post
    std::string agent;       ///< User-Agent, as sent: only its family ("Firefox on Windows") is ever kept
    bool secure = false;     ///< came by TLS, as the proxy in front says: cookies are then Secure
    bool head = false;       ///< asked by HEAD: answered like a get, without the body
    Instant now{};

    /// The n-th {id} of the route, which the router has checked to be a number.
    [[nodiscard]] std::int64_t id(std::size_t n = 0) const;
    /// Value of one cookie, decoded.
    [[nodiscard]] std::string_view cookie(std::string_view name) const;
    Fields cookies;
};

struct Response {
    int status = 200;
    std::string content_type = "text/html; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;  ///< besides those that every answer has
    /// A body that is longer than memory should hold, given piece by piece; empty string ends it. `body` is then
    /// unused.
    std::function<std::string()> stream;

    Response& with(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
};

[[nodiscard]] Response html(int status, std::string page);
[[nodiscard]] Response data(std::string_view content_type, std::string body);
/// A file to keep: Content-Disposition attachment with a safe name.
[[nodiscard]] Response download(std::string_view content_type, std::string_view filename, std::string body);
/// 303 after a deed. `path` is of this site; anything that could lead elsewhere becomes "/".
[[nodiscard]] Response see_other(std::string path);
/// HttpOnly, SameSite=Lax, for the whole site; Secure when the request was. An age of 0 takes the cookie away.
[[nodiscard]] Response set_cookie(Response response, std::string_view name, std::string_view value,
                                  std::int64_t max_age_seconds);

using Handler = std::function<Response(const Request&)>;

}  // namespace thingwall::web
