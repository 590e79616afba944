#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "html/html.hpp"

/// Ways around. Header, footer, navigation, skip link and breadcrumbs of whole pages are written by document().
namespace thingwall::html {

struct Crumb {
    Content text = {};
    std::optional<Href> address = {};  ///< none for the page itself
    Attributes attributes = {};
};
struct Breadcrumbs {
    std::vector<Crumb> items = {};
    bool collapse_on_mobile = false;
    std::string label = "Breadcrumb", classes = {};
    Attributes attributes = {};
};
void breadcrumbs(Writer& page, const Breadcrumbs& crumbs);

void back_link(Writer& page, const Href& address, const Content& words = "Back", std::string_view classes = {},
               const Attributes& attributes = {});
void skip_link(Writer& page, const Href& address, const Content& words, std::string_view classes = {},
               const Attributes& attributes = {});

struct PageLink {
    std::string number = {};
    std::optional<Href> address = {};
    bool current = false, ellipsis = false;
    std::string hidden_words = {};  ///< "Page 3" when empty
    Attributes attributes = {};
};
struct PageStep {
    Href address;
    Content text = {};   ///< "Previous" or "Next", with " page" hidden, when empty
    Content label = {};  ///< what is there: "Applying for a licence"
    Attributes attributes = {};
};
struct Pagination {
    std::optional<PageStep> previous = {}, next = {};
    std::vector<PageLink> items = {};
    std::string landmark = {}, classes = {};  ///< "Pagination" when empty
    Attributes attributes = {};
};
void pagination(Writer& page, const Pagination& the_pages);

/// "Showing 51 to 100 of 214" and the numbers of the pages around the current one. Nothing when all is on one page.
struct PageOfMany {
    std::int64_t page = 1, per_page = 50, total = 0;
    std::function<Href(std::int64_t page)> address = {};
    std::string what = {};  ///< of what, in the plural: "activities"
};
void page_numbers(Writer& page, const PageOfMany& many);

/// "Next page" and "Previous page" for lists that are read by position rather than number.
void previous_and_next(Writer& page, const std::optional<Href>& previous, const std::optional<Href>& next);

struct HeaderLink {
    Content text = {};
    std::optional<Href> address = {};
    bool current = false, active = false;  ///< this very page; the part of the site that it is in
};
struct ServiceNavigation {
    std::vector<HeaderLink> items = {};
    std::string service = {};
    std::optional<Href> service_address = {};
    std::string label = {}, navigation_label = {}, navigation_id = "navigation", navigation_classes = {}, classes = {};
    std::string menu_words = "Menu", menu_label = {};
    std::optional<bool> collapse_on_mobile = {};
    Attributes attributes = {};
};
void service_navigation(Writer& page, const ServiceNavigation& navigation);

struct GenericHeader {
    Content logo = {};
    Href address{"/"};
    std::string container_classes = "govuk-width-container", classes = {};
    Attributes attributes = {};
};
void generic_header(Writer& page, const GenericHeader& header);

/// The steps of a form that has several: officers see their names, residents a dot for each.
struct Steps {
    std::vector<std::string> names = {};
    std::size_t current = 0;  ///< from 0
};
void named_steps(Writer& page, const Steps& steps);  ///< "1. What  2. Who": officers
void dotted_steps(Writer& page, std::size_t current,
                  std::size_t how_many);  ///< "Question 3 of 8": residents; current from 1

}  // namespace thingwall::html
