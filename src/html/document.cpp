#include "html/document.hpp"

#include <string>

#include "html/frame.hpp"
#include "html/svg.hpp"

namespace thingwall::html {
namespace {

/// "text/csv" for an address that ends in .csv: how the same page is had as data.
std::string_view type_of(std::string_view path) {
    const auto question = path.find('?');
    const std::string_view file = path.substr(0, question);
    if (file.ends_with(".csv")) return "text/csv";
    if (file.ends_with(".json")) return "application/json";
    if (file.ends_with(".geojson")) return "application/geo+json";
    if (file.ends_with(".ics")) return "text/calendar";
    if (file.ends_with(".atom")) return "application/atom+xml";
    return {};
}

void alternates(Writer& head, const Page& page) {
    for (const auto& one : page.alternates) {
        const auto type = type_of(one.path);
        if (type.empty()) continue;
        head.open_link("<link rel=\"alternate\">", Href::path(one.path), {{"type", type}, {"title", one.text}})
            .markup("\n");
    }
}

void icons_and_styles(Writer& head, const Site& site) {
    for (const auto* name : {"govuk-frontend.min.css", "thingwall.css"})
        if (const auto path = site.asset_path(name); !path.empty())
            head.open_link("<link rel=\"stylesheet\">", Href::path(path)).markup("\n");
    if (const auto path = site.asset_path("mark.svg"); !path.empty())
        head.open_link("<link rel=\"icon\" type=\"image/svg+xml\" sizes=\"any\">", Href::path(path)).markup("\n");
}

// Data that is never run, so that the content security policy does not concern it. No "<" of it can end it early.
void linked_data(std::string& out, std::string_view data) {
    if (data.empty()) return;
    out += "<script type=\"application/ld+json\">";
    for (const char c : data)
        if (c == '<')
            out += "\\u003c";
        else
            out += c;
    out += "</script>\n";
}

void open_body(Writer& out, Frame frame) {
    out.markup(frame == Frame::officer ? Markup("<body class=\"govuk-template__body tw-body\">\n")
                                       : Markup("<body class=\"govuk-template__body tw-public\">\n"));
}

}  // namespace

std::string_view plain_asset_path(std::string_view name) {
    static constexpr struct {
        std::string_view name, path;
    } known[] = {{"govuk-frontend.min.css", "/assets/govuk-frontend.min.css"},
                 {"govuk-frontend.min.js", "/assets/govuk-frontend.min.js"},
                 {"thingwall.css", "/assets/thingwall.css"},
                 {"thingwall.js", "/assets/thingwall.js"},
                 {"ready.js", "/assets/ready.js"},
                 {"mark.svg", "/assets/mark.svg"}};
    for (const auto& one : known)
        if (one.name == name) return one.path;
    return {};
}

std::string document(const Site& site, const Page& page, Writer content) {
    Writer out{content.so_far().size() + 12 * 1024};
    out.markup(
        "<!DOCTYPE html>\n<html lang=\"en\" class=\"govuk-template\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    if (page.faulty) out.text(t("Error: "));
    out.text(page.title).text(" - Thingwall, ").text(site.partnership).markup("</title>\n");
    out.markup(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\n"
        "<meta name=\"theme-color\" content=\"#0f4c43\">\n");
    if (!page.description.empty())
        out.open("<meta name=\"description\">", {{"content", page.description}}).markup("\n");
    icons_and_styles(out, site);
    alternates(out, page);
    linked_data(out.out_, page.linked_data);
    out.markup("</head>\n");
    open_body(out, page.frame);
    // the one place that writes script tags: a file each, so that the content security policy can refuse all others
    const auto script = [&](std::string_view name, std::string_view kind) {
        const auto path = site.asset_path(name);
        if (path.empty()) return;
        out.out_ += kind;
        out.out_ += " src=\"";
        out.escape(path);
        out.out_ += "\"></script>\n";
    };
    script("ready.js", "<script");

    frame::skip_to_main(out);
    if (content.so_far().find("<svg") != std::string::npos) svg_patterns(out);
    switch (page.frame) {
        case Frame::open:
            frame::around_open(out, site, page, content);
            break;
        case Frame::focus:
            frame::around_focus(out, site, page, content);
            break;
        case Frame::officer:
            frame::around_officer(out, site, page, content);
            break;
    }
    script("thingwall.js", "<script type=\"module\"");
    out.markup("</body>\n</html>\n");
    return out.take();
}

}  // namespace thingwall::html
