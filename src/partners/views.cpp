#include "partners/views.hpp"

#include "base/text.hpp"

namespace thingwall::partners::views {

using html::Href;
using html::t;
using html::Writer;

namespace {

void h1(Writer& page, std::string_view words) {
    page.markup("<h1 class=\"govuk-heading-l\">").text(words).markup("</h1>\n");
}

/// What somebody typed as an address was checked when it came in; should it be none all the same, it is shown as text.
void web_link(Writer& page, const std::string& address) {
    auto href = Href::parse(address);
    std::string_view words = address;
    for (std::string_view scheme : {"https://", "http://"})
        if (words.starts_with(scheme)) words.remove_prefix(scheme.size());
    if (words.ends_with('/')) words.remove_suffix(1);
    if (href)
        page.open_link("<a class=\"govuk-link\" rel=\"nofollow noopener\">", *href).text(words).markup("</a>");
    else
        page.text(words);
}

Writer email_link(const std::string& address) {
    Writer link(256);
    auto href = Href::parse("mailto:" + address);
    if (href)
        link.link(*href, address);
    else
        link.text(address);
    return link;
}

void contact(Writer& page, const Profile& profile) {
    html::SummaryList list;
    if (!profile.contact_name.empty()) list.rows.push_back({.key = t("Who to ask"), .value = profile.contact_name});
    if (!profile.telephone.empty()) {
        Writer number(128);
        number.link(Href::telephone(profile.telephone), profile.telephone);
        list.rows.push_back({.key = t("Telephone"), .value = std::move(number)});
    }
    if (!profile.email.empty()) list.rows.push_back({.key = t("Email"), .value = email_link(profile.email)});
    if (!profile.web_address.empty()) {
        Writer link(256);
        web_link(link, profile.web_address);
        list.rows.push_back({.key = t("Website"), .value = std::move(link)});
    }
    if (list.rows.empty()) return;
    page.markup("<h2 class=\"govuk-heading-m\">").text(t("Get in touch")).markup("</h2>\n");
    html::summary_list(page, list);
}

void kind_radios(Writer& form, const OrganisationForm& view) {
    std::vector<html::Choice> choices;
    for (const auto& [code, words] : view.kinds) choices.push_back({.value = code, .text = words});
    html::radios(form, view.error,
                 {.name = "kind",
                  .legend = t("What kind of organisation is it?"),
                  .legend_size = html::Size::s,
                  .choices = std::move(choices),
                  .value = view.kind,
                  .small = true});
}

}  // namespace

Writer directory(const Directory& view) {
    Writer page;
    h1(page, t("Organisations"));
    page.markup("<p class=\"govuk-body-l\">")
        .text(t("The public bodies, groups and businesses that ask people here what they think."))
        .markup("</p>\n");
    if (view.can_add)
        html::button_link(page, {"/partners/new"},
                          {.text = t("Add an organisation"), .importance = html::Importance::secondary});
    html::get_form(page, {.action = {"/partners"}, .search = true, .classes = "tw-inlineform"}, [&](Writer& form) {
        html::text_input(
            form, html::no_error,
            {.name = "q", .label = t("Name"), .value = view.words, .width = html::Width::chars_20, .type = "search"});
        std::vector<html::Option> kinds{{.value = "", .text = t("Every kind")}};
        for (const auto& [code, words] : view.kinds) kinds.push_back({.value = code, .text = words});
        html::select(form, html::no_error,
                     {.name = "kind", .label = t("Kind"), .options = std::move(kinds), .value = view.kind});
        html::button(form, {.text = t("Show"), .importance = html::Importance::secondary});
    });
    bool searched = !view.words.empty() || !view.kind.empty();
    if (view.total == 0) {
        page.markup("<p class=\"govuk-body\">")
            .text(searched ? t("No organisation fits. Try part of the name, or every kind.")
                           : t("No organisation is here yet. An administrator or the coordinator adds them."))
            .markup("</p>\n");
        return page;
    }
    html::table<Row>(
        page, count_of(view.total, "organisation", "organisations"),
        {{.heading = t("Name"),
          .cell = html::Cell::row_header,
          .write =
              [](Writer& cell, const Row& row) {
                  cell.link(Href::of("/partners", row.id), row.name);
                  if (row.active) return;
                  cell.markup(" ");
                  html::state_tag(cell, html::State::quiet, t("no longer a partner"));
              }},
         {.heading = t("Kind"), .write = [](Writer& cell, const Row& row) { cell.text(row.kind); }},
         {.heading = t("Telephone"), .write = [](Writer& cell, const Row& row) { cell.text(row.telephone); }}},
        view.rows);
    page.append(view.below);
    return page;
}

Writer organisation(const OrganisationPage& view) {
    Writer page;
    if (!view.done.empty()) {
        Writer words(256);
        words.markup("<p class=\"govuk-notification-banner__heading\">").text(view.done).markup("</p>");
        html::notification_banner(page, {.content = std::move(words), .success = true});
    }
    page.markup("<span class=\"govuk-caption-l\">").text(view.kind).markup("</span>\n");
    h1(page, view.name);
    if (!view.active)
        html::inset_text(page, t("This organisation is no longer a partner. What it did stays on record."));
    for (const auto& paragraph : view.paragraphs)
        page.markup("<p class=\"govuk-body\">").text(paragraph).markup("</p>\n");
    contact(page, view.profile);
    if (view.profile.version == 0)
        page.markup("<p class=\"govuk-body\">")
            .text(t("This organisation has not said anything about itself yet."))
            .markup("</p>\n");
    page.markup("<p class=\"govuk-body\">")
        .link(Href::query(html::Address{"/activities"}, {{"organisation", std::to_string(view.id)}}),
              "What " + view.short_name + " asks people")
        .markup("</p>\n");
    if (view.can_tell)
        html::button_link(page, Href::of("/partners", view.id, "/edit"),
                          {.text = view.profile.version == 0 ? t("Say something about it") : t("Change what it says"),
                           .importance = html::Importance::secondary});
    if (view.can_change)
        page.markup("<p class=\"govuk-body\">")
            .link(Href::of("/partners", view.id, "/organisation"), t("Change its name, kind or membership"))
            .markup("</p>\n");
    if (view.can_invite)
        page.markup("<p class=\"govuk-body\">")
            .link(Href::query(html::Address{"/people/invite"}, {{"organisation", std::to_string(view.id)}}),
                  t("Invite somebody who works there"))
            .markup("</p>\n");
    return page;
}

Writer tell(const TellForm& view) {
    Writer page;
    html::error_summary(page, view.error);
    h1(page, "What " + view.name + " says about itself");
    page.markup("<p class=\"govuk-body\">")
        .text(t("Everybody can read this. Leave out what you do not want to be public."))
        .markup("</p>\n");
    html::FormTo to{.action = Href::of("/partners", view.id, "/edit"), .csrf = view.csrf, .idempotency = view.key};
    to.hidden = {{"version", std::to_string(view.version)}};
    html::form(page, to, [&](Writer& form) {
        html::character_count(form, view.error,
                              {.name = "description",
                               .label = t("What it does"),
                               .hint = t("In plain words: for whom, and what. An empty line begins a new paragraph."),
                               .value = view.draft.description,
                               .most_characters = static_cast<int>(longest_description),
                               .rows = 8});
        html::text_input(form, view.error,
                         {.name = "contact_name",
                          .label = t("Who to ask"),
                          .hint = t("A name or a post, like “Engagement team”."),
                          .value = view.draft.contact_name,
                          .width = html::Width::two_thirds});
        html::text_input(form, view.error,
                         {.name = "telephone",
                          .label = t("Telephone number"),
                          .value = view.draft.telephone,
                          .width = html::Width::chars_20,
                          .type = "tel",
                          .autocomplete = "tel"});
        html::text_input(form, view.error,
                         {.name = "email",
                          .label = t("Email address"),
                          .value = view.draft.email,
                          .width = html::Width::two_thirds,
                          .type = "email",
                          .autocomplete = "email",
                          .spellcheck = false});
        html::text_input(form, view.error,
                         {.name = "web_address",
                          .label = t("Web address"),
                          .hint = t("For example, https://www.example.org"),
                          .value = view.draft.web_address,
                          .width = html::Width::two_thirds,
                          .type = "url",
                          .spellcheck = false});
        html::button(form, {.text = t("Save")});
    });
    page.markup("<p class=\"govuk-body\">")
        .link(Href::of("/partners", view.id), t("Back without a change"))
        .markup("</p>\n");
    return page;
}

Writer organisation_form(const OrganisationForm& view) {
    Writer page;
    html::error_summary(page, view.error);
    h1(page, view.id ? t("Change an organisation") : t("Add an organisation"));
    Href action = view.id ? Href::of("/partners", *view.id, "/organisation") : Href{"/partners"};
    html::form(page, {.action = action, .csrf = view.csrf, .idempotency = view.key}, [&](Writer& form) {
        html::text_input(form, view.error,
                         {.name = "name", .label = t("Its name"), .value = view.name, .spellcheck = false});
        html::text_input(form, view.error,
                         {.name = "short_name",
                          .label = t("A short name (optional)"),
                          .hint = t("For where there is little room, like “NHS”."),
                          .value = view.short_name,
                          .width = html::Width::chars_20,
                          .spellcheck = false});
        kind_radios(form, view);
        if (view.id)
            html::radios(
                form, view.error,
                {.name = "active",
                 .legend = t("Is it a partner?"),
                 .legend_size = html::Size::s,
                 .hint = t("When it is not, its people can’t sign in. What it did stays on record."),
                 .choices = {{.value = "yes", .text = t("Yes")}, {.value = "no", .text = t("No, it has left")}},
                 .value = view.active,
                 .inline_ = true});
        html::button(form, {.text = view.id ? t("Save") : t("Add")});
    });
    return page;
}

}  // namespace thingwall::partners::views
