#include "overlap/views_words.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::overlap {
namespace {

using html::Content;
using html::Href;
using html::t;
using html::Writer;

void choices(Writer& page, const ListsView& view) {
    html::get_form(page, {.action = Href("/subjects"), .search = true, .classes = "tw-inlineform"}, [&](Writer& form) {
        html::select(form, html::no_error,
                     {.name = "list",
                      .label = t("List"),
                      .options = {{"subjects", t("Subjects")}, {"people", t("People")}},
                      .value = std::string(view.audiences ? "people" : "subjects")});
        if (!view.audiences) {
            std::vector<html::Option> themes{{"", t("All themes")}};
            for (const auto& theme : view.themes) themes.push_back({theme, theme});
            html::select(form, html::no_error,
                         {.name = "theme", .label = t("Theme"), .options = themes, .value = view.theme});
        }
        html::text_input(form, html::no_error,
                         {.name = "q", .label = t("Words"), .value = view.words, .width = html::Width::chars_20});
        html::button(form,
                     {.text = t("Show"), .importance = html::Importance::secondary, .classes = "tw-button-small"});
    });
}

std::string some(const std::vector<std::string>& words, std::size_t most) {
    std::string text;
    for (std::size_t i = 0; i < words.size() && i < most; ++i) text += (i == 0 ? "" : ", ") + words[i];
    if (words.size() > most) text += fmt::format(" and {} more", words.size() - most);
    return text;
}

}  // namespace

std::string path_of_line(bool audience, std::string_view code) {
    return fmt::format("/subjects/{}/{}", audience ? "people" : "subjects", code);
}

void lists_page(Writer& page, const ListsView& view) {
    page.markup("<h1 class=\"govuk-heading-l\">").text(t("Subjects and people")).markup("</h1>\n<p class=\"tw-lead\">");
    page.text(
            t("What engagement can be about, and whom it can ask, in the words that people use for it. Add what people "
              "say here, and overlaps will know it."))
        .markup("</p>\n");
    choices(page, view);
    page.markup("<p><b>")
        .text(fmt::format("{} of {}", view.rows.size(), view.of))
        .markup("</b> ")
        .text(view.audiences ? t("communities of interest") : t("subjects"))
        .markup("</p>\n");
    if (view.rows.empty()) {
        page.markup("<p>")
            .text(t("Nothing in the list is called that. Look under a theme, and add the words there."))
            .markup("</p>\n");
        return;
    }
    std::vector<html::Column<ListsView::Row>> columns{
        {.heading = view.audiences ? t("People") : t("Subject"),
         .cell = html::Cell::row_header,
         .write =
             [&](Writer& cell, const ListsView::Row& row) {
                 cell.link(Href::path(path_of_line(view.audiences, row.line->code)), row.line->label);
             }},
        {.heading = t("Also called"),
         .write = [](Writer& cell, const ListsView::Row& row) { cell.text(some(row.line->terms, 8)); }},
        {.heading = t("Said here"),
         .write = [](Writer& cell, const ListsView::Row& row) { cell.text(some(row.local, 8)); }}};
    if (!view.audiences)
        columns.insert(columns.begin() + 1,
                       {.heading = t("Theme"),
                        .write = [](Writer& cell, const ListsView::Row& row) { cell.text(row.line->theme); }});
    html::table<ListsView::Row>(page, view.audiences ? t("Communities of interest") : t("Subjects"), columns, view.rows,
                                {.look = html::TableLook::stacked, .hide_caption = true});
}

void list_line_page(Writer& page, const ListLineView& view, const Error& error) {
    html::error_summary(page, error);
    if (!view.done.empty()) html::notification_banner(page, {.content = Content(view.done), .success = true});
    page.markup("<span class=\"govuk-caption-m\">")
        .text(view.audience ? t("People") : view.line->theme.c_str())
        .markup("</span>\n<h1 class=\"govuk-heading-l\">")
        .text(view.line->label)
        .markup("</h1>\n<h2 class=\"govuk-heading-m\">")
        .text(t("What people say here"))
        .markup("</h2>\n");
    if (view.local.empty()) {
        page.markup("<p>")
            .text(t("Nothing was added yet. Add the name of a building, a team or a scheme that everybody here knows."))
            .markup("</p>\n");
    } else {
        page.markup("<ul class=\"govuk-list tw-quietweeks\">\n");
        for (const auto& kept : view.local) {
            page.markup("<li><span>").text(kept.word.words).markup("</span>");
            if (view.may_change)
                html::form(page,
                           {.action = Href::path(path_of_line(view.audience, view.line->code) + "/remove"),
                            .csrf = view.csrf,
                            .idempotency = view.key + std::to_string(kept.id),
                            .hidden = {{"word", std::to_string(kept.id)}}},
                           [&](Writer& form) {
                               Writer words(64);
                               words.text(t("Take away"))
                                   .markup("<span class=\"govuk-visually-hidden\"> ")
                                   .text(kept.word.words)
                                   .markup("</span>");
                               html::button(form, {.text = Content(std::move(words)),
                                                   .importance = html::Importance::secondary,
                                                   .classes = "tw-button-small"});
                           });
            page.markup("</li>\n");
        }
        page.markup("</ul>\n");
    }
    if (view.may_change)
        html::form(page,
                   {.action = Href::path(path_of_line(view.audience, view.line->code)),
                    .csrf = view.csrf,
                    .idempotency = view.key},
                   [&](Writer& form) {
                       html::text_input(form, error,
                                        {.name = "words",
                                         .label = t("Add what people say here"),
                                         .hint = t("One name or phrase. It counts from the next few minutes on."),
                                         .value = view.typed,
                                         .width = html::Width::two_thirds});
                       html::button(form, {.text = t("Add"), .prevent_double_click = true});
                   });
    else
        page.markup("<p class=\"tw-quiet\">")
            .text(t("The partnership’s coordinator adds words. Tell them what is missing."))
            .markup("</p>\n");
    page.markup("<section class=\"tw-section\" aria-labelledby=\"list-h\"><h2 class=\"govuk-heading-m\" id=\"list-h\">")
        .text(t("What the list says"))
        .markup("</h2>\n<p>")
        .text(some(view.line->terms, view.line->terms.size()))
        .markup("</p></section>\n");
}

}  // namespace thingwall::overlap
