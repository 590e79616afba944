#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "db/db.hpp"
#include "db/migrate_run.hpp"
#include "db/sqlite_connection.hpp"
#include "journal/journal.hpp"
#include "support/engines.hpp"
#include "verify/verify.hpp"

namespace thingwall {
namespace {

using namespace std::chrono_literals;
using Cause = db::Failure::Cause;

Done record(db::Database& database) {
    return database.write([](db::Transaction& tx) -> Done {
        journal::record(tx, {}, "activity.registered", tx.new_number());
        return {};
    });
}

/// Another program that holds the file's write lock.
class OtherProgram {
public:
    explicit OtherProgram(const std::string& file) {
        sqlite3_open(file.c_str(), &handle_);
        sqlite3_exec(handle_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
    }
    ~OtherProgram() { sqlite3_close(handle_); }

private:
    sqlite3* handle_ = nullptr;
};

TEST(SqliteDatabase, WhileAnotherProgramHoldsItWritersAreToldThatItIsBusyAndReadersGoOn) {
    support::TemporaryDatabase temporary;
    temporary.settings().busy_timeout = 100ms;
    temporary.reopen();
    {
        OtherProgram other(temporary.settings().address);
        try {
            (void)record(*temporary);
            FAIL() << "wrote under another program's lock";
        } catch (const db::Failure& failure) {
            EXPECT_EQ(failure.cause, Cause::busy) << failure.what();
        }
        EXPECT_EQ(temporary->read([](db::Reader& reader) { return journal::position(reader); }), 0);
    }
    EXPECT_TRUE(record(*temporary));
}

TEST(SqliteDatabase, ACopyTakenWhileOthersWriteIsWholeAndItsJournalHolds) {
    support::TemporaryDatabase temporary;
    support::TemporaryFolder folder;
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        while (!stop) (void)record(*temporary);
    });
    for (int copy = 0; copy < 5; ++copy) {
        std::string path = folder.path() / ("copy-" + std::to_string(copy) + ".db");
        temporary->backup(path);
        db::Settings settings{.address = path};
        auto restored = db::Database::open(settings, temporary.clock());
        std::stringstream exported;
        journal::export_to(*restored, exported);
        auto outcome = verify::check(exported);
        EXPECT_EQ(outcome.verdict, verify::Outcome::Verdict::holds) << outcome.fault;
        EXPECT_TRUE(record(*restored));
    }
    stop = true;
    writer.join();
}

TEST(SqliteDatabase, ACopyNeverWritesOverAFile) {
    support::TemporaryDatabase temporary;
    support::TemporaryFolder folder;
    std::string path = folder.path() / "there.db";
    std::ofstream(path) << "the only copy of the photographs";
    EXPECT_THROW(temporary->backup(path), db::Failure);
    EXPECT_EQ(std::filesystem::file_size(path), 32u);
    EXPECT_THROW(temporary->backup(folder.path() / "no-such-folder" / "copy.db"), db::Failure);
}

TEST(SqliteDatabase, WhenItIsClosedAllIsInOneFile) {
    support::TemporaryDatabase temporary;
    ASSERT_TRUE(record(*temporary));
    temporary->close();
    std::string log = temporary.settings().address + "-wal";
    EXPECT_TRUE(!std::filesystem::exists(log) || std::filesystem::file_size(log) == 0);
}

TEST(SqliteDatabase, UnderLoadTheWriteAheadLogStaysShort) {
    support::TemporaryDatabase temporary;
    for (int i = 0; i < 1500; ++i) ASSERT_TRUE(record(*temporary));
    EXPECT_LT(std::filesystem::file_size(temporary.settings().address + "-wal"), 8u << 20);
}

constexpr db::Query newest_migration{"test.newest_migration", "SELECT max(number) FROM schema_migration"};

TEST(SqliteDatabase, BeforeAnUpgradeTheOldDataIsPutAside) {
    support::TemporaryFolder folder;
    SetClock clock{Instant{}};
    db::Settings settings{.address = folder.path() / "partnership.db"};
    auto older = db::migrations().first(db::migrations().size() - 1);
    {
        db::SqliteConnection connection(settings, db::SqliteConnection::Use::write);
        db::migrate(connection, older, clock.now());
    }
    auto files = [&] { return std::distance(std::filesystem::directory_iterator(folder.path()), {}); };
    db::Database::open(settings, clock)->close();

    db::Settings aside{.address = settings.address + ".before-upgrade-from-" + std::to_string(older.back().number)};
    ASSERT_TRUE(std::filesystem::exists(aside.address));
    db::SqliteConnection old(aside, db::SqliteConnection::Use::write);
    auto row = old.prepare(newest_migration);
    ASSERT_TRUE(row.next());
    EXPECT_EQ(row.integer(0), older.back().number);
    auto before = files();
    db::Database::open(settings, clock)->close();
    EXPECT_EQ(files(), before) << "a start without an upgrade copies nothing";
}

TEST(SqliteDatabase, AFolderThatIsNotThereIsNamed) {
    SetClock clock{Instant{}};
    try {
        (void)db::Database::open({.address = "/nonexistent/partnership.db"}, clock);
        FAIL();
    } catch (const db::Failure& failure) {
        EXPECT_NE(std::string(failure.what()).find("/nonexistent/partnership.db"), std::string::npos) << failure.what();
    }
}

TEST(SqliteDatabase, AFileThatIsNoDatabaseIsRefusedAndLeftAlone) {
    support::TemporaryFolder folder;
    std::string path = folder.path() / "letter.txt";
    std::ofstream(path) << std::string(5000, 'x');
    SetClock clock{Instant{}};
    EXPECT_THROW((void)db::Database::open({.address = path}, clock), db::Failure);
    EXPECT_EQ(std::filesystem::file_size(path), 5000u);
}

}  // namespace
}  // namespace thingwall
