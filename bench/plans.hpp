#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "activities/activities.hpp"
#include "activities/draft.hpp"
#include "activities/rules.hpp"
#include "activities/store.hpp"
#include "app/partnership.hpp"
#include "identity/identity.hpp"
#include "support/http_client.hpp"

/// Officers of the demonstration with plans that are ready to be registered.
namespace thingwall::bench {

/// Somebody who is signed in, as the browser sends it.
struct SignedIn {
    std::string cookie, csrf;
};

/// A plan that lacks nothing, and whose it is.
struct Ready {
    std::int64_t plan = 0;
    PersonId person;
    std::string what;  ///< the form of its first step
};

struct Officers {
    std::vector<Ready> plans;
    std::map<PersonId, std::string> links;  ///< one officer of each body
};

/// Writes so many plans into the database of a demonstration that nobody serves. They say what its activities say,
/// under titles of their own, spread over ten years: on fewer days everybody would ask everybody, as no borough does.
inline Officers write_plans(const std::string& data, std::size_t count) {
    SystemClock clock;
    SecureRandom random;
    app::Partnership partnership(*app::read_settings(data), clock, random);
    partnership.start();
    auto& database = partnership.database();
    std::map<OrganisationId, PersonId> officer;
    for (const auto& person : database.read([](db::Reader& reader) { return identity::people(reader, 1000); }))
        if (web::admits(web::Access::officer, person.role)) officer.try_emplace(person.organisation, person.id);
    const auto known = partnership.activities().lists().known();
    std::vector<activities::Activity> models;
    activities::read_range(database, activities::first_of_all, activities::last_of_all,
                           [&](activities::Stored&& stored) {
                               auto& activity = stored.activity;
                               activity.partners.clear();
                               activity.umbrella = {};
                               activity.results.clear();
                               activity.responses.reset();
                               if (officer.contains(activity.lead) &&
                                   activities::check(activities::to_draft(activity), known, activity.lead))
                                   models.push_back(std::move(activity));
                           });
    if (models.empty()) throw std::runtime_error("no activity of the demonstration could be planned again");
    Officers made;
    SeededRandom chance{7};
    while (made.plans.size() < count) {
        auto written = database.write([&](db::Transaction& tx) -> Result<std::vector<Ready>> {
            std::vector<Ready> some;
            for (std::size_t n = made.plans.size(); n < count && some.size() < 500; ++n) {
                activities::Activity activity = models[n % models.size()];
                const int later = static_cast<int>(chance.below(3652)) - 365;
                activity.title += fmt::format(", round {}", n / models.size() + 2);
                activity.dates = *DateRange::make(activity.dates.first() + later, activity.dates.last() + later);
                if (activity.decision_day) activity.decision_day = *activity.decision_day + later;
                for (auto& session : activity.sessions) session.day = session.day + later;
                activities::Plan plan;
                plan.id = tx.new_number();
                plan.organisation = activity.lead;
                plan.person = officer.at(activity.lead);
                plan.draft = activities::to_draft(activity);
                activities::insert_plan(tx, plan);
                test::FormFields what{
                    {"title", plan.draft.title}, {"purpose", plan.draft.purpose}, {"questions", plan.draft.questions}};
                some.push_back({plan.id, plan.person, test::urlencode(what)});
            }
            return some;
        });
        if (!written) throw std::runtime_error(describe(written.error()));
        made.plans.insert(made.plans.end(), written->begin(), written->end());
    }
    for (const auto& [body, person] : officer)
        made.links[person] = identity::sign_in_link(database, person, std::chrono::hours{1}).path;
    return made;
}

/// Each comes in by their link, as a browser does.
inline std::map<PersonId, SignedIn> sign_in(const Officers& officers, std::uint16_t port) {
    std::map<PersonId, SignedIn> all;
    for (const auto& [person, link] : officers.links) {
        test::Browser browser(port);
        auto page = browser.get(link);
        browser.submit("/sign-in/link", {{"token", test::input_value(page.body, "token")}});
        auto plan = browser.get("/plan");
        SignedIn in{"thingwall-session=" + browser.cookie("thingwall-session"), test::input_value(plan.body, "csrf")};
        if (plan.status != 200 || in.csrf.empty()) throw std::runtime_error("an officer could not sign in");
        all[person] = std::move(in);
    }
    return all;
}

inline std::string post(const SignedIn& by, const std::string& path, const std::string& fields,
                        const std::string& key) {
    std::string body =
        fields + (fields.empty() ? "" : "&") + test::urlencode({{"csrf", by.csrf}, {"idempotency", key}});
    return fmt::format(
        "POST {} HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n"
        "Cookie: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{}",
        path, by.cookie, body.size(), body);
}

}  // namespace thingwall::bench
