#include <fmt/format.h>

#include "places/inside.hpp"
#include "places/store.hpp"

namespace thingwall::places {

Places::Places(kernel::Services services) : inside_(std::make_unique<Inside>(services)) {}
Places::~Places() = default;

void Places::add_routes(web::Router& router) {
    add_layer_routes(*inside_, router);
    add_area_routes(*inside_, router);
    add_import_routes(*inside_, router);
}

void Places::start() {
    (void)inside_->atlas();
    inside_->services.feed.add({"places", [inside = inside_.get()](const journal::Entry& entry) {
                                    if (entry.deed.starts_with("places.")) inside->outdated();
                                }});
}

void Places::add_jobs(jobs::Runner& runner) {
    runner.add_every("places.forget", std::chrono::hours{1}, [](db::Transaction& tx, const jobs::Job&) {
        store::delete_uploads_before(tx, tx.now() - store::upload_kept);
        store::delete_former_postcodes(tx, tx.now() - store::former_kept);
        return true;
    });
}

std::shared_ptr<const Atlas> Places::atlas() const {
    return inside_->atlas();
}
void Places::show_on_areas(OnAreaPages shown) {
    inside_->on_areas = std::move(shown);
}

std::shared_ptr<const Atlas> Places::Inside::caught_up() {
    services.feed.catch_up();
    return atlas();
}

// Built by the first who asks after a change; whoever comes meanwhile waits for it, so that nobody who saw an entry of
// the journal is given an atlas from before it.
std::shared_ptr<const Atlas> Places::Inside::atlas() {
    if (built != wanted) {
        const std::lock_guard builder(building);
        if (const std::uint64_t target = wanted; built != target) {
            auto made = Atlas::make(services.database.read([](db::Reader& reader) { return store::read_all(reader); }));
            const std::lock_guard lock(swapping);
            current = std::move(made);
            built = target;
        }
    }
    const std::lock_guard lock(swapping);
    return current;
}

std::string path_of(AreaId area) {
    return fmt::format("/places/areas/{}", area.value());
}

}  // namespace thingwall::places
