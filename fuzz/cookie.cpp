// The Cookie and Content-Type headers, and the others whose values are lists.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"
#include "web/cache.hpp"
#include "web/cookies.hpp"
#include "web/csrf.hpp"
#include "web/gzip.hpp"
#include "web/multipart.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace thingwall;
    std::string_view text(reinterpret_cast<const char*>(data), size);
    web::Fields cookies = web::parse_cookies(text);
    if (cookies.pairs().size() > 50) std::abort();
    for (const auto& [name, value] : cookies.pairs())
        if (name.empty() || !valid_utf8(value)) std::abort();
    if (auto boundary = web::boundary_of(text); boundary && (boundary->empty() || boundary->size() > 70)) std::abort();
    static_cast<void>(web::takes_gzip(text));
    static_cast<void>(web::names_page(text, "W/\"j1-abc\""));
    if (web::same_token(text, "a token that was never given out")) return 0;
    return 0;
}
