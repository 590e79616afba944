#include "library/store.hpp"

#include <algorithm>
#include <limits>

#include "db/db.hpp"

namespace thingwall::library::store {
namespace {

// clang-format off
#define FINDING_COLUMNS "activity, version, learnt, done, report, seen, organisation, person, changed_at"
#define DOCUMENT_COLUMNS \
    "id, activity, title, filename, kind, bytes, digest, seen, state, said, cut, organisation, person, added_at"
// clang-format on

constexpr db::Query one_finding{"library.finding",
                                "SELECT " FINDING_COLUMNS " FROM library_finding WHERE activity = $1"};
constexpr db::Query some_findings{"library.findings",
                                  "SELECT " FINDING_COLUMNS
                                  " FROM library_finding WHERE activity >= $1 AND activity <= $2 ORDER BY activity"};
constexpr db::Query first_finding{"library.first_finding", "INSERT INTO library_finding (" FINDING_COLUMNS R"sql()
    VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (activity) DO NOTHING)sql"};
constexpr db::Query next_finding{"library.next_finding", R"sql(
    UPDATE library_finding SET version = version + 1, learnt = $2, done = $3, report = $4, seen = $5, organisation = $6,
        person = $7, changed_at = $8
    WHERE activity = $1 AND version = $9)sql"};

constexpr db::Query documents_of{"library.documents", "SELECT " DOCUMENT_COLUMNS R"sql( FROM library_document
    WHERE activity = $1 ORDER BY id)sql"};
constexpr db::Query one_document{"library.document", "SELECT " DOCUMENT_COLUMNS " FROM library_document WHERE id = $1"};
constexpr db::Query same_document{"library.same_document",
                                  "SELECT id FROM library_document WHERE activity = $1 AND digest = $2"};
constexpr db::Query insert_document{"library.insert_document",
                                    "INSERT INTO library_document (" DOCUMENT_COLUMNS R"sql(, words)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, ''))sql"};
constexpr db::Query insert_piece{"library.insert_piece",
                                 "INSERT INTO library_piece (document, number, content) VALUES ($1, $2, $3)"};
constexpr db::Query remove_pieces{"library.remove_pieces", "DELETE FROM library_piece WHERE document = $1"};
constexpr db::Query remove_document{"library.remove_document", "DELETE FROM library_document WHERE id = $1"};
constexpr db::Query update_reading{"library.note_reading", R"sql(
    UPDATE library_document SET state = $2, said = $3, words = $4, cut = $5 WHERE id = $1)sql"};
constexpr db::Query one_text{"library.text", "SELECT words FROM library_document WHERE id = $1"};
constexpr db::Query some_texts{"library.texts", "SELECT " DOCUMENT_COLUMNS R"sql(, words FROM library_document
    WHERE activity >= $1 AND activity <= $2 ORDER BY activity, id)sql"};
constexpr db::Query one_piece{"library.piece", R"sql(
    SELECT content FROM library_piece WHERE document = $1 AND number = $2)sql"};

constexpr db::Query saved_of{"library.searches", R"sql(
    SELECT id, person, name, query, saved_at FROM library_search WHERE person = $1 ORDER BY name, id)sql"};
constexpr db::Query one_saved{"library.search",
                              "SELECT id, person, name, query, saved_at FROM library_search WHERE id = $1"};
constexpr db::Query insert_saved{"library.insert_search", R"sql(
    INSERT INTO library_search (id, person, name, query, saved_at) VALUES ($1, $2, $3, $4, $5))sql"};
constexpr db::Query rename_saved{"library.rename_search", "UPDATE library_search SET name = $2 WHERE id = $1"};
constexpr db::Query remove_saved{"library.remove_search", "DELETE FROM library_search WHERE id = $1"};

constexpr std::size_t piece_bytes = 256u << 10;

Finding finding_row(const db::Statement& row) {
    Finding made;
    made.activity = row.id<ActivityId>(0);
    made.version = row.integer(1);
    made.learnt = row.text(2);
    made.done = row.text(3);
    made.report = row.text(4);
    made.readers = row.integer(5) == 1 ? Readers::everyone : Readers::partners;
    made.organisation = row.id<OrganisationId>(6);
    made.person = row.id<PersonId>(7);
    made.changed_at = row.instant(8);
    return made;
}

Document document_row(const db::Statement& row) {
    Document made;
    made.id = row.id<DocumentId>(0);
    made.activity = row.id<ActivityId>(1);
    made.title = row.text(2);
    made.filename = row.text(3);
    made.kind = parse_kind(row.text(4)).value_or(Kind::text);
    made.bytes = row.integer(5);
    made.digest = row.text(6);
    made.readers = row.integer(7) == 1 ? Readers::everyone : Readers::partners;
    made.reading = static_cast<Reading>(row.integer(8));
    made.said = row.text(9);
    made.cut = row.integer(10) != 0;
    made.organisation = row.id<OrganisationId>(11);
    made.person = row.id<PersonId>(12);
    made.added_at = row.instant(13);
    return made;
}

SavedSearch search_row(const db::Statement& row) {
    return {row.id<SearchId>(0), row.id<PersonId>(1), std::string(row.text(2)), std::string(row.text(3)),
            row.instant(4)};
}

}  // namespace

std::optional<Finding> finding(db::Reader& reader, ActivityId activity) {
    auto row = reader.prepare(one_finding);
    if (!row.bind(activity).next()) return std::nullopt;
    return finding_row(row);
}

std::vector<Finding> findings(db::Reader& reader, ActivityId first, ActivityId last) {
    std::vector<Finding> found;
    auto row = reader.prepare(some_findings);
    row.bind(first, last);
    while (row.next()) found.push_back(finding_row(row));
    return found;
}

bool save(db::Transaction& tx, const Finding& f) {
    const int seen = f.readers == Readers::everyone ? 1 : 0;
    if (f.version == 0)
        return tx.prepare(first_finding)
                   .bind(f.activity, f.learnt, f.done, f.report, seen, f.organisation, f.person, tx.now())
                   .run() == 1;
    return tx.prepare(next_finding)
               .bind(f.activity, f.learnt, f.done, f.report, seen, f.organisation, f.person, tx.now(), f.version)
               .run() == 1;
}

std::vector<Document> documents(db::Reader& reader, ActivityId activity) {
    std::vector<Document> found;
    auto row = reader.prepare(documents_of);
    row.bind(activity);
    while (row.next()) found.push_back(document_row(row));
    return found;
}

std::optional<Document> document(db::Reader& reader, DocumentId id) {
    auto row = reader.prepare(one_document);
    if (!row.bind(id).next()) return std::nullopt;
    return document_row(row);
}

bool is_attached(db::Reader& reader, ActivityId activity, std::string_view digest) {
    auto row = reader.prepare(same_document);
    return row.bind(activity, digest).next();
}

void insert(db::Transaction& tx, const Document& d, std::string_view bytes) {
    tx.prepare(insert_document)
        .bind(d.id, d.activity, d.title, d.filename, words_of(d.kind).code, d.bytes, d.digest,
              d.readers == Readers::everyone ? 1 : 0, static_cast<int>(d.reading), d.said, d.cut, d.organisation,
              d.person, tx.now())
        .run();
    for (std::int64_t number = 0; !bytes.empty(); ++number) {
        const auto one = bytes.substr(0, piece_bytes);
        tx.prepare(insert_piece).bind(d.id, number, std::as_bytes(std::span(one))).run();
        bytes.remove_prefix(one.size());
    }
}

void remove(db::Transaction& tx, DocumentId id) {
    tx.prepare(remove_pieces).bind(id).run();
    tx.prepare(remove_document).bind(id).run();
}

bool note_reading(db::Transaction& tx, DocumentId id, Reading reading, std::string_view said, std::string_view text,
                  bool cut) {
    return tx.prepare(update_reading).bind(id, static_cast<int>(reading), said, text, cut).run() == 1;
}

std::string text_of(db::Reader& reader, DocumentId id) {
    auto row = reader.prepare(one_text);
    return row.bind(id).next() ? std::string(row.text(0)) : std::string{};
}

void texts(db::Reader& reader, ActivityId first, ActivityId last,
           const std::function<void(Document&&, std::string_view text)>& take) {
    auto row = reader.prepare(some_texts);
    row.bind(first, last);
    while (row.next()) take(document_row(row), row.text(14));
}

std::string piece(db::Reader& reader, DocumentId id, std::int64_t number) {
    auto row = reader.prepare(one_piece);
    if (!row.bind(id, number).next()) return {};
    const auto bytes = row.blob(0);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<SavedSearch> searches_of(db::Reader& reader, PersonId person) {
    std::vector<SavedSearch> found;
    auto row = reader.prepare(saved_of);
    row.bind(person);
    while (row.next()) found.push_back(search_row(row));
    return found;
}

std::optional<SavedSearch> search(db::Reader& reader, SearchId id) {
    auto row = reader.prepare(one_saved);
    if (!row.bind(id).next()) return std::nullopt;
    return search_row(row);
}

void insert(db::Transaction& tx, const SavedSearch& s) {
    tx.prepare(insert_saved).bind(s.id, s.person, s.name, s.query, tx.now()).run();
}
void rename(db::Transaction& tx, SearchId id, std::string_view name) {
    tx.prepare(rename_saved).bind(id, name).run();
}
void remove(db::Transaction& tx, SearchId id) {
    tx.prepare(remove_saved).bind(id).run();
}

}  // namespace thingwall::library::store
