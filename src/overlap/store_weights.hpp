#pragma once
#include <optional>
#include <vector>

#include "db/db.hpp"
#include "overlap/challenge.hpp"
#include "overlap/refit.hpp"

namespace thingwall::overlap::store {

/// A set that the partnership took, with its record.
struct KeptWeights {
    std::int64_t id = 0;
    bool given_up = false;  ///< the program's own hold again from here on
    Weights weights;
    std::int64_t judged = 0, same = 0;
    Trial trial;
    PersonId person;
    Instant at{};
};
/// Nothing while the program's own hold.
[[nodiscard]] std::optional<Weights> weights_in_force(db::Reader& reader);
[[nodiscard]] std::vector<KeptWeights> all_weights(db::Reader& reader);  ///< newest first, at most 100
void insert_weights(db::Transaction& tx, const KeptWeights& kept, OrganisationId organisation);

/// A decision about a pair that was found: whether it was one and the same exercise.
struct Decided {
    PairKey pair;
    bool same = false;
};
/// The latest decision of each pair that was settled by a person; those that ended because one was withdrawn left out.
[[nodiscard]] std::vector<Decided> decisions(db::Reader& reader);

struct Sampled {
    PairKey pair;
    double likelihood = 0, stands_for = 1;
    std::optional<bool> same;  ///< nothing: not judged yet
};
[[nodiscard]] std::vector<Sampled> samples(db::Reader& reader);
/// A pair that was drawn before stays as it is.
void insert_sample(db::Transaction& tx, const Sampled& sampled);
/// False when the pair was not drawn.
bool judge_sample(db::Transaction& tx, PairKey pair, bool same, PersonId by);

}  // namespace thingwall::overlap::store
