#include "library/text.hpp"

#include <zip.h>

#include <cstring>
#include <memory>
#include <optional>
#include <pugixml.hpp>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "library/rules.hpp"

namespace thingwall::library {
namespace {

struct CloseZip {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

constexpr const char* broken = "The file is damaged: it does not open as a document";
constexpr const char* swollen = "The file unpacks to far more than a document holds";

// One part of a packed file, counted as it comes out: the sizes that it states may be lies.
Result<std::string> part(std::string_view bytes, const char* name, const TextLimits& limits) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source == nullptr) return invalid(broken);
    std::unique_ptr<zip_t, CloseZip> archive(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (!archive) {
        zip_source_free(source);
        return invalid(broken);
    }
    if (const auto parts = zip_get_num_entries(archive.get(), 0);
        parts < 0 || static_cast<std::size_t>(parts) > limits.parts)
        return fail(ErrorKind::too_large, swollen);
    zip_stat_t about;
    if (zip_stat(archive.get(), name, 0, &about) != 0) return invalid(broken);
    if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE)
        return invalid("The file has a password. Save it without one");
    std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive.get(), about.index, 0));
    if (!file) return invalid(broken);
    std::string text;
    char piece[65536];
    for (;;) {
        const auto read = zip_fread(file.get(), piece, sizeof piece);
        if (read < 0) return invalid(broken);
        if (read == 0) return text;
        text.append(piece, static_cast<std::size_t>(read));
        const bool inflated = text.size() > (1u << 20) && text.size() / limits.ratio > bytes.size();
        if (text.size() > limits.unpacked_bytes || inflated) return fail(ErrorKind::too_large, swollen);
    }
}

Result<std::unique_ptr<pugi::xml_document>> xml(std::string packed) {
    auto utf8 = csv::to_utf8(std::move(packed));
    if (!utf8) return invalid(broken);
    // Entities of a document type can name files and grow without end: no word processor writes one.
    if (utf8->find("<!DOCTYPE") != std::string::npos || utf8->find("<!ENTITY") != std::string::npos)
        return invalid(broken);
    auto document = std::make_unique<pugi::xml_document>();
    const auto parsed = document->load_buffer(utf8->data(), utf8->size(), pugi::parse_default | pugi::parse_ws_pcdata,
                                              pugi::encoding_utf8);
    if (parsed.status == pugi::status_out_of_memory) return fail(ErrorKind::too_large, swollen);
    if (!parsed) return invalid(broken);
    return document;
}

// Walks without recursion, so that no depth of nesting uses up the stack.
template <class Enter, class Leave>
void walk(const pugi::xml_node& root, Enter enter, Leave leave) {
    pugi::xml_node node = root.first_child();
    while (node) {
        const bool inside = enter(node);
        if (inside && node.first_child()) {
            node = node.first_child();
            continue;
        }
        leave(node);
        while (node && !node.next_sibling()) {
            node = node.parent();
            if (!node || node == root) return;
            leave(node);
        }
        node = node.next_sibling();
    }
}

bool is(const pugi::xml_node& node, const char* name) {
    return std::strcmp(node.name(), name) == 0;
}

// ECMA-376, part 1, 17.3: runs of text in paragraphs. What was deleted and field codes are no text.
std::string words_of_docx(const pugi::xml_document& document, std::size_t most) {
    std::string text;
    walk(
        document,
        [&](const pugi::xml_node& node) {
            if (text.size() > most) return false;
            if (is(node, "w:tab") || is(node, "w:br") || is(node, "w:cr")) text += ' ';
            if (is(node, "w:t")) text += node.text().get();
            return !is(node, "w:t") && !is(node, "w:delText") && !is(node, "w:instrText");
        },
        [&](const pugi::xml_node& node) {
            if (is(node, "w:p")) text += '\n';
        });
    return text;
}

// OASIS OpenDocument 1.2, part 1, 5 and 6: paragraphs and headings. Comments and deletions that are tracked are no
// text.
std::string words_of_odt(const pugi::xml_document& document, std::size_t most) {
    std::string text;
    const auto body = document.child("office:document-content").child("office:body");
    walk(
        body,
        [&](const pugi::xml_node& node) {
            if (text.size() > most) return false;
            if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) text += node.value();
            if (is(node, "text:s") || is(node, "text:tab") || is(node, "text:line-break")) text += ' ';
            return !is(node, "office:annotation") && !is(node, "text:tracked-changes");
        },
        [&](const pugi::xml_node& node) {
            if (is(node, "text:p") || is(node, "text:h")) text += '\n';
        });
    return text;
}

}  // namespace

Result<std::string> read_text(std::string_view bytes, Kind kind, const TextLimits& limits) {
    std::string words;
    if (kind == Kind::text) {
        auto utf8 = csv::to_utf8(std::string(bytes));
        if (!utf8) return invalid(broken);
        words = std::move(*utf8);
    } else if (kind == Kind::docx || kind == Kind::odt) {
        auto packed = part(bytes, kind == Kind::docx ? "word/document.xml" : "content.xml", limits);
        if (!packed) return std::unexpected(packed.error());
        auto document = xml(std::move(*packed));
        if (!document) return std::unexpected(document.error());
        words = kind == Kind::docx ? words_of_docx(**document, limits.text_bytes)
                                   : words_of_odt(**document, limits.text_bytes);
    } else {
        return invalid("A PDF is read by pdftotext");
    }
    return clean(words, limits.text_bytes);
}

}  // namespace thingwall::library
