#include "html/notices.hpp"

#include "html/parts.hpp"

namespace thingwall::html {

using parts::joined;

void notification_banner(Writer& page, const NotificationBanner& banner) {
    const std::string classes = joined("govuk-notification-banner",
                                       {banner.success ? "govuk-notification-banner--success" : "", banner.classes});
    const std::string_view role = !banner.role.empty() ? std::string_view{banner.role}
                                  : banner.success     ? "alert"
                                                       : "region";
    const std::string_view title_id =
        banner.title_id.empty() ? std::string_view{"govuk-notification-banner-title"} : banner.title_id;
    Attributes all{{"class", classes},
                   {"role", role},
                   {"aria-labelledby", title_id},
                   {"data-module", "govuk-notification-banner"}};
    if (!banner.auto_focus) all.push_back({"data-disable-auto-focus", "true"});
    parts::add(all, banner.attributes);
    page.open("<div>", all).markup("\n<div class=\"govuk-notification-banner__header\">\n");
    parts::open_heading(page, banner.heading_level, {{"class", "govuk-notification-banner__title"}, {"id", title_id}});
    if (!banner.title.empty())
        page.append(banner.title);
    else
        page.text(banner.success ? t("Success") : t("Important"));
    parts::close_heading(page, banner.heading_level);
    page.markup("</div>\n<div class=\"govuk-notification-banner__content\">\n");
    if (banner.content.is_words())
        page.markup("<p class=\"govuk-notification-banner__heading\">").append(banner.content).markup("</p>\n");
    else
        page.append(banner.content);
    page.markup("</div>\n</div>\n");
}

void panel(Writer& page, const Panel& the_panel) {
    const std::string classes = joined("govuk-panel govuk-panel--confirmation", {the_panel.classes});
    Attributes all{{"class", classes}};
    parts::add(all, the_panel.attributes);
    page.open("<div>", all).markup("\n");
    parts::open_heading(page, the_panel.heading_level, {{"class", "govuk-panel__title"}});
    page.append(the_panel.title);
    parts::close_heading(page, the_panel.heading_level);
    if (!the_panel.body.empty())
        page.markup("<div class=\"govuk-panel__body\">").append(the_panel.body).markup("</div>\n");
    page.markup("</div>\n");
}

void tag(Writer& page, const Content& text, std::string_view colour) {
    const std::string modifier = colour.empty() ? std::string{} : "govuk-tag--" + std::string{colour};
    page.open("<strong>", {{"class", joined("govuk-tag", {modifier})}}).append(text).markup("</strong>");
}

void state_tag(Writer& page, State state, std::string_view word) {
    std::string_view modifier;
    switch (state) {
        case State::plain:
            break;
        case State::good:
            modifier = "tw-tag--good";
            break;
        case State::warn:
            modifier = "tw-tag--warn";
            break;
        case State::bad:
            modifier = "tw-tag--bad";
            break;
        case State::quiet:
            modifier = "tw-tag--quiet";
            break;
    }
    page.open("<span>", {{"class", joined("tw-tag", {modifier})}}).text(word).markup("</span>");
}

void inset_text(Writer& page, const Content& content, std::string_view id, std::string_view classes) {
    const std::string all_classes = joined("govuk-inset-text", {classes});
    Attributes all{{"class", all_classes}};
    if (!id.empty()) all.push_back({"id", id});
    page.open("<div>", all).append(content).markup("</div>\n");
}

void warning_text(Writer& page, const Content& text, std::string_view hidden_words) {
    page.markup(
            "<div class=\"govuk-warning-text\">\n<span class=\"govuk-warning-text__icon\" "
            "aria-hidden=\"true\">!</span>\n"
            "<strong class=\"govuk-warning-text__text\">\n<span class=\"govuk-visually-hidden\">")
        .text(hidden_words)
        .markup("</span>\n")
        .append(text)
        .markup("</strong>\n</div>\n");
}

void details(Writer& page, const Details& the_details) {
    const std::string classes = joined("govuk-details", {the_details.classes});
    Attributes all{{"class", classes}};
    if (!the_details.id.empty()) all.push_back({"id", the_details.id});
    all.push_back({"open", the_details.open});
    parts::add(all, the_details.attributes);
    page.open("<details>", all)
        .markup("\n<summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">")
        .append(the_details.summary)
        .markup("</span></summary>\n<div class=\"govuk-details__text\">")
        .append(the_details.text)
        .markup("</div>\n</details>\n");
}

void phase_banner(Writer& page, const PhaseBanner& banner) {
    const std::string classes = joined("govuk-phase-banner govuk-width-container", {banner.classes});
    Attributes all{{"class", classes}};
    parts::add(all, banner.attributes);
    page.open("<div>", all).markup("\n<p class=\"govuk-phase-banner__content\">\n");
    page.open("<strong>", {{"class", joined("govuk-tag govuk-phase-banner__content__tag", {banner.tag_classes})}});
    page.append(banner.tag).markup("</strong>\n<span class=\"govuk-phase-banner__text\">");
    page.append(banner.text).markup("</span>\n</p>\n</div>\n");
}

}  // namespace thingwall::html
