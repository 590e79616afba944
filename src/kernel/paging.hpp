#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "html/components.hpp"
#include "web/types.hpp"

namespace thingwall::kernel {

/// Which part of a list somebody asks for.
struct Paging {
    std::int64_t page = 1;  ///< from 1
    std::int64_t size = 50;
    [[nodiscard]] std::int64_t offset() const { return (page - 1) * size; }
    [[nodiscard]] std::int64_t limit() const { return size; }
    /// Back to the last page when the list is shorter than asked for.
    void keep_within(std::int64_t total);
};

/// From ?page= and ?size=. What is no whole number from 1 counts as not given; a size is at most `largest`.
[[nodiscard]] Paging paging(const web::Request& request, std::int64_t usual = 50, std::int64_t largest = 200);

/// The numbers of the pages below a list; every other value of the query stays as it is.
void page_numbers(html::Writer& page, const web::Request& request, const Paging& at, std::int64_t total,
                  std::string what);

}  // namespace thingwall::kernel
