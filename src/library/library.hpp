#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/activities.hpp"
#include "base/result.hpp"
#include "cli/command.hpp"
#include "db/fwd.hpp"
#include "kernel/capability.hpp"
#include "library/index.hpp"  // IWYU pragma: export  Question, Answer
#include "library/types.hpp"  // IWYU pragma: export
#include "web/types.hpp"

namespace thingwall::library {

/// Areas of every layer that an activity's ground reaches.
using Reach = std::function<std::vector<AreaId>(const activities::Footprint&)>;

struct Settings {
    /// The words by which a child of ours is started that reads a file; this program when empty.
    std::vector<std::string> reader = {};
};

/// Already asked: what was asked before, of whom, what was learnt and what was done; found by one search over the
/// register, its findings and its documents.
class Library final : public kernel::Capability, public activities::Shelf {
public:
    /// `activities` must outlive it.
    Library(kernel::Services services, activities::Activities& activities, Reach reach, Settings settings = {});
    ~Library() override;

    [[nodiscard]] std::string_view name() const override { return "library"; }
    void add_routes(web::Router& router) override;
    void start() override;
    void add_jobs(jobs::Runner& runner) override;
    /// Begins to read everything into memory, on a thread of its own. What is searched before begins it too.
    void prepare();
    /// Ends that thread. Called before the database is closed.
    void stop();

    [[nodiscard]] activities::Kept kept_with(ActivityId activity, const activities::Viewer& viewer) const override;
    /// As of now: all that was answered for is known. Nothing while the register is still being read, as after a start.
    [[nodiscard]] std::optional<Answer> search(const Question& question, const Reader& reader);

    struct Inside;

private:
    std::unique_ptr<Inside> inside_;
};

/// Says, over version `version`, what was learnt from an activity and what was done. Journals "finding.told".
/// Errors: invalid with the fields of FindingDraft; not_found; forbidden; conflict when somebody else was first.
[[nodiscard]] Done tell(db::Transaction& tx, const web::Actor& actor, const activities::Activity& activity,
                        const FindingDraft& draft, std::int64_t version);
/// Attaches a file to an activity and queues that its words be read. Journals "document.attached".
/// Errors: invalid with the fields file, title, readers; forbidden; conflict when it holds as many as it may.
[[nodiscard]] Result<DocumentId> attach(db::Transaction& tx, const web::Actor& actor,
                                        const activities::Activity& activity, const DocumentDraft& draft,
                                        std::string_view filename, std::string_view bytes);
/// Its bytes and its words are gone; that it was there stays in the journal ("document.taken_off").
[[nodiscard]] Done take_off(db::Transaction& tx, const web::Actor& actor, const activities::Activity& activity,
                            DocumentId document);

[[nodiscard]] Result<SearchId> save_search(db::Transaction& tx, const web::Actor& actor, std::string_view name,
                                           std::string_view query);
/// Errors: not_found for another person's.
[[nodiscard]] Done rename_search(db::Transaction& tx, const web::Actor& actor, SearchId id, std::string_view name);
[[nodiscard]] Done remove_search(db::Transaction& tx, const web::Actor& actor, SearchId id);

/// `thingwall library text FILE`.
[[nodiscard]] std::vector<cli::Command> commands();

}  // namespace thingwall::library
