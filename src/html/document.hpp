#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "html/html.hpp"

namespace thingwall::html {

struct NavigationItem {
    std::string text, path;
    int least = 0;  ///< left out on the pages of people of a lower rank
};

/// Address of a file of ours or of the style sheets: "thingwall.css" becomes "/assets/thingwall-3f2a9c.css" where the
/// embedded files are linked in (web/static.hpp: web::asset_path), and "/assets/thingwall.css" where they are not. An
/// empty answer leaves the file out, so that a build without front end names none.
using AssetPath = std::string_view (*)(std::string_view name);
[[nodiscard]] std::string_view plain_asset_path(std::string_view name);

/// What all pages of one partnership share.
struct Site {
    std::string partnership = {};      ///< "Wyremouth Partnership"
    std::string place = {};            ///< "Wyremouth"
    std::string telephone = {};        ///< for people who would rather talk; may be empty
    std::string telephone_hours = {};  ///< "Monday to Friday, 9am to 5pm. Text relay: 18001 first."
    bool demonstration = false;
    std::vector<NavigationItem> public_navigation = {}, officer_navigation = {};
    std::vector<NavigationItem> public_footer = {},
                                officer_footer = {};  ///< "Accessibility", "Privacy", "Data to download"
    std::string kept_by = {};  ///< sentence at the foot of public pages: who keeps this; may be empty
    AssetPath asset_path = plain_asset_path;
};

enum class Frame {
    open,     ///< for residents: GOV.UK width, public navigation (mock-ups public/)
    focus,    ///< answering, receipts and faults: no navigation, 34 em
    officer,  ///< for signed-in people: 1200 wide, officer navigation (mock-ups officer/)
};

/// One page around its content.
struct Page {
    std::string title = {};  ///< of the h1; the browser's title adds the site; "Error: " is put before it when `faulty`
    Frame frame = Frame::open;
    bool wide = false;  ///< in Frame::focus: 42 em, for lists of answers and longer words
    bool faulty = false;
    std::string active = {};                       ///< path of the navigation item that this page belongs to
    std::string who = {};                          ///< "Anna Holt, NHS Wyremouth": shown with "Sign out" when not empty
    int rank = 0;                                  ///< of that person, as web::Role counts
    std::string csrf = {};                         ///< for the sign-out button
    std::optional<NavigationItem> back = {};       ///< back link above the content
    std::vector<NavigationItem> breadcrumbs = {};  ///< one without a path is the page itself
    std::vector<NavigationItem> alternates = {};   ///< the same page as data: "CSV" -> "/activities.csv"
    /// The content brings its own width containers: the home page's green field, or a lead(). Back link and breadcrumbs
    /// then stand on sand above it.
    bool lead_outside = false;
    std::string description = {};  ///< a sentence for search engines and previews; public pages
    std::string linked_data = {};  ///< JSON-LD of what the page is about, for search engines; public pages
};

/// The whole document: head, skip link, header, navigation, main, footer. The one place that names style sheets and
/// scripts.
[[nodiscard]] std::string document(const Site& site, const Page& page, Writer content);

/// The opening of a residents' page, on sand: way back, who asks, the one h1, one sentence and the one button if there
/// is one. For pages with `lead_outside`; open_container() and close_container() then stand around what follows.
struct Lead {
    std::vector<NavigationItem> breadcrumbs = {};
    Content who = {};  ///< "NHS Wyremouth asks, with the three surgeries"
    std::string title = {};
    Content text = {};    ///< a sentence; may hold a link
    Content beside = {};  ///< on the right: the button
};
void lead(Writer& content, const Lead& opening);
void open_container(Writer& content);
void close_container(Writer& content);
/// Thingwall's mark: a ring of seats, one of them speaking. Empty pages show it large.
void mark(Writer& page, std::string_view classes);

}  // namespace thingwall::html
