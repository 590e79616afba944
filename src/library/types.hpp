#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/id.hpp"

namespace thingwall::library {

using DocumentId = Id<struct DocumentTag>;
using SearchId = Id<struct SearchTag>;

/// Who may read what is kept with an activity: partners, or everyone who may see the activity itself.
enum class Readers { partners, everyone };

/// What was learnt from an activity, and what came of it. Has passed the rules.
struct Finding {
    ActivityId activity;
    std::int64_t version = 0;  ///< 0: nobody has said anything yet
    std::string learnt, done;
    std::string report;  ///< an address (http, https) or empty
    Readers readers = Readers::partners;
    OrganisationId organisation;  ///< that told it last
    PersonId person;
    Instant changed_at{};
};
/// As typed.
struct FindingDraft {
    std::string learnt, done, report, readers;
};

enum class Kind { pdf, docx, odt, text };
struct KindWords {
    Kind kind;
    std::string_view code, words, content_type, ending;
};
[[nodiscard]] const KindWords& words_of(Kind kind);
[[nodiscard]] std::optional<Kind> parse_kind(std::string_view code);

/// How far a document has been read for the search.
enum class Reading { waits, read, unreadable };

/// A file that is attached to an activity; its bytes lie apart.
struct Document {
    DocumentId id;
    ActivityId activity;
    std::string title, filename;
    Kind kind = Kind::text;
    std::int64_t bytes = 0;
    std::string digest;  ///< SHA-256, as digits
    Readers readers = Readers::partners;
    Reading reading = Reading::waits;
    std::string said;  ///< why it cannot be read
    bool cut = false;  ///< only its beginning is searched
    OrganisationId organisation;
    PersonId person;
    Instant added_at{};
};
struct DocumentDraft {
    std::string title, readers;
};

/// Files may be so large, an activity may hold so many, and so much of the text is searched.
inline constexpr std::size_t largest_document = 20u << 20, most_documents = 50, most_text = 500'000;

/// A search that a person keeps.
struct SavedSearch {
    SearchId id;
    PersonId person;
    std::string name;
    std::string query;  ///< "q=gp+access&state=closed"
    Instant saved_at{};
};
inline constexpr std::size_t most_saved = 200;

}  // namespace thingwall::library
