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

/// What all pages of one partnership share.
struct Site {
    std::string partnership;  ///< "Wyremouth Partnership"
    std::string place;        ///< "Wyremouth"
    std::string telephone;    ///< for people who would rather talk; may be empty
    bool demonstration = false;
    std::vector<NavigationItem> public_navigation, officer_navigation;
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
    std::string active;  ///< path of the navigation item that this page belongs to
    std::string who;     ///< "Anna Holt, NHS Wyremouth": shown with "Sign out" when not empty
    std::string csrf;    ///< for the sign-out button
    std::optional<NavigationItem> back;  ///< back link above the content
    std::vector<NavigationItem> breadcrumbs;
    std::vector<NavigationItem> alternates;  ///< the same page as data: "CSV" -> "/activities.csv"
    bool lead_outside = false;  ///< the content brings its own width containers (home page's green field)
};

/// The whole document: head, skip link, header, navigation, main, footer. The one place that names style sheets and scripts.
[[nodiscard]] std::string document(const Site& site, const Page& page, Writer content);

}  // namespace thingwall::html
