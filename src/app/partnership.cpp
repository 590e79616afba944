#include "app/partnership.hpp"

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <utility>

#include "activities/activities.hpp"
#include "app/ground.hpp"
#include "app/lists.hpp"
#include "app/pages_about.hpp"
#include "app/screen.hpp"
#include "app/site.hpp"
#include "audit/audit.hpp"
#include "base/log.hpp"
#include "desk/desk.hpp"
#include "follow/follow.hpp"
#include "forums/forums.hpp"
#include "identity/identity.hpp"
#include "kernel/once.hpp"
#include "library/library.hpp"
#include "notify/notify.hpp"
#include "ogc/ogc.hpp"
#include "overlap/overlap.hpp"
#include "partners/partners.hpp"
#include "places/places.hpp"
#include "toolkit/toolkit.hpp"
#include "web/static.hpp"

namespace thingwall::app {
namespace {

db::Settings database_settings(const Settings& settings) {
    db::Settings chosen;
    chosen.address = settings.address();
    // A disk that failed to keep what was written: nothing may be acknowledged after that, and trying again could be a
    // false thank-you. The program ends, whoever runs it starts it again, and it goes on from what is on disk.
    chosen.on_broken = [](const std::string& reason) {
        log::error("database.broken", {{"why", reason}});
        std::_Exit(74);
    };
    return chosen;
}

// A disk that is full, a database that is away or overrun: the answer is an honest "not now", not "something went
// wrong".
int status_of(const std::exception& problem) {
    if (const auto* failure = dynamic_cast<const db::Failure*>(&problem)) {
        using Cause = db::Failure::Cause;
        if (failure->cause == Cause::full_disk || failure->cause == Cause::busy || failure->cause == Cause::unreachable)
            return 503;
    }
    return 500;
}

std::string_view style_sheet(std::string_view name) {
    const auto* file = web::find_static(web::asset_path(name));
    return file == nullptr ? std::string_view{} : file->body;
}

}  // namespace

Partnership::Partnership(Settings settings, const Clock& clock, Random& random)
    : settings_(std::move(settings)),
      clock_(clock),
      random_(random),
      site_(site_of(settings_)),
      database_(db::Database::open(database_settings(settings_), clock)),
      feed_(std::make_unique<journal::Feed>(*database_)),
      jobs_(std::make_unique<jobs::Runner>(*database_, clock)) {
    notify_ = std::make_unique<notify::Notify>(services(), settings_.mail);
    identity_ = std::make_unique<identity::Identity>(services());
    partners_ = std::make_unique<partners::Partners>(services(), *identity_);
    places_ = std::make_unique<places::Places>(services());
    overlaps_ = std::make_unique<overlap::Overlaps>(services(), *places_, *notify_);
    lists_ = std::make_unique<RegisterLists>(*database_, *identity_, *places_, *overlaps_);
    screen_ = std::make_unique<RegisterScreen>(*lists_, *overlaps_);
    ground_ = std::make_unique<RegisterGround>(*places_, *identity_);
    activities::Settings chosen;
    chosen.reference_prefix = settings_.reference_prefix;
    chosen.import_hosts = settings_.import_hosts;
    activities_ = std::make_unique<activities::Activities>(services(), *lists_, *screen_, chosen);
    activities_->stand_on(*ground_);
    library_ = std::make_unique<library::Library>(
        services(), *activities_, [this](const activities::Footprint& ground) { return areas_reached(ground); });
    activities_->lean_on(*library_);
    audit_ = std::make_unique<audit::Auditing>(services(), *identity_, *activities_, *notify_);
    follow_ = std::make_unique<follow::Follow>(services(), *activities_, *notify_);
    ogc_ = std::make_unique<ogc::Ogc>(services(), *places_, *activities_);
    toolkit_ = std::make_unique<toolkit::Toolkit>(services());
    forums_ = std::make_unique<forums::Forums>(services(), *identity_, *activities_, *overlaps_, style_sheet);
    desk_ =
        std::make_unique<desk::Desk>(services(), desk::Rooms{*identity_, *activities_, *overlaps_, *audit_, *forums_});
    capabilities_ = {notify_.get(),     identity_.get(), partners_.get(), places_.get(), overlaps_.get(),
                     activities_.get(), library_.get(),  audit_.get(),    follow_.get(), ogc_.get(),
                     toolkit_.get(),    forums_.get(),   desk_.get()};
    add_routes();
    kernel::add_jobs(*jobs_);
    for (auto* capability : capabilities_) capability->add_jobs(*jobs_);
}

Partnership::~Partnership() {
    following_ = {};
    jobs_->stop();
    overlaps_->stop();
    library_->stop();
    database_->close();
}

std::vector<AreaId> Partnership::areas_reached(const activities::Footprint& ground) const {
    return ground_->areas_reached(ground);
}

void Partnership::add_routes() {
    router_.identify_by([this](web::Request& request) { identity_->identify(request); });
    router_.finish_by(
        [this](const web::Request& request, web::Response& response) { identity_->finish(request, response); });
    router_.sign_in_at("/sign-in");
    router_.classify_by(status_of);
    router_.cache_pages([this] { return static_cast<std::uint64_t>(feed_->seen()); });
    router_.show_errors_by([this](const web::ErrorView& view) { return error_page(site_, view); });
    router_.get("/health", web::Access::anyone, [this](const web::Request&) {
        auto position = database_->read([](db::Reader& reader) { return journal::position(reader); });
        return web::data("application/json", "{\"status\":\"ok\",\"journal\":" + std::to_string(position) + "}\n");
    });
    add_about_routes(router_, services());
    for (auto* capability : capabilities_) capability->add_routes(router_);
}

void Partnership::start() {
    // What is read now holds everything up to here: the journal is followed from there on.
    feed_->start_at(database_->read([](db::Reader& reader) { return journal::position(reader); }));
    for (auto* capability : capabilities_) capability->start();
    database_->on_commit([this] { feed_->catch_up(); });
}

void Partnership::start_jobs() {
    overlaps_->prepare();
    library_->prepare();
    jobs_->start();
    following_ = std::jthread([this](const std::stop_token& stop) { follow_others(stop); });
}

// What this program writes is followed at once; what another server, or a command beside it, has written, a moment
// later. Looking is one question to an index. Being told (LISTEN) would be no simpler: it needs a connection of its
// own, and this as well for when that is lost.
void Partnership::follow_others(const std::stop_token& stop) {
    constexpr std::chrono::milliseconds looks_every{250};
    std::mutex mutex;
    std::condition_variable_any woken;
    bool failing = false;
    for (std::unique_lock lock(mutex); !stop.stop_requested();
         woken.wait_for(lock, stop, looks_every, [] { return false; })) {
        try {
            feed_->catch_up();
            failing = false;
        } catch (const std::exception& problem) {
            if (!failing) log::warning("journal.not_followed", {{"why", problem.what()}});
            failing = true;
        }
    }
}

}  // namespace thingwall::app
