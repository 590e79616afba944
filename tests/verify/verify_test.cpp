#include "verify/verify.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <fstream>
#include <functional>
#include <sstream>
#include <vector>

#include "base/random.hpp"
#include "journal/digest.hpp"
#include "journal/journal.hpp"
#include "support/engines.hpp"
#include "verify/tree.hpp"

namespace thingwall {
namespace {

using Lines = std::vector<std::string>;

std::string exported_by(db::Database& database) {
    std::ostringstream out;
    journal::export_to(database, out);
    return out.str();
}

/// What the server would export after `entries` deeds.
std::string export_of(int entries, support::TemporaryDatabase& temporary) {
    auto recorded = temporary->write([&](db::Transaction& tx) -> Done {
        for (int i = 1; i <= entries; ++i)
            journal::record(tx, {PersonId{i % 5}, OrganisationId{7}},
                            i % 3 == 0 ? "activity.withdrawn" : "activity.registered", 1000 + i, "what was written");
        return {};
    });
    EXPECT_TRUE(recorded);
    return exported_by(*temporary);
}

Lines split(const std::string& text) {
    Lines lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}
std::string join(const Lines& lines) {
    std::string text;
    for (const auto& line : lines) text += line + '\n';
    return text;
}

verify::Outcome check(const std::string& text, const std::vector<verify::Checkpoint>& checkpoints = {}) {
    std::istringstream in(text);
    return verify::check(in, checkpoints);
}

using Verdict = verify::Outcome::Verdict;

class Verify : public support::OnBothEngines {};
THINGWALL_ON_BOTH_ENGINES(Verify);

TEST_P(Verify, AnExportOfTheServersJournalHolds) {
    for (int i = 1; i <= 70; ++i) {
        auto recorded = database().write([&](db::Transaction& tx) -> Done {
            journal::record(tx, {PersonId{i}, {}}, "activity.registered", i, "content");
            return {};
        });
        ASSERT_TRUE(recorded);
        auto outcome = check(exported_by(database()));
        ASSERT_EQ(outcome.verdict, Verdict::holds) << outcome.fault;
        ASSERT_EQ(outcome.size, i);
    }
}

TEST(VerifyingAnExport, AnEmptyJournalHolds) {
    support::TemporaryDatabase temporary;
    auto outcome = check(exported_by(*temporary));
    EXPECT_EQ(outcome.verdict, Verdict::holds) << outcome.fault;
    EXPECT_EQ(outcome.root, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

/// Somebody with the whole server in their hands: makes every digest right again, and the last line too.
void forge_from(Lines& lines, std::size_t first) {
    journal::MerkleRoot tree;
    journal::Digest before{};
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        long long at = 0, actor = 0, organisation = 0, subject = 0;
        char deed[64]{}, commitment[65]{};
        ASSERT_EQ(
            std::sscanf(
                lines[i].c_str(),
                "{\"position\":%*d,\"at\":%lld,\"actor\":\"%lld\",\"organisation\":\"%lld\",\"deed\":\"%63[^\"]\","
                "\"subject\":\"%lld\",\"commitment\":\"%64[^\"]",
                &at, &actor, &organisation, deed, &subject, commitment),
            6);
        journal::Entry entry{.position = static_cast<std::int64_t>(i) + 1,
                             .at = from_microseconds(at),
                             .actor = PersonId{actor},
                             .organisation = OrganisationId{organisation},
                             .deed = deed,
                             .subject = subject,
                             .before = before};
        for (std::size_t j = 0; j < 32; ++j)
            entry.commitment[j] = static_cast<std::byte>(std::stoi(std::string(commitment + 2 * j, 2), nullptr, 16));
        entry.digest = journal::leaf_digest(journal::canonical_bytes(entry));
        if (i >= first) {
            std::ostringstream line;
            line << "{\"position\":" << i + 1 << ",\"at\":" << at << ",\"actor\":\"" << actor
                 << "\",\"organisation\":\"" << organisation << "\",\"deed\":\"" << deed << "\",\"subject\":\""
                 << subject << "\",\"commitment\":\"" << commitment << "\",\"before\":\""
                 << journal::hexadecimal(before) << "\",\"digest\":\"" << journal::hexadecimal(entry.digest) << "\"}";
            lines[i] = line.str();
        }
        before = entry.digest;
        tree.add(entry.digest);
    }
    lines.back() =
        "{\"size\":" + std::to_string(lines.size() - 1) + ",\"root\":\"" + journal::hexadecimal(tree.root()) + "\"}";
}

/// One change that somebody, or a failing disk, might make. Some leave every digest right: only the checkpoint tells.
std::string mutate(const std::string& original, Random& random) {
    Lines lines = split(original);
    std::size_t entries = lines.size() - 1;
    std::size_t one = random.below(entries), other = random.below(entries);
    std::string text = original;
    auto set_digits = [&](std::size_t line, std::string_view member) {
        auto start = lines[line].find(member) + member.size();
        auto digits = lines[line].find_first_not_of("0123456789", start) - start;
        lines[line].replace(start, digits, std::to_string(random.below(2'000'000'000'000'000)));
    };
    switch (random.below(12)) {
        case 0:
            text[random.below(text.size())] ^= static_cast<char>(1 << random.below(8));
            return text;
        case 1:
            text.erase(random.below(text.size()), 1 + random.below(80));
            return text;
        case 2:
            text.insert(random.below(text.size() + 1), 1, static_cast<char>(random.below(256)));
            return text;
        case 3:
            lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(one));
            return join(lines);
        case 4:
            std::swap(lines[one], lines[other]);
            return join(lines);
        case 5:
            lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(one), lines[other]);
            return join(lines);
        case 6:
            text.resize(random.below(text.size()));
            return text;
        case 7:
            set_digits(one, "\"at\":");
            return join(lines);  // back-dated
        case 8:
            set_digits(one, "\"actor\":\"");
            return join(lines);  // somebody else did it
        case 9:
            set_digits(one, "\"subject\":\"");
            forge_from(lines, one);
            return join(lines);
        case 10:  // the tail cut off, and the last line made to fit
            lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(one), lines.end() - 1);
            forge_from(lines, one);
            return join(lines);
        default:  // one more entry slipped in, and all after it made to fit
            lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(one), lines[other]);
            forge_from(lines, one);
            return join(lines);
    }
}

TEST(VerifyingAnExport, TenThousandRandomChangesAreAllFound) {
    support::TemporaryDatabase temporary;
    std::string original = export_of(60, temporary);
    auto sound = check(original);
    ASSERT_EQ(sound.verdict, Verdict::holds) << sound.fault;
    std::vector<verify::Checkpoint> witnessed{{sound.size, sound.root}};
    SeededRandom random(20100301);

    int tried = 0, found = 0;
    while (tried < 10'000) {
        std::string changed = mutate(original, random);
        if (changed == original) continue;
        ++tried;
        auto outcome = check(changed, witnessed);
        if (outcome.verdict != Verdict::holds && !outcome.fault.empty())
            ++found;
        else
            ADD_FAILURE() << "not found:\n" << changed;
    }
    EXPECT_EQ(found, 10'000);
}

TEST(VerifyingAnExport, AnEarlierCheckpointHoldsForAJournalThatHasGrownAndNotForOneThatWasRewritten) {
    support::TemporaryDatabase temporary;
    auto early = check(export_of(13, temporary));
    std::string later = export_of(20, temporary);
    EXPECT_EQ(check(later, {{early.size, early.root}}).verdict, Verdict::holds);

    Lines lines = split(later);
    auto place = lines[4].find("registered");
    lines[4].replace(place, 10, "withdrawn1");
    forge_from(lines, 4);
    EXPECT_EQ(check(join(lines)).verdict, Verdict::holds)
        << "without a checkpoint a forger who makes all fit is not seen";
    auto outcome = check(join(lines), {{early.size, early.root}});
    EXPECT_EQ(outcome.verdict, Verdict::broken);
    EXPECT_NE(outcome.fault.find("checkpoint"), std::string::npos) << outcome.fault;
}

TEST(VerifyingAnExport, ACheckpointOfMoreEntriesThanThereAreIsAFault) {
    support::TemporaryDatabase temporary;
    auto whole = check(export_of(9, temporary));
    support::TemporaryDatabase shorter;
    EXPECT_EQ(check(export_of(3, shorter), {{whole.size, whole.root}}).verdict, Verdict::broken);
}

TEST(VerifyingAnExport, TheFirstFaultIsNamedWithItsLine) {
    support::TemporaryDatabase temporary;
    Lines lines = split(export_of(5, temporary));
    lines[2].replace(lines[2].find("activity"), 8, "objectiv");
    EXPECT_EQ(check(join(lines)).fault, "line 3: entry 3 was changed: its digest is not that of what it says");
    lines.erase(lines.begin() + 1);
    EXPECT_EQ(check(join(lines)).fault,
              "line 2: this is entry 3 where entry 2 should stand: entries are missing, doubled or out of order");
}

/// RFC 6962, section 2.1, word for word.
verify::Hash by_definition(std::span<const verify::Hash> leaves) {
    auto view = [](const verify::Hash& hash) {
        return std::string_view(reinterpret_cast<const char*>(hash.data()), 32);
    };
    if (leaves.empty()) return verify::sha256({});
    if (leaves.size() == 1) return leaves[0];
    std::size_t half = 1;
    while (half * 2 < leaves.size()) half *= 2;
    auto left = by_definition(leaves.first(half)), right = by_definition(leaves.subspan(half));
    return verify::sha256({std::string_view("\x01"), view(left), view(right)});
}

TEST(MerkleTree, TheRootIsThatOfTheDefinitionForEverySizeUpToThreeHundred) {
    std::vector<verify::Hash> leaves;
    verify::Tree tree;
    journal::MerkleRoot servers;
    for (int i = 0; i < 300; ++i) {
        ASSERT_EQ(verify::to_hex(tree.root()), verify::to_hex(by_definition(leaves)));
        ASSERT_EQ(verify::to_hex(tree.root()), journal::hexadecimal(servers.root()));
        auto leaf = verify::sha256({std::string_view("\0", 1), std::to_string(i)});
        leaves.push_back(leaf);
        tree.add_leaf(leaf);
        servers.add(journal::leaf_digest(std::to_string(i)));
    }
}

/// Runs the program; gives its exit status and what it printed.
std::pair<int, std::string> run(const std::string& words) {
    std::string command = std::string(THINGWALL_BUILD) + "/thingwall-verify " + words + " 2>&1";
    FILE* pipe = popen(command.c_str(), "r");
    std::string printed;
    for (char buffer[256]; std::fgets(buffer, sizeof buffer, pipe) != nullptr;) printed += buffer;
    return {WEXITSTATUS(pclose(pipe)), printed};
}

TEST(TheVerifyProgram, SaysOkOrTheFirstFaultAndEndsWithZeroOneOrTwo) {
    support::TemporaryDatabase temporary;
    support::TemporaryFolder folder;
    std::string text = export_of(8, temporary);
    std::string good = folder.path() / "good.jsonl", bad = folder.path() / "bad.jsonl";
    std::ofstream(good, std::ios::binary) << text;
    std::ofstream(bad, std::ios::binary) << text.substr(0, text.size() / 2);
    auto outcome = check(text);
    std::string checkpoint = std::to_string(outcome.size) + ":" + outcome.root;

    EXPECT_EQ(run(good), std::make_pair(0, "OK " + checkpoint + "\n"));
    EXPECT_EQ(run("--checkpoint " + checkpoint + " " + good).first, 0);
    EXPECT_EQ(run("- < " + good).first, 0);
    EXPECT_EQ(run(bad).first, 1);
    EXPECT_EQ(run("--checkpoint 8:" + std::string(64, '0') + " " + good).first, 1);
    EXPECT_EQ(run(folder.path() / "absent.jsonl").first, 2);
    EXPECT_EQ(run("").first, 2);
    EXPECT_EQ(run("--checkpoint nonsense " + good).first, 2);
    EXPECT_EQ(run("--help").first, 0);
}

}  // namespace
}  // namespace thingwall
