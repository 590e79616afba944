#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "identity/identity.hpp"
#include "identity/passwords.hpp"
#include "identity/sessions.hpp"
#include "identity/throttle.hpp"
#include "web/router.hpp"

namespace thingwall::identity {

/// What the pages of identity share.
struct Identity::Inside {
    Inside(kernel::Services its_services, const Settings& its_settings)
        : services(its_services),
          settings(its_settings),
          passwords(its_settings.hashing),
          sessions(its_services.database, its_settings.idle, its_settings.longest) {}

    kernel::Services services;
    Settings settings;
    Passwords passwords;
    Throttle throttle;
    Sessions sessions;

    std::mutex mutex;
    std::shared_ptr<const std::vector<Organisation>> organisations;  ///< null until asked for, and after a change
    std::uint64_t organisations_changed = 0;

    /// Forgets what a journal entry makes untrue.
    void follow(const journal::Entry& entry);
};

/// Cookies (visits.cpp). With TLS they carry the prefix that keeps other hosts of the domain from setting them.
[[nodiscard]] std::string_view session_cookie(const web::Request& request);
[[nodiscard]] std::string_view visitor_cookie(const web::Request& request);
/// After a sign-in: the session's cookie, and no visitor's any more.
[[nodiscard]] web::Response with_session(web::Response response, const web::Request& request, const Sessions& sessions,
                                         std::string_view token);
[[nodiscard]] web::Response without_session(web::Response response, const web::Request& request);
/// The session of a signed-in person's request.
[[nodiscard]] SessionId session_of(const web::Request& request);
/// Ends the session that the browser came with, when somebody else signs in from it.
void end_session_before(Identity::Inside& inside, const web::Request& request);
/// Where whoever signed in begins: the first of the officers' pages.
[[nodiscard]] std::string first_page(const html::Site& site);
/// Where to go after signing in: a path of this site; the first page for anything else, for the residents' home, on
/// which nothing waits for them, and for the sign-in pages themselves.
[[nodiscard]] std::string safe_return(std::string_view asked, const html::Site& site);

// Pages, by what people come for
void add_sign_in_pages(web::Router& router, Identity::Inside& inside);
void add_link_pages(web::Router& router, Identity::Inside& inside);
void add_account_pages(web::Router& router, Identity::Inside& inside);
void add_people_pages(web::Router& router, Identity::Inside& inside);

}  // namespace thingwall::identity
