// What people type, as text, attribute and address: whatever it is, it stays within the place where it is written.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"
#include "html/components.hpp"

using namespace thingwall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view typed{reinterpret_cast<const char*>(data), size};

    html::Writer text{64};
    const std::string escaped = text.text(typed).take();
    if (!valid_utf8(escaped) || escaped.find_first_of("<>\"'") != std::string::npos) std::abort();

    html::Writer tag{64};
    const std::string attribute = tag.open("<p>", {{"title", typed}}).take();
    if (attribute.find('>') != attribute.size() - 1 || attribute.rfind('"') != attribute.size() - 2) std::abort();

    if (const auto address = html::Href::parse(typed)) {
        const std::string& to = address->text();
        if (to.starts_with("//") || to.find_first_of(" \t\r\n\\\"<>") != std::string::npos) std::abort();
        html::Writer link{64};
        (void)link.link(*address, "words");
    }
    const std::string path = html::Href::path(typed).text();
    if (path.starts_with("//") || (path[0] != '/' && path[0] != '?' && path[0] != '#')) std::abort();
    const std::string folder = html::Href::of("/places", typed).text();
    if (!folder.starts_with("/places/") || folder.find('/', 8) != std::string::npos) std::abort();
    return 0;
}
