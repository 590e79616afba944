#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "activities/codes.hpp"               // IWYU pragma: export  methods, statuses and their words
#include "activities/commands.hpp"            // IWYU pragma: export  register_activity, edit_activity, withdraw
#include "activities/desk.hpp"                // IWYU pragma: export  PlanLines, ImportLines
#include "activities/listing.hpp"             // IWYU pragma: export  Snapshot, Entry, Filter, Listing
#include "activities/lists.hpp"               // IWYU pragma: export  Lists: the names of what activities refer to
#include "activities/news.hpp"                // IWYU pragma: export  News: what those who follow are told
#include "activities/rules_desk.hpp"          // IWYU pragma: export  what asks a body to do something
#include "activities/rules_forward_plan.hpp"  // IWYU pragma: export  the forward plan
#include "activities/rules_steering.hpp"      // IWYU pragma: export  figures for a steering group
#include "activities/screen.hpp"              // IWYU pragma: export  Screen: who else asks the same people
#include "activities/shelf.hpp"               // IWYU pragma: export  Shelf: what is kept with an activity
#include "activities/types.hpp"               // IWYU pragma: export
#include "activities/views_forward_plan.hpp"  // IWYU pragma: export  its picture and its pairs
#include "kernel/capability.hpp"

namespace thingwall::activities {

class Ground;

/// The register of who asks whom about what, where and when.
class Activities final : public kernel::Capability {
public:
    /// `lists` and `screen` must outlive it.
    Activities(kernel::Services services, const Lists& lists, Screen& screen, Settings settings = {});
    ~Activities() override;

    /// The map that residents are shown; must outlive it. Given before add_routes().
    void stand_on(const Ground& ground);
    /// What is kept with activities; must outlive it. Given before add_routes().
    void lean_on(const Shelf& shelf);

    [[nodiscard]] std::string_view name() const override { return "activities"; }
    void add_routes(web::Router& router) override;
    /// Reads every activity into memory and gives them to the screen, then follows the journal.
    void start() override;
    /// Fetches lists, and forgets files that nobody took.
    void add_jobs(jobs::Runner& runner) override;

    /// The list as it is now, after everything that was answered for. Its position() is what a page's ETag carries.
    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot();
    /// What is open today and public, closing soonest first.
    [[nodiscard]] Listing open_now(Filter filter = {});
    /// The public ones that match; statuses as the filter says.
    [[nodiscard]] Listing public_list(const Filter& filter);
    /// The whole of one activity; nothing where there is none or this viewer may not see it, which look the same.
    [[nodiscard]] std::optional<Activity> find(ActivityId id, const Viewer& viewer);

    /// One of the list; null for none. Who may see it is for the caller to ask (Entry::may_be_seen_by).
    [[nodiscard]] EntryPointer entry(ActivityId id) const;
    /// For desks: what is to be done of the register as it is now; kept until it or the day changes.
    [[nodiscard]] std::shared_ptr<const ToDoLists> to_do();
    /// Plans of a body that are not registered; for its officers.
    [[nodiscard]] PlanLines plans_of_body(OrganisationId body, std::int64_t limit, std::int64_t offset);
    /// Sources of this person's body that could not be had, what came by itself or they brought in and was not taken,
    /// and what their body took in the last 30 days without some rows.
    [[nodiscard]] ImportLines imports_to_look_at(const web::Actor& actor, std::int64_t limit, std::int64_t offset);

    /// Every activity, one after another, whoever may see it: for what is kept in memory, never for a page.
    void each(const std::function<void(Activity&&)>& take);
    /// One of them.
    [[nodiscard]] std::optional<Activity> read_any(ActivityId id);
    /// What is new of what everybody may see, after `from`, up to and with `until`.
    [[nodiscard]] std::vector<News> news_between(Instant from, Instant until);
    /// Whether an activity concerns the people of an area: named, drawn over it, or for the whole borough.
    [[nodiscard]] std::function<bool(const Entry&)> concerns(AreaId area) const;

    [[nodiscard]] Date today() const;
    [[nodiscard]] const Lists& lists() const;
    /// What register_known() and the like need besides a draft.
    [[nodiscard]] Context context() const;
    [[nodiscard]] const kernel::Services& services() const;

    struct Inside;

private:
    std::unique_ptr<Inside> inside_;
};

/// A register that is open, and all that it stands on.
struct OpenedRegister {
    Activities* activities = nullptr;
    std::shared_ptr<void> stands_on;
};
/// Opens the partnership in a data folder. Errors: invalid when there is none.
using OpenRegister = std::function<Result<std::shared_ptr<OpenedRegister>>(const std::string& folder)>;
/// `activities export` and `activities import`.
[[nodiscard]] std::vector<cli::Command> commands(const OpenRegister& open);

}  // namespace thingwall::activities
