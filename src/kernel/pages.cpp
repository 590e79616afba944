#include "kernel/pages.hpp"

#include <utility>

namespace thingwall::kernel {

html::Page page(const web::Request& request, std::string title, std::string_view active) {
    html::Page page;
    page.title = std::move(title);
    page.active = active;
    page.csrf = request.csrf;
    if (request.actor.signed_in()) {
        page.frame = html::Frame::officer;
        page.rank = static_cast<int>(request.actor.role);
        page.who = request.actor.name + ", " + request.actor.organisation_name;
    }
    return page;
}

html::Page focus_page(const web::Request& request, std::string title) {
    html::Page page = kernel::page(request, std::move(title));
    page.frame = html::Frame::focus;
    return page;
}

web::Response show(const Services& services, const html::Page& page, html::Writer content, int status) {
    return web::html(status, html::document(services.site, page, std::move(content)));
}

void refuse(const Error& error) {
    throw web::Refusal{web::status_of(error.kind), error};
}

}  // namespace thingwall::kernel
