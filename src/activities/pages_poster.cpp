#include <qrencode.h>

#include <memory>

#include <fmt/format.h>

#include "activities/codes.hpp"
#include "activities/poster.hpp"
#include "base/text.hpp"
#include "kernel/pages.hpp"

namespace thingwall::activities {

std::optional<QrCode> qr_code(const std::string& text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_Q),
                                                               &QRcode_free);
    if (!made) return std::nullopt;
    QrCode code{made->width, {}};
    code.dark.reserve(static_cast<std::size_t>(code.side) * static_cast<std::size_t>(code.side));
    for (int i = 0; i < code.side * code.side; ++i) code.dark.push_back((made->data[i] & 1) != 0);
    return code;
}

namespace {

web::Response poster(Activities::Inside& inside, const web::Request& request) {
    auto activity = inside.face.find(ActivityId{request.id()}, viewer_of(request));
    if (!activity) web::not_found();
    PosterView view;
    view.lead = inside.lists.organisation(activity->lead);
    view.who = who_in_words(activity->audience, inside.lists);
    view.where = where_in_words(activity->footprint, inside.lists);
    view.how = how_in_words(activity->methods);
    std::vector<std::string> ways;
    for (const auto& way : activity->other_ways) ways.emplace_back(label_of(other_ways(), way));
    view.other_ways = listed(ways);
    if (!activity->other_ways_words.empty())
        view.other_ways += (view.other_ways.empty() ? "" : ": ") + activity->other_ways_words;
    view.address = fmt::format("{}/a/{}", request.host, activity->reference);
    view.code = qr_code(fmt::format("{}://{}", request.secure ? "https" : "http", view.address));
    view.this_year = inside.face.today().year();
    view.activity = std::move(*activity);
    html::Writer content;
    poster_page(content, view);
    auto page = kernel::focus_page(request, "Poster: " + view.activity.title);
    page.back = html::NavigationItem{"Back to the activity", fmt::format("/activities/{}", view.activity.id.value())};
    return kernel::show(inside.services, page, std::move(content));
}

}  // namespace

void add_poster_routes(Activities::Inside& inside, web::Router& router) {
    router.get("/activities/{id}/poster", web::Access::anyone,
               [&inside](const web::Request& request) { return poster(inside, request); });
}

}  // namespace thingwall::activities
