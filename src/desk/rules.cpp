#include "desk/rules.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "base/working_days.hpp"

#include <fmt/format.h>

namespace thingwall::desk {
namespace {

using enum Block;

constexpr std::array words{
    BlockWords{asked, "questions", "Questions asked of you", "due first; you have 5 working days to answer",
               "Nobody waits for an answer of yours. When somebody asks the same people as you, and both leads are "
               "asked, the question is here.",
               "questions asked of you", "questions"},
    BlockWords{overlaps, "overlaps", "Asking the same people as you", "newest first",
               "No overlaps to look at. New ones appear when somebody registers.", "overlaps with what you plan",
               "pairs"},
    BlockWords{soon, "soon", "Opens or closes in the next two weeks", "soonest first",
               "Nothing of yours opens or closes in the next two weeks.", "open or close in two weeks", "activities"},
    BlockWords{results, "results", "Closed, and no results yet", "newest first",
               "Everything that closed says what people said.", "closed without results", "activities"},
    BlockWords{drafts, "drafts", "Drafts to finish", "changed last in front",
               "No drafts. What you begin to plan is kept here until it is registered.", "drafts to finish", "drafts"},
    BlockWords{actions, "actions", "To do after meetings", "due first",
               "Nothing is left to do. What you take on at a meeting is shown here.", "things to do after meetings",
               "actions"},
    BlockWords{audit, "audit", "Engagement audit", "due first",
               "No audit waits for you. When the coordinator opens one, your link is here.", "audits to answer",
               "audits"},
    BlockWords{imports, "imports", "Imports to look at", "newest first",
               "No import waits. A list that could not be fetched, or was not taken as a whole, is shown here.",
               "imports to look at", "imports"},
    BlockWords{fresh, "new", "New overlaps to look at", "most likely first",
               "No overlaps to look at. New ones appear when somebody registers.", "new overlaps to look at", "pairs"},
    BlockWords{waiting, "waiting", "Waiting for an answer", "due first; answers are due in 5 working days",
               "Nobody is asked at present. Ask both leads of a pair, and it waits here for their answers.",
               "waiting for an answer", "questions"},
    BlockWords{overdue, "without-results", "No results yet, three months after closing", "longest first",
               "Everything that closed three months ago or longer says what people said.",
               "without results 3 months after closing", "activities"},
    BlockWords{over, "over", "Over the limit", "this quarter, most asked first",
               "No community is asked more often than the limit this quarter.", "communities over the limit",
               "communities"},
    BlockWords{partners, "partners", "Audit, yet to answer", "due first", "No partner is asked for an answer.",
               "partners yet to answer the audit", "partners"},
    BlockWords{group, "group", "Actions of the group", "due first", "The group has nothing left to do.",
               "actions of the group not done", "actions"},
};

}  // namespace

std::span<const BlockWords> all_blocks() {
    return words;
}

const BlockWords& words_of(Block block) {
    return *std::ranges::find(words, block, &BlockWords::block);
}

std::optional<Block> parse_block(std::string_view word) {
    const auto* found = std::ranges::find(words, word, &BlockWords::word);
    if (found == words.end()) return std::nullopt;
    return found->block;
}

bool is_for(Block block, Standing standing) {
    switch (block) {
        case drafts:
        case audit:
        case imports:
            return standing.officer;
        case fresh:
        case waiting:
        case overdue:
        case over:
        case partners:
        case group:
            return standing.coordinator;
        case asked:
        case overlaps:
        case soon:
        case results:
        case actions:
            return true;
    }
    return false;
}

Layout layout_of(Standing standing) {
    if (standing.coordinator)
        return {{fresh, waiting, overdue, over, partners},
                {fresh, waiting, overdue},
                {over, partners, group, imports},
                {asked, overlaps, soon, results, drafts, actions, audit}};
    if (standing.officer)
        return {{asked, overlaps, soon, results, drafts},
                {asked, overlaps, soon, results},
                {drafts, actions, audit, imports},
                {}};
    return {{asked, overlaps, soon, results}, {asked, overlaps, soon, results}, {actions}, {}};
}

int working_days_left(Date today, Date due) {
    int left = 0;
    for (Date day = today + 1; day <= due; day = day + 1) left += is_working_day(day) ? 1 : 0;
    return left;
}

std::string time_left(Date today, Date due, int days_left) {
    if (today > due) return fmt::format("Late, {}", short_date(due, today.year()));
    if (today == due) return "Due today";
    return fmt::format("{} left", count_of(days_left, "working day", "working days"));
}

std::string and_more(std::int64_t total, std::size_t shown) {
    return fmt::format("And {} more", thousands(total - static_cast<std::int64_t>(shown)));
}

}  // namespace thingwall::desk
