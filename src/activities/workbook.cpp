#include "activities/workbook.hpp"

#include <zip.h>
#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <set>

#include "base/csv.hpp"
#include "base/date.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

struct CloseZip {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

// A zip archive in memory that counts what it unpacks.
class Archive {
public:
    static Result<Archive> open(std::string_view bytes, const SheetLimits& limits) {
        zip_error_t error;
        zip_error_init(&error);
        zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
        if (source == nullptr) return invalid("The spreadsheet cannot be opened");
        zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
        if (archive == nullptr) {
            zip_source_free(source);
            return invalid("The spreadsheet is damaged: it is no whole .xlsx file. Save it again, or save it as .csv");
        }
        Archive opened(archive, limits);
        auto entries = zip_get_num_entries(archive, 0);
        if (entries < 0 || static_cast<std::size_t>(entries) > limits.parts)
            return fail(ErrorKind::too_large,
                        fmt::format("The spreadsheet has more than {} parts inside. Save it as .csv", limits.parts));
        return opened;
    }

    /// Nothing when there is no such part.
    Result<std::optional<std::string>> part(const std::string& name) {
        zip_stat_t about;
        if (zip_stat(archive_.get(), name.c_str(), 0, &about) != 0) return std::nullopt;
        std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive_.get(), about.index, 0));
        if (!file)
            return invalid(
                "A part of the spreadsheet cannot be read (it may have a password). Save it without one, or as .csv");
        std::string text;
        char piece[65536];
        for (;;) {
            zip_int64_t read = zip_fread(file.get(), piece, sizeof piece);
            if (read < 0) return invalid("The spreadsheet is damaged. Save it again, or save it as .csv");
            if (read == 0) return std::optional(std::move(text));
            text.append(piece, static_cast<std::size_t>(read));
            unpacked_ += static_cast<std::size_t>(read);
            // What is counted is what came out, since the sizes that an archive states may be lies.
            bool inflated = text.size() > (1u << 20) && (about.valid & ZIP_STAT_COMP_SIZE) != 0 &&
                            text.size() / limits_.ratio > about.comp_size;
            if (unpacked_ > limits_.unpacked_bytes || inflated)
                return fail(
                    ErrorKind::too_large,
                    "The spreadsheet unpacks to far more than it holds. Save it as .csv, or bring it in in parts");
        }
    }

private:
    Archive(zip_t* archive, const SheetLimits& limits) : archive_(archive), limits_(limits) {}
    std::unique_ptr<zip_t, CloseZip> archive_;
    SheetLimits limits_;
    std::size_t unpacked_ = 0;
};

Result<std::unique_ptr<pugi::xml_document>> xml(std::string packed, const char* what) {
    // Parts are UTF-8 or UTF-16 (ECMA-376, part 2). The parser would take bytes that are neither as they are.
    auto utf8 = csv::to_utf8(std::move(packed));
    if (!utf8)
        return invalid(fmt::format(
            "The spreadsheet is damaged in its {} (it is no text). Save it again, or save it as .csv", what));
    const std::string& text = *utf8;
    // Entities of a document type can name files and grow without end: no spreadsheet program writes one.
    if (text.find("<!DOCTYPE") != std::string::npos || text.find("<!ENTITY") != std::string::npos)
        return invalid("The spreadsheet has a document type inside, which none should have. Save it as .csv");
    auto document = std::make_unique<pugi::xml_document>();
    auto parsed = document->load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata_single,
                                        pugi::encoding_utf8);
    if (!parsed)
        return invalid(fmt::format("The spreadsheet is damaged in its {} ({}). Save it again, or save it as .csv", what,
                                   parsed.description()));
    return document;
}

// Text of a rich or plain string, without the phonetic guides of Japanese.
std::string text_of(const pugi::xml_node& item) {
    std::string text = item.child("t").text().get();
    for (auto run : item.children("r")) text += run.child("t").text().get();
    return text;
}

