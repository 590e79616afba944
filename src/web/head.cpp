#include "web/head.hpp"

namespace thingwall::web {

namespace {
/// A method is a token, and all in use are capital letters: a TLS handshake sent to the wrong port is not waited for.
bool begins_a_method(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
}  // namespace

HeadScan::Seen HeadScan::look(std::string_view bytes) {
    if (at_ == 0 && !bytes.empty() && !begins_a_method(bytes[0])) return Seen::malformed;
    while (at_ < bytes.size()) {
        std::size_t end = bytes.find('\n', at_);
        bool folded = line_ > 0 && line_ < bytes.size() && (bytes[line_] == ' ' || bytes[line_] == '\t');
        if (folded) return Seen::malformed;
        if (end == std::string_view::npos) {
            at_ = bytes.size();
            return Seen::more;
        }
        if (end == line_ || bytes[end - 1] != '\r') return Seen::malformed;
        at_ = end + 1;
        if (end == line_ + 1) return line_ == 0 ? Seen::malformed : Seen::whole;
        line_ = at_;
    }
    return Seen::more;
}

}  // namespace thingwall::web
