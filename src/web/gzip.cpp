#include "web/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <memory>
#include <new>

namespace thingwall::web {

std::string gzip(std::string_view bytes, int level) {
    z_stream stream{};
    constexpr int gzip_window = 15 + 16;  // the largest window, in a gzip frame
    if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
    std::unique_ptr<z_stream, int (*)(z_stream*)> ended(&stream, &deflateEnd);
    std::string out(bytes.size(), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) return {};  // no room: it would not be smaller
    out.resize(stream.total_out);
    return out;
}

bool takes_gzip(std::string_view accept_encoding) {
    while (!accept_encoding.empty()) {
        std::string_view one = accept_encoding.substr(0, accept_encoding.find(','));
        accept_encoding.remove_prefix(std::min(accept_encoding.size(), one.size() + 1));
        while (one.starts_with(' ')) one.remove_prefix(1);
        if (!one.starts_with("gzip") && !one.starts_with("*")) continue;
        std::size_t weight = one.find("q=");
        if (weight == std::string_view::npos) return true;
        // "q=0", "q=0.0", "q=0.000" all mean never.
        return one.substr(weight + 2).find_first_of("123456789") != std::string_view::npos;
    }
    return false;
}

bool is_text(std::string_view type) {
    for (std::string_view kind :
         {"text/", "application/json", "application/geo+json", "application/atom+xml", "application/xml",
          "application/javascript", "application/manifest+json", "image/svg+xml"})
        if (type.starts_with(kind)) return true;
    return false;
}

}  // namespace thingwall::web