// ECMA-376, 18.8.30: these built-in formats, and formats of one's own with a day, month or year in them, are dates.
bool is_date_code(std::string_view code) {
    const auto is_day_or_year = [](char c) { return c == 'y' || c == 'd' || c == 'Y' || c == 'D'; };
    const auto is_month_or_minute = [](char c) { return c == 'm' || c == 'M'; };
    const bool has_hours_or_seconds = code.find_first_of("hs") != std::string_view::npos;
    bool quoted = false, bracket = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        char c = code[i];
        if (c == '"')
            quoted = !quoted;
        else if (c == '\\')
            ++i;
        else if (!quoted && c == '[')
            bracket = true;
        else if (c == ']')
            bracket = false;
        else if (!quoted && !bracket && (is_day_or_year(c) || (is_month_or_minute(c) && !has_hours_or_seconds)))
            return true;
    }
    return false;
}
std::vector<bool> date_styles(const pugi::xml_document& styles) {
    std::set<int> date_formats;
    for (int id : {14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}) date_formats.insert(id);
    for (auto format : styles.child("styleSheet").child("numFmts").children("numFmt"))
        if (is_date_code(format.attribute("formatCode").value()))
            date_formats.insert(format.attribute("numFmtId").as_int());
    std::vector<bool> dates;
    for (auto cell : styles.child("styleSheet").child("cellXfs").children("xf")) {
        if (dates.size() > 100'000) break;
        dates.push_back(date_formats.contains(cell.attribute("numFmtId").as_int()));
    }
    return dates;
}

std::optional<std::size_t> column_of(std::string_view reference) {
    std::size_t column = 0;
    for (char c : reference) {
        if (c < 'A' || c > 'Z') break;
        column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
        if (column > 16'384) return std::nullopt;
    }
    return column == 0 ? std::nullopt : std::optional(column - 1);
}

// Excel counts days from 30 December 1899, or in the other system from 1 January 1904.
std::string number_of(std::string_view value, bool is_date, bool since_1904) {
    auto number = parse_number(value);
    if (!number) return std::string(value);
    if (is_date && *number >= 1 && *number < 109'000) {
        auto epoch =
            std::chrono::sys_days{since_1904 ? std::chrono::year{1904} / 1 / 1 : std::chrono::year{1899} / 12 / 30};
        Date day{epoch + std::chrono::days{static_cast<int>(*number)}};
        if (day >= *Date::make(1900, 1, 1) && day <= *Date::make(2199, 12, 31)) return to_iso(day);
    }
    if (*number == std::floor(*number) && std::abs(*number) < 1e15)
        return std::to_string(static_cast<std::int64_t>(*number));
    // 8400.1 is kept as 8400.1000000000004: fifteen figures are all that a cell holds.
    return fmt::format("{:.15g}", *number);
}

struct Shared {
    std::vector<std::string> strings;
    std::vector<bool> dates;
    bool since_1904 = false;
};

std::string value_of(const pugi::xml_node& cell, const Shared& shared) {
    std::string_view type = cell.attribute("t").value();
    if (type == "inlineStr") return text_of(cell.child("is"));
    std::string_view value = cell.child("v").text().get();
    if (type == "s") {
        auto index = parse_whole(value);
        return index && *index >= 0 && static_cast<std::size_t>(*index) < shared.strings.size()
                   ? shared.strings[static_cast<std::size_t>(*index)]
                   : "";
    }
    if (type == "b") return value == "1" ? "Yes" : "No";
    if (type == "str" || type == "e" || value.empty()) return std::string(value);
    if (type == "d") return std::string(value.substr(0, 10));
    auto style = static_cast<std::size_t>(std::max(0, cell.attribute("s").as_int()));
    return number_of(value, style < shared.dates.size() && shared.dates[style], shared.since_1904);
}

Result<std::vector<NumberedRow>> rows_of(const pugi::xml_document& sheet, const Shared& shared,
                                         const SheetLimits& limits) {
    std::vector<NumberedRow> rows;
    std::size_t number = 0, bytes = 0;
    for (auto row : sheet.child("worksheet").child("sheetData").children("row")) {
        auto said = row.attribute("r").as_ullong();
        number = said > 0 ? said : number + 1;
        if (rows.size() > limits.rows + 20)
            return fail(ErrorKind::too_large, fmt::format("The sheet has more than {} rows. Bring it in in parts",
                                                          thousands(static_cast<std::int64_t>(limits.rows))));
        NumberedRow made{number, {}};
        for (auto cell : row.children("c")) {
            std::string_view reference = cell.attribute("r").value();
            auto column = reference.empty() ? std::optional(made.cells.size()) : column_of(reference);
            std::string value = value_of(cell, shared);
            if (value.empty()) continue;
            // One long text can stand in every cell: what the cells hold together is bounded too.
            bytes += value.size();
            if (bytes > limits.unpacked_bytes)
                return fail(ErrorKind::too_large, "The sheet holds too much text. Bring it in in parts");
            if (!column || *column >= limits.columns)
                return fail(ErrorKind::too_large,
                            fmt::format("Row {}: the sheet has more than {} columns", number, limits.columns));
            // "&#xD800;" is half a character.
            if (!valid_utf8(value))
                return invalid(fmt::format("Row {}, column {}: there is something that is no text. Type the cell again",
                                           number, column_letters(*column)));
            if (made.cells.size() <= *column) made.cells.resize(*column + 1);
            made.cells[*column] = std::move(value);
        }
        rows.push_back(std::move(made));
    }
    return rows;
}

}  // namespace

Result<Workbook> read_workbook(std::string_view bytes, const SheetLimits& limits) {
    auto archive = Archive::open(bytes, limits);
    if (!archive) return std::unexpected(archive.error());
    // One part after another; each that is there is parsed, the text let go.
    auto parsed = [&](const std::string& name, const char* what) -> Result<std::unique_ptr<pugi::xml_document>> {
        auto text = archive->part(name);
        if (!text) return std::unexpected(text.error());
        if (!*text) return std::unique_ptr<pugi::xml_document>();
        return xml(std::move(**text), what);
    };
    auto workbook = parsed("xl/workbook.xml", "list of sheets");
    if (!workbook) return std::unexpected(workbook.error());
    if (!*workbook) return invalid("This is no spreadsheet: it has no list of sheets. Choose an .xlsx or .csv file");
    Workbook made;
    std::string relation;
    for (auto sheet : (*workbook)->child("workbook").child("sheets").children("sheet")) {
        std::string_view state = sheet.attribute("state").value();
        if (state == "hidden" || state == "veryHidden") continue;
        made.sheet = sheet.attribute("name").value();
        if (!valid_utf8(made.sheet)) made.sheet.clear();
        relation = sheet.attribute("r:id").value();
        break;
    }
    auto relations = parsed("xl/_rels/workbook.xml.rels", "list of parts");
    if (!relations) return std::unexpected(relations.error());
    std::string path = "xl/worksheets/sheet1.xml";
    if (*relations)
        for (auto one : (*relations)->child("Relationships").children("Relationship"))
            if (!relation.empty() && relation == one.attribute("Id").value()) {
                std::string target = one.attribute("Target").value();
                path = target.starts_with("/") ? target.substr(1) : "xl/" + target;
            }
    Shared shared;
    shared.since_1904 = (*workbook)->child("workbook").child("workbookPr").attribute("date1904").as_bool();
    auto strings = parsed("xl/sharedStrings.xml", "texts");
    if (!strings) return std::unexpected(strings.error());
    if (*strings)
        for (auto item : (*strings)->child("sst").children("si")) shared.strings.push_back(text_of(item));
    strings->reset();
    auto styles = parsed("xl/styles.xml", "styles");
    if (!styles) return std::unexpected(styles.error());
    if (*styles) shared.dates = date_styles(**styles);
    auto sheet = parsed(path, "first sheet");
    if (!sheet) return std::unexpected(sheet.error());
    if (!*sheet) return invalid("The spreadsheet has no sheet that can be seen");
    auto rows = rows_of(**sheet, shared, limits);
    if (!rows) return std::unexpected(rows.error());
    made.rows = std::move(*rows);
    return made;
}

}  // namespace thingwall::activities
