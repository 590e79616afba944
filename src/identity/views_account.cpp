#include "identity/views.hpp"
#include "identity/views_parts.hpp"

namespace thingwall::identity::views {

using html::t;
using html::Writer;

namespace {

void cancel(Writer& page) {
    page.markup("<p class=\"govuk-body\">").link({"/account"}, t("Back without a change")).markup("</p>\n");
}

}  // namespace

Writer account(const Account& view) {
    Writer page;
    done_banner(page, view.done);
    h1(page, t("Your account"));
    html::summary_list(
        page,
        {.rows = {
             {.key = t("Name"),
              .value = view.name,
              .actions = {{.address = {"/account/name"}, .text = t("Change"), .hidden_words = "your name"}}},
             {.key = t("Email address"), .value = view.email},
             {.key = t("Organisation"), .value = view.organisation},
             {.key = t("What you can do"), .value = view.role + ". " + view.role_meaning},
             {.key = t("Password"),
              .value = t("Only you know it"),
              .actions = {{.address = {"/account/password"}, .text = t("Change"), .hidden_words = "your password"}}},
             {.key = t("Where you are signed in"),
              .value = t("The devices and browsers that you use"),
              .actions = {
                  {.address = {"/account/sessions"}, .text = t("See"), .hidden_words = "where you are signed in"}}}}});
    page.markup("<p class=\"govuk-body\">")
        .text(t("An administrator changes your email address, organisation or role."))
        .markup("</p>\n");
    return page;
}

Writer own_name(const OwnName& view) {
    Writer page;
    html::error_summary(page, view.error);
    h1(page, t("Change your name"));
    html::form(page, {.action = {"/account/name"}, .csrf = view.tokens.csrf, .idempotency = view.tokens.key},
               [&](Writer& form) {
                   html::text_input(form, view.error,
                                    {.name = "name",
                                     .label = t("Your name"),
                                     .hint = t("As others in the partnership know you."),
                                     .value = view.name,
                                     .autocomplete = "name",
                                     .spellcheck = false});
                   html::button(form, {.text = t("Save")});
               });
    cancel(page);
    return page;
}

Writer own_password(const OwnPassword& view) {
    Writer page;
    html::error_summary(page, view.error);
    h1(page, view.has_one ? t("Change your password") : t("Choose a password"));
    page.markup("<p class=\"govuk-body\">").text(t("You will be signed out everywhere else.")).markup("</p>\n");
    html::form(
        page, {.action = {"/account/password"}, .csrf = view.tokens.csrf, .idempotency = view.tokens.key},
        [&](Writer& form) {
            whose_password(form, view.email);
            if (view.has_one)
                html::password_input(form, view.error,
                                     {.name = "current_password", .label = t("Your password until now")});
            html::password_input(
                form, view.error,
                {.name = "password",
                 .label = t("Your new password"),
                 .hint = t("12 characters or more. Three words that do not belong together are easy to keep in mind."),
                 .autocomplete = "new-password"});
            html::button(form, {.text = t("Save"), .prevent_double_click = true});
        });
    cancel(page);
    return page;
}

Writer sessions(const SessionList& view) {
    Writer page;
    h1(page, t("Where you are signed in"));
    page.markup("<p class=\"govuk-body\">")
        .text("Each ends by itself when you do nothing for " + view.idle +
              ". If you do not know one of them, end it and change your password.")
        .markup("</p>\n");
    html::table<SessionRow>(
        page, t("Devices and browsers that you are signed in with"),
        {{.heading = t("Device"),
          .cell = html::Cell::row_header,
          .write = [](Writer& cell, const SessionRow& row) { cell.text(row.device); }},
         {.heading = t("Since"), .write = [](Writer& cell, const SessionRow& row) { cell.text(row.began); }},
         {.heading = t("Last used"), .write = [](Writer& cell, const SessionRow& row) { cell.text(row.last_used); }},
         {.heading = t("What to do"),
          .cell = html::Cell::deed,
          .write =
              [&](Writer& cell, const SessionRow& row) {
                  if (row.this_one) {
                      cell.text(t("This is the one you are using"));
                      return;
                  }
                  html::form(cell,
                             {.action = html::Href::of("/account/sessions", row.id, "/end"), .csrf = view.tokens.csrf},
                             [&](Writer& form) {
                                 Writer words(128);
                                 words.text(t("End"))
                                     .markup("<span class=\"govuk-visually-hidden\"> ")
                                     .text(row.device)
                                     .markup("</span>");
                                 html::button(form, {.text = std::move(words),
                                                     .importance = html::Importance::secondary,
                                                     .classes = "govuk-!-margin-bottom-0"});
                             });
              },
          .hide_heading = true}},
        view.rows, {.hide_caption = true});
    if (view.rows.size() > 1)
        html::form(page, {.action = {"/account/sessions/end-others"}, .csrf = view.tokens.csrf}, [](Writer& form) {
            html::button(form, {.text = t("End all the others"), .importance = html::Importance::warning});
        });
    return page;
}

}  // namespace thingwall::identity::views
