#include "db/postgres_connection.hpp"

#include <chrono>
#include <thread>

#include "base/random.hpp"
#include "db/postgres_statement.hpp"

namespace thingwall::db {

namespace {

using enum Failure::Cause;

constexpr Query note_batch{"db.note_batch", R"sql(
    INSERT INTO db_program (number, batch) VALUES ($1, $2)
    ON CONFLICT (number) DO UPDATE SET batch = excluded.batch, at = now())sql"};
constexpr Query read_batch{"db.read_batch", "SELECT batch FROM db_program WHERE number = $1"};
constexpr Query forget_programs{"db.forget_programs", R"sql(
    DELETE FROM db_program WHERE at < now() - interval '7 days')sql"};

constexpr std::size_t sent_at_once = 64;  // few enough that neither side's buffers fill up

/// By SQLSTATE: PostgreSQL's documentation, appendix A.
Failure::Cause cause_of(std::string_view state) {
    if (state == "40001" || state == "40P01") return serialization;
    if (state == "53100") return full_disk;
    if (state == "55P03" || state == "57014" || state.starts_with("53")) return busy;
    if (state.starts_with("08") || state.starts_with("57P") || state == "25006") return unreachable;
    if (state.starts_with("23")) return constraint;
    if (state.starts_with("42") || state.starts_with("22") || state.starts_with("25")) return misuse;
    return Failure::Cause::broken;
}

std::string first_line(const char* message) {
    std::string_view text(message == nullptr ? "" : message);
    return std::string(text.substr(0, text.find('\n')));
}

}  // namespace

PostgresConnection::PostgresConnection(const Settings& settings, Use use)
    : settings_(settings),
      address_(read_postgres_address(settings.address)),
      use_(use),
      program_(static_cast<std::int64_t>(SecureRandom().next() >> 1)) {
    connect();
}

PostgresConnection::~PostgresConnection() {
    PQfinish(handle_);
}

void PostgresConnection::connect() {
    PQfinish(handle_);
    prepared_.clear();
    sent_.clear();
    deed_sent_ = savepoint_kept_ = false;
    limit_ = {};
    // What the address says comes last and wins. A primary that is gone is noticed in seconds, not in TCP's quarter of
    // an hour.
    const char* words[] = {
        "connect_timeout",  "keepalives_idle", "keepalives_interval",  "keepalives_count", "tcp_user_timeout",
        "application_name", "client_encoding", "target_session_attrs", "dbname",           nullptr};
    const char* values[] = {
        "5", "5", "2", "3", "10000", "thingwall", "UTF8", "read-write", address_.connection.c_str(), nullptr};
    handle_ = PQconnectdbParams(words, values, 1);
    if (handle_ == nullptr || PQstatus(handle_) != CONNECTION_OK) {
        std::string what = handle_ == nullptr ? "no memory" : first_line(PQerrorMessage(handle_));
        PQfinish(std::exchange(handle_, nullptr));
        throw Failure(unreachable, "cannot reach the PostgreSQL server: " + what);
    }
    PQsetNoticeProcessor(handle_, [](void*, const char*) {}, nullptr);
    introduce();
}

void PostgresConnection::introduce() {
    auto milliseconds = [](std::chrono::milliseconds time) { return std::to_string(time.count()); };
    command("SET search_path TO " + address_.schema + "; SET timezone TO 'UTC'; SET lock_timeout TO " +
                milliseconds(settings_.busy_timeout) + "; SET idle_in_transaction_session_timeout TO '120s'",
            "connecting");
    if (use_ == Use::read) return;
    if (ask("SHOW fsync") != "on")
        throw Failure(misuse,
                      "the PostgreSQL server runs with fsync off, which loses what was acknowledged: turn it on");
    // Where the administrator asked for more (remote_apply), that stands.
    auto level = ask("SHOW synchronous_commit");
    if (level == "off" || level == "local") command("SET synchronous_commit TO on", "connecting");
}

void PostgresConnection::revive() {
    if (handle_ == nullptr || PQstatus(handle_) != CONNECTION_OK) connect();
}

std::string PostgresConnection::ask(const char* sql) {
    auto result = check(PQexec(handle_, sql), sql);
    return PQntuples(result.get()) == 0 ? std::string() : PQgetvalue(result.get(), 0, 0);
}

void PostgresConnection::command(const std::string& sql, const char* doing) {
    settle();
    check(PQexec(handle_, sql.c_str()), doing);
}

PostgresResult PostgresConnection::check(PGresult* raw, const char* doing) {
    PostgresResult result(raw);
    auto status = result ? PQresultStatus(result.get()) : PGRES_FATAL_ERROR;
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return result;
    const char* state = result ? PQresultErrorField(result.get(), PG_DIAG_SQLSTATE) : nullptr;
    std::string message = std::string(doing) + ": ";
    if (state == nullptr || PQstatus(handle_) != CONNECTION_OK)
        throw Failure(unreachable, message + "the connection to the PostgreSQL server was lost");
    auto cause = cause_of(state);
    if (cause == full_disk) throw Failure(cause, message + "no room left on the database server's disk");
    const char* primary = PQresultErrorField(result.get(), PG_DIAG_MESSAGE_PRIMARY);
    throw Failure(cause, message + first_line(primary) + " (" + state + ")");
}

Statement PostgresConnection::prepare(const Query& query) {
    auto found = prepared_.find(query.sql);
    if (found == prepared_.end()) {
        settle();  // preparing is not done in a pipeline
        Prepared made;
        made.name = "q" + std::to_string(prepared_.size());
        check(PQprepare(handle_, made.name.c_str(), query.sql, 0, nullptr), query.name);
        auto described = check(PQdescribePrepared(handle_, made.name.c_str()), query.name);
        made.parameters = PQnparams(described.get());
        found = prepared_.emplace(query.sql, std::move(made)).first;
    }
    return Statement(std::make_unique<PostgresStatement>(*this, query.name, found->second));
}

PostgresResult PostgresConnection::run(const char* query, const Prepared& prepared, const Values& values) {
    if (sent_.empty())
        return check(PQexecPrepared(handle_, prepared.name.c_str(), prepared.parameters, values.texts.data(),
                                    values.lengths.data(), values.formats.data(), 0),
                     query);
    send(query, prepared, values);
    return settle();
}

void PostgresConnection::run_later(const char* query, const Prepared& prepared, const Values& values) {
    send(query, prepared, values);
    deed_sent_ = true;
    if (sent_.size() >= sent_at_once) settle();
}

void PostgresConnection::enter_pipeline() {
    if (sent_.empty() && PQenterPipelineMode(handle_) != 1) check(nullptr, "db.pipeline");
}

void PostgresConnection::send(const char* query, const Prepared& prepared, const Values& values) {
    enter_pipeline();
    PQsendQueryPrepared(handle_, prepared.name.c_str(), prepared.parameters, values.texts.data(), values.lengths.data(),
                        values.formats.data(), 0);
    sent_.push_back(query);
}

void PostgresConnection::send(const char* sql, const char* doing) {
    enter_pipeline();
    PQsendQueryParams(handle_, sql, 0, nullptr, nullptr, nullptr, nullptr, 0);
    sent_.push_back(doing);
}

/// Waits for the answers to all that was sent. Gives the last, or throws what the first that failed says.
PostgresResult PostgresConnection::settle() {
    PostgresResult last, failed;
    const char* failed_doing = nullptr;
    if (sent_.empty()) return last;
    PQpipelineSync(handle_);
    for (const char* doing : sent_) {
        while (PGresult* raw = PQgetResult(handle_)) {
            last.reset(raw);
            auto status = PQresultStatus(raw);
            if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || failed_doing != nullptr) continue;
            failed_doing = doing;
            failed = std::move(last);
        }
        if (PQstatus(handle_) != CONNECTION_OK) break;
    }
    sent_.clear();
    deed_sent_ = false;
    while (PGresult* raw = PQgetResult(handle_)) {
        bool ended = PQresultStatus(raw) == PGRES_PIPELINE_SYNC;
        PQclear(raw);
        if (ended || PQstatus(handle_) != CONNECTION_OK) break;
    }
    PQexitPipelineMode(handle_);
    if (failed_doing != nullptr) check(failed.release(), failed_doing);
    if (PQstatus(handle_) != CONNECTION_OK) check(nullptr, "db.pipeline");
    return last;
}

