#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "activities/inside.hpp"
#include "html/html.hpp"

/// A sheet of A4 to hang up: what is asked, how to answer, a short address and its code to photograph.
namespace thingwall::activities {

/// A QR code (ISO/IEC 18004) of so many modules a side; `dark` row by row, without the quiet border.
struct QrCode {
    int side = 0;
    std::vector<bool> dark;
};
/// The smallest code for a text, of which a quarter may be lost (level Q). Nothing for one that is too long.
[[nodiscard]] std::optional<QrCode> qr_code(const std::string& text);

struct PosterView {
    Activity activity;
    std::string lead, who, where, how, other_ways;
    std::string address;  ///< "engage.wyremouth.example/a/WY-2026-0187": as people type it
    std::optional<QrCode> code;
    int this_year = 0;
};
void poster_page(html::Writer& page, const PosterView& view);

void add_poster_routes(Activities::Inside& inside, web::Router& router);

}  // namespace thingwall::activities
