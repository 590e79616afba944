// The address and the query of a request: whatever comes is taken apart or refused, and what is taken keeps what it
// promises.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"
#include "kernel/paging.hpp"
#include "web/url.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace thingwall;
    std::string_view text(reinterpret_cast<const char*>(data), size);
    auto target = web::parse_target(text);
    if (target && (target->path.empty() || target->path[0] != '/' || !valid_utf8(target->path))) std::abort();
    if (target && target->path.find('\0') != std::string::npos) std::abort();
    if (target) {
        web::Request request;
        request.query = target->query;
        kernel::Paging asked = kernel::paging(request);
        if (asked.offset() < 0 || asked.limit() < 1 || asked.limit() > 200) std::abort();
        asked.keep_within(120);
        if (asked.offset() >= 120) std::abort();
    }
    if (web::valid_host(text) && web::host_name(text).size() > text.size()) std::abort();
    if (auto decoded = web::percent_decode(web::percent_encode(text)); !decoded || *decoded != text) std::abort();
    return 0;
}
