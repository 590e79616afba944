#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include "journal/journal.hpp"
#include "support/engines.hpp"

namespace thingwall {
namespace {

constexpr db::Query make_things{"test.make_things", R"sql(
    CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT, size DOUBLE PRECISION, day TEXT))sql"};
constexpr db::Query insert_thing{"test.insert_thing", R"sql(
    INSERT INTO thing (day, id, name, size) VALUES ($4, $1, $2, $3))sql"};
constexpr db::Query count_things{"test.count_things", "SELECT count(*) FROM thing"};
constexpr db::Query all_things{"test.all_things", "SELECT id, name, size, day FROM thing ORDER BY id"};
constexpr db::Query things_from{"test.things_from", "SELECT id FROM thing WHERE id >= $1 ORDER BY id"};

class Database : public support::OnBothEngines {
protected:
    void SetUp() override {
        auto made = database().write([](db::Transaction& tx) -> Done {
            tx.prepare(make_things).run();
            return {};
        });
        ASSERT_TRUE(made);
    }
    Done add(std::int64_t id, std::string_view name = "a thing") {
        return database().write([&](db::Transaction& tx) -> Done {
            tx.prepare(insert_thing).bind(id, name, std::nullopt, std::nullopt).run();
            return {};
        });
    }
    std::int64_t count() {
        return database().read([](db::Reader& reader) {
            auto row = reader.prepare(count_things);
            row.next();
            return row.integer(0);
        });
    }
};
THINGWALL_ON_BOTH_ENGINES(Database);

TEST_P(Database, WhatWasWrittenReadsBackTheSameAfterARestart) {
    Date day = *Date::make(2010, 3, 1);
    std::string name = "Forum 'Hoylake' \"é\" \\ $1 ; --";
    auto written = database().write([&](db::Transaction& tx) -> Done {
        tx.prepare(insert_thing).bind(std::int64_t{9007199254740993}, name, 0.1 + 0.2, day).run();
        tx.prepare(insert_thing).bind(std::int64_t{1}, "", std::optional<double>{}, std::optional<Date>{}).run();
        return {};
    });
    ASSERT_TRUE(written);

    reopen();

    database().read([&](db::Reader& reader) {
        auto row = reader.prepare(all_things);
        ASSERT_TRUE(row.next());
        EXPECT_EQ(row.integer(0), 1);
        EXPECT_FALSE(row.is_null(1));
        EXPECT_EQ(row.text(1), "");
        EXPECT_TRUE(row.is_null(2));
        EXPECT_EQ(row.optional_date(3), std::nullopt);
        ASSERT_TRUE(row.next());
        EXPECT_EQ(row.integer(0), 9007199254740993);
        EXPECT_EQ(row.text(1), name);
        EXPECT_EQ(row.real(2), 0.1 + 0.2);
        EXPECT_EQ(row.date(3), day);
        EXPECT_FALSE(row.next());
        EXPECT_FALSE(row.next());
    });
}

TEST_P(Database, ADeedThatReturnsAnErrorLeavesNothing) {
    auto refused = database().write([&](db::Transaction& tx) -> Done {
        tx.prepare(insert_thing).bind(1, "kept?", std::nullopt, std::nullopt).run();
        return fail(ErrorKind::conflict, "somebody was first");
    });

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "somebody was first");
    EXPECT_EQ(count(), 0);
}

TEST_P(Database, ADeedThatBreaksARuleOfTheTableIsUndoneAndSaysSo) {
    ASSERT_TRUE(add(1));
    try {
        (void)add(1);
        FAIL() << "the second thing with one number was taken";
    } catch (const db::Failure& failure) {
        EXPECT_EQ(failure.cause, db::Failure::Cause::constraint) << failure.what();
    }
    EXPECT_EQ(count(), 1);
    EXPECT_TRUE(add(2));
}

