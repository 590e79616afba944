#include "html/navigation.hpp"
#include "html/svg.hpp"

namespace thingwall::html {

void named_steps(Writer& page, const Steps& steps) {
    page.open("<ol class=\"tw-steps\">", {{"aria-label", t("Steps")}});
    for (std::size_t n = 0; n < steps.names.size(); ++n) {
        Attributes all;
        if (n == steps.current) all.push_back({"aria-current", "step"});
        page.open("<li>", all).text(std::to_string(n + 1)).text(". ").text(steps.names[n]).markup("</li>");
    }
    page.markup("</ol>\n");
}

void dotted_steps(Writer& page, std::size_t current, std::size_t how_many) {
    page.markup("<p class=\"tw-steps\">");
    // more dots than a telephone is wide say nothing that the words do not
    if (how_many >= 1 && how_many <= 12) {
        const std::string box = "0 0 " + std::to_string(16 * how_many) + " 16";
        page.open("<svg aria-hidden=\"true\" focusable=\"false\">", {{"viewBox", box}});
        for (std::size_t n = 1; n <= how_many; ++n) {
            const bool now = n == current;
            page.open("<circle cy=\"8\">", {{"class", now           ? "tw-dot--now"
                                                      : n < current ? "tw-dot--done"
                                                                    : "tw-dot"},
                                            {"cx", static_cast<std::int64_t>(16 * n - 8)},
                                            {"r", now ? 6 : 5}});
            page.markup("</circle>");
        }
        page.markup("</svg>");
    }
    page.markup("<span>")
        .text(t("Question "))
        .text(std::to_string(current))
        .text(t(" of "))
        .text(std::to_string(how_many));
    page.markup("</span></p>\n");
}

}  // namespace thingwall::html
