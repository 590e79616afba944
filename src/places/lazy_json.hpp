#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace thingwall::places {

/// A JSON value that is read only where somebody looks: a boundary file is nearly all coordinates, for which a tree of
/// values would take ten times its bytes. Points into text that lives longer and that check_json() has passed.
class LazyJson {
public:
    LazyJson() = default;
    explicit LazyJson(std::string_view raw) : raw_(raw) {}

    [[nodiscard]] bool present() const { return !raw_.empty(); }
    [[nodiscard]] bool is_object() const { return present() && raw_.front() == '{'; }
    [[nodiscard]] bool is_array() const { return present() && raw_.front() == '['; }
    [[nodiscard]] bool is_string() const { return present() && raw_.front() == '"'; }
    [[nodiscard]] bool is_null() const { return present() && raw_.front() == 'n'; }
    [[nodiscard]] bool is_number() const {
        return present() && (raw_.front() == '-' || (raw_.front() >= '0' && raw_.front() <= '9'));
    }
    [[nodiscard]] std::string_view raw() const { return raw_; }

    /// Members in the order of the text; none when it is no object.
    [[nodiscard]] std::vector<std::pair<std::string, LazyJson>> members() const;
    [[nodiscard]] LazyJson member(std::string_view name) const;  ///< the last of that name, or an absent value
    [[nodiscard]] std::string text() const;                      ///< unescaped; empty when it is no string
    [[nodiscard]] std::optional<double> number() const;
    /// A string as it is, a number as its digits, true and false as words; nothing else.
    [[nodiscard]] std::optional<std::string> scalar() const;

    /// Walks an array: for (ArrayWalk walk(value); auto item = walk.next();)
    class ArrayWalk {
    public:
        explicit ArrayWalk(LazyJson array);
        [[nodiscard]] std::optional<LazyJson> next();

    private:
        std::string_view rest_;
    };

private:
    std::string_view raw_;
};

/// Reads the whole text once: is it JSON, in UTF-8, not deeper than `depth`? Errors: invalid, with line and column.
/// Returns the document's value.
[[nodiscard]] Result<LazyJson> check_json(std::string_view text, std::size_t depth = 32);

}  // namespace thingwall::places
