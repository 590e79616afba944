#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "activities/lists.hpp"

namespace thingwall::app {

/// One of the lists that the program brings: what can be chosen, and what people call it.
class Listed {
public:
    /// The name of a code; empty for none.
    [[nodiscard]] std::string name(std::string_view code) const;
    [[nodiscard]] std::string group(std::string_view code) const;
    /// The code that somebody means by a code, a name or one of the terms; of several the one that it says most of.
    /// Empty for none.
    [[nodiscard]] std::string find(std::string_view typed) const;
    [[nodiscard]] const std::vector<activities::Named>& all() const;
    /// Digest of the list's text: another list has another one.
    [[nodiscard]] const std::string& version() const;

    static const Listed& subjects();
    static const Listed& audiences();

    struct Inside;
    explicit Listed(const Inside& inside) : inside_(inside) {}

private:
    const Inside& inside_;
};

}  // namespace thingwall::app
