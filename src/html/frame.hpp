#pragma once
#include "html/document.hpp"

/// What stands around the content of a page: document() puts it together. Not for pages.
namespace thingwall::html::frame {

void skip_to_main(Writer& out);
void around_open(Writer& out, const Site& site, const Page& page, const Writer& content);
void around_focus(Writer& out, const Site& site, const Page& page, const Writer& content);
void around_officer(Writer& out, const Site& site, const Page& page, const Writer& content);

void sign_out(Writer& out, const Page& page);
/// Where the mark leads: the residents' home; for whoever is signed in the first of the pages that are theirs.
[[nodiscard]] std::string home_of(const Site& site, const Page& page);
[[nodiscard]] bool is_active(const NavigationItem& item, const Page& page);
void ways_back(Writer& out, const Page& page);
void same_as_data(Writer& out, const Page& page);

}  // namespace thingwall::html::frame
