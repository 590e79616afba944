#pragma once
#include <string>
#include <string_view>

#include "html/components.hpp"

/// Pieces that several pages of identity begin with.
namespace thingwall::identity::views {

inline void h1(html::Writer& page, std::string_view words) {
    page.markup("<h1 class=\"govuk-heading-l\">").text(words).markup("</h1>\n");
}

inline void paragraph(html::Writer& page, std::string_view words) {
    page.markup("<p class=\"govuk-body\">").text(words).markup("</p>\n");
}

/// What was just done, in green; nothing when there is nothing to say.
inline void done_banner(html::Writer& page, std::string_view done) {
    if (done.empty()) return;
    html::Writer words(256);
    words.markup("<p class=\"govuk-notification-banner__heading\">").text(done).markup("</p>");
    html::notification_banner(page, {.content = std::move(words), .success = true});
}

/// Tells a password manager whose password it is.
inline void whose_password(html::Writer& form, std::string_view email) {
    form.open("<input type=\"text\" name=\"username\" autocomplete=\"username\" hidden readonly>", {{"value", email}})
        .markup("\n");
}

}  // namespace thingwall::identity::views
