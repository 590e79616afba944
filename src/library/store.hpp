#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/fwd.hpp"
#include "library/types.hpp"

namespace thingwall::library::store {

[[nodiscard]] std::optional<Finding> finding(db::Reader& reader, ActivityId activity);
/// Of activities from the first to the last, by activity.
[[nodiscard]] std::vector<Finding> findings(db::Reader& reader, ActivityId first, ActivityId last);
/// False when somebody else was first: `finding.version` is the one that it rests on.
[[nodiscard]] bool save(db::Transaction& tx, const Finding& finding);

/// Of an activity, the oldest first.
[[nodiscard]] std::vector<Document> documents(db::Reader& reader, ActivityId activity);
[[nodiscard]] std::optional<Document> document(db::Reader& reader, DocumentId id);
[[nodiscard]] bool is_attached(db::Reader& reader, ActivityId activity, std::string_view digest);
void insert(db::Transaction& tx, const Document& document, std::string_view bytes);
void remove(db::Transaction& tx, DocumentId id);
/// What came of reading it. False when it is not there any more.
[[nodiscard]] bool note_reading(db::Transaction& tx, DocumentId id, Reading reading, std::string_view said,
                                std::string_view text, bool cut);
[[nodiscard]] std::string text_of(db::Reader& reader, DocumentId id);
/// The text of each document that was read, of activities from the first to the last, by activity.
void texts(db::Reader& reader, ActivityId first, ActivityId last,
           const std::function<void(Document&&, std::string_view text)>& take);
/// The piece of that number, from 0; empty after the last.
[[nodiscard]] std::string piece(db::Reader& reader, DocumentId id, std::int64_t number);

[[nodiscard]] std::vector<SavedSearch> searches_of(db::Reader& reader, PersonId person);
[[nodiscard]] std::optional<SavedSearch> search(db::Reader& reader, SearchId id);
void insert(db::Transaction& tx, const SavedSearch& search);
void rename(db::Transaction& tx, SearchId id, std::string_view name);
void remove(db::Transaction& tx, SearchId id);

}  // namespace thingwall::library::store
