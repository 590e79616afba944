#include "base/text.hpp"
#include "html/notices.hpp"
#include "html/parts.hpp"

namespace thingwall::html {

void error_message(Writer& page, const Content& text, std::string_view id, std::string_view hidden_words) {
    Attributes all{{"class", "govuk-error-message"}};
    if (!id.empty()) all.push_back({"id", id});
    page.open("<p>", all);
    if (!hidden_words.empty())
        page.markup("<span class=\"govuk-visually-hidden\">").text(hidden_words).markup(":</span> ");
    page.append(text).markup("</p>\n");
}

void error_summary(Writer& page, const ErrorSummary& summary) {
    const std::string classes = parts::joined("govuk-error-summary", {summary.classes});
    Attributes all{{"class", classes}, {"data-module", "govuk-error-summary"}};
    if (!summary.auto_focus) all.push_back({"data-disable-auto-focus", "true"});
    parts::add(all, summary.attributes);
    page.open("<div>", all).markup("\n<div role=\"alert\">\n<h2 class=\"govuk-error-summary__title\">");
    page.append(summary.title).markup("</h2>\n<div class=\"govuk-error-summary__body\">\n");
    if (!summary.description.empty()) page.markup("<p>").append(summary.description).markup("</p>\n");
    if (!summary.lines.empty()) page.markup("<ul class=\"govuk-list govuk-error-summary__list\">\n");
    for (const auto& line : summary.lines) {
        page.markup("<li>");
        if (line.address) page.open_link("<a>", *line.address, line.attributes);
        page.append(line.text);
        if (line.address) page.markup("</a>");
        page.markup("</li>\n");
    }
    if (!summary.lines.empty()) page.markup("</ul>\n");
    page.markup("</div>\n</div>\n</div>\n");
}

void error_summary(Writer& page, const Error& error) {
    if (error.fields.empty() && error.more == 0 && error.message.empty()) return;
    const std::string_view title = t("There is a problem");
    ErrorSummary summary{.title = title};
    if (error.message != title) summary.description = error.message;
    for (const auto& fault : error.fields) {
        ErrorSummary::Line line{.text = fault.message};
        if (!fault.field.empty()) line.address = Href::fragment(fault.field);
        summary.lines.push_back(std::move(line));
    }
    if (error.more > 0) {
        Writer rest{64};
        rest.text(t("and ")).number(static_cast<std::int64_t>(error.more)).text(t(" more"));
        summary.lines.push_back({.text = std::move(rest)});
    }
    error_summary(page, summary);
}

}  // namespace thingwall::html
