#include "activities/views_public.hpp"

#include <array>

#include <fmt/format.h>

#include "activities/codes.hpp"
#include "base/text.hpp"

namespace thingwall::activities {
namespace {

using html::Href;
using html::Writer;

void ask_line(Writer& page, const AskView& ask, int heading) {
    page.open("<li>", {{"class", ask.days_left <= 14 ? "tw-ask tw-ask--soon" : "tw-ask"}});
    page.markup("<p class=\"tw-ask__day\"><span class=\"tw-ask__until\">until </span>")
        .text(weekday_name(ask.last.weekday()))
        .markup(" <b>")
        .text(std::to_string(ask.last.day()))
        .markup("</b> ");
    page.text(month_name(ask.last.month()))
        .markup(" <span class=\"tw-ask__left\">")
        .text(time_left(ask.days_left))
        .markup("</span></p>\n<div class=\"tw-ask__what\">");
    if (heading == 2)
        page.markup("<h2 class=\"tw-ask__title\">")
            .link(Href::of("/activities", ask.id.value()), ask.title)
            .markup("</h2>\n");
    else
        page.markup("<h3 class=\"tw-ask__title\">")
            .link(Href::of("/activities", ask.id.value()), ask.title)
            .markup("</h3>\n");
    if (!ask.line.empty()) page.markup("<p class=\"tw-ask__line\">").text(ask.line).markup("</p>\n");
    page.markup("<p class=\"tw-ask__meta\">").text(ask.lead).text(" asks.");
    if (ask.minutes) page.text(" About ").text(count_of(*ask.minutes, "minute", "minutes")).text(".");
    page.markup("</p>\n");
    // Beside the list of the home page there is room for one line only.
    if (!ask.other_ways.empty() && heading == 2)
        page.markup("<p class=\"tw-ask__meta\">").text(ask.other_ways).markup("</p>\n");
    page.markup("</div></li>\n");
}

void coming_lines(Writer& page, const std::vector<ComingView>& lines) {
    page.markup("<ul class=\"tw-docs\">\n");
    for (const auto& line : lines)
        page.markup("<li>")
            .link(Href::of("/activities", line.id.value()), line.title)
            .markup("<span>")
            .text(line.meta)
            .markup("</span></li>\n");
    page.markup("</ul>\n");
}

void table_of_open(Writer& page, const HomeView& view) {
    html::DataTable table{"What is open in " + view.place + ", by ward", {"Ward", "What", "Until"}, {}, {}};
    for (const auto& ask : view.all_open)
        table.rows.push_back({ask.ward.empty() ? "All of " + view.place : ask.ward, ask.title,
                              fmt::format("{} {}", ask.last.day(), month_name(ask.last.month()))});
    Writer inside;
    html::data_table(inside, table, html::TableLook::govuk);
    html::details(page, {.summary = fmt::format("Where the {} are, as a table", view.all_open.size()),
                         .text = html::Content(inside)});
}

void hero(Writer& page, const HomeView& view, const Ground& ground) {
    page.markup(
        "<div class=\"tw-hero\"><div class=\"govuk-width-container tw-hero__grid\">\n<div "
        "class=\"tw-hero__words\">\n<h1 class=\"govuk-heading-xl\">What is being asked where you live</h1>\n<p "
        "class=\"tw-hero__text\">");
    page.text(view.bodies).text(" ask you here, and say here what they did about it.").markup("</p>\n");
    html::get_form(page, {.action = Href{"/near"}}, [&](Writer& form) {
        form.markup(
            "<div class=\"govuk-form-group\"><label class=\"govuk-label govuk-label--m\" for=\"postcode\">Your "
            "postcode</label>\n<div id=\"postcode-hint\" class=\"govuk-hint\">");
        if (!view.example_postcode.empty()) form.text("For example ").text(view.example_postcode).text(". ");
        form.text("We do not keep it.")
            .markup(
                "</div>\n<div class=\"tw-hero__ask\"><input class=\"govuk-input\" id=\"postcode\" name=\"postcode\" "
                "type=\"text\" autocomplete=\"postal-code\" spellcheck=\"false\" "
                "aria-describedby=\"postcode-hint\">\n<button type=\"submit\" class=\"govuk-button\">Show what is "
                "open</button></div></div>\n");
    });
    page.markup("<p class=\"govuk-body tw-hero__all\">");
    if (view.open_in_all > 0)
        page.link(Href{"/activities"}, fmt::format("See all {} open in {}", thousands(view.open_in_all), view.place));
    else
        page.link(Href{"/near"}, "Choose a ward instead");
    page.markup("</p>\n</div>\n");
    ground.draw_home(
        page, view.grounds,
        fmt::format(
            "Map of {} and its wards, with a dot in each place where something is open. The list below says what.",
            view.place));
    page.markup("</div></div>\n");
}

void months_ahead(Writer& page, const HomeView& view) {
    if (view.coming.empty()) return;
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"h-coming\"><h2 class=\"govuk-heading-l\" id=\"h-coming\">What "
        "is coming</h2>\n<div class=\"tw-months\">\n");
    for (std::size_t i = 0; i < view.coming.size();) {
        int year = view.coming[i].year, month = view.coming[i].month;
        page.markup("<div><h3 class=\"govuk-heading-m\">");
        if (year == view.this_year && month == view.this_month) page.text("Later in ");
        page.text(month_name(month));
        if (year != view.this_year) page.text(fmt::format(" {}", year));
        page.markup("</h3><ul>\n");
        for (; i < view.coming.size() && view.coming[i].year == year && view.coming[i].month == month; ++i)
            page.markup("<li>")
                .link(Href::of("/activities", view.coming[i].id.value()), view.coming[i].title)
                .markup("<br>")
                .text(view.coming[i].meta)
                .markup("</li>\n");
        page.markup("</ul></div>\n");
    }
    page.markup("</div></section>\n");
}

void postcode_field(Writer& form, const WhereView& view) {
    html::text_input(
        form, view.error,
        {.name = "postcode",
         .label = "Your postcode",
         .label_size = html::Size::m,
         .hint = view.example_postcode.empty()
                     ? std::string("The first half and one digit are enough. We do not keep it.")
                     : fmt::format("For example {}. The first half and one digit are enough. We do not keep it.",
                                   view.example_postcode),
         .value = view.typed,
         .width = html::Width::chars_10,
         .autocomplete = "postal-code",
         .spellcheck = false});
    html::button(form, {.text = "Show what is open"});
}

// A ring of people with one place free: the mark, with nobody speaking.
void empty_ring(Writer& page) {
    page.markup(
        "<svg viewBox=\"0 0 180 180\" aria-hidden=\"true\" focusable=\"false\"><circle cx=\"53.2\" cy=\"32.8\" "
        "r=\"12.5\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-dasharray=\"3.4 3.4\"/>"
        "<g fill=\"currentColor\"><circle cx=\"90\" cy=\"22\" r=\"12.5\"/><circle cx=\"126.8\" cy=\"32.8\" "
        "r=\"12.5\"/><circle cx=\"151.9\" cy=\"61.8\" r=\"12.5\"/><circle cx=\"157.3\" cy=\"99.7\" r=\"12.5\"/>"
        "<circle cx=\"141.4\" cy=\"134.5\" r=\"12.5\"/><circle cx=\"109.2\" cy=\"155.2\" r=\"12.5\"/><circle "
        "cx=\"70.8\" cy=\"155.2\" r=\"12.5\"/><circle cx=\"38.6\" cy=\"134.5\" r=\"12.5\"/>"
        "<circle cx=\"22.7\" cy=\"99.7\" r=\"12.5\"/><circle cx=\"28.1\" cy=\"61.8\" r=\"12.5\"/></g></svg>\n");
}

void nothing_near(Writer& page, const NearView& view) {
    page.markup(
            "<div class=\"tw-lead\"><div class=\"govuk-width-container\"><p class=\"tw-lead__who "
            "tw-lead__who--only\">Open near ")
        .text(view.spot.words)
        .text(". ")
        .link(Href{"/near"}, "Another postcode")
        .markup("</p></div></div>\n");
    page.markup("<div class=\"govuk-width-container\"><div class=\"tw-section tw-empty\">\n");
    empty_ring(page);
    page.markup("<div><h1 class=\"govuk-heading-l\">Nothing is open in ")
        .text(view.spot.homes.empty() ? view.spot.words : view.spot.homes.front().name)
        .text(" just now")
        .markup("</h1>\n");
    page.markup(
        "<p class=\"govuk-body-l govuk-!-margin-bottom-4\">When somebody asks you something, it is here, the one that "
        "closes first on top.");
    if (view.next_day)
        page.text(" The next is planned for ")
            .markup("<b>")
            .text(long_date(*view.next_day, view.this_year))
            .markup("</b>.");
    page.markup("</p>\n");
    html::button_link(page, Href{"/activities"}, {.text = "See what is open in other parts"});
    page.markup("</div></div>\n<div class=\"tw-cols tw-cols--even\">\n");
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"h-next\"><h2 class=\"govuk-heading-m\" id=\"h-next\">Coming "
        "here</h2>\n");
    if (view.next.empty())
        page.markup("<p class=\"govuk-body\">Nothing is planned here yet. ")
            .link(Href::path("/near.atom?" + view.query), "Follow this place by its feed")
            .markup("</p>\n");
    else
        coming_lines(page, view.next);
    page.markup(
        "</section>\n<section class=\"tw-section\" aria-labelledby=\"h-last\"><h2 class=\"govuk-heading-m\" "
        "id=\"h-last\">Asked here last</h2>\n");
    if (view.last.empty())
        page.markup("<p class=\"govuk-body\">Nothing that we know of.</p>\n");
    else
        coming_lines(page, view.last);
    if (!view.spot.homes.empty())
        page.markup("<p class=\"govuk-body govuk-!-margin-top-4\">")
            .link(Href::path(view.spot.homes.front().path), "All about " + view.spot.homes.front().name)
            .markup("</p>\n");
    page.markup("</section>\n</div></div>\n");
}

