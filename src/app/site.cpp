#include "app/site.hpp"

#include "web/static.hpp"

namespace thingwall::app {

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
    site.officer_navigation = {{"Plan an engagement", "/plan"},
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
                           {"What becomes public", "/privacy"},
                           {"Accessibility", "/accessibility"},
                           {"Data to download", "/data"}};
    site.asset_path = web::asset_path;
    return site;
}

}  // namespace thingwall::app
