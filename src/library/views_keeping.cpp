#include <fmt/format.h>

#include "base/text.hpp"
#include "library/rules.hpp"
#include "library/views.hpp"

namespace thingwall::library {
namespace {

using html::Content;
using html::Href;
using html::Writer;

void who_reads(Writer& form, const Error& error, const std::string& chosen, const KeepingView& view, const char* name) {
    html::radios(form, error,
                 {.name = name,
                  .legend = "Who can read it?",
                  .legend_size = html::Size::s,
                  .choices = {{.value = "partners", .text = "Partners", .hint = "Everybody who signs in here"},
                              {.value = "everyone",
                               .text = "Everyone",
                               .hint = view.is_public ? "It stands on the activity’s public page"
                                                      : "When the activity is public; until then partners"}},
                  .value = chosen});
}

void state_of(Writer& page, const Document& document) {
    if (document.reading == Reading::waits) {
        html::state_tag(page, html::State::quiet, "Being read");
        page.text(document.said.empty() ? " Its words can be searched in a moment." : " " + document.said);
    } else if (document.reading == Reading::unreadable) {
        html::state_tag(page, html::State::warn, "Not searched");
        page.text(" ").text(document.said);
    } else {
        page.text(document.cut            ? "Its first 500,000 letters can be searched."
                  : document.said.empty() ? "Its words can be searched."
                                          : document.said);
    }
}

void document_table(Writer& page, const KeepingView& view) {
    if (view.documents.empty()) {
        page.markup("<p>No document is attached yet.</p>\n");
        return;
    }
    std::vector<html::Column<Document>> columns{
        {.heading = "Document",
         .cell = html::Cell::row_header,
         .write =
             [](Writer& cell, const Document& one) {
                 cell.link(Href::of("/documents", one.id.value()), one.title)
                     .markup("<br><span class=\"tw-quiet\">")
                     .text(about(one))
                     .markup("</span>");
             }},
        {.heading = "Who reads it",
         .write = [](Writer& cell,
                     const Document& one) { cell.text(one.readers == Readers::everyone ? "Everyone" : "Partners"); }},
        {.heading = "Search", .write = [](Writer& cell, const Document& one) { state_of(cell, one); }},
        {.heading = "What to do", .cell = html::Cell::deed, .write = [](Writer& cell, const Document& one) {
             cell.link(Href::of("/documents", one.id.value(), "/remove"), "Take it off", one.title);
         }}};
    html::table<Document>(page, "Documents that are attached", columns, view.documents, {.hide_caption = true});
}

}  // namespace

void keeping_page(Writer& page, const KeepingView& view) {
    html::error_summary(page, view.finding_error);
    html::error_summary(page, view.document_error);
    if (!view.done.empty()) html::notification_banner(page, {.content = Content(view.done), .success = true});
    page.markup("<span class=\"govuk-caption-m\">")
        .text(view.reference)
        .text(" ")
        .text(view.title)
        .markup(
            "</span>\n<h1 class=\"govuk-heading-l\">What was learnt, and documents</h1>\n<p class=\"tw-lead\">Whoever "
            "plans to ask these people about this again is shown it first.</p>\n");
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"told-h\">\n<h2 class=\"govuk-heading-m\" id=\"told-h\">What "
        "was learnt</h2>\n");
    html::form(page,
               {.action = Href::of("/activities", view.activity.value(), "/findings"),
                .csrf = view.csrf,
                .idempotency = view.finding_key,
                .hidden = {{"version", std::to_string(view.version)}}},
               [&](Writer& form) {
                   html::textarea(form, view.finding_error,
                                  {.name = "learnt",
                                   .label = "What did you learn?",
                                   .label_size = html::Size::s,
                                   .hint = "In a few sentences. Name nobody",
                                   .value = view.finding.learnt,
                                   .rows = 5});
                   html::textarea(form, view.finding_error,
                                  {.name = "done",
                                   .label = "What was done because of it?",
                                   .label_size = html::Size::s,
                                   .hint = "And what could not be done, and why",
                                   .value = view.finding.done,
                                   .rows = 4});
                   html::text_input(form, view.finding_error,
                                    {.name = "report",
                                     .label = "Where is the report? (optional)",
                                     .label_size = html::Size::s,
                                     .hint = "Its address, like https://www.example.org/report",
                                     .value = view.finding.report,
                                     .width = html::Width::two_thirds,
                                     .type = "url",
                                     .spellcheck = false});
                   who_reads(form, view.finding_error, view.finding.readers, view, "readers");
                   html::button(form, {.text = "Save", .prevent_double_click = true});
               });
    page.markup(
        "</section>\n<section class=\"tw-section\" aria-labelledby=\"docs-h\">\n<h2 class=\"govuk-heading-m\" "
        "id=\"docs-h\">Documents</h2>\n");
    document_table(page, view);
    page.markup("<h3 class=\"govuk-heading-s\">Attach a document</h3>\n");
    html::form(
        page,
        {.action = Href::of("/activities", view.activity.value(), "/documents"),
         .csrf = view.csrf,
         .idempotency = view.document_key,
         .multipart = true},
        [&](Writer& form) {
            html::file_upload(form, view.document_error,
                              {.name = "file",
                               .label = "File",
                               .label_size = html::Size::s,
                               .hint = "PDF, Word (.docx), OpenDocument (.odt) or plain text, up to 20 MB. Leave "
                                       "out answers of single people, their names and addresses",
                               .accept = ".pdf,.docx,.odt,.txt"});
            html::text_input(form, view.document_error,
                             {.name = "title",
                              .label = "What is it? (optional)",
                              .label_size = html::Size::s,
                              .hint = "For example: Report for the board. Without it, its file name is shown",
                              .value = view.document.title,
                              .width = html::Width::two_thirds});
            who_reads(form, view.document_error, view.document.readers, view, "document_readers");
            html::button(form,
                         {.text = "Attach", .importance = html::Importance::secondary, .prevent_double_click = true});
        });
    page.markup("</section>\n");
}

void take_off_page(Writer& page, const TakeOffView& view) {
    page.markup("<span class=\"govuk-caption-m\">")
        .text(view.reference)
        .text(" ")
        .text(view.title)
        .markup("</span>\n<h1 class=\"govuk-heading-l\">Take this document off</h1>\n<p><b>")
        .text(view.document.title)
        .markup("</b>, ")
        .text(about(view.document))
        .markup(
            ".</p>\n<p>Nobody can open or find it any more. This cannot be undone; you can attach the file "
            "again.</p>\n");
    html::form(page,
               {.action = Href::of("/documents", view.document.id.value(), "/remove"),
                .csrf = view.csrf,
                .idempotency = view.key},
               [&](Writer& form) {
                   html::button(
                       form,
                       {.text = "Take it off", .importance = html::Importance::warning, .prevent_double_click = true});
               });
}

}  // namespace thingwall::library
