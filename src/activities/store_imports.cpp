#include "activities/store_imports.hpp"

#include <algorithm>
#include <limits>

#include "activities/store.hpp"
#include "base/text.hpp"
#include "db/db.hpp"

namespace thingwall::activities {
namespace {

// clang-format off
#define IMPORT_COLUMNS \
    "i.id, i.organisation, i.person, i.filename, i.choices, i.at, i.taken_at, i.source, i.address, i.fault, i.digest, i.added, " \
    "i.changed, i.same, i.left_out, i.withdrawn, i.back_at, i.back_by, i.left_as_is"
// clang-format on

constexpr db::Query insert_one_file{"activities.insert_file", R"sql(
    INSERT INTO activity_import (id, organisation, person, filename, content, choices, at, source, address, digest)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))sql"};
constexpr db::Query update_file_choices{"activities.update_choices",
                                        "UPDATE activity_import SET choices = $2 WHERE id = $1"};
constexpr db::Query put_content{"activities.put_fetched", R"sql(
    UPDATE activity_import SET content = $2, fault = $3, digest = $4 WHERE id = $1 AND taken_at IS NULL)sql"};
constexpr db::Query mark_file{"activities.mark_taken", R"sql(
    UPDATE activity_import SET taken_at = $2, content = $3, added = $4, changed = $5, same = $6, left_out = $7,
        withdrawn = $8 WHERE id = $1)sql"};
constexpr db::Query mark_file_back{"activities.mark_taken_back", R"sql(
    UPDATE activity_import SET back_at = $2, back_by = $3, left_as_is = $4 WHERE id = $1)sql"};
constexpr db::Query select_file{"activities.read_file",
                                "SELECT " IMPORT_COLUMNS ", i.content FROM activity_import i WHERE i.id = $1"};
constexpr db::Query select_imports{"activities.imports_of", "SELECT " IMPORT_COLUMNS R"sql( FROM activity_import i
    WHERE i.organisation = $1 AND i.taken_at IS NOT NULL ORDER BY i.taken_at DESC, i.id DESC LIMIT $2 OFFSET $3)sql"};
constexpr db::Query select_import_count{"activities.count_imports", R"sql(
    SELECT count(*) FROM activity_import WHERE organisation = $1 AND taken_at IS NOT NULL)sql"};
// clang-format off
#define WAITING \
    "i.organisation = $1 AND ((i.taken_at IS NULL AND (i.person = $2 OR i.person = 0)) OR (i.taken_at >= $3 AND i.left_out > 0 AND i.back_at IS NULL))"
// clang-format on
constexpr db::Query select_waiting{"activities.waiting_imports",
                                   "SELECT " IMPORT_COLUMNS
                                   ", CASE WHEN i.address <> '' AND i.digest = '' AND i.fault = '' AND i.taken_at IS "
                                   "NULL THEN 1 ELSE 0 END, s.doubtful, s.wrong, s.gone FROM activity_import i "
                                   "LEFT JOIN activity_subscription s ON s.source = i.source AND s.waiting = i.id "
                                   "WHERE " WAITING " ORDER BY i.at DESC, i.id DESC LIMIT $4 OFFSET $5"};
constexpr db::Query select_failed{"activities.failed_sources", R"sql(
    SELECT s.source, n.name, s.fault, s.asked_at FROM activity_subscription s JOIN activity_source n ON n.id = s.source
    WHERE s.organisation = $1 AND s.fault <> '' AND s.paused = 0 ORDER BY n.folded LIMIT $2 OFFSET $3)sql"};
constexpr db::Query select_failed_count{"activities.count_failed_sources", R"sql(
    SELECT count(*) FROM activity_subscription WHERE organisation = $1 AND fault <> '' AND paused = 0)sql"};
constexpr db::Query select_waiting_count{
    "activities.count_waiting_imports",
    "SELECT count(*), coalesce(sum(CASE WHEN i.taken_at IS NULL AND i.fault <> '' THEN 1 ELSE 0 END), 0) "
    "FROM activity_import i WHERE " WAITING};
constexpr db::Query select_last_import{"activities.last_import", R"sql(
    SELECT id, taken_at FROM activity_import WHERE source = $1 AND taken_at IS NOT NULL AND back_at IS NULL
    ORDER BY taken_at DESC, id DESC LIMIT 1)sql"};
constexpr db::Query delete_untaken{"activities.forget_untaken",
                                   R"sql(DELETE FROM activity_import WHERE taken_at IS NULL AND at < $1
                                       AND id NOT IN (SELECT waiting FROM activity_subscription))sql"};
constexpr db::Query delete_one_file{"activities.delete_untaken",
                                    "DELETE FROM activity_import WHERE id = $1 AND taken_at IS NULL"};

constexpr db::Query insert_one_source{"activities.insert_source", R"sql(
    INSERT INTO activity_source (id, organisation, name, folded, address, profile) VALUES ($1, $2, $3, $4, $5, $6))sql"};
constexpr db::Query update_one_source{"activities.update_source", R"sql(
    UPDATE activity_source SET name = $2, folded = $3, address = $4, profile = $5 WHERE id = $1)sql"};
constexpr db::Query select_source{"activities.read_source", R"sql(
    SELECT id, organisation, name, address, profile FROM activity_source WHERE id = $1)sql"};
constexpr db::Query select_source_name{"activities.find_source", R"sql(
    SELECT id, organisation, name, address, profile FROM activity_source WHERE organisation = $1 AND folded = $2)sql"};
constexpr db::Query select_sources{"activities.sources_of", R"sql(
    SELECT id, organisation, name, address, profile FROM activity_source WHERE organisation = $1 ORDER BY folded)sql"};

constexpr db::Query select_items{"activities.source_items", R"sql(
    SELECT item, activity, batch, taken_back FROM activity_source_item WHERE source = $1)sql"};
constexpr db::Query select_item{"activities.source_item", R"sql(
    SELECT item, activity, batch, taken_back FROM activity_source_item WHERE source = $1 AND item = $2)sql"};
constexpr db::Query put_one_item{"activities.put_item", R"sql(
    INSERT INTO activity_source_item (source, item, activity, batch, taken_back) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (source, item) DO UPDATE SET activity = excluded.activity, batch = excluded.batch,
        taken_back = excluded.taken_back)sql"};
constexpr db::Query delete_one_item{"activities.delete_item",
                                    "DELETE FROM activity_source_item WHERE source = $1 AND item = $2"};

constexpr db::Query insert_one_row{"activities.insert_import_row", R"sql(
    INSERT INTO activity_import_row (batch, number, row_number, item, activity, deed, version, was, item_batch, item_back)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))sql"};
