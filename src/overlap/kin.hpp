#pragma once
#include <string>
#include <vector>

#include "overlap/types.hpp"

namespace thingwall::overlap {

/// What an activity says of being part of another, where nobody has linked them: a third of children say it in words
/// alone.
struct Kin {
    std::vector<std::string>
        parents;           ///< titles that its text puts in quotation marks after "part of" and the like, folded
    std::string title;     ///< its own, folded
    std::string name;      ///< the part of its title that is a name of its own ("Tough Times"), as written; or blank
    std::string mentions;  ///< its text from every "part of", "leg of", "event" on, as written; often blank
};

[[nodiscard]] Kin read_kin(const Ask& ask);
/// Whether the child's text says that it is part of the other.
[[nodiscard]] bool says_part_of(const Kin& child, const Kin& parent);
/// Whether both texts name one parent.
[[nodiscard]] bool same_parent(const Kin& a, const Kin& b);
/// Whether two folded titles are one but for slips of the pen.
[[nodiscard]] bool same_title(const std::string& a, const std::string& b);

}  // namespace thingwall::overlap
