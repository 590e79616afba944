#include "audit/store.hpp"

#include <map>
#include <span>

#include "activities/activities.hpp"

namespace thingwall::audit::store {
namespace {

constexpr db::Query insert_audit{"audit.insert", R"sql(
    INSERT INTO audit (id, name, words, due, person, organisation, opened_at, closed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL))sql"};
constexpr db::Query one_audit{"audit.one",
                              "SELECT id, name, words, due, opened_at, closed_at FROM audit WHERE id = $1"};
constexpr db::Query all_audits{"audit.all", R"sql(
    SELECT id, name, words, due, opened_at, closed_at FROM audit ORDER BY id DESC LIMIT 200)sql"};
constexpr db::Query close_audit{"audit.close", "UPDATE audit SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL"};

constexpr db::Query insert_one_partner{"audit.insert_partner", R"sql(
    INSERT INTO audit_partner (audit, organisation, token, email, looked_at, answered_at, reminded, reminded_at)
    VALUES ($1, $2, $3, $4, NULL, NULL, 0, NULL))sql"};
constexpr db::Query partner_by_token{"audit.by_token", R"sql(
    SELECT audit, organisation, token, email, looked_at, answered_at, reminded, sheet_at FROM audit_partner WHERE token = $1)sql"};
constexpr db::Query one_partner{"audit.partner", R"sql(
    SELECT audit, organisation, token, email, looked_at, answered_at, reminded, sheet_at FROM audit_partner
    WHERE audit = $1 AND organisation = $2)sql"};
constexpr db::Query all_partners{"audit.partners", R"sql(
    SELECT audit, organisation, token, email, looked_at, answered_at, reminded, sheet_at FROM audit_partner WHERE audit = $1
    ORDER BY organisation)sql"};
constexpr db::Query partners_to_remind{"audit.to_remind", R"sql(
    SELECT p.audit, p.organisation, p.token, p.email, p.looked_at, p.answered_at, p.reminded, p.sheet_at
    FROM audit_partner p JOIN audit a ON a.id = p.audit
    WHERE a.closed_at IS NULL AND a.due <= $1 AND a.opened_at < $2 AND p.answered_at IS NULL AND p.email <> ''
        AND (p.reminded_at IS NULL OR p.reminded_at < $2)
    ORDER BY p.audit, p.organisation)sql"};
// clang-format off
#define UNANSWERED "SELECT a.id, a.name, a.due, p.organisation, p.token, p.email, p.looked_at, p.reminded " \
    "FROM audit a JOIN audit_partner p ON p.audit = a.id WHERE a.closed_at IS NULL AND p.answered_at IS NULL"
// clang-format on
constexpr db::Query asked_of_partner{"audit.asked_of", UNANSWERED " AND p.organisation = $1 ORDER BY a.due, a.id"};
constexpr db::Query not_answered{"audit.unanswered",
                                 UNANSWERED " ORDER BY a.due, a.id, p.organisation LIMIT $1 OFFSET $2"};
constexpr db::Query asked_count{"audit.asked_count", R"sql(
    SELECT count(*), coalesce(sum(CASE WHEN p.answered_at IS NULL THEN 1 ELSE 0 END), 0)
    FROM audit a JOIN audit_partner p ON p.audit = a.id WHERE a.closed_at IS NULL)sql"};
constexpr db::Query update_looked{"audit.set_looked", R"sql(
    UPDATE audit_partner SET looked_at = $3 WHERE audit = $1 AND organisation = $2 AND looked_at IS NULL)sql"};
constexpr db::Query update_answered{"audit.set_answered", R"sql(
    UPDATE audit_partner SET answered_at = $3 WHERE audit = $1 AND organisation = $2)sql"};
constexpr db::Query update_reminded{"audit.add_reminder", R"sql(
    UPDATE audit_partner SET reminded = reminded + 1, reminded_at = $3 WHERE audit = $1 AND organisation = $2)sql"};

constexpr db::Query insert_one_answer{"audit.insert_answer", R"sql(
    INSERT INTO audit_answer (id, audit, organisation, activity, version, verdict, draft, at, taken_at, why_not)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, ''))sql"};
constexpr db::Query delete_answer{"audit.drop_answer", R"sql(
    DELETE FROM audit_answer WHERE audit = $1 AND organisation = $2 AND activity = $3 AND activity <> 0 AND taken_at IS NULL)sql"};
constexpr db::Query delete_new{"audit.drop_new", R"sql(
    DELETE FROM audit_answer WHERE audit = $1 AND organisation = $2 AND id = $3 AND taken_at IS NULL)sql"};
constexpr db::Query all_answers{"audit.answers", R"sql(
    SELECT id, organisation, activity, version, verdict, draft, at, taken_at, why_not FROM audit_answer
    WHERE audit = $1 AND organisation = $2 ORDER BY id)sql"};
constexpr db::Query update_taken{"audit.set_taken", R"sql(
    UPDATE audit_answer SET taken_at = $2, why_not = $3 WHERE id = $1)sql"};
constexpr db::Query count_answers{"audit.progress", R"sql(
    SELECT organisation, verdict, count(*), count(taken_at) FROM audit_answer WHERE audit = $1 GROUP BY organisation, verdict)sql"};

constexpr db::Query drop_waiting_sheet{
    "audit.drop_waiting_sheet", "DELETE FROM audit_sheet WHERE audit = $1 AND organisation = $2 AND taken_at IS NULL"};
constexpr db::Query insert_one_sheet{"audit.insert_sheet", R"sql(
    INSERT INTO audit_sheet (id, audit, organisation, filename, content, digest, at, taken_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL))sql"};
constexpr db::Query one_sheet{"audit.sheet", R"sql(
    SELECT id, audit, organisation, filename, digest, taken_at, content FROM audit_sheet WHERE id = $1)sql"};
constexpr db::Query one_waiting_sheet{"audit.waiting_sheet", R"sql(
    SELECT id, audit, organisation, filename, digest, taken_at FROM audit_sheet
    WHERE audit = $1 AND organisation = $2 AND taken_at IS NULL)sql"};
constexpr db::Query update_sheet_taken{"audit.set_sheet_taken", R"sql(
    UPDATE audit_sheet SET taken_at = $2, content = $3 WHERE id = $1)sql"};
constexpr db::Query update_sheet_given{"audit.set_sheet_given", R"sql(
    UPDATE audit_partner SET sheet_at = $3 WHERE audit = $1 AND organisation = $2)sql"};
constexpr db::Query forget_old_sheets{"audit.forget_sheets",
                                      "DELETE FROM audit_sheet WHERE taken_at IS NULL AND at < $1"};
constexpr db::Query count_sheets{"audit.count_sheets", R"sql(
    SELECT organisation, count(*) FROM audit_sheet WHERE audit = $1 AND taken_at IS NOT NULL GROUP BY organisation)sql"};

std::optional<Instant> moment(const db::Statement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.instant(column));
}

