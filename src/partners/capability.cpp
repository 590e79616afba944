#include "partners/pages.hpp"

namespace thingwall::partners {

Partners::Partners(kernel::Services services, identity::Identity& identity)
    : inside_(std::make_unique<Inside>(Inside{services, identity})) {}
Partners::~Partners() = default;

void Partners::add_routes(web::Router& router) {
    add_directory_pages(router, *inside_);
    add_keeping_pages(router, *inside_);
}

}  // namespace thingwall::partners
