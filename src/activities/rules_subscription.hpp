#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/id.hpp"

namespace thingwall::activities {

/// A source that is asked by itself.
struct Subscription {
    std::int64_t source = 0;
    OrganisationId organisation;
    PersonId person;      ///< who subscribed
    int hour = 3;         ///< of the day in London from which it is asked
    OrganisationId body;  ///< of the directory, that leads what comes; unknown: as the list names it
    bool paused = false;
    std::string site;  ///< how the list names its publisher
    std::string etag;
    std::optional<Instant> asked_at, had_at;
    std::string fault;         ///< why it could not be had, and what to do
    std::int64_t waiting = 0;  ///< the import that a person has to look at
    std::int64_t doubtful = 0, wrong = 0, gone = 0, of_other_places = 0;
    [[nodiscard]] std::int64_t rows_waiting() const { return doubtful + wrong + gone; }
};
inline constexpr int usual_hour = 3;

/// Whether it is to be asked now: once a day from its hour on, an hour after what went wrong, at once when it is new.
[[nodiscard]] bool is_due(const Subscription& subscription, Instant now);
/// Whether so many are gone that a person must say yes: the list is empty, or more than half of what is planned or open
/// and at least three.
[[nodiscard]] bool too_many_gone(std::size_t gone, std::size_t standing, std::size_t in_list);
/// The address as it is kept: our own list is asked with its outlines, which ground that is not known here needs.
[[nodiscard]] std::string with_outlines(std::string address);

}  // namespace thingwall::activities