Audit audit_of(const db::Statement& row) {
    return {row.integer(0), std::string(row.text(1)), std::string(row.text(2)),
            row.date(3),    row.instant(4),           moment(row, 5)};
}

Partner partner_of(const db::Statement& row) {
    return {row.integer(0),           row.id<OrganisationId>(1),
            std::string(row.text(2)), std::string(row.text(3)),
            moment(row, 4),           moment(row, 5),
            row.integer(6),           moment(row, 7)};
}

std::span<const std::byte> bytes(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

}  // namespace

void insert(db::Transaction& tx, const Audit& audit, PersonId person, OrganisationId organisation) {
    tx.prepare(insert_audit)
        .bind(audit.id, audit.name, audit.words, audit.due, person, organisation, audit.opened_at)
        .run();
}

std::optional<Audit> audit(db::Reader& reader, std::int64_t id) {
    auto row = reader.prepare(one_audit);
    if (!row.bind(id).next()) return std::nullopt;
    return audit_of(row);
}

std::vector<Audit> audits(db::Reader& reader) {
    std::vector<Audit> found;
    auto row = reader.prepare(all_audits);
    while (row.next()) found.push_back(audit_of(row));
    return found;
}

bool close(db::Transaction& tx, std::int64_t id) {
    return tx.prepare(close_audit).bind(id, tx.now()).run() > 0;
}

