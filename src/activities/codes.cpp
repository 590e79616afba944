#include "activities/codes.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "base/text.hpp"

namespace thingwall::activities {
namespace {

constexpr std::array the_methods{
    Code{"survey", "Survey", "online survey|postal survey|questionnaire|surveys|poll|snap survey"},
    Code{"written-consultation", "Written consultation",
         "consultation|formal consultation|written|statutory consultation"},
    Code{"public-meeting", "Public meeting", "meeting|public meetings|open meeting|road show|roadshow"},
    Code{"forum", "Forum", "area forum|forum meeting|assembly"},
    Code{"focus-group", "Focus groups", "focus group|group discussion|discussion group|discussion groups"},
    Code{"workshop", "Workshops", "workshop|planning for real|seminar|conference"},
    Code{"exhibition", "Exhibition", "display|exhibitions|open day"},
    Code{"panel", "Panel", "citizens panel|citizens' panel|users panel|reference group|advisory group"},
    Code{"doorstep", "Doorstep visits", "doorstep|door knocking|home visits|doorstep outreach|outreach|street survey"},
    Code{"interview", "Interviews", "interview|face-to-face interviews|face to face|one to one"},
    Code{"telephone", "Telephone", "telephone survey|phone|telephone interviews"},
    Code{"drop-in", "Drop-in sessions", "drop-in session|drop in|drop-in|surgery|surgeries"},
    Code{"online-discussion", "Online discussion", "online forum|social media|web chat|discussion board"},
    Code{"petition", "Petition", "petitions|e-petition"},
    Code{"budgeting", "Participatory budgeting", "budgeting|you decide|pb|vote|ballot"},
    Code{"event", "Event", "events|fun day|stall|celebration|festival"},
    Code{"pin-point", "Pin-point session", "pinpoint|pin point|pin-point sessions|dots and cards"},
    Code{"walkabout", "Walkabout", "walkabouts|estate walkabout|walk round|site visit"},
    Code{"other", "Another way", "other"},
};
constexpr std::array the_access{
    Code{"step-free", "Step-free places", "wheelchair access|wheelchair|step free|level access"},
    Code{"hearing-loop", "Hearing loop", "loop|induction loop"},
    Code{"sign-language", "Sign language interpreter", "bsl|british sign language|sign language"},
    Code{"easy-read", "Easy read", "easyread|easy-read version"},
    Code{"large-print", "Large print or braille", "large print|braille"},
    Code{"languages", "Other languages", "translation|interpreters|interpreter|languages|translated"},
    Code{"childcare", "Childcare", "creche|child care"},
    Code{"travel-paid", "Travel paid for", "travel|travel expenses|transport|expenses"},
    Code{"helper", "Help with answering", "help|support to answer|advocate"},
};
constexpr std::array the_other_ways{
    Code{"paper", "On paper", "paper|post|by post|paper form|postal"},
    Code{"telephone", "By telephone", "telephone|phone|by phone"},
    Code{"in-person", "In person", "in person|face to face|drop in"},
};
constexpr std::array the_influences{
    Code{"inform", "Inform: we tell people", "inform|information"},
    Code{"consult", "Consult: we ask, and decide ourselves", "consult|consultation"},
    Code{"involve", "Involve: we work out choices together", "involve|involvement"},
    Code{"collaborate", "Collaborate: we decide together", "collaborate|collaboration|partnership"},
    Code{"empower", "Empower: people decide", "empower|empowerment"},
};
constexpr std::array the_visibilities{
    Code{"draft", "Only my organisation", "draft|private|not visible"},
    Code{"partners", "Partners", "partner|partners only|internal"},
    Code{"public", "Everyone", "everybody|everyone|open"},
};
constexpr std::array the_statuses{
    Code{"planned", "Planned", "coming|future"},
    Code{"open", "Open now", "open|running|live|current"},
    Code{"closed", "Closed", "past|ended|complete|completed"},
    Code{"withdrawn", "Withdrawn", "cancelled|canceled"},
};

// Damerau's distance without transposition of what was edited already: enough to see a slip of the keyboard.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

}  // namespace

std::span<const Code> methods() {
    return the_methods;
}
std::span<const Code> access_arrangements() {
    return the_access;
}
std::span<const Code> other_ways() {
    return the_other_ways;
}
std::span<const Code> influences() {
    return the_influences;
}
std::span<const Code> visibilities() {
    return the_visibilities;
}
std::span<const Code> statuses() {
    return the_statuses;
}

std::string_view label_of(std::span<const Code> list, std::string_view code) {
    auto found = std::ranges::find(list, code, &Code::code);
    return found == list.end() ? code : found->label;
}

std::optional<std::string_view> find_code(std::span<const Code> list, std::string_view typed) {
    std::string wanted = fold(typed);
    for (const Code& entry : list) {
        if (wanted == entry.code || wanted == fold(entry.label)) return entry.code;
        for (auto other : split(entry.others, '|'))
            if (wanted == other) return entry.code;
    }
    return std::nullopt;
}

std::optional<std::string_view> nearest(std::span<const std::string> names, std::string_view typed) {
    std::string wanted = fold(typed.substr(0, 80));
    std::optional<std::string_view> best;
    std::size_t least = std::max<std::size_t>(2, wanted.size() / 4) + 1;
    for (const auto& name : names) {
        std::string folded = fold(name);
        // "NHS Wyre" is the beginning of "NHS Wyremouth": people shorten names more than they misspell them.
        std::size_t steps =
            wanted.size() > 3 && folded.starts_with(wanted) ? 1 : distance(wanted, folded.substr(0, 80));
        if (steps < least) {
            least = steps;
            best = name;
        }
    }
    return best;
}

std::string_view code_of(Influence influence) {
    return influence == Influence::unsaid ? "" : the_influences[static_cast<std::size_t>(influence) - 1].code;
}
std::string_view code_of(Visibility visibility) {
    return the_visibilities[static_cast<std::size_t>(visibility)].code;
}
std::string_view code_of(Status status) {
    return the_statuses[static_cast<std::size_t>(status)].code;
}
std::string_view code_of(DatesKnown known) {
    return known == DatesKnown::day ? "day" : known == DatesKnown::month ? "month" : "year";
}

bool is_written(std::string_view method) {
    return method == "survey" || method == "written-consultation";
}

}  // namespace thingwall::activities
