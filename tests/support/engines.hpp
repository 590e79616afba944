#pragma once
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "db/db.hpp"
#include "support/temporary_folder.hpp"

namespace thingwall::support {

/// An empty database with all migrations, for as long as this lives.
class TemporaryDatabase {
public:
    explicit TemporaryDatabase(db::Engine engine = db::Engine::sqlite);

    [[nodiscard]] db::Database& operator*() { return *database_; }
    [[nodiscard]] db::Database* operator->() { return database_.get(); }
    [[nodiscard]] SetClock& clock() { return clock_; }
    /// For opening it a second time.
    [[nodiscard]] db::Settings& settings() { return settings_; }
    /// Closes it and opens it again, as a restart does.
    void reopen();

private:
    TemporaryFolder folder_;
    /// Monday 2 March 2026, noon.
    SetClock clock_{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{12}};
    db::Settings settings_;
    std::unique_ptr<db::Database> database_;
};

/// Makes each test of a suite run on SQLite and on PostgreSQL:
///     class RegisterStore : public support::OnBothEngines {};
///     TEST_P(RegisterStore, AnActivityIsThereAfterARestart) { auto saved = database().write(...); reopen(); ... }
///     THINGWALL_ON_BOTH_ENGINES(RegisterStore);
class OnBothEngines : public testing::TestWithParam<db::Engine> {
protected:
    [[nodiscard]] db::Database& database() { return *temporary_; }
    [[nodiscard]] SetClock& clock() { return temporary_.clock(); }
    [[nodiscard]] db::Settings& settings() { return temporary_.settings(); }
    void reopen() { temporary_.reopen(); }

private:
    TemporaryDatabase temporary_{GetParam()};
};

[[nodiscard]] std::string name_of(const testing::TestParamInfo<db::Engine>& engine);

}  // namespace thingwall::support

#define THINGWALL_ON_BOTH_ENGINES(Suite)                                                                      \
    INSTANTIATE_TEST_SUITE_P(Engines, Suite,                                                                  \
                             testing::Values(thingwall::db::Engine::sqlite, thingwall::db::Engine::postgres), \
                             thingwall::support::name_of)
