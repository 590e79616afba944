#pragma once
#include "activities/commands.hpp"
#include "activities/import.hpp"
#include "activities/store_imports.hpp"
#include "db/fwd.hpp"

namespace thingwall::activities {

/// Takes every row that is not wrong, in one transaction, as the batch `import`: what each became is kept, so that it
/// can be taken back. A doubtful one counts as answered "the same" unless it was answered "new". One that cannot be
/// taken undoes all. Parts are joined to umbrellas of the same file, whatever their order. Journals
/// "activities.imported". Errors: as register_known and edit_activity, with the row named; conflict when the import was
/// taken already.
[[nodiscard]] Result<Taken> take(db::Transaction& tx, const web::Actor& actor, const KeptFile& import,
                                 const Preview& preview, const Context& context);

/// Why one activity of a batch cannot be put back as it was.
struct Hindrance {
    ActivityId activity;
    std::int64_t number = 0;  ///< of the row in the batch
    std::string title, why, to_do;
};
/// Everything of a batch that was changed since; empty when it can be taken back.
[[nodiscard]] std::vector<Hindrance> what_hinders(db::Reader& reader, const KeptFile& import, const Lists& lists);

struct TakenBack {
    std::int64_t taken_out = 0, restored = 0, brought_back = 0, left = 0;
};
enum class Changed { refuse, leave };
/// Undoes a batch, whole or not at all: what it added is withdrawn, what it changed is as it was, what it withdrew is
/// there again. What was changed since is a conflict, or stays as it is, as `changed` says. Journals
/// "activities.import_taken_back". Errors: conflict; forbidden.
[[nodiscard]] Result<TakenBack> take_back(db::Transaction& tx, const web::Actor& actor, const KeptFile& import,
                                          Changed changed, const Context& context);

/// How the judge asks the register, for this person. `prefix` begins the references that we give ourselves.
[[nodiscard]] RegisterQuestions questions_of(db::Database& database, const web::Actor& actor, Date today,
                                             std::string_view prefix);

}  // namespace thingwall::activities
