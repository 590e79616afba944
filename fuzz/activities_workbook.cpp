// The parts inside an .xlsx: the bytes are cut at NULs into the sheet, its shared texts, the styles, the list of sheets
// and the list of parts, and packed. Whatever they hold, what is read is text that can be stored.
#include <zip.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "activities/sheet.hpp"
#include "base/text.hpp"

namespace {

using namespace thingwall;

struct Part {
    const char* name;
    std::string_view text;
};

std::string packed(const Part* parts, std::size_t count) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* bytes = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(bytes);
    zip_t* archive = zip_open_from_source(bytes, ZIP_TRUNCATE, &error);
    if (archive == nullptr) std::abort();
    for (std::size_t i = 0; i < count; ++i) {
        auto* part = zip_source_buffer(archive, parts[i].text.data(), parts[i].text.size(), 0);
        auto place = zip_file_add(archive, parts[i].name, part, 0);
        zip_set_file_compression(archive, static_cast<zip_uint64_t>(place), ZIP_CM_STORE, 0);
    }
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

void can_be_stored(const std::string& cell) {
    if (!valid_utf8(cell) || cell.find('\0') != std::string::npos) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    Part parts[] = {
        {"xl/worksheets/sheet1.xml", {}},
        {"xl/sharedStrings.xml", "<sst><si><t>Title</t></si></sst>"},
        {"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
        {"xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" r:id=\"rId1\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"}};
    for (Part& part : parts) {
        part.text = rest.substr(0, rest.find('\0'));
        rest.remove_prefix(part.text.size());
        if (rest.empty()) break;
        rest.remove_prefix(1);
    }
    activities::SheetLimits limits{
        .file_bytes = 1u << 20, .unpacked_bytes = 4u << 20, .ratio = 100, .parts = 100, .rows = 1000, .columns = 100};
    auto sheet = activities::read_sheet(packed(parts, std::size(parts)), limits);
    if (!sheet) {
        can_be_stored(sheet.error().message);
        return 0;
    }
    can_be_stored(sheet->name);
    for (const auto& heading : sheet->headings) can_be_stored(heading);
    for (const auto& row : sheet->rows) {
        if (row.size() > sheet->headings.size()) std::abort();
        for (const auto& cell : row) can_be_stored(cell);
    }
    return 0;
}
