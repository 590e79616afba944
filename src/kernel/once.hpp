#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "db/fwd.hpp"
#include "web/types.hpp"

namespace thingwall::jobs {
class Runner;
}

namespace thingwall::kernel {

/// A deed that a form asks for: within the transaction, giving what to answer with (the path to lead to, an id).
using Deed = std::function<Result<std::string>(db::Transaction&)>;

/// Runs the deed once for each key, however often the form is sent, also at the same time and by several servers: the
/// same key with the same body gives the answer of the first time. Errors of the deed are not remembered, so a form
/// with a mistake can be sent again under its key. Errors: conflict for the same key with another body; invalid for a
/// key that is empty or longer than 100 bytes.
[[nodiscard]] Result<std::string> once(db::Database& database, std::string_view key, std::string_view body,
                                       const Deed& deed);

/// The same for a form as it came in: the key is its field `idempotency`; the body is who sent it, where to, and every
/// field and file but the tokens.
[[nodiscard]] Result<std::string> once(db::Database& database, const web::Request& request, const Deed& deed);

/// A key for a form that is shown. When it is shown again with faults, repeat request.form.get("idempotency").
[[nodiscard]] std::string new_form_key();
/// The form's own key when it has one, else a new one.
[[nodiscard]] std::string form_key(const web::Request& request);

/// Answers are kept for 30 days: longer than any browser keeps a form open. Returns how many were dropped.
std::int64_t forget_old_answers(db::Transaction& tx);
/// What kernel itself does by the clock: forget_old_answers() every day.
void add_jobs(jobs::Runner& runner);

}  // namespace thingwall::kernel
