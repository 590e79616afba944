#include "html/fixtures.hpp"

// Notices, lists, tables and ways around against the fixtures of their GOV.UK components. What a fixture asks for that
// ours does not offer is listed, with the reason, in tests/golden/html/left-out/.
namespace thingwall::test {
namespace {

using html::Writer;

void error_message(Writer& page, const Options& o) {
    if (o.has("attributes") || o.has("classes")) throw NotOurs{"classes and attributes"};
    const bool silent = o.has("visuallyHiddenText") && !o.flag("visuallyHiddenText");
    html::error_message(page, o.content(), o.text("id"),
                        silent ? std::string{} : o.text("visuallyHiddenText", "Error"));
}

void error_summary(Writer& page, const Options& o) {
    html::ErrorSummary summary{.title = o.content("titleHtml", "titleText"),
                               .description = o.content("descriptionHtml", "descriptionText"),
                               .auto_focus = !o.flag("disableAutoFocus"),
                               .classes = o.text("classes"),
                               .attributes = o.attributes()};
    if (o.has("disableAutoFocus") && summary.auto_focus) throw NotOurs{"auto focus asked for in words"};
    for (const auto& line : o.list("errorList")) {
        html::ErrorSummary::Line one{.text = line.content(), .attributes = line.attributes()};
        if (line.has("href")) one.address = line.href();
        summary.lines.push_back(std::move(one));
    }
    html::error_summary(page, summary);
}

void notification_banner(Writer& page, const Options& o) {
    const auto type = o.text("type");
    html::NotificationBanner banner{.content = o.content(),
                                    .success = type == "success",
                                    .title = o.content("titleHtml", "titleText"),
                                    .auto_focus = !o.flag("disableAutoFocus"),
                                    .heading_level = o.number("titleHeadingLevel", 2),
                                    .role = o.text("role"),
                                    .title_id = o.text("titleId"),
                                    .classes = o.text("classes"),
                                    .attributes = o.attributes()};
    if (o.has("disableAutoFocus") && banner.auto_focus) throw NotOurs{"auto focus asked for in words"};
    html::notification_banner(page, banner);
}

void panel(Writer& page, const Options& o) {
    if (o.text("classes").find("interruption") != std::string::npos) throw NotOurs{"a panel that interrupts"};
    html::panel(page, {.title = o.content("titleHtml", "titleText"),
                       .body = o.content(),
                       .heading_level = o.number("headingLevel", 1),
                       .classes = o.text("classes"),
                       .attributes = o.attributes()});
}

void tag(Writer& page, const Options& o) {
    std::string classes = o.text("classes");
    if (classes.starts_with("govuk-tag--"))
        classes.erase(0, 11);
    else if (!classes.empty())
        throw NotOurs{"the class " + classes};
    html::tag(page, o.content(), classes);
}

void inset_text(Writer& page, const Options& o) {
    html::inset_text(page, o.content(), o.text("id"), o.text("classes"));
}

void warning_text(Writer& page, const Options& o) {
    html::warning_text(page, o.content(), o.text("iconFallbackText", "Warning"));
}

void details(Writer& page, const Options& o) {
    html::details(page, {.summary = o.content("summaryHtml", "summaryText"),
                         .text = o.content(),
                         .open = o.flag("open"),
                         .id = o.text("id"),
                         .classes = o.text("classes"),
                         .attributes = o.attributes()});
}

void phase_banner(Writer& page, const Options& o) {
    const auto the_tag = o.child("tag");
    html::phase_banner(page, {.tag = the_tag.content(),
                              .text = o.content(),
                              .tag_classes = the_tag.text("classes"),
                              .classes = o.text("classes"),
                              .attributes = o.attributes()});
}

html::Cell kind(const Options& cell, bool names_the_row) {
    const auto format = cell.text("format");
    if (!format.empty() && format != "numeric") throw NotOurs{"the format " + format};
    if (names_the_row) return html::Cell::row_header;
    return format.empty() ? html::Cell::text : html::Cell::number;
}

void table(Writer& page, const Options& o) {
    if (!o.text("captionClasses").empty()) throw NotOurs{"caption classes"};
    const html::TableOptions options{.look = html::TableLook::govuk, .classes = o.text("classes")};
    html::TableWriter writer(page, options, o.text("caption"));
    const auto heads = o.list("head");
    if (!heads.empty()) writer.begin_head();
    for (const auto& head : heads)
        writer.heading(head.text("text"), kind(head, false), {}, html::Sorted::no, false, head.text("classes"));
    writer.begin_body();
    for (const auto& row : o.list("rows")) {
        writer.begin_row();
        bool first = o.flag("firstCellIsHeader");
        for (const auto& cell : row.items()) {
            const auto what = kind(cell, first);
            writer.begin_cell(what, {}, cell.text("classes"));
            page.append(cell.content());
            writer.end_cell(what);
            first = false;
        }
        writer.end_row();
    }
    writer.end();
}

std::vector<html::RowAction> actions(const Options& o) {
    std::vector<html::RowAction> out;
    for (const auto& item : o.list("items"))
        out.push_back({.address = item.href(),
                       .text = item.content(),
                       .hidden_words = item.text("visuallyHiddenText"),
                       .classes = item.text("classes"),
                       .attributes = item.attributes()});
    return out;
}

void summary_list(Writer& page, const Options& o) {
    html::SummaryList list{.classes = o.text("classes"), .attributes = o.attributes()};
    for (const auto& row : o.list("rows"))
        list.rows.push_back({.key = row.child("key").content(),
                             .value = row.child("value").content(),
                             .actions = actions(row.child("actions")),
                             .classes = row.text("classes")});
    if (o.has("card")) {
        const auto card = o.child("card");
        list.card = html::SummaryCard{.title = card.child("title").content(),
                                      .actions = actions(card.child("actions")),
                                      .heading_level = card.child("title").number("headingLevel", 2),
                                      .classes = card.text("classes"),
                                      .attributes = card.attributes()};
    }
    html::summary_list(page, list);
}

void task_list(Writer& page, const Options& o) {
    html::TaskList list{
        .id_prefix = o.text("idPrefix", "task-list"), .classes = o.text("classes"), .attributes = o.attributes()};
    for (const auto& item : o.list_without_gaps("items")) {
        const auto status = item.child("status");
        html::Task task{.title = item.child("title").content(),
                        .hint = item.child("hint").content(),
                        .status = status.has("tag") ? status.child("tag").content() : status.content(),
                        .title_classes = item.child("title").text("classes"),
                        .classes = item.text("classes")};
        if (item.has("href")) task.address = item.href();
        if (status.has("tag")) {
            const auto classes = status.child("tag").text("classes");
            if (!classes.empty() && !classes.starts_with("govuk-tag--")) throw NotOurs{"the tag's class " + classes};
            task.status_tag = classes.empty() ? "plain" : classes.substr(11);
        }
        const auto classes = status.text("classes");
        task.cannot_start = classes == "govuk-task-list__status--cannot-start-yet";
        if (!classes.empty() && !task.cannot_start) throw NotOurs{"the status's class " + classes};
        list.tasks.push_back(std::move(task));
    }
    html::task_list(page, list);
}

void tabs(Writer& page, const Options& o) {
    html::Tabs all{.title = o.text("title", "Contents"),
                   .id = o.text("id"),
                   .id_prefix = o.text("idPrefix"),
                   .classes = o.text("classes"),
                   .attributes = o.attributes()};
    for (const auto& item : o.list("items"))
        all.tabs.push_back({.id = item.text("id"),
                            .label = item.text("label"),
                            .content = item.child("panel").content(),
                            .attributes = item.attributes(),
                            .panel_attributes = item.child("panel").attributes()});
    html::tabs(page, all);
}

void accordion(Writer& page, const Options& o) {
    html::Accordion all{.id = o.text("id"),
                        .heading_level = o.number("headingLevel", 2),
                        .remember_expanded = o.flag("rememberExpanded", true),
                        .classes = o.text("classes"),
                        .attributes = o.attributes()};
    if (o.has("rememberExpanded") && all.remember_expanded) throw NotOurs{"remembering asked for in words"};
    for (const auto& item : o.list_without_gaps("items"))
        all.sections.push_back({.heading = item.child("heading").content(),
                                .summary = item.child("summary").content(),
                                .content = item.child("content").content(),
                                .expanded = item.flag("expanded")});
    html::accordion(page, all);
}

void breadcrumbs(Writer& page, const Options& o) {
    html::Breadcrumbs all{.collapse_on_mobile = o.flag("collapseOnMobile"),
                          .label = o.text("labelText", "Breadcrumb"),
                          .classes = o.text("classes"),
                          .attributes = o.attributes()};
    for (const auto& item : o.list("items")) {
        html::Crumb crumb{.text = item.content(), .attributes = item.attributes()};
        if (item.has("href")) crumb.address = item.href();
        all.items.push_back(std::move(crumb));
    }
    html::breadcrumbs(page, all);
}

void back_link(Writer& page, const Options& o) {
    const auto words = o.content();
    html::back_link(page, o.has("href") && !o.text("href").empty() ? o.href() : html::Href{"#"},
                    words.empty() ? html::Content{"Back"} : words, o.text("classes"), o.attributes());
}

void skip_link(Writer& page, const Options& o) {
    html::skip_link(page, o.has("href") ? o.href() : html::Href{"#content"}, o.content(), o.text("classes"),
                    o.attributes());
}

std::optional<html::PageStep> step(const Options& o, std::string_view key) {
    if (!o.has(key)) return std::nullopt;
    const auto one = o.child(key);
    return html::PageStep{
        .address = one.href(), .text = one.content(), .label = one.text("labelText"), .attributes = one.attributes()};
}

void pagination(Writer& page, const Options& o) {
    html::Pagination pages{.previous = step(o, "previous"),
                           .next = step(o, "next"),
                           .landmark = o.text("landmarkLabel"),
                           .classes = o.text("classes"),
                           .attributes = o.attributes()};
    for (const auto& item : o.list("items")) {
        if (item.value().is_object() && item.value().get_object().empty()) continue;
        html::PageLink link{.number = item.text("number"),
                            .current = item.flag("current"),
                            .ellipsis = item.flag("ellipsis"),
                            .hidden_words = item.text("visuallyHiddenText"),
                            .attributes = item.attributes()};
        if (item.has("href")) link.address = item.href();
        pages.items.push_back(std::move(link));
    }
    html::pagination(page, pages);
}

void service_navigation(Writer& page, const Options& o) {
    if (o.has("slots")) throw NotOurs{"slots"};
    html::ServiceNavigation all{.service = o.text("serviceName"),
                                .label = o.text("ariaLabel"),
                                .navigation_label = o.text("navigationLabel"),
                                .navigation_id = o.text("navigationId", "navigation"),
                                .navigation_classes = o.text("navigationClasses"),
                                .classes = o.text("classes"),
                                .menu_words = o.text("menuButtonText", "Menu"),
                                .menu_label = o.text("menuButtonLabel"),
                                .collapse_on_mobile = o.maybe("collapseNavigationOnMobile"),
                                .attributes = o.attributes()};
    if (o.has("serviceUrl")) all.service_address = o.href("serviceUrl");
    for (const auto& item : o.list("navigation")) {
        html::HeaderLink link{.text = item.content(), .current = item.flag("current"), .active = item.flag("active")};
        if (item.has("href")) link.address = item.href();
        all.items.push_back(std::move(link));
    }
    html::service_navigation(page, all);
}

void generic_header(Writer& page, const Options& o) {
    html::GenericHeader header{.logo = o.content("logoHtml", "logoText"),
                               .container_classes = o.text("containerClasses", "govuk-width-container"),
                               .classes = o.text("classes"),
                               .attributes = o.attributes()};
    if (o.has("url")) header.address = o.href("url");
    html::generic_header(page, header);
}

class OtherComponents : public testing::TestWithParam<Case> {};

TEST_P(OtherComponents, AComponentIsWhatGovukFrontendMakesOfTheSameOptions) {
    expect_same_as_the_templates(GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Others, OtherComponents,
    testing::Values(Case{"error-message", error_message, 7}, Case{"error-summary", error_summary, 18},
                    Case{"notification-banner", notification_banner, 20}, Case{"panel", panel, 9}, Case{"tag", tag, 11},
                    Case{"inset-text", inset_text, 5}, Case{"warning-text", warning_text, 6},
                    Case{"details", details, 10}, Case{"phase-banner", phase_banner, 7}, Case{"table", table, 12},
                    Case{"summary-list", summary_list, 26}, Case{"task-list", task_list, 8}, Case{"tabs", tabs, 12},
                    Case{"accordion", accordion, 11}, Case{"breadcrumbs", breadcrumbs, 12},
                    Case{"back-link", back_link, 7}, Case{"skip-link", skip_link, 9},
                    Case{"pagination", pagination, 15}, Case{"service-navigation", service_navigation, 27},
                    Case{"generic-header", generic_header, 4}),
    component_name);

}  // namespace
}  // namespace thingwall::test
