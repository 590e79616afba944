#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/random.hpp"
#include "web/types.hpp"

namespace thingwall::web {

/// Makes the tokens that a form carries so that only our own pages can send it. A token is bound to one session by an
/// HMAC, and masked afresh for each page, so that compressing the page gives nothing away (BREACH).
class CsrfKey {
public:
    explicit CsrfKey(Random& random);                           ///< good until the program ends
    explicit CsrfKey(const std::array<std::byte, 32>& secret);  ///< shared by several servers
    [[nodiscard]] std::string token(std::string_view session, Random& random) const;

private:
    std::array<std::byte, 32> key_{};
};

/// Whether both tokens say the same under their masks. Takes the same time wherever they differ. Empty ones never do.
[[nodiscard]] bool same_token(std::string_view one, std::string_view other);

/// Whether a post came from a page of our own, as far as the browser says: Sec-Fetch-Site, else Origin against Host.
/// A program that sends neither is judged by its token alone.
[[nodiscard]] bool from_own_site(const Request& request);

}  // namespace thingwall::web
