#pragma once
#include "follow/follow.hpp"
#include "web/router.hpp"

namespace thingwall::follow {

struct PagesOf {
    kernel::Services services;
    Follow& follow;
    notify::Notify& post;
};
void add_pages(PagesOf of, web::Router& router);

}  // namespace thingwall::follow
