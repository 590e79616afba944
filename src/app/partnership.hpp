#pragma once
#include <memory>
#include <stop_token>
#include <thread>
#include <vector>

#include "app/settings.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "db/db.hpp"
#include "html/document.hpp"
#include "jobs/jobs.hpp"
#include "journal/journal.hpp"
#include "kernel/capability.hpp"
#include "web/router.hpp"

namespace thingwall::notify {
class Notify;
}
namespace thingwall::identity {
class Identity;
}
namespace thingwall::partners {
class Partners;
}
namespace thingwall::places {
class Places;
}
namespace thingwall::overlap {
class Overlaps;
}
namespace thingwall::library {
class Library;
}
namespace thingwall::activities {
class Activities;
class Ground;
class Lists;
class Screen;
struct Footprint;
}  // namespace thingwall::activities
namespace thingwall::audit {
class Auditing;
}  // namespace thingwall::audit
namespace thingwall::follow {
class Follow;
}  // namespace thingwall::follow
namespace thingwall::ogc {
class Ogc;
}  // namespace thingwall::ogc
namespace thingwall::toolkit {
class Toolkit;
}  // namespace thingwall::toolkit
namespace thingwall::forums {
class Forums;
}
namespace thingwall::desk {
class Desk;
}

namespace thingwall::app {

class RegisterGround;

/// One partnership: its database, its capabilities and its addresses. A program may serve several; nothing is shared
/// between them but the clock and the source of randomness.
class Partnership {
public:
    /// Opens the database and brings it up to date. Throws db::Failure.
    Partnership(Settings settings, const Clock& clock, Random& random);
    ~Partnership();
    Partnership(const Partnership&) = delete;
    Partnership& operator=(const Partnership&) = delete;

    /// Reads what is kept in memory and follows the journal from there. Called once, before anything is asked.
    void start();
    /// Lets everything in memory catch up with the journal.
    void follow() { feed_->catch_up(); }
    /// Starts what goes on beside the answers: jobs, comparing all activities, and following what other programs write
    /// into the same database. Only for a program that serves.
    void start_jobs();

    [[nodiscard]] const Settings& settings() const { return settings_; }
    [[nodiscard]] const web::Router& router() const { return router_; }
    [[nodiscard]] web::Router& router() { return router_; }
    [[nodiscard]] db::Database& database() { return *database_; }
    [[nodiscard]] notify::Notify& notify() { return *notify_; }
    [[nodiscard]] identity::Identity& identity() { return *identity_; }
    [[nodiscard]] partners::Partners& partners() { return *partners_; }
    [[nodiscard]] places::Places& places() { return *places_; }
    [[nodiscard]] overlap::Overlaps& overlaps() { return *overlaps_; }
    [[nodiscard]] activities::Activities& activities() { return *activities_; }
    [[nodiscard]] library::Library& library() { return *library_; }
    /// Areas of every layer that an activity's ground reaches.
    [[nodiscard]] std::vector<AreaId> areas_reached(const activities::Footprint& ground) const;
    [[nodiscard]] follow::Follow& followers() { return *follow_; }
    [[nodiscard]] audit::Auditing& audits() { return *audit_; }
    [[nodiscard]] kernel::Services services() { return {*database_, clock_, random_, *feed_, *jobs_, site_}; }

private:
    void add_routes();
    void follow_others(const std::stop_token& stop);

    Settings settings_;
    const Clock& clock_;
    Random& random_;
    html::Site site_;
    std::unique_ptr<db::Database> database_;
    std::unique_ptr<journal::Feed> feed_;
    std::unique_ptr<jobs::Runner> jobs_;
    std::unique_ptr<notify::Notify> notify_;
    std::unique_ptr<identity::Identity> identity_;
    std::unique_ptr<partners::Partners> partners_;
    std::unique_ptr<places::Places> places_;
    std::unique_ptr<overlap::Overlaps> overlaps_;
    std::unique_ptr<activities::Lists> lists_;
    std::unique_ptr<activities::Screen> screen_;
    std::unique_ptr<RegisterGround> ground_;
    std::unique_ptr<activities::Activities> activities_;
    std::unique_ptr<library::Library> library_;
    std::unique_ptr<audit::Auditing> audit_;
    std::unique_ptr<follow::Follow> follow_;
    std::unique_ptr<ogc::Ogc> ogc_;
    std::unique_ptr<toolkit::Toolkit> toolkit_;
    std::unique_ptr<forums::Forums> forums_;
    std::unique_ptr<desk::Desk> desk_;
    std::vector<kernel::Capability*> capabilities_;  ///< the one list of them, in the order of their needs
    web::Router router_;
    std::jthread following_;  ///< last, so that it ends first
};

}  // namespace thingwall::app