constexpr std::array<std::string_view, 5> letters{"A", "B", "C", "D", "E"};

void homes_section(Writer& page, const NearView& view, const Ground& ground) {
    std::size_t count = std::min<std::size_t>(view.spot.homes.size(), letters.size());
    if (count == 0) return;
    std::string many =
        count == 1 ? std::string("The area you live in")
                   : fmt::format("The {} areas you live in", fold(number_word(static_cast<std::int64_t>(count))));
    page.markup("<section aria-labelledby=\"h-areas\"><h2 class=\"govuk-heading-m\" id=\"h-areas\">")
        .text(many)
        .markup("</h2>\n<figure class=\"tw-figure\">\n");
    ground.draw_homes(page, view.spot,
                      fmt::format("Map: {} around {}, each drawn by another body, none the same as another.",
                                  count == 1 ? "one area" : fmt::format("{} areas", count), view.spot.words));
    page.markup(
        "<figcaption><p class=\"tw-caption\">Each body draws its own map. You need not know them: we have looked in "
        "all of them.</p>\n<ul class=\"tw-key\">\n");
    html::DataTable table{
        "The areas that hold " + view.spot.words, {"Area", "Drawn for", "Residents"}, {false, false, true}, {}};
    for (std::size_t i = 0; i < count; ++i) {
        const auto& home = view.spot.homes[i];
        std::string letter(letters[i]), layer = "tw-m-layer tw-m-layer--" + fold(letter);
        page.markup("<li><svg viewBox=\"0 0 26 26\" aria-hidden=\"true\" focusable=\"false\">")
            .open("<circle cx=\"13\" cy=\"13\" r=\"11\">", {{"class", "tw-m-badge " + layer}})
            .markup("</circle>");
        page.open("<text x=\"13\" y=\"18\">", {{"class", "tw-m-letter tw-m-layer--" + fold(letter)}})
            .text(letter)
            .markup("</text></svg><span>")
            .link(Href::path(home.path), home.name)
            .markup("<br><span class=\"tw-quiet\">");
        std::string kind = home.kind;
        if (!kind.empty() && kind[0] >= 'a' && kind[0] <= 'z') kind[0] = static_cast<char>(kind[0] - 'a' + 'A');
        page.text(home.drawn_by.empty() ? kind : kind + ". " + home.drawn_by).markup("</span></span></li>\n");
        table.rows.push_back({home.name, kind, thousands(home.residents)});
    }
    page.markup("</ul>\n");
    Writer inside;
    html::data_table(inside, table, html::TableLook::govuk);
    html::details(page, {.summary = many == "The area you live in" ? "The area as a table"
                                                                   : fmt::format("The {} areas as a table", count),
                         .text = html::Content(inside)});
    page.markup("</figcaption></figure></section>\n");
}

