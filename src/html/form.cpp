#include "html/form.hpp"

#include "html/parts.hpp"

namespace thingwall::html {

/// Opens forms: the one class that may write the tag.
class FormTag {
public:
    static void open(Writer& page, std::string_view method, const Href& action, const Attributes& attributes) {
        page.out_ += "<form method=\"";
        page.out_ += method;
        page.out_ += "\" action=\"";
        page.escape(action.text());
        page.out_ += '"';
        for (const auto& one : attributes) page.attribute(one);
        page.out_ += ">\n";
    }
    static void close(Writer& page) { page.out_ += "</form>\n"; }
    static void hidden(Writer& page, std::string_view name, std::string_view value) {
        page.open("<input type=\"hidden\">", {{"name", name}, {"value", value}}).markup("\n");
    }
};

void form(Writer& page, const FormTo& to, const std::function<void(Writer&)>& content) {
    Attributes attributes{{"novalidate", true}};
    if (to.multipart) attributes.push_back({"enctype", "multipart/form-data"});
    if (!to.id.empty()) attributes.push_back({"id", to.id});
    if (!to.classes.empty()) attributes.push_back({"class", to.classes});
    FormTag::open(page, "post", to.action, attributes);
    FormTag::hidden(page, "csrf", to.csrf);
    if (!to.idempotency.empty()) FormTag::hidden(page, "idempotency", to.idempotency);
    for (const auto& [name, value] : to.hidden) FormTag::hidden(page, name, value);
    content(page);
    FormTag::close(page);
}

void get_form(Writer& page, const GetFormTo& to, const std::function<void(Writer&)>& content) {
    Attributes attributes{{"novalidate", true}};
    if (to.search) attributes.push_back({"role", "search"});
    if (!to.id.empty()) attributes.push_back({"id", to.id});
    if (!to.classes.empty()) attributes.push_back({"class", to.classes});
    FormTag::open(page, "get", to.action, attributes);
    for (const auto& [name, value] : to.hidden) FormTag::hidden(page, name, value);
    content(page);
    FormTag::close(page);
}

}  // namespace thingwall::html
