#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/postcode.hpp"
#include "places/report.hpp"
#include "places/types.hpp"

namespace thingwall::places {

/// Where each postcode lies. Sorted by key; 12 bytes a postcode and a table of where each run of keys begins, so that
/// a lookup touches two places in memory. Never changes after it is made.
class Postcodes {
public:
    struct Entry {
        std::uint32_t key = 0;             ///< Postcode::key()
        std::int32_t east = 0, north = 0;  ///< metres
        std::int32_t ended = 0;            ///< year * 100 + month in which it went out of use; 0 while in use
    };

    Postcodes() = default;
    /// Entries in any order; of two with one key the one in use wins, then the later.
    explicit Postcodes(std::vector<Entry> entries);

    [[nodiscard]] std::size_t size() const { return keys_.size(); }
    [[nodiscard]] std::optional<Point> find(const Postcode& postcode) const;
    /// Year and month in which it went out of use (201407); nothing while it is in use or not known.
    [[nodiscard]] std::optional<std::int32_t> ended(const Postcode& postcode) const;
    /// The n-th postcode in order of keys.
    [[nodiscard]] Entry at(std::size_t n) const;
    [[nodiscard]] std::size_t bytes_in_memory() const;

    /// One block of bytes that from_bytes() reads back; with a checksum. Little-endian.
    [[nodiscard]] std::string to_bytes() const;
    /// Errors: invalid when the bytes are cut short or changed.
    [[nodiscard]] static Result<Postcodes> from_bytes(std::string_view bytes);

private:
    void index();
    [[nodiscard]] std::optional<std::size_t> place(std::uint32_t key) const;

    struct Spot {
        std::int32_t east, north;
    };
    std::vector<std::uint32_t> keys_;
    std::vector<Spot> spots_;
    std::vector<std::pair<std::uint32_t, std::int32_t>> ended_;  // sorted by key; few
    std::vector<std::uint32_t> starts_;                          // first place whose key has these leading bits
    int shift_ = 32;
};

/// Reads Code-Point Open (with its headings, or without any as it is delivered) and ONSPD or NSPL (by header). Rows
/// without a place (quality 90; PO boxes of Northern Ireland) are left out and counted. Errors: every row at fault.
[[nodiscard]] Result<Postcodes> read_postcodes(std::string_view bytes, Report& report);

}  // namespace thingwall::places
