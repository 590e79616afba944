#include <algorithm>
#include <chrono>

#include "activities/fetch.hpp"
#include "activities/pages_import.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "jobs/jobs.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using Inside = Activities::Inside;

constexpr std::string_view job_kind = "activities.fetch";
constexpr std::chrono::days kept_untaken{30};

// "consult.example.org, 1 September 2026": what is fetched has no name of its own.
std::string name_of(const std::string& address, Date today) {
    auto from = address.find("://") + 3;
    std::string host = address.substr(from, std::min(address.find_first_of("/?", from), address.size()) - from);
    return fmt::format("{}, {}", beginning(host, 150), long_date(today));
}

web::Response ask_for(Inside& inside, const web::Request& request) {
    auto address = checked_address(request.form.get("address"), rules_of(inside));
    if (!address) return upload_form(inside, request, address.error());
    auto kept = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        KeptFile made;
        made.filename = name_of(*address, london_day(tx.now()));
        std::string host = made.filename.substr(0, made.filename.find(','));
        auto source = source_named(tx, request, host, Sheet::Kind::consultations);
        if (!source) return std::unexpected(source.error());
        if (source->address != *address) {
            source->address = *address;
            update_source(tx, *source);
        }
        made.id = tx.new_number();
        made.organisation = request.actor.organisation;
        made.person = request.actor.person;
        made.choices = "{}";
        made.source = source->id;
        made.address = *address;
        insert_file(tx, made);
        jobs::queue(tx, job_kind, std::to_string(made.id), std::to_string(made.id), tx.now());
        journal::record(tx, {request.actor.person, request.actor.organisation}, "activities.fetch_asked", made.id,
                        *address);
        return std::to_string(made.id);
    });
    if (!kept && kernel::is_invalid(kept.error())) return upload_form(inside, request, kept.error());
    if (!kept) kernel::refuse(kept.error());
    return web::see_other("/activities/import/" + *kept);
}

// Done once more after a crash: asking again changes nothing on the far side.
bool fetch_one(Inside& inside, const jobs::Job& job) {
    auto id = parse_id(job.payload);
    auto file =
        id ? inside.services.database.read([&](db::Reader& reader) { return read_file(reader, *id); }) : std::nullopt;
    if (!file || !file->awaited()) return true;
    auto fetched =
        inside.settings.fetch_by ? inside.settings.fetch_by(file->address) : fetch(file->address, rules_of(inside));
    std::string fault;
    if (!fetched) {
        fault = fetched.error().message;
    } else if (auto sheet = read_sheet(*fetched); !sheet) {
        fault = sheet.error().message;
    }
    auto kept = inside.services.database.write([&](db::Transaction& tx) -> Done {
        put_fetched(tx, file->id, fault.empty() ? std::string_view(*fetched) : std::string_view(), fault);
        return {};
    });
    log::info("activities.fetched", {{"import", std::to_string(file->id)}, {"taken", fault.empty() ? "yes" : "no"}});
    return kept.has_value();
}

}  // namespace

FetchRules rules_of(const Inside& inside) {
    FetchRules rules;
    rules.hosts = inside.settings.import_hosts;
    return rules;
}

void add_fetch_routes(Inside& inside, web::Router& router) {
    auto& route = router.post("/activities/import/fetch", web::Access::officer,
                              [&inside](const web::Request& request) { return ask_for(inside, request); });
    route.rate = {20, std::chrono::minutes{10}};
}

void add_import_jobs(Inside& inside, jobs::Runner& runner) {
    runner.add_errand(std::string(job_kind), [&inside](const jobs::Job& job) { return fetch_one(inside, job); });
    add_subscription_jobs(inside, runner);
    // A file that nobody takes is not kept: it may hold names.
    runner.add_every("activities.forget_untaken", std::chrono::hours{24}, [](db::Transaction& tx, const jobs::Job&) {
        forget_untaken(tx, tx.now() - kept_untaken);
        return true;
    });
}

}  // namespace thingwall::activities
