#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "overlap/evidence.hpp"

namespace thingwall::overlap {
namespace {

std::string quoted(std::string_view text) {
    return "“" + std::string(text) + "”";
}

std::string in_100(double share) {
    return std::to_string(std::lround(100 * share)) + " in 100";
}

// "Getting a GP appointment" inside a sentence begins small; "GP appointments" and "Sure Start" do not.
std::string inside(std::string_view label) {
    std::string text(label);
    auto upper = [&](std::size_t i) { return i < text.size() && text[i] >= 'A' && text[i] <= 'Z'; };
    const auto space = text.find(' ');
    const bool name = upper(1) || (space != std::string::npos && upper(space + 1) && !upper(space + 2));
    if (upper(0) && !name && text.size() > 1) text[0] = static_cast<char>(text[0] - 'A' + 'a');
    return text;
}

// Nothing that rests on words is certain, either way.
std::string likelihood_in_100(double likelihood) {
    return std::to_string(std::clamp(std::lround(100 * likelihood), 1L, 99L)) + " in 100";
}

const Subject& subject_of(std::uint32_t number) {
    return Knowledge::built_in()->subjects.subjects()[number];  // local words change no label
}

struct Common {
    std::uint32_t subject, term_a, term_b;
    float weight;
};

// Subjects that both are about, strongest first; only those that both have much of.
std::vector<Common> common_subjects(const Prepared& a, const Prepared& b) {
    std::vector<Common> common;
    for (std::size_t i = 0, j = 0; i < a.meaning.size() && j < b.meaning.size();) {
        const auto& x = a.meaning[i];
        const auto& y = b.meaning[j];
        if (x.subject == y.subject) {
            if (x.weight * y.weight > 0.06F) common.push_back({x.subject, x.term, y.term, x.weight * y.weight});
            ++i, ++j;
        } else if (x.subject < y.subject)
            ++i;
        else
            ++j;
    }
    std::ranges::sort(common, [](const Common& x, const Common& y) {
        return x.weight != y.weight ? x.weight > y.weight : x.subject < y.subject;
    });
    if (common.size() > 3) common.resize(3);
    return common;
}

std::vector<std::string> common_words(const Model& model, const Prepared& a, const Prepared& b) {
    std::vector<Weighted> common;
    for (std::size_t i = 0, j = 0; i < a.words.size() && j < b.words.size();) {
        if (a.words[i].key == b.words[j].key) {
            common.push_back({a.words[i].key, a.words[i].weight * b.words[j].weight});
            ++i, ++j;
        } else if (a.words[i].key < b.words[j].key)
            ++i;
        else
            ++j;
    }
    std::ranges::sort(common, [](const Weighted& x, const Weighted& y) {
        return x.weight != y.weight ? x.weight > y.weight : x.key < y.key;
    });
    std::vector<std::string> words;
    for (const auto& w : common)
        if (words.size() < 5) words.push_back(model.lexicon().shown(w.key));
    return words;
}

std::vector<std::string> in_quotes(const std::vector<std::string>& words) {
    std::vector<std::string> made;
    for (const auto& word : words) made.push_back(quoted(word));
    return made;
}

std::string methods_of(const Ask& ask) {
    std::vector<std::string> methods;
    for (const auto& method : ask.methods) methods.push_back(inside(method));
    return listed(methods);
}

std::string span_of(int days) {
    return days >= 14 ? "within the same " + std::to_string((days + 3) / 7) + " weeks"
                      : "with " + count_of(days, "day", "days") + " in common";
}

struct People {
    std::string whom;  // "older people", or "the same people"
    std::string seen;
};

People people_of(const Model& model, const Compared& compared, const Side& a, const Side& b) {
    const auto name = [&](const Side& side) {
        auto label = model.audiences().label(side.ask);
        if (!label.empty()) return inside(label);
        return side.text.audience.everyone ? std::string("everyone who lives or works here") : std::string();
    };
    const auto x = name(a), y = name(b);
    const bool alike = compared.audience.same > 0.2 || compared.audience.words > 0.5;
    if (a.text.audience.everyone && b.text.audience.everyone) return {"everyone", "Both ask everyone"};
    if (!x.empty() && x == y) return {x, "Both ask " + x};
    if (compared.audience.one_everyone)
        return {"", "One asks everyone, the other " +
                        (a.text.audience.everyone ? (y.empty() ? "one group" : y) : (x.empty() ? "one group" : x))};
    if (compared.audience.blank) return {"", "One of them does not say whom it asks"};
    if (alike) return {x.empty() ? y : x, "Both seem to ask the same people" + (x.empty() ? "" : ": " + x)};
    if (!x.empty() && !y.empty()) return {"", "One asks " + x + ", the other " + y};
    return {"", "Whom they ask is not clearly the same"};
}

// Whole days that lie between the two: none when one begins on the day after the other ends.
int days_free(const Meet& meet) {
    return std::max(0, meet.days_between - 1);
}

std::string dates_seen(const Meet& meet) {
    if (meet.days_shared > 0) return count_of(meet.days_shared, "day", "days") + " in common";
    return days_free(meet) == 0 ? "One begins when the other ends"
                                : count_of(days_free(meet), "day", "days") + " between them";
}

std::string about(const std::vector<std::string>& subjects, const std::vector<std::string>& words) {
    if (!subjects.empty()) return inside(subjects[0]);
    if (!words.empty())
        return listed(in_quotes({words.begin(), words.begin() + std::min<std::ptrdiff_t>(3, std::ssize(words))}));
    return "what may be the same subject";
}

std::string subject_seen(const SubjectList& list, const std::vector<Common>& subjects, double log_odds) {
    if (subjects.empty()) return "The subject list puts them under different subjects";
    std::string seen =
        (log_odds > 0 ? "Both are about " : "Both touch on ") + inside(subject_of(subjects[0].subject).label);
    if (subjects[0].term_a != subjects[0].term_b)
        seen += ": " + quoted(list.term(subjects[0].term_a)) + " and " + quoted(list.term(subjects[0].term_b)) +
                " are used for one subject";
    return seen;
}

std::string words_seen(const Compared& compared, const std::vector<std::string>& words) {
    if (words.empty())
        return compared.words > 0.5 ? "No word in common, but other activities here use their words together"
                                    : "No telling word in common";
    return "In both: " + listed(in_quotes(words));
}

void add_evidence(Finding& finding, const Model& model, const Compared& compared, const Side& a, const Side& b,
                  const std::vector<Common>& subjects, const People& people) {
    std::vector<Evidence> lines;
    auto add = [&](std::string_view what, std::string seen, double log_odds) {
        lines.push_back({std::string(what), std::move(seen), log_odds, 0});
    };
    if (!a.text.chosen.empty() && !b.text.chosen.empty()) {
        auto same = std::ranges::find_first_of(a.text.chosen, b.text.chosen);
        add("Chosen subject",
            same != a.text.chosen.end() ? "Both chose " + quoted(subject_of(*same).label) + " from the subject list"
                                        : "They chose different subjects from the list",
            compared.chosen);
    }
    if (compared.text.textless)
        add("Subject", "One of them says nothing that could be compared", compared.subject);
    else {
        add("Subject", subject_seen(model.knowledge().subjects, subjects, compared.subject), compared.subject);
        add("Words", words_seen(compared, finding.words), compared.words);
        add("Questions",
            compared.text.questions > 0.02 ? "Their questions share words" : "No question is alike in its words",
            compared.questions);
    }
    add("Theme",
        compared.themes == Themes::same    ? "Both are filed under " + a.ask.theme
        : compared.themes == Themes::other ? "One is filed under " + a.ask.theme + ", the other under " + b.ask.theme
                                           : "One of them has no theme",
        compared.theme);
    add("People", people.seen, compared.people);
    add("Place",
        a.same_ground ? "Both cover the same ground"
                      : in_100(compared.ground.containment) + " residents of the smaller area live in the other too",
        compared.place);
    add("Dates", dates_seen(compared.meet), compared.dates);
    std::ranges::stable_sort(lines, std::greater{}, &Evidence::log_odds);

    double sum = compared.start;
    finding.evidence.push_back({"Where we start",
                                "Of pairs that meet in place and time, of which no more is known, about " +
                                    in_100(chance_of(sum)) + " are the same exercise",
                                sum, chance_of(sum)});
    for (auto& line : lines) {
        sum += line.log_odds;
        line.chance = chance_of(sum);
        finding.evidence.push_back(std::move(line));
    }
    (void)model;
}

namespace {
std::string whose(const std::string& name) {
    return name + (name.ends_with('s') ? "’" : "’s");
}
}  // namespace

std::string why(const Finding& finding, const Compared& compared, const Side& a, const Side& b, const People& people) {
    std::string grade(word(finding.grade));
    grade[0] = static_cast<char>(grade[0] - 'a' + 'A');
    std::string text = grade + " (" + likelihood_in_100(finding.likelihood) + "): " + whose(a.ask.organisation_name) +
                       " " + quoted(a.ask.title) + " and " + whose(b.ask.organisation_name) + " " +
                       quoted(b.ask.title) + " ask " + (people.whom.empty() ? "people" : people.whom);
    if (a.same_ground)
        text += " in the same area";
    else
        text += " in areas that share " + in_100(compared.ground.containment) + " of the smaller one’s residents";
    if (compared.meet.days_shared > 0)
        text += ", " + span_of(compared.meet.days_shared);
    else
        text += days_free(compared.meet) == 0
                    ? ", one straight after the other"
                    : ", " + count_of(days_free(compared.meet), "day", "days") + " between them";
    return text + ", about " + about(finding.subjects, finding.words) + ".";
}

std::string unlike(const Finding& finding, const Compared& compared, const Side& a, const Side& b,
                   const People& people) {
    std::vector<std::string> against;
    if (!a.text.methods.empty() && !b.text.methods.empty() && a.text.methods != b.text.methods)
        against.push_back("one is done by " + methods_of(a.ask) + ", the other by " + methods_of(b.ask));
    if (compared.themes == Themes::other)
        against.push_back("one is filed under " + a.ask.theme + ", the other under " + b.ask.theme);
    if (compared.audience.one_everyone || compared.people < -0.5) against.push_back(inside(people.seen));
    if (compared.ground.jaccard < 0.6)
        against.push_back("only " + in_100(compared.ground.jaccard) + " of the residents of either live in both");
    if (compared.meet.days_shared == 0 && days_free(compared.meet) > 0)
        against.push_back(count_of(days_free(compared.meet), "day lies", "days lie") + " between them");
    if (!compared.text.textless && finding.words.empty()) against.push_back("they share no telling word");
    if (compared.subject < 0 && !compared.text.textless) against.push_back("the subject may be another");
    if (against.empty()) return "Unlike: nothing that we can see.";
    if (against.size() > 3) against.resize(3);
    std::string text = "Unlike: ";
    for (std::size_t i = 0; i < against.size(); ++i) text += (i == 0 ? "" : "; ") + against[i];
    return text + ".";
}

}  // namespace

void explain(Finding& finding, const Model& model, const Compared& compared, const Side& a, const Side& b) {
    finding.likelihood = chance_of(compared.log_odds());
    finding.grade = grade_of(finding.likelihood);
    finding.residents_shared = compared.ground.shared;
    finding.share_of_smaller = compared.ground.containment;
    finding.jaccard = compared.ground.jaccard;
    finding.days_shared = compared.meet.days_shared;
    finding.days_between = days_free(compared.meet);
    // What both leads chose from the list says it better than what their words are most like.
    for (const auto chosen : a.text.chosen)
        if (std::ranges::find(b.text.chosen, chosen) != b.text.chosen.end())
            finding.subjects.push_back(subject_of(chosen).label);
    const auto subjects = common_subjects(a.text, b.text);
    for (const auto& common : subjects)
        if (const auto& label = subject_of(common.subject).label;
            std::ranges::find(finding.subjects, label) == finding.subjects.end())
            finding.subjects.push_back(label);
    finding.words = common_words(model, a.text, b.text);
    const auto people = people_of(model, compared, a, b);
    add_evidence(finding, model, compared, a, b, subjects, people);
    finding.why = why(finding, compared, a, b, people);
    finding.unlike = unlike(finding, compared, a, b, people);
}

}  // namespace thingwall::overlap
