#pragma once
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "activities/register_site.hpp"
#include "forums/forums.hpp"
#include "identity/identity.hpp"
#include "notify/notify.hpp"
#include "overlap/overlap.hpp"
#include "places/places.hpp"

namespace thingwall::forums::test {

inline std::string_view plain_style(std::string_view name) {
    return name == "thingwall.css" ? "@page { size: A4; } h1 { color: #0f4c43; }" : "";
}

/// Groups and meetings beside a small register, asked without a network. It is Monday 14 September 2026.
class ForumSite {
public:
    explicit ForumSite(db::Engine engine = db::Engine::sqlite) : registered(engine) {
        const auto services = registered.activities().services();
        identity_ = std::make_unique<identity::Identity>(services);
        places_ = std::make_unique<places::Places>(services);
        notify_ = std::make_unique<notify::Notify>(services, notify::MailSettings{});
        overlaps_ = std::make_unique<overlap::Overlaps>(services, *places_, *notify_);
        identity_->start();
        places_->start();
        overlaps_->start();
        overlaps_->read_from([](const auto&) {});
        while (!overlaps_->ready()) continue;
        forums_ = std::make_unique<Forums>(services, *identity_, registered.activities(), *overlaps_, plain_style);
        forums_->add_routes(router_);
        router_.identify_by([this](web::Request& request) {
            request.actor = actor;
            request.csrf = "csrf";
            request.session = "session";
        });
        body = *registered.database().write([](db::Transaction& tx) {
            return identity::add_organisation(tx, {}, {"Wyremouth Council", "Council", "council"});
        });
        registered.feed().catch_up();
    }
    ~ForumSite() { overlaps_->stop(); }
    ForumSite(const ForumSite&) = delete;
    ForumSite& operator=(const ForumSite&) = delete;

    static web::Actor coordinator() {
        return {PersonId{1}, OrganisationId{101}, web::Role::coordinator, "Priya Raman", "Wyremouth Council"};
    }
    static web::Actor officer() { return activities::test::officer_of(activities::test::nhs); }

    web::Response get(std::string path, std::vector<std::pair<std::string, std::string>> query = {},
                      std::string format = {}) {
        web::Request request;
        request.path = std::move(path) + (format.empty() ? "" : "." + format);
        for (auto& [name, value] : query) request.query.add(std::move(name), std::move(value));
        return handle(std::move(request));
    }
    web::Response post(std::string path, std::vector<std::pair<std::string, std::string>> fields) {
        web::Request request;
        request.method = web::Method::post;
        request.path = std::move(path);
        request.form.add("idempotency", kernel::new_form_key());
        request.form.add("csrf", "csrf");
        for (auto& [name, value] : fields) request.form.add(std::move(name), std::move(value));
        return handle(std::move(request));
    }
    /// Where a deed leads, without what was done.
    static std::string location(const web::Response& response) {
        const auto whole = activities::test::RegisterSite::location(response);
        return whole.substr(0, whole.find('?'));
    }

    std::string steering_group() {
        return location(post(
            "/forums",
            {{"name", "Engagement steering group"}, {"kind", "steering"}, {"purpose", "Keeps the forward plan."}}));
    }
    std::string meeting_on(const std::string& forum, const char* day, const char* month, const char* year) {
        return location(post(forum + "/meetings", {{"day-day", day},
                                                   {"day-month", month},
                                                   {"day-year", year},
                                                   {"time", "10am to noon"},
                                                   {"place", "Harbour Library"}}));
    }

    activities::test::RegisterSite registered;
    web::Actor actor = coordinator();
    OrganisationId body;

private:
    web::Response handle(web::Request request) {
        request.now = registered.clock().now();
        request.target = request.path;
        request.host = "wyremouth.example";
        return router_.handle(std::move(request));
    }

    std::unique_ptr<identity::Identity> identity_;
    std::unique_ptr<places::Places> places_;
    std::unique_ptr<notify::Notify> notify_;
    std::unique_ptr<overlap::Overlaps> overlaps_;
    std::unique_ptr<Forums> forums_;
    web::Router router_;
};

}  // namespace thingwall::forums::test
