#include "overlap/weights.hpp"

#include <boost/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"

namespace thingwall::overlap {
namespace {

struct Number {
    std::string_view name;
    double Weights::* value;
};
constexpr std::array numbers{Number{"start", &Weights::start},
                             Number{"subject", &Weights::subject},
                             Number{"theme_same", &Weights::theme_same},
                             Number{"theme_other", &Weights::theme_other},
                             Number{"people", &Weights::people},
                             Number{"people_words", &Weights::people_words},
                             Number{"questions", &Weights::questions},
                             Number{"place", &Weights::place},
                             Number{"dates", &Weights::dates},
                             Number{"chosen_same", &Weights::chosen_same},
                             Number{"chosen_other", &Weights::chosen_other},
                             Number{"usual_meaning", &Weights::usual_meaning},
                             Number{"usual_words", &Weights::usual_words},
                             Number{"usual_theme", &Weights::usual_theme},
                             Number{"usual_people", &Weights::usual_people},
                             Number{"usual_people_words", &Weights::usual_people_words},
                             Number{"usual_questions", &Weights::usual_questions},
                             Number{"usual_place", &Weights::usual_place},
                             Number{"usual_dates", &Weights::usual_dates}};

// What is taken off as usual, over all kinds.
double usual(const Weights& w) {
    return w.subject * (w.usual_meaning + w.usual_words) + w.usual_theme + w.people * w.usual_people +
           w.people_words * w.usual_people_words + w.questions * w.usual_questions + w.place * w.usual_place +
           w.dates * w.usual_dates;
}

}  // namespace

std::string_view name_of(EvidenceKind kind) {
    constexpr std::array<std::string_view, evidence_kinds> names{"Subject and words",
                                                                 "The same theme",
                                                                 "Different themes",
                                                                 "People",
                                                                 "Words for the people",
                                                                 "Questions",
                                                                 "Place",
                                                                 "Dates"};
    return names[static_cast<std::size_t>(kind)];
}

EvidenceValues Weights::factors() const {
    return {subject, theme_same, -theme_other, people, people_words, questions, place, dates};
}

double Weights::intercept() const {
    return start - usual(*this);
}

Weights Weights::with(const EvidenceValues& factors, double intercept, std::string its_version) const {
    Weights made = *this;
    made.version = std::move(its_version);
    made.subject = factors[0];
    made.theme_same = factors[1];
    made.theme_other = -factors[2];
    made.people = factors[3];
    made.people_words = factors[4];
    made.questions = factors[5];
    made.place = factors[6];
    made.dates = factors[7];
    made.start = intercept + usual(made);
    return made;
}

const Weights& built_in_weights() {
    static const Weights weights;
    return weights;
}

std::string to_json(const Weights& weights) {
    json::Writer out;
    out.begin_object().member("version", std::string_view(weights.version));
    for (const auto& number : numbers) out.member(number.name, weights.*number.value);
    out.end_object();
    return out.take();
}

std::optional<Weights> weights_from_json(std::string_view text) {
    const auto read = json::parse(text);
    if (!read || !read->is_object()) return std::nullopt;
    const auto& object = read->as_object();
    Weights weights;
    if (const auto* version = object.if_contains("version"); version != nullptr && version->is_string())
        weights.version = std::string(version->as_string());
    for (const auto& number : numbers) {
        const auto* value = object.if_contains(std::string(number.name));
        if (value == nullptr || !value->is_number()) return std::nullopt;
        weights.*number.value = value->to_number<double>();
    }
    return weights;
}

}  // namespace thingwall::overlap