TEST_P(Database, AHundredPeopleAtOnceOfWhomHalfFailKeepFiftyAndTheJournalHasNoGap) {
    std::vector<std::thread> people;
    std::atomic<int> kept = 0, failed = 0;
    for (int i = 0; i < 100; ++i)
        people.emplace_back([&, i] {
            try {
                auto done = database().write([&](db::Transaction& tx) -> Done {
                    tx.prepare(insert_thing).bind(i, "by many", std::nullopt, std::nullopt).run();
                    journal::record(tx, {PersonId{i + 1}, {}}, "thing.added", i);
                    if (i % 4 == 1) return fail(ErrorKind::invalid, "no");
                    if (i % 4 == 3) tx.prepare(insert_thing).bind(i, "twice", std::nullopt, std::nullopt).run();
                    return {};
                });
                ++(done ? kept : failed);
            } catch (const db::Failure&) {
                ++failed;
            }
        });
    for (auto& person : people) person.join();

    EXPECT_EQ(kept, 50);
    EXPECT_EQ(failed, 50);
    EXPECT_EQ(count(), 50);
    auto entries = database().read([](db::Reader& reader) { return journal::after(reader, 0, 1000); });
    ASSERT_EQ(entries.size(), 50u);
    for (std::size_t i = 0; i < entries.size(); ++i) EXPECT_EQ(entries[i].position, static_cast<std::int64_t>(i) + 1);
}

TEST_P(Database, AnIdIsNeverGivenTwiceThoughTheClockGoesBackBetweenTwoStarts) {
    auto made = database().write([](db::Transaction& tx) -> Result<std::int64_t> { return tx.new_number(); });
    ASSERT_TRUE(made);
    clock().set(clock().now() - std::chrono::hours{24});

    reopen();

    auto later = database().write([](db::Transaction& tx) -> Result<std::int64_t> { return tx.new_number(); });
    ASSERT_TRUE(later);
    EXPECT_GT(*later, *made);
}

TEST_P(Database, ACommandBesideTheServerGivesOutNoIdOfTheServers) {
    auto make = [](db::Database& its, int count) {
        return *its.write([&](db::Transaction& tx) -> Result<std::vector<std::int64_t>> {
            std::vector<std::int64_t> made;
            for (int i = 0; i < count; ++i) made.push_back(tx.new_number());
            return made;
        });
    };
    auto command = db::Database::open(settings(), clock());
    std::set<std::int64_t> all;
    std::size_t made = 0;
    for (int second = 0; second < 40; ++second) {
        for (auto* program : {&database(), command.get()}) {
            auto ids = make(*program, 5000);
            EXPECT_TRUE(std::ranges::is_sorted(ids));
            all.insert(ids.begin(), ids.end());
            made += ids.size();
        }
        clock().set(clock().now() + std::chrono::seconds{1});
        if (second == 20) reopen();
    }
    EXPECT_EQ(all.size(), made);
}

TEST_P(Database, AFollowerThatStumblesHarmsNobodyAndOneThatReadsNeedsNoFreeConnection) {
    settings().readers = 1;
    settings().read_timeout = std::chrono::milliseconds{300};
    reopen();
    std::int64_t seen = -1;
    database().on_commit([&] { seen = count(); });
    database().on_commit([] { throw std::runtime_error("no memory"); });
    database().read([&](db::Reader&) {  // the only read connection is taken
        EXPECT_TRUE(add(1));
    });
    EXPECT_EQ(seen, 1);
    EXPECT_TRUE(add(2));
    EXPECT_EQ(seen, 2);
}

TEST_P(Database, AReadingSeesOneStateThoughOthersWriteMeanwhile) {
    ASSERT_TRUE(add(1));
    database().read([&](db::Reader& reader) {
        auto row = reader.prepare(count_things);
        row.next();
        EXPECT_EQ(row.integer(0), 1);
        ASSERT_TRUE(add(2));
        auto again = reader.prepare(count_things);
        again.next();
        EXPECT_EQ(again.integer(0), 1);
    });
    EXPECT_EQ(count(), 2);
}

TEST_P(Database, AWriteInsideADeedIsRefusedAndDoesNotHang) {
    auto outer = [&] { return database().write([&](db::Transaction&) -> Done { return add(1); }); };
    try {
        (void)outer();
        FAIL() << "a deed wrote past its transaction";
    } catch (const db::Failure& failure) {
        EXPECT_EQ(failure.cause, db::Failure::Cause::misuse);
    }
    EXPECT_TRUE(add(2));
}

TEST_P(Database, TheSameQueryMayRunInsideItsOwnLoop) {
    for (int i = 1; i <= 3; ++i) ASSERT_TRUE(add(i));
    int pairs = 0;
    database().read([&](db::Reader& reader) {
        auto outer = reader.prepare(things_from);
        outer.bind(1);
        while (outer.next()) {
            auto inner = reader.prepare(things_from);
            inner.bind(outer.integer(0));
            while (inner.next()) ++pairs;
        }
    });
    EXPECT_EQ(pairs, 6);
}

