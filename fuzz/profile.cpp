#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/email.hpp"
#include "html/html.hpp"
#include "identity/inside.hpp"
#include "identity/rules.hpp"
#include "partners/rules.hpp"

// What people type about themselves: whatever is accepted is accepted again unchanged, can be linked to, and holds
// nothing that could begin a second line or a second address.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    auto hold = [](bool true_) {
        if (!true_) std::abort();
    };
    if (auto email = thingwall::check_email(text)) {
        auto again = thingwall::check_email(*email);
        hold(again && *again == *email);
        hold(email->find_first_of("\r\n,;<> ") == std::string::npos);
    }
    if (auto address = thingwall::partners::check_web_address(text); address && !address->empty()) {
        auto again = thingwall::partners::check_web_address(*address);
        hold(again && *again == *address);
        hold(address->find_first_of("\r\n\"<> \\") == std::string::npos);
        hold(thingwall::html::Href::parse(*address).has_value());
    }
    if (auto number = thingwall::partners::check_telephone(text); number && !number->empty())
        hold(thingwall::html::Href::telephone(*number).text().size() > 4);
    for (const auto& paragraph : thingwall::partners::paragraphs(text)) hold(!paragraph.empty());
    static_cast<void>(thingwall::identity::check_password(text, "a@example.org", "A"));
    hold(!thingwall::identity::agent_family(text).empty());
    // Where somebody goes after signing in is a page of ours, and stays one when a browser has read it.
    const thingwall::html::Site site;
    std::string back = thingwall::identity::safe_return(text, site);
    hold(back.starts_with('/') && !back.starts_with("//") && back.find_first_of("\\\r\n\t ") == std::string::npos);
    hold(thingwall::identity::safe_return(back, site) == back);
    return 0;
}
