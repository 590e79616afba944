#include "base/text.hpp"
#include "identity/commands.hpp"
#include "identity/inside.hpp"
#include "identity/views.hpp"
#include "kernel/pages.hpp"
#include "web/csrf.hpp"

namespace thingwall::identity {

namespace {

std::string said(std::chrono::seconds wait) {
    if (wait <= std::chrono::seconds{60}) return count_of(wait.count(), "second", "seconds");
    return count_of((wait.count() + 59) / 60, "minute", "minutes");
}

web::Response show_sign_in(const Identity::Inside& inside, const web::Request& request, views::SignIn view,
                           int status) {
    view.tokens = {request.csrf, {}};
    html::Page page = kernel::focus_page(request, "Sign in");
    page.faulty = !view.error.fields.empty();
    return kernel::show(inside.services, page, views::sign_in(view), status);
}

web::Response sign_in_page(const Identity::Inside& inside, const web::Request& request) {
    if (request.actor.signed_in())
        return web::see_other(safe_return(request.query.get("return"), inside.services.site));
    views::SignIn view;
    view.return_to = safe_return(request.query.get("return"), inside.services.site);
    return show_sign_in(inside, request, std::move(view), 200);
}

web::Response post_sign_in(Identity::Inside& inside, const web::Request& request) {
    views::SignIn view;
    view.email = trim(request.form.get("email"));
    view.return_to = safe_return(request.form.get("return"), inside.services.site);
    auto password = request.form.get("password");
    Faults faults;
    if (view.email.empty()) faults.add("email", "Enter your email address");
    if (password.empty()) faults.add("password", "Enter your password");
    if (!faults.empty()) {
        view.error = faults.take().error();
        return show_sign_in(inside, request, std::move(view), 422);
    }
    // What is longer can't be a password of ours; hashing it would only keep the machine busy.
    auto answer =
        sign_in(inside.services.database, inside.sessions, inside.passwords, inside.throttle, view.email,
                password.substr(0, longest_password + 1), request.remote, request.agent, inside.services.clock.now());
    switch (answer.outcome) {
        case SignInOutcome::signed_in:
            end_session_before(inside, request);
            return with_session(web::see_other(view.return_to), request, inside.sessions, answer.session_token);
        case SignInOutcome::wrong:
            faults.add("email", "Enter the email address and password of your account. One of them is not right");
            view.error = faults.take().error();
            return show_sign_in(inside, request, std::move(view), 422);
        case SignInOutcome::wait:
            view.notice = "There were too many tries. Wait " + said(answer.wait) + ", then try again.";
            return show_sign_in(inside, request, std::move(view), 429)
                .with("Retry-After", std::to_string(answer.wait.count()));
        case SignInOutcome::busy:
            break;
    }
    view.notice = "Many people are signing in at this moment. Wait a few seconds, then try again.";
    return show_sign_in(inside, request, std::move(view), 503).with("Retry-After", "5");
}

web::Response post_sign_out(Identity::Inside& inside, const web::Request& request) {
    // Whose sign-in has run out wants to be told that they are signed out, not that they may not sign out.
    if (request.actor.signed_in() && !web::same_token(request.form.get("csrf"), request.csrf)) web::refuse(403);
    end_session_before(inside, request);
    return without_session(web::see_other("/signed-out"), request);
}

}  // namespace

void add_sign_in_pages(web::Router& router, Identity::Inside& inside) {
    router.get("/sign-in", web::Access::anyone,
               [&inside](const web::Request& request) { return sign_in_page(inside, request); });
    router.post("/sign-in", web::Access::anyone,
                [&inside](const web::Request& request) { return post_sign_in(inside, request); });
    router
        .post("/sign-out", web::Access::anyone,
              [&inside](const web::Request& request) { return post_sign_out(inside, request); })
        .checks_csrf = false;  // post_sign_out() does
    router.get("/signed-out", web::Access::anyone, [&inside](const web::Request& request) {
        return kernel::show(inside.services, kernel::focus_page(request, "You are signed out"), views::signed_out());
    });
}

}  // namespace thingwall::identity
