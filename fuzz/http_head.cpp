// The scan of a request's head before the parser: the same wherever the network cuts it, and what it lets pass has
// neither folded lines nor bare line feeds.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "web/head.hpp"

namespace {

using thingwall::web::HeadScan;

HeadScan::Seen scan(std::string_view text, std::size_t piece, std::size_t& length) {
    HeadScan head;
    HeadScan::Seen seen = HeadScan::Seen::more;
    for (std::size_t to = 0; seen == HeadScan::Seen::more && to < text.size();) {
        to = std::min(text.size(), to + piece);
        seen = head.look(text.substr(0, to));
    }
    length = head.length();
    return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
    std::size_t whole_length = 0, piece_length = 0;
    auto whole = scan(text, text.size(), whole_length), pieces = scan(text, data[0] % 16u + 1u, piece_length);
    if (whole != pieces) std::abort();
    if (whole != HeadScan::Seen::whole) return 0;
    if (whole_length != piece_length || whole_length > text.size()) std::abort();
    std::string_view head = text.substr(0, whole_length);
    if (!head.ends_with("\r\n\r\n")) std::abort();
    for (std::size_t at = head.find('\n'); at != std::string_view::npos; at = head.find('\n', at + 1))
        if (at == 0 || head[at - 1] != '\r' || (at + 1 < head.size() && (head[at + 1] == ' ' || head[at + 1] == '\t')))
            std::abort();
    return 0;
}