void insert_partner(db::Transaction& tx, const Partner& partner) {
    tx.prepare(insert_one_partner).bind(partner.audit, partner.organisation, partner.token, partner.email).run();
}

std::optional<Partner> by_token(db::Reader& reader, std::string_view token) {
    auto row = reader.prepare(partner_by_token);
    if (!row.bind(token).next()) return std::nullopt;
    return partner_of(row);
}

std::optional<Partner> partner(db::Reader& reader, std::int64_t audit, OrganisationId organisation) {
    auto row = reader.prepare(one_partner);
    if (!row.bind(audit, organisation).next()) return std::nullopt;
    return partner_of(row);
}

std::vector<Partner> partners(db::Reader& reader, std::int64_t audit) {
    std::vector<Partner> found;
    auto row = reader.prepare(all_partners);
    row.bind(audit);
    while (row.next()) found.push_back(partner_of(row));
    return found;
}

std::vector<Partner> to_remind(db::Reader& reader, Date due_by, Instant before) {
    std::vector<Partner> found;
    auto row = reader.prepare(partners_to_remind);
    row.bind(due_by, before);
    while (row.next()) found.push_back(partner_of(row));
    return found;
}

namespace {
std::vector<Unanswered> unanswered_in(db::Statement row) {
    std::vector<Unanswered> found;
    while (row.next())
        found.push_back({row.integer(0), std::string(row.text(1)), row.date(2), row.id<OrganisationId>(3),
                         std::string(row.text(4)), !row.text(5).empty(), moment(row, 6), row.integer(7)});
    return found;
}
}  // namespace

std::vector<Unanswered> asked_of(db::Reader& reader, OrganisationId partner) {
    auto row = reader.prepare(asked_of_partner);
    row.bind(partner);
    return unanswered_in(std::move(row));
}

std::vector<Unanswered> unanswered(db::Reader& reader, std::int64_t limit, std::int64_t offset) {
    auto row = reader.prepare(not_answered);
    row.bind(limit, offset);
    return unanswered_in(std::move(row));
}

AskedTotals count_asked(db::Reader& reader) {
    auto row = reader.prepare(asked_count);
    if (!row.next()) return {};
    return {row.integer(0), row.integer(1)};
}

void set_looked(db::Transaction& tx, const Partner& partner) {
    tx.prepare(update_looked).bind(partner.audit, partner.organisation, tx.now()).run();
}

void set_answered(db::Transaction& tx, const Partner& partner, bool answered) {
    tx.prepare(update_answered)
        .bind(partner.audit, partner.organisation, answered ? std::optional(tx.now()) : std::nullopt)
        .run();
}

void add_reminder(db::Transaction& tx, const Partner& partner) {
    tx.prepare(update_reminded).bind(partner.audit, partner.organisation, tx.now()).run();
}

void insert_answer(db::Transaction& tx, std::int64_t audit, const Answer& answer) {
    tx.prepare(insert_one_answer)
        .bind(answer.id, audit, answer.organisation, answer.activity, answer.version, static_cast<int>(answer.verdict),
              activities::to_json(answer.draft), tx.now())
        .run();
}

void drop_answer(db::Transaction& tx, std::int64_t audit, OrganisationId organisation, ActivityId activity) {
    tx.prepare(delete_answer).bind(audit, organisation, activity).run();
}

bool drop_new(db::Transaction& tx, std::int64_t audit, OrganisationId organisation, std::int64_t id) {
    return tx.prepare(delete_new).bind(audit, organisation, id).run() > 0;
}

