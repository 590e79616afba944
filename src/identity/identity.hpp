#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "cli/command.hpp"
#include "db/fwd.hpp"
#include "identity/access.hpp"     // IWYU pragma: export  who may see and change what
#include "identity/passwords.hpp"  // IWYU pragma: export  what hashing costs
#include "identity/types.hpp"      // IWYU pragma: export
#include "journal/journal.hpp"
#include "kernel/capability.hpp"

namespace thingwall::identity {

// Organisations and people, as other capabilities and the demonstration ask for them. SQL of others may join the views
// identity_public_organisation (id, name, name_key, short_name, kind, active) and identity_public_person (id,
// organisation, name, role, active).

[[nodiscard]] std::vector<Organisation> organisations(db::Reader& reader);  ///< by name, those that left too
[[nodiscard]] std::optional<Organisation> organisation(db::Reader& reader, OrganisationId id);
[[nodiscard]] std::optional<Person> person(db::Reader& reader, PersonId id);
[[nodiscard]] std::vector<Person> people(db::Reader& reader, std::int64_t limit);  ///< by organisation and name
/// Who acts for an organisation: its active officers, coordinators and administrators, by name.
[[nodiscard]] std::vector<Person> officers_of(db::Reader& reader, OrganisationId organisation);
/// The active coordinators of the partnership, by name.
[[nodiscard]] std::vector<Person> coordinators(db::Reader& reader);

/// Errors: invalid with fields name, short_name, kind; a name that is taken is a fault of `name`.
[[nodiscard]] Result<OrganisationId> add_organisation(db::Transaction& tx, journal::By by,
                                                      const OrganisationDraft& draft);
[[nodiscard]] Done change_organisation(db::Transaction& tx, journal::By by, OrganisationId id,
                                       const OrganisationDraft& draft, bool active);
/// A person without a password, who comes in by a link. Errors: invalid with fields name, email, role.
[[nodiscard]] Result<PersonId> add_person(db::Transaction& tx, journal::By by, OrganisationId organisation,
                                          const PersonDraft& draft);

/// A link that signs this person in, once, until it expires. Whoever has it is that person: print it, mail it to them,
/// or hand it over, and keep it nowhere.
[[nodiscard]] Link sign_in_link(db::Database& database, PersonId person, std::chrono::seconds good_for);
/// For the first start: a link to the page that makes the first organisation and its administrator. Nothing when
/// somebody can sign in already. Each call ends the link before.
[[nodiscard]] std::optional<Link> first_setup_link(db::Database& database,
                                                   std::chrono::seconds good_for = std::chrono::hours{24});

/// Opens the database in a partnership's data folder.
using OpenDatabase = std::function<Result<std::shared_ptr<db::Database>>(const std::string& folder)>;
/// `thingwall sign-in-link`.
[[nodiscard]] std::vector<cli::Command> commands(OpenDatabase open);

struct Settings {
    HashingSettings hashing = {};
    std::chrono::minutes idle{30};   ///< a session that is not used ends after this
    std::chrono::hours longest{12};  ///< and every session after this
    std::chrono::hours invitation{7 * 24}, password_link{24};
};

/// Who people are, what they may do, and how they come in.
class Identity final : public kernel::Capability {
public:
    explicit Identity(kernel::Services services, Settings settings = {});
    ~Identity() override;

    [[nodiscard]] std::string_view name() const override { return "identity"; }
    void add_routes(web::Router& router) override;
    void start() override;
    void add_jobs(jobs::Runner& runner) override;

    /// For Router::identify_by: fills actor, session and csrf from the cookies. A member of the public gets a csrf too.
    void identify(web::Request& request);
    /// For Router::finish_by: when the answer holds a form for a member of the public, gives them the cookie that
    /// belongs to its csrf. Other pages set no cookie.
    void finish(const web::Request& request, web::Response& response);

    /// All organisations by name, from memory; follows the journal.
    [[nodiscard]] std::shared_ptr<const std::vector<Organisation>> organisations();
    [[nodiscard]] std::optional<Organisation> organisation(OrganisationId id);

    struct Inside;

private:
    std::unique_ptr<Inside> inside_;
};

}  // namespace thingwall::identity