void ways(Writer& page, const PublicActivityView& view) {
    const Activity& activity = view.activity;
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"ways\"><h2 class=\"govuk-heading-l\" id=\"ways\">How to take "
        "part</h2>\n<ul class=\"tw-ways\">\n");
    page.markup("<li><b>How we ask</b><span>");
    std::vector<std::string> named;
    for (const auto& method : activity.methods) named.emplace_back(label_of(methods(), method));
    page.text(named.empty() ? "Ask us: see below" : listed(named));
    if (activity.minutes) page.text(". About ").text(count_of(*activity.minutes, "minute", "minutes"));
    page.markup("</span></li>\n");
    for (const auto& way : activity.other_ways) {
        page.markup("<li><b>").text(label_of(other_ways(), way)).markup("</b><span>");
        page.text(activity.other_ways_words.empty() ? "Ask for it: " + activity.contact : activity.other_ways_words)
            .markup("</span></li>\n");
    }
    for (const auto& session : activity.sessions) {
        page.markup("<li><b>Come</b><span>").text(long_date(session.day, view.today.year()));
        if (!session.time.empty()) page.text(", ").text(session.time);
        if (!session.place.empty()) page.text(", ").text(session.place);
        page.markup("</span></li>\n");
    }
    std::vector<std::string> access;
    for (const auto& arrangement : activity.access) access.emplace_back(label_of(access_arrangements(), arrangement));
    if (!access.empty() || !activity.access_words.empty()) {
        page.markup("<li><b>Access</b><span>").text(listed(access));
        if (!activity.access_words.empty()) page.text(access.empty() ? "" : ". ").text(activity.access_words);
        page.markup("</span></li>\n");
    }
    if (!activity.contact.empty())
        page.markup("<li><b>Questions</b><span>").text(activity.contact).markup("</span></li>\n");
    page.markup("</ul></section>\n");
}

