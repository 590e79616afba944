#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "forums/forums.hpp"
#include "forums/pdf.hpp"
#include "forums/views.hpp"
#include "web/router.hpp"

namespace thingwall::forums {

/// What the pages of groups and meetings share.
struct Forums::Inside {
    Inside(kernel::Services its_services, identity::Identity& its_identity, activities::Activities& its_activities,
           overlap::Overlaps& its_overlaps, StyleSheet its_style_sheet, std::string chromium)
        : services(its_services),
          identity(its_identity),
          activities(its_activities),
          overlaps(its_overlaps),
          style_sheet(its_style_sheet),
          printer(std::move(chromium)) {}
    kernel::Services services;
    identity::Identity& identity;
    activities::Activities& activities;
    overlap::Overlaps& overlaps;
    StyleSheet style_sheet;
    PdfPrinter printer;
};

[[nodiscard]] Date today_of(const Forums::Inside& inside);
[[nodiscard]] std::string short_name_of(Forums::Inside& inside, OrganisationId body);
[[nodiscard]] std::vector<views::ActionView> with_bodies(Forums::Inside& inside, std::vector<Action> actions,
                                                         Date today);

void add_forum_pages(Forums::Inside& inside, web::Router& router);    ///< groups
void add_meeting_pages(Forums::Inside& inside, web::Router& router);  ///< meetings, attendance, minutes, actions
void add_pack_pages(Forums::Inside& inside, web::Router& router);     ///< agenda packs

}  // namespace thingwall::forums
