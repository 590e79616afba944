#include <algorithm>

#include "base/text.hpp"
#include "html/navigation.hpp"
#include "html/parts.hpp"

namespace thingwall::html {
namespace {

using parts::joined;

constexpr Markup arrow_back =
    "<svg class=\"govuk-pagination__icon govuk-pagination__icon--prev\" xmlns=\"http://www.w3.org/2000/svg\" "
    "height=\"13\" "
    "width=\"15\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 15 13\"><path d=\"m6.5938-0.0078125-6.7266 "
    "6.7266 "
    "6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z\"></path></svg>\n";
constexpr Markup arrow_on =
    "<svg class=\"govuk-pagination__icon govuk-pagination__icon--next\" xmlns=\"http://www.w3.org/2000/svg\" "
    "height=\"13\" "
    "width=\"15\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 15 13\"><path d=\"m8.107-0.0078125-1.4136 "
    "1.414 "
    "4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z\"></path></svg>\n";

void step(Writer& page, const PageStep& one, bool back, bool block) {
    page.markup(back ? Markup("<div class=\"govuk-pagination__prev\">\n")
                     : Markup("<div class=\"govuk-pagination__next\">\n"));
    Attributes all{{"rel", back ? "prev" : "next"}};
    parts::add(all, one.attributes);
    page.open_link("<a class=\"govuk-link govuk-pagination__link\">", one.address, all).markup("\n");
    if (block || back) page.markup(back ? arrow_back : arrow_on);
    page.open("<span>",
              {{"class", joined("govuk-pagination__link-title",
                                {block && one.label.empty() ? "govuk-pagination__link-title--decorated" : ""})}});
    if (!one.text.empty())
        page.append(one.text);
    else
        page.text(back ? t("Previous") : t("Next")).markup("<span class=\"govuk-visually-hidden\"> page</span>");
    page.markup("</span>\n");
    if (block && !one.label.empty())
        page.markup("<span class=\"govuk-visually-hidden\">:</span>\n<span class=\"govuk-pagination__link-label\">")
            .append(one.label)
            .markup("</span>\n");
    if (!block && !back) page.markup(arrow_on);
    page.markup("</a>\n</div>\n");
}

void item(Writer& page, const PageLink& one) {
    if (one.ellipsis) {
        page.markup("<li class=\"govuk-pagination__item govuk-pagination__item--ellipsis\">\u22EF</li>\n");
        return;
    }
    page.open("<li>",
              {{"class", joined("govuk-pagination__item", {one.current ? "govuk-pagination__item--current" : ""})}});
    const std::string label = one.hidden_words.empty() ? t("Page ") + one.number : one.hidden_words;
    Attributes all{{"aria-label", label}};
    if (one.current) all.push_back({"aria-current", "page"});
    parts::add(all, one.attributes);
    if (one.address) page.open_link("<a class=\"govuk-link govuk-pagination__link\">", *one.address, all);
    page.text(one.number);
    if (one.address) page.markup("</a>");
    page.markup("</li>\n");
}

}  // namespace

void pagination(Writer& page, const Pagination& the_pages) {
    const bool block = the_pages.items.empty() && (the_pages.previous || the_pages.next);
    const std::string classes = joined("govuk-pagination", {block ? "govuk-pagination--block" : "", the_pages.classes});
    const std::string_view landmark =
        the_pages.landmark.empty() ? std::string_view{t("Pagination")} : the_pages.landmark;
    Attributes all{{"class", classes}, {"aria-label", landmark}};
    parts::add(all, the_pages.attributes);
    page.open("<nav>", all).markup("\n");
    if (the_pages.previous) step(page, *the_pages.previous, true, block);
    if (!the_pages.items.empty()) page.markup("<ul class=\"govuk-pagination__list\">\n");
    for (const auto& one : the_pages.items) item(page, one);
    if (!the_pages.items.empty()) page.markup("</ul>\n");
    if (the_pages.next) step(page, *the_pages.next, false, block);
    page.markup("</nav>\n");
}

void page_numbers(Writer& page, const PageOfMany& many) {
    const std::int64_t per_page = std::max<std::int64_t>(many.per_page, 1);
    const std::int64_t last = (many.total + per_page - 1) / per_page;
    if (last <= 1) return;
    const std::int64_t current = std::clamp<std::int64_t>(many.page, 1, last);

    Pagination pages;
    if (current > 1) pages.previous = PageStep{.address = many.address(current - 1)};
    if (current < last) pages.next = PageStep{.address = many.address(current + 1)};
    std::int64_t shown = 0;
    for (std::int64_t n = 1; n <= last; ++n) {
        if (n != 1 && n != last && (n < current - 1 || n > current + 1)) {
            n = n < current - 1 ? current - 2 : last - 1;  // on to the next number that is shown
            continue;
        }
        // a gap of one page is that page, since its number takes no more room than the dots
        if (n == shown + 2)
            pages.items.push_back({.number = thousands(n - 1), .address = many.address(n - 1)});
        else if (n > shown + 2)
            pages.items.push_back({.ellipsis = true});
        pages.items.push_back({.number = thousands(n), .address = many.address(n), .current = n == current});
        shown = n;
    }
    page.markup("<p class=\"govuk-body tw-quiet tw-showing\">").text(t("Showing "));
    page.number((current - 1) * per_page + 1).text(t(" to ")).number(std::min(current * per_page, many.total));
    page.text(t(" of ")).number(many.total);
    if (!many.what.empty()) page.text(" ").text(many.what);
    page.markup("</p>\n");
    pagination(page, pages);
}

void previous_and_next(Writer& page, const std::optional<Href>& previous, const std::optional<Href>& next) {
    if (!previous && !next) return;
    Pagination pages;
    if (previous) pages.previous = PageStep{.address = *previous};
    if (next) pages.next = PageStep{.address = *next};
    pagination(page, pages);
}

}  // namespace thingwall::html