void results_of(Writer& page, const PublicActivityView& view) {
    if (view.activity.results.empty() && !view.activity.responses) return;
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"h-said\"><h2 class=\"govuk-heading-l\" id=\"h-said\">What "
        "people said</h2>\n<p class=\"govuk-body tw-measure\">");
    if (view.activity.responses)
        page.markup("<b>").text(fmt::format("{} took part. ", thousands(*view.activity.responses))).markup("</b>");
    page.text(view.activity.results).markup("</p></section>\n");
}

void lead_of(Writer& page, const PublicActivityView& view) {
    const Activity& activity = view.activity;
    page.markup("<div class=\"tw-lead\"><div class=\"govuk-width-container\">\n");
    html::breadcrumbs(page, {.items = {{.text = "Open near you", .address = Href{"/near"}},
                                       {.text = "All that is open", .address = Href{"/activities"}}}});
    page.markup("<div class=\"tw-lead__grid\"><div><p class=\"tw-lead__who\">")
        .text(view.lead)
        .text(" asks")
        .text(view.with.empty() ? "" : ", " + view.with)
        .markup("</p>\n<h1 class=\"govuk-heading-xl\">")
        .text(activity.title)
        .markup("</h1>\n<p class=\"tw-lead__text\">")
        .text(activity.purpose)
        .markup("</p></div>\n<div class=\"tw-act\">");
    int left = activity.dates.last() - view.today;
    if (view.status == Status::open) {
        html::button_link(page, Href{"#ways"}, {.text = "How to take part"});
        page.markup("<p><b>Until ")
            .text(long_date(activity.dates.last(), view.today.year()))
            .text(", ")
            .text(time_left(left))
            .markup(".</b></p>");
    } else if (view.status == Status::planned) {
        page.markup("<p><b>Opens on ")
            .text(long_date(activity.dates.first(), view.today.year()))
            .markup(".</b><br>")
            .text("You can put it in your calendar below.")
            .markup("</p>");
    } else if (view.status == Status::withdrawn) {
        page.markup("<p><b>Withdrawn.</b> ").text(activity.withdrawn_because).markup("</p>");
    } else {
        page.markup("<p><b>Closed on ").text(long_date(activity.dates.last(), view.today.year())).markup(".</b></p>");
    }
    page.markup("</div></div></div></div>\n");
}

}  // namespace

