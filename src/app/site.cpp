#include "app/site.hpp"

#include "web/static.hpp"
#include "web/types.hpp"

namespace thingwall::app {
namespace {

constexpr int rank_of(web::Role role) {
    return static_cast<int>(role);
}

}  // namespace

html::Site site_of(const Settings& settings) {
    html::Site site;
    site.partnership = settings.partnership;
    site.place = settings.place;
    site.telephone = settings.telephone;
    site.demonstration = settings.demonstration;
    site.public_navigation = {{"Open near you", "/near"},
                              {"All that is open", "/activities"},
                              {"What was asked before", "/search"},
                              {"Areas", "/places"},
                              {"Who asks", "/partners"}};
    site.officer_navigation = {{"Desk", "/desk"},
                               {"Plan an engagement", "/plan", rank_of(web::Role::officer)},
                               {"Register", "/activities"},
                               {"Already asked", "/search"},
                               {"Overlaps", "/overlaps"},
                               {"Asking both leads", "/challenges"},
                               {"Forward plan", "/forward-plan"},
                               {"Burden", "/burden"},
                               {"Meetings", "/forums"},
                               {"Places", "/places"},
                               {"Partners", "/partners"}};
    site.public_footer = {{"How to engage", "/toolkit"},
                          {"Accessibility", "/accessibility"},
                          {"Privacy", "/privacy"},
                          {"Data to download", "/data"},
                          {"Sign in for partners", "/sign-in"}};
    site.officer_footer = {{"Toolkit", "/toolkit"},
                           {"Your account", "/account"},
                           {"Subjects and people", "/subjects"},
                           {"Bring in a file", "/activities/import", rank_of(web::Role::officer)},
                           {"Engagement audits", "/audits", rank_of(web::Role::coordinator)},
                           {"Invitations", "/people/invitations", rank_of(web::Role::coordinator)},
                           {"People", "/people", rank_of(web::Role::administrator)},
                           {"What becomes public", "/privacy"},
                           {"Accessibility", "/accessibility"},
                           {"Data to download", "/data"}};
    site.asset_path = web::asset_path;
    return site;
}

}  // namespace thingwall::app
