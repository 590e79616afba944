#pragma once
#include "activities/commands.hpp"
#include "activities/import.hpp"
#include "db/fwd.hpp"

namespace thingwall::activities {

/// What an import did.
struct Taken {
    std::int64_t added = 0, changed = 0, same = 0, left_out = 0;
};
/// Takes every row that is not wrong, in one transaction; a doubtful one counts as answered "the same" unless it was
/// answered "new". One that cannot be taken undoes all. Parts are joined to umbrellas of the same file, whatever their
/// order. Errors: as register_known and edit_activity, with the row named.
[[nodiscard]] Result<Taken> take(db::Transaction& tx, const web::Actor& actor, const Preview& preview,
                                 const Context& context);

/// How the judge asks the register, for this person.
[[nodiscard]] RegisterQuestions questions_of(db::Database& database, const web::Actor& actor, Date today);

}  // namespace thingwall::activities