constexpr db::Query select_rows{"activities.import_rows", R"sql(
    SELECT r.number, r.row_number, r.item, r.activity, r.deed, r.version, r.was, r.item_batch, r.item_back, a.version,
        a.title
    FROM activity_import_row r LEFT JOIN activity a ON a.id = r.activity
    WHERE r.batch = $1 AND r.number > $2 ORDER BY r.number LIMIT $3)sql"};
constexpr db::Query select_row_count{"activities.count_import_rows",
                                     "SELECT count(*) FROM activity_import_row WHERE batch = $1"};
constexpr db::Query select_maker{"activities.import_that_made", "SELECT " IMPORT_COLUMNS R"sql(
    FROM activity_import_row r JOIN activity_import i ON i.id = r.batch
    WHERE r.activity = $1 AND r.version = $2 AND r.deed <> 2 LIMIT 1)sql"};

std::span<const std::byte> bytes(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}
std::optional<std::int64_t> unless_zero(std::int64_t number) {
    return number != 0 ? std::optional(number) : std::nullopt;
}

KeptFile file_in(const db::Statement& row) {
    KeptFile file;
    file.id = row.integer(0);
    file.organisation = row.id<OrganisationId>(1);
    file.person = row.id<PersonId>(2);
    file.filename = row.text(3);
    file.choices = row.text(4);
    file.at = row.instant(5);
    if (!row.is_null(6)) file.taken_at = row.instant(6);
    file.source = row.integer(7);
    file.address = row.text(8);
    file.fault = row.text(9);
    file.digest = row.text(10);
    file.sums = {row.integer(11), row.integer(12), row.integer(13), row.integer(14), row.integer(15)};
    if (!row.is_null(16)) file.back_at = row.instant(16);
    file.back_by = row.id<PersonId>(17);
    file.left_as_is = row.integer(18);
    return file;
}

