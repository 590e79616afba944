#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "html/components.hpp"
#include "overlap/challenge.hpp"

/// What both leads were asked, what they answered and what came of it: values in, HTML out.
namespace thingwall::overlap {

/// One line of the log, with the names that it needs.
struct LogView {
    Instant at{};
    std::string who;  ///< "Anna Holt, NHS"; empty for the program itself
    std::string words;
};

struct ChallengeView {
    std::string action;  ///< path of the pair
    std::string csrf, key;
    std::optional<Challenge> challenge;  ///< the newest of the pair
    bool changed_since = false;          ///< it was settled, and one of the two changed after that
    bool ruled_out = false;
    bool sends_mail = true;  ///< else the page says that letters wait

    // What the reader may do and see.
    bool may_ask = false, may_answer = false, may_settle = false, may_follow = false;
    std::string other_lead;  ///< of whom is read to by "Your words to ..."
    std::string own_quiet;   ///< quieter weeks for their own dates, in words; may be empty

    struct Said {
        std::string lead;
        std::optional<Reply> reply;
        std::string person;
    };
    std::vector<Said> answers;
    std::vector<LogView> log;
    std::optional<Money> most_saved;
    Date today;

    // As typed, when a form is shown again.
    std::string deed, chosen, words, saving;
};
/// The section "What would you like to do?" with the log beside it; nothing where there is nothing to say or do.
void challenge_section(html::Writer& page, const ChallengeView& view, const Error& error);
/// "Both leads are asked; answers due Monday 21 September." for the top of the page; empty when nothing was.
[[nodiscard]] std::string state_in_words(const ChallengeView& view);

/// One pair in a queue.
struct QueueRow {
    std::string path, title_a, title_b, lead_a, lead_b;
    std::string state;    ///< "84 in 100", "Due Monday 21 September", "Joined on 3 March"
    std::string answers;  ///< "NHS: Join. Police: no answer yet"
    std::string deed;     ///< the link's words: "Look and ask", "Answer", "Settle"
    bool late = false;
};
struct QueuesView {
    bool coordinator = false;
    std::vector<QueueRow> to_look_at, yours, waiting, to_settle, settled;
    std::int64_t more_to_look_at = 0;
    SettledTotals this_year;
    bool sends_mail = true;
};
void queues_page(html::Writer& page, const QueuesView& view);

}  // namespace thingwall::overlap
