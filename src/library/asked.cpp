#include "library/asked.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "web/url.hpp"

namespace thingwall::library {
namespace {

constexpr std::size_t most_choices = 40, longest_value = 200;

constexpr std::pair<std::string_view, std::string_view> kept_words[] = {
    {"learnt", "What was learnt"}, {"said", "What people said"}, {"document", "Documents"}};

}  // namespace

AskedFor asked_for(const web::Fields& query) {
    AskedFor asked;
    Question& question = asked.question;
    Faults faults;
    std::size_t choices = 0;
    for (const auto& [name, value] : query.pairs()) {
        if (value.empty() || (value.size() > longest_value && name != "q")) continue;
        bool understood = true;
        if (name == "q") {
            question.words = value;
        } else if (name == "from" || name == "until") {
            auto& typed = name == "from" ? asked.from : asked.until;
            typed = value;
            if (auto day = activities::parse_partial_date(value)) {
                if (name == "from")
                    question.from = day->first;
                else
                    question.until = day->last;
            } else {
                faults.add(name, "Give a year, a month or a day, like 2025, March 2025 or 3 March 2025");
                understood = false;
            }
        } else if (name == "order") {
            understood = value == "newest";
            if (understood) question.order = Order::newest;
        } else if (name == "page") {
            question.page = parse_whole(value).value_or(1);
            understood = false;
        } else {
            understood = false;
            for (std::size_t facet = 0; facet < facet_count; ++facet)
                if (name == name_of(static_cast<Facet>(facet)) && choices < most_choices) {
                    auto& chosen = question.chosen[facet];
                    if (std::ranges::find(chosen, value) == chosen.end()) {
                        chosen.push_back(value);
                        understood = true;
                        ++choices;
                    }
                }
        }
        if (understood) asked.query.emplace_back(name, value);
    }
    if (question.from && question.until && *question.until < *question.from)
        faults.add("until", "Give a day that is not before the first");
    if (!faults.empty()) asked.error = faults.take().error();
    return asked;
}

std::string as_text(const Query& query) {
    std::string text;
    for (const auto& [name, value] : query)
        text += (text.empty() ? "" : "&") + web::percent_encode(name) + "=" + web::percent_encode(value);
    return text;
}

Query from_text(std::string_view text) {
    auto fields = web::parse_urlencoded(text);
    return fields ? asked_for(*fields).query : Query{};
}

std::string label_of(Facet facet, std::string_view key, const activities::Lists& lists) {
    std::string label;
    switch (facet) {
        case Facet::state:
            label = activities::label_of(activities::statuses(), key);
            break;
        case Facet::place: {
            const AreaId area{parse_id(key).value_or(0)};
            label = lists.area(area);
            if (!label.empty()) label += fmt::format(" ({})", lists.area_kind(area));
            break;
        }
        case Facet::who:
            label = key == "everyone" ? "Everyone in a place" : lists.audience(key);
            break;
        case Facet::theme:
            label = key;
            break;
        case Facet::subject:
            label = lists.subject(key);
            break;
        case Facet::method:
            label = activities::label_of(activities::methods(), key);
            break;
        case Facet::body:
            label = lists.organisation(OrganisationId{parse_id(key).value_or(0)});
            break;
        case Facet::kept:
            for (const auto& [code, words] : kept_words)
                if (code == key) label = words;
            break;
    }
    return label.empty() ? "Something that is not in the lists" : label;
}

std::string in_words(const Query& query, const activities::Lists& lists) {
    std::vector<std::string> parts;
    for (const auto& [name, value] : query) {
        if (name == "q") parts.push_back(fmt::format("“{}”", value));
        if (name == "from") parts.push_back("from " + value);
        if (name == "until") parts.push_back("until " + value);
        for (std::size_t facet = 0; facet < facet_count; ++facet)
            if (name == name_of(static_cast<Facet>(facet)))
                parts.push_back(label_of(static_cast<Facet>(facet), value, lists));
    }
    std::string words;
    for (const auto& part : parts) words += (words.empty() ? "" : ", ") + part;
    return words.empty() ? "Everything" : words;
}

}  // namespace thingwall::library