Source source_in(const db::Statement& row) {
    return {row.integer(0), row.id<OrganisationId>(1), std::string(row.text(2)), std::string(row.text(3)),
            profile_from_json(row.text(4))};
}

SourceItem item_in(const db::Statement& row) {
    return {row.id<ActivityId>(1), row.integer(2), row.integer(3) != 0};
}

}  // namespace

void insert_file(db::Transaction& tx, const KeptFile& file) {
    tx.prepare(insert_one_file)
        .bind(file.id, file.organisation, file.person, file.filename, bytes(file.content), file.choices, tx.now(),
              unless_zero(file.source), file.address, file.digest)
        .run();
}
void update_choices(db::Transaction& tx, std::int64_t id, std::string_view choices) {
    tx.prepare(update_file_choices).bind(id, choices).run();
}
void put_fetched(db::Transaction& tx, std::int64_t id, std::string_view content, std::string_view fault) {
    tx.prepare(put_content).bind(id, bytes(content), fault, content.empty() ? "" : digest_of(content)).run();
}
void mark_taken(db::Transaction& tx, std::int64_t id, const Taken& sums) {
    tx.prepare(mark_file)
        .bind(id, tx.now(), bytes(""), sums.added, sums.changed, sums.same, sums.left_out, sums.withdrawn)
        .run();
}
void mark_taken_back(db::Transaction& tx, std::int64_t id, PersonId by, std::int64_t left_as_is) {
    tx.prepare(mark_file_back).bind(id, tx.now(), by, left_as_is).run();
}

std::optional<KeptFile> read_file(db::Reader& reader, std::int64_t id) {
    auto statement = reader.prepare(select_file);
    if (!statement.bind(id).next()) return std::nullopt;
    KeptFile file = file_in(statement);
    auto content = statement.blob(19);
    file.content.assign(reinterpret_cast<const char*>(content.data()), content.size());
    return file;
}

std::vector<KeptFile> imports_of(db::Reader& reader, OrganisationId organisation, std::int64_t most,
                                 std::int64_t skip) {
    std::vector<KeptFile> found;
    auto statement = reader.prepare(select_imports);
    statement.bind(organisation, most, skip);
    while (statement.next()) found.push_back(file_in(statement));
    return found;
}
std::int64_t count_imports(db::Reader& reader, OrganisationId organisation) {
    auto statement = reader.prepare(select_import_count);
    statement.bind(organisation).next();
    return statement.integer(0);
}
WaitingTotals count_waiting(db::Reader& reader, OrganisationId organisation, PersonId person, Instant since) {
    auto statement = reader.prepare(select_waiting_count);
    if (!statement.bind(organisation, person, since).next()) return {};
    return {statement.integer(0), statement.integer(1)};
}
std::vector<WaitingFile> waiting_imports(db::Reader& reader, OrganisationId organisation, PersonId person,
                                         Instant since, std::int64_t limit, std::int64_t offset) {
    std::vector<WaitingFile> found;
    auto statement = reader.prepare(select_waiting);
    statement.bind(organisation, person, since, limit, offset);
    while (statement.next())
        found.push_back({file_in(statement), statement.integer(19) != 0, statement.integer(20), statement.integer(21),
                         statement.integer(22)});
    return found;
}
std::vector<FailedSource> failed_sources(db::Reader& reader, OrganisationId organisation, std::int64_t limit,
                                         std::int64_t offset) {
    std::vector<FailedSource> found;
    auto statement = reader.prepare(select_failed);
    statement.bind(organisation, limit, offset);
    while (statement.next())
        found.push_back({statement.integer(0), std::string(statement.text(1)), std::string(statement.text(2)),
                         statement.is_null(3) ? std::nullopt : std::optional(statement.instant(3))});
    return found;
}
std::int64_t count_failed_sources(db::Reader& reader, OrganisationId organisation) {
    auto statement = reader.prepare(select_failed_count);
    return statement.bind(organisation).next() ? statement.integer(0) : 0;
}
std::int64_t forget_untaken(db::Transaction& tx, Instant before) {
    return tx.prepare(delete_untaken).bind(before).run();
}

void forget_file(db::Transaction& tx, std::int64_t id) {
    tx.prepare(delete_one_file).bind(id).run();
}

