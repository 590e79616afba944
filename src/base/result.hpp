#pragma once
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace thingwall {

/// What went wrong, as far as somebody outside can mend it. What nobody can mend (disk, SQL) is an exception.
enum class ErrorKind { invalid, forbidden, not_found, conflict, too_large, unavailable };

/// A fault in one field of a form, or at one place of a file ("row 14, column start").
struct FieldError {
    std::string field;
    std::string message;  ///< what is wrong, then what to do
    friend bool operator==(const FieldError&, const FieldError&) = default;
};

/// One error with every field's fault at once. At most the first 100 faults are kept; `more` counts the others.
struct Error {
    ErrorKind kind = ErrorKind::invalid;
    std::string message;
    std::vector<FieldError> fields;
    std::size_t more = 0;
};

template <class T>
using Result = std::expected<T, Error>;

/// For deeds that give nothing back but may fail.
using Done = Result<void>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, std::string message) {
    return std::unexpected(Error{kind, std::move(message), {}, 0});
}
[[nodiscard]] inline std::unexpected<Error> invalid(std::string message) {
    return fail(ErrorKind::invalid, std::move(message));
}

/// Gathers faults while a draft or file is read, so that all are said at once.
class Faults {
public:
    static constexpr std::size_t kept = 100;

    void add(std::string field, std::string message) {
        if (error_.fields.size() < kept)
            error_.fields.push_back({std::move(field), std::move(message)});
        else
            ++error_.more;
    }
    /// Takes over the faults of another result under its field names.
    void add(const Error& other) {
        for (const auto& fault : other.fields) add(fault.field, fault.message);
        error_.more += other.more;
    }
    [[nodiscard]] bool empty() const { return error_.fields.empty(); }
    [[nodiscard]] std::size_t count() const { return error_.fields.size() + error_.more; }
    [[nodiscard]] std::unexpected<Error> take(std::string message = "There is a problem") {
        error_.message = std::move(message);
        return std::unexpected(std::move(error_));
    }

private:
    Error error_;
};

/// All faults as lines of text, for a command's standard error.
[[nodiscard]] std::string describe(const Error& error);

}  // namespace thingwall