std::string time_left(int days) {
    if (days <= 0) return "closes today";
    return days <= 21 ? count_of(days, "day left", "days left") : count_of((days + 3) / 7, "week left", "weeks left");
}

std::string number_word(std::int64_t number) {
    static constexpr std::array<std::string_view, 10> words{"No",   "One", "Two",   "Three", "Four",
                                                            "Five", "Six", "Seven", "Eight", "Nine"};
    return number >= 0 && number < 10 ? std::string(words[static_cast<std::size_t>(number)]) : thousands(number);
}

void home_page(Writer& page, const HomeView& view, const Ground& ground) {
    hero(page, view, ground);
    page.markup(
        "<div class=\"govuk-width-container\"><section class=\"tw-section\" id=\"open\" aria-labelledby=\"h-open\"><h2 "
        "class=\"govuk-heading-l\" id=\"h-open\">Open now, closing soonest</h2>\n");
    if (view.open.empty()) {
        page.markup(
            "<p class=\"govuk-body\">Nothing is open just now. When somebody asks you something, it is here.</p>\n");
    } else {
        page.markup("<ul class=\"tw-asks tw-asks--wide\">\n");
        for (const auto& ask : view.open) ask_line(page, ask, 3);
        page.markup("</ul>\n<p class=\"govuk-body govuk-!-margin-top-4\">")
            .link(Href{"/activities"}, fmt::format("All {} that are open", thousands(view.open_in_all)))
            .markup("</p>\n<div class=\"tw-figure\">");
        table_of_open(page, view);
        page.markup("</div>\n");
    }
    page.markup("</section>\n");
    months_ahead(page, view);
    page.markup(
        "<section class=\"tw-section\" aria-labelledby=\"h-year\"><h2 class=\"govuk-heading-l\" id=\"h-year\">The last "
        "12 months</h2>\n");
    html::headline_figures(page, html::FigureList::residents,
                           {{.value = thousands(view.asked), .meaning = "times we asked"},
                            {.value = thousands(view.took_part), .meaning = "people took part"},
                            {.value = thousands(view.told), .meaning = "have told you what people said"},
                            {.value = thousands(view.owing), .meaning = "still owe you an answer"}});
    page.markup("</section></div>\n");
}

void where_page(Writer& page, const WhereView& view) {
    page.markup("<div class=\"tw-lead\"><div class=\"govuk-width-container\">");
    if (!view.error.fields.empty()) html::error_summary(page, view.error);
    page.markup(
        "<h1 class=\"govuk-heading-xl\">What is open near you</h1>\n<p class=\"tw-lead__text\">You need no account. "
        "Say where you live, and see who asks what there, and until when.</p></div></div>\n<div "
        "class=\"govuk-width-container\"><div class=\"tw-cols tw-cols--even\"><section class=\"tw-section\" "
        "aria-label=\"By postcode\">\n");
    html::get_form(page, {.action = Href{"/near"}}, [&](Writer& form) { postcode_field(form, view); });
    page.markup("</section>\n");
    if (!view.choices.empty()) {
        page.markup(
                "<section class=\"tw-section\" aria-labelledby=\"h-choose\"><h2 class=\"govuk-heading-m\" "
                "id=\"h-choose\">Or choose a ")
            .text(view.choices.front().kind)
            .markup("</h2>\n<ul class=\"govuk-list\">\n");
        for (const auto& choice : view.choices)
            page.markup("<li>")
                .link(Href::query("/near", {{"area", std::to_string(choice.area.value())}}), choice.name)
                .markup("</li>\n");
        page.markup("</ul></section>\n");
    }
    page.markup("</div></div>\n");
}

