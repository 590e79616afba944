#pragma once
#include <map>
#include <optional>
#include <vector>

#include "db/db.hpp"
#include "overlap/challenge.hpp"
#include "overlap/steering.hpp"

namespace thingwall::overlap::store {

void insert(db::Transaction& tx, const Challenge& challenge);
/// False when somebody else changed it since `version`.
bool update(db::Transaction& tx, const Challenge& challenge, std::int64_t version);
/// With its replies.
[[nodiscard]] std::optional<Challenge> challenge(db::Reader& reader, ChallengeId id);
/// The newest of a pair, with its replies.
[[nodiscard]] std::optional<Challenge> latest(db::Reader& reader, PairKey pair);
/// Asked and not settled, the one to be answered first in front; with their replies.
[[nodiscard]] std::vector<Challenge> asked(db::Reader& reader);
/// Counts of what is asked: all, of these late, and of these to settle since both have answered.
struct AskedTotals {
    std::int64_t all = 0, late = 0, to_settle = 0;
};
[[nodiscard]] AskedTotals count_asked(db::Reader& reader, Date today);
/// A part of asked().
[[nodiscard]] std::vector<Challenge> asked_part(db::Reader& reader, std::int64_t limit, std::int64_t offset);
/// What this body leads one of, and has not answered.
[[nodiscard]] AskedTotals count_asked_of(db::Reader& reader, OrganisationId body, Date today);
[[nodiscard]] std::vector<Challenge> asked_of(db::Reader& reader, OrganisationId body, std::int64_t limit,
                                              std::int64_t offset);
/// The newest settled, at most `limit`; with their replies.
[[nodiscard]] std::vector<Challenge> settled(db::Reader& reader, std::int64_t limit);
[[nodiscard]] SettledTotals settled_since(db::Reader& reader, Instant since);
/// Settled from one moment until before another, newest first, at most `limit`; with their replies.
[[nodiscard]] std::vector<Challenge> settled_between(db::Reader& reader, Instant from, Instant until,
                                                     std::int64_t limit);
[[nodiscard]] ChallengeTotals totals_between(db::Reader& reader, Instant from, Instant until);
/// Of every pair whose newest challenge is settled: what both were then.
[[nodiscard]] std::map<PairKey, Settled> all_settled(db::Reader& reader);

/// Of every pair that both leads are being asked about: the day by which they are to answer.
[[nodiscard]] std::map<PairKey, Date> all_asked(db::Reader& reader);

void put_reply(db::Transaction& tx, ChallengeId challenge, const Reply& reply);
void add_line(db::Transaction& tx, ChallengeId challenge, const LogLine& line);
/// Newest first.
[[nodiscard]] std::vector<LogLine> log(db::Reader& reader, ChallengeId challenge);

}  // namespace thingwall::overlap::store
