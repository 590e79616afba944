#include "desk/views.hpp"

#include "base/text.hpp"
#include "desk/rules.hpp"

#include <fmt/format.h>

namespace thingwall::desk::views {
namespace {

using html::Cell;
using html::Href;
using html::t;
using html::Writer;
using enum Block;

bool is_of_pairs(Block block) {
    return block == overlaps || block == fresh;
}
bool is_known(const View& view, Block block) {
    return view.pairs_known || (!is_of_pairs(block) && block != over);
}

std::string heading_of(const View& view, Block block) {
    std::string heading(words_of(block).heading);
    if (block == over && view.limit > 0) heading += fmt::format(" of {}", view.limit);
    return heading;
}

void quiet(Writer& cell, std::string_view words) {
    if (!words.empty()) cell.markup(" <span class=\"tw-quiet\">").text(words).markup("</span>");
}

void side(Writer& cell, const std::string& path, const Side& one) {
    cell.link(Href::path(path), one.title);
    quiet(cell, one.lead);
}

template <class Row>
html::Column<Row> pair_column() {
    return {
        .heading = t("Asking the same people"), .cell = Cell::row_header, .write = [](Writer& cell, const Row& row) {
            side(cell, row.path, row.a);
            cell.markup("<br>");
            side(cell, row.path, row.b);
        }};
}

template <class Row>
std::string both(const Row& row) {
    return row.a.title + t(" and ") + row.b.title;
}

void pairs(Writer& page, const std::string& caption, const List<PairRow>& list, std::string_view deed) {
    html::table<PairRow>(
        page, caption,
        {pair_column<PairRow>(),
         {.heading = t("How sure"),
          .cell = Cell::number,
          .write = [](Writer& cell, const PairRow& row) { cell.text(row.how_sure); }},
         {.heading = t("Residents in common"),
          .cell = Cell::number,
          .write = [](Writer& cell, const PairRow& row) { cell.text(row.residents); }},
         {.heading = t("Days"),
          .cell = Cell::number,
          .write = [](Writer& cell, const PairRow& row) { cell.number(row.days); }},
         {.heading = t("Next"),
          .cell = Cell::deed,
          .write = [deed](Writer& cell, const PairRow& row) { cell.link(Href::path(row.path), deed, both(row)); },
          .classes = "tw-nowrap"}},
        list.rows, {.look = html::TableLook::stacked, .hide_caption = true});
}

void questions(Writer& page, const View& view, const std::string& caption, const List<QuestionRow>& list, bool of_all) {
    const Date today = view.today;
    std::vector<html::Column<QuestionRow>> columns{
        pair_column<QuestionRow>(),
        {.heading = t("Waiting for"), .write = [](Writer& cell, const QuestionRow& row) { cell.text(row.waits_for); }},
        {.heading = t("Asked"),
         .write =
             [today](Writer& cell, const QuestionRow& row) {
                 cell.text(row.asked_on == today ? t("Today") : short_date(row.asked_on, today.year()));
             },
         .classes = "tw-nowrap"},
        {.heading = t("Due"),
         .write =
             [today](Writer& cell, const QuestionRow& row) {
                 if (row.late)
                     html::state_tag(cell, html::State::bad, time_left(today, row.reply_by, 0));
                 else
                     cell.markup("<span class=\"tw-nowrap\">")
                         .text(short_date(row.reply_by, today.year()))
                         .markup("</span>");
                 if (row.late && row.escalated) quiet(cell, t("coordinators were told"));
                 if (!row.late) quiet(cell, time_left(today, row.reply_by, row.days_left));
             }},
        {.heading = t("Next"),
         .cell = Cell::deed,
         .write = [](Writer& cell, const QuestionRow& row) { cell.link(Href::path(row.path), row.deed, both(row)); },
         .classes = "tw-nowrap"}};
    if (!of_all) columns.erase(columns.begin() + 1);
    html::table<QuestionRow>(page, caption, columns, list.rows,
                             {.look = html::TableLook::stacked, .hide_caption = true});
}

html::Column<ActivityRow> activity_column() {
    return {.heading = t("Activity"), .cell = Cell::row_header, .write = [](Writer& cell, const ActivityRow& row) {
                cell.link(Href::path(row.path), row.title);
            }};
}

void soon_table(Writer& page, const View& view, const std::string& caption) {
    const int year = view.today.year();
    html::table<ActivityRow>(
        page, caption,
        {activity_column(),
         {.heading = t("What"), .write = [](Writer& cell, const ActivityRow& row) { cell.text(row.what); }},
         {.heading = t("Day"),
          .write =
              [&](Writer& cell, const ActivityRow& row) {
                  cell.text(row.day == view.today ? t("Today") : long_date(row.day, year));
              }}},
        view.soon.rows, {.look = html::TableLook::compact, .hide_caption = true});
}

void results_table(Writer& page, const View& view, const std::string& caption, const List<ActivityRow>& list,
                   bool of_all) {
    const int year = view.today.year();
    std::vector<html::Column<ActivityRow>> columns{activity_column()};
    if (of_all)
        columns.push_back(
            {.heading = t("Lead"), .write = [](Writer& cell, const ActivityRow& row) { cell.text(row.lead); }});
    columns.push_back({.heading = t("Closed"),
                       .write = [year](Writer& cell, const ActivityRow& row) { cell.text(short_date(row.day, year)); },
                       .classes = "tw-nowrap"});
    columns.push_back(
        {.heading = t("Answered"), .cell = Cell::number, .write = [](Writer& cell, const ActivityRow& row) {
             if (row.responses)
                 cell.number(*row.responses);
             else
                 cell.text(t("not given"));
         }});
    if (!of_all)
        columns.push_back({.heading = t("Tell people by"), .write = [year](Writer& cell, const ActivityRow& row) {
                               if (!row.due) return;
                               if (row.late)
                                   html::state_tag(cell, html::State::bad,
                                                   fmt::format("Late, {}", short_date(*row.due, year)));
                               else
                                   cell.text(short_date(*row.due, year));
                           }});
    columns.push_back({.heading = t("Next"), .cell = Cell::deed, .write = [](Writer& cell, const ActivityRow& row) {
                           if (row.deed_path.empty())
                               cell.link(Href::path(row.path), t("Look at it"), row.title);
                           else
                               cell.link(Href::path(row.deed_path), t("Say what people said"), row.title);
                       }});
    html::table<ActivityRow>(page, caption, columns, list.rows,
                             {.look = html::TableLook::stacked, .hide_caption = true});
}

void drafts_table(Writer& page, const View& view, const std::string& caption) {
    const int year = view.today.year();
    html::table<DraftRow>(page, caption,
                          {{.heading = t("Draft"),
                            .cell = Cell::row_header,
                            .write =
                                [](Writer& cell, const DraftRow& row) {
                                    cell.link(Href::path(row.path), row.title);
                                    cell.markup("<br>");
                                    quiet(cell, row.registered ? t("in the register, as a draft") : row.by);
                                }},
                           {.heading = t("When"),
                            .write =
                                [&](Writer& cell, const DraftRow& row) {
                                    const auto day = row.changed == view.today ? std::string(t("today"))
                                                                               : short_date(row.changed, year);
                                    cell.text(!row.registered            ? t("Changed ")
                                              : row.changed < view.today ? t("Was to begin ")
                                                                         : t("Begins "))
                                        .text(day);
                                },
                            .classes = "tw-nowrap"}},
                          view.drafts.rows, {.look = html::TableLook::compact, .hide_caption = true});
}

void actions_table(Writer& page, const View& view, const std::string& caption, const List<ActionRow>& list) {
    const Date today = view.today;
    html::table<ActionRow>(page, caption,
                           {{.heading = t("What"),
                             .cell = Cell::row_header,
                             .write =
                                 [](Writer& cell, const ActionRow& row) {
                                     cell.link(Href::path(row.path), row.what).markup("<br>");
                                     quiet(cell, row.own ? t("you") : row.owner);
                                 }},
                            {.heading = t("Due"),
                             .write =
                                 [today](Writer& cell, const ActionRow& row) {
                                     if (row.late)
                                         html::state_tag(cell, html::State::bad, time_left(today, row.due, 0));
                                     else
                                         cell.text(row.due == today ? t("Today") : short_date(row.due, today.year()));
                                 },
                             .classes = "tw-nowrap"}},
                           list.rows, {.look = html::TableLook::compact, .hide_caption = true});
}

void audit_table(Writer& page, const View& view, const std::string& caption) {
    const int year = view.today.year();
    html::table<AuditRow>(
        page, caption,
        {{.heading = t("Audit"),
          .cell = Cell::row_header,
          .write = [](Writer& cell, const AuditRow& row) { cell.text(row.name); }},
         {.heading = t("Due"),
          .write =
              [year](Writer& cell, const AuditRow& row) {
                  if (row.late)
                      html::state_tag(cell, html::State::bad, fmt::format("Late, {}", short_date(row.due, year)));
                  else
                      cell.text(short_date(row.due, year));
              },
          .classes = "tw-nowrap"},
         {.heading = t("Next"),
          .cell = Cell::deed,
          .write = [](Writer& cell, const AuditRow& row) { cell.link(Href::path(row.path), t("Answer"), row.name); }}},
        view.audit.rows, {.look = html::TableLook::compact, .hide_caption = true});
}

void imports_table(Writer& page, const View& view, const std::string& caption) {
    const int year = view.today.year();
    html::table<ImportRow>(
        page, caption,
        {{.heading = t("File"),
          .cell = Cell::row_header,
          .write =
              [](Writer& cell, const ImportRow& row) {
                  cell.markup("<span class=\"tw-anywhere\">")
                      .link(Href::path(row.path), row.name)
                      .markup("</span><br>");
                  if (row.failed) html::state_tag(cell, html::State::bad, t("Not fetched"));
                  quiet(cell, row.state);
              }},
         {.heading = t("Brought in"),
          .write = [year](Writer& cell, const ImportRow& row) { cell.text(short_date(row.day, year)); },
          .classes = "tw-nowrap"}},
        view.imports.rows, {.look = html::TableLook::compact, .hide_caption = true});
}

void over_table(Writer& page, const View& view, const std::string& caption) {
    html::table<OverRow>(page, caption,
                         {{.heading = t("Community"),
                           .cell = Cell::row_header,
                           .write =
                               [](Writer& cell, const OverRow& row) {
                                   cell.link(Href::path(row.path), fmt::format("{}, {}", row.who, row.where));
                               }},
                          {.heading = t("Month"),
                           .write = [](Writer& cell, const OverRow& row) { cell.text(month_name(row.month.month())); }},
                          {.heading = t("Asked"),
                           .cell = Cell::number,
                           .write = [](Writer& cell, const OverRow& row) { cell.number(row.asked); }}},
                         view.over.rows, {.look = html::TableLook::compact, .hide_caption = true});
}

void partners_table(Writer& page, const View& view, const std::string& caption) {
    html::table<PartnerRow>(
        page, caption,
        {{.heading = t("Partner"),
          .cell = Cell::row_header,
          .write = [](Writer& cell, const PartnerRow& row) { cell.text(row.partner); }},
         {.heading = t("So far"), .write = [](Writer& cell, const PartnerRow& row) { cell.text(row.state); }},
         {.heading = t("Next"),
          .cell = Cell::deed,
          .write =
              [](Writer& cell, const PartnerRow& row) {
                  cell.link(Href::path(row.path), row.has_email ? t("Remind") : t("Hand over the link"), row.partner);
              }}},
        view.partners.rows, {.look = html::TableLook::compact, .hide_caption = true});
}

void table_of(Writer& page, const View& view, Block block) {
    const auto caption = heading_of(view, block);
    switch (block) {
        case asked:
            return questions(page, view, caption, view.asked, false);
        case waiting:
            return questions(page, view, caption, view.waiting, true);
        case overlaps:
            return pairs(page, caption, view.overlaps, t("Look at both"));
        case fresh:
            return pairs(page, caption, view.fresh, t("Look and ask"));
        case soon:
            return soon_table(page, view, caption);
        case results:
            return results_table(page, view, caption, view.results, false);
        case overdue:
            return results_table(page, view, caption, view.overdue, true);
        case drafts:
            return drafts_table(page, view, caption);
        case actions:
            return actions_table(page, view, caption, view.actions);
        case group:
            return actions_table(page, view, caption, view.group);
        case audit:
            return audit_table(page, view, caption);
        case imports:
            return imports_table(page, view, caption);
        case over:
            return over_table(page, view, caption);
        case partners:
            return partners_table(page, view, caption);
    }
}

std::size_t shown_of(const View& view, Block block) {
    switch (block) {
        case asked:
            return view.asked.rows.size();
        case waiting:
            return view.waiting.rows.size();
        case overlaps:
            return view.overlaps.rows.size();
        case fresh:
            return view.fresh.rows.size();
        case soon:
            return view.soon.rows.size();
        case results:
            return view.results.rows.size();
        case overdue:
            return view.overdue.rows.size();
        case drafts:
            return view.drafts.rows.size();
        case actions:
            return view.actions.rows.size();
        case group:
            return view.group.rows.size();
        case audit:
            return view.audit.rows.size();
        case imports:
            return view.imports.rows.size();
        case over:
            return view.over.rows.size();
        case partners:
            return view.partners.rows.size();
    }
    return 0;
}

Href list_at(Block block) {
    return Href::of("/desk", words_of(block).word);
}

void aside(Writer& page, const View& view, Block block) {
    if (block == over && view.over.total > 0)
        page.markup("<p class=\"tw-small\">")
            .link(Href("/burden"), t("Find quieter weeks for the leads"))
            .markup("</p>\n");
    if (block == partners && view.partners_asked == 0)
        page.markup("<p class=\"tw-small\">").link(Href("/audits"), t("Engagement audits")).markup("</p>\n");
    if (block == partners && view.partners_asked > 0)
        page.markup("<p class=\"tw-small tw-quiet\">")
            .text(fmt::format("{} of {} have answered. The link shows each partner its entries, to correct or confirm.",
                              thousands(view.partners_asked - view.partners.total), thousands(view.partners_asked)))
            .markup("</p>\n");
}

// Words in place of a list that is empty, or not known yet. False where there is a list to show.
bool instead(Writer& page, const View& view, Block block) {
    if (!is_known(view, block)) {
        page.markup("<p class=\"tw-quiet\">")
            .text(t("We are comparing all activities with each other. Load this page again in a minute."))
            .markup("</p>\n");
        return true;
    }
    if (total_of(view, block) > 0) return false;
    page.markup("<p class=\"tw-quiet\">").text(words_of(block).empty).markup("</p>\n");
    return true;
}

void section(Writer& page, const View& view, Block block, bool is_wide) {
    const auto& words = words_of(block);
    const std::string id(words.word), heading_id = id + "-h";
    page.open("<section class=\"tw-section\">", {{"id", id}, {"aria-labelledby", heading_id}})
        .markup("<div class=\"tw-head tw-mb-8\">")
        .open("<h2 class=\"govuk-heading-m\">", {{"id", heading_id}})
        .text(heading_of(view, block));
    if (is_known(view, block) && total_of(view, block) > 0)
        page.markup(" <span class=\"tw-count\">").number(total_of(view, block)).markup("</span>");
    page.markup("</h2>");
    if (is_wide && total_of(view, block) > 0)
        page.markup("<span class=\"tw-small tw-quiet\">").text(words.note).markup("</span>");
    page.markup("</div>\n");
    if (!instead(page, view, block)) {
        table_of(page, view, block);
        if (const auto shown = shown_of(view, block); total_of(view, block) > static_cast<std::int64_t>(shown))
            page.markup("<p class=\"tw-size-15\">")
                .link(list_at(block), and_more(total_of(view, block), shown), words.figure)
                .markup("</p>\n");
    }
    aside(page, view, block);
    page.markup("</section>\n");
}

std::string meaning_of(const View& view, Block block) {
    std::string meaning(words_of(block).figure);
    if (block == waiting && view.late > 0) meaning += fmt::format(", {} late", thousands(view.late));
    if (block == waiting && view.to_settle > 0) meaning += fmt::format(", {} to settle", thousands(view.to_settle));
    return meaning;
}

void figures(Writer& page, const View& view) {
    std::vector<html::Figure> all;
    for (const auto block : view.figures) {
        const bool whole = total_of(view, block) == static_cast<std::int64_t>(shown_of(view, block));
        all.push_back({is_known(view, block) ? thousands(total_of(view, block)) : std::string(t("Not yet")),
                       meaning_of(view, block), whole ? Href::fragment(words_of(block).word) : list_at(block)});
    }
    html::headline_figures(page, html::FigureList::officers, all);
}

void meeting_words(Writer& page, const View& view) {
    const auto& meeting = *view.meeting;
    page.markup("<p class=\"tw-m-0\"><b>")
        .link(Href::path(meeting.path),
              fmt::format("{}, {}, {}", meeting.group, long_date(meeting.day, view.today.year()), meeting.time))
        .markup("</b><br><span class=\"tw-quiet tw-small\">")
        .text(meeting.place)
        .markup("</span></p>");
}

void head(Writer& page, const View& view) {
    page.markup("<div class=\"tw-head\"><div><span class=\"govuk-caption-m\">")
        .text(long_date(view.today))
        .markup("</span><h1 class=\"govuk-heading-l tw-m-0\">")
        .text(t("Your desk"))
        .markup("</h1></div>\n");
    if (view.standing.coordinator && view.meeting) {
        page.markup("<div class=\"tw-meeting\">");
        meeting_words(page, view);
        html::button_link(page, Href::path(view.meeting->path + "/pack"), {.text = t("Agenda pack")});
        page.markup("</div>");
    } else if (view.standing.coordinator) {
        page.markup("<div class=\"tw-meeting\"><p class=\"tw-m-0\">")
            .text(t("No meeting of the steering group is arranged."))
            .markup("</p>");
        html::button_link(page, Href("/forums"), {.text = t("Arrange a meeting")});
        page.markup("</div>");
    } else if (view.standing.officer) {
        html::button_link(page, Href("/plan"), {.text = t("Plan an engagement")});
    }
    page.markup("</div>\n");
}

void meeting_aside(Writer& page, const View& view) {
    if (view.standing.coordinator || !view.meeting) return;
    page.markup(
            "<section class=\"tw-section\" aria-labelledby=\"meeting-h\"><h2 class=\"govuk-heading-m\" "
            "id=\"meeting-h\">")
        .text(t("Next meeting"))
        .markup("</h2>\n<div class=\"tw-meeting\">");
    meeting_words(page, view);
    page.markup("</div></section>\n");
}

void own_body(Writer& page, const View& view) {
    if (view.own.empty()) return;
    page.markup("<section class=\"tw-section\" aria-labelledby=\"own-h\"><h2 class=\"govuk-heading-m\" id=\"own-h\">")
        .text(t("Your own body"))
        .markup("</h2>\n<p class=\"tw-small tw-quiet tw-mb-4\">")
        .text(view.body)
        .markup("</p>\n");
    html::table<Block>(
        page, t("What waits for your own body"),
        {{.heading = t("What"),
          .cell = Cell::row_header,
          .write = [](Writer& cell, const Block& block) { cell.link(list_at(block), words_of(block).heading); }},
         {.heading = t("Number"),
          .cell = Cell::number,
          .write =
              [&](Writer& cell, const Block& block) {
                  if (is_known(view, block))
                      cell.number(total_of(view, block));
                  else
                      cell.text(t("Not yet"));
              }}},
        view.own, {.look = html::TableLook::compact, .hide_caption = true});
    page.markup("</section>\n");
}

}  // namespace

std::int64_t total_of(const View& view, Block block) {
    if (!is_known(view, block)) return 0;
    switch (block) {
        case asked:
            return view.asked.total;
        case waiting:
            return view.waiting.total;
        case overlaps:
            return view.overlaps.total;
        case fresh:
            return view.fresh.total;
        case soon:
            return view.soon.total;
        case results:
            return view.results.total;
        case overdue:
            return view.overdue.total;
        case drafts:
            return view.drafts.total;
        case actions:
            return view.actions.total;
        case group:
            return view.group.total;
        case audit:
            return view.audit.total;
        case imports:
            return view.imports.total;
        case over:
            return view.over.total;
        case partners:
            return view.partners.total;
    }
    return 0;
}

Writer desk(const View& view) {
    Writer page;
    head(page, view);
    figures(page, view);
    page.markup("<div class=\"tw-side tw-side--320\">\n<div>\n");
    for (const auto block : view.left) section(page, view, block, true);
    page.markup("</div>\n<div>\n");
    meeting_aside(page, view);
    for (const auto block : view.right) section(page, view, block, false);
    own_body(page, view);
    page.markup("</div>\n</div>\n");
    return page;
}

Writer block(const View& view, Block block, const Writer& numbers) {
    const auto& words = words_of(block);
    Writer page;
    page.markup("<h1 class=\"govuk-heading-l\">").text(heading_of(view, block)).markup("</h1>\n");
    if (instead(page, view, block)) return page;
    page.markup("<p class=\"tw-quiet\">")
        .text(fmt::format("{} {}, {}.", thousands(total_of(view, block)), meaning_of(view, block), words.note))
        .markup("</p>\n");
    table_of(page, view, block);
    page.append(numbers);
    aside(page, view, block);
    return page;
}

}  // namespace thingwall::desk::views
