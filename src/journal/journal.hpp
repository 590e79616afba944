#pragma once
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "db/fwd.hpp"

namespace thingwall::journal {

using Digest = std::array<std::byte, 32>;

/// What somebody did. Each entry carries the digest of the one before, so one that is changed, moved or left out shows.
/// Holds no personal text: actors and subjects are numbers, the content is a salted commitment.
struct Entry {
    std::int64_t position = 0;  ///< 1, 2, 3, ... without a gap
    Instant at{};
    PersonId actor;  ///< 0: the system, or a member of the public
    OrganisationId organisation;
    std::string deed;  ///< in the past tense: "activity.registered"
    std::int64_t subject = 0;
    Digest commitment{};
    Digest before{};  ///< leaf digest of the entry before; zeros for the first
    Digest digest{};  ///< SHA-256(0x00 || canonical bytes), the leaf of RFC 6962
};

/// Who acts, for which organisation.
struct By {
    PersonId person;
    OrganisationId organisation;
};

/// Written with the deed or not at all: same transaction. `content` is what the deed wrote, in the caller's canonical
/// words; it is kept only as an HMAC under a random salt that lies in its own table (so that erasure can drop the
/// salt). Returns the entry's position.
std::int64_t record(db::Transaction& tx, By by, std::string_view deed, std::int64_t subject,
                    std::string_view content = {});

/// Position of the newest entry; 0 when there is none.
[[nodiscard]] std::int64_t position(db::Reader& reader);
/// Entries after `position`, oldest first, at most `limit`.
[[nodiscard]] std::vector<Entry> after(db::Reader& reader, std::int64_t position, std::size_t limit);
/// Entries about one thing, oldest first.
[[nodiscard]] std::vector<Entry> about(db::Reader& reader, std::int64_t subject, std::size_t limit);
/// Writes all entries as lines of JSON that `thingwall-verify` reads. The head line comes last: size and Merkle root.
void export_to(db::Database& database, std::ostream& out);

/// A cache or an index in memory that lives on the entries, in order and after they are on disk. It may be told on the
/// database's writer thread: it is quick, reads if it must, and never writes.
struct Follower {
    std::string_view name;
    std::function<void(const Entry&)> apply;
};

/// Reads on from where its followers are, whenever asked. Several may ask at once; each entry is given once, in order.
class Feed {
public:
    explicit Feed(db::Database& database) : database_(database) {}
    void add(Follower follower);
    /// Starts at this position: what came before is known already by other means (a snapshot).
    void start_at(std::int64_t position);
    /// Gives all followers the entries they have not seen. Returns the position reached.
    std::int64_t catch_up();
    /// The position reached; never waits.
    [[nodiscard]] std::int64_t seen() const { return seen_; }

private:
    struct Following {
        Follower follower;
        std::int64_t seen;
    };
    db::Database& database_;
    std::vector<Following> followers_;
    std::mutex mutex_;
    std::atomic<std::int64_t> seen_ = 0;
};

}  // namespace thingwall::journal
