#pragma once
#include <string>
#include <vector>

#include "follow/types.hpp"
#include "notify/types.hpp"

namespace thingwall::follow {

/// The last moment at or before `now` at which letters are due: seven in the morning in London, weekly on Mondays.
[[nodiscard]] Instant last_due(Instant now, bool weekly);

/// What one follower is told, in order of kinds. All of it stands in the letter.
[[nodiscard]] notify::Letter digest(const Follower& follower, const std::vector<const Line*>& lines,
                                    const std::string& partnership, int this_year);
/// The first letter, which asks whether it was really them.
[[nodiscard]] notify::Letter first_letter(const Asked& asked, const std::string& what, const std::string& partnership);

/// Paths that belong to a follower: their own page, and the end of it.
[[nodiscard]] std::string own_page(const std::string& key);
[[nodiscard]] std::string stop_page(const std::string& key);

}  // namespace thingwall::follow
