#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/source.hpp"
#include "activities/types.hpp"
#include "db/fwd.hpp"

namespace thingwall::activities {

/// What an import did.
struct Taken {
    std::int64_t added = 0, changed = 0, same = 0, left_out = 0, withdrawn = 0;
};

/// An import: a file that was read or is being fetched, and what became of it.
struct KeptFile {
    std::int64_t id = 0;
    OrganisationId organisation;
    PersonId person;
    std::string filename, content;
    std::string choices;  ///< JSON of answers that were given
    Instant at{};
    std::optional<Instant> taken_at;
    std::int64_t source = 0;
    std::string address;  ///< where it is fetched from
    std::string fault;    ///< why it could not be
    std::string digest;   ///< of the content
    Taken sums;
    std::optional<Instant> back_at;  ///< when it was taken back
    PersonId back_by;
    std::int64_t left_as_is = 0;  ///< of them, which stayed since somebody had changed them
    [[nodiscard]] bool taken() const { return taken_at.has_value(); }
    [[nodiscard]] bool awaited() const { return !address.empty() && content.empty() && fault.empty() && !taken(); }
};
void insert_file(db::Transaction& tx, const KeptFile& file);
void update_choices(db::Transaction& tx, std::int64_t id, std::string_view choices);
/// What was fetched, or why it could not be.
void put_fetched(db::Transaction& tx, std::int64_t id, std::string_view content, std::string_view fault);
/// Marks it as taken and lets go of its content.
void mark_taken(db::Transaction& tx, std::int64_t id, const Taken& sums);
void mark_taken_back(db::Transaction& tx, std::int64_t id, PersonId by, std::int64_t left_as_is);
[[nodiscard]] std::optional<KeptFile> read_file(db::Reader& reader, std::int64_t id);
/// Imports of this body that were taken, the newest first, without their content.
[[nodiscard]] std::vector<KeptFile> imports_of(db::Reader& reader, OrganisationId organisation, std::int64_t most,
                                               std::int64_t skip);
[[nodiscard]] std::int64_t count_imports(db::Reader& reader, OrganisationId organisation);
/// Imports of a body that want a look: what came by itself, or this person brought in, and was not taken, and what was
/// taken since that moment without some rows. Newest first, without their content.
struct WaitingTotals {
    std::int64_t all = 0, failed = 0;  ///< failed: could not be fetched
};
[[nodiscard]] WaitingTotals count_waiting(db::Reader& reader, OrganisationId organisation, PersonId person,
                                          Instant since);
struct WaitingFile : KeptFile {
    bool fetching = false;
    std::int64_t doubtful = 0, wrong = 0, gone = 0;  ///< of what came by itself
};
[[nodiscard]] std::vector<WaitingFile> waiting_imports(db::Reader& reader, OrganisationId organisation, PersonId person,
                                                       Instant since, std::int64_t limit, std::int64_t offset);
/// Sources of a body that come by themselves and could not be had the last time, by name.
struct FailedSource {
    std::int64_t id = 0;
    std::string name, fault;
    std::optional<Instant> asked_at;
};
[[nodiscard]] std::vector<FailedSource> failed_sources(db::Reader& reader, OrganisationId organisation,
                                                       std::int64_t limit, std::int64_t offset);
[[nodiscard]] std::int64_t count_failed_sources(db::Reader& reader, OrganisationId organisation);
/// Drops one that was not taken.
void forget_file(db::Transaction& tx, std::int64_t id);
/// Drops what was brought before that moment and never taken, but what waits for a person. Returns how many.
std::int64_t forget_untaken(db::Transaction& tx, Instant before);

void insert_source(db::Transaction& tx, const Source& source);
void update_source(db::Transaction& tx, const Source& source);
[[nodiscard]] std::optional<Source> read_source(db::Reader& reader, std::int64_t id);
[[nodiscard]] std::optional<Source> find_source(db::Reader& reader, OrganisationId organisation, std::string_view name);
/// By name.
[[nodiscard]] std::vector<Source> sources_of(db::Reader& reader, OrganisationId organisation);

/// When something of this source was last taken and not taken back.
[[nodiscard]] std::optional<Instant> last_import(db::Reader& reader, std::int64_t source);
[[nodiscard]] SourceState read_state(db::Reader& reader, std::int64_t source);
[[nodiscard]] std::optional<SourceItem> read_item(db::Reader& reader, std::int64_t source, std::string_view key);
void put_item(db::Transaction& tx, std::int64_t source, std::string_view key, const SourceItem& item);
void delete_item(db::Transaction& tx, std::int64_t source, std::string_view key);

enum class RowDeed { added, changed, same, withdrawn };
struct BatchRow {
    std::int64_t number = 0, row_number = 0;
    std::string key;
    ActivityId activity;
    RowDeed deed = RowDeed::same;
    std::int64_t version = 0;  ///< of the activity after it
    std::string was;           ///< its values before, as JSON; empty for what was new
    std::optional<SourceItem> item_before;
    std::int64_t version_now = 0;  ///< read only
    std::string title_now;         ///< read only
};
void insert_row(db::Transaction& tx, std::int64_t batch, const BatchRow& row);
/// Rows of a batch after the one of that number.
[[nodiscard]] std::vector<BatchRow> rows_of_batch(db::Reader& reader, std::int64_t batch, std::int64_t after,
                                                  std::int64_t most);
[[nodiscard]] std::int64_t count_rows(db::Reader& reader, std::int64_t batch);
/// The import, if any, that made this version of the activity.
[[nodiscard]] std::optional<KeptFile> import_that_made(db::Reader& reader, ActivityId activity, std::int64_t version);

}  // namespace thingwall::activities
