#include "activities/sheet.hpp"

#include <gtest/gtest.h>

#include "workbook_maker.hpp"

namespace thingwall::activities {
namespace {

using test::workbook_of;
using test::zip_of;

const std::string book =
    R"(<?xml version="1.0"?><workbook xmlns:r="r"><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>)";
const std::string relations =
    R"(<?xml version="1.0"?><Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>)";

std::string small_book(const std::string& sheet, const std::string& strings = {}) {
    std::vector<std::pair<std::string, std::string>> parts{
        {"xl/workbook.xml", book}, {"xl/_rels/workbook.xml.rels", relations}, {"xl/worksheets/sheet1.xml", sheet}};
    if (!strings.empty()) parts.emplace_back("xl/sharedStrings.xml", strings);
    return zip_of(parts);
}

TEST(ASpreadsheet, GivesTheSameRowsFromExcelAsFromCsv) {
    auto from_excel = read_sheet(workbook_of({{"Title", "First day", "Cost"},
                                              {"Bins & \"boxes\"", "date:2026-11-02", "number:8400.1"},
                                              {},
                                              {"Élan", "2025", "number:12"}}));
    auto from_csv = read_sheet(
        "\xEF\xBB\xBFTitle;First day;Cost\r\n\"Bins & \"\"boxes\"\"\";2026-11-02;8400.1\r\n;;\r\nÉlan;2025;12\r\n");

    ASSERT_TRUE(from_excel) << from_excel.error().message;
    ASSERT_TRUE(from_csv) << from_csv.error().message;
    EXPECT_EQ(from_excel->rows, from_csv->rows);
    EXPECT_EQ(from_excel->rows[0], (std::vector<std::string>{"Bins & \"boxes\"", "2026-11-02", "8400.1"}));
    EXPECT_EQ(from_excel->numbers, (std::vector<std::size_t>{2, 4})) << "as the spreadsheet program counts them";
    EXPECT_EQ(from_csv->numbers, from_excel->numbers);
    EXPECT_EQ(from_excel->name, "Register");
}

TEST(ASpreadsheet, HasColumnsNamedByLetters) {
    EXPECT_EQ(column_letters(0), "A");
    EXPECT_EQ(column_letters(25), "Z");
    EXPECT_EQ(column_letters(26), "AA");
    EXPECT_EQ(column_letters(701), "ZZ");
    EXPECT_EQ(column_letters(702), "AAA");
}

TEST(ASpreadsheet, ReadsInlineAndRichTextAndTheOldDateSystem) {
    auto sheet = read_sheet(small_book(
        R"(<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Title</t></is></c><c r="C1" t="s"><v>0</v></c></row>
           <row r="7"><c r="A7" t="str"><v>by formula</v></c><c r="C7" t="b"><v>1</v></c></row></sheetData></worksheet>)",
        R"(<sst><si><r><t>First</t></r><r><t> day</t></r></si></sst>)"));

    ASSERT_TRUE(sheet) << sheet.error().message;
    EXPECT_EQ(sheet->headings, (std::vector<std::string>{"Title", "", "First day"}));
    EXPECT_EQ(sheet->rows[0], (std::vector<std::string>{"by formula", "", "Yes"}));
    EXPECT_EQ(sheet->numbers[0], 7u);
}

TEST(ASpreadsheet, ThatUnpacksToFarMoreThanItHoldsIsRefused) {
    std::string bomb = small_book("<worksheet>" + std::string(40u << 20, ' ') + "</worksheet>");

    auto sheet = read_sheet(bomb);

    ASSERT_FALSE(sheet);
    EXPECT_EQ(sheet.error().kind, ErrorKind::too_large);
}

TEST(ASpreadsheet, IsReadAsTextInTheEncodingThatItIsIn) {
    auto cell = [](const std::string& inside) {
        return read_sheet(small_book("<worksheet><sheetData><row><c t=\"str\"><v>" + inside +
                                     "</v></c></row></sheetData></worksheet>"));
    };

    auto old = cell("Caf\xE9"), usual = cell("Café");
    auto half = cell("Caf&#xD800;");

    ASSERT_TRUE(old) << old.error().message;
    EXPECT_EQ(old->headings[0], "Café") << "bytes that are no UTF-8 are not kept as they are";
    EXPECT_EQ(usual->headings[0], "Café");
    ASSERT_FALSE(half);
    EXPECT_EQ(half.error().message, "Row 1, column A: there is something that is no text. Type the cell again");
}

TEST(ASpreadsheet, WithADocumentTypeIsRefused) {
    auto sheet =
        read_sheet(small_book(R"(<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">]><worksheet><sheetData/></worksheet>)"));

    ASSERT_FALSE(sheet);
    EXPECT_EQ(sheet.error().kind, ErrorKind::invalid);
}

TEST(ASpreadsheet, WithOneLongTextInEveryCellIsRefused) {
    std::string row;
    for (int i = 0; i < 400; ++i) row += "<c t=\"s\"><v>0</v></c>";
    std::string rows;
    for (int i = 0; i < 200; ++i) rows += "<row>" + row + "</row>";
    std::string noise;
    for (int i = 0; i < 2000; ++i) noise += std::to_string(i * 7919 % 10007);

    auto sheet = read_sheet(small_book("<worksheet><sheetData>" + rows + "</sheetData></worksheet>",
                                       "<sst><si><t>" + noise + "</t></si></sst>"));

    ASSERT_FALSE(sheet);
    EXPECT_EQ(sheet.error().kind, ErrorKind::too_large);
}

TEST(ASpreadsheet, WithTooManyPartsOrColumnsOrRowsIsRefused) {
    std::vector<std::pair<std::string, std::string>> parts;
    for (int i = 0; i < 1001; ++i) parts.emplace_back("p" + std::to_string(i), "");
    EXPECT_EQ(read_sheet(zip_of(parts)).error().kind, ErrorKind::too_large);
    EXPECT_EQ(
        read_sheet(
            small_book(R"(<worksheet><sheetData><row><c r="ZZZ1" t="str"><v>x</v></c></row></sheetData></worksheet>)"))
            .error()
            .kind,
        ErrorKind::too_large);
    std::string rows = "Title\n";
    for (int i = 0; i < 50'100; ++i) rows += "x\n";
    EXPECT_EQ(read_sheet(rows).error().kind, ErrorKind::too_large);
}

TEST(ASpreadsheet, ThatIsNoneSaysWhatToDo) {
    EXPECT_NE(read_sheet("").error().message.find("empty"), std::string::npos);
    EXPECT_NE(read_sheet("\xD0\xCF\x11\xE0 old").error().message.find(".xlsx"), std::string::npos);
    EXPECT_NE(read_sheet("PK\x03\x04 broken").error().message.find("damaged"), std::string::npos);
    EXPECT_NE(read_sheet(zip_of({{"word/document.xml", "<w/>"}})).error().message.find("no spreadsheet"),
              std::string::npos);
    EXPECT_NE(read_sheet("Title\nx,stray\n").error().message.find("B"), std::string::npos)
        << "a cell without a heading is named";
}

}  // namespace
}  // namespace thingwall::activities
