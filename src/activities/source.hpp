#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "activities/types.hpp"
#include "base/result.hpp"

namespace thingwall::activities {

/// What a source's files mean: said once by who brings them in, and remembered.
struct Profile {
    std::map<std::string, std::string, std::less<>> columns;  ///< folded heading -> field, or "none": left out
    bool names_in_words = false;  ///< a name that is in no list is kept in words; else the row is wrong
    bool whole_borough = false;   ///< where no area is known it is the whole borough; else the row is wrong
    bool month_of_last = false;   ///< a row with a last day alone: its month stands for both; else the row is wrong
    std::string lead;             ///< id of the body that leads where a row names none that is known
    std::string visibility;       ///< of new ones that do not say; empty: partners
    friend bool operator==(const Profile&, const Profile&) = default;
};
[[nodiscard]] std::string to_json(const Profile& profile);
/// What an older program wrote is still read; what is no profile gives an empty one.
[[nodiscard]] Profile profile_from_json(std::string_view text);

/// Where imports come from: "Council website". Each body has its own.
struct Source {
    std::int64_t id = 0;
    OrganisationId organisation;
    std::string name;
    std::string address;  ///< that it is fetched from; empty for files
    Profile profile;
};
inline constexpr std::size_t source_name_length = 80;

/// What one thing of a source became.
struct SourceItem {
    ActivityId activity;
    std::int64_t batch = 0;   ///< the last import that held it
    bool taken_back = false;  ///< with the import that brought it
};

/// What is known of a source when a file of it is looked at: what each of its identifiers is here, and those
/// activities as they are now.
struct SourceState {
    std::unordered_map<std::string, SourceItem> items;  ///< by key
    std::unordered_map<ActivityId, Activity> activities;
    std::int64_t last_batch = 0;                       ///< the last import that stands; 0 before the first
    std::unordered_map<ActivityId, std::string> kept;  ///< what is kept there and shown here, with its address
};
/// SourceItem::batch of what is gone from a list that is asked by itself, and which a person has said to keep.
inline constexpr std::int64_t kept_though_gone = -1;

/// The key of a row: its identifier in the source, else its reference, else what it says ("row:" and a digest). At most
/// 200 bytes.
[[nodiscard]] std::string key_of(std::string_view identifier, std::string_view reference, std::string_view says);
/// SHA-256 in hexadecimal.
[[nodiscard]] std::string digest_of(std::string_view bytes);

}  // namespace thingwall::activities
