#include "kernel/paging.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "web/url.hpp"

namespace thingwall::kernel {

void Paging::keep_within(std::int64_t total) {
    std::int64_t last = std::max<std::int64_t>(1, (total + size - 1) / size);
    page = std::clamp<std::int64_t>(page, 1, last);
}

Paging paging(const web::Request& request, std::int64_t usual, std::int64_t largest) {
    auto whole = [&](std::string_view name, std::int64_t otherwise, std::int64_t most) {
        auto number = parse_whole(request.query.get(name));
        return number && *number >= 1 ? std::min(*number, most) : otherwise;
    };
    // A billion pages are more than any list has, and far from where page times size would overflow.
    return {whole("page", 1, 1'000'000'000), whole("size", usual, largest)};
}

void page_numbers(html::Writer& page, const web::Request& request, const Paging& at, std::int64_t total,
                  std::string what) {
    std::string base;
    for (const auto& [name, value] : request.query.pairs())
        if (name != "page") base += web::percent_encode(name) + "=" + web::percent_encode(value) + "&";
    html::page_numbers(page, {.page = at.page,
                              .per_page = at.size,
                              .total = total,
                              .address =
                                  [path = request.path + "?" + base](std::int64_t number) {
                                      return html::Href::path(path + "page=" + std::to_string(number));
                                  },
                              .what = std::move(what)});
}

}  // namespace thingwall::kernel
