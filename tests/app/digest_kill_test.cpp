#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <thread>

#include <fmt/format.h>

#include "activities/activities.hpp"
#include "app/demo.hpp"
#include "app/partnership.hpp"
#include "cli/run.hpp"
#include "follow/follow.hpp"
#include "follow/store.hpp"
#include "identity/identity.hpp"
#include "notify/notify.hpp"
#include "support/engines.hpp"
#include "support/mail_sink.hpp"

namespace thingwall::app {
namespace {

using namespace std::chrono_literals;

constexpr int people = 1'100;  // three portions of the digest
constexpr int kills_between_answer_and_note = 5;

/// The time of the machine, so much later.
class LaterClock final : public Clock {
public:
    explicit LaterClock(std::chrono::microseconds later) : later_(later) {}
    [[nodiscard]] Instant now() const override { return SystemClock{}.now() + later_; }

private:
    std::chrono::microseconds later_;
};

/// A partnership with followers who all have something to be told tomorrow at seven, and a mail server.
class TheMorningsLetters : public support::OnBothEngines {
protected:
    TheMorningsLetters() {
        std::ostringstream out, err;
        cli::Program program{"thingwall", "", "", demo_commands()};
        std::vector<std::string> typed{"demo", "--data", folder_.path().string(), "--activities", "40"};
        if (GetParam() == db::Engine::postgres) typed.insert(typed.end(), {"--database", settings().address});
        EXPECT_EQ(cli::run(program, typed, out, err), 0) << err.str();
        SystemClock clock;
        Partnership partnership(settings_of(), clock, random_);
        partnership.start();
        const auto registered = partnership.database().write([&](db::Transaction& tx) -> Done {
            activities::Draft draft;
            draft.title = "A question to everybody";
            draft.whole_borough = "yes";
            draft.audience = "everyone";
            draft.first_day = to_iso(partnership.activities().today());
            draft.last_day = to_iso(partnership.activities().today() + 60);
            draft.visibility = "public";
            const web::Actor coordinator{PersonId{1}, partnership.identity().organisations()->front().id,
                                         web::Role::coordinator, "Priya Nair", "Wyremouth Council"};
            auto made = activities::register_known(tx, coordinator, draft, {}, partnership.activities().context());
            if (!made) return std::unexpected(made.error());
            const auto area = partnership.activities().lists().areas().front().id;
            for (int n = 0; n < people; ++n) {
                const follow::Follower one{tx.new_number(), address_of(n),       fmt::format("key-{}", n),
                                           n % 2 == 0,      tx.now() - 24h * 30, {}};
                follow::store::insert(tx, one);
                follow::store::add_choice(tx, one.id, {follow::Kind::area, area});
            }
            return {};
        });
        EXPECT_TRUE(registered) << describe(registered.error());
        // The Monday after, at ten: the daily and the weekly letters are due.
        Date day = london_day(clock.now()) + 1;
        while (day.weekday() != 1) day = day + 1;
        shift_ = std::chrono::duration_cast<std::chrono::microseconds>(Instant(day.days()) + 10h - clock.now());
    }

    static std::string address_of(int n) { return fmt::format("p{}@followers.example", n); }
    Settings settings_of() {
        Settings made = *read_settings(folder_.path().string());
        made.mail = {sink.address(),           "",   "", "engage@wyremouth.example", "Wyremouth Partnership",
                     "https://engage.example", false};
        return made;
    }

