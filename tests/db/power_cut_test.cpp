#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <thread>
#include <vector>

#include "db/db.hpp"
#include "journal/journal.hpp"
#include "support/faulty_disk.hpp"
#include "verify/verify.hpp"

namespace thingwall {
namespace {

using support::FaultyDisk;
using Fault = FaultyDisk::Fault;

constexpr db::Query make_answers{"test.make_answers", R"sql(
    CREATE TABLE answer (id INTEGER PRIMARY KEY, person INTEGER NOT NULL, words TEXT NOT NULL))sql"};
constexpr db::Query index_answers{"test.index_answers", "CREATE INDEX answer_by_person ON answer (person)"};
constexpr db::Query insert_answer{"test.insert_answer", "INSERT INTO answer (id, person, words) VALUES ($1, $2, $3)"};
constexpr db::Query all_answers{"test.all_answers", "SELECT id, words FROM answer ORDER BY id"};
constexpr db::Query check_file{"test.check_file", "PRAGMA integrity_check"};

/// The words of an answer can be told from its number, so that a torn one shows. Some take several pages.
std::string words_of(std::int64_t id) {
    std::size_t size = static_cast<std::size_t>(id) * 7919 % (id % 11 == 0 ? 20'000 : 600);
    return std::to_string(id) + std::string(size, static_cast<char>('a' + id % 26));
}

/// A partnership's database on a disk that fails, and the people who send their answers to it.
class Partnership {
public:
    explicit Partnership(std::uint64_t seed) : disk_(seed) {
        settings_.address = "partnership.db";
        settings_.sqlite_vfs = disk_.vfs_name();
        settings_.fold_after_pages = 40;
        settings_.busy_timeout = std::chrono::milliseconds(200);
        settings_.readers = 1;
    }
    FaultyDisk& disk() { return disk_; }
    db::Settings& settings() { return settings_; }

    void open() { database_ = db::Database::open(settings_, clock_); }
    void close() { database_.reset(); }
    db::Database& database() { return *database_; }

    void make_table() {
        ASSERT_TRUE(database_->write([](db::Transaction& tx) -> Done {
            tx.prepare(make_answers).run();
            tx.prepare(index_answers).run();
            return {};
        }));
    }
    /// One deed; what it wrote is acknowledged if and only if the id comes back.
    std::int64_t answer(int person) {
        auto sent = database_->write([&](db::Transaction& tx) -> Result<std::int64_t> {
            auto id = tx.new_number();
            tx.prepare(insert_answer).bind(id, person, words_of(id)).run();
            journal::record(tx, {PersonId{person}, {}}, "answer.sent", id, words_of(id));
            return id;
        });
        return sent.value();
    }
    /// Several people send until each has sent enough or the disk fails. Adds what was acknowledged.
    void send(int people, int each) {
        std::vector<std::thread> threads;
        std::mutex mutex;
        for (int person = 1; person <= people; ++person)
            threads.emplace_back([&, person] {
                try {
                    for (int i = 0; i < each; ++i) {
                        auto id = answer(person);
                        std::lock_guard lock(mutex);
                        acknowledged_.insert(id);
                    }
                } catch (const db::Failure&) {
                    return;
                }
            });
        for (auto& thread : threads) thread.join();
    }
    std::set<std::int64_t>& acknowledged() { return acknowledged_; }

    struct Losses {
        int lost = 0, damaged = 0;
        std::string fault;
    };
    /// What became of the acknowledged answers; the journal must hold, name each answer that is there, and no other.
    Losses losses() {
        Losses found;
        std::set<std::int64_t> there, journalled;
        database_->read([&](db::Reader& reader) {
            auto row = reader.prepare(all_answers);
            while (row.next()) {
                there.insert(row.integer(0));
                if (row.text(1) != words_of(row.integer(0))) ++found.damaged;
            }
            auto check = reader.prepare(check_file);
            check.next();
            if (check.text(0) != "ok") found.fault = std::string(check.text(0));
            for (const auto& entry : journal::after(reader, 0, 1'000'000)) journalled.insert(entry.subject);
        });
        for (auto id : acknowledged_)
            if (!there.contains(id)) ++found.lost;
        if (there != journalled) found.fault += " answers and journal differ";
        std::stringstream exported;
        journal::export_to(*database_, exported);
        auto outcome = verify::check(exported);
        if (outcome.verdict != verify::Outcome::Verdict::holds) found.fault += outcome.fault;
        return found;
    }

private:
    FaultyDisk disk_;
    db::Settings settings_;
    SetClock clock_{Instant{} + std::chrono::hours{24 * 365 * 56}};
    std::unique_ptr<db::Database> database_;
    std::set<std::int64_t> acknowledged_;
};

constexpr int people = 3, each = 25;

struct Tally {
    int cuts = 0, cuts_with_losses = 0;
    std::int64_t acknowledged = 0, lost = 0;
    std::string first_fault;
};

/// The power goes at a random moment of the same busy minute, again and again.
Tally cut_power(int cuts, bool normal_sync) {
    std::uint64_t seed = 1862;
    SeededRandom random(seed);
    Partnership whole(seed);
    whole.settings().normal_sync = normal_sync;
    whole.open();
    whole.make_table();
    whole.send(1, 20);
    whole.close();
    auto image = whole.disk().image();
    auto before = whole.acknowledged();

    auto operations = [&] {
        Partnership measured(1);
        measured.settings().normal_sync = normal_sync;
        measured.disk().load(*image);
        measured.open();
        measured.send(people, each);
        measured.close();
        return static_cast<std::uint64_t>(measured.disk().operations());
    }();

    Tally tally;
    while (tally.cuts < cuts && tally.first_fault.empty()) {
        Partnership partnership(random.next());
        partnership.settings().normal_sync = normal_sync;
        partnership.acknowledged() = before;
        partnership.disk().load(*image);
        partnership.disk().plan(Fault::power_cut, static_cast<std::int64_t>(1 + random.below(operations)));
        try {
            partnership.open();
            partnership.send(people, each);
        } catch (const db::Failure&) {
            // The power went while it was opened.
        }
        partnership.close();
        if (!partnership.disk().happened()) continue;  // the people were done before
        ++tally.cuts;
        partnership.disk().reboot();
        try {
            partnership.open();
            auto losses = partnership.losses();
            tally.acknowledged += static_cast<std::int64_t>(partnership.acknowledged().size());
            tally.lost += losses.lost;
            tally.cuts_with_losses += losses.lost > 0 ? 1 : 0;
            tally.first_fault = losses.fault + (losses.damaged > 0 ? " damaged answers" : "");
            partnership.answer(1);  // and it goes on
        } catch (const db::Failure& failure) {
            tally.first_fault = failure.what();
        }
    }
    testing::Test::RecordProperty("cuts", tally.cuts);
    testing::Test::RecordProperty("acknowledged", std::to_string(tally.acknowledged));
    std::cout << "    " << tally.cuts << " power cuts, " << operations << " device operations a run, "
              << tally.acknowledged << " acknowledged, " << tally.lost << " lost in " << tally.cuts_with_losses
              << " cuts\n";
    return tally;
}

TEST(PowerCut, FifteenHundredCutsLoseNothingThatWasAcknowledgedAndTheJournalHoldsEachTime) {
    auto tally = cut_power(1500, false);
    EXPECT_EQ(tally.cuts, 1500);
    EXPECT_EQ(tally.lost, 0);
    EXPECT_EQ(tally.first_fault, "");
    EXPECT_GT(tally.acknowledged, 50'000);
}

// The control: without this failing, the test above would prove nothing.
TEST(PowerCut, WithoutASyncAtEachCommitTheSameCutsDoLoseAnswers) {
    auto tally = cut_power(200, true);
    EXPECT_GT(tally.cuts_with_losses, 20);
    EXPECT_GT(tally.lost, 100);
}

/// Runs the same minute with the n-th write (or sync) failing, for n = 1, 2, 3 ... until a run ends with nothing
/// failed. Returns how many places failed.
int fail_each_in_turn(Fault fault, const std::function<void(Partnership&)>& afterwards) {
    for (int n = 1;; ++n) {
        Partnership partnership(static_cast<std::uint64_t>(n));
        partnership.open();
        partnership.make_table();
        partnership.disk().plan(fault, n);
        partnership.send(2, 10);
        if (!partnership.disk().happened()) {
            EXPECT_EQ(partnership.acknowledged().size(), 20u);
            return n - 1;
        }
        afterwards(partnership);
        if (testing::Test::HasFailure()) {
            ADD_FAILURE() << "at operation " << n;
            return n;
        }
    }
}

void expect_nothing_lost(Partnership& partnership) {
    partnership.open();
    auto losses = partnership.losses();
    EXPECT_EQ(losses.lost, 0);
    EXPECT_EQ(losses.damaged, 0);
    EXPECT_EQ(losses.fault, "");
}

TEST(FailingDisk, WhicheverWriteFailsNothingAcknowledgedIsLost) {
    int places = fail_each_in_turn(Fault::write_fails, [](Partnership& partnership) {
        partnership.close();
        partnership.disk().end_of_process();
        expect_nothing_lost(partnership);
    });
    EXPECT_GT(places, 50);
}

TEST(FailingDisk, AfterASyncThatFailedNothingMoreIsAcknowledgedUntilARestart) {
    int told = 0;
    int places = fail_each_in_turn(Fault::sync_fails, [](Partnership& partnership) {
        for (int i = 0; i < 3; ++i) EXPECT_THROW(partnership.answer(1), db::Failure);
        partnership.close();
        partnership.disk().reboot();
        expect_nothing_lost(partnership);
        EXPECT_GT(partnership.answer(1), 0);
    });
    EXPECT_GT(places, 8);

    Partnership partnership(7);
    partnership.settings().on_broken = [&](const std::string&) { ++told; };
    partnership.open();
    partnership.make_table();
    partnership.disk().plan(Fault::sync_fails, 1);
    partnership.send(4, 3);
    EXPECT_EQ(told, 1);
}

TEST(FailingDisk, AFullDiskIsSaidHonestlyReadingGoesOnAndWritingComesBackWithTheRoom) {
    int refused = 0;
    int places = fail_each_in_turn(Fault::full, [&](Partnership& partnership) {
        try {
            partnership.answer(1);
            partnership.answer(1);
        } catch (const db::Failure& failure) {
            EXPECT_EQ(failure.cause, db::Failure::Cause::full_disk) << failure.what();
            ++refused;
        }
        EXPECT_EQ(partnership.losses().fault, "");
        partnership.disk().make_room();
        auto id = partnership.answer(1);
        partnership.acknowledged().insert(id);
        EXPECT_EQ(partnership.losses().lost, 0);
        partnership.close();
        expect_nothing_lost(partnership);
    });
    EXPECT_GT(places, 50);
    EXPECT_GT(refused, 50);
}

}  // namespace
}  // namespace thingwall
