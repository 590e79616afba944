#include <gtest/gtest.h>

#include <algorithm>

#include "db/migrate_run.hpp"
#include "db/postgres_connection.hpp"
#include "db/sqlite_connection.hpp"
#include "support/postgres_cluster.hpp"
#include "support/temporary_folder.hpp"

namespace thingwall {
namespace {

using db::Engine;
using Statements = std::vector<std::string>;

TEST(MigrationText, EachEngineGetsItsOwnWordsAndStatements) {
    constexpr std::string_view text = R"sql(
-- What a layer is.
CREATE TABLE layer (id {int64} PRIMARY KEY, name TEXT NOT NULL, shape {blob}, share {real}, note TEXT DEFAULT 'a; TEXT') {strict};
-- sqlite:
CREATE VIRTUAL TABLE layer_box USING rtree(id, x0, x1);
-- postgres:
CREATE INDEX layer_box ON layer USING gist (box(shape));
CREATE INDEX layer_name ON layer (CAST(name AS TEXT));
)sql";
    EXPECT_EQ(
        db::statements_for(Engine::sqlite, text),
        (Statements{"CREATE TABLE layer (id INTEGER PRIMARY KEY, name TEXT NOT NULL, shape BLOB, share REAL, note TEXT "
                    "DEFAULT 'a; TEXT') STRICT",
                    "CREATE VIRTUAL TABLE layer_box USING rtree(id, x0, x1)",
                    "CREATE INDEX layer_name ON layer (CAST(name AS TEXT))"}));
    EXPECT_EQ(
        db::statements_for(Engine::postgres, text),
        (Statements{
            "CREATE TABLE layer (id bigint PRIMARY KEY, name text COLLATE \"C\" NOT NULL, shape bytea, share double "
            "precision, note text COLLATE \"C\" DEFAULT 'a; TEXT')",
            "CREATE INDEX layer_box ON layer USING gist (box(shape))",
            "CREATE INDEX layer_name ON layer (CAST(name AS TEXT))"}));
}

TEST(MigrationText, ATriggersInnerSemicolonsDoNotEndIt) {
    constexpr std::string_view trigger =
        "CREATE TRIGGER stays BEFORE UPDATE ON layer BEGIN SELECT CASE WHEN 1 THEN RAISE(ABORT, 'no; never') END; "
        "SELECT 2; END";
    EXPECT_EQ(db::statements_for(Engine::sqlite, std::string(trigger) + ";\nSELECT 1;"),
              (Statements{std::string(trigger), "SELECT 1"}));
    constexpr std::string_view function = "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $body$ SELECT 1; $body$";
    EXPECT_EQ(db::statements_for(Engine::postgres, std::string(function) + ";SELECT $1;"),
              (Statements{std::string(function), "SELECT $1"}));
}

TEST(MigrationText, AWordThatNobodyKnowsIsRefused) {
    EXPECT_THROW((void)db::statements_for(Engine::sqlite, "CREATE TABLE t (id {int46})"), db::Failure);
}

constexpr db::Query count_tables_a{"test.count_a", "SELECT count(*) FROM a"};

class Migrations : public testing::TestWithParam<Engine> {
protected:
    void connect() {
        db::Settings settings;
        if (GetParam() == Engine::sqlite) {
            settings.address = folder_.path() / "partnership.db";
            connection_ = std::make_unique<db::SqliteConnection>(settings, db::SqliteConnection::Use::write);
        } else {
            settings.address = support::PostgresCluster::the().fresh_address();
            auto connection = std::make_unique<db::PostgresConnection>(settings, db::PostgresConnection::Use::write);
            connection->make_schema();
            connection_ = std::move(connection);
        }
    }
    void SetUp() override { connect(); }
    void migrate(std::vector<db::Migration> migrations) { db::migrate(*connection_, migrations, Instant{}); }
    std::string refusal(std::vector<db::Migration> migrations) {
        try {
            migrate(std::move(migrations));
        } catch (const db::Failure& failure) {
            return failure.what();
        }
        return "taken";
    }
    bool has_table_a() {
        try {
            return connection_->prepare(count_tables_a).next();
        } catch (const db::Failure&) {
            return false;
        }
    }

private:
    support::TemporaryFolder folder_;
    std::unique_ptr<db::Connection> connection_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Migrations, testing::Values(Engine::sqlite, Engine::postgres),
                         [](const auto& engine) { return engine.param == Engine::sqlite ? "SQLite" : "PostgreSQL"; });

constexpr db::Migration first{1, "0001_a", "CREATE TABLE a (id {int64} PRIMARY KEY) {strict};", "aaaa"};
constexpr db::Migration second{2, "0002_b", "ALTER TABLE a ADD COLUMN b TEXT;", "bbbb"};

TEST_P(Migrations, EachIsAppliedOnceInOrder) {
    migrate({first});
    migrate({first});
    migrate({first, second});
    migrate({first, second});
    EXPECT_TRUE(has_table_a());
}

TEST_P(Migrations, OneThatWasChangedAfterItLandedIsRefusedByName) {
    migrate({first});
    db::Migration changed = first;
    changed.sha256 = "cccc";
    auto said = refusal({changed, second});
    EXPECT_NE(said.find("0001_a was changed"), std::string::npos) << said;
    EXPECT_EQ(refusal({first, second}), "taken");
}

TEST_P(Migrations, ADatabaseOfANewerProgramIsRefused) {
    migrate({first, second});
    auto said = refusal({first});
    EXPECT_NE(said.find("0002_b"), std::string::npos) << said;
    EXPECT_NE(said.find("newer Thingwall"), std::string::npos) << said;
}

TEST_P(Migrations, AnUpgradeThatFailsLeavesTheOldDataAsItWas) {
    constexpr db::Migration broken{2, "0002_broken", "CREATE TABLE c (id {int64}); INSERT INTO nowhere VALUES (1);",
                                   "dddd"};
    auto said = refusal({first, broken});
    EXPECT_NE(said.find("0002_broken"), std::string::npos) << said;
    EXPECT_NE(said.find("INSERT INTO nowhere"), std::string::npos) << said;
    EXPECT_FALSE(has_table_a()) << "the first was kept though the second failed";
    EXPECT_EQ(refusal({first, second}), "taken");
}

TEST(EmbeddedMigrations, AreInOrderAndBeginWithTheJournal) {
    auto all = db::migrations();
    ASSERT_FALSE(all.empty());
    EXPECT_EQ(all.front().name, "0001_journal");
    EXPECT_TRUE(std::ranges::is_sorted(all, std::ranges::less{}, &db::Migration::number));
    for (const auto& migration : all) EXPECT_EQ(migration.sha256.size(), 64u);
}

}  // namespace
}  // namespace thingwall
