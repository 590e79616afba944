#include <gtest/gtest.h>

#include <memory>
#include <set>

#include "notify/notify.hpp"
#include "support/engines.hpp"
#include "support/mail_sink.hpp"

namespace thingwall::notify {
namespace {

class Sending : public support::OnBothEngines {
protected:
    Sending() : feed_(database()), runner_(database(), clock()) {}

    MailSettings settings() {
        return {sink.address(),           "",   "", "engage@wyremouth.example", "Wyremouth Partnership",
                "https://engage.example", false};
    }
    Notify& notify() {
        if (!notify_)
            notify_ = std::make_unique<Notify>(kernel::Services{database(), clock(), random_, feed_, runner_, site_},
                                               settings());
        return *notify_;
    }
    void queue(const std::string& to, bool keep = true) {
        auto done = database().write([&](db::Transaction& tx) -> Done {
            Letter letter;
            letter.kind = "test";
            letter.to = to;
            letter.subject = "Hello";
            letter.body = {{Block::Kind::paragraph, "Good morning, " + to, ""}};
            notify().queue(tx, letter);
            if (!keep) return invalid("the deed failed");
            return {};
        });
        EXPECT_EQ(done.has_value(), keep);
    }
    void later(std::chrono::minutes wait) { clock().set(clock().now() + wait); }

    test::MailSink sink;

private:
    SecureRandom random_;
    html::Site site_;
    journal::Feed feed_;
    jobs::Runner runner_;
    std::unique_ptr<Notify> notify_;
};

TEST_P(Sending, ALetterGoesOutOnceAndOnlyIfItsDeedWasKept) {
    queue("anna@nhs.example");
    queue("nobody@nhs.example", false);

    EXPECT_EQ(notify().send_due(), 1);
    EXPECT_EQ(notify().send_due(), 0);

    auto mails = sink.mails();
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_EQ(mails[0].to, "anna@nhs.example");
    EXPECT_EQ(mails[0].from, "engage@wyremouth.example");
    EXPECT_EQ(mails[0].text(), "Good morning, anna@nhs.example\n");
    EXPECT_EQ(notify().outbox().sent, 1);
}

TEST_P(Sending, WhomTheServerDoesNotKnowIsGivenUpAndHoldsUpNobodyElse) {
    sink.refuse = "gone";
    queue("gone@nhs.example");
    queue("anna@nhs.example");

    EXPECT_EQ(notify().send_due(), 1);

    EXPECT_EQ(notify().outbox().refused, 1);
    EXPECT_EQ(notify().outbox().waiting, 0);
}

TEST_P(Sending, ALetterWaitsWhileTheServerSaysLaterAndIsSentWhenItTakesIt) {
    sink.put_off = "busy";
    queue("busy@nhs.example");
    EXPECT_EQ(notify().send_due(), 0);
    sink.put_off.clear();

    EXPECT_EQ(notify().send_due(), 0) << "not before its time";
    later(std::chrono::minutes{2});

    EXPECT_EQ(notify().send_due(), 1);
    EXPECT_EQ(notify().outbox().waiting, 0);
}

TEST_P(Sending, LettersWaitWithoutLosingATryWhileThereIsNoServer) {
    auto nowhere = settings();
    nowhere.server = "smtp://127.0.0.1:1";
    queue("anna@nhs.example");
    {
        SecureRandom random;
        html::Site site;
        journal::Feed feed(database());
        jobs::Runner runner(database(), clock());
        Notify lost(kernel::Services{database(), clock(), random, feed, runner, site}, nowhere);
        EXPECT_EQ(lost.send_due(), 0);
    }
    EXPECT_EQ(notify().outbox().waiting, 1);

    EXPECT_EQ(notify().send_due(), 1);
}

TEST_P(Sending, WhatWasSaidAndToWhomIsForgottenOnceItIsSent) {
    queue("anna@nhs.example");
    ASSERT_EQ(notify().send_due(), 1);

    reopen();

    static constexpr db::Query left{
        "test.letters_left", "SELECT count(*) FROM notify_letter WHERE address <> '' OR plain <> '' OR html <> ''"};
    database().read([&](db::Reader& reader) {
        auto row = reader.prepare(left);
        ASSERT_TRUE(row.next());
        EXPECT_EQ(row.integer(0), 0);
    });
}

THINGWALL_ON_BOTH_ENGINES(Sending);

}  // namespace
}  // namespace thingwall::notify