void near_page(Writer& page, const NearView& view, const Ground& ground) {
    if (view.open.empty()) return nothing_near(page, view);
    auto count = static_cast<std::int64_t>(view.open.size());
    page.markup("<div class=\"tw-lead\"><div class=\"govuk-width-container\"><h1 class=\"govuk-heading-xl\">")
        .text(fmt::format("{} {} open {} {}", number_word(count), count == 1 ? "thing is" : "things are",
                          view.spot.is_postcode ? "near" : "in", view.spot.words))
        .markup(
            "</h1>\n<p class=\"tw-lead__text\">Nearest closing first. You need no account, and you can answer each "
            "without the others. ")
        .link(Href{"/near"}, "Another postcode")
        .markup("</p></div></div>\n");
    page.markup(
        "<div class=\"govuk-width-container\"><div class=\"tw-cols tw-cols--map\"><div><ul class=\"tw-asks\">\n");
    for (const auto& ask : view.open) ask_line(page, ask, 2);
    page.markup("</ul>\n<p class=\"govuk-body govuk-!-margin-top-5\">")
        .link(Href::path("/near.ics?" + view.query), "Put these dates in your calendar")
        .text(", or ")
        .link(Href::path("/near.atom?" + view.query), "follow this place by its feed")
        .markup("</p>\n");
    if (view.elsewhere > 0)
        page.markup("<p class=\"govuk-body govuk-!-margin-bottom-0\">")
            .link(Href{"/activities"},
                  fmt::format("{} more in other parts of {}", number_word(view.elsewhere), view.place))
            .markup("</p>\n");
    page.markup("</div>\n");
    homes_section(page, view, ground);
    page.markup("</div></div>\n");
}

void open_list_page(Writer& page, const OpenListView& view, const Writer& pages) {
    page.markup("<div class=\"tw-lead\"><div class=\"govuk-width-container\"><h1 class=\"govuk-heading-xl\">");
    if (view.words.empty())
        page.text(fmt::format("{} {} open in {}", number_word(view.open_in_all),
                              view.open_in_all == 1 ? "thing is" : "things are", view.place));
    else
        page.text(fmt::format("{} of {} that are open", number_word(view.total), thousands(view.open_in_all)));
    page.markup("</h1>\n<p class=\"tw-lead__text\">Nearest closing first. ")
        .link(Href{"/near"}, "Only what is near you")
        .markup("</p></div></div>\n<div class=\"govuk-width-container\">");
    html::get_form(page, {.action = Href{"/activities"}, .search = true, .classes = "tw-section"}, [&](Writer& form) {
        html::text_input(form, html::no_error,
                         {.name = "q",
                          .label = "Look for words",
                          .hint = "For example: buses, doctors, bins",
                          .value = view.words,
                          .width = html::Width::two_thirds,
                          .type = "search"});
        html::button(form, {.text = "Search"});
    });
    if (view.rows.empty()) {
        page.markup("<p class=\"govuk-body-l\">");
        if (!view.words.empty())
            page.text("Nothing that is open has these words. ").link(Href{"/activities"}, "See all that is open");
        else if (view.next_day)
            page.text("Nothing is open just now. The next is planned for ")
                .text(long_date(*view.next_day, view.this_year))
                .text(".");
        else
            page.text(
                "Nothing is open just now. When somebody asks you something, it is here, the one that closes first on "
                "top.");
        page.markup("</p>\n");
    } else {
        page.markup("<ul class=\"tw-asks\">\n");
        for (const auto& ask : view.rows) ask_line(page, ask, 2);
        page.markup("</ul>\n").append(pages);
    }
    page.markup("<p class=\"govuk-body govuk-!-margin-top-5\">The same as data: ")
        .link(Href{"/activities.csv"}, "CSV")
        .text(", ")
        .link(Href{"/activities.json"}, "JSON")
        .text(", ")
        .link(Href{"/activities.ics"}, "calendar")
        .text(", ")
        .link(Href{"/activities.atom"}, "feed")
        .text(", ")
        .link(Href{"/activities.geojson"}, "GeoJSON")
        .markup("</p></div>\n");
}

