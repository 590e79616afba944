#include "overlap/evidence.hpp"

#include <algorithm>
#include <cmath>

namespace thingwall::overlap {

std::string_view word(Grade grade) {
    switch (grade) {
        case Grade::likely:
            return "likely";
        case Grade::possible:
            return "possible";
        case Grade::unlikely:
            break;
    }
    return "unlikely";
}

std::string_view reason(RuledOut ruled_out) {
    switch (ruled_out) {
        case RuledOut::no:
            break;
        case RuledOut::same_body:
            return "Both are led by the same body";
        case RuledOut::already_joint:
            return "They are done jointly already";
        case RuledOut::one_umbrella:
            return "One is part of the other, or both of a third";
        case RuledOut::declared_series:
            return "They are declared as one series";
        case RuledOut::other_people:
            return "They ask different people";
    }
    return "";
}

double Meet::nearness() const {
    return std::exp(-days_between / 15.0);
}

double chance_of(double log_odds) {
    return 1 / (1 + std::exp(-log_odds));
}

Grade grade_of(double likelihood) {
    // As it is shown: "70 in 100" is likely, also when it is 69.6.
    const auto of_100 = std::lround(100 * likelihood);
    return of_100 >= 70 ? Grade::likely : of_100 >= 30 ? Grade::possible : Grade::unlikely;
}

namespace {

// All but what the texts say.
void compare_facts(Compared& made, const Model& model, const Prepared& a, const Prepared& b, const Ground& ground,
                   Meet meet) {
    const Weights& weights = model.knowledge().weights;
    made.start = weights.start;
    made.ground = ground;
    made.meet = meet;
    made.audience = model.audiences().compare(a.audience, b.audience);
    made.themes = Themes::blank;
    if (a.theme != 0 && b.theme != 0) made.themes = a.theme == b.theme ? Themes::same : Themes::other;
    made.chosen = 0;
    if (!a.chosen.empty() && !b.chosen.empty())
        made.chosen = std::ranges::find_first_of(a.chosen, b.chosen) != a.chosen.end() ? weights.chosen_same
                                                                                       : weights.chosen_other;
    made.theme = (made.themes == Themes::same    ? weights.theme_same
                  : made.themes == Themes::other ? weights.theme_other
                                                 : 0) -
                 weights.usual_theme;
    made.people = weights.people * (made.audience.same - weights.usual_people) +
                  weights.people_words * (made.audience.words - weights.usual_people_words);
    made.place = weights.place * (ground.jaccard - weights.usual_place);
    made.dates = weights.dates * (meet.nearness() - weights.usual_dates);
}

void compare_texts(Compared& made, const Model& model, const Prepared& a, const Prepared& b) {
    const Weights& weights = model.knowledge().weights;
    made.text = model.likeness(a, b);
    made.subject = made.words = made.questions = 0;
    if (made.text.textless) return;  // where one of them has no words, they speak neither for nor against
    made.subject = weights.subject * (made.text.by_meaning - weights.usual_meaning);
    made.words = weights.subject * (made.text.by_words - weights.usual_words);
    made.questions = weights.questions * (made.text.questions - weights.usual_questions);
}

}  // namespace

EvidenceValues Compared::values() const {
    const bool textless = text.textless;
    return {textless ? 0 : text.by_words + text.by_meaning,
            themes == Themes::same ? 1.0 : 0.0,
            themes == Themes::other ? -1.0 : 0.0,
            audience.same,
            audience.words,
            textless ? 0 : text.questions,
            ground.jaccard,
            meet.nearness()};
}

Compared compare(const Model& model, const Prepared& a, const Prepared& b, const Ground& ground, Meet meet) {
    Compared made;
    compare_facts(made, model, a, b, ground, meet);
    compare_texts(made, model, a, b);
    return made;
}

bool compare_if(const Model& model, const Prepared& a, const Prepared& b, const Ground& ground, Meet meet, double least,
                Compared& made) {
    compare_facts(made, model, a, b, ground, meet);
    if (made.audience.disjoint) return false;
    const Weights& weights = model.knowledge().weights;
    const double facts = weights.start + made.chosen + made.theme + made.people + made.place + made.dates;
    const double texts =
        weights.subject * (model.most_likeness(a, b) - weights.usual_meaning - weights.usual_words) + weights.questions;
    if (facts + std::max(0.0, texts) < least) return false;
    compare_texts(made, model, a, b);
    return made.log_odds() >= least;
}

}  // namespace thingwall::overlap
