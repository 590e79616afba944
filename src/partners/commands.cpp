#include "partners/partners.hpp"
#include "partners/rules.hpp"
#include "partners/store.hpp"

namespace thingwall::partners {

Profile profile(db::Reader& reader, OrganisationId organisation) {
    return store::profile(reader, organisation);
}

Done tell(db::Transaction& tx, journal::By by, OrganisationId organisation, const ProfileDraft& draft,
          std::int64_t version) {
    auto checked = check(draft);
    if (!checked) return std::unexpected(checked.error());
    if (!identity::organisation(tx, organisation))
        return fail(ErrorKind::not_found, "This organisation does not exist");
    checked->version = version;
    if (!store::save(tx, organisation, *checked))
        return fail(ErrorKind::conflict,
                    "Somebody else has changed this meanwhile. Read the newer version, then make your change again.");
    // Length before each part, so that no two profiles have the same words.
    std::string content;
    for (const auto& part :
         {checked->contact_name, checked->email, checked->telephone, checked->web_address, checked->description})
        content += std::to_string(part.size()) + ":" + part;
    journal::record(tx, by, "partner.told", organisation.value(), content);
    return {};
}

}  // namespace thingwall::partners
