#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "activities/activities.hpp"
#include "activities/elsewhere.hpp"
#include "activities/store.hpp"
#include "base/text.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"
#include "support/engines.hpp"

namespace thingwall::activities::test {

inline constexpr OrganisationId council{101}, nhs{102}, police{103};
inline constexpr AreaId harbour_ward{201}, fleetgate{202}, harbour_police{203}, estuary{204};

/// A small made-up borough by the names that its register needs.
class FewLists final : public Lists {
public:
    std::vector<Named> organisations() const override {
        return {{"102", "NHS Wyremouth", "NHS"},
                {"103", "Wyremouth Police", "Police"},
                {"101", "Wyremouth Council", "Council"}};
    }
    std::vector<Named> areas() const override {
        return {{"204", "Estuary", "health area"},
                {"203", "Harbour", "police neighbourhood"},
                {"202", "Fleetgate", "ward"},
                {"201", "Harbour", "ward"}};
    }
    std::vector<Named> subjects() const override {
        return {{"gp-access", "Getting a GP appointment", "Health"},
                {"bins", "Bin collections", "Environment"},
                {"day-centres", "Day centres", "Adult care"}};
    }
    std::vector<Named> audiences() const override {
        return {{"older-people", "Older people", ""},
                {"carers", "Unpaid carers", ""},
                {"drivers", "Drivers and motorists", ""},
                {"everyone", "Everyone", ""}};
    }
    std::string organisation(OrganisationId id) const override {
        std::string name = name_of(organisations(), id.value());
        return name.empty() && elsewhere ? elsewhere->name(id) : name;
    }
    std::string organisation_short(OrganisationId id) const override {
        for (const auto& one : organisations())
            if (one.id == std::to_string(id.value())) return one.group;
        return elsewhere ? elsewhere->name(id) : std::string();
    }
    std::unique_ptr<BodiesElsewhere> elsewhere;  ///< bodies that lead what is kept elsewhere
    std::string person(PersonId id) const override { return id == PersonId{7} ? "Anna Holt" : ""; }
    std::string area(AreaId id) const override { return name_of(areas(), id.value()); }
    std::string area_kind(AreaId id) const override {
        for (const auto& one : areas())
            if (one.id == std::to_string(id.value())) return one.group;
        return {};
    }
    std::string subject(std::string_view code) const override { return by_code(subjects(), code).name; }
    std::string theme(std::string_view code) const override { return by_code(subjects(), code).group; }
    std::string audience(std::string_view code) const override { return by_code(audiences(), code).name; }
    std::vector<std::string> subjects_of(std::string_view title, std::string_view) const override {
        return fold(title).find("gp") != std::string::npos ? std::vector<std::string>{"gp-access"}
                                                           : std::vector<std::string>{};
    }
    std::string find_audience(std::string_view typed) const override {
        if (fold(typed) == "oaps") return "older-people";
        for (const auto& one : audiences())
            if (fold(one.name) == fold(typed) || one.id == typed) return one.id;
        return {};
    }
    std::string find_subject(std::string_view typed) const override {
        for (const auto& one : subjects())
            if (fold(one.name) == fold(typed) || one.id == typed) return one.id;
        return {};
    }
    std::string locate(std::string_view postcode) const override {
        return fold(postcode) == "wm4 7aa" ? "53.4, -3.02" : "";
    }
    std::vector<AreaId> areas_of(std::string_view postcode) const override {
        return fold(postcode) == "wm4 7aa" ? std::vector<AreaId>{harbour_ward, harbour_police} : std::vector<AreaId>{};
    }
    std::string geometry(const Footprint& ground) const override { return ground.shape; }
    std::int64_t residents(const Footprint& ground) const override {
        return ground.whole_borough ? 148'200 : 6'500 * static_cast<std::int64_t>(ground.areas.size());
    }
    AreasReached reached(const Footprint& ground) const override {
        if (ground.whole_borough) return nullptr;
        auto all = std::make_shared<std::vector<Reached>>();
        for (AreaId area : ground.areas) {
            all->push_back({area, 1, 1.0F / static_cast<float>(ground.areas.size())});
            // The police drew theirs over the ward and a little of its neighbour.
            if (area == harbour_ward) all->push_back({harbour_police, 0.8F, 0.9F});
            if (area == harbour_police) all->push_back({harbour_ward, 0.9F, 0.8F});
        }
        return all;
    }
    Known known() const override {
        return {.subject = [this](std::string_view code) { return !subject(code).empty(); },
                .audience = [this](std::string_view code) { return !audience(code).empty(); },
                .area = [this](AreaId id) { return !area(id).empty(); },
                .organisation = [this](OrganisationId id) { return !organisation(id).empty(); },
                .activity = {},
                .ground = {},
                .audience_list = "2026-1"};
    }

private:
    static std::string name_of(const std::vector<Named>& list, std::int64_t id) {
        for (const auto& one : list)
            if (one.id == std::to_string(id)) return one.name;
        return {};
    }
    static Named by_code(const std::vector<Named>& list, std::string_view code) {
        for (const auto& one : list)
            if (one.id == code) return one;
        return {};
    }
};

/// Says of any two activities on the same subject that they are alike, and of grounds that they meet when they share an
/// area.
class PlainScreen final : public Screen {
public:
    [[nodiscard]] int most_asks_a_month() const override { return 3; }
    std::vector<overlap::Finding> others(const Activity& ask, std::size_t most) const override {
        std::vector<overlap::Finding> found;
        for (const auto& [id, other] : known_) {
            if (id == ask.id || other.lead == ask.lead || other.subjects != ask.subjects || found.size() == most)
                continue;
            int days = ask.dates.days_shared_with(other.dates);
            if (days == 0) continue;
            found.push_back({.a = ask.id,
                             .b = id,
                             .likelihood = 0.84,
                             .grade = overlap::Grade::likely,
                             .evidence = {{"At first", "Two activities of this register", -3, 0.05},
                                          {"Subject", "Both chose the same", 4, 0.84}},
                             .residents_shared = 2400,
                             .days_shared = days,
                             .subjects = {},
                             .words = {},
                             .why = "Both ask about the same.",
                             .unlike = "Unlike: the way of asking."});
        }
        return found;
    }
    std::vector<overlap::AskedBefore> asked_before(const Activity& ask, std::size_t most) const override {
        std::vector<overlap::AskedBefore> found;
        for (const auto& [id, other] : known_)
            if (id != ask.id && other.subjects == ask.subjects && other.dates.last() < ask.dates.first() &&
                found.size() < most)
                found.push_back({id, 0.9, 2400, ask.dates.first() - other.dates.last()});
        return found;
    }
    std::shared_ptr<const std::vector<overlap::OpenPair>> open_pairs() const override {
        auto all = std::make_shared<std::vector<overlap::OpenPair>>();
        for (const auto& [id, one] : known_)
            for (const auto& found : others(one, 100))
                if (id < found.b && !settled.contains({id, found.b}))
                    all->push_back({id, found.b, found.likelihood, asked_until});
        return all;
    }
    std::int64_t count(ActivityId id) const override {
        auto known = known_.find(id);
        return known == known_.end() ? 0 : static_cast<std::int64_t>(others(known->second, 100).size());
    }
    double share_of(const Footprint& part, const Footprint& ground) const override {
        if (ground.whole_borough) return 1;
        for (AreaId area : part.areas)
            for (AreaId other : ground.areas)
                if (area == other) return 1;
        return 0;
    }
    std::optional<html::MapFigure> shared_ground(const Footprint&, const Footprint&, std::string_view,
                                                 std::string_view) const override {
        return std::nullopt;
    }
    bool ready() const override { return is_ready; }
    void read_from(EveryActivity source) override {
        source_ = std::move(source);
        read_anew();
    }
    void read_anew() override {
        known_.clear();
        source_([this](Activity&& activity) { put(activity); });
    }
    void put(const Activity& activity) override { known_[activity.id] = activity; }
    void remove(ActivityId id) override { known_.erase(id); }

