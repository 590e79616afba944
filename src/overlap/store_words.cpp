#include "overlap/store_words.hpp"

namespace thingwall::overlap::store {
namespace {

constexpr db::Query all_words{"overlap.local_words", R"sql(
    SELECT id, audience, code, words FROM overlap_local_word ORDER BY folded, id)sql"};
constexpr db::Query code_of_words{"overlap.local_word_meaning", R"sql(
    SELECT code FROM overlap_local_word WHERE audience = $1 AND folded = $2)sql"};
constexpr db::Query insert_one{"overlap.insert_local_word", R"sql(
    INSERT INTO overlap_local_word (id, audience, code, words, folded, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7))sql"};
constexpr db::Query delete_one{"overlap.delete_local_word", "DELETE FROM overlap_local_word WHERE id = $1"};

}  // namespace

std::vector<KeptWord> kept_words(db::Reader& reader) {
    std::vector<KeptWord> found;
    auto row = reader.prepare(all_words);
    while (row.next())
        found.push_back({row.integer(0), {row.integer(1) != 0, std::string(row.text(2)), std::string(row.text(3))}});
    return found;
}

std::vector<LocalWord> local_words(db::Reader& reader) {
    std::vector<LocalWord> found;
    for (auto& kept : kept_words(reader)) found.push_back(std::move(kept.word));
    return found;
}

std::optional<std::string> meaning_of(db::Reader& reader, bool audience, std::string_view folded) {
    auto row = reader.prepare(code_of_words);
    if (!row.bind(audience, folded).next()) return std::nullopt;
    return std::string(row.text(0));
}

void insert_word(db::Transaction& tx, std::int64_t id, const LocalWord& word, std::string_view folded, PersonId by) {
    tx.prepare(insert_one).bind(id, word.audience, word.code, word.words, folded, by, tx.now()).run();
}

bool delete_word(db::Transaction& tx, std::int64_t id) {
    return tx.prepare(delete_one).bind(id).run() == 1;
}

}  // namespace thingwall::overlap::store
