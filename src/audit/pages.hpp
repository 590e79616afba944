#pragma once
#include <string>

#include "audit/audit.hpp"
#include "audit/views.hpp"
#include "kernel/pages.hpp"

/// What the pages of an audit share.
namespace thingwall::audit {

/// What the pages need besides the deeds.
struct Inside {
    kernel::Services services;
    Auditing& deeds;
    activities::Activities& activities;
    notify::Notify& post;
};

/// Who came by a link.
struct Linked {
    Audit audit;
    Partner partner;
    std::string organisation;
};
/// Ends with 404 for a link that is none of ours, 409 when the audit is closed.
[[nodiscard]] Linked linked(const Inside& inside, const web::Request& request);
/// The frame of a link's pages: as wide as officers' pages, since they are tables, and without navigation. Whoever came
/// by the link answers for the partner, whether or not the browser is signed in as somebody.
[[nodiscard]] html::Page frame(const web::Request& request, std::string title);
/// With the foot of public pages: what is an officer's would only lead to signing in.
[[nodiscard]] web::Response show(const Inside& inside, const html::Page& page, html::Writer content, int status);
[[nodiscard]] views::Keys keys_of(const web::Request& request);
[[nodiscard]] int this_year(const Inside& inside);

/// The partner's spreadsheet: given out, read back, looked at, said.
[[nodiscard]] web::Response get_sheet(const Inside& inside, const web::Request& request);
[[nodiscard]] web::Response send_sheet(const Inside& inside, const web::Request& request);
[[nodiscard]] web::Response look_at_sheet(const Inside& inside, const web::Request& request);
[[nodiscard]] web::Response say_by_sheet(const Inside& inside, const web::Request& request);

}  // namespace thingwall::audit