void insert_source(db::Transaction& tx, const Source& source) {
    tx.prepare(insert_one_source)
        .bind(source.id, source.organisation, source.name, fold(source.name), source.address, to_json(source.profile))
        .run();
}
void update_source(db::Transaction& tx, const Source& source) {
    tx.prepare(update_one_source)
        .bind(source.id, source.name, fold(source.name), source.address, to_json(source.profile))
        .run();
}
std::optional<Source> read_source(db::Reader& reader, std::int64_t id) {
    auto statement = reader.prepare(select_source);
    if (!statement.bind(id).next()) return std::nullopt;
    return source_in(statement);
}
std::optional<Source> find_source(db::Reader& reader, OrganisationId organisation, std::string_view name) {
    auto statement = reader.prepare(select_source_name);
    if (!statement.bind(organisation, fold(name)).next()) return std::nullopt;
    return source_in(statement);
}
std::vector<Source> sources_of(db::Reader& reader, OrganisationId organisation) {
    std::vector<Source> found;
    auto statement = reader.prepare(select_sources);
    statement.bind(organisation);
    while (statement.next()) found.push_back(source_in(statement));
    return found;
}

std::optional<Instant> last_import(db::Reader& reader, std::int64_t source) {
    auto statement = reader.prepare(select_last_import);
    if (!statement.bind(source).next()) return std::nullopt;
    return statement.instant(1);
}

SourceState read_state(db::Reader& reader, std::int64_t source) {
    SourceState state;
    auto statement = reader.prepare(select_items);
    statement.bind(source);
    while (statement.next()) state.items.emplace(statement.text(0), item_in(statement));
    state.activities = of_source(reader, source);
    auto last = reader.prepare(select_last_import);
    if (last.bind(source).next()) state.last_batch = last.integer(0);
    state.kept = kept_by(reader, source);
    return state;
}
std::optional<SourceItem> read_item(db::Reader& reader, std::int64_t source, std::string_view key) {
    auto statement = reader.prepare(select_item);
    if (!statement.bind(source, key).next()) return std::nullopt;
    return item_in(statement);
}
void put_item(db::Transaction& tx, std::int64_t source, std::string_view key, const SourceItem& item) {
    tx.prepare(put_one_item).bind(source, key, item.activity, item.batch, item.taken_back).run_later();
}
void delete_item(db::Transaction& tx, std::int64_t source, std::string_view key) {
    tx.prepare(delete_one_item).bind(source, key).run_later();
}

void insert_row(db::Transaction& tx, std::int64_t batch, const BatchRow& row) {
    std::optional<std::int64_t> item_batch;
    std::optional<bool> item_back;
    if (row.item_before) {
        item_batch = row.item_before->batch;
        item_back = row.item_before->taken_back;
    }
    tx.prepare(insert_one_row)
        .bind(batch, row.number, row.row_number, row.key, row.activity, static_cast<int>(row.deed), row.version,
              row.was, item_batch, item_back)
        .run_later();
}

std::vector<BatchRow> rows_of_batch(db::Reader& reader, std::int64_t batch, std::int64_t after, std::int64_t most) {
    std::vector<BatchRow> found;
    auto statement = reader.prepare(select_rows);
    statement.bind(batch, after, most);
    while (statement.next()) {
        BatchRow row;
        row.number = statement.integer(0);
        row.row_number = statement.integer(1);
        row.key = statement.text(2);
        row.activity = statement.id<ActivityId>(3);
        row.deed = static_cast<RowDeed>(statement.integer(4));
        row.version = statement.integer(5);
        row.was = statement.text(6);
        if (!statement.is_null(7))
            row.item_before = SourceItem{row.activity, statement.integer(7), statement.integer(8) != 0};
        row.version_now = statement.integer(9);
        row.title_now = statement.text(10);
        found.push_back(std::move(row));
    }
    return found;
}

std::int64_t count_rows(db::Reader& reader, std::int64_t batch) {
    auto statement = reader.prepare(select_row_count);
    statement.bind(batch).next();
    return statement.integer(0);
}

std::optional<KeptFile> import_that_made(db::Reader& reader, ActivityId activity, std::int64_t version) {
    auto statement = reader.prepare(select_maker);
    if (!statement.bind(activity, version).next()) return std::nullopt;
    return file_in(statement);
}

}  // namespace thingwall::activities
