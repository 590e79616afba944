#include <algorithm>
#include <span>

#include "kernel/store.hpp"

namespace thingwall::kernel::store {

namespace {

constexpr db::Query find_answer{"kernel.form_answer", "SELECT body_hash, answer FROM form_answer WHERE form_key = $1"};
constexpr db::Query claim_key{"kernel.claim_form_key", R"sql(
    INSERT INTO form_answer (form_key, body_hash, answer, made) VALUES ($1, $2, '', $3)
    ON CONFLICT (form_key) DO NOTHING)sql"};
constexpr db::Query fill_answer{"kernel.fill_form_answer", "UPDATE form_answer SET answer = $2 WHERE form_key = $1"};
constexpr db::Query forget_answers{"kernel.forget_form_answers", "DELETE FROM form_answer WHERE made < $1"};

}  // namespace

std::optional<Answer> answer(db::Reader& reader, std::string_view key) {
    auto row = reader.prepare(find_answer);
    row.bind(key);
    if (!row.next()) return {};
    Answer found;
    auto bytes = row.blob(0);
    std::copy_n(bytes.begin(), std::min(bytes.size(), found.body.size()), found.body.begin());
    found.answer = row.text(1);
    return found;
}

bool claim(db::Transaction& tx, std::string_view key, const BodyHash& body) {
    return tx.prepare(claim_key).bind(key, std::span<const std::byte>(body), tx.now()).run() > 0;
}

void fill_in(db::Transaction& tx, std::string_view key, std::string_view answer) {
    tx.prepare(fill_answer).bind(key, answer).run();
}

std::int64_t forget(db::Transaction& tx, Instant before) {
    return tx.prepare(forget_answers).bind(before).run();
}

}  // namespace thingwall::kernel::store
