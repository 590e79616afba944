#include "forums/views.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "forums/rules.hpp"

#include <fmt/format.h>

namespace thingwall::forums::views {

using html::Href;
using html::Writer;

namespace {

void h1(Writer& page, std::string_view words) {
    page.markup("<h1 class=\"govuk-heading-l\">").text(words).markup("</h1>\n");
}
void section(Writer& page, std::string_view id, std::string_view words) {
    page.open("<section class=\"tw-section\">", {{"aria-labelledby", id}})
        .open("<h2 class=\"govuk-heading-m\">", {{"id", id}})
        .text(words)
        .markup("</h2>\n");
}
void banner(Writer& page, const std::string& done) {
    if (done.empty()) return;
    Writer words(256);
    words.markup("<p class=\"govuk-notification-banner__heading\">").text(done).markup("</p>");
    html::notification_banner(page, {.content = std::move(words), .success = true});
}
void write_paragraphs(Writer& page, const std::vector<std::string>& all) {
    for (const auto& paragraph : all) {
        page.markup("<p>");
        bool first = true;
        for (const auto line : split(paragraph, '\n')) {
            if (!first) page.markup("<br>");
            page.text(line);
            first = false;
        }
        page.markup("</p>\n");
    }
}
void list_of_meetings(Writer& page, const std::vector<Meeting>& meetings, int this_year) {
    html::table<Meeting>(
        page, "Meetings",
        {{.heading = "Day",
          .cell = html::Cell::row_header,
          .write =
              [&](Writer& cell, const Meeting& one) {
                  cell.link(Href::of("/meetings", one.id.value()), name_of(one, this_year));
              }},
         {.heading = "Time", .write = [](Writer& cell, const Meeting& one) { cell.text(one.time); }},
         {.heading = "Place", .write = [](Writer& cell, const Meeting& one) { cell.text(one.place); }},
         {.heading = "Minutes",
          .write = [](Writer& cell, const Meeting& one) { cell.text(one.minutes.empty() ? "Not yet" : "Written"); }}},
        meetings, {.hide_caption = true});
}

std::vector<html::Option> options_of(const Bodies& bodies) {
    std::vector<html::Option> options{{.value = "", .text = "None of these"}};
    for (const auto& [id, name] : bodies) options.push_back({.value = id, .text = name});
    return options;
}

void action_fields(Writer& form, const ActionDraft& draft, const Bodies& bodies, const Error& error) {
    html::text_input(form, error, {.name = "what", .label = "What is to be done", .value = draft.what});
    html::text_input(form, error,
                     {.name = "owner", .label = "Who does it", .value = draft.owner, .width = html::Width::two_thirds});
    html::select(form, error,
                 {.name = "organisation",
                  .label = "Their body",
                  .options = options_of(bodies),
                  .value = draft.organisation,
                  .id = "action-organisation"});
    html::date_input(form, error,
                     {.name = "due",
                      .legend = "By when",
                      .legend_size = html::Size::s,
                      .day = draft.day,
                      .month = draft.month,
                      .year = draft.year});
}

}  // namespace

std::string name_of(const Meeting& meeting, int this_year) {
    return long_date(meeting.day, this_year);
}

void actions_table(Writer& page, const std::string& caption, const std::vector<ActionView>& actions, Date today,
                   bool may_keep) {
    std::vector<html::Column<ActionView>> columns{
        {.heading = "What",
         .cell = html::Cell::row_header,
         .write =
             [](Writer& cell, const ActionView& one) {
                 cell.text(one.action.what);
                 if (!one.action.outcome.empty())
                     cell.markup("<br><span class=\"tw-quiet\">").text(one.action.outcome).markup("</span>");
             }},
        {.heading = "Who",
         .write =
             [](Writer& cell, const ActionView& one) {
                 cell.text(one.action.owner);
                 if (!one.body.empty()) cell.text(", ").text(one.body);
             }},
        {.heading = "By when", .write = [today](Writer& cell, const ActionView& one) {
             if (one.action.done_on) {
                 cell.text("Done on " + short_date(*one.action.done_on, today.year()));
                 return;
             }
             cell.text(short_date(one.action.due, today.year()));
             if (one.late) {
                 cell.text(" ");
                 html::state_tag(cell, html::State::bad, "Late");
             }
         }}};
    if (may_keep)
        columns.push_back(
            {.heading = "What to do", .cell = html::Cell::deed, .write = [](Writer& cell, const ActionView& one) {
                 cell.link(Href::of("/actions", one.action.id.value()),
                           one.action.done_on ? "Change" : "Done, or change", one.action.what);
             }});
    html::table<ActionView>(page, caption, columns, actions, {.hide_caption = true});
}

Writer forums(const ForumsPage& view) {
    Writer page;
    page.markup("<div class=\"tw-head\">");
    h1(page, "Meetings");
    if (view.may_keep)
        html::button_link(
            page, Href("/forums/new"),
            {.text = "Add a group", .importance = html::Importance::secondary, .classes = "tw-button-small"});
    page.markup("</div>\n");
    if (view.rows.empty()) {
        page.markup("<h2 class=\"govuk-heading-m\">No group is here yet</h2>\n<p>");
        page.text(view.may_keep ? "Begin with the engagement steering group: its meetings get an agenda pack with the "
                                  "forward plan, who asks the same people, and what was promised."
                                : "The coordinator adds the engagement steering group and its meetings. Its agenda, "
                                  "minutes and actions will stand here.");
        page.markup("</p>\n");
        return page;
    }
    page.markup("<p>Groups that meet, with their agendas, minutes and what they agreed to do.</p>\n");
    html::table<ForumRow>(
        page, "Groups",
        {{.heading = "Group",
          .cell = html::Cell::row_header,
          .write = [](Writer& cell,
                      const ForumRow& row) { cell.link(Href::of("/forums", row.forum.id.value()), row.forum.name); }},
         {.heading = "Next meeting",
          .write =
              [&](Writer& cell, const ForumRow& row) {
                  if (row.next)
                      cell.link(Href::of("/meetings", row.next->id.value()), name_of(*row.next, view.this_year),
                                "meeting of " + row.forum.name);
                  else
                      cell.text("None arranged");
              }},
         {.heading = "Actions not done",
          .cell = html::Cell::number,
          .write = [](Writer& cell, const ForumRow& row) { cell.number(row.open_actions); }}},
        view.rows, {.hide_caption = true});
    return page;
}

Writer forum(const ForumPage& view) {
    Writer page;
    const auto id = view.forum.id.value();
    banner(page, view.done);
    page.markup("<div class=\"tw-head\">");
    h1(page, view.forum.name);
    if (view.may_keep)
        html::button_link(page, Href::of("/forums", id, "/new-meeting"),
                          {.text = "Arrange a meeting", .classes = "tw-button-small"});
    page.markup("</div>\n");
    write_paragraphs(page, view.purpose);
    if (view.may_keep)
        page.markup("<p>").link(Href::of("/forums", id, "/edit"), "Change its name or what it is for").markup("</p>\n");

    section(page, "ahead", "Meetings ahead");
    if (view.ahead.empty())
        page.markup("<p>No meeting is arranged.</p>\n");
    else
        list_of_meetings(page, view.ahead, view.today.year());
    page.markup("</section>\n");

    section(page, "open",
            view.open_total == 0 ? "Nothing is left to do"
                                 : count_of(view.open_total, "action is not done", "actions are not done"));
    if (view.open_total > 0) actions_table(page, "Actions that are not done", view.open, view.today, view.may_keep);
    page.append(view.below_open).markup("</section>\n");

    section(page, "past", "Meetings held");
    if (view.past_total == 0)
        page.markup("<p>None yet. Minutes and who was there will stand here.</p>\n");
    else
        list_of_meetings(page, view.past, view.today.year());
    page.append(view.below_past).markup("</section>\n");
    return page;
}

Writer forum_form(const ForumForm& view) {
    Writer page;
    html::error_summary(page, view.error);
    h1(page, view.id ? "Change a group" : "Add a group");
    html::FormTo to{.action = view.id ? Href::of("/forums", view.id->value(), "/edit") : Href("/forums"),
                    .csrf = view.keys.csrf,
                    .idempotency = view.keys.key};
    if (view.id) to.hidden = {{"version", std::to_string(view.version)}};
    html::form(page, to, [&](Writer& form) {
        std::vector<html::Choice> choices;
        for (const Kind kind : kinds())
            choices.push_back({.value = std::string(code_of(kind)),
                               .text = std::string(words_of(kind)),
                               .hint = kind == Kind::steering ? "Its meetings have an agenda pack" : ""});
        html::radios(form, view.error,
                     {.name = "kind",
                      .legend = "What kind of group is it?",
                      .legend_size = html::Size::s,
                      .choices = std::move(choices),
                      .value = view.draft.kind,
                      .small = true});
        html::text_input(form, view.error,
                         {.name = "name",
                          .label = "Its name",
                          .hint = "Like “Engagement steering group”.",
                          .value = view.draft.name,
                          .width = html::Width::two_thirds});
        html::character_count(form, view.error,
                              {.name = "purpose",
                               .label = "What it is for (optional)",
                               .value = view.draft.purpose,
                               .most_characters = static_cast<int>(longest_purpose),
                               .rows = 4});
        html::button(form, {.text = view.id ? "Save" : "Add"});
    });
    return page;
}

Writer meeting_form(const MeetingForm& view) {
    Writer page;
    html::error_summary(page, view.error);
    page.markup("<span class=\"govuk-caption-l\">").text(view.forum).markup("</span>\n");
    h1(page, view.id ? "Change the meeting, or write its minutes" : "Arrange a meeting");
    html::FormTo to{.action = view.id ? Href::of("/meetings", view.id->value(), "/edit")
                                      : Href::of("/forums", view.forum_id.value(), "/meetings"),
                    .csrf = view.keys.csrf,
                    .idempotency = view.keys.key};
    if (view.id) to.hidden = {{"version", std::to_string(view.version)}};
    html::form(page, to, [&](Writer& form) {
        html::date_input(form, view.error,
                         {.name = "day",
                          .legend = "On which day?",
                          .legend_size = html::Size::s,
                          .hint = "For example, 17 9 2026",
                          .day = view.draft.day,
                          .month = view.draft.month,
                          .year = view.draft.year});
        html::text_input(form, view.error,
                         {.name = "time",
                          .label = "From when to when?",
                          .hint = "Like 10am to noon.",
                          .value = view.draft.time,
                          .width = html::Width::chars_20});
        html::text_input(form, view.error,
                         {.name = "place",
                          .label = "Where?",
                          .hint = "The room, how to get in, and how to join from elsewhere.",
                          .value = view.draft.place});
        html::textarea(form, view.error,
                       {.name = "agenda",
                        .label = "Items for the agenda, besides the usual ones (optional)",
                        .hint = "One on each line. The usual items are there already: notes of the last meeting, the "
                                "forward plan, asking the same people, how often people are asked, you said we did, "
                                "the Compact.",
                        .value = view.draft.agenda,
                        .rows = 4});
        if (view.id)
            html::character_count(form, view.error,
                                  {.name = "minutes",
                                   .label = "Minutes",
                                   .hint = "What was said and decided. An empty line begins a new paragraph. Actions "
                                           "have a form of their own.",
                                   .value = view.draft.minutes,
                                   .most_characters = static_cast<int>(longest_minutes),
                                   .threshold = 75,
                                   .rows = 14});
        html::button(form, {.text = view.id ? "Save" : "Arrange it"});
    });
    return page;
}

Writer meeting(const MeetingPage& view) {
    Writer page;
    const auto id = view.meeting.id.value();
    html::error_summary(page, view.attendance_error.fields.empty() ? view.action_error : view.attendance_error);
    banner(page, view.done);
    page.markup("<span class=\"govuk-caption-l\">").text(view.forum.name).markup("</span>\n<div class=\"tw-head\">");
    h1(page, "Meeting on " + name_of(view.meeting, view.today.year()));
    if (view.has_pack)
        html::button_link(page, Href::of("/meetings", id, "/pack"),
                          {.text = "Agenda pack", .classes = "tw-button-small"});
    page.markup("</div>\n<p class=\"tw-lead\">")
        .text(view.meeting.time)
        .text(". ")
        .text(view.meeting.place)
        .markup("</p>\n");
    if (!view.meeting.agenda.empty()) {
        page.markup(
            "<h2 class=\"govuk-heading-s\">Also on the agenda</h2>\n<ul class=\"govuk-list govuk-list--bullet\">\n");
        for (const auto& item : view.meeting.agenda) page.markup("<li>").text(item).markup("</li>\n");
        page.markup("</ul>\n");
    }
    if (view.may_keep)
        page.markup("<p>")
            .link(Href::of("/meetings", id, "/edit"), view.meeting.minutes.empty() && view.meeting.day <= view.today
                                                          ? "Write the minutes, or change the meeting"
                                                          : "Change the meeting or its minutes")
            .markup("</p>\n");

    section(page, "who", "Who was there");
    if (view.attendance.empty())
        page.markup("<p>Nobody is written down yet.</p>\n");
    else {
        std::vector<html::Column<AttendanceView>> columns{
            {.heading = "Name",
             .cell = html::Cell::row_header,
             .write = [](Writer& cell, const AttendanceView& row) { cell.text(row.one.name); }},
            {.heading = "Body", .write = [](Writer& cell, const AttendanceView& row) { cell.text(row.body); }},
            {.heading = "Came",
             .write = [](Writer& cell, const AttendanceView& row) { cell.text(row.one.came ? "Yes" : "Apologies"); }}};
        if (view.may_keep)
            columns.push_back(
                {.heading = "What to do",
                 .cell = html::Cell::deed,
                 .write = [&](Writer& cell, const AttendanceView& row) {
                     html::form(
                         cell,
                         {.action = Href::of("/meetings", id, fmt::format("/attendance/{}/remove", row.one.id.value())),
                          .csrf = view.attendance_keys.csrf,
                          .idempotency = fmt::format("{}-{}", view.key_for_removal, row.one.id.value())},
                         [&](Writer& form) {
                             Writer words(128);
                             words.text("Take out")
                                 .markup(" <span class=\"govuk-visually-hidden\">")
                                 .text(row.one.name)
                                 .markup("</span>");
                             html::button(form, {.text = std::move(words),
                                                 .importance = html::Importance::secondary,
                                                 .classes = "tw-button-small"});
                         });
                 }});
        html::table<AttendanceView>(page, "Who was there", columns, view.attendance, {.hide_caption = true});
        const auto came = std::ranges::count_if(view.attendance, [](const auto& row) { return row.one.came; });
        page.markup("<p class=\"tw-small tw-quiet\">")
            .text(fmt::format("{} came, {} sent apologies.", came,
                              static_cast<std::int64_t>(view.attendance.size()) - came))
            .markup("</p>\n");
    }
    if (view.may_keep) {
        Writer fields;
        html::form(fields,
                   {.action = Href::of("/meetings", id, "/attendance"),
                    .csrf = view.attendance_keys.csrf,
                    .idempotency = view.attendance_keys.key},
                   [&](Writer& form) {
                       html::text_input(form, view.attendance_error,
                                        {.name = "name",
                                         .label = "Name",
                                         .value = view.attendance_typed.name,
                                         .width = html::Width::two_thirds});
                       html::select(form, view.attendance_error,
                                    {.name = "organisation",
                                     .label = "Their body",
                                     .options = options_of(view.bodies),
                                     .value = view.attendance_typed.organisation});
                       html::text_input(form, view.attendance_error,
                                        {.name = "body",
                                         .label = "Another body (optional)",
                                         .value = view.attendance_typed.body,
                                         .width = html::Width::two_thirds});
                       html::radios(form, view.attendance_error,
                                    {.name = "came",
                                     .legend = "Did they come?",
                                     .legend_size = html::Size::s,
                                     .choices = {{.value = "yes", .text = "Yes"},
                                                 {.value = "apologies", .text = "They sent apologies"}},
                                     .value = view.attendance_typed.came.empty() ? "yes" : view.attendance_typed.came,
                                     .inline_ = true,
                                     .small = true});
                       html::button(form, {.text = "Write down", .importance = html::Importance::secondary});
                   });
        html::details(page, {.summary = "Write somebody down",
                             .text = std::move(fields),
                             .open = !view.attendance_error.fields.empty(),
                             .classes = "tw-details"});
    }
    page.markup("</section>\n");

    section(page, "minutes", "Minutes");
    if (view.minutes.empty())
        page.markup("<p>")
            .text(view.meeting.day > view.today ? "The meeting is still to come." : "They are not written yet.")
            .markup("</p>\n");
    else
        write_paragraphs(page, view.minutes);
    page.markup("</section>\n");

    section(page, "actions", "Actions agreed");
    if (view.agreed.empty())
        page.markup("<p>None is written down.</p>\n");
    else
        actions_table(page, "Actions agreed", view.agreed, view.today, view.may_keep);
    if (view.may_keep) {
        Writer fields;
        html::form(fields,
                   {.action = Href::of("/meetings", id, "/actions"),
                    .csrf = view.action_keys.csrf,
                    .idempotency = view.action_keys.key},
                   [&](Writer& form) {
                       action_fields(form, view.action_typed, view.bodies, view.action_error);
                       html::button(form, {.text = "Write the action down", .importance = html::Importance::secondary});
                   });
        html::details(page, {.summary = "Write an action down",
                             .text = std::move(fields),
                             .open = !view.action_error.fields.empty(),
                             .classes = "tw-details"});
    }
    page.markup("</section>\n");
    return page;
}

Writer action_form(const ActionForm& view) {
    Writer page;
    html::error_summary(page, view.error);
    h1(page, "Change an action");
    html::FormTo to{
        .action = Href::of("/actions", view.id.value()), .csrf = view.keys.csrf, .idempotency = view.keys.key};
    to.hidden = {{"version", std::to_string(view.version)}};
    html::form(page, to, [&](Writer& form) {
        html::checkboxes(
            form, view.error,
            {.name = "done",
             .choices = {{.value = "yes", .text = "It is done"}},
             .values = view.draft.done == "yes" ? std::vector<std::string>{"yes"} : std::vector<std::string>{},
             .small = true});
        html::text_input(form, view.error,
                         {.name = "outcome", .label = "What came of it (optional)", .value = view.draft.outcome});
        action_fields(form, view.draft, view.bodies, view.error);
        html::button(form, {.text = "Save"});
    });
    return page;
}

}  // namespace thingwall::forums::views
