#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.hpp"
#include "identity/types.hpp"
#include "partners/types.hpp"

namespace thingwall::partners::store {

/// Empty, with version 0, for an organisation that has told nothing yet.
[[nodiscard]] Profile profile(db::Reader& reader, OrganisationId organisation);
/// Saves the profile if it still has the version that was read; its version is then one more. False when somebody else
/// has changed it meanwhile.
[[nodiscard]] bool save(db::Transaction& tx, OrganisationId organisation, const Profile& profile);

struct Listed {
    identity::Organisation organisation;
    std::string telephone, web_address;
};
struct Search {
    std::string words;  ///< folded; found anywhere in the folded name
    std::optional<identity::OrganisationKind> kind;
    bool with_left = false;  ///< also those that are no members any more
};
[[nodiscard]] std::vector<Listed> listed(db::Reader& reader, const Search& search, std::int64_t limit,
                                         std::int64_t offset);
[[nodiscard]] std::int64_t count(db::Reader& reader, const Search& search);

}  // namespace thingwall::partners::store
