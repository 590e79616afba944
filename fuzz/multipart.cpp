// A form sent as multipart/form-data, in pieces whose size the first byte says: it must read alike whole and in pieces.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "web/multipart.hpp"

namespace {

using thingwall::web::Multipart;

bool read(Multipart& form, std::string_view text, std::size_t piece) {
    for (; !text.empty(); text.remove_prefix(std::min(piece, text.size())))
        if (!form.take(text.substr(0, piece))) return false;
    return form.finish().has_value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    std::string text = "--XX\r\n";
    text.append(reinterpret_cast<const char*>(data + 1), size - 1);
    thingwall::web::BodySettings settings{.fields = {.fields = 20, .field_bytes = 200, .parts = 5},
                                          .upload_memory = 50};
    Multipart whole("XX", settings), pieces("XX", settings);
    bool fits = read(whole, text, text.size());
    if (fits != read(pieces, text, data[0] % 64u + 1u)) std::abort();
    if (!fits) return 0;
    if (whole.fields().pairs() != pieces.fields().pairs()) std::abort();
    if (whole.uploads().size() != pieces.uploads().size()) std::abort();
    for (std::size_t n = 0; n < whole.uploads().size(); ++n) {
        auto one = whole.uploads()[n].read(1 << 20), other = pieces.uploads()[n].read(1 << 20);
        if (!one || !other || *one != *other || one->size() != whole.uploads()[n].size) std::abort();
        if (whole.uploads()[n].filename.find('/') != std::string::npos) std::abort();
    }
    return 0;
}
