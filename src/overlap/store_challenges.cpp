#include "overlap/store_challenges.hpp"

namespace thingwall::overlap::store {
namespace {

// clang-format off
#define CHALLENGE_COLUMNS \
    "id, version, a, b, lead_a, lead_b, state, asked_by, asked_for, asked_at, reply_by, reminded, escalated, likelihood, weights, why, " \
    "unlike, evidence, outcome, reason, settled_by, settled_at, was_a, was_b, saving, saving_by, saving_at"
// clang-format on

constexpr db::Query insert_challenge{"overlap.challenge_insert",
                                     "INSERT INTO challenge (" CHALLENGE_COLUMNS R"sql() VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27))sql"};
constexpr db::Query update_challenge{"overlap.challenge_update", R"sql(
    UPDATE challenge SET version = $2, state = $3, reminded = $4, escalated = $5, outcome = $6, reason = $7, settled_by = $8,
        settled_at = $9, was_a = $10, was_b = $11, saving = $12, saving_by = $13, saving_at = $14
    WHERE id = $1 AND version = $15)sql"};
constexpr db::Query one_challenge{"overlap.challenge_one", "SELECT " CHALLENGE_COLUMNS " FROM challenge WHERE id = $1"};
constexpr db::Query latest_of_pair{"overlap.challenge_latest", "SELECT " CHALLENGE_COLUMNS R"sql( FROM challenge
    WHERE a = $1 AND b = $2 ORDER BY asked_at DESC, id DESC LIMIT 1)sql"};
constexpr db::Query open_by_day{"overlap.challenge_asked", "SELECT " CHALLENGE_COLUMNS R"sql( FROM challenge
    WHERE state = 0 ORDER BY reply_by, id)sql"};
constexpr db::Query open_part{"overlap.challenge_asked_part", "SELECT " CHALLENGE_COLUMNS R"sql( FROM challenge
    WHERE state = 0 ORDER BY reply_by, id LIMIT $1 OFFSET $2)sql"};
constexpr db::Query open_count{"overlap.challenge_asked_count", R"sql(
    SELECT count(*), coalesce(sum(CASE WHEN replies < 2 AND reply_by < $1 THEN 1 ELSE 0 END), 0),
        coalesce(sum(CASE WHEN replies < 2 THEN 0 ELSE 1 END), 0)
    FROM (SELECT reply_by, (SELECT count(*) FROM challenge_reply r WHERE r.challenge = c.id) AS replies
          FROM challenge c WHERE state = 0) AS o)sql"};
constexpr db::Query open_of_body{"overlap.challenge_asked_of", "SELECT " CHALLENGE_COLUMNS R"sql( FROM challenge
    WHERE state = 0 AND (lead_a = $1 OR lead_b = $1) AND NOT EXISTS (
        SELECT 1 FROM challenge_reply r WHERE r.challenge = challenge.id AND r.organisation = $1)
    ORDER BY reply_by, id LIMIT $2 OFFSET $3)sql"};
constexpr db::Query open_count_of_body{"overlap.challenge_asked_of_count", R"sql(
    SELECT count(*), coalesce(sum(CASE WHEN reply_by < $2 THEN 1 ELSE 0 END), 0) FROM challenge
    WHERE state = 0 AND (lead_a = $1 OR lead_b = $1) AND NOT EXISTS (
        SELECT 1 FROM challenge_reply r WHERE r.challenge = challenge.id AND r.organisation = $1))sql"};
constexpr db::Query newest_settled{"overlap.challenge_settled", "SELECT " CHALLENGE_COLUMNS R"sql( FROM challenge
    WHERE state = 1 ORDER BY settled_at DESC, id DESC LIMIT $1)sql"};
constexpr db::Query totals_since{"overlap.challenge_totals", R"sql(
    SELECT count(*), coalesce(sum(CASE WHEN outcome IN ($2, $3) THEN 1 ELSE 0 END), 0), coalesce(sum(saving), 0)
    FROM challenge WHERE state = 1 AND settled_at >= $1 AND outcome <> $4)sql"};
constexpr db::Query settled_from{"overlap.challenge_settled_from", "SELECT " CHALLENGE_COLUMNS R"sql( FROM challenge
    WHERE state = 1 AND settled_at >= $1 AND settled_at < $2 AND outcome <> $3
    ORDER BY settled_at DESC, id DESC LIMIT $4)sql"};
constexpr db::Query asked_from{"overlap.challenge_asked_from", R"sql(
    SELECT count(*) FROM challenge WHERE asked_at >= $1 AND asked_at < $2)sql"};
constexpr db::Query outcomes_from{"overlap.challenge_outcomes_from", R"sql(
    SELECT outcome, count(*), coalesce(sum(saving), 0) FROM challenge
    WHERE state = 1 AND settled_at >= $1 AND settled_at < $2 GROUP BY outcome)sql"};
constexpr db::Query pairs_settled{"overlap.challenge_all_settled", R"sql(
    SELECT a, b, state, was_a, was_b FROM challenge ORDER BY a, b, asked_at, id)sql"};
constexpr db::Query pairs_asked{"overlap.challenge_all_asked", "SELECT a, b, reply_by FROM challenge WHERE state = 0"};
constexpr db::Query replies_of{"overlap.challenge_replies", R"sql(
    SELECT organisation, person, at, answer, words FROM challenge_reply WHERE challenge = $1 ORDER BY at, organisation)sql"};
constexpr db::Query put_one_reply{"overlap.challenge_put_reply", R"sql(
    INSERT INTO challenge_reply (challenge, organisation, person, at, answer, words) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (challenge, organisation) DO UPDATE SET person = excluded.person, at = excluded.at,
        answer = excluded.answer, words = excluded.words)sql"};
constexpr db::Query add_one_line{"overlap.challenge_add_line", R"sql(
    INSERT INTO challenge_log (id, challenge, at, person, organisation, deed, words) VALUES ($1, $2, $3, $4, $5, $6, $7))sql"};
constexpr db::Query lines_of{"overlap.challenge_log", R"sql(
    SELECT at, person, organisation, deed, words FROM challenge_log WHERE challenge = $1 ORDER BY id DESC)sql"};

template <class IdType>
std::optional<IdType> if_known(IdType id) {
    return id.known() ? std::optional(id) : std::nullopt;
}

Challenge read_row(const db::Statement& row) {
    Challenge made;
    made.id = row.id<ChallengeId>(0);
    made.version = row.integer(1);
    made.pair = {row.id<ActivityId>(2), row.id<ActivityId>(3)};
    made.lead_a = row.id<OrganisationId>(4);
    made.lead_b = row.id<OrganisationId>(5);
    made.settled = row.integer(6) != 0;
    made.asked_by = row.id<PersonId>(7);
    made.asked_for = row.id<OrganisationId>(8);
    made.asked_at = row.instant(9);
    made.reply_by = row.date(10);
    made.reminded = row.integer(11) != 0;
    made.escalated = row.integer(12) != 0;
    made.likelihood = row.real(13);
    made.weights = row.text(14);
    made.why = row.text(15);
    made.unlike = row.text(16);
    made.evidence = row.text(17);
    if (!row.is_null(18)) made.outcome = static_cast<Outcome>(row.integer(18));
    made.reason = row.text(19);
    made.settled_by = row.id<PersonId>(20);
    made.settled_at = row.instant(21);
    made.was_a = row.text(22);
    made.was_b = row.text(23);
    if (!row.is_null(24)) made.saving = row.money(24);
    made.saving_by = row.id<PersonId>(25);
    return made;
}

void read_replies(db::Reader& reader, Challenge& into) {
    auto row = reader.prepare(replies_of);
    row.bind(into.id);
    while (row.next())
        into.replies.push_back({row.id<OrganisationId>(0), row.id<PersonId>(1), row.instant(2),
                                static_cast<Answer>(row.integer(3)), std::string(row.text(4))});
}

std::vector<Challenge> all_rows(db::Reader& reader, db::Statement row) {
    std::vector<Challenge> found;
    while (row.next()) found.push_back(read_row(row));
    for (auto& one : found) read_replies(reader, one);
    return found;
}

std::optional<Instant> settled_at(const Challenge& challenge) {
    return challenge.settled ? std::optional(challenge.settled_at) : std::nullopt;
}
std::optional<int> outcome_of(const Challenge& challenge) {
    return challenge.outcome ? std::optional(static_cast<int>(*challenge.outcome)) : std::nullopt;
}

}  // namespace

void insert(db::Transaction& tx, const Challenge& c) {
    tx.prepare(insert_challenge)
        .bind(c.id, c.version, c.pair.a, c.pair.b, c.lead_a, c.lead_b, c.settled, c.asked_by, c.asked_for, c.asked_at,
              c.reply_by, c.reminded, c.escalated, c.likelihood, c.weights, c.why, c.unlike, c.evidence, outcome_of(c),
              c.reason, if_known(c.settled_by), settled_at(c), c.was_a, c.was_b, c.saving, if_known(c.saving_by),
              c.saving ? std::optional(tx.now()) : std::nullopt)
        .run();
}

bool update(db::Transaction& tx, const Challenge& c, std::int64_t version) {
    return tx.prepare(update_challenge)
               .bind(c.id, c.version, c.settled, c.reminded, c.escalated, outcome_of(c), c.reason,
                     if_known(c.settled_by), settled_at(c), c.was_a, c.was_b, c.saving, if_known(c.saving_by),
                     c.saving ? std::optional(tx.now()) : std::nullopt, version)
               .run() == 1;
}

std::optional<Challenge> challenge(db::Reader& reader, ChallengeId id) {
    auto row = reader.prepare(one_challenge);
    if (!row.bind(id).next()) return std::nullopt;
    Challenge found = read_row(row);
    read_replies(reader, found);
    return found;
}

std::optional<Challenge> latest(db::Reader& reader, PairKey pair) {
    auto row = reader.prepare(latest_of_pair);
    if (!row.bind(pair.a, pair.b).next()) return std::nullopt;
    Challenge found = read_row(row);
    read_replies(reader, found);
    return found;
}

std::vector<Challenge> asked(db::Reader& reader) {
    return all_rows(reader, reader.prepare(open_by_day));
}

AskedTotals count_asked(db::Reader& reader, Date today) {
    auto row = reader.prepare(open_count);
    if (!row.bind(today).next()) return {};
    return {row.integer(0), row.integer(1), row.integer(2)};
}

std::vector<Challenge> asked_part(db::Reader& reader, std::int64_t limit, std::int64_t offset) {
    auto row = reader.prepare(open_part);
    row.bind(limit, offset);
    return all_rows(reader, std::move(row));
}

AskedTotals count_asked_of(db::Reader& reader, OrganisationId body, Date today) {
    auto row = reader.prepare(open_count_of_body);
    if (!row.bind(body, today).next()) return {};
    return {row.integer(0), row.integer(1), 0};
}

std::vector<Challenge> asked_of(db::Reader& reader, OrganisationId body, std::int64_t limit, std::int64_t offset) {
    auto row = reader.prepare(open_of_body);
    row.bind(body, limit, offset);
    return all_rows(reader, std::move(row));
}

std::vector<Challenge> settled(db::Reader& reader, std::int64_t limit) {
    auto row = reader.prepare(newest_settled);
    row.bind(limit);
    return all_rows(reader, std::move(row));
}

SettledTotals settled_since(db::Reader& reader, Instant since) {
    auto row = reader.prepare(totals_since);
    row.bind(since, static_cast<int>(Outcome::joined), static_cast<int>(Outcome::merged),
             static_cast<int>(Outcome::withdrawn));
    if (!row.next()) return {};
    return {row.integer(0), row.integer(1), row.money(2)};
}

std::vector<Challenge> settled_between(db::Reader& reader, Instant from, Instant until, std::int64_t limit) {
    auto row = reader.prepare(settled_from);
    row.bind(from, until, static_cast<int>(Outcome::withdrawn), limit);
    return all_rows(reader, std::move(row));
}

ChallengeTotals totals_between(db::Reader& reader, Instant from, Instant until) {
    ChallengeTotals totals;
    {
        auto row = reader.prepare(asked_from);
        if (row.bind(from, until).next()) totals.asked = row.integer(0);
    }
    auto row = reader.prepare(outcomes_from);
    row.bind(from, until);
    while (row.next()) {
        const auto outcome = static_cast<Outcome>(row.integer(0));
        if (outcome == Outcome::withdrawn) continue;
        const auto count = row.integer(1);
        totals.settled += count;
        if (outcome == Outcome::joined || outcome == Outcome::merged || outcome == Outcome::retimed ||
            outcome == Outcome::narrowed)
            totals.changed += count;
        totals.saved = totals.saved + row.money(2);
    }
    return totals;
}

std::map<PairKey, Settled> all_settled(db::Reader& reader) {
    std::map<PairKey, Settled> found;
    auto row = reader.prepare(pairs_settled);
    while (row.next()) {
        PairKey pair{row.id<ActivityId>(0), row.id<ActivityId>(1)};
        if (row.integer(2) != 0)
            found[pair] = {std::string(row.text(3)), std::string(row.text(4))};
        else
            found.erase(pair);
    }
    return found;
}

std::map<PairKey, Date> all_asked(db::Reader& reader) {
    std::map<PairKey, Date> found;
    auto row = reader.prepare(pairs_asked);
    while (row.next()) found.emplace(PairKey{row.id<ActivityId>(0), row.id<ActivityId>(1)}, row.date(2));
    return found;
}

void put_reply(db::Transaction& tx, ChallengeId challenge, const Reply& reply) {
    tx.prepare(put_one_reply)
        .bind(challenge, reply.organisation, reply.person, reply.at, static_cast<int>(reply.answer), reply.words)
        .run();
}

void add_line(db::Transaction& tx, ChallengeId challenge, const LogLine& line) {
    tx.prepare(add_one_line)
        .bind(tx.new_number(), challenge, line.at, line.person, line.organisation, line.deed, line.words)
        .run();
}

std::vector<LogLine> log(db::Reader& reader, ChallengeId challenge) {
    std::vector<LogLine> found;
    auto row = reader.prepare(lines_of);
    row.bind(challenge);
    while (row.next())
        found.push_back({row.instant(0), row.id<PersonId>(1), row.id<OrganisationId>(2), std::string(row.text(3)),
                         std::string(row.text(4))});
    return found;
}

}  // namespace thingwall::overlap::store