TEST_P(Database, OneStatementInsertsManyRows) {
    auto done = database().write([](db::Transaction& tx) -> Result<std::int64_t> {
        auto insert = tx.prepare(insert_thing);
        std::int64_t changed = 0;
        for (int i = 0; i < 100; ++i) changed += insert.bind(i, "row", 1.5, std::nullopt).run();
        return changed;
    });
    EXPECT_EQ(done.value(), 100);
    EXPECT_EQ(count(), 100);
}

TEST_P(Database, ARowPutOffThatBreaksARuleUndoesItsDeedAloneAndIsSaid) {
    ASSERT_TRUE(add(1));
    std::vector<std::thread> people;
    std::atomic<int> kept = 0, refused = 0;
    for (int i = 2; i < 42; ++i)
        people.emplace_back([&, i] {
            try {
                auto done = database().write([&](db::Transaction& tx) -> Done {
                    tx.prepare(insert_thing).bind(i, "mine", std::nullopt, std::nullopt).run_later();
                    if (i % 4 == 0) tx.prepare(insert_thing).bind(1, "taken", std::nullopt, std::nullopt).run_later();
                    return {};
                });
                if (done) ++kept;
            } catch (const db::Failure& failure) {
                EXPECT_EQ(failure.cause, db::Failure::Cause::constraint) << failure.what();
                ++refused;
            }
        });
    for (auto& person : people) person.join();
    EXPECT_EQ(kept, 30);
    EXPECT_EQ(refused, 10);
    EXPECT_EQ(count(), 31);
}

TEST_P(Database, TextWithAZeroByteIsRefusedByBothEngines) {
    EXPECT_THROW((void)add(1, std::string_view("a\0b", 3)), db::Failure);
    EXPECT_EQ(count(), 0);
}

TEST_P(Database, ThousandsOfRowsPutOffAreAllThere) {
    auto done = database().write([](db::Transaction& tx) -> Done {
        auto insert = tx.prepare(insert_thing);
        for (int i = 0; i < 3000; ++i) insert.bind(i, std::string(500, 'x'), 0.5, std::nullopt).run_later();
        return {};
    });
    EXPECT_TRUE(done);
    EXPECT_EQ(count(), 3000);
}

TEST_P(Database, TooFewOrTooManyValuesAreRefused) {
    auto cause_with = [&](auto... values) {
        try {
            (void)database().write([&](db::Transaction& tx) -> Done {
                tx.prepare(insert_thing).bind(values...).run();
                return {};
            });
        } catch (const db::Failure& failure) {
            return failure.cause;
        }
        return db::Failure::Cause::broken;
    };
    EXPECT_EQ(cause_with(1, "name"), db::Failure::Cause::misuse);
    EXPECT_EQ(cause_with(1, "name", 1.0, "2010-01-01", "more"), db::Failure::Cause::misuse);
    EXPECT_EQ(count(), 0);
}

TEST_P(Database, FollowersAreToldAfterACommitThatKeptSomething) {
    std::atomic<int> told = 0;
    database().on_commit([&] { ++told; });
    ASSERT_TRUE(add(1));
    EXPECT_EQ(told, 1);
    (void)database().write([](db::Transaction&) -> Done { return invalid("nothing to keep"); });
    EXPECT_EQ(told, 1);
}

TEST_P(Database, AfterItIsClosedItSaysSo) {
    ASSERT_TRUE(add(1));
    database().close();
    EXPECT_THROW((void)add(2), db::Failure);
    EXPECT_THROW((void)count(), db::Failure);
}

TEST_P(Database, MoreThanTheQueueHoldsAreToldThatItIsBusy) {
    settings().queue = 2;
    reopen();
    std::atomic<bool> go = false, running = false;
    std::thread first([&] {
        (void)database().write([&](db::Transaction&) -> Done {
            running = true;
            while (!go) std::this_thread::yield();
            return {};
        });
    });
    while (!running) std::this_thread::yield();
    std::vector<std::thread> others;
    std::atomic<int> refused = 0, done = 0;
    for (int i = 0; i < 5; ++i)
        others.emplace_back([&, i] {
            try {
                (void)add(i);
                ++done;
            } catch (const db::Failure& failure) {
                if (failure.cause == db::Failure::Cause::busy) ++refused;
            }
        });
    while (refused < 3) std::this_thread::yield();
    go = true;
    first.join();
    for (auto& other : others) other.join();
    EXPECT_EQ(refused, 3);
    EXPECT_EQ(done, 2);
}

}  // namespace
}  // namespace thingwall
