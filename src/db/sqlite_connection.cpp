#include "db/sqlite_connection.hpp"

#include <cerrno>
#include <string>

#include "db/sqlite_statement.hpp"

namespace thingwall::db {

namespace {

using enum Failure::Cause;

constexpr Query begin_immediate{"db.begin_write", "BEGIN IMMEDIATE"};
constexpr Query begin_deferred{"db.begin_read", "BEGIN"};
constexpr Query commit_all{"db.commit", "COMMIT"};
constexpr Query open_savepoint{"db.savepoint", "SAVEPOINT deed"};
constexpr Query release_savepoint{"db.keep", "RELEASE deed"};
constexpr Query undo_savepoint{"db.undo", "ROLLBACK TO deed"};
constexpr int steps_between_looks = 4000;  // of SQLite's virtual machine: well under a millisecond

Failure::Cause cause_of(int code, int system_error) {
    switch (code & 0xff) {
        case SQLITE_FULL:
            return full_disk;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_INTERRUPT:
            return busy;
        case SQLITE_CANTOPEN:
            return unreachable;
        case SQLITE_CONSTRAINT:
            return constraint;
        case SQLITE_ERROR:
        case SQLITE_MISUSE:
        case SQLITE_RANGE:
            return misuse;
        case SQLITE_IOERR:
            // A quota or a limit on the file's size is a full disk too.
            return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG ? full_disk
                                                                                             : Failure::Cause::broken;
        default:
            return Failure::Cause::broken;
    }
}

/// After these the kernel may have dropped what it could not write and say nothing the next time: trying again would be
/// a false thank-you (PostgreSQL ends itself at the same point, for the same reason).
bool means_lost_pages(int code) {
    return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
}

}  // namespace

namespace {

// SQLite's tally of its memory is one lock for all connections, taken at each allocation; nobody asks for the tally.
void set_up_sqlite() {
    static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(done);  // SQLite was in use before: then it counts on, which only costs time
}

}  // namespace

SqliteConnection::SqliteConnection(const Settings& settings, Use use) : fold_after_pages_(settings.fold_after_pages) {
    set_up_sqlite();
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (use == Use::write) flags |= SQLITE_OPEN_CREATE;
    const char* vfs = settings.sqlite_vfs.empty() ? nullptr : settings.sqlite_vfs.c_str();
    int code = sqlite3_open_v2(settings.address.c_str(), &handle_, flags, vfs);
    try {
        if (code != SQLITE_OK)
            throw Failure(cause_of(code, 0),
                          "cannot open the database " + settings.address + ": " + sqlite3_errstr(code) +
                              ". Check that its folder exists and that this program may write in it");
        sqlite3_busy_timeout(handle_, static_cast<int>(settings.busy_timeout.count()));
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
        pragma("PRAGMA trusted_schema = OFF");
        pragma("PRAGMA foreign_keys = ON");
        pragma("PRAGMA temp_store = MEMORY");  // savepoints keep what they undo in memory
        // No memory map: each connection's own would count against the server's memory, and a read error would be a
        // signal.
        pragma("PRAGMA mmap_size = 0");
        if (use == Use::read) {
            pragma("PRAGMA cache_size = -2000");
            pragma("PRAGMA query_only = ON");
            sqlite3_progress_handler(handle_, steps_between_looks, look_at_clock, this);
        } else {
            pragma("PRAGMA cache_size = -8000");
            turn_wal_on();
            pragma(settings.normal_sync ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL");
            pragma("PRAGMA journal_size_limit = 67108864");
            sqlite3_wal_hook(handle_, note_wal, this);  // in place of SQLite's own folding, whose errors nobody sees
        }
    } catch (...) {
        sqlite3_close(handle_);
        throw;
    }
}

SqliteConnection::~SqliteConnection() {
    for (auto& [text, prepared] : prepared_) sqlite3_finalize(prepared.statement);
    sqlite3_close_v2(handle_);
}

void SqliteConnection::pragma(const char* text) {
    int code = sqlite3_exec(handle_, text, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code, text);
}

void SqliteConnection::turn_wal_on() {
    std::string mode;
    auto read = [](void* into, int, char** values, char**) {
        *static_cast<std::string*>(into) = values[0] == nullptr ? "" : values[0];
        return 0;
    };
    int code = sqlite3_exec(handle_, "PRAGMA journal_mode = WAL", read, &mode, nullptr);
    if (code != SQLITE_OK) fail(code, "PRAGMA journal_mode = WAL");
    if (mode != "wal")
        throw Failure(misuse,
                      "the database's file system does not allow a write-ahead log; put the file on a local disk");
}

void SqliteConnection::fail(int code, const char* doing) {
    if (means_lost_pages(code)) broken_ = true;
    auto cause = cause_of(code, sqlite3_system_errno(handle_));
    std::string what = std::string(doing) + ": " + sqlite3_errmsg(handle_);
    if ((code & 0xff) == SQLITE_INTERRUPT) what = std::string(doing) + ": took longer than the time limit for reading";
    if (cause == full_disk) what = std::string(doing) + ": no room left on the disk";
    throw Failure(cause, what);
}

SqliteConnection::Prepared SqliteConnection::make(const Query& query, unsigned flags) {
    Prepared made;
    const char* rest = nullptr;
    int code = sqlite3_prepare_v3(handle_, query.sql, -1, flags, &made.statement, &rest);
    if (code != SQLITE_OK) fail(code, query.name);
    int count = sqlite3_bind_parameter_count(made.statement);
    for (int i = 1; i <= count; ++i) {
        int index = sqlite3_bind_parameter_index(made.statement, ('$' + std::to_string(i)).c_str());
        if (index == 0) {
            sqlite3_finalize(made.statement);
            throw Failure(misuse, std::string(query.name) + ": parameters must be $1 to $" + std::to_string(count));
        }
        made.index.push_back(index);
    }
    return made;
}

Statement SqliteConnection::prepare(const Query& query) {
    auto found = prepared_.find(query.sql);
    if (found == prepared_.end()) {
        Prepared made = make(query, SQLITE_PREPARE_PERSISTENT);
        made.kept = true;
        found = prepared_.emplace(query.sql, std::move(made)).first;
    }
    if (!found->second.in_use) return Statement(std::make_unique<SqliteStatement>(*this, query.name, found->second));
    // The same query inside its own loop: a second statement for this once.
    return Statement(std::make_unique<SqliteStatement>(*this, query.name, make(query, 0)));
}

void SqliteConnection::finish(Prepared& prepared) noexcept {
    if (!prepared.kept) {
        sqlite3_finalize(prepared.statement);
        return;
    }
    sqlite3_reset(prepared.statement);
    sqlite3_clear_bindings(prepared.statement);
    prepared.in_use = false;
}

void SqliteConnection::execute(const std::string& statements) {
    int code = sqlite3_exec(handle_, statements.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code, "migration");
}

void SqliteConnection::step(const Query& query) {
    prepare(query).next();
}

void SqliteConnection::begin_write() {
    step(begin_immediate);
}

void SqliteConnection::begin_read(std::chrono::milliseconds limit) {
    deadline_ = std::chrono::steady_clock::now() + limit;
    step(begin_deferred);
}

void SqliteConnection::commit() {
    step(commit_all);
}

void SqliteConnection::rollback() noexcept {
    if (!in_transaction()) return;
    deadline_ = std::chrono::steady_clock::time_point::max();
    int code = sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
    if (means_lost_pages(code)) broken_ = true;
}

void SqliteConnection::savepoint() {
    step(open_savepoint);
}

void SqliteConnection::keep() {
    step(release_savepoint);
}

void SqliteConnection::undo() {
    step(undo_savepoint);
    step(release_savepoint);
}

bool SqliteConnection::in_transaction() const {
    return sqlite3_get_autocommit(handle_) == 0;
}

void SqliteConnection::after_commit() {
    if (wal_pages_ < folded_pages_) folded_pages_ = 0;  // the WAL began anew
    if (wal_pages_ - folded_pages_ < fold_after_pages_) return;
    folded_pages_ = wal_pages_;
    checkpoint(SQLITE_CHECKPOINT_PASSIVE);
}

void SqliteConnection::fold() {
    checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
}

int SqliteConnection::checkpoint(int mode) {
    int code = sqlite3_wal_checkpoint_v2(handle_, "main", mode, nullptr, nullptr);
    // A full disk or a reader in the way is no matter: the WAL holds it all until the next time.
    if (means_lost_pages(code)) broken_ = true;
    return code;
}

void SqliteConnection::copy_into(const std::string& path) {
    static constexpr Query copy{"db.backup", "VACUUM INTO $1"};
    deadline_ = std::chrono::steady_clock::time_point::max();
    pragma("PRAGMA query_only = OFF");
    prepare(copy).bind(path).next();
}

int SqliteConnection::look_at_clock(void* self) {
    return std::chrono::steady_clock::now() > static_cast<SqliteConnection*>(self)->deadline_ ? 1 : 0;
}

int SqliteConnection::note_wal(void* self, sqlite3*, const char*, int pages) {
    static_cast<SqliteConnection*>(self)->wal_pages_ = pages;
    return SQLITE_OK;
}

}  // namespace thingwall::db
