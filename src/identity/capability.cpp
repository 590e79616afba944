#include <algorithm>

#include "identity/inside.hpp"
#include "identity/store.hpp"
#include "kernel/pages.hpp"

namespace thingwall::identity {

Identity::Identity(kernel::Services services, Settings settings)
    : inside_(std::make_unique<Inside>(services, settings)) {}
Identity::~Identity() = default;

void Identity::add_routes(web::Router& router) {
    add_sign_in_pages(router, *inside_);
    add_link_pages(router, *inside_);
    add_account_pages(router, *inside_);
    add_people_pages(router, *inside_);
}

void Identity::start() {
    inside_->services.feed.add(
        {"identity", [inside = inside_.get()](const journal::Entry& entry) { inside->follow(entry); }});
}

void Identity::add_jobs(jobs::Runner& runner) {
    runner.add_every("identity.forget", std::chrono::hours{24},
                     [settings = inside_->settings](db::Transaction& tx, const jobs::Job&) {
                         store::delete_old_sessions(tx, tx.now() - settings.idle, tx.now());
                         store::delete_expired_links(tx, tx.now());
                         return true;
                     });
}

void Identity::Inside::follow(const journal::Entry& entry) {
    if (entry.deed.starts_with("person.")) sessions.forget(PersonId{entry.subject});
    if (!entry.deed.starts_with("organisation.")) return;
    sessions.forget_all();  // they name the organisation
    std::lock_guard lock(mutex);
    organisations.reset();
    ++organisations_changed;
}

std::shared_ptr<const std::vector<Organisation>> Identity::organisations() {
    std::uint64_t changed_before = 0;
    {
        std::lock_guard lock(inside_->mutex);
        if (inside_->organisations) return inside_->organisations;
        changed_before = inside_->organisations_changed;
    }
    auto read = inside_->services.database.read([](db::Reader& reader) {
        return std::make_shared<const std::vector<Organisation>>(store::organisations(reader));
    });
    std::lock_guard lock(inside_->mutex);
    if (inside_->organisations_changed == changed_before) inside_->organisations = read;
    return read;
}

std::optional<Organisation> Identity::organisation(OrganisationId id) {
    auto all = organisations();
    auto found = std::ranges::find(*all, id, &Organisation::id);
    if (found == all->end()) return {};
    return *found;
}

}  // namespace thingwall::identity
