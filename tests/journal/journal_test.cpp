#include "journal/journal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <thread>

#include "db/db.hpp"
#include "journal/digest.hpp"
#include "support/engines.hpp"

namespace thingwall {
namespace {

constexpr db::Query change_entry{"test.change_entry", "UPDATE journal_entry SET subject = 8 WHERE position = 1"};
constexpr db::Query remove_entry{"test.remove_entry", "DELETE FROM journal_entry WHERE position = 1"};
constexpr db::Query salt_of{"test.salt_of", "SELECT salt FROM journal_salt WHERE position = $1"};

class Journal : public support::OnBothEngines {
protected:
    std::int64_t record(std::int64_t subject, std::string_view content = "",
                        std::string_view deed = "activity.registered") {
        return *database().write([&](db::Transaction& tx) -> Result<std::int64_t> {
            return journal::record(tx, {PersonId{3}, OrganisationId{4}}, deed, subject, content);
        });
    }
    std::vector<journal::Entry> entries() {
        return database().read([](db::Reader& reader) { return journal::after(reader, 0, 10'000); });
    }
    std::string exported() {
        std::ostringstream out;
        journal::export_to(database(), out);
        return out.str();
    }
};
THINGWALL_ON_BOTH_ENGINES(Journal);

TEST_P(Journal, EachEntryCarriesTheDigestOfTheOneBefore) {
    for (int i = 1; i <= 3; ++i) EXPECT_EQ(record(i), i);

    auto found = entries();

    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0].before, journal::Digest{});
    EXPECT_EQ(found[1].before, found[0].digest);
    EXPECT_EQ(found[2].before, found[1].digest);
    for (const auto& entry : found) EXPECT_EQ(entry.digest, journal::leaf_digest(journal::canonical_bytes(entry)));
    EXPECT_EQ(found[2].actor, PersonId{3});
    EXPECT_EQ(found[2].organisation, OrganisationId{4});
    EXPECT_EQ(found[2].subject, 3);
    EXPECT_EQ(found[2].deed, "activity.registered");
    EXPECT_EQ(found[2].at, clock().now());
}

TEST_P(Journal, ADeedThatIsUndoneGivesItsNumberBack) {
    record(1);
    auto refused = database().write([](db::Transaction& tx) -> Done {
        journal::record(tx, {}, "activity.registered", 2);
        return invalid("no");
    });
    EXPECT_FALSE(refused);
    EXPECT_EQ(record(3), 2);
    EXPECT_EQ(database().read([](db::Reader& reader) { return journal::position(reader); }), 2);
}

TEST_P(Journal, AnEntryCanNeitherBeChangedNorRemoved) {
    record(1);
    auto run = [&](const db::Query& query) {
        return database().write([&](db::Transaction& tx) -> Done {
            tx.prepare(query).run();
            return {};
        });
    };
    EXPECT_THROW((void)run(change_entry), db::Failure);
    EXPECT_THROW((void)run(remove_entry), db::Failure);
    EXPECT_EQ(entries().front().subject, 1);
}

TEST_P(Journal, TheContentIsCommittedToUnderASaltOfItsOwn) {
    record(1, "CH63 7RB");
    record(1, "CH63 7RB");
    auto found = entries();
    EXPECT_NE(found[0].commitment, found[1].commitment);
    database().read([&](db::Reader& reader) {
        auto row = reader.prepare(salt_of);
        ASSERT_TRUE(row.bind(1).next());
        EXPECT_EQ(journal::commitment(row.blob(0), "CH63 7RB"), found[0].commitment);
        EXPECT_NE(journal::commitment(row.blob(0), "CH63 7RA"), found[0].commitment);
    });
}

TEST_P(Journal, WhatSomebodyTypedIsNoDeed) {
    EXPECT_THROW(record(1, "", "Mrs Jones rang"), db::Failure);
    EXPECT_THROW(record(1, "", ""), db::Failure);
    EXPECT_TRUE(entries().empty());
}

TEST_P(Journal, EntriesAboutOneThingComeInOrder) {
    for (int subject : {5, 6, 5, 7, 5}) record(subject);
    auto found = database().read([](db::Reader& reader) { return journal::about(reader, 5, 2); });
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].position, 1);
    EXPECT_EQ(found[1].position, 3);
}

TEST_P(Journal, AFollowerIsGivenEachEntryOnceAndInOrderThoughManyAsk) {
    journal::Feed feed(database());
    std::vector<std::int64_t> given;
    feed.add({"test", [&](const journal::Entry& entry) { given.push_back(entry.position); }});
    for (int i = 0; i < 20; ++i) record(i);
    std::vector<std::thread> askers;
    for (int i = 0; i < 4; ++i) askers.emplace_back([&] { feed.catch_up(); });
    for (auto& asker : askers) asker.join();
    record(21);
    EXPECT_EQ(feed.catch_up(), 21);

    ASSERT_EQ(given.size(), 21u);
    for (std::size_t i = 0; i < given.size(); ++i) EXPECT_EQ(given[i], static_cast<std::int64_t>(i) + 1);
}

TEST_P(Journal, AFollowerThatStumblesGoesOnWhereItStoppedAndTheOthersMissNothing) {
    journal::Feed feed(database());
    std::vector<std::int64_t> first, second;
    bool stumble = true;
    feed.add({"first", [&](const journal::Entry& entry) { first.push_back(entry.position); }});
    feed.add({"second", [&](const journal::Entry& entry) {
                  if (entry.position == 2 && std::exchange(stumble, false)) throw std::runtime_error("no memory");
                  second.push_back(entry.position);
              }});
    for (int i = 1; i <= 3; ++i) record(i);
    EXPECT_THROW(feed.catch_up(), std::runtime_error);
    EXPECT_EQ(feed.catch_up(), 3);
    EXPECT_EQ(first, (std::vector<std::int64_t>{1, 2, 3}));
    EXPECT_EQ(second, (std::vector<std::int64_t>{1, 2, 3}));
}

TEST_P(Journal, AFollowerThatStartsFromASnapshotHearsOnlyWhatCameAfter) {
    record(1);
    record(2);
    journal::Feed feed(database());
    std::vector<std::int64_t> given;
    feed.add({"test", [&](const journal::Entry& entry) { given.push_back(entry.subject); }});
    feed.start_at(2);
    record(3);
    feed.catch_up();
    EXPECT_EQ(given, (std::vector<std::int64_t>{3}));
}

TEST_P(Journal, TheExportHasALinePerEntryAndEndsWithSizeAndRoot) {
    EXPECT_EQ(exported(),
              "{\"size\":0,\"root\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}\n");
    for (int i = 1; i <= 1500; ++i) record(i);
    auto text = exported();
    EXPECT_EQ(std::ranges::count(text, '\n'), 1501);
    EXPECT_TRUE(
        text.starts_with("{\"position\":1,\"at\":1772452800000000,\"actor\":\"3\",\"organisation\":\"4\","
                         "\"deed\":\"activity.registered\",\"subject\":\"1\",\"commitment\":\""));
    EXPECT_NE(text.find("{\"size\":1500,\"root\":\""), std::string::npos);
}

// The reference tree of the certificate transparency project, which RFC 6962's implementations test themselves by.
TEST(MerkleRoot, TheReferenceTreeOfEightLeavesHasItsKnownRoot) {
    using namespace std::string_literals;
    std::vector<std::string> leaves{""s,
                                    "\x00"s,
                                    "\x10"s,
                                    "\x20\x21"s,
                                    "\x30\x31"s,
                                    "\x40\x41\x42\x43"s,
                                    "\x50\x51\x52\x53\x54\x55\x56\x57"s,
                                    "`abcdefghijklmno"s};
    leaves[1] = std::string(1, '\0');
    journal::MerkleRoot tree;
    EXPECT_EQ(journal::hexadecimal(tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    tree.add(journal::leaf_digest(leaves[0]));
    EXPECT_EQ(journal::hexadecimal(tree.root()), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    for (std::size_t i = 1; i < 8; ++i) tree.add(journal::leaf_digest(leaves[i]));
    EXPECT_EQ(journal::hexadecimal(tree.root()), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

}  // namespace
}  // namespace thingwall
