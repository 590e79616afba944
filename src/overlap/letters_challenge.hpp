#pragma once
#include <string_view>

#include "notify/types.hpp"
#include "overlap/challenge.hpp"
#include "overlap/overlaps.hpp"

/// What leads and coordinators are told by e-mail. Pure: values to words.
namespace thingwall::overlap {

/// One lead's own side and the other's.
struct Sides {
    const Asking& own;
    const Asking& other;
};
struct Receiver {
    std::string name, email;
};

[[nodiscard]] notify::Letter letter_asking(const Receiver& to, const Sides& sides, const Challenge& challenge,
                                           const Finding& finding, std::string_view from, std::string_view words);
[[nodiscard]] notify::Letter letter_answered(const Receiver& to, const Sides& sides, const Reply& reply);
[[nodiscard]] notify::Letter letter_reminding(const Receiver& to, const Sides& sides, const Challenge& challenge);
[[nodiscard]] notify::Letter letter_settled(const Receiver& to, const Sides& sides, const Challenge& challenge);
/// To the lead of the one that is left.
[[nodiscard]] notify::Letter letter_other_withdrawn(const Receiver& to, const Asking& own);
/// To coordinators: nobody of these answered in time.
[[nodiscard]] notify::Letter letter_overdue(const Receiver& to, const Asking& a, const Asking& b,
                                            const Challenge& challenge, const std::vector<std::string>& silent);

}  // namespace thingwall::overlap
