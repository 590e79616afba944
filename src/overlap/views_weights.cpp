#include "overlap/views_weights.hpp"

#include <memory>

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::overlap {
namespace {

using html::Content;
using html::Href;
using html::t;
using html::Writer;

void h2(Writer& page, std::string_view words) {
    page.markup("<h2 class=\"govuk-heading-m\">").text(words).markup("</h2>\n");
}
void paragraph(Writer& page, std::string_view words) {
    page.markup("<p>").text(words).markup("</p>\n");
}

std::string of_100(double share) {
    return fmt::format("{:.0f} in 100", 100 * share);
}

void button_form(Writer& page, const WeightsView& view, const Href& to, std::string_view words, bool first,
                 std::string_view key_of) {
    html::form(page, {.action = to, .csrf = view.csrf, .idempotency = view.key + std::string(key_of)},
               [&](Writer& form) {
                   html::button(form, {.text = words,
                                       .importance = first ? html::Importance::primary : html::Importance::secondary,
                                       .prevent_double_click = true});
               });
}

void record(Writer& page, const WeightsView& view) {
    h2(page, t("How often it was right"));
    if (view.reliability.pairs <= 0) {
        paragraph(page,
                  t("Nothing was decided yet. Each pair that is settled, and each that is judged below, is counted "
                    "here: what the likelihood said, and how it came out."));
        return;
    }
    struct Row {
        std::size_t bin;
    };
    std::vector<Row> rows;
    for (std::size_t i = 0; i < 10; ++i)
        if (view.reliability.bins[i].pairs > 0) rows.push_back({i});
    const auto& bins = view.reliability.bins;
    const std::vector<html::Column<Row>> columns{
        {.heading = t("Likelihood"),
         .cell = html::Cell::row_header,
         .write = [](Writer& cell,
                     const Row& row) { cell.text(fmt::format("{} to {} in 100", row.bin * 10, row.bin * 10 + 10)); }},
        {.heading = t("Said, on average"),
         .cell = html::Cell::number,
         .write = [&](Writer& cell, const Row& row) { cell.text(of_100(bins[row.bin].said)); }},
        {.heading = t("Was the same exercise"),
         .cell = html::Cell::number,
         .write = [&](Writer& cell, const Row& row) { cell.text(of_100(bins[row.bin].was)); }},
        {.heading = t("Pairs"), .cell = html::Cell::number, .write = [&](Writer& cell, const Row& row) {
             cell.text(fmt::format("{:.0f}", bins[row.bin].pairs));
         }}};
    html::table<Row>(page, t("What was said, and how it came out"), columns, rows,
                     {.look = html::TableLook::stacked, .hide_caption = true});
    paragraph(page, fmt::format("Brier score {:.3f}: the mean square of what was said less what came true. 0 is best; "
                                "always saying 50 in 100 gives 0.25. From {} and {}.",
                                view.reliability.brier, count_of(view.decided, t("decision"), t("decisions")),
                                count_of(view.judged_below, t("pair judged below the threshold"),
                                         t("pairs judged below the threshold"))));
    if (view.judged_below > 0)
        paragraph(page, fmt::format("Missed, as far as the sample tells: about {:.0f} of {:.0f} pairs that are not "
                                    "shown would be the same exercise ({} of {} judged).",
                                    view.missed, view.below, view.same_below, view.judged_below));
    if (view.forgotten > 0)
        paragraph(page, fmt::format("{} left out, since one of the two activities is no longer compared.",
                                    count_of(view.forgotten, t("decision is"), t("decisions are"))));
}

void proposal(Writer& page, const WeightsView& view) {
    h2(page, t("What the decisions would change"));
    if (!view.proposed) {
        paragraph(page, fmt::format("There is too little to learn from yet: {} pairs of each kind are needed, the same "
                                    "exercise and not the same. Decisions so far: {} the same, {} not.",
                                    least_of_each, view.of_them_same + view.same_below,
                                    view.decided - view.of_them_same + view.judged_below - view.same_below));
        return;
    }
    const auto before = view.now.factors(), after = view.proposed->factors();
    struct Row {
        std::string name;
        double before, after;
    };
    std::vector<Row> rows;
    for (std::size_t k = 0; k < evidence_kinds; ++k)
        rows.push_back({std::string(name_of(static_cast<EvidenceKind>(k))), before[k], after[k]});
    rows.push_back({t("Where we start"), view.now.start, view.proposed->start});
    const std::vector<html::Column<Row>> columns{
        {.heading = t("Evidence"),
         .cell = html::Cell::row_header,
         .write = [](Writer& cell, const Row& row) { cell.text(row.name); }},
        {.heading = t("Weight now"),
         .cell = html::Cell::number,
         .write = [](Writer& cell, const Row& row) { cell.text(fmt::format("{:.2f}", row.before)); }},
        {.heading = t("By the decisions"), .cell = html::Cell::number, .write = [](Writer& cell, const Row& row) {
             cell.text(fmt::format("{:.2f}", row.after));
         }}};
    html::table<Row>(page, t("Weights now, and as the decisions would have them"), columns, rows,
                     {.look = html::TableLook::compact});
    paragraph(page,
              fmt::format("On pairs that it had not seen: average precision {:.3f} now, {:.3f} with the new ones; "
                          "Brier score {:.3f} now, {:.3f} with the new ones. Each fifth was judged by weights "
                          "fitted to the other four.",
                          view.trial.precision_before, view.trial.precision_after, view.trial.brier_before,
                          view.trial.brier_after));
    if (view.trial.precision_after < view.trial.precision_before || view.trial.brier_after > view.trial.brier_before)
        page.markup("<p><b>")
            .text(t("They would not be better on both counts. Better wait for more decisions."))
            .markup("</b></p>\n");
    if (view.may_change) button_form(page, view, Href("/overlaps/weights"), t("Use these weights"), true, "use");
}

void judging(Writer& page, const WeightsView& view) {
    h2(page, t("What is missed"));
    paragraph(page,
              t("Pairs that are unlikely are not shown, so nobody would notice a miss. Judge some that are drawn at "
                "random: each stands for many."));
    for (const auto& pair : view.drawn) {
        page.markup("<div class=\"tw-judge\"><p><b>")
            .link(Href::of("/activities", pair.a->ask.id.value()), pair.a->ask.title)
            .markup("</b> <span class=\"tw-quiet\">")
            .text(pair.a->ask.organisation_name)
            .markup("</span><br><b>")
            .link(Href::of("/activities", pair.b->ask.id.value()), pair.b->ask.title)
            .markup("</b> <span class=\"tw-quiet\">")
            .text(pair.b->ask.organisation_name)
            .markup("</span></p>\n");
        if (view.may_change) {
            const auto id = fmt::format("{}-{}", pair.a->ask.id.value(), pair.b->ask.id.value());
            html::form(page,
                       {.action = Href("/overlaps/weights/judge"),
                        .csrf = view.csrf,
                        .idempotency = view.key + id,
                        .hidden = {{"a", std::to_string(pair.a->ask.id.value())},
                                   {"b", std::to_string(pair.b->ask.id.value())}}},
                       [&](Writer& form) {
                           const auto choice = [&](const char* value, std::string_view words) {
                               Writer text(64);
                               text.text(words)
                                   .markup("<span class=\"govuk-visually-hidden\">: ")
                                   .text(pair.a->ask.title)
                                   .text(t(" and "))
                                   .text(pair.b->ask.title)
                                   .markup("</span>");
                               html::button(form, {.text = Content(std::move(text)),
                                                   .importance = html::Importance::secondary,
                                                   .name = "same",
                                                   .value = value,
                                                   .classes = "tw-button-small"});
                           };
                           choice("yes", t("The same exercise"));
                           form.text(" ");
                           choice("no", t("Not the same"));
                       });
        }
        page.markup("</div>\n");
    }
    if (view.may_change && view.drawn.empty())
        button_form(page, view, Href("/overlaps/weights/draw"), t("Draw 20 pairs"), false, "draw");
}

}  // namespace

void weights_page(Writer& page, const WeightsView& view) {
    if (!view.done.empty()) html::notification_banner(page, {.content = Content(view.done), .success = true});
    page.markup("<h1 class=\"govuk-heading-l\">")
        .text(t("How sure overlaps are"))
        .markup("</h1>\n<p class=\"tw-lead\">")
        .text(view.built_in ? fmt::format("The weights that come with the program hold: {}.", view.now.version)
                            : fmt::format("The partnership’s own weights hold: {}. {}", view.now.version, view.taken))
        .text(t(" Decisions about pairs teach better ones. Nothing changes before the coordinator says yes."))
        .markup("</p>\n");
    record(page, view);
    proposal(page, view);
    judging(page, view);
    if (!view.built_in && view.may_change)
        button_form(page, view, Href("/overlaps/weights/give-up"), t("Go back to the program’s weights"), false,
                    "back");
}

}  // namespace thingwall::overlap
