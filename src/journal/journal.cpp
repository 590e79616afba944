#include "journal/journal.hpp"

#include <sodium.h>

#include <algorithm>

#include "db/db.hpp"
#include "journal/digest.hpp"
#include "journal/store.hpp"

namespace thingwall::journal {

namespace {

constexpr std::size_t longest_deed = 100;

/// A deed is one of our own words, never what somebody typed: the journal holds no personal text.
void check_deed(std::string_view deed) {
    bool ours = !deed.empty() && deed.size() <= longest_deed && std::ranges::all_of(deed, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
    });
    if (!ours)
        throw db::Failure(db::Failure::Cause::misuse,
                          "a journalled deed is a word like activity.registered, not \"" + std::string(deed) + '"');
}

std::array<std::byte, 32> fresh_salt() {
    static const int ready = sodium_init();
    if (ready < 0) throw db::Failure(db::Failure::Cause::broken, "the machine gives no random numbers");
    std::array<std::byte, 32> salt;
    randombytes_buf(salt.data(), salt.size());
    return salt;
}

}  // namespace

std::int64_t record(db::Transaction& tx, By by, std::string_view deed, std::int64_t subject, std::string_view content) {
    check_deed(deed);
    auto [position, before] = take_place(tx);
    auto salt = fresh_salt();
    Entry entry{.position = position,
                .at = tx.now(),
                .actor = by.person,
                .organisation = by.organisation,
                .deed = std::string(deed),
                .subject = subject,
                .commitment = commitment(salt, content),
                .before = before};
    entry.digest = leaf_digest(canonical_bytes(entry));
    insert(tx, entry, salt);
    return position;
}

}  // namespace thingwall::journal
