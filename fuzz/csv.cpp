// Hostile CSV: whatever comes in, rows keep inside the limits, and what we write reads back the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "base/text.hpp"

using namespace thingwall;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

using Rows = std::vector<std::vector<std::string>>;

bool read_all(std::string_view text, csv::Limits limits, Rows& rows) {
    csv::Reader reader(text, limits);
    std::vector<std::string_view> fields;
    std::size_t last_line = 0;
    for (;;) {
        auto more = reader.next(fields);
        if (!more) return false;
        if (!*more) return true;
        require(!fields.empty() && fields.size() <= limits.columns);
        require(reader.line() > last_line);
        last_line = reader.line();
        for (auto field : fields) require(field.size() <= limits.field_bytes);
        rows.emplace_back(fields.begin(), fields.end());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    csv::Limits limits{.bytes = 1u << 20, .columns = 20, .field_bytes = 200};

    Rows rows;
    if (read_all(bytes, limits, rows) && !rows.empty()) {
        // One row of commas first, so that the separator is found to be the comma again.
        std::string written = std::string(limits.columns - 1, ',') + "\n";
        for (const auto& row : rows) csv::append_row(written, row, csv::Guard::nothing);
        Rows again;
        require(read_all(written, {}, again));
        again.erase(again.begin());
        require(again == rows);
    }

    auto text = csv::to_utf8(std::string(bytes));
    if (text) {
        require(valid_utf8(*text));
        if (auto table = csv::read_table(*text, limits)) {
            require(table->rows.size() == table->lines.size());
            for (const auto& row : table->rows) require(row.size() == table->headings.size());
        }
    }
    return 0;
}