void public_activity_page_content(Writer& page, const PublicActivityView& view) {
    const Activity& activity = view.activity;
    lead_of(page, view);
    page.markup("<div class=\"govuk-width-container\"><div class=\"tw-cols\"><div>\n");
    if (!activity.decision.empty()) {
        page.markup("<div class=\"tw-decides\"><b>What will be decided")
            .text(activity.decision_day ? ", and when" : "")
            .markup("</b>")
            .text(activity.decision)
            .text(".");
        if (activity.decision_day)
            page.text(" The decision is due on ")
                .markup("<strong>")
                .text(long_date(*activity.decision_day, view.today.year()))
                .markup("</strong>.");
        if (activity.influence != Influence::unsaid)
            page.markup("<br>").text(label_of(influences(), code_of(activity.influence))).text(".");
        page.markup("</div>\n");
    }
    results_of(page, view);
    if (!activity.questions.empty()) {
        page.markup(
            "<section class=\"tw-section\" aria-labelledby=\"h-ask\"><h2 class=\"govuk-heading-l\" id=\"h-ask\">What "
            "we ask</h2>\n<ul class=\"govuk-list govuk-list--bullet tw-measure\">\n");
        for (const auto& question : activity.questions) page.markup("<li>").text(question).markup("</li>\n");
        page.markup("</ul></section>\n");
    }
    if (view.status == Status::open || view.status == Status::planned) ways(page, view);
    if (!view.asked_before.empty()) {
        page.markup(
            "<section class=\"tw-section\" aria-labelledby=\"h-others\"><h2 class=\"govuk-heading-l\" "
            "id=\"h-others\">Asked here before</h2>\n");
        coming_lines(page, view.asked_before);
        page.markup("</section>\n");
    }
    page.markup(
        "</div>\n<div><section class=\"tw-section\" aria-labelledby=\"h-time\"><h2 class=\"govuk-heading-m\" "
        "id=\"h-time\">When</h2>\n");
    std::vector<html::Day> days;
    for (const auto& [day, deed] : view.days)
        days.push_back({.iso = to_iso(day),
                        .day = (day == view.today ? "Today, " : "") + long_date(day, view.today.year()),
                        .deed = deed,
                        .when = day < view.today    ? html::Day::When::past
                                : day == view.today ? html::Day::When::now
                                                    : html::Day::When::to_come});
    html::line_of_days(page, days);
    page.markup(
        "</section>\n<section class=\"tw-section\" aria-labelledby=\"h-where\"><h2 class=\"govuk-heading-m\" "
        "id=\"h-where\">Where</h2>\n");
    if (view.map) html::map_figure(page, *view.map);
    page.markup("<p class=\"tw-caption\">").text(view.who).text(": ").text(view.where);
    if (view.residents > 0)
        page.text(", about ")
            .text(thousands(view.residents >= 1000 ? (view.residents + 50) / 100 * 100 : view.residents))
            .text(" residents");
    page.text(".").markup("</p></section>\n");
    page.markup(
            "<section class=\"tw-panel\" aria-labelledby=\"h-follow\"><h2 class=\"govuk-heading-s\" "
            "id=\"h-follow\">Follow this</h2>\n<p class=\"govuk-body-s govuk-!-margin-bottom-0\">Put the dates ")
        .link(Href::of("/activities", activity.id.value(), ".ics"), "in your calendar")
        .text(", use the ")
        .link(Href::of("/activities", activity.id.value(), ".atom"), "feed")
        .text(", or take it ")
        .link(Href::of("/activities", activity.id.value(), ".json"), "as data")
        .text(". Reference ")
        .text(activity.reference)
        .text(".")
        .markup("</p></section>\n");
    page.markup("</div></div></div>\n");
}

}  // namespace thingwall::activities
