#include "library/reading.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "library/excerpt.hpp"
#include "library/rules.hpp"
#include "library/text.hpp"
#include "library_site.hpp"

namespace thingwall::library {
namespace {

using namespace test;
using testing::HasSubstr;

class AFile : public testing::Test {
protected:
    Result<Words> read(std::string_view bytes, const ChildLimits& limits = {}) {
        std::string path = folder.path() / "document";
        std::ofstream(path, std::ios::binary) << bytes;
        return read_in_child({std::filesystem::read_symlink("/proc/self/exe").string(), "library", "text"}, path,
                             limits);
    }
    std::string message(std::string_view bytes) {
        auto read_words = read(bytes);
        return read_words ? "read: " + read_words->text.substr(0, 40) : read_words.error().message;
    }
    support::TemporaryFolder folder;
};

TEST_F(AFile, IsWhatItsBytesSay) {
    EXPECT_EQ(kind_of(docx_of("<w:p/>")), Kind::docx);
    EXPECT_EQ(kind_of(odt_of("<text:p/>")), Kind::odt);
    EXPECT_EQ(kind_of(pdf_of("x")), Kind::pdf);
    EXPECT_EQ(kind_of("Plain words, and caf\xe9 in Windows' own letters"), Kind::text);
    EXPECT_FALSE(kind_of(zip_of({{"xl/workbook.xml", "<x/>"}})));
    EXPECT_FALSE(
        kind_of(std::string_view("\x7f"
                                 "ELF\x02\x01\0\0",
                                 8)));
    EXPECT_FALSE(kind_of(""));
    EXPECT_FALSE(kind_of("\xD0\xCF\x11\xE0 old Word"));
}

TEST_F(AFile, GivesItsWordsInLines) {
    EXPECT_EQ(
        read(
            docx_of("<w:p><w:r><w:t>Opening </w:t></w:r><w:r><w:t>hours</w:t></w:r></w:p><w:p><w:r><w:t>Saturdays</w:t>"
                    "<w:delText>never</w:delText></w:r></w:p>"))
            ->text,
        "Opening hours\nSaturdays");
    EXPECT_EQ(read(odt_of("<text:h>Title</text:h><text:p>One<text:s/>two <office:annotation><text:p>not this</text:p>"
                          "</office:annotation><text:span>three</text:span></text:p>"))
                  ->text,
              "Title\nOne two three");
    EXPECT_EQ(read(pdf_of("What older people told us"))->text, "What older people told us");
    EXPECT_EQ(read("caf\xe9\r\nround the corner")->text, "café\nround the corner");
}

TEST_F(AFile, ThatIsDamagedSaysSo) {
    auto whole = docx_of("<w:p><w:r><w:t>words</w:t></w:r></w:p>");
    EXPECT_THAT(message(whole.substr(0, whole.size() / 2)), HasSubstr("damaged"));
    EXPECT_THAT(message(docx_of("<w:p><w:r>")), HasSubstr("damaged"));
    EXPECT_THAT(message("%PDF-1.4\n1 0 obj\n<< broken"), HasSubstr("damaged"));
    EXPECT_THAT(message(docx_of("<!DOCTYPE a [<!ENTITY b \"b\">]>")), HasSubstr("damaged"));
}

TEST_F(AFile, ThatUnpacksWithoutEndIsLeftAlone) {
    std::string zeros(200u << 20, ' ');
    auto bomb = docx_of("<w:p><w:r><w:t>" + zeros + "</w:t></w:r></w:p>");
    ASSERT_LT(bomb.size(), 1u << 20);
    EXPECT_THAT(message(bomb), HasSubstr("unpacks to far more"));
}

TEST_F(AFile, ThatIsNestedWithoutEndHarmsNothing) {
    std::string deep;
    for (int i = 0; i < 1'000'000; ++i) deep += "<a>";
    EXPECT_THAT(message(docx_of(deep)), HasSubstr("The file"));
    std::string whole;
    for (int i = 0; i < 200'000; ++i) whole += "<a>";
    whole += "<w:p><w:t>deep</w:t></w:p>";
    for (int i = 0; i < 200'000; ++i) whole += "</a>";
    EXPECT_EQ(read_text(docx_of(whole), Kind::docx, {.ratio = 1'000'000}), "deep");
    EXPECT_FALSE(read_text(docx_of(deep), Kind::docx, {.ratio = 1'000'000}));
}

TEST_F(AFile, OfManyWordsIsCutAndSaysSo) {
    std::string many;
    while (many.size() < 3 * most_text) many += "Another line of words that goes on and on.\n";
    auto words = read(many);
    ASSERT_TRUE(words);
    EXPECT_TRUE(words->cut);
    EXPECT_LE(words->text.size(), most_text);
    EXPECT_GT(words->text.size(), most_text - 100);
}

TEST_F(AFile, ThatTakesTooLongIsGivenUp) {
    std::string path = folder.path() / "document";
    std::ofstream(path) << "x";
    const auto began = std::chrono::steady_clock::now();
    auto words = read_in_child({"/bin/sleep", "30"}, path + "0", {.wall = std::chrono::seconds(1)});
    // sleep refuses a name, and ends at once; a shell that waits does not.
    auto waiting = read_in_child({"/bin/sh", "-c", "sleep 30"}, path, {.wall = std::chrono::seconds(1)});
    EXPECT_FALSE(words);
    ASSERT_FALSE(waiting);
    EXPECT_THAT(waiting.error().message, HasSubstr("too long"));
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5));
}

TEST_F(AFile, ThatKeepsTheProcessorBusyIsEnded) {
    auto busy = read_in_child({"/bin/sh", "-c", "ulimit -t 1; while :; do :; done"}, folder.path() / "x",
                              {.wall = std::chrono::seconds(20)});
    ASSERT_FALSE(busy);
    EXPECT_THAT(busy.error().message, HasSubstr("too long"));
}

TEST_F(AFile, ThatWritesWithoutEndIsCut) {
    auto endless = read_in_child({"/bin/sh", "-c", "while :; do echo endless words; done"}, folder.path() / "x");
    ASSERT_TRUE(endless);
    EXPECT_TRUE(endless->cut);
}

TEST_F(AFile, IsReadWithNothingOfOurs) {
    // No environment, no open file, no standard input of the server.
    setenv("THINGWALL_SECRET", "s3cret", 1);
    int secret = open("/etc/hostname", O_RDONLY);
    auto seen = read_in_child({"/bin/sh", "-c", "env; ls /proc/self/fd | wc -l; cat"}, folder.path() / "x");
    close(secret);
    ASSERT_TRUE(seen);
    EXPECT_THAT(seen->text, testing::Not(HasSubstr("s3cret")));
    EXPECT_THAT(seen->text, HasSubstr("4"));  // three, and the folder that is being read
}

TEST_F(AFile, WithoutItsReaderWaits) {
    auto none = read_in_child({"/nowhere/thingwall"}, folder.path() / "x");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, ErrorKind::unavailable);
}

TEST(ANameToSaveUnder, IsPlain) {
    EXPECT_EQ(safe_filename("../../etc/passwd", Kind::pdf), "passwd.pdf");
    EXPECT_EQ(safe_filename("Report 2026 (final).DOCX", Kind::docx), "report-2026-final.docx");
    EXPECT_EQ(safe_filename("a\"; filename=\"x.exe\r\nX: y", Kind::text), "a-filename-x.txt");
    EXPECT_EQ(safe_filename("", Kind::odt), "document.odt");
    EXPECT_EQ(safe_filename(".htaccess", Kind::text), "htaccess.txt");
}

TEST(WhatWasLearnt, NeedsWordsAndATrueAddress) {
    EXPECT_TRUE(check(FindingDraft{"We learnt", "", "https://example.org/a", "everyone"}));
    EXPECT_TRUE(check(FindingDraft{"", "", "", "partners"}));
    auto faulty = check(FindingDraft{"", "We did", "javascript:alert(1)", "all"});
    ASSERT_FALSE(faulty);
    EXPECT_EQ(faulty.error().fields.size(), 3u);
}

TEST(AnExcerpt, StandsWhereMostWordsAre) {
    std::string text =
        "At first there is much that nobody looks for, and it goes on for long. " + std::string(300, 'x') +
        " Then people say that surgeries open too late on Saturdays, which matters. " + std::string(300, 'y');
    auto made = excerpt(text, {"surgeri", "saturday"}, 80);
    std::string all;
    int marks = 0;
    for (const auto& piece : made.pieces) {
        all += piece.text;
        marks += piece.marked ? 1 : 0;
    }
    EXPECT_THAT(all, HasSubstr("surgeries open too late on Saturdays"));
    EXPECT_EQ(marks, 2);
    EXPECT_EQ(made.stems.size(), 2u);
    EXPECT_LT(all.size(), 140u);
}

TEST(AnExcerpt, OfAShortTextIsAllOfIt) {
    auto made = excerpt("One line.\nAnother.", {}, 240);
    ASSERT_EQ(made.pieces.size(), 1u);
    EXPECT_EQ(made.pieces[0].text, "One line. Another.");
}

}  // namespace
}  // namespace thingwall::library
