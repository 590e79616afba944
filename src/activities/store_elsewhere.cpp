#include "activities/elsewhere.hpp"
#include "activities/store.hpp"
#include "activities/subscription.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "journal/journal.hpp"

namespace thingwall::activities {
namespace {

constexpr db::Query select_body{"activities.body_elsewhere", "SELECT name FROM activity_body_elsewhere WHERE id = $1"};
constexpr db::Query select_body_named{"activities.body_elsewhere_named",
                                      "SELECT id FROM activity_body_elsewhere WHERE folded = $1"};
constexpr db::Query insert_body{"activities.insert_body_elsewhere",
                                "INSERT INTO activity_body_elsewhere (id, name, folded) VALUES ($1, $2, $3)"};
// Layers are numbered in the order in which they came.
constexpr db::Query select_codes{"activities.area_codes", "SELECT id, code FROM places_public_area ORDER BY layer, id"};

// clang-format off
#define SUBSCRIPTION_COLUMNS \
    "source, organisation, person, hour, body, paused, site, etag, asked_at, had_at, fault, waiting, doubtful, wrong, gone, of_other_places"
// clang-format on
constexpr db::Query insert_one{"activities.insert_subscription",
                               "INSERT INTO activity_subscription (" SUBSCRIPTION_COLUMNS
                               ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"};
constexpr db::Query update_one{"activities.update_subscription", R"sql(
    UPDATE activity_subscription SET organisation = $2, person = $3, hour = $4, body = $5, paused = $6, site = $7, etag = $8,
        asked_at = $9, had_at = $10, fault = $11, waiting = $12, doubtful = $13, wrong = $14, gone = $15,
        of_other_places = $16 WHERE source = $1)sql"};
constexpr db::Query select_one{"activities.read_subscription",
                               "SELECT " SUBSCRIPTION_COLUMNS " FROM activity_subscription WHERE source = $1"};
constexpr db::Query select_of_body{"activities.subscriptions_of",
                                   "SELECT " SUBSCRIPTION_COLUMNS
                                   " FROM activity_subscription WHERE organisation = $1 ORDER BY source"};
constexpr db::Query select_all{"activities.all_subscriptions",
                               "SELECT " SUBSCRIPTION_COLUMNS " FROM activity_subscription ORDER BY source"};

void bind_all(db::Statement& statement, const Subscription& s) {
    statement.bind(s.source, s.organisation, s.person, s.hour, s.body, s.paused, s.site, s.etag, s.asked_at, s.had_at,
                   s.fault, s.waiting, s.doubtful, s.wrong, s.gone, s.of_other_places);
}

Subscription subscription_in(const db::Statement& row) {
    Subscription s;
    s.source = row.integer(0);
    s.organisation = row.id<OrganisationId>(1);
    s.person = row.id<PersonId>(2);
    s.hour = static_cast<int>(row.integer(3));
    s.body = row.id<OrganisationId>(4);
    s.paused = row.integer(5) != 0;
    s.site = row.text(6);
    s.etag = row.text(7);
    if (!row.is_null(8)) s.asked_at = row.instant(8);
    if (!row.is_null(9)) s.had_at = row.instant(9);
    s.fault = row.text(10);
    s.waiting = row.integer(11);
    s.doubtful = row.integer(12);
    s.wrong = row.integer(13);
    s.gone = row.integer(14);
    s.of_other_places = row.integer(15);
    return s;
}

std::vector<Subscription> all_in(db::Statement& statement) {
    std::vector<Subscription> found;
    while (statement.next()) found.push_back(subscription_in(statement));
    return found;
}

}  // namespace

std::string BodiesElsewhere::name(OrganisationId id) const {
    if (!id.known()) return {};
    {
        const std::scoped_lock lock(mutex_);
        if (auto known = known_.find(id); known != known_.end()) return known->second;
    }
    auto name = database_.read([&](db::Reader& reader) {
        auto statement = reader.prepare(select_body);
        return statement.bind(id).next() ? std::string(statement.text(0)) : std::string();
    });
    const std::scoped_lock lock(mutex_);
    if (!name.empty()) known_.emplace(id, name);
    return name;
}

std::map<std::string, OrganisationId, std::less<>> bodies_named(db::Database& database, OrganisationId for_body,
                                                                const std::vector<std::string>& names) {
    std::map<std::string, OrganisationId, std::less<>> found;
    std::vector<std::string> unknown;
    database.read([&](db::Reader& reader) {
        for (const std::string& name : names) {
            if (found.contains(name)) continue;
            auto statement = reader.prepare(select_body_named);
            if (statement.bind(fold(name)).next())
                found.emplace(name, statement.id<OrganisationId>(0));
            else
                unknown.push_back(name);
        }
    });
    if (unknown.empty()) return found;
    auto named = database.write([&](db::Transaction& tx) -> Result<int> {
        int made = 0;
        for (const std::string& name : unknown) {
            auto statement = tx.prepare(select_body_named);
            if (statement.bind(fold(name)).next()) {
                found[name] = statement.id<OrganisationId>(0);
                continue;
            }
            auto id = tx.new_id<OrganisationId>();
            tx.prepare(insert_body).bind(id, name, fold(name)).run();
            found[name] = id;
            ++made;
        }
        if (made > 0)
            journal::record(tx, {PersonId{}, for_body}, "activities.bodies_named", for_body.value(),
                            std::to_string(made));
        return made;
    });
    static_cast<void>(named);
    return found;
}

AreaCodes area_codes(db::Reader& reader) {
    AreaCodes codes;
    auto statement = reader.prepare(select_codes);
    while (statement.next()) {
        std::string code(statement.text(1));
        if (code.empty()) continue;
        codes.code_of.emplace(statement.id<AreaId>(0), code);
        codes.by_code[std::move(code)].push_back(statement.id<AreaId>(0));
    }
    return codes;
}

std::optional<KeptElsewhere> keeper_of(db::Database& database, ActivityId id) {
    return database.read([&](db::Reader& reader) -> std::optional<KeptElsewhere> {
        auto stored = read(reader, id);
        if (!stored || stored->kept_by == 0) return std::nullopt;
        auto source = read_source(reader, stored->kept_by);
        return KeptElsewhere{source ? source->name : std::string(), std::move(stored->kept_at)};
    });
}

void insert_subscription(db::Transaction& tx, const Subscription& subscription) {
    auto statement = tx.prepare(insert_one);
    bind_all(statement, subscription);
    statement.run();
}
void update_subscription(db::Transaction& tx, const Subscription& subscription) {
    auto statement = tx.prepare(update_one);
    bind_all(statement, subscription);
    statement.run();
}
std::optional<Subscription> read_subscription(db::Reader& reader, std::int64_t source) {
    auto statement = reader.prepare(select_one);
    if (!statement.bind(source).next()) return std::nullopt;
    return subscription_in(statement);
}
std::vector<Subscription> subscriptions_of(db::Reader& reader, OrganisationId organisation) {
    auto statement = reader.prepare(select_of_body);
    statement.bind(organisation);
    return all_in(statement);
}
std::vector<Subscription> all_subscriptions(db::Reader& reader) {
    auto statement = reader.prepare(select_all);
    return all_in(statement);
}

}  // namespace thingwall::activities
