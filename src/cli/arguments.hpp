#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "cli/command.hpp"

namespace thingwall::cli {

/// What was typed after a command's words, checked against its options. Asking for an option that the command does not
/// declare, or for a single value where there is none, is our own mistake (assert). Lives no longer than the command.
class Arguments {
public:
    /// Errors: invalid, with every fault at once, each saying what to do.
    [[nodiscard]] static Result<Arguments> read(const Command& command, std::span<const std::string> typed);

    /// Whether it was typed; a fallback does not count.
    [[nodiscard]] bool given(std::string_view option) const;
    /// The value, or the fallback.
    [[nodiscard]] const std::string& text(std::string_view option) const;
    [[nodiscard]] std::int64_t whole(std::string_view option) const;
    [[nodiscard]] double number(std::string_view option) const;
    [[nodiscard]] Date day(std::string_view option) const;
    /// The value or the fallback; nothing when there is neither.
    [[nodiscard]] std::optional<std::string> maybe(std::string_view option) const;
    /// All values of an option that may be repeated, in the order typed.
    [[nodiscard]] const std::vector<std::string>& all(std::string_view option) const;
    [[nodiscard]] const std::vector<std::string>& operands() const { return operands_; }

private:
    struct Value {
        const Option* option;
        std::vector<std::string> texts;
        bool given = false;
    };
    friend class ArgumentReader;

    [[nodiscard]] const Value& of(std::string_view option) const;
    std::vector<Value> values_;
    std::vector<std::string> operands_;
};

}  // namespace thingwall::cli
