#include "html/lists.hpp"

#include <algorithm>

#include "html/parts.hpp"

namespace thingwall::html {
namespace {

using parts::joined;

void action(Writer& page, const RowAction& one, const Content& card_title) {
    Attributes all;
    const std::string classes = joined("govuk-link", {one.classes});
    all.push_back({"class", classes});
    parts::add(all, one.attributes);
    page.open_link("<a>", one.address, all).append(one.text);
    if (!one.hidden_words.empty() || !card_title.empty()) {
        page.markup("<span class=\"govuk-visually-hidden\">");
        if (!one.hidden_words.empty()) page.text(" ").text(one.hidden_words);
        if (!card_title.empty()) page.text(" (").append(card_title).text(")");
        page.markup("</span>");
    }
    page.markup("</a>");
}

void row_actions(Writer& page, const std::vector<RowAction>& actions, const Content& card_title) {
    page.markup("<dd class=\"govuk-summary-list__actions\">");
    if (actions.size() == 1) {
        action(page, actions[0], card_title);
    } else {
        page.markup("<ul class=\"govuk-summary-list__actions-list\">\n");
        for (const auto& one : actions) {
            page.markup("<li class=\"govuk-summary-list__actions-list-item\">");
            action(page, one, card_title);
            page.markup("</li>\n");
        }
        page.markup("</ul>");
    }
    page.markup("</dd>\n");
}

void open_card(Writer& page, const SummaryCard& card) {
    const std::string classes = joined("govuk-summary-card", {card.classes});
    Attributes all{{"class", classes}};
    parts::add(all, card.attributes);
    page.open("<div>", all).markup("\n<div class=\"govuk-summary-card__title-wrapper\">\n");
    if (!card.title.empty()) {
        parts::open_heading(page, card.heading_level, {{"class", "govuk-summary-card__title"}});
        page.append(card.title);
        parts::close_heading(page, card.heading_level);
    }
    if (card.actions.size() == 1) {
        page.markup("<div class=\"govuk-summary-card__actions\">");
        action(page, card.actions[0], card.title);
        page.markup("</div>\n");
    } else if (!card.actions.empty()) {
        page.markup("<ul class=\"govuk-summary-card__actions\">\n");
        for (const auto& one : card.actions) {
            page.markup("<li class=\"govuk-summary-card__action\">");
            action(page, one, card.title);
            page.markup("</li>\n");
        }
        page.markup("</ul>\n");
    }
    page.markup("</div>\n<div class=\"govuk-summary-card__content\">\n");
}

}  // namespace

void summary_list(Writer& page, const SummaryList& list) {
    static const Content no_title;
    const Content& card_title = list.card ? list.card->title : no_title;
    const bool any_actions =
        std::any_of(list.rows.begin(), list.rows.end(), [](const SummaryRow& row) { return !row.actions.empty(); });
    if (list.card) open_card(page, *list.card);
    const std::string classes = joined("govuk-summary-list", {list.classes});
    Attributes all{{"class", classes}};
    parts::add(all, list.attributes);
    page.open("<dl>", all).markup("\n");
    for (const auto& row : list.rows) {
        const bool no_actions = any_actions && row.actions.empty();
        page.open("<div>", {{"class", joined("govuk-summary-list__row",
                                             {no_actions ? "govuk-summary-list__row--no-actions" : "", row.classes})}});
        page.markup("\n<dt class=\"govuk-summary-list__key\">").append(row.key);
        page.markup("</dt>\n<dd class=\"govuk-summary-list__value\">").append(row.value).markup("</dd>\n");
        if (!row.actions.empty()) row_actions(page, row.actions, card_title);
        page.markup("</div>\n");
    }
    page.markup("</dl>\n");
    if (list.card) page.markup("</div>\n</div>\n");
}

SummaryRow answer(std::string_view key, const Content& value, const Href& change) {
    std::string hidden{key};
    // "Change first day": lower case as within a sentence, unless it begins with an abbreviation ("GP surgery")
    if (hidden.size() > 1 && hidden[0] >= 'A' && hidden[0] <= 'Z' && !(hidden[1] >= 'A' && hidden[1] <= 'Z'))
        hidden[0] = static_cast<char>(hidden[0] - 'A' + 'a');
    return {.key = key,
            .value = value.empty() ? Content{t("Not given")} : value,
            .actions = {{.address = change, .text = t("Change"), .hidden_words = std::move(hidden)}}};
}

void task_list(Writer& page, const TaskList& list) {
    const std::string list_classes = joined("govuk-task-list", {list.classes});
    Attributes all{{"class", list_classes}};
    parts::add(all, list.attributes);
    page.open("<ul>", all).markup("\n");
    std::size_t n = 0;
    for (const auto& task : list.tasks) {
        const std::string prefix = list.id_prefix + "-" + std::to_string(++n);
        const std::string hint_id = task.hint.empty() ? std::string{} : prefix + "-hint",
                          status_id = prefix + "-status";
        page.open("<li>", {{"class", joined("govuk-task-list__item",
                                            {task.address ? "govuk-task-list__item--with-link" : "", task.classes})}});
        page.markup("\n<div class=\"govuk-task-list__name-and-hint\">\n");
        if (task.address) {
            page.open_link("<a>", *task.address,
                           {{"class", joined("govuk-link govuk-task-list__link", {task.title_classes})},
                            {"aria-describedby", joined(hint_id, {status_id})}});
            page.append(task.title).markup("</a>\n");
        } else {
            Attributes of_title;
            if (!task.title_classes.empty()) of_title.push_back({"class", task.title_classes});
            page.open("<div>", of_title).append(task.title).markup("</div>\n");
        }
        if (!task.hint.empty())
            page.open("<div class=\"govuk-task-list__hint\">", {{"id", hint_id}}).append(task.hint).markup("</div>\n");
        page.markup("</div>\n");
        page.open("<div>", {{"class", joined("govuk-task-list__status",
                                             {task.cannot_start ? "govuk-task-list__status--cannot-start-yet" : ""})},
                            {"id", status_id}});
        if (task.status_tag.empty()) {
            page.append(task.status);
        } else {
            const std::string colour = task.status_tag == "plain" ? std::string{} : "govuk-tag--" + task.status_tag;
            page.open("<strong>", {{"class", joined("govuk-tag", {colour})}}).append(task.status).markup("</strong>");
        }
        page.markup("</div>\n</li>\n");
    }
    page.markup("</ul>\n");
}

}  // namespace thingwall::html
