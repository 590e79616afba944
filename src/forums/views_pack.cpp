#include "forums/views_pack.hpp"

#include <algorithm>
#include <span>

#include "base/text.hpp"
#include "html/document.hpp"

#include <fmt/format.h>

namespace thingwall::forums::views {

using activities::CompactCount;
using activities::EntryPointer;
using activities::Overdue;
using html::Href;
using html::Writer;

namespace {

constexpr std::size_t most_decisions = 5, most_pairs = 20, most_listed = 30, most_places = 12;

std::string n_of_m(std::int64_t n, std::int64_t m) {
    return fmt::format("{} of {}", thousands(n), thousands(m));
}
std::string in_100(std::int64_t n, std::int64_t m) {
    return m == 0 ? "none" : fmt::format("{} in 100", (200 * n + m) / (2 * m));
}

enum class Begins { here, on_a_new_page };
void part(Writer& page, const char* id, int number, std::string_view words, Begins begins = Begins::here) {
    page.open("<section>",
              {{"class", begins == Begins::here ? "tw-sheet tw-sheet--more" : "tw-sheet tw-sheet--more tw-sheet--new"},
               {"aria-labelledby", id}})
        .open("<h2>", {{"id", id}})
        .text(fmt::format("{}. {}", number, words))
        .markup("</h2>\n");
}
void end_part(Writer& page) {
    page.markup("</section>\n");
}
void h3(Writer& page, std::string_view words) {
    page.markup("<h3>").text(words).markup("</h3>\n");
}
void sentence(Writer& page, std::string_view words) {
    page.markup("<p>").text(words).markup("</p>\n");
}

void figure(Writer& page, std::string_view number, std::string_view meaning, const std::string& before) {
    page.markup("<li><b>").text(number).markup("</b><span>").text(meaning).markup("</span>");
    if (!before.empty()) page.markup("<i>").text(before).markup("</i>");
    page.markup("</li>");
}

void numbers(Writer& page, const Pack& view) {
    page.markup("<section aria-labelledby=\"n-h\"><h2 id=\"n-h\">");
    page.text(view.before ? "Since we met on " + long_date(view.since, view.today.year())
                          : "Since " + long_date(view.since, view.today.year()));
    page.markup("</h2>\n<ul class=\"tw-sheet__nums\">");
    auto before = [](std::int64_t number) { return thousands(number) + " before"; };
    figure(page, thousands(view.now.registered), "activities registered", before(view.then.registered));
    figure(page, view.overlaps_known ? thousands(view.plan.pairs_total) : "Not yet",
           "pairs that ask the same people, now", {});
    const auto &since = view.challenges.since, &then = view.challenges.before;
    figure(page, thousands(since.changed), "joined, moved or narrowed", before(then.changed));
    figure(page, thousands(view.now.reported), "closed with results", before(view.then.reported));
    figure(page, describe(since.saved), "saved, as people confirmed", describe(then.saved) + " before");
    page.markup("</ul></section>\n");
}

void agenda(Writer& page, const Pack& view) {
    struct Item {
        std::string words, strong, who, part;
    };
    std::vector<Item> items;
    items.push_back({"Apologies, and who is here", "", "Chair", ""});
    items.push_back({view.before ? fmt::format("Notes of {}, and what was to be done",
                                               long_date(view.before->day, view.today.year()))
                                 : std::string("What was to be done"),
                     "", "Chair", "#actions"});
    items.push_back(
        {fmt::format(": {}, the year on one page", count_of(view.now.registered, "new activity", "new activities")),
         "Forward plan", "Coordinator", "#plan"});
    const auto asked = static_cast<std::int64_t>(view.challenges.open.size());
    items.push_back(
        {fmt::format(": {}, {} waiting for answers, {} settled", count_of(view.plan.not_asked, "new pair", "new pairs"),
                     thousands(asked), thousands(view.challenges.since.settled)),
         "Asking the same people", "Coordinator", "#same"});
    items.push_back({": the places that are asked most", "How often people are asked", "Coordinator", "#burden"});
    items.push_back({fmt::format(": {}", count_of(static_cast<std::int64_t>(view.overdue.size()),
                                                  "activity has said nothing yet", "activities have said nothing yet")),
                     "You said, we did", "Leads", "#overdue"});
    items.push_back({": how long people had to answer", "The Compact", "Coordinator", "#compact"});
    for (const auto& item : view.meeting.agenda) items.push_back({item, "", "", ""});
    items.push_back({"Anything else; the next meeting", "", "Chair", ""});
    page.markup("<section aria-labelledby=\"i-h\"><h2 id=\"i-h\">Agenda</h2>\n");
    int number = 0;
    std::vector<std::pair<int, Item>> rows;
    for (auto& item : items) rows.emplace_back(++number, std::move(item));
    html::table<std::pair<int, Item>>(
        page, "Agenda",
        {{.heading = "Item",
          .cell = html::Cell::number,
          .write = [](Writer& cell, const auto& row) { cell.number(row.first); }},
         {.heading = "What",
          .cell = html::Cell::row_header,
          .write =
              [](Writer& cell, const auto& row) {
                  const Item& item = row.second;
                  if (!item.strong.empty()) {
                      cell.markup("<b>");
                      if (item.part.empty())
                          cell.text(item.strong);
                      else
                          cell.link(Href::fragment(item.part.substr(1)), item.strong);
                      cell.markup("</b>");
                  }
                  cell.text(item.words);
              }},
         {.heading = "Who", .write = [](Writer& cell, const auto& row) { cell.text(row.second.who); }}},
        rows, {.look = html::TableLook::compact, .hide_caption = true});
    page.markup("</section>\n");
}

void to_decide(Writer& page, const Pack& view) {
    page.markup(
        "<section aria-labelledby=\"q-h\" class=\"tw-sheet__decide\"><h2 id=\"q-h\">For the group to decide</h2>\n");
    std::vector<const overlap::ChallengeLine*> late;
    for (const auto& line : view.challenges.open)
        if (line.late) late.push_back(&line);
    const auto overdue = static_cast<std::int64_t>(view.overdue.size());
    const auto short_ahead = view.ahead.together.without_reason;
    if (late.empty() && overdue == 0 && short_ahead == 0) {
        sentence(page, "Nothing waits for a decision of the group.");
        page.markup("</section>\n");
        return;
    }
    page.markup("<ol class=\"tw-sheet__ask\">\n");
    for (std::size_t i = 0; i < std::min(late.size(), most_decisions); ++i) {
        const auto& line = *late[i];
        page.markup("<li><b>")
            .text(fmt::format("{} ({}) and {} ({}).", line.title_a, line.lead_a, line.title_b, line.lead_b))
            .markup("</b> ")
            .text(fmt::format("Both were asked on {}; answers were due {}. ",
                              short_date(line.asked_on, view.today.year()),
                              short_date(line.reply_by, view.today.year())))
            .text(line.answers)
            .markup(" <b>One exercise, or two?</b></li>\n");
    }
    if (late.size() > most_decisions)
        page.markup("<li>")
            .text(fmt::format("{} more wait for an answer that is late: part 3.", late.size() - most_decisions))
            .markup("</li>\n");
    if (overdue > 0)
        page.markup("<li><b>Nothing was said three months after closing.</b> ")
            .text(
                fmt::format("{}. ", count_of(overdue, "activity has no results yet", "activities have no results yet")))
            .markup("<b>Shall their leads report at the next meeting?</b></li>\n");
    if (short_ahead > 0)
        page.markup("<li><b>Less than 12 weeks, and no reason.</b> ")
            .text(fmt::format("{}. ",
                              count_of(short_ahead, "consultation ahead gives none", "consultations ahead give none")))
            .markup("<b>A reason, or more time?</b></li>\n");
    page.markup("</ol></section>\n");
}

void first_sheet(Writer& page, const Pack& view) {
    page.open("<section class=\"tw-sheet\">", {{"aria-labelledby", "ag-h"}})
        .markup("\n<div class=\"tw-sheet__head\"><span class=\"tw-sheet__mark\">");
    html::mark(page, "");
    page.markup("</span><div><p class=\"tw-sheet__org\">")
        .text(view.partnership)
        .markup("</p><h1 id=\"ag-h\">")
        .text(view.forum.name)
        .markup("</h1><p><b>")
        .text(long_date(view.meeting.day))
        .text(", ")
        .text(view.meeting.time)
        .markup("</b><br>")
        .text(view.meeting.place)
        .markup("</p></div></div>\n");
    numbers(page, view);
    agenda(page, view);
    to_decide(page, view);
    page.markup("<p class=\"tw-sheet__foot\">")
        .text("Made on " + long_date(view.today) + " from the register as it was then.")
        .markup("</p>\n</section>\n");
}

void actions(Writer& page, const Pack& view) {
    part(page, "actions", 1, "What was to be done", Begins::on_a_new_page);
    if (view.open_total == 0)
        sentence(page, "Nothing is left to do.");
    else {
        actions_table(page, "Actions that are not done", view.open, view.today, false);
        if (view.open_total > static_cast<std::int64_t>(view.open.size()))
            page.markup("<p>")
                .link(Href::of("/forums", view.forum.id.value(), "#open"),
                      fmt::format("and {} more that are not done",
                                  thousands(view.open_total - static_cast<std::int64_t>(view.open.size()))))
                .markup("</p>\n");
    }
    if (!view.done.empty()) {
        h3(page, "Done since " + long_date(view.since, view.today.year()));
        actions_table(page, "Actions that were done", view.done, view.today, false);
    }
    end_part(page);
}

void forward_plan(Writer& page, const Pack& view, const activities::Lists& lists) {
    part(page, "plan", 2, "Forward plan, " + activities::describe_months(view.year), Begins::on_a_new_page);
    const auto& plan = view.plan;
    page.markup("<p><b>").text(count_of(plan.total, "activity", "activities")).markup("</b>");
    page.text(plan.total == 1 ? " runs in these months" : " run in these months");
    if (plan.in_picture < plan.total)
        page.text(
            fmt::format("; {} are in the picture: those that ask the same people as another first, then those that "
                        "reach the most residents",
                        thousands(plan.in_picture)));
    page.text(". ").link(Href::query("/forward-plan", {{"from", activities::month_code(view.year.first())}}),
                         "The whole plan");
    page.markup("</p>\n");
    if (plan.total > 0) {
        auto figure = activities::figure_of(plan, *view.lanes, view.year, view.today, lists, {});
        figure.on_paper = true;
        html::year_lanes(page, figure);
    }
    if (plan.lanes_total > static_cast<std::int64_t>(plan.lanes.size()))
        sentence(page, fmt::format("{} of {} lanes are shown.", plan.lanes.size(), thousands(plan.lanes_total)));
    end_part(page);
}

void two(Writer& cell, const overlap::ChallengeLine& line) {
    cell.text(line.title_a).markup(" <span class=\"tw-quiet\">(").text(line.lead_a).markup(")</span><br>");
    cell.text(line.title_b).markup(" <span class=\"tw-quiet\">(").text(line.lead_b).markup(")</span>");
}

void same_people(Writer& page, const Pack& view, const activities::Lists& lists) {
    part(page, "same", 3, "Asking the same people", Begins::on_a_new_page);
    const auto& found = view.challenges;
    sentence(page,
             fmt::format("Both leads were asked about {} since {} ({} before). {} settled; {} of these by joining, "
                         "moving or narrowing.",
                         count_of(found.since.asked, "pair", "pairs"), long_date(view.since, view.today.year()),
                         thousands(found.before.asked), count_of(found.since.settled, "pair was", "pairs were"),
                         thousands(found.since.changed)));
    h3(page, found.open.empty() ? "No pair waits for answers" : "Waiting for answers");
    if (!found.open.empty()) {
        const std::span<const overlap::ChallengeLine> shown =
            std::span(found.open).first(std::min(found.open.size(), most_pairs));
        html::table<overlap::ChallengeLine>(
            page, "Pairs of which both leads were asked",
            {{.heading = "The two", .cell = html::Cell::row_header, .write = two},
             {.heading = "Asked",
              .write =
                  [&](Writer& cell, const overlap::ChallengeLine& line) {
                      cell.text(short_date(line.asked_on, view.today.year()));
                      if (line.is_new) {
                          cell.text(" ");
                          html::state_tag(cell, html::State::good, "New");
                      }
                  }},
             {.heading = "Answers",
              .write =
                  [&](Writer& cell, const overlap::ChallengeLine& line) {
                      cell.text(fmt::format("Due {}. {}", short_date(line.reply_by, view.today.year()), line.answers));
                      if (line.late) {
                          cell.text(" ");
                          html::state_tag(cell, html::State::bad, "Late");
                      }
                  }},
             {.heading = "Page",
              .write =
                  [](Writer& cell, const overlap::ChallengeLine& line) {
                      cell.link(Href::path(line.path), "Look at both", line.title_a + " and " + line.title_b);
                  }}},
            shown, {.hide_caption = true});
        if (shown.size() < found.open.size())
            page.markup("<p>")
                .link(Href("/challenges"), fmt::format("and {} more", found.open.size() - shown.size()))
                .markup("</p>\n");
    }
    if (!view.overlaps_known)
        sentence(page, "New pairs are still being worked out. Make this page again in a minute.");
    else {
        const auto fresh = view.plan.not_asked;
        h3(page, fresh == 0 ? "No other pair asks the same people"
                            : count_of(fresh, "other pair that nobody was asked about yet",
                                       "other pairs that nobody was asked about yet"));
        if (fresh > 0) activities::pairs_table(page, view.plan.pairs, view.today, lists);
        if (const auto left = fresh - static_cast<std::int64_t>(view.plan.pairs.size()); left > 0)
            page.markup("<p>").link(Href("/overlaps"), fmt::format("and {} more", thousands(left))).markup("</p>\n");
    }
    if (!found.settled.empty()) {
        h3(page, "Settled since " + long_date(view.since, view.today.year()));
        html::table<overlap::ChallengeLine>(
            page, "Pairs that were settled",
            {{.heading = "The two", .cell = html::Cell::row_header, .write = two},
             {.heading = "What came of it",
              .write =
                  [&](Writer& cell, const overlap::ChallengeLine& line) {
                      cell.text(line.outcome);
                      if (line.settled_on) cell.text(", " + short_date(*line.settled_on, view.today.year()));
                      if (!line.reason.empty()) cell.text(". ").text(line.reason);
                  }},
             {.heading = "Saved",
              .write =
                  [](Writer& cell, const overlap::ChallengeLine& line) {
                      if (line.saving) cell.text(describe(*line.saving));
                  }}},
            std::span(found.settled).first(std::min(found.settled.size(), most_listed)), {.hide_caption = true});
        const auto left = found.since.settled - static_cast<std::int64_t>(std::min(found.settled.size(), most_listed));
        if (left > 0)
            page.markup("<p>").link(Href("/challenges"), fmt::format("and {} more", thousands(left))).markup("</p>\n");
    }
    end_part(page);
}

void burden(Writer& page, const Pack& view) {
    part(page, "burden", 4, "How often people are asked");
    if (view.loads.empty())
        sentence(page, "No map of areas was brought in yet, so that nothing can be counted.");
    else {
        page.markup("<p>")
            .text(fmt::format(
                "The {} most asked areas ({}) from {}: of how many activities an average resident is within "
                "the reach. ",
                std::min(view.loads.size(), most_places), view.layer, describe(view.quarter, view.today.year())))
            .link(Href("/burden"), "How often each community is asked")
            .markup("</p>\n");
        html::table<activities::AreaLoad>(
            page, "The most asked areas",
            {{.heading = "Area",
              .cell = html::Cell::row_header,
              .write = [](Writer& cell, const activities::AreaLoad& load) { cell.text(load.name); }},
             {.heading = "This quarter",
              .cell = html::Cell::number,
              .write = [](Writer& cell,
                          const activities::AreaLoad& load) { cell.text(fmt::format("{:.1f}", load.now)); }},
             {.heading = "The quarter before",
              .cell = html::Cell::number,
              .write = [](Writer& cell,
                          const activities::AreaLoad& load) { cell.text(fmt::format("{:.1f}", load.before)); }}},
            std::span(view.loads).first(std::min(view.loads.size(), most_places)),
            {.look = html::TableLook::compact, .hide_caption = true});
    }
    end_part(page);
}

void overdue_table(Writer& page, std::span<const Overdue> rows, Date today, const activities::Lists& lists) {
    html::table<Overdue>(
        page, "Closed more than three months ago, and nothing is written down",
        {{.heading = "Activity",
          .cell = html::Cell::row_header,
          .write =
              [](Writer& cell, const Overdue& row) {
                  cell.link(Href::of("/activities", row.entry->id.value()), row.entry->title);
              }},
         {.heading = "Lead",
          .write = [&](Writer& cell, const Overdue& row) { cell.text(lists.organisation_short(row.entry->lead)); }},
         {.heading = "Closed",
          .write = [&](Writer& cell, const Overdue& row) { cell.text(short_date(row.entry->last, today.year())); }},
         {.heading = "Was due",
          .write = [&](Writer& cell, const Overdue& row) { cell.text(short_date(row.due, today.year())); }},
         {.heading = "Answers",
          .cell = html::Cell::number,
          .write =
              [](Writer& cell, const Overdue& row) {
                  if (row.entry->responses)
                      cell.number(*row.entry->responses);
                  else
                      cell.text("Not said");
              }}},
        rows, {.hide_caption = true});
}

void overdue(Writer& page, const Pack& view, const activities::Lists& lists) {
    part(page, "overdue", 5, "You said, we did: nothing said yet", Begins::on_a_new_page);
    if (view.overdue.empty())
        sentence(page, "Every activity that closed more than three months ago has its results written down.");
    else {
        // Those that were due since the last time matter most; the oldest are the last that anybody can still mend.
        const std::span<const Overdue> newest =
            std::span(view.overdue).last(std::min(view.overdue.size(), most_listed));
        sentence(page, fmt::format("{} closed more than three months ago, and what people said is not written down.",
                                   count_of(static_cast<std::int64_t>(view.overdue.size()), "activity", "activities")));
        if (newest.size() < view.overdue.size())
            page.markup("<p>")
                .text(fmt::format("Below are the {} that were due last. ", newest.size()))
                .link(Href::of("/meetings", view.meeting.id.value(), "/pack/overdue"),
                      fmt::format("All {}", thousands(static_cast<std::int64_t>(view.overdue.size()))))
                .markup("</p>\n");
        overdue_table(page, newest, view.today, lists);
    }
    end_part(page);
}

void short_table(Writer& page, const std::string& caption, std::span<const EntryPointer> rows, Date today,
                 const activities::Lists& lists) {
    html::table<EntryPointer>(
        page, caption,
        {{.heading = "Consultation",
          .cell = html::Cell::row_header,
          .write = [](Writer& cell,
                      const EntryPointer& row) { cell.link(Href::of("/activities", row->id.value()), row->title); }},
         {.heading = "Lead",
          .write = [&](Writer& cell, const EntryPointer& row) { cell.text(lists.organisation_short(row->lead)); }},
         {.heading = "When",
          .write = [&](Writer& cell,
                       const EntryPointer& row) { cell.text(activities::short_days(*row, today.year())); }},
         {.heading = "Days",
          .cell = html::Cell::number,
          .write = [](Writer& cell, const EntryPointer& row) { cell.number(row->last - row->first + 1); }}},
        rows, {});
}

void compact(Writer& page, const Pack& view, const activities::Lists& lists) {
    part(page, "compact", 6, "The Compact: 12 weeks, or a published reason");
    const CompactCount &was = view.last_year.together, &will = view.ahead.together;
    using Row = std::pair<std::string, CompactCount>;
    std::vector<Row> rows;
    for (const auto& [lead, count] : view.last_year.by_lead) rows.emplace_back(lists.organisation(lead), count);
    sentence(page,
             fmt::format("Of {} that opened in the 12 months before this meeting, {} ({}) had less than 12 weeks; {} "
                         "of these ({}) gave no reason.",
                         count_of(was.all, "written consultation", "written consultations"), thousands(was.short_ones),
                         in_100(was.short_ones, was.all), thousands(was.without_reason),
                         in_100(was.without_reason, was.short_ones)));
    sentence(page, fmt::format(
                       "Of {} planned for the 12 months from then, {} ({}) have less; {} of these ({}) give no reason "
                       "yet.",
                       count_of(will.all, "consultation", "consultations"), thousands(will.short_ones),
                       in_100(will.short_ones, will.all), thousands(will.without_reason),
                       in_100(will.without_reason, will.short_ones)));
    if (!rows.empty())
        html::table<Row>(
            page, "The 12 months before this meeting, by body",
            {{.heading = "Body",
              .cell = html::Cell::row_header,
              .write = [](Writer& cell, const Row& row) { cell.text(row.first); },
              .foot = "Together"},
             {.heading = "Less than 12 weeks",
              .cell = html::Cell::number,
              .write = [](Writer& cell, const Row& row) { cell.text(n_of_m(row.second.short_ones, row.second.all)); },
              .foot = n_of_m(was.short_ones, was.all)},
             {.heading = "Of these without a reason",
              .cell = html::Cell::number,
              .write = [](Writer& cell,
                          const Row& row) { cell.text(n_of_m(row.second.without_reason, row.second.short_ones)); },
              .foot = n_of_m(was.without_reason, was.short_ones)}},
            rows, {.look = html::TableLook::compact});
    std::vector<EntryPointer> named = view.ahead.without_reason;
    for (const auto& entry : view.last_year.without_reason) named.push_back(entry);
    if (!named.empty()) {
        short_table(page, "Without a reason: ahead first, then those of the last 12 months",
                    std::span(named).first(std::min(named.size(), most_listed)), view.today, lists);
        if (named.size() > most_listed)
            page.markup("<p>")
                .link(Href::of("/meetings", view.meeting.id.value(), "/pack/short"),
                      fmt::format("All {}", thousands(static_cast<std::int64_t>(named.size()))))
                .markup("</p>\n");
    }
    end_part(page);
}

}  // namespace

void pack(Writer& page, const Pack& view, const activities::Lists& lists) {
    if (!view.as_file) {
        page.markup("<p class=\"tw-noprint tw-row tw-packbar\">");
        page.link(Href::of("/meetings", view.meeting.id.value()), "Back to the meeting");
        page.markup("<span class=\"tw-quiet\">");
        if (view.can_print)
            page.text("Print it from your browser, or ")
                .link(Href::of("/meetings", view.meeting.id.value(), "/pack.pdf"), "take it as a PDF")
                .text(".");
        else
            page.text("For paper or a PDF, print this page from your browser: it is set for A4.");
        page.markup("</span></p>\n");
    }
    page.markup("<div class=\"tw-pack\">\n");
    first_sheet(page, view);
    actions(page, view);
    forward_plan(page, view, lists);
    same_people(page, view, lists);
    burden(page, view);
    overdue(page, view, lists);
    compact(page, view, lists);
    page.markup("</div>\n");
}

void pack_list(Writer& page, const PackList& view, const activities::Lists& lists) {
    page.markup("<h1 class=\"govuk-heading-l\">");
    if (view.what == PackList::What::overdue) {
        page.text("Nothing said three months after closing").markup("</h1>\n");
        sentence(page, count_of(view.total, "activity, the one that waits longest first.",
                                "activities, the one that waits longest first."));
        if (view.total > 0) overdue_table(page, view.overdue, view.today, lists);
    } else {
        page.text("Less than 12 weeks, and no reason").markup("</h1>\n");
        sentence(page, count_of(view.total, "consultation: ahead first, then those of the last 12 months.",
                                "consultations: ahead first, then those of the last 12 months."));
        if (view.total > 0) short_table(page, "Without a reason", view.short_ones, view.today, lists);
    }
    page.append(view.below);
}

}  // namespace thingwall::forums::views
