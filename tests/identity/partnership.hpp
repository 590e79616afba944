#pragma once
#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "db/db.hpp"
#include "identity/identity.hpp"
#include "journal/journal.hpp"
#include "support/engines.hpp"
#include "support/visitor.hpp"
#include "web/router.hpp"

namespace thingwall::identity {

/// Hashing that costs next to nothing, so that tests of other things are quick.
inline HashingSettings quick_hashing() {
    return {.passes = 1, .memory = 8192, .at_once = 2, .waiting = 100};
}

inline html::Site named_site() {
    html::Site site;
    site.partnership = "Wyremouth Partnership";
    site.place = "Wyremouth";
    return site;
}

/// A partnership in a program: database, journal, identity and its pages.
class Partnership {
public:
    explicit Partnership(db::Database& its_database, SetClock& its_clock,
                         Settings settings = {.hashing = quick_hashing()})
        : database(its_database),
          clock(its_clock),
          feed(its_database),
          runner(its_database, its_clock),
          identity({database, clock, random, feed, runner, site}, settings) {
        identity.start();
        database.on_commit([this] { feed_due_ = true; });
        identity.add_routes(router);
        router.get("/", web::Access::anyone, [](const web::Request&) { return web::html(200, "home"); });
        router.get("/desk", web::Access::viewer,
                   [](const web::Request& request) { return web::html(200, "desk of " + request.actor.name); });
        router.identify_by([this](web::Request& request) {
            if (feed_due_.exchange(false)) feed.catch_up();
            identity.identify(request);
        });
        router.finish_by(
            [this](const web::Request& request, web::Response& response) { identity.finish(request, response); });
        router.sign_in_at("/sign-in");
    }
    Partnership(const Partnership&) = delete;
    Partnership& operator=(const Partnership&) = delete;
    ~Partnership() {
        database.on_commit([] {});
    }

    OrganisationId organisation(std::string name, std::string kind = "nhs") {
        return *database.write([&](db::Transaction& tx) { return add_organisation(tx, {}, {name, "", kind}); });
    }
    PersonId person(OrganisationId of, std::string name, std::string email, std::string role) {
        return *database.write([&](db::Transaction& tx) { return add_person(tx, {}, of, {name, email, role}); });
    }
    support::Visitor visitor() { return {router, clock}; }
    /// Somebody who came in by a link.
    support::Visitor signed_in(PersonId person) {
        auto visitor = this->visitor();
        auto link = sign_in_link(database, person, std::chrono::minutes{30});
        visitor.get(link.path);
        visitor.post("/sign-in/link", {{"token", visitor.value_of("token")}});
        return visitor;
    }
    std::vector<std::string> deeds() {
        return database.read([](db::Reader& reader) {
            std::vector<std::string> words;
            for (const auto& entry : journal::after(reader, 0, 1000)) words.push_back(entry.deed);
            return words;
        });
    }

    db::Database& database;
    SetClock& clock;
    SecureRandom random;
    html::Site site = named_site();
    journal::Feed feed;
    jobs::Runner runner;
    Identity identity;
    web::Router router;

private:
    std::atomic<bool> feed_due_ = true;
};

}  // namespace thingwall::identity