void PostgresConnection::execute(const std::string& statements) {
    command(statements, "migration");
}

void PostgresConnection::make_schema() {
    command("BEGIN; SELECT pg_advisory_xact_lock(7416100); CREATE SCHEMA IF NOT EXISTS " + address_.schema +
                "; CREATE TABLE IF NOT EXISTS db_writer (nothing integer)"
                "; CREATE TABLE IF NOT EXISTS db_program (number bigint PRIMARY KEY, batch bigint NOT NULL, "
                "at timestamptz NOT NULL DEFAULT now()); COMMIT",
            "making the schema");
}

void PostgresConnection::begin_write() {
    begin_write_lock();
    name_batch();
}

void PostgresConnection::begin_write_lock() {
    // One writer at a time over all programs on this schema, as in SQLite: a deed sees one unchanging state, and
    // programs wait for one another in place of failing. The lock is taken before the snapshot is.
    command("BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE; LOCK TABLE db_writer IN EXCLUSIVE MODE",
            "db.begin_write");
}

void PostgresConnection::begin_read(std::chrono::milliseconds limit) {
    if (use_ == Use::read && limit != limit_)
        command("SET statement_timeout TO " + std::to_string(limit.count()), "db.begin_read");
    limit_ = limit;
    command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "db.begin_read");
}

