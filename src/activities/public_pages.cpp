#include "activities/codes.hpp"
#include "activities/filter.hpp"
#include "activities/inside.hpp"
#include "base/text.hpp"
#include "kernel/pages.hpp"

#include <fmt/format.h>

namespace thingwall::activities {

web::Response public_list_page(Activities::Inside& inside, const web::Request& request) {
    AskedFor asked = filter_of(inside, request);
    if (asked.filter.statuses.empty()) asked.filter.statuses = {Status::open};
    Listing listing = inside.face.public_list(asked.filter);
    html::Page page = kernel::page(request, "What is open", "/activities");
    html::Writer content;
    content.markup("<h1 class=\"govuk-heading-l\">What is open</h1>\n");
    if (listing.rows.empty()) content.markup("<p class=\"govuk-body\">Nothing is open just now.</p>\n");
    content.markup("<ul class=\"govuk-list\">\n");
    for (const auto& row : listing.rows)
        content.markup("<li>")
            .link(html::Href::of("/activities", row->id.value()), row->title)
            .text(fmt::format(", until {}. {} asks.", long_date(row->last, inside.face.today().year()),
                              inside.lists.organisation(row->lead)))
            .markup("</li>\n");
    content.markup("</ul>\n");
    return kernel::show(inside.services, page, std::move(content));
}

web::Response public_activity_page(Activities::Inside& inside, const web::Request& request, const Activity& activity) {
    html::Page page = kernel::page(request, activity.title, "/activities");
    html::Writer content;
    content.markup("<h1 class=\"govuk-heading-l\">")
        .text(activity.title)
        .markup("</h1>\n<p class=\"govuk-body\">")
        .text(activity.purpose)
        .markup("</p>\n");
    content.markup("<p class=\"govuk-body\">")
        .text(fmt::format("{} asks, {}.", inside.lists.organisation(activity.lead),
                          dates_in_words(activity, inside.face.today().year())))
        .markup("</p>\n");
    return kernel::show(inside.services, page, std::move(content));
}

void add_public_routes(Activities::Inside&, web::Router&) {}

}  // namespace thingwall::activities
