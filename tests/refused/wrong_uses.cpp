// Uses that must not compile, one for each CASE; CASE 0 is how each is meant, and must compile. ctest runs the compiler
// on each and looks for the reason that it gives (cmake/Refused.cmake).
#include <string>

#include "base/id.hpp"
#include "db/db.hpp"
#include "html/form.hpp"
#include "html/html.hpp"

namespace thingwall {

std::string typed = "<b>what somebody typed</b>";
static char buffer[] = "<b>a buffer that may change</b>";

void who(PersonId) {}

void pages(html::Writer& page) {
    (void)buffer;
#if CASE == 0
    page.markup("<p>").text(typed).markup("</p>");
    page.open("<p>", {{"title", typed}}).markup("</p>");
    page.link(html::Href::path(typed), "words");
    page.link({"/activities"}, "words");
    html::form(page, {.action = {"/activities"}, .csrf = typed}, [](html::Writer&) {});
    who(PersonId{1});
#elif CASE == 1
    page.markup(typed);
#elif CASE == 2
    page.markup(typed.c_str());
#elif CASE == 3
    page.markup(buffer);
#elif CASE == 4
    page.markup("<a href=\"").text(typed).markup("\">");
#elif CASE == 5
    page.markup("<script>").text(typed).markup("</script>");
#elif CASE == 6
    page.open("<p>", {{"onclick", typed}});
#elif CASE == 7
    page.open("<a>", {{"href", typed}});
#elif CASE == 8
    page.open("<p>", {{"style", typed}});
#elif CASE == 9
    page.link(typed, "words");
#elif CASE == 10
    page.link(html::Href{"javascript:alert(1)"}, "words");
#elif CASE == 11
    page.link(html::Href{"//elsewhere.example"}, "words");
#elif CASE == 12
    const db::Query glued{"glued", "SELECT name FROM person WHERE name = '" + typed + "'"};
    (void)glued;
#elif CASE == 13
    who(ActivityId{1});
#elif CASE == 14
    page.markup("<form method=\"post\" action=\"/activities\">");
#elif CASE == 15
    page.markup("<p style=\"color: red\">");
#elif CASE == 16
    page.markup("<p title=\"x\" onclick=\"alert(1)\">");
#elif CASE == 17
    page.open("<p>Words", {{"title", typed}});
#endif
    (void)page;
}

constexpr db::Query named{"person.by_id", "SELECT name FROM person WHERE id = $1"};

}  // namespace thingwall
