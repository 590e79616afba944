#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include "base/log.hpp"
#include "db/migrate_run.hpp"
#include "db/read_pool.hpp"
#include "db/sqlite_connection.hpp"
#include "db/writer.hpp"

namespace thingwall::db {

namespace {

/// Waits until the file's bytes (or a folder's names) are on disk.
void sync(const std::filesystem::path& path) {
    int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    int result = file < 0 ? -1 : ::fsync(file);
    if (file >= 0) ::close(file);
    if (result != 0) throw Failure(Failure::Cause::broken, "cannot bring " + path.string() + " to disk");
}

/// A whole copy as of now, on disk before it has its name.
void copy_to(const Settings& settings, const std::string& path) {
    namespace fs = std::filesystem;
    std::string part = path + ".part";
    try {
        fs::remove(part);
        SqliteConnection(settings, SqliteConnection::Use::read).copy_into(part);
        sync(part);
        fs::rename(part, path);
        sync(fs::absolute(path).parent_path());
    } catch (const fs::filesystem_error& error) {
        throw Failure(Failure::Cause::unreachable, error.what());
    } catch (...) {
        std::error_code ignored;
        fs::remove(part, ignored);
        throw;
    }
}

/// Before an upgrade the old data is put aside, so that one can go back to the old program with it.
void put_aside_before_upgrade(const Settings& settings, Connection& connection) {
    auto from = upgrade_from(connection, migrations());
    if (!from) return;
    std::string number = std::to_string(*from);
    std::string path = settings.address + ".before-upgrade-from-" + number;
    copy_to(settings, path);
    log::info("database.put_aside", {{"copy", path}, {"migration", number}});
}

class SqliteDatabase final : public Database {
public:
    SqliteDatabase(const Settings& settings, const Clock& clock)
        : settings_(settings), readers_(settings, [settings] {
              return std::make_unique<SqliteConnection>(settings, SqliteConnection::Use::read);
          }) {
        auto connection = std::make_unique<SqliteConnection>(settings, SqliteConnection::Use::write);
        put_aside_before_upgrade(settings, *connection);
        migrate(*connection, migrations(), clock.now());
        writer_ = std::make_unique<Writer>(std::move(connection), settings, clock);
    }
    ~SqliteDatabase() override {
        try {
            SqliteDatabase::close();
        } catch (const Failure&) {  // NOLINT(bugprone-empty-catch)
            // What was acknowledged is in the WAL; the next start folds it.
        }
    }

    db::Engine engine() const override { return db::Engine::sqlite; }

    void backup(const std::string& path) override {
        if (std::filesystem::exists(path))
            throw Failure(Failure::Cause::misuse, path + " is there already; name a new file for the copy");
        copy_to(settings_, path);
    }

    void on_commit(std::function<void()> callback) override { writer_->on_commit(std::move(callback)); }

    void close() override {
        auto& connection = static_cast<SqliteConnection&>(writer_->close());
        readers_.close();
        if (!connection.broken()) connection.fold();
    }

protected:
    void write_deed(const std::function<bool(Transaction&)>& deed) override { writer_->write(deed); }
    void read_question(const std::function<void(Reader&)>& question) override {
        if (!writer_->read_here(question)) readers_.read(question);
    }

private:
    const Settings settings_;
    ReadPool readers_;
    std::unique_ptr<Writer> writer_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const Settings& settings, const Clock& clock) {
    return std::make_unique<SqliteDatabase>(settings, clock);
}

}  // namespace thingwall::db
