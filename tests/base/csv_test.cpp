#include "base/csv.hpp"

#include <gtest/gtest.h>

namespace thingwall::csv {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// All rows, or the message of the error as the last row.
Rows read(std::string_view text, Limits limits = {}) {
    Reader reader(text, limits);
    std::vector<std::string_view> fields;
    Rows rows;
    for (;;) {
        auto more = reader.next(fields);
        if (!more) return rows.push_back({more.error().message}), rows;
        if (!*more) return rows;
        rows.emplace_back(fields.begin(), fields.end());
    }
}

TEST(ACsvFile, IsReadWithEveryKindOfLineEnd) {
    Rows expected{{"a", "b"}, {"1", "2"}};
    EXPECT_EQ(read("a,b\r\n1,2\r\n"), expected);
    EXPECT_EQ(read("a,b\n1,2"), expected);
    EXPECT_EQ(read("a,b\r1,2\r"), expected);
    EXPECT_EQ(read("\xEF\xBB\xBF"
                   "a,b\n\n\r\n1,2\n\n"),
              expected);
}

TEST(ACsvFile, KeepsBlankFieldsAndBlanksInFields) {
    EXPECT_EQ(read("a,,b\n,,\n x ,\n"), (Rows{{"a", "", "b"}, {"", "", ""}, {" x ", ""}}));
    EXPECT_EQ(read(""), Rows{});
    EXPECT_EQ(read("\n\n"), Rows{});
    EXPECT_EQ(read("a,"), (Rows{{"a", ""}}));
    EXPECT_EQ(read("\"\""), (Rows{{""}}));
}

TEST(ACsvFile, MayHaveLineEndsSeparatorsAndQuotesInsideQuotes) {
    EXPECT_EQ(read("\"a,b\",\"say \"\"hello\"\"\",\"two\r\nlines\"\nnext,\"\"\"\",c\n"),
              (Rows{{"a,b", "say \"hello\"", "two\r\nlines"}, {"next", "\"", "c"}}));
}

TEST(ACsvFile, MayHaveManyShortQuotedFieldsInOneRow) {
    std::string text;
    for (int i = 0; i < 400; ++i) text += (i > 0 ? ",\"" : "\"") + std::to_string(i) + "\"";
    auto rows = read(text);
    ASSERT_EQ(rows.size(), 1u);
    for (std::size_t i = 0; i < 400; ++i) EXPECT_EQ(rows[0][i], std::to_string(i));
}

TEST(ACsvFile, IsSeparatedByWhatItsFirstLineHasMostOf) {
    EXPECT_EQ(read("a;b;\"c,,,\"\n1;2,5;3"), (Rows{{"a", "b", "c,,,"}, {"1", "2,5", "3"}}));
    EXPECT_EQ(read("a\tb\tc,d\n1\t2\t3"), (Rows{{"a", "b", "c,d"}, {"1", "2", "3"}}));
    EXPECT_EQ(read("a\x01"
                   "b,c\td"),
              (Rows{{"a\x01"
                     "b",
                     "c\td"}}));
}

TEST(ALineNumber, IsTheOneThatAnEditorShows) {
    Reader reader("a,b\n\n\"x\ny\r\nz\rw\",1\nlast,2\n");
    std::vector<std::string_view> fields;
    std::vector<std::size_t> lines;
    while (reader.next(fields).value()) lines.push_back(reader.line());
    EXPECT_EQ(lines, (std::vector<std::size_t>{1, 3, 7}));
}

TEST(ABrokenCsvFile, IsRefusedAtTheLineOfTheFault) {
    EXPECT_EQ(read("a,b\n1,5\" pipe\n").back()[0],
              "Line 2: a quote (\") stands inside a field. Put the whole field in quotes and write each quote inside "
              "it twice");
    EXPECT_EQ(read("a,b\n\n\"x,1\n2,3\n4,5\n").back()[0],
              "Line 3: a quote (\") opens here and is never closed. Close it, or take it out");
    EXPECT_EQ(read("a\n\"x\ny\"z\n").back()[0],
              "Line 3: something follows a closing quote (\"). Write each quote inside a field twice");
    EXPECT_EQ(read(std::string_view("a\nb\0c\n", 6)).back()[0],
              "Line 2: there is a NUL byte, so this is not a text file. Save it as CSV (UTF-8) and try again");
    EXPECT_EQ(read(std::string_view("a\n\"b\0c\"\n", 8)).back()[0].substr(0, 26), "Line 2: there is a NUL byt");
}

TEST(ABrokenCsvFile, GivesNoRowAfterItsFault) {
    Reader reader("a\nb\"\nc\n");
    std::vector<std::string_view> fields;
    EXPECT_TRUE(reader.next(fields).value());
    EXPECT_FALSE(reader.next(fields));
    EXPECT_FALSE(reader.next(fields).value());
}

TEST(AHugeCsvFile, IsRefusedBeyondItsLimits) {
    EXPECT_EQ(read("a,b,c\n", {.columns = 2}).back()[0],
              "Line 1: there are more than 2 columns. Take out those that are not needed");
    EXPECT_EQ(read("a,b\n", {.columns = 2}).size(), 1u);
    EXPECT_EQ(read("abcd\n", {.field_bytes = 3}).back()[0],
              "Line 1: a field is longer than 3 characters. Look for a quote that is not closed");
    EXPECT_EQ(read("a\n\"bc\ndef\"\n", {.field_bytes = 3}).back()[0].substr(0, 6), "Line 2");
    EXPECT_EQ(read("abc\n\"a\"\"c\"", {.field_bytes = 3}), (Rows{{"abc"}, {"a\"c"}}));
    EXPECT_EQ(read("abcd", {.bytes = 3}).back()[0],
              "Line 1: the file has 4 bytes, and the most is 3. Split it into smaller files");
}

TEST(EveryLengthOfField, IsFoundWhereverItLies) {
    // Fields of 0 to 20 bytes at every offset, with bytes that look like marks to a careless scan.
    for (std::size_t shift = 0; shift < 9; ++shift) {
        Rows expected(1);
        std::string text;
        for (std::size_t size = shift == 0 ? 1 : 0; size <= 20; ++size) {
            std::string field;
            for (std::size_t i = 0; i < size + shift; ++i) field += "\x01\x1F-+!#\xAC\xA2\x8A\x80"[i % 10];
            text += (text.empty() ? "" : ",") + field;
            expected[0].push_back(field);
        }
        EXPECT_EQ(read(text), expected) << shift;
    }
}

TEST(ATable, FindsItsColumnsByAnyOfTheirNames) {
    auto table = read_table("\xEF\xBB\xBFTitle , Área\n\"GP access\",Leasowe\n");

    ASSERT_TRUE(table);
    EXPECT_EQ(table->column({"name", "TITLE"}), 0u);
    EXPECT_EQ(table->column({"area"}), 1u);
    EXPECT_FALSE(table->column({"cost"}));
    EXPECT_EQ(table->rows, (Rows{{"GP access", "Leasowe"}}));
}

TEST(ATable, FillsShortRowsPassesEmptyOnesAndFaultsLongOnes) {
    auto table = read_table("a,b,c\n1\n,,\n4,5,6,,\n");
    ASSERT_TRUE(table);
    EXPECT_EQ(table->rows, (Rows{{"1", "", ""}, {"4", "5", "6"}}));
    EXPECT_EQ(table->lines, (std::vector<std::size_t>{2, 4}));

    auto broken = read_table("a,b\n1,2,3\n1,2\n4,5,6,7\n");
    ASSERT_FALSE(broken);
    ASSERT_EQ(broken.error().fields.size(), 2u);
    EXPECT_EQ(broken.error().fields[0].field, "line 2");
    EXPECT_EQ(broken.error().fields[1].message,
              "has 4 fields, and the headings are 2. Put fields with a separator in them in quotes");
    EXPECT_EQ(read_table("").error().message, "The file is empty. Its first line must have the names of the columns");
}

TEST(ATable, WithTwoColumnsOfOneNameIsRefusedSinceOneWouldBeLost) {
    auto table = read_table("Title,Cost, title ,,\n1,2,3,4,5\n");
    ASSERT_FALSE(table);
    ASSERT_EQ(table.error().fields.size(), 1u);
    EXPECT_EQ(table.error().fields[0].message, "two columns are called “title”. Rename or take out one");
}

TEST(ATable, OfShortRowsUnderManyHeadingsIsRefusedBeforeItFillsTheMemory) {
    std::string text = "a,b,c,d\n1\n2\n3\n";
    EXPECT_TRUE(read_table(text, {.cells = 12}));
    EXPECT_EQ(read_table(text, {.cells = 11}).error().message,
              "Line 4: the table has more than 11 cells. Split it into smaller files");
}

TEST(AWrittenField, IsNoFormulaForASpreadsheet) {
    auto written = [](std::string_view field, Guard guard = Guard::formulas) {
        std::string out;
        append_field(out, field, guard);
        return out;
    };
    EXPECT_EQ(written("=1+1"), "'=1+1");
    EXPECT_EQ(written("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(written("+44 151 496 0000"), "'+44 151 496 0000");
    EXPECT_EQ(written("-2+3"), "'-2+3");
    EXPECT_EQ(written("\t=1"), "\"'\t=1\"");
    EXPECT_EQ(written("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
    EXPECT_EQ(written("-5.25"), "-5.25");
    EXPECT_EQ(written("+7"), "+7");
    EXPECT_EQ(written("=1+1", Guard::nothing), "=1+1");
    EXPECT_EQ(written("a,b"), "\"a,b\"");
    EXPECT_EQ(written("plain"), "plain");
}

TEST(AWrittenTable, ReadsBackAsItWas) {
    Rows rows{
        {"title", "note;more", " edge "}, {"say \"hi\"", "two\r\nlines", "tab\there"}, {"", "x", ""}, {"é", ",", "\""}};
    std::string text;
    for (const auto& row : rows) append_row(text, row);
    EXPECT_EQ(read(text), rows);

    std::string blank;
    append_row(blank, {""});
    append_row(blank, {"x"});
    EXPECT_EQ(read(blank), (Rows{{""}, {"x"}}));
}

}  // namespace
}  // namespace thingwall::csv
