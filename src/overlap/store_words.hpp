#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.hpp"
#include "overlap/types.hpp"

namespace thingwall::overlap::store {

struct KeptWord {
    std::int64_t id = 0;
    LocalWord word;
};
[[nodiscard]] std::vector<KeptWord> kept_words(db::Reader& reader);  ///< by their words
[[nodiscard]] std::vector<LocalWord> local_words(db::Reader& reader);
/// The code that these words stand for already.
[[nodiscard]] std::optional<std::string> meaning_of(db::Reader& reader, bool audience, std::string_view folded);
void insert_word(db::Transaction& tx, std::int64_t id, const LocalWord& word, std::string_view folded, PersonId by);
bool delete_word(db::Transaction& tx, std::int64_t id);

}  // namespace thingwall::overlap::store
