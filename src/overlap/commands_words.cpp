#include <fmt/format.h>

#include "base/text.hpp"
#include "db/db.hpp"
#include "journal/journal.hpp"
#include "overlap/lists.hpp"
#include "overlap/local_words.hpp"
#include "overlap/store_words.hpp"

namespace thingwall::overlap {

bool in_the_lists(bool audience, std::string_view code) {
    return !label_in_the_lists(audience, code).empty();
}

std::string_view label_in_the_lists(bool audience, std::string_view code) {
    const auto* line = (audience ? listed_audiences() : listed_subjects()).find(code);
    return line == nullptr ? std::string_view{} : std::string_view(line->label);
}

Result<std::int64_t> add_local_word(db::Transaction& tx, const web::Actor& actor, const LocalWord& typed) {
    LocalWord word = typed;
    word.words = trim(typed.words);
    const std::string folded = fold(word.words);
    Faults faults;
    if (!in_the_lists(word.audience, word.code)) faults.add("code", "Choose something from the list");
    if (folded.empty())
        faults.add("words", "Write what people here say");
    else if (length(word.words) > 80 || word.words.find_first_of("|\n\t") != std::string::npos)
        faults.add("words", "Write one name or phrase of at most 80 characters. Add others one by one");
    else if (auto known = store::meaning_of(tx, word.audience, folded))
        faults.add("words", *known == word.code ? fmt::format("“{}” is there already", word.words)
                                                : fmt::format("“{}” stands for “{}” already. Take it away there first",
                                                              word.words, label_in_the_lists(word.audience, *known)));
    if (!faults.empty()) return faults.take();
    const auto id = tx.new_number();
    store::insert_word(tx, id, word, folded, actor.person);
    journal::record(tx, {actor.person, actor.organisation}, "local_word.added", id, word.code + "\n" + word.words);
    return id;
}

Done remove_local_word(db::Transaction& tx, const web::Actor& actor, std::int64_t id) {
    if (!store::delete_word(tx, id)) return fail(ErrorKind::not_found, "This word is gone already");
    journal::record(tx, {actor.person, actor.organisation}, "local_word.removed", id);
    return {};
}

}  // namespace thingwall::overlap
