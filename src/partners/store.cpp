#include "partners/store.hpp"

namespace thingwall::partners::store {

namespace {

constexpr db::Query one_profile{"partners.profile", R"sql(
    SELECT contact_name, email, telephone, web_address, description, version
    FROM partner_profile WHERE organisation = $1)sql"};
constexpr db::Query first_profile{"partners.tell", R"sql(
    INSERT INTO partner_profile (organisation, contact_name, email, telephone, web_address, description, version, changed)
    VALUES ($1, $2, $3, $4, $5, $6, 1, $7) ON CONFLICT (organisation) DO NOTHING)sql"};
constexpr db::Query next_profile{"partners.change", R"sql(
    UPDATE partner_profile
    SET contact_name = $2, email = $3, telephone = $4, web_address = $5, description = $6, version = version + 1, changed = $7
    WHERE organisation = $1 AND version = $8)sql"};

// The words are looked for as they stand: what they hold of LIKE's own signs is marked with a backslash before.
constexpr db::Query list{"partners.list", R"sql(
    SELECT o.id, o.name, o.short_name, o.kind, o.active, p.telephone, p.web_address
    FROM identity_public_organisation o LEFT JOIN partner_profile p ON p.organisation = o.id
    WHERE o.name_key LIKE $1 ESCAPE '\' AND ($2 = '' OR o.kind = $2) AND o.active >= $3
    ORDER BY o.active DESC, o.name_key, o.id LIMIT $4 OFFSET $5)sql"};
constexpr db::Query count_list{"partners.count", R"sql(
    SELECT count(*) FROM identity_public_organisation o
    WHERE o.name_key LIKE $1 ESCAPE '\' AND ($2 = '' OR o.kind = $2) AND o.active >= $3)sql"};

std::string anywhere(std::string_view words) {
    std::string pattern = "%";
    for (char c : words) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

std::string_view kind_of(const Search& search) {
    return search.kind ? identity::code_of(*search.kind) : std::string_view{};
}

}  // namespace

Profile profile(db::Reader& reader, OrganisationId organisation) {
    auto row = reader.prepare(one_profile);
    row.bind(organisation);
    if (!row.next()) return {};
    return {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
            std::string(row.text(3)), std::string(row.text(4)), row.integer(5)};
}

bool save(db::Transaction& tx, OrganisationId organisation, const Profile& profile) {
    if (profile.version == 0)
        return tx.prepare(first_profile)
                   .bind(organisation, profile.contact_name, profile.email, profile.telephone, profile.web_address,
                         profile.description, tx.now())
                   .run() > 0;
    return tx.prepare(next_profile)
               .bind(organisation, profile.contact_name, profile.email, profile.telephone, profile.web_address,
                     profile.description, tx.now(), profile.version)
               .run() > 0;
}

std::vector<Listed> listed(db::Reader& reader, const Search& search, std::int64_t limit, std::int64_t offset) {
    std::vector<Listed> found;
    auto row = reader.prepare(list);
    row.bind(anywhere(search.words), kind_of(search), search.with_left ? 0 : 1, limit, offset);
    while (row.next())
        found.push_back(
            {{row.id<OrganisationId>(0), std::string(row.text(1)), std::string(row.text(2)),
              identity::parse_kind(row.text(3)).value_or(identity::OrganisationKind::other), row.integer(4) != 0},
             std::string(row.text(5)),
             std::string(row.text(6))});
    return found;
}

std::int64_t count(db::Reader& reader, const Search& search) {
    auto row = reader.prepare(count_list);
    row.bind(anywhere(search.words), kind_of(search), search.with_left ? 0 : 1);
    return row.next() ? row.integer(0) : 0;
}

}  // namespace thingwall::partners::store
