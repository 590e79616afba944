#pragma once
#include <chrono>
#include <unordered_map>
#include <vector>

#include <sqlite3.h>

#include "db/engine.hpp"

namespace thingwall::db {

/// A connection to a SQLite file in WAL mode.
class SqliteConnection final : public Connection {
public:
    enum class Use { write, read };
    SqliteConnection(const Settings& settings, Use use);
    ~SqliteConnection() override;

    [[nodiscard]] db::Engine engine() const override { return db::Engine::sqlite; }
    [[nodiscard]] Statement prepare(const Query& query) override;
    void execute(const std::string& statements) override;
    void begin_write() override;
    void begin_read(std::chrono::milliseconds limit) override;
    void commit() override;
    void rollback() noexcept override;
    void savepoint() override;
    void keep() override;
    void undo() override;
    [[nodiscard]] bool in_transaction() const override;
    [[nodiscard]] bool broken() const override { return broken_; }
    /// Moves what the WAL holds into the file when it has grown by Settings::fold_after_pages, so that it stays short.
    void after_commit() override;
    /// Moves all of it and empties the WAL; does nothing while others read.
    void fold();
    /// A copy as of now into a new file, also while others write.
    void copy_into(const std::string& path);

    /// A prepared statement that waits to be used again.
    struct Prepared {
        sqlite3_stmt* statement = nullptr;
        std::vector<int> index;  // where $1, $2, ... stand: SQLite numbers them by first appearance
        bool in_use = false;
        bool kept = false;  // whether it stays after use
    };
    void finish(Prepared& prepared) noexcept;
    /// Throws the Failure that the code stands for.
    [[noreturn]] void fail(int code, const char* doing);

private:
    void pragma(const char* text);
    void turn_wal_on();
    void step(const Query& query);
    Prepared make(const Query& query, unsigned flags);
    int checkpoint(int mode);
    static int look_at_clock(void* self);
    static int note_wal(void* self, sqlite3*, const char*, int pages);

    sqlite3* handle_ = nullptr;
    std::unordered_map<const char*, Prepared> prepared_;  // by the address of the SQL text, which is a constant
    std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
    const int fold_after_pages_;
    int wal_pages_ = 0;
    int folded_pages_ = 0;
    bool broken_ = false;
};

}  // namespace thingwall::db
