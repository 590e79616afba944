#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "html/fields.hpp"
#include "html/html.hpp"

/// What a page says to somebody: faults, outcomes, asides.
namespace thingwall::html {

/// All faults of a form, each a link to its field. Nothing when there is none. Stands above the h1.
/// `title` "There is a problem"; an error without fields shows its message alone.
void error_summary(Writer& page, const Error& error);

struct ErrorSummary {
    struct Line {
        Content text = {};
        std::optional<Href> address = {};  ///< of the field
        Attributes attributes = {};
    };
    Content title = {};
    Content description = {};
    std::vector<Line> lines = {};
    bool auto_focus = true;
    std::string classes = {};
    Attributes attributes = {};
};
void error_summary(Writer& page, const ErrorSummary& summary);

/// One fault. `hidden_words` are said before it ("Error").
void error_message(Writer& page, const Content& text, std::string_view id = {},
                   std::string_view hidden_words = "Error");

struct NotificationBanner {
    Content content = {};
    bool success = false;  ///< green; takes the focus when the page opens
    Content title = {};    ///< "Important" or "Success" when empty
    bool auto_focus = true;
    int heading_level = 2;
    std::string role = {}, title_id = {}, classes = {};
    Attributes attributes = {};
};
void notification_banner(Writer& page, const NotificationBanner& banner);

/// The outcome of a deed: the page's h1 with a reference below. `classes` "tw-confirm" on officers' pages.
struct Panel {
    Content title = {};
    Content body = {};
    int heading_level = 1;
    std::string classes = {};
    Attributes attributes = {};
};
void panel(Writer& page, const Panel& the_panel);

/// A state, in a word. `colour` "grey", "green", "turquoise", "blue", "light-blue", "purple", "pink", "red", "orange",
/// "yellow".
void tag(Writer& page, const Content& text, std::string_view colour = {});
/// Thingwall's own quieter tag: no tag for the usual state.
enum class State { plain, good, warn, bad, quiet };
void state_tag(Writer& page, State state, std::string_view word);

void inset_text(Writer& page, const Content& content, std::string_view id = {}, std::string_view classes = {});
void warning_text(Writer& page, const Content& text, std::string_view hidden_words = "Warning");

struct Details {
    Content summary = {};
    Content text = {};
    bool open = false;
    std::string id = {}, classes = {};
    Attributes attributes = {};
};
void details(Writer& page, const Details& the_details);

struct PhaseBanner {
    Content tag = {};
    Content text = {};
    std::string tag_classes = {}, classes = {};
    Attributes attributes = {};
};
void phase_banner(Writer& page, const PhaseBanner& banner);

/// Headline figures, each with its meaning (`tw-figures`).
struct Figure {
    std::string value = {}, meaning = {};
    std::optional<Href> address = {};  ///< what it counts
};
enum class FigureList { residents, officers };
void headline_figures(Writer& page, FigureList look, const std::vector<Figure>& figures);

/// A line of days, top to bottom. Officers: `tw-log`.
struct Day {
    enum class When { past, now, to_come };
    std::string iso = {};  ///< "2026-09-14"; may be empty
    std::string day = {};  ///< "Monday 14 September"
    Content deed = {};
    When when = When::to_come;
};
void line_of_days(Writer& page, const std::vector<Day>& days);  ///< residents' pages: `tw-time`
void log(Writer& page, const std::vector<Day>& days);           ///< officers' pages: `tw-log`

}  // namespace thingwall::html
