#pragma once
#include "partners/partners.hpp"
#include "web/router.hpp"

namespace thingwall::partners {

struct Partners::Inside {
    kernel::Services services;
    identity::Identity& identity;
};

void add_directory_pages(web::Router& router, Partners::Inside& inside);  ///< list and pages, also as data
void add_keeping_pages(web::Router& router, Partners::Inside& inside);    ///< what members and the coordinator change

}  // namespace thingwall::partners
