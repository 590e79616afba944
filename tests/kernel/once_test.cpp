#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "db/db.hpp"
#include "journal/journal.hpp"
#include "kernel/once.hpp"
#include "support/engines.hpp"

namespace thingwall::kernel {
namespace {

using namespace std::chrono_literals;

class AFormThatIsSentTwice : public support::OnBothEngines {
protected:
    Deed deed = [this](db::Transaction& tx) -> Result<std::string> {
        journal::record(tx, {}, "pledge.made", tx.new_number());
        return "/pledges/" + std::to_string(++runs);
    };
    std::atomic<int> runs = 0;
    std::int64_t deeds_done() {
        return database().read([](db::Reader& reader) { return journal::position(reader); });
    }
};

TEST_P(AFormThatIsSentTwice, LeadsToTheSamePageAndIsDoneOnce) {
    auto first = once(database(), "key-1", "name=Anna", deed);
    auto second = once(database(), "key-1", "name=Anna", deed);

    EXPECT_EQ(*first, "/pledges/1");
    EXPECT_EQ(*second, "/pledges/1");
    EXPECT_EQ(deeds_done(), 1);
}

TEST_P(AFormThatIsSentTwice, AlsoAfterARestart) {
    auto first = once(database(), "key-1", "name=Anna", deed);
    reopen();

    EXPECT_EQ(*once(database(), "key-1", "name=Anna", deed), *first);
    EXPECT_EQ(deeds_done(), 1);
}

TEST_P(AFormThatIsSentTwice, WithOtherAnswersIsAConflict) {
    static_cast<void>(*once(database(), "key-1", "name=Anna", deed));

    auto other = once(database(), "key-1", "name=Dave", deed);

    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().kind, ErrorKind::conflict);
    EXPECT_EQ(deeds_done(), 1);
}

TEST_P(AFormThatIsSentTwice, AfterAMistakeIsDoneTheSecondTime) {
    auto mistaken = once(database(), "key-1", "name=", [](db::Transaction& tx) -> Result<std::string> {
        journal::record(tx, {}, "pledge.made", 1);
        return invalid("Enter a name");
    });
    ASSERT_FALSE(mistaken);
    EXPECT_EQ(mistaken.error().message, "Enter a name");
    EXPECT_EQ(deeds_done(), 0);

    EXPECT_TRUE(once(database(), "key-1", "name=Anna", deed));
    EXPECT_EQ(deeds_done(), 1);
}

TEST_P(AFormThatIsSentTwice, AfterAFaultOfTheMachineIsDoneTheSecondTime) {
    auto failing = [](db::Transaction&) -> Result<std::string> { throw std::runtime_error("the disk"); };
    EXPECT_THROW(static_cast<void>(once(database(), "key-1", "name=Anna", failing)), std::runtime_error);

    EXPECT_TRUE(once(database(), "key-1", "name=Anna", deed));
}

TEST_P(AFormThatIsSentTwice, FiftyTimesAtOnceIsDoneOnceAndAllGetTheSameAnswer) {
    std::vector<std::string> answers(50);
    {
        std::vector<std::jthread> threads;
        for (auto& answer : answers)
            threads.emplace_back([&] { answer = once(database(), "key-1", "name=Anna", deed).value_or("error"); });
    }

    for (const auto& answer : answers) EXPECT_EQ(answer, answers[0]);
    EXPECT_NE(answers[0], "error");
    EXPECT_EQ(deeds_done(), 1);
}

TEST_P(AFormThatIsSentTwice, ToTwoServersOfOneDatabaseAtOnceIsDoneOnce) {
    if (GetParam() == db::Engine::sqlite) GTEST_SKIP() << "one program has a SQLite file";
    auto settings = this->settings();
    settings.machine = 2;
    auto other = db::Database::open(settings, clock());
    for (int round = 0; round < 20; ++round) {
        std::string key = "key-" + std::to_string(round);
        std::vector<std::string> answers(8);
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < answers.size(); ++i)
                threads.emplace_back([&, i] {
                    answers[i] = once(i % 2 == 0 ? database() : *other, key, "name=Anna", deed).value_or("error");
                });
        }
        for (const auto& answer : answers) EXPECT_EQ(answer, answers[0]) << round;
        EXPECT_NE(answers[0], "error");
    }
    EXPECT_EQ(deeds_done(), 20);
}

TEST_P(AFormThatIsSentTwice, WithoutAKeyIsRefused) {
    auto refused = once(database(), "", "name=Anna", deed);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
    EXPECT_FALSE(once(database(), std::string(101, 'k'), "name=Anna", deed));
    EXPECT_EQ(deeds_done(), 0);
}

TEST_P(AFormThatIsSentTwice, IsKnownForThirtyDays) {
    static_cast<void>(*once(database(), "key-1", "name=Anna", deed));
    auto forget = [&] {
        return *database().write([](db::Transaction& tx) -> Result<std::int64_t> { return forget_old_answers(tx); });
    };

    clock().set(clock().now() + 29 * 24h);
    EXPECT_EQ(forget(), 0);
    clock().set(clock().now() + 2 * 24h);
    EXPECT_EQ(forget(), 1);
}

TEST_P(AFormThatIsSentTwice, ByAnotherPersonOrToAnotherPageIsNotTheSameForm) {
    web::Request request;
    request.path = "/pledges";
    request.actor.person = PersonId{1};
    request.form.add("idempotency", "key-1");
    request.form.add("csrf", "one");
    request.form.add("name", "Anna");
    auto first = once(database(), request, deed);
    web::Request again = request;
    again.form = {};
    for (const auto& [name, value] :
         {std::pair{"idempotency", "key-1"}, {"csrf", "masked otherwise"}, {"name", "Anna"}})
        again.form.add(name, value);
    EXPECT_EQ(*once(database(), again, deed), *first);

    again.actor.person = PersonId{2};
    EXPECT_EQ(once(database(), again, deed).error().kind, ErrorKind::conflict);
    again.actor.person = PersonId{1};
    again.path = "/pledges/2";
    EXPECT_EQ(once(database(), again, deed).error().kind, ErrorKind::conflict);
}

THINGWALL_ON_BOTH_ENGINES(AFormThatIsSentTwice);

}  // namespace
}  // namespace thingwall::kernel
