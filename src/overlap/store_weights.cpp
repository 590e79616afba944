#include "overlap/store_weights.hpp"

#include <map>

namespace thingwall::overlap::store {
namespace {

constexpr db::Query latest_weights{"overlap.weights_in_force", R"sql(
    SELECT given_up, weights FROM overlap_weights ORDER BY id DESC LIMIT 1)sql"};
constexpr db::Query every_weights{"overlap.all_weights", R"sql(
    SELECT id, given_up, weights, judged, same, precision_before, precision_after, brier_before, brier_after, person, at
    FROM overlap_weights ORDER BY id DESC LIMIT 100)sql"};
constexpr db::Query insert_one{"overlap.insert_weights", R"sql(
    INSERT INTO overlap_weights (id, given_up, weights, judged, same, precision_before, precision_after, brier_before, brier_after,
        person, organisation, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12))sql"};

constexpr db::Query every_decision{"overlap.decisions", R"sql(
    SELECT a, b, outcome FROM challenge WHERE state = 1 AND outcome IS NOT NULL ORDER BY settled_at, id)sql"};

constexpr db::Query every_sample{"overlap.samples", R"sql(
    SELECT a, b, likelihood, stands_for, verdict FROM overlap_sample ORDER BY drawn_at, a, b)sql"};
constexpr db::Query insert_drawn{"overlap.insert_sample", R"sql(
    INSERT INTO overlap_sample (a, b, likelihood, stands_for, drawn_at, verdict, person, judged_at)
    VALUES ($1, $2, $3, $4, $5, NULL, NULL, NULL) ON CONFLICT (a, b) DO NOTHING)sql"};
constexpr db::Query judge_drawn{"overlap.judge_sample", R"sql(
    UPDATE overlap_sample SET verdict = $3, person = $4, judged_at = $5 WHERE a = $1 AND b = $2)sql"};

}  // namespace

std::optional<Weights> weights_in_force(db::Reader& reader) {
    auto row = reader.prepare(latest_weights);
    if (!row.next() || row.integer(0) != 0) return std::nullopt;
    return weights_from_json(row.text(1));
}

std::vector<KeptWeights> all_weights(db::Reader& reader) {
    std::vector<KeptWeights> found;
    auto row = reader.prepare(every_weights);
    while (row.next())
        found.push_back({row.integer(0),
                         row.integer(1) != 0,
                         weights_from_json(row.text(2)).value_or(built_in_weights()),
                         row.integer(3),
                         row.integer(4),
                         {row.real(5), row.real(6), row.real(7), row.real(8)},
                         row.id<PersonId>(9),
                         row.instant(10)});
    return found;
}

void insert_weights(db::Transaction& tx, const KeptWeights& kept, OrganisationId organisation) {
    tx.prepare(insert_one)
        .bind(kept.id, kept.given_up, to_json(kept.weights), kept.judged, kept.same, kept.trial.precision_before,
              kept.trial.precision_after, kept.trial.brier_before, kept.trial.brier_after, kept.person, organisation,
              tx.now())
        .run();
}

std::vector<Decided> decisions(db::Reader& reader) {
    std::map<PairKey, bool> latest;
    auto row = reader.prepare(every_decision);
    while (row.next()) {
        const auto outcome = static_cast<Outcome>(row.integer(2));
        if (outcome == Outcome::withdrawn) continue;
        latest.insert_or_assign({row.id<ActivityId>(0), row.id<ActivityId>(1)}, outcome != Outcome::not_an_overlap);
    }
    std::vector<Decided> found;
    for (const auto& [pair, same] : latest) found.push_back({pair, same});
    return found;
}

std::vector<Sampled> samples(db::Reader& reader) {
    std::vector<Sampled> found;
    auto row = reader.prepare(every_sample);
    while (row.next())
        found.push_back({{row.id<ActivityId>(0), row.id<ActivityId>(1)},
                         row.real(2),
                         row.real(3),
                         row.is_null(4) ? std::nullopt : std::optional(row.integer(4) != 0)});
    return found;
}

void insert_sample(db::Transaction& tx, const Sampled& sampled) {
    tx.prepare(insert_drawn)
        .bind(sampled.pair.a, sampled.pair.b, sampled.likelihood, sampled.stands_for, tx.now())
        .run();
}

bool judge_sample(db::Transaction& tx, PairKey pair, bool same, PersonId by) {
    return tx.prepare(judge_drawn).bind(pair.a, pair.b, same, by, tx.now()).run() > 0;
}

}  // namespace thingwall::overlap::store
