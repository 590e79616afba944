#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"

/// What a desk shows of plans and imports: part of a list, with the count of all of it.
namespace thingwall::activities {

/// A plan that is being written and is not registered.
struct PlanLine {
    std::int64_t id = 0;
    std::string title;  ///< empty while it has none
    PersonId by;
    Instant changed_at{};
};
struct PlanLines {
    std::vector<PlanLine> rows;  ///< changed last in front
    std::int64_t total = 0;
};

/// An import that somebody has to look at, or a source that comes by itself and could not be had.
struct ImportLine {
    std::int64_t id = 0;
    bool source = false;   ///< then `id` is the source's
    std::string filename;  ///< or the name of the source
    Instant at{};
    enum class Needs {
        a_look,    ///< it was read and is not taken
        patience,  ///< it is being fetched
        another,   ///< it could not be fetched
        the_rest,  ///< it was taken without the rows that were wrong
    } needs = Needs::a_look;
    std::string fault;           ///< why it could not be fetched
    std::int64_t left_rows = 0;  ///< how many rows were left out
    /// Of a list that came by itself: rows that are doubtful, wrong, and gone from it.
    std::int64_t doubtful = 0, wrong = 0, gone = 0;
};
struct ImportLines {
    std::vector<ImportLine> rows;  ///< sources that could not be had, then imports, newest first
    std::int64_t total = 0;
    std::int64_t failed = 0;  ///< could not be fetched
};

}  // namespace thingwall::activities
