// What reads the words of documents: the first byte says which of the formats. Parts of a packed one are the bytes
// themselves, packed, or the whole file is. Whatever comes in, what comes out can be stored and is no longer than asked
// for.
#include <zip.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "library/excerpt.hpp"
#include "library/rules.hpp"
#include "library/text.hpp"

namespace {

using namespace thingwall;

std::string packed(const char* name, std::string_view text) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* bytes = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(bytes);
    zip_t* archive = zip_open_from_source(bytes, ZIP_TRUNCATE, &error);
    if (archive == nullptr) std::abort();
    const auto place = zip_file_add(archive, name, zip_source_buffer(archive, text.data(), text.size(), 0), 0);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(place), ZIP_CM_STORE, 0);
    if (zip_close(archive) != 0) std::abort();
    zip_stat_t about;
    zip_source_stat(bytes, &about);
    std::string made(about.size, '\0');
    zip_source_open(bytes);
    zip_source_read(bytes, made.data(), made.size());
    zip_source_close(bytes);
    zip_source_free(bytes);
    return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
    const library::TextLimits limits{.unpacked_bytes = 4u << 20, .ratio = 100, .parts = 100, .text_bytes = 4096};
    Result<std::string> text = invalid("");
    switch (data[0] % 5) {
        case 0:
            text = library::read_text(rest, library::Kind::text, limits);
            break;
        case 1:
            text = library::read_text(packed("word/document.xml", rest), library::Kind::docx, limits);
            break;
        case 2:
            text = library::read_text(packed("content.xml", rest), library::Kind::odt, limits);
            break;
        case 3:
            text = library::read_text(rest, library::Kind::docx, limits);
            break;
        default:
            text = library::read_text(rest, library::Kind::odt, limits);
    }
    static_cast<void>(library::kind_of(rest));
    if (!valid_utf8(library::safe_filename(rest, library::Kind::pdf))) std::abort();
    if (!text) return 0;
    if (!valid_utf8(*text) || text->find('\0') != std::string::npos || text->size() > limits.text_bytes) std::abort();
    for (const auto& piece : library::excerpt(*text, {"word", "of"}, 100).pieces)
        if (!valid_utf8(piece.text)) std::abort();
    return 0;
}