    /// The program that is killed: it runs the jobs, and writes one byte into the pipe once it does.
    [[noreturn]] void serve(int pipe) {
        try {
            const LaterClock clock(shift_);
            Partnership partnership(settings_of(), clock, random_);
            partnership.start();
            if (write(pipe, "!", 1) != 1) _exit(1);
            partnership.services().jobs.start();
            for (;;) std::this_thread::sleep_for(1h);
        } catch (const std::exception& problem) {
            std::cerr << "the program ended: " << problem.what() << '\n';
        }
        _exit(1);
    }
    /// Starts it anew, eleven minutes later: what the one before held is let go by then.
    void start() {
        shift_ += 11min;
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        const pid_t child = fork();
        if (child == 0) serve(ends[1]);
        child_ = child;
        close(ends[1]);
        char said = 0;
        EXPECT_EQ(read(ends[0], &said, 1), 1) << "it did not come up";
        close(ends[0]);
    }
    /// Starts it anew, and does `then` once the server has taken so many letters more, before it says so. False when
    /// that does not come about.
    bool start_and_wait_for(int letters, const std::function<void()>& then) {
        const auto until = std::make_shared<std::atomic<int>>(letters);
        sink.after_taking([until, then] {
            if (--*until == 0) then();
        });
        start();
        for (int waited = 0; *until > 0 && waited < 60'000; ++waited) std::this_thread::sleep_for(1ms);
        sink.after_taking({});
        return *until <= 0;
    }
    void kill_it() {
        kill(child_, SIGKILL);
        int status = 0;
        waitpid(child_, &status, 0);
        EXPECT_TRUE(WIFSIGNALED(status)) << "it ended by itself";
        child_ = -1;
    }
    struct State {
        std::int64_t not_told = 0;
        notify::Outbox outbox;
    };
    State state() {
        const LaterClock clock(shift_);
        Partnership partnership(settings_of(), clock, random_);
        State now;
        now.outbox = partnership.notify().outbox();
        static constexpr db::Query count{"test.not_told", "SELECT count(*) FROM follow_person WHERE told_until < $1"};
        now.not_told = partnership.database().read([&](db::Reader& reader) {
            auto row = reader.prepare(count);
            return row.bind(SystemClock{}.now()).next() ? row.integer(0) : -1;
        });
        return now;
    }
    test::MailSink sink;
    std::atomic<pid_t> child_ = -1;
    SecureRandom random_;

private:
    support::TemporaryFolder folder_;
    std::chrono::microseconds shift_{};
};

// SMTP cannot make it certain: between the server's "250" and our note of it lies a moment after which nobody but the
// server knows. A letter is then sent again, under the Message-ID that it had, so that the server or the reader's own
// program knows it for the same one. What is held here: none is lost, none has two numbers, and a second copy there is
// only of a letter in whose moment the program was killed: at most one for each kill.
TEST_P(TheMorningsLetters, AreNeitherLostNorWrittenTwiceHoweverOftenTheProgramIsKilled) {
#ifdef __SANITIZE_THREAD__
    GTEST_SKIP() << "the thread sanitizer cannot follow threads that a forked process starts";
#endif
    SeededRandom random(17);
    int kills = 0, while_queueing = 0, while_sending = 0;
    // First while the letters are being queued, soon after the start.
    for (int n = 0; n < 6; ++n) {
        start();
        std::this_thread::sleep_for(std::chrono::milliseconds(random.below(60)));
        kill_it(), ++kills;
        const auto now = state();
        if (now.not_told > 0) ++while_queueing;
        if (now.not_told == 0 && now.outbox.waiting > 0) ++while_sending;
    }
    // Then while they are sent: after some letters, at any moment.
    for (int n = 0; n < 12; ++n) {
        ASSERT_TRUE(start_and_wait_for(static_cast<int>(1 + random.below(40)), [] {}));
        std::this_thread::sleep_for(std::chrono::microseconds(random.below(4'000)));
        kill_it(), ++kills;
        const auto now = state();
        if (now.not_told > 0) ++while_queueing;
        if (now.not_told == 0 && now.outbox.waiting > 0) ++while_sending;
    }
    // And in the very moment: the server has the letter, and its answer comes to nobody.
    for (int n = 0; n < kills_between_answer_and_note; ++n) {
        ASSERT_TRUE(start_and_wait_for(10, [this] { kill(child_, SIGKILL); }));
        kill_it(), ++kills;
        ++while_sending;
    }
    // At last it is left alone.
    start();
    const auto patience = std::chrono::steady_clock::now() + 120s;
    std::set<std::string> told;
    while (told.size() < people && std::chrono::steady_clock::now() < patience) {
        std::this_thread::sleep_for(100ms);
        for (const auto& mail : sink.mails())
            if (mail.to.ends_with("@followers.example")) told.insert(mail.to);
    }
    std::this_thread::sleep_for(1500ms);  // that nothing follows
    kill_it();

    std::map<std::string, std::map<std::string, int>> copies;  // of each Message-ID, by reader
    for (const auto& mail : sink.mails())
        if (mail.to.ends_with("@followers.example")) ++copies[mail.to][mail.header("Message-ID")];
    EXPECT_EQ(copies.size(), static_cast<std::size_t>(people)) << "none is lost";
    int repeated = 0;
    for (const auto& [reader, letters] : copies) {
        EXPECT_EQ(letters.size(), 1U) << reader << " has more than one letter";
        for (const auto& [number, times] : letters) repeated += times - 1;
    }
    EXPECT_GE(repeated, kills_between_answer_and_note) << "the far side can tell by the number";
    EXPECT_LE(repeated, kills) << "at most the one that was on its way";
    const auto last = state();
    EXPECT_EQ(last.not_told, 0);
    EXPECT_EQ(last.outbox.waiting, 0);
    EXPECT_EQ(last.outbox.refused, 0);
    EXPECT_GE(while_queueing, 1);
    EXPECT_GE(while_sending, 3);
    std::cout << fmt::format(
        "    {} followers, {} kills ({} while queueing, {} while sending, {} of them between answer and note): {} "
        "letters, "
        "{} sent a second time under the same Message-ID, 0 lost\n",
        people, kills, while_queueing, while_sending, kills_between_answer_and_note, copies.size(), repeated);
}

THINGWALL_ON_BOTH_ENGINES(TheMorningsLetters);

}  // namespace
}  // namespace thingwall::app