std::vector<Answer> answers(db::Reader& reader, std::int64_t audit, OrganisationId organisation) {
    std::vector<Answer> found;
    auto row = reader.prepare(all_answers);
    row.bind(audit, organisation);
    while (row.next()) {
        Answer answer{row.integer(0),
                      row.id<OrganisationId>(1),
                      row.id<ActivityId>(2),
                      row.integer(3),
                      static_cast<Verdict>(row.integer(4)),
                      {},
                      row.instant(6),
                      moment(row, 7),
                      std::string(row.text(8))};
        if (auto draft = activities::draft_from_json(row.text(5))) answer.draft = std::move(*draft);
        found.push_back(std::move(answer));
    }
    return found;
}

void set_taken(db::Transaction& tx, std::int64_t answer, std::string_view why_not) {
    tx.prepare(update_taken).bind(answer, why_not.empty() ? std::optional(tx.now()) : std::nullopt, why_not).run();
}

namespace {
KeptSheet sheet_of(const db::Statement& row) {
    return {row.integer(0),           row.integer(1), row.id<OrganisationId>(2), std::string(row.text(3)), {},
            std::string(row.text(4)), moment(row, 5)};
}
}  // namespace

void insert_sheet(db::Transaction& tx, const KeptSheet& sheet) {
    tx.prepare(drop_waiting_sheet).bind(sheet.audit, sheet.organisation).run();
    tx.prepare(insert_one_sheet)
        .bind(sheet.id, sheet.audit, sheet.organisation, sheet.filename, bytes(sheet.content), sheet.digest, tx.now())
        .run();
}

std::optional<KeptSheet> sheet(db::Reader& reader, std::int64_t id) {
    auto row = reader.prepare(one_sheet);
    if (!row.bind(id).next()) return std::nullopt;
    KeptSheet found = sheet_of(row);
    const auto content = row.blob(6);
    found.content.assign(reinterpret_cast<const char*>(content.data()), content.size());
    return found;
}

std::optional<KeptSheet> waiting_sheet(db::Reader& reader, std::int64_t audit, OrganisationId organisation) {
    auto row = reader.prepare(one_waiting_sheet);
    if (!row.bind(audit, organisation).next()) return std::nullopt;
    return sheet_of(row);
}

void set_sheet_taken(db::Transaction& tx, std::int64_t id) {
    tx.prepare(update_sheet_taken).bind(id, tx.now(), bytes("")).run();
}

void set_sheet_given(db::Transaction& tx, const Partner& partner) {
    tx.prepare(update_sheet_given).bind(partner.audit, partner.organisation, tx.now()).run();
}

std::int64_t forget_sheets(db::Transaction& tx, Instant before) {
    return tx.prepare(forget_old_sheets).bind(before).run();
}

std::vector<Progress> progress(db::Reader& reader, std::int64_t audit) {
    std::vector<Progress> found;
    std::map<OrganisationId, std::size_t> place;
    for (auto& one : partners(reader, audit)) {
        place[one.organisation] = found.size();
        found.push_back({std::move(one)});
    }
    auto row = reader.prepare(count_answers);
    row.bind(audit);
    while (row.next()) {
        const auto known = place.find(row.id<OrganisationId>(0));
        if (known == place.end()) continue;
        auto& one = found[known->second];
        const auto number = row.integer(2);
        switch (static_cast<Verdict>(row.integer(1))) {
            case Verdict::right:
                one.right = number;
                break;
            case Verdict::changed:
                one.changed = number;
                break;
            case Verdict::not_happening:
                one.not_happening = number;
                break;
            case Verdict::added:
                one.added = number;
                break;
        }
        one.waiting += number - row.integer(3);
    }
    auto sheets = reader.prepare(count_sheets);
    sheets.bind(audit);
    while (sheets.next())
        if (const auto known = place.find(sheets.id<OrganisationId>(0)); known != place.end())
            found[known->second].sheets = sheets.integer(1);
    return found;
}

}  // namespace thingwall::audit::store
