#pragma once
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Checks an export of a journal without the server, its code or its database: whoever holds this program and a root
/// that was published earlier need not trust whoever runs the server. It shares no code with the rest of src/.
namespace verify {

/// What somebody wrote down earlier: how many entries there were, and the root of the tree over them.
struct Checkpoint {
    std::int64_t size = 0;
    std::string root;  ///< 64 hexadecimal digits
};
/// Reads "1200:5dc9da79..."; nothing when it is not of that form.
[[nodiscard]] std::optional<Checkpoint> parse_checkpoint(std::string_view text);

struct Outcome {
    enum class Verdict { holds, broken, unreadable };
    Verdict verdict = Verdict::unreadable;
    std::string fault;      ///< the first thing that is wrong, and in which line; empty when it holds
    std::int64_t size = 0;  ///< entries read
    std::string root;       ///< over them, as computed here
};

/// Reads a whole export. It holds when every digest is that of its entry, every entry carries the digest before it,
/// positions run 1, 2, 3, ... without a gap, the last line's size and root are those of the entries, and the tree over
/// the first entries has each checkpoint's root (so what was there then is there still, unchanged and in order).
[[nodiscard]] Outcome check(std::istream& in, const std::vector<Checkpoint>& checkpoints = {});

}  // namespace verify