    bool is_ready = true;
    std::optional<Date> asked_until;
    std::set<std::pair<ActivityId, ActivityId>> settled;

private:
    EveryActivity source_;
    std::map<ActivityId, Activity> known_;
};

/// What Anna plans, complete; tests change what they are about.
inline Draft gp_survey() {
    Draft draft;
    draft.title = "Getting a GP appointment";
    draft.purpose = "How people reach their surgery.";
    draft.questions = "When did you last try?\nHow did you try?";
    draft.subjects = "gp-access";
    draft.audience = "older-people";
    draft.areas = "204";
    draft.first_day = "2026-11-02";
    draft.last_day = "2026-11-27";
    draft.dates_can_move = "yes";
    draft.methods = "survey; telephone";
    draft.minutes = "6";
    draft.other_ways = "paper; telephone";
    draft.contact = "Anna Holt, 01632 960123";
    draft.cost = "8400";
    draft.decision = "The board decides on opening hours";
    draft.decision_day = "2027-01-20";
    draft.influence = "consult";
    draft.lead = "102";
    draft.visibility = "public";
    draft.public_on = "2026-10-01";
    return draft;
}

inline web::Actor officer_of(OrganisationId organisation) {
    return {PersonId{7}, organisation, web::Role::officer, "Anna Holt",
            organisation == nhs ? "NHS Wyremouth" : "Another body"};
}

/// The register with its pages, asked without a network. It is Monday 14 September 2026.
class RegisterSite {
public:
    explicit RegisterSite(db::Engine engine = db::Engine::sqlite) : temporary_(engine) {
        lists_.elsewhere = std::make_unique<BodiesElsewhere>(*temporary_);
        open();
    }

