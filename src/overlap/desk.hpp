#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"

/// What a desk shows of pairs, of what leads are asked and of the burden: part of a list, with the count of all of it.
/// Titles and bodies are the register's to say, so that they are known also while pairs are still being worked out.
namespace thingwall::overlap {

/// Which part of a list is wanted.
struct Slice {
    std::int64_t limit = 5, offset = 0;
};

/// A pair that nobody was asked about yet.
struct FreshPair {
    ActivityId a, b;        ///< of those of one body the body's own first, else the smaller id
    std::string how_sure;   ///< "84 in 100"
    std::string residents;  ///< who live on the ground of both: "2,400"
    int days = 0;           ///< that both ask
};
struct FreshPairs {
    std::vector<FreshPair> rows;
    std::int64_t total = 0;
};

/// A pair that both leads are asked about.
struct OpenQuestion {
    ActivityId a, b;
    OrganisationId lead_a, lead_b;
    Date asked_on, reply_by;
    bool answered_a = false, answered_b = false;
    bool escalated = false;  ///< coordinators were told that the day is past
    [[nodiscard]] bool all_answered() const { return answered_a && answered_b; }
};
struct OpenQuestions {
    std::vector<OpenQuestion> rows;  ///< the one to be answered first in front
    std::int64_t total = 0;
    std::int64_t late = 0;       ///< not both have answered, and the day is past
    std::int64_t to_settle = 0;  ///< both have answered, and nothing came of it by itself
};

/// A community that is asked more often in some month than the partnership's limit.
struct OverLimit {
    std::string who;    ///< "Older people"; "Everyone"
    std::string where;  ///< "Harbour"
    std::string path;   ///< of its month on the burden page
    Date month;         ///< the first day of the month in which it is asked most
    int asked = 0;      ///< times in that month
};
struct OverLimits {
    std::vector<OverLimit> rows;  ///< most asked first
    std::int64_t total = 0;
    int limit = 0;
};

}  // namespace thingwall::overlap
