#pragma once
#include <cstdint>

#include "activities/import.hpp"
#include "activities/views.hpp"

namespace thingwall::activities {

struct ImportView {
    std::int64_t id = 0;
    Preview preview;
    FormKeys keys;
    std::map<std::size_t, std::string> choices;
    bool all_shown = false;  ///< every change and new row, not the first of each
};
void upload_page(html::Writer& page, const FormKeys& keys, const Error& error);
void preview_page(html::Writer& page, const ImportView& view, const Lists& lists, const Error& error);

struct TakenView {
    std::string filename;
    std::int64_t added = 0, changed = 0, same = 0, left_out = 0;
};
void taken_page(html::Writer& page, const TakenView& view);

}  // namespace thingwall::activities
