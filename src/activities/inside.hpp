#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "activities/activities.hpp"
#include "activities/ground.hpp"

namespace thingwall::activities {

/// Answers to the public's questions, kept until the register or the day changes: the list of what is open is asked for
/// again and again. At most 64 questions and a million rows.
class PublicAnswers {
public:
    using Rows = std::shared_ptr<const std::vector<EntryPointer>>;
    [[nodiscard]] Rows find(const Snapshot& snapshot, Date today, const std::string& question);
    void keep(const Snapshot& snapshot, Date today, const std::string& question, Rows rows);

private:
    std::mutex mutex_;
    std::int64_t of_ = -1;  ///< Snapshot::changes()
    Date today_;
    std::map<std::string, Rows> kept_;
    std::size_t rows_ = 0;
};

/// What the pages of the register share.
struct Activities::Inside {
    Activities& face;
    kernel::Services services;
    const Lists& lists;
    Screen& screen;
    Settings settings;
    Register list;
    PublicAnswers public_answers;
    const Ground* ground = nullptr;  ///< none: residents are not asked where they live
    const Shelf* shelf = nullptr;    ///< none: nothing is kept with activities

    /// to_do() as it was given last.
    struct KnownToDo {
        std::mutex mutex;
        std::int64_t of = -1;  ///< Snapshot::changes()
        Date day;
        std::shared_ptr<const ToDoLists> lists;
    } to_do;

    [[nodiscard]] Context context() const { return {lists, settings}; }
    /// None while they are not all known.
    [[nodiscard]] OverlapCount overlap_count() const {
        if (!screen.ready()) return {};
        return [this](ActivityId id) { return screen.count(id); };
    }
    [[nodiscard]] Kept kept_with(ActivityId id, const Viewer& viewer) const {
        return shelf == nullptr ? Kept{} : shelf->kept_with(id, viewer);
    }
    void load();
    void apply(const journal::Entry& entry);
};

/// A draft is for officers of its body: who only reads sees what partners see (identity::may_see).
[[nodiscard]] inline Viewer viewer_of(const web::Actor& actor) {
    const bool officer = web::admits(web::Access::officer, actor.role);
    return {officer ? actor.organisation : OrganisationId{}, actor.signed_in()};
}
[[nodiscard]] inline Viewer viewer_of(const web::Request& request) {
    return viewer_of(request.actor);
}

// Each adds the routes of one part of the register; the pages are said in pages_*.cpp.
void add_plan_routes(Activities::Inside& inside, web::Router& router);
void add_activity_routes(Activities::Inside& inside, web::Router& router);
void add_import_routes(Activities::Inside& inside, web::Router& router);
void add_import_jobs(Activities::Inside& inside, jobs::Runner& runner);
void add_list_routes(Activities::Inside& inside, web::Router& router);
void add_forward_plan_routes(Activities::Inside& inside, web::Router& router);

// Residents' pages (public_*.cpp): the same addresses for who is not signed in.
[[nodiscard]] web::Response public_list_page(Activities::Inside& inside, const web::Request& request);
[[nodiscard]] web::Response public_activity_page(Activities::Inside& inside, const web::Request& request,
                                                 const Activity& activity);
void add_public_routes(Activities::Inside& inside, web::Router& router);

}  // namespace thingwall::activities
