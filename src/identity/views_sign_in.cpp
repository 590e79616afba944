#include "identity/views.hpp"
#include "identity/views_parts.hpp"

namespace thingwall::identity::views {

using html::t;
using html::Writer;

namespace {

html::FormTo form_to(html::Href action, const Tokens& tokens) {
    return {.action = std::move(action), .csrf = tokens.csrf, .idempotency = tokens.key};
}

html::FormTo form_with_token(html::Href action, const Tokens& tokens, const std::string& token) {
    html::FormTo to = form_to(std::move(action), tokens);
    to.hidden = {{"token", token}};
    return to;
}

/// Chosen once, shown on request: a second box only makes people type the same mistake twice.
void new_password_field(Writer& page, const Error& error) {
    html::password_input(
        page, error,
        {.name = "password",
         .label = t("Choose a password"),
         .hint = t("12 characters or more. Three words that do not belong together are easy to keep in mind."),
         .autocomplete = "new-password"});
}

}  // namespace

Writer sign_in(const SignIn& view) {
    Writer page;
    html::error_summary(page, view.error);
    h1(page, t("Sign in"));
    if (!view.notice.empty()) html::warning_text(page, view.notice);
    html::FormTo to = form_to({"/sign-in"}, view.tokens);
    if (view.return_to != "/") to.hidden = {{"return", view.return_to}};
    html::form(page, to, [&](Writer& form) {
        html::text_input(form, view.error,
                         {.name = "email",
                          .label = t("Email address"),
                          .value = view.email,
                          .type = "email",
                          .autocomplete = "username",
                          .spellcheck = false});
        html::password_input(form, view.error, {.name = "password", .label = t("Password")});
        html::button(form, {.text = t("Sign in"), .prevent_double_click = true});
    });
    page.markup("<h2 class=\"govuk-heading-m\">").text(t("If you can’t sign in")).markup("</h2>\n");
    paragraph(page, t("Ask the administrator of your partnership. They can give you a link to choose a new password."));
    paragraph(page, t("You need no account to read what is open near you, or to take part."));
    return page;
}

Writer signed_out() {
    Writer page;
    h1(page, t("You are signed out"));
    paragraph(page, t("Close this window if other people use this device."));
    page.markup("<p class=\"govuk-body\">").link({"/sign-in"}, t("Sign in again")).markup("</p>\n");
    return page;
}

Writer sign_in_by_link(const LinkPage& view) {
    Writer page;
    h1(page, "Sign in as " + view.name);
    paragraph(page, "This link is for " + view.name + " of " + view.organisation + ". It works once.");
    html::form(page, form_with_token({"/sign-in/link"}, view.tokens, view.token),
               [&](Writer& form) { html::button(form, {.text = t("Sign in"), .prevent_double_click = true}); });
    return page;
}

Writer join(const LinkPage& view) {
    Writer page;
    html::error_summary(page, view.error);
    h1(page, "Join for " + view.organisation);
    html::summary_list(page, {.rows = {{.key = t("Email address"), .value = view.email},
                                       {.key = t("What you can do"), .value = view.role}}});
    html::form(page, form_with_token({"/join"}, view.tokens, view.token), [&](Writer& form) {
        html::text_input(form, view.error,
                         {.name = "name",
                          .label = t("Your name"),
                          .hint = t("As others in the partnership know you."),
                          .value = view.name,
                          .autocomplete = "name",
                          .spellcheck = false});
        whose_password(form, view.email);
        new_password_field(form, view.error);
        html::button(form, {.text = t("Join"), .prevent_double_click = true});
    });
    return page;
}

Writer new_password(const LinkPage& view) {
    Writer page;
    html::error_summary(page, view.error);
    h1(page, t("Choose a new password"));
    paragraph(page, "This is the password of " + view.name + ", " + view.organisation + ".");
    html::form(page, form_with_token({"/new-password"}, view.tokens, view.token), [&](Writer& form) {
        whose_password(form, view.email);
        new_password_field(form, view.error);
        html::button(form, {.text = t("Save and sign in"), .prevent_double_click = true});
    });
    return page;
}

Writer link_is_over() {
    Writer page;
    h1(page, t("This link does not work any more"));
    paragraph(page,
              t("Each link works once, and not for long. It may have been used already, or a newer one was made."));
    paragraph(page, t("Ask whoever gave it to you for another."));
    page.markup("<p class=\"govuk-body\">")
        .text(t("If you have a password, "))
        .link({"/sign-in"}, t("sign in with it"))
        .markup(".</p>\n");
    return page;
}

Writer set_up(const SetUp& view) {
    Writer page;
    html::error_summary(page, view.error);
    h1(page, t("Set up your partnership"));
    paragraph(page, t("Nobody can sign in yet. You will be the first administrator, and can then invite others."));
    html::form(page, form_with_token({"/set-up"}, view.tokens, view.token), [&](Writer& form) {
        html::text_input(form, view.error,
                         {.name = "organisation",
                          .label = t("Your organisation"),
                          .hint = t("The first of the partnership. You can add the others later."),
                          .value = view.organisation,
                          .autocomplete = "organization",
                          .spellcheck = false});
        std::vector<html::Choice> kinds;
        for (const auto& kind : kinds_of_organisation)
            kinds.push_back({.value = std::string(kind.code), .text = kind.words});
        html::radios(form, view.error,
                     {.name = "kind",
                      .legend = t("What kind of organisation is it?"),
                      .legend_size = html::Size::s,
                      .choices = std::move(kinds),
                      .value = view.kind,
                      .small = true});
        html::text_input(
            form, view.error,
            {.name = "name", .label = t("Your name"), .value = view.name, .autocomplete = "name", .spellcheck = false});
        html::text_input(form, view.error,
                         {.name = "email",
                          .label = t("Your email address"),
                          .hint = t("You sign in with it."),
                          .value = view.email,
                          .type = "email",
                          .autocomplete = "username",
                          .spellcheck = false});
        new_password_field(form, view.error);
        html::button(form, {.text = t("Set up"), .prevent_double_click = true});
    });
    return page;
}

}  // namespace thingwall::identity::views
