#include "follow/views.hpp"

#include "follow/rules.hpp"

namespace thingwall::follow::views {
namespace {

using html::Content;
using html::Href;
using html::t;
using html::Writer;

void h1(Writer& page, std::string_view words) {
    page.markup("<h1 class=\"govuk-heading-l\">").text(words).markup("</h1>\n");
}
void paragraph(Writer& page, std::string_view words) {
    page.markup("<p class=\"govuk-body\">").text(words).markup("</p>\n");
}

std::string word_of(Kind kind) {
    return kind == Kind::activity ? "activity" : kind == Kind::area ? "area" : "subject";
}

std::vector<std::pair<std::string, std::string>> hidden(const Choice& choice) {
    return {{"kind", word_of(choice.kind)}, {"what", choice.subject}};
}

void how_often(Writer& form, const Error& error, bool weekly) {
    html::radios(form, error,
                 {.name = "often",
                  .legend = t("How often?"),
                  .legend_size = html::Size::s,
                  .choices = {{.value = "daily", .text = t("Each day that there is something new")},
                              {.value = "weekly", .text = t("Once a week, on Monday")}},
                  .value = std::string(weekly ? "weekly" : "daily")});
}

// The same news without an address: for feed readers and calendars.
void other_ways(Writer& page, const Choice& choice) {
    const auto path = [&](const char* ending) {
        if (choice.kind == Kind::activity) return Href::path("/activities/" + choice.subject + ending);
        return Href::query(Href::path(std::string("/activities") + ending), {{word_of(choice.kind), choice.subject}});
    };
    page.markup("<h2 class=\"govuk-heading-m\">").text(t("Without e-mail")).markup("</h2>\n<p class=\"govuk-body\">");
    if (choice.kind == Kind::activity)
        page.link(path(".ics"), t("Put its dates into your calendar"));
    else
        page.link(path(".atom"), t("A feed for a reader (Atom)"))
            .text(" · ")
            .link(path(".ics"), t("Dates for your calendar (.ics)"));
    page.markup("</p>\n");
}

}  // namespace

Writer ask(const AskForm& view) {
    Writer page;
    html::error_summary(page, view.error);
    page.markup("<span class=\"govuk-caption-l\">").text(t("Follow by e-mail")).markup("</span>\n");
    h1(page, view.name);
    if (!view.can_send) {
        paragraph(page, t("E-mail is not set up here yet, so we cannot send you anything. The ways below work."));
        other_ways(page, view.choice);
        return page;
    }
    paragraph(page, view.choice.kind == Kind::activity
                        ? t("We tell you when it opens, when its dates change, before it closes, and what people said.")
                        : t("We tell you what opens, what changes, what closes soon, and what people said."));
    auto keep = hidden(view.choice);
    html::form(page, {.action = Href("/follow"), .csrf = view.csrf, .idempotency = view.key, .hidden = keep},
               [&](Writer& form) {
                   html::text_input(form, view.error,
                                    {.name = "email",
                                     .label = t("Your e-mail address"),
                                     .hint = t("We use it for this and nothing else. You can stop at any time."),
                                     .value = view.email,
                                     .width = html::Width::two_thirds,
                                     .type = "email",
                                     .autocomplete = "email",
                                     .spellcheck = false});
                   how_often(form, view.error, view.weekly);
                   html::button(form, {.text = t("Follow"), .prevent_double_click = true});
               });
    other_ways(page, view.choice);
    return page;
}

Writer sent() {
    Writer page;
    h1(page, t("Look at your e-mail"));
    paragraph(page,
              t("We sent you a letter. Press the link in it, so that we know that it was you. It works for 7 days."));
    paragraph(page, t("Nothing came? Look where unwanted mail goes, or ask again tomorrow."));
    return page;
}

Writer confirm(const ConfirmForm& view) {
    Writer page;
    h1(page, t("Do you want these e-mails?"));
    html::form(
        page,
        {.action = Href("/follow/confirm"), .csrf = {}, .idempotency = view.key, .hidden = {{"token", view.token}}},
        [](Writer& form) { html::button(form, {.text = t("Yes, send them"), .prevent_double_click = true}); });
    paragraph(page, t("If it was not you who asked, close this page. Nothing will be sent."));
    return page;
}

Writer own(const OwnPage& view) {
    Writer page;
    if (!view.done.empty()) html::notification_banner(page, {.content = Content(view.done), .success = true});
    page.markup("<span class=\"govuk-caption-l\">").text(view.email).markup("</span>\n");
    h1(page, t("What you follow"));
    if (view.choices.empty())
        paragraph(page, t("You follow nothing now, so you get no e-mails. Open an area or an activity to follow it."));
    page.markup("<ul class=\"govuk-list tw-following\">\n");
    for (const auto& [choice, name] : view.choices) {
        page.markup("<li>");
        if (name.empty())
            page.text(t("Something that is no longer public"));
        else if (choice.kind == Kind::activity)
            page.link(Href::path("/activities/" + choice.subject), name);
        else if (choice.kind == Kind::area)
            page.link(Href::path("/places/areas/" + choice.subject), name);
        else
            page.text(name);
        html::form(page,
                   {.action = Href::path(own_page(view.key) + "/remove"),
                    .csrf = view.csrf,
                    .idempotency = view.form_key + word_of(choice.kind) + choice.subject,
                    .hidden = hidden(choice)},
                   [&](Writer& form) {
                       Writer words(64);
                       words.text(t("Take away"))
                           .markup("<span class=\"govuk-visually-hidden\"> ")
                           .text(name)
                           .markup("</span>");
                       html::button(form,
                                    {.text = Content(std::move(words)), .importance = html::Importance::secondary});
                   });
        page.markup("</li>\n");
    }
    page.markup("</ul>\n");
    html::form(page,
               {.action = Href::path(own_page(view.key) + "/often"), .csrf = view.csrf, .idempotency = view.form_key},
               [&](Writer& form) {
                   how_often(form, html::no_error, view.weekly);
                   html::button(form, {.text = t("Save"), .importance = html::Importance::secondary});
               });
    page.markup("<p class=\"govuk-body\">")
        .link(Href::path(stop_page(view.key)), t("Stop all e-mails, and forget my address"))
        .markup("</p>\n");
    return page;
}

Writer stop(const std::string& key, const std::string& form_key) {
    Writer page;
    h1(page, t("Stop these e-mails?"));
    paragraph(page, t("We take out your address and all that you follow."));
    html::form(page, {.action = Href::path(stop_page(key)), .csrf = {}, .idempotency = form_key}, [](Writer& form) {
        html::button(form, {.text = t("Stop, and forget my address"), .prevent_double_click = true});
    });
    return page;
}

Writer stopped() {
    Writer page;
    h1(page, t("You get no more e-mails"));
    paragraph(page, t("Your address is taken out. A letter that is on its way may still reach you today."));
    page.markup("<p class=\"govuk-body\">").link(Href("/"), t("See what is open")).markup("</p>\n");
    return page;
}

}  // namespace thingwall::follow::views
