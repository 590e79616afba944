#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "html/html.hpp"

namespace thingwall::html {

struct NavigationItem {
    std::string text, path;
};

/// Address of a file of ours or of the style sheets: "thingwall.css" becomes "/assets/thingwall-3f2a9c.css" where the
/// embedded files are linked in (web/static.hpp: web::asset_path), and "/assets/thingwall.css" where they are not. An
/// empty answer leaves the file out, so that a build without front end names none.
using AssetPath = std::string_view (*)(std::string_view name);
[[nodiscard]] std::string_view plain_asset_path(std::string_view name);

/// What all pages of one partnership share.
struct Site {
    std::string partnership;  ///< "Wyremouth Partnership"
    std::string place;        ///< "Wyremouth"
    std::string telephone;    ///< for people who would rather talk; may be empty
    bool demonstration = false;
    std::vector<NavigationItem> public_navigation, officer_navigation;
    std::vector<NavigationItem> public_footer, officer_footer;  ///< "Accessibility", "Privacy", "Data to download"
    std::string kept_by;  ///< sentence at the foot of public pages: who keeps this; may be empty
    AssetPath asset_path = plain_asset_path;
};

enum class Frame {
    open,     ///< for residents: GOV.UK width, public navigation (mock-ups public/)
    focus,    ///< answering, receipts and faults: no navigation, 34 em
    officer,  ///< for signed-in people: 1200 wide, officer navigation (mock-ups officer/)
};

/// One page around its content.
struct Page {
    std::string title;  ///< of the h1; the browser's title adds the site; "Error: " is put before it when `faulty`
    Frame frame = Frame::open;
    bool faulty = false;
    std::string active;                  ///< path of the navigation item that this page belongs to
    std::string who;                     ///< "Anna Holt, NHS Wyremouth": shown with "Sign out" when not empty
    std::string csrf;                    ///< for the sign-out button
    std::optional<NavigationItem> back;  ///< back link above the content
    std::vector<NavigationItem> breadcrumbs;
    std::vector<NavigationItem> alternates;  ///< the same page as data: "CSV" -> "/activities.csv"
    bool lead_outside = false;               ///< the content brings its own width containers (home page's green field)
};

/// The whole document: head, skip link, header, navigation, main, footer. The one place that names style sheets and
/// scripts.
[[nodiscard]] std::string document(const Site& site, const Page& page, Writer content);

}  // namespace thingwall::html
