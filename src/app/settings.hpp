#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"
#include "notify/types.hpp"

namespace thingwall::app {

/// What one partnership's data folder says of it, in partnership.json.
struct Settings {
    std::string folder;              ///< the data folder itself
    std::string partnership;         ///< "Wyremouth Partnership"
    std::string place;               ///< "Wyremouth"
    std::string telephone;           ///< for people who would rather talk; may be empty
    std::string reference_prefix;    ///< "WY" in "WY-2026-0187"
    std::string database;            ///< a file within the folder, or "postgresql://..."
    std::vector<std::string> hosts;  ///< host names it answers for; empty: all that no other partnership has
    bool demonstration = false;
    bool behind_tls = false;  ///< cookies are then only sent over TLS
    notify::MailSettings mail{};
    std::vector<std::string> import_hosts{};  ///< that lists of consultations may be fetched from

    /// What db::Database opens.
    [[nodiscard]] std::string address() const;
};

/// Reads FOLDER/partnership.json; a folder without one gets the defaults of a new partnership.
/// Errors: invalid, naming each field at fault.
[[nodiscard]] Result<Settings> read_settings(const std::string& folder);
/// Writes it, whole or not at all.
void write_settings(const Settings& settings);

}  // namespace thingwall::app
