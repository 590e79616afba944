#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "demo/borough.hpp"

namespace thingwall::demo {

/// A body of the partnership, and those of its people who sign in.
struct Body {
    std::string key, name, short_name, kind;
    std::string contact, telephone, email, description;
    struct Person {
        std::string name, email, role;
    };
    std::vector<Person> people;
};
[[nodiscard]] const std::vector<Body>& bodies();

/// One engagement, before it is written into the register's own form.
struct Engagement {
    std::size_t body = 0;  ///< index in bodies()
    std::optional<std::size_t> partner;
    std::string title, why, decision, method;
    std::vector<std::string> questions, subjects;
    std::string audience;            ///< empty: everybody
    std::string layer;               ///< code of the layer; empty: the whole borough
    std::vector<std::string> areas;  ///< codes in that layer
    Date first, last;
    Date decided;
    int minutes = 0, invited = 0;
    std::optional<int> responses;  ///< of those that have ended and were written up
    std::string results;
    std::int64_t cost_pence = 0;
    std::string series;
    std::string visibility;         ///< "draft", "partners", "public"
    std::string withdrawn_because;  ///< empty: not withdrawn
    std::vector<std::string> other_ways;
    std::string session_place;  ///< where people meet, for methods at which they do
};

/// `wanted` engagements around `today`: from 13 months before to 5 months after, with pairs of bodies that ask the same
/// people the same thing. The same seed, borough and day give the same list.
[[nodiscard]] std::vector<Engagement> make_engagements(const Borough& borough, std::uint64_t seed, Date today,
                                                       std::size_t wanted);

}  // namespace thingwall::demo
