#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "db/db.hpp"
#include "journal/journal.hpp"
#include "support/engines.hpp"

namespace thingwall {
namespace {

using namespace std::chrono_literals;
using Cause = db::Failure::Cause;

constexpr db::Query endless{"test.endless", R"sql(
    WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 2000000000) SELECT count(*) FROM number)sql"};

class Limits : public support::OnBothEngines {};
THINGWALL_ON_BOTH_ENGINES(Limits);

TEST_P(Limits, AQuestionThatTakesTooLongIsEndedAndTheNextIsAnswered) {
    settings().read_timeout = 150ms;
    settings().readers = 1;
    reopen();
    auto start = std::chrono::steady_clock::now();
    try {
        database().read([](db::Reader& reader) { reader.prepare(endless).next(); });
        FAIL() << "an endless question ended";
    } catch (const db::Failure& failure) {
        EXPECT_EQ(failure.cause, Cause::busy) << failure.what();
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, 2s);
    EXPECT_EQ(database().read([](db::Reader& reader) { return journal::position(reader); }), 0);
}

TEST_P(Limits, WhenAllReadConnectionsAreTakenOneIsToldSoInTime) {
    settings().read_timeout = 150ms;
    settings().readers = 1;
    reopen();
    database().read([&](db::Reader&) {
        try {
            (void)database().read([](db::Reader& reader) { return journal::position(reader); });
            FAIL() << "there was a second connection";
        } catch (const db::Failure& failure) {
            EXPECT_EQ(failure.cause, Cause::busy);
        }
    });
}

TEST_P(Limits, TwoProgramsOnOneDatabaseMakeOneJournalWithoutAGap) {
    auto more = settings();
    more.machine = 1;
    auto second = db::Database::open(more, clock());
    std::atomic<int> kept = 0;
    auto work = [&](db::Database& its) {
        for (int i = 0; i < 40; ++i) {
            auto done = its.write([](db::Transaction& tx) -> Done {
                journal::record(tx, {}, "activity.registered", tx.new_number());
                return {};
            });
            if (done) ++kept;
        }
    };
    std::thread a([&] { work(database()); }), b([&] { work(*second); }), c([&] { work(*second); });
    a.join();
    b.join();
    c.join();
    EXPECT_EQ(kept, 120);
    auto entries = database().read([](db::Reader& reader) { return journal::after(reader, 0, 1000); });
    ASSERT_EQ(entries.size(), 120u);
    for (std::size_t i = 1; i < entries.size(); ++i) EXPECT_EQ(entries[i].before, entries[i - 1].digest);
}

}  // namespace
}  // namespace thingwall