    /// Opens the register once more, with a host that lists may be fetched from, and what fetching gives.
    void allow(std::string host, std::function<Result<std::string>(const std::string&)> fetch_by) {
        settings_.import_hosts = {std::move(host)};
        settings_.fetch_by = std::move(fetch_by);
        open();
    }
    void run_jobs() { jobs_->run_due(); }

    void open() {
        activities_.reset();
        feed_ = std::make_unique<journal::Feed>(*temporary_);
        jobs_ = std::make_unique<jobs::Runner>(*temporary_, temporary_.clock());
        temporary_.clock().set(std::chrono::sys_days{std::chrono::year{2026} / 9 / 14} + std::chrono::hours{9});
        site_.partnership = "Wyremouth Partnership";
        site_.place = "Wyremouth";
        activities_ = std::make_unique<Activities>(
            kernel::Services{*temporary_, temporary_.clock(), random_, *feed_, *jobs_, site_}, lists_, screen_,
            settings_);
        router_ = std::make_unique<web::Router>();
        activities_->add_routes(*router_);
        router_->identify_by([this](web::Request& request) {
            request.actor = actor_;
            request.csrf = "csrf";
            request.session = "session";
        });
        activities_->add_jobs(*jobs_);
        activities_->start();
    }

    void sign_in(web::Actor actor) { actor_ = std::move(actor); }
    void sign_out() { actor_ = {}; }
    web::Response get(std::string path, std::vector<std::pair<std::string, std::string>> query = {},
                      std::string format = {}) {
        web::Request request;
        request.path = std::move(path) + (format.empty() ? "" : "." + format);
        request.host = "wyremouth.example";
        for (auto& [name, value] : query) request.query.add(std::move(name), std::move(value));
        return handle(std::move(request));
    }
    web::Response post(std::string path, std::vector<std::pair<std::string, std::string>> fields,
                       std::string key = {}) {
        web::Request request;
        request.method = web::Method::post;
        request.path = std::move(path);
        request.host = "wyremouth.example";
        request.form.add("idempotency", key.empty() ? kernel::new_form_key() : key);
        request.form.add("csrf", "csrf");
        for (auto& [name, value] : fields) request.form.add(std::move(name), std::move(value));
        return handle(std::move(request));
    }

    web::Response post_file(std::string path, web::Upload upload,
                            std::vector<std::pair<std::string, std::string>> fields = {}) {
        web::Request request;
        request.method = web::Method::post;
        request.path = std::move(path);
        request.form.add("idempotency", kernel::new_form_key());
        request.form.add("csrf", "csrf");
        for (auto& [name, value] : fields) request.form.add(std::move(name), std::move(value));
        request.uploads.push_back(std::move(upload));
        return handle(std::move(request));
    }
    static std::string location(const web::Response& response) {
        for (const auto& [name, value] : response.headers)
            if (name == "Location") return value;
        return {};
    }

    Registered registered(const Draft& draft, OrganisationId by = nhs) {
        auto done = database().write(
            [&](db::Transaction& tx) { return register_activity(tx, officer_of(by), draft, context()); });
        if (!done) throw std::runtime_error(describe(done.error()));
        return *done;
    }
    std::int64_t saved() { return static_cast<std::int64_t>(activities_->snapshot()->size()); }

    db::Database& database() { return *temporary_; }
    SetClock& clock() { return temporary_.clock(); }
    Activities& activities() { return *activities_; }
    const FewLists& lists() const { return lists_; }
    Context context() const { return {lists_, settings_}; }
    journal::Feed& feed() { return *feed_; }
    PlainScreen& screen() { return screen_; }
    web::Router& router() { return *router_; }

private:
    web::Response handle(web::Request request) {
        request.now = temporary_.clock().now();
        request.target = request.path;
        return router_->handle(std::move(request));
    }

    support::TemporaryDatabase temporary_;
    SeededRandom random_{1};
    std::unique_ptr<journal::Feed> feed_;
    std::unique_ptr<jobs::Runner> jobs_;
    html::Site site_;
    FewLists lists_;
    PlainScreen screen_;
    Settings settings_{.reference_prefix = "WY"};
    web::Actor actor_;
    std::unique_ptr<web::Router> router_;
    std::unique_ptr<Activities> activities_;
};

}  // namespace thingwall::activities::test
