#include "identity/views.hpp"
#include "identity/views_parts.hpp"

#include "base/text.hpp"

namespace thingwall::identity::views {

using html::t;
using html::Writer;

namespace {

void role_radios(Writer& form, const Error& error, const std::vector<RoleChoice>& roles, const std::string& chosen) {
    std::vector<html::Choice> choices;
    for (const auto& role : roles) choices.push_back({.value = role.code, .text = role.words, .hint = role.meaning});
    html::radios(form, error,
                 {.name = "role",
                  .legend = t("What will this person do?"),
                  .legend_size = html::Size::s,
                  .choices = std::move(choices),
                  .value = chosen});
}

void small_button(Writer& page, std::string_view words, std::string_view hidden) {
    Writer content(128);
    content.text(words).markup("<span class=\"govuk-visually-hidden\"> ").text(hidden).markup("</span>");
    html::button(
        page,
        {.text = std::move(content), .importance = html::Importance::secondary, .classes = "govuk-!-margin-bottom-0"});
}

}  // namespace

Writer people(const std::vector<PersonRow>& rows, std::int64_t total, Writer below) {
    Writer page;
    h1(page, t("People"));
    page.markup("<p class=\"govuk-body\">")
        .text(count_of(total, "person has", "people have") + " an account.")
        .markup("</p>\n");
    html::button_link(page, {"/people/invite"}, {.text = t("Invite somebody")});
    page.markup("<p class=\"govuk-body\">")
        .link({"/people/invitations"}, t("Invitations that are waiting"))
        .markup("</p>\n");
    html::table<PersonRow>(
        page, t("People who have an account, by organisation"),
        {{.heading = t("Name"),
          .cell = html::Cell::row_header,
          .write = [](Writer& cell, const PersonRow& row) { cell.link(html::Href::of("/people", row.id), row.name); }},
         {.heading = t("Organisation"),
          .write = [](Writer& cell, const PersonRow& row) { cell.text(row.organisation); }},
         {.heading = t("Email address"), .write = [](Writer& cell, const PersonRow& row) { cell.text(row.email); }},
         {.heading = t("Role"),
          .write =
              [](Writer& cell, const PersonRow& row) {
                  cell.text(row.role);
                  if (row.state.empty()) return;
                  cell.markup(" ");
                  html::state_tag(cell, html::State::quiet, row.state);
              }}},
        rows, {.hide_caption = true});
    page.append(below);
    return page;
}

Writer invitations(const Tokens& tokens, const std::vector<InvitationRow>& rows, const std::string& done) {
    Writer page;
    done_banner(page, done);
    h1(page, t("Invitations that are waiting"));
    if (rows.empty())
        page.markup("<p class=\"govuk-body\">")
            .text(t("Nobody is invited at present. Whom you invite stays here until they join."))
            .markup("</p>\n");
    html::button_link(page, {"/people/invite"}, {.text = t("Invite somebody")});
    if (rows.empty()) return page;
    html::table<InvitationRow>(
        page, t("People who are invited and have not joined yet"),
        {{.heading = t("Name"),
          .cell = html::Cell::row_header,
          .write = [](Writer& cell, const InvitationRow& row) { cell.text(row.name); }},
         {.heading = t("Organisation"),
          .write = [](Writer& cell, const InvitationRow& row) { cell.text(row.organisation); }},
         {.heading = t("Email address"), .write = [](Writer& cell, const InvitationRow& row) { cell.text(row.email); }},
         {.heading = t("Role"), .write = [](Writer& cell, const InvitationRow& row) { cell.text(row.role); }},
         {.heading = t("Link"), .write = [](Writer& cell, const InvitationRow& row) { cell.text(row.state); }},
         {.heading = t("What to do"),
          .cell = html::Cell::deed,
          .write =
              [&](Writer& cell, const InvitationRow& row) {
                  html::form(cell,
                             {.action = html::Href::of("/people/invitations", row.id, "/link"), .csrf = tokens.csrf},
                             [&](Writer& form) { small_button(form, t("Make a new link"), "for " + row.name); });
                  html::form(
                      cell, {.action = html::Href::of("/people/invitations", row.id, "/withdraw"), .csrf = tokens.csrf},
                      [&](Writer& form) { small_button(form, t("Withdraw"), "the invitation of " + row.name); });
              },
          .hide_heading = true}},
        rows, {.hide_caption = true});
    return page;
}

Writer invite(const Invite& view) {
    Writer page;
    html::error_summary(page, view.error);
    h1(page, t("Invite somebody"));
    page.markup("<p class=\"govuk-body\">")
        .text(t("You get a link to hand on to them. They choose their own password."))
        .markup("</p>\n");
    html::form(page, {.action = {"/people/invite"}, .csrf = view.tokens.csrf, .idempotency = view.tokens.key},
               [&](Writer& form) {
                   html::text_input(form, view.error,
                                    {.name = "name",
                                     .label = t("Their name"),
                                     .value = view.name,
                                     .autocomplete = "off",
                                     .spellcheck = false});
                   html::text_input(form, view.error,
                                    {.name = "email",
                                     .label = t("Their email address"),
                                     .hint = t("They will sign in with it."),
                                     .value = view.email,
                                     .type = "email",
                                     .autocomplete = "off",
                                     .spellcheck = false});
                   std::vector<html::Option> organisations{{.value = "", .text = t("Choose an organisation")}};
                   for (const auto& [id, name] : view.organisations)
                       organisations.push_back({.value = id, .text = name});
                   html::select(form, view.error,
                                {.name = "organisation",
                                 .label = t("Organisation they work for"),
                                 .options = std::move(organisations),
                                 .value = view.organisation});
                   role_radios(form, view.error, view.roles, view.role);
                   html::button(form, {.text = t("Make the invitation"), .prevent_double_click = true});
               });
    return page;
}

Writer link_to_hand_on(const LinkToHandOn& view) {
    Writer page;
    h1(page, "A link for " + view.name);
    page.markup("<p class=\"govuk-body\">")
        .text(view.to_join ? "With this link " + view.name + " can join and choose a password."
                           : "With this link " + view.name + " can choose a new password.")
        .markup("</p>\n");
    html::text_input(page, html::no_error,
                     {.name = "link",
                      .label = t("Link to hand on"),
                      .value = view.address,
                      .autocomplete = "off",
                      .spellcheck = false,
                      .attributes = {{"readonly", true}}});
    html::warning_text(page, t("Copy it now: we do not keep it and can’t show it again. Give it to nobody else."));
    page.markup("<p class=\"govuk-body\">")
        .text("It works once, until " + view.until + ". You can always make another.")
        .markup("</p>\n");
    page.markup("<p class=\"govuk-body\">").link(view.back, t("Done")).markup("</p>\n");
    return page;
}

Writer person(const PersonPage& view) {
    Writer page;
    html::error_summary(page, view.error);
    done_banner(page, view.done);
    h1(page, view.name);
    html::summary_list(page, {.rows = {{.key = t("Organisation"), .value = view.organisation},
                                       {.key = t("Email address"), .value = view.email}}});
    if (view.self) {
        page.markup("<p class=\"govuk-body\">")
            .text(t("This is you. Another administrator changes what you can do. "))
            .link({"/account"}, t("See your account"))
            .markup("</p>\n");
        return page;
    }
    html::form(
        page, {.action = html::Href::of("/people", view.id), .csrf = view.tokens.csrf, .idempotency = view.tokens.key},
        [&](Writer& form) {
            role_radios(form, view.error, view.roles, view.role);
            html::radios(
                form, view.error,
                {.name = "active",
                 .legend = t("Can they sign in?"),
                 .legend_size = html::Size::s,
                 .hint = t("What they did stays on record either way. A change signs them out."),
                 .choices = {{.value = "yes", .text = t("Yes")}, {.value = "no", .text = t("No, they have left")}},
                 .value = view.active,
                 .inline_ = true});
            html::button(form, {.text = t("Save")});
        });
    page.markup("<h2 class=\"govuk-heading-m\">").text(t("If they can’t sign in")).markup("</h2>\n");
    page.markup("<p class=\"govuk-body\">")
        .text(t("Make a link with which they choose a new password."))
        .markup("</p>\n");
    html::form(page, {.action = html::Href::of("/people", view.id, "/password-link"), .csrf = view.tokens.csrf},
               [](Writer& form) {
                   html::button(form, {.text = t("Make a link"), .importance = html::Importance::secondary});
               });
    return page;
}

}  // namespace thingwall::identity::views
