#include "base/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <set>

#include "base/text.hpp"

namespace thingwall::csv {
namespace {

constexpr std::uint64_t each = 0x0101010101010101u, tops = 0x8080808080808080u;

// Marks the bytes of a word that are below 0x20, the separator or a quote. Exact for the lowest marked byte, which is
// the only one asked for (A borrow can mark a byte wrongly only above a byte that is marked rightly).
std::uint64_t marks(std::uint64_t word, std::uint64_t separators) {
    auto zeros = [](std::uint64_t x) { return (x - each) & ~x & tops; };
    return ((word - each * 0x20u) & ~word & tops) | zeros(word ^ separators) | zeros(word ^ each * std::uint64_t{'"'});
}

bool ends_field(char c, char separator) {
    return c == separator || c == '"' || c == '\n' || c == '\r' || c == '\0';
}

// The first byte from `at` that means something; the end when there is none.
std::size_t find_mark(std::string_view text, std::size_t at, char separator) {
    std::uint64_t separators = each * static_cast<unsigned char>(separator);
    while (at < text.size()) {
        if constexpr (std::endian::native == std::endian::little) {
            std::uint64_t word = 0, found = 0;
            for (; at + 8 <= text.size(); at += 8) {
                std::memcpy(&word, text.data() + at, 8);
                found = marks(word, separators);
                if (found != 0) break;
            }
            if (found != 0) at += static_cast<std::size_t>(std::countr_zero(found)) / 8;
            if (at == text.size()) return at;
        }
        if (ends_field(text[at], separator)) return at;
        ++at;  // another control character, or one of the last bytes
    }
    return at;
}

char likely_separator(std::string_view text) {
    std::size_t commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;
    for (char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') break;
        commas += c == ',' ? 1 : 0;
        semicolons += c == ';' ? 1 : 0;
        tabs += c == '\t' ? 1 : 0;
    }
    if (tabs > commas && tabs > semicolons) return '\t';
    return semicolons > commas ? ';' : ',';
}

std::string_view without_bom(std::string_view text) {
    return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

}  // namespace

Reader::Reader(std::string_view text, Limits limits)
    : text_(without_bom(text)), separator_(likely_separator(text_.substr(0, limits.bytes))), limits_(limits) {}

std::unexpected<Error> Reader::stop(ErrorKind kind, std::size_t line, std::string_view problem) {
    at_ = text_.size();
    return fail(kind, fmt::format("Line {}: {}", line, problem));
}

std::unexpected<Error> Reader::field_too_long(std::size_t line) {
    return stop(ErrorKind::too_large, line,
                fmt::format("a field is longer than {} characters. Look for a quote that is not closed",
                            thousands(static_cast<std::int64_t>(limits_.field_bytes))));
}

std::unexpected<Error> Reader::nul_byte() {
    return stop(ErrorKind::invalid, line_,
                "there is a NUL byte, so this is not a text file. Save it as CSV (UTF-8) and try again");
}

std::unexpected<Error> Reader::stray_quote() {
    return stop(
        ErrorKind::invalid, line_,
        "a quote (\") stands inside a field. Put the whole field in quotes and write each quote inside it twice");
}

Result<bool> Reader::next(std::vector<std::string_view>& fields) {
    fields.clear();
    if (text_.size() > limits_.bytes && at_ == 0)
        return stop(ErrorKind::too_large, 1,
                    fmt::format("the file has {} bytes, and the most is {}. Split it into smaller files",
                                thousands(static_cast<std::int64_t>(text_.size())),
                                thousands(static_cast<std::int64_t>(limits_.bytes))));
    while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) pass_line_end();
    if (at_ == text_.size()) return false;
    row_line_ = line_;
    unquoted_.clear();
    places_.clear();
    for (bool more = true; more;) {
        if (fields.size() == limits_.columns)
            return stop(
                ErrorKind::too_large, row_line_,
                fmt::format("there are more than {} columns. Take out those that are not needed", limits_.columns));
        if (at_ < text_.size() && text_[at_] == '"') {
            if (auto read = quoted_field(fields); !read) return std::unexpected(read.error());
        } else {
            std::size_t begin = at_;
            at_ = find_mark(text_, at_, separator_);
            fields.push_back(text_.substr(begin, at_ - begin));
            if (at_ - begin > limits_.field_bytes) return field_too_long(line_);
        }
        if (at_ == text_.size()) break;
        char end = text_[at_];
        if (end == '\0') return nul_byte();
        if (end == '"') return stray_quote();
        more = end == separator_;
        if (more)
            ++at_;
        else
            pass_line_end();
    }
    for (const auto& [column, begin, size] : places_) fields[column] = std::string_view(unquoted_).substr(begin, size);
    return true;
}

// Ends on a separator, a line's end or the text's end. What holds no doubled quote is not copied.
Done Reader::quoted_field(std::vector<std::string_view>& fields) {
    std::size_t opened = line_, begin = ++at_, copied = begin, unquoted_begin = unquoted_.size();
    bool doubled = false;
    for (;;) {
        at_ = find_mark(text_, at_, '"');
        if (at_ - copied + (unquoted_.size() - unquoted_begin) > limits_.field_bytes) return field_too_long(opened);
        if (at_ == text_.size())
            return stop(ErrorKind::invalid, opened,
                        "a quote (\") opens here and is never closed. Close it, or take it out");
        if (text_[at_] == '\0') return nul_byte();
        if (text_[at_] != '"') {
            pass_line_end();
            continue;
        }
        ++at_;
        if (at_ == text_.size() || text_[at_] != '"') break;
        doubled = true;
        unquoted_ += text_.substr(copied, at_ - copied);  // with one of the two quotes
        copied = ++at_;
    }
    std::string_view rest = text_.substr(copied, at_ - 1 - copied);
    if (doubled) {
        unquoted_ += rest;
        places_.push_back({fields.size(), unquoted_begin, unquoted_.size() - unquoted_begin});
    }
    fields.push_back(rest);
    if (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r')
        return stop(ErrorKind::invalid, line_,
                    "something follows a closing quote (\"). Write each quote inside a field twice");
    return {};
}

void Reader::pass_line_end() {
    if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    ++at_;
    ++line_;
}

std::optional<std::size_t> Table::column(std::initializer_list<std::string_view> names) const {
    for (auto name : names) {
        std::string wanted = fold(name);
        for (std::size_t i = 0; i < headings.size(); ++i)
            if (fold(headings[i]) == wanted) return i;
    }
    return std::nullopt;
}

Result<Table> read_table(std::string_view text, Limits limits) {
    Reader reader(text, limits);
    std::vector<std::string_view> fields;
    Table table;
    Faults faults;
    auto first = reader.next(fields);
    if (!first) return std::unexpected(first.error());
    if (!*first) return invalid("The file is empty. Its first line must have the names of the columns");
    std::set<std::string> names;
    for (auto heading : fields) {
        heading = trim(heading);
        if (!heading.empty() && !names.insert(fold(heading)).second)
            faults.add(fmt::format("line {}", reader.line()),
                       fmt::format("two columns are called “{}”. Rename or take out one", shortened(heading)));
        table.headings.emplace_back(heading);
    }

    for (auto row = reader.next(fields);; row = reader.next(fields)) {
        if (!row) return std::unexpected(row.error());
        if (!*row) break;
        bool blank = std::ranges::all_of(fields, [](std::string_view field) { return trim(field).empty(); });
        if (blank) continue;  // spreadsheets write ",,," for empty rows
        while (fields.size() > table.headings.size() && trim(fields.back()).empty()) fields.pop_back();
        if (fields.size() > table.headings.size()) {
            faults.add(
                fmt::format("line {}", reader.line()),
                fmt::format("has {} fields, and the headings are {}. Put fields with a separator in them in quotes",
                            fields.size(), table.headings.size()));
            continue;
        }
        if ((table.rows.size() + 1) * table.headings.size() > limits.cells)
            return fail(ErrorKind::too_large,
                        fmt::format("Line {}: the table has more than {} cells. Split it into smaller files",
                                    reader.line(), thousands(static_cast<std::int64_t>(limits.cells))));
        auto& kept = table.rows.emplace_back(fields.begin(), fields.end());
        kept.resize(table.headings.size());
        table.lines.push_back(reader.line());
    }
    if (!faults.empty()) return faults.take("The file could not be read as a table");
    return table;
}

void append_field(std::string& out, std::string_view field, Guard guard) {
    constexpr std::string_view openers("=+-@\t\r\0", 7);
    bool formula = guard == Guard::formulas && !field.empty() &&
                   openers.find(field.front()) != std::string_view::npos &&
                   !parse_number(field.front() == '+' ? field.substr(1) : field);
    bool quotes = field.find_first_of(",;\t\"\r\n") != std::string_view::npos ||
                  (!field.empty() && (field.front() == ' ' || field.back() == ' '));
    if (quotes) out += '"';
    if (formula) out += '\'';
    for (char c : field) {
        if (c == '"') out += '"';
        out += c;
    }
    if (quotes) out += '"';
}

void append_row(std::string& out, const std::vector<std::string>& fields, Guard guard) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) out += ',';
        append_field(out, fields[i], guard);
    }
    if (fields.size() == 1 && fields[0].empty()) out += "\"\"";  // else the row would be no line at all
    out += "\r\n";
}

}  // namespace thingwall::csv
