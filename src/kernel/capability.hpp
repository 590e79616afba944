#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "cli/command.hpp"
#include "db/db.hpp"
#include "html/document.hpp"
#include "jobs/jobs.hpp"
#include "journal/journal.hpp"
#include "web/router.hpp"

namespace thingwall::kernel {

/// What belongs to one partnership and every capability needs. Nothing here is global: a program may serve several.
struct Services {
    db::Database& database;
    const Clock& clock;
    Random& random;
    journal::Feed& feed;
    jobs::Runner& jobs;
    const html::Site& site;  ///< name of the partnership, its navigation, how its pages are framed
};

/// What a capability offers. app/partnership.cpp is the one list of them; each is made there with the services and with
/// whatever it needs of capabilities below it.
class Capability {
public:
    virtual ~Capability() = default;
    [[nodiscard]] virtual std::string_view name() const = 0;
    virtual void add_routes(web::Router& router) = 0;
    /// Reads what it keeps in memory, then follows the journal. Called once, before the server listens.
    virtual void start() {}
    /// Jobs that it runs by the clock or from the outbox.
    virtual void add_jobs(jobs::Runner&) {}
};

}  // namespace thingwall::kernel