void PostgresConnection::name_batch() {
    if (batch_ == 0) prepare(forget_programs).run();
    ++batch_;
    prepare(note_batch).bind(program_, batch_).run_later();
}

void PostgresConnection::commit() {
    savepoint_kept_ = false;
    settle();
    try {
        auto result = check(PQexec(handle_, "COMMIT"), "db.commit");
        // A transaction that has failed answers COMMIT with ROLLBACK, and no error.
        if (std::string_view(PQcmdStatus(result.get())) != "COMMIT")
            throw Failure(serialization, "db.commit: the transaction had failed and was undone");
    } catch (const Failure& failure) {
        if (failure.cause != unreachable || use_ == Use::read) throw;
        if (!was_kept()) throw Failure(serialization, "db.commit: the connection was lost and the transaction undone");
    }
}

bool PostgresConnection::was_kept() {
    const auto give_up_at = std::chrono::steady_clock::now() + settings_.busy_timeout;
    for (;;) {
        try {
            connect();
            begin_write_lock();  // waits for the old transaction, should the server still work on it
            auto row = prepare(read_batch);
            bool kept = row.bind(program_).next() && row.integer(0) == batch_;
            rollback();
            return kept;
        } catch (const Failure&) {
            rollback();
            if (std::chrono::steady_clock::now() > give_up_at)
                throw Failure(unreachable,
                              "db.commit: the connection was lost, and nobody can say whether it was kept");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

void PostgresConnection::rollback() noexcept {
    savepoint_kept_ = false;
    if (handle_ == nullptr) return;
    settle_whatever_came();
    if (in_transaction()) PQclear(PQexec(handle_, "ROLLBACK"));
}

void PostgresConnection::savepoint() {
    if (savepoint_kept_) send("RELEASE deed", "db.keep");
    savepoint_kept_ = false;
    send("SAVEPOINT deed", "db.savepoint");
    deed_sent_ = false;
}

void PostgresConnection::keep() {
    if (deed_sent_) settle();
    savepoint_kept_ = true;
}

void PostgresConnection::undo() {
    settle_whatever_came();
    command("ROLLBACK TO deed; RELEASE deed", "db.undo");
}

void PostgresConnection::settle_whatever_came() noexcept {
    try {
        settle();
    } catch (const Failure&) {  // NOLINT(bugprone-empty-catch)
        // What failed is undone anyhow; a lost connection shows with the next command.
    }
}

bool PostgresConnection::in_transaction() const {
    if (handle_ == nullptr || PQstatus(handle_) != CONNECTION_OK) return false;
    auto status = PQtransactionStatus(handle_);
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

}  // namespace thingwall::db
