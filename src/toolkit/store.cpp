#include "toolkit/store.hpp"

namespace thingwall::toolkit::store {
namespace {

constexpr db::Query latest_words{"toolkit.latest", R"sql(
    SELECT version, given_up, in_short, fits, fits_not, steps, time_needed, cost, access, pitfalls, at
    FROM toolkit_guide WHERE method = $1 ORDER BY version DESC LIMIT 1)sql"};
constexpr db::Query insert_words{"toolkit.insert", R"sql(
    INSERT INTO toolkit_guide (method, version, given_up, in_short, fits, fits_not, steps, time_needed, cost, access, pitfalls,
        person, organisation, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14))sql"};
constexpr db::Query add_use{"toolkit.count_use", R"sql(
    INSERT INTO toolkit_use (method, day, organisation, times) VALUES ($1, $2, $3, 1)
    ON CONFLICT (method, day, organisation) DO UPDATE SET times = toolkit_use.times + 1)sql"};
constexpr db::Query uses{"toolkit.uses_since", R"sql(
    SELECT method, CAST(sum(times) AS BIGINT) FROM toolkit_use WHERE day >= $1 GROUP BY method)sql"};

}  // namespace

std::optional<Kept> latest(db::Reader& reader, std::string_view method) {
    auto row = reader.prepare(latest_words);
    if (!row.bind(method).next()) return std::nullopt;
    auto text = [&](int column) { return std::string(row.text(column)); };
    return Kept{row.integer(0),
                row.integer(1) != 0,
                {text(2), text(3), text(4), text(5), text(6), text(7), text(8), text(9)},
                row.instant(10)};
}

void insert(db::Transaction& tx, std::string_view method, const Kept& kept, PersonId person,
            OrganisationId organisation) {
    const auto& words = kept.words;
    tx.prepare(insert_words)
        .bind(method, kept.version, kept.given_up, words.in_short, words.fits, words.fits_not, words.steps,
              words.time_needed, words.cost, words.access, words.pitfalls, person, organisation, tx.now())
        .run();
}

void count_use(db::Transaction& tx, std::string_view method, Date day, OrganisationId organisation) {
    tx.prepare(add_use).bind(method, day, organisation).run();
}

std::map<std::string, std::int64_t, std::less<>> uses_since(db::Reader& reader, Date day) {
    std::map<std::string, std::int64_t, std::less<>> found;
    auto row = reader.prepare(uses);
    row.bind(day);
    while (row.next()) found.emplace(std::string(row.text(0)), row.integer(1));
    return found;
}

}  // namespace thingwall::toolkit::store
