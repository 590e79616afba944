#pragma once
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace thingwall::csv {

/// What a file may be at most; beyond it the reader refuses.
struct Limits {
    std::size_t bytes = 512u << 20;
    std::size_t columns = 500;
    std::size_t field_bytes = 1u << 20;
    std::size_t cells = 5'000'000;  ///< of a Table, blanks that fill short rows included: each takes 32 bytes or more
};

/// Reads RFC 4180 from memory, a row at a time, without copying what needs no unquoting. Takes a BOM, CRLF, LF or CR,
/// and a separator of comma, semicolon or tab (the one that the first line has most of, outside quotes). Lines with
/// nothing on them are passed over.
/// A file that is not UTF-8 must be converted first (see read_file).
class Reader {
public:
    explicit Reader(std::string_view text, Limits limits = {});
    /// The next row's fields, valid until the call after; false at the end, and after an error. Errors: invalid,
    /// naming the line; too_large above the limits.
    [[nodiscard]] Result<bool> next(std::vector<std::string_view>& fields);
    /// Line of the file on which the row last read began, from 1.
    [[nodiscard]] std::size_t line() const { return row_line_; }
    [[nodiscard]] char separator() const { return separator_; }

private:
    /// A field with doubled quotes, where it lies in unquoted_ (which may still move while the row is read).
    struct Unquoted {
        std::size_t column, begin, size;
    };

    [[nodiscard]] Done quoted_field(std::vector<std::string_view>& fields);
    void pass_line_end();
    std::unexpected<Error> stop(ErrorKind kind, std::size_t line, std::string_view problem);
    std::unexpected<Error> field_too_long(std::size_t line);
    std::unexpected<Error> nul_byte();
    std::unexpected<Error> stray_quote();

    std::string_view text_;
    std::size_t at_ = 0, line_ = 1, row_line_ = 0;
    char separator_ = ',';
    Limits limits_;
    std::string unquoted_;
    std::vector<Unquoted> places_;
};

/// A whole table with headings. Short rows are filled with blanks, rows of nothing but blanks are passed over; rows
/// with more fields than headings are faults, and so are two headings alike.
struct Table {
    std::vector<std::string> headings;
    std::vector<std::vector<std::string>> rows;
    std::vector<std::size_t> lines;  ///< line of the file for each row

    /// Column of the first of these headings that is there (compared by fold()).
    [[nodiscard]] std::optional<std::size_t> column(std::initializer_list<std::string_view> names) const;
};
[[nodiscard]] Result<Table> read_table(std::string_view text, Limits limits = {});

/// A file's bytes as UTF-8: checks the size, drops a BOM, converts UTF-16 with BOM and Windows-1252.
/// Errors: not_found, unavailable (cannot be read), too_large, invalid; each names the file.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::size_t limit_bytes = 512u << 20);
/// Errors: invalid, naming the first byte that is no text.
[[nodiscard]] Result<std::string> to_utf8(std::string bytes);

/// Whether a text field that a spreadsheet would read as a formula (= + - @ tab CR) is given a leading apostrophe
/// (OWASP ASVS 5.0, 1.2.10). Numbers never are.
enum class Guard { formulas, nothing };

/// Appends one field, quoted where it must be.
void append_field(std::string& out, std::string_view field, Guard guard = Guard::formulas);
/// Appends one row with its line end (CRLF, as RFC 4180 says).
void append_row(std::string& out, const std::vector<std::string>& fields, Guard guard = Guard::formulas);

}  // namespace thingwall::csv
