#include "notify/views.hpp"

#include "html/html.hpp"
#include "notify/rules.hpp"

namespace thingwall::notify {
namespace {

void link(html::Writer& page, std::string_view site, std::string_view address, std::string_view words) {
    // An address that is none is left out: the words stay.
    if (auto href = html::Href::parse(address_of(site, address)))
        page.open_link("<a>", *href).text(words).markup("</a>");
    else
        page.text(words);
}

}  // namespace

std::string letter_html(const Letter& letter, std::string_view site) {
    using Kind = Block::Kind;
    html::Writer page(2048);
    page.markup("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .text(letter.subject)
        .markup("</title></head><body>\n");
    bool in_list = false;
    for (const auto& block : letter.body) {
        bool item = block.kind == Kind::item;
        if (item && !in_list) page.markup("<ul>\n");
        if (!item && in_list) page.markup("</ul>\n");
        in_list = item;
        if (item)
            page.markup("<li>").text(block.text).markup("</li>\n");
        else if (block.kind == Kind::heading)
            page.markup("<h2>").text(block.text).markup("</h2>\n");
        else if (block.kind == Kind::link) {
            page.markup("<p>");
            link(page, site, block.address, block.text);
            page.markup("</p>\n");
        } else
            page.markup("<p>").text(block.text).markup("</p>\n");
    }
    if (in_list) page.markup("</ul>\n");
    if (!letter.why.empty()) page.markup("<p><small>").text(letter.why).markup("</small></p>\n");
    if (!letter.unsubscribe.empty()) {
        page.markup("<p><small>");
        link(page, site, letter.unsubscribe, html::t("Stop these e-mails"));
        page.markup("</small></p>\n");
    }
    page.markup("</body></html>\n");
    return page.take();
}

}  // namespace thingwall::notify
