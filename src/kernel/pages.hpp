#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "html/components.hpp"
#include "kernel/capability.hpp"
#include "web/router.hpp"

/// Puts a capability's content into the partnership's frame, so that all pages are alike.
namespace thingwall::kernel {

/// The page around some content: officers' frame for who is signed in, residents' for others; who is signed in, the
/// sign-out button's token, and the part of the site. Change what should be different before it is shown.
[[nodiscard]] html::Page page(const web::Request& request, std::string title, std::string_view active = {});
/// A page with one question or form and no navigation around it.
[[nodiscard]] html::Page focus_page(const web::Request& request, std::string title);

[[nodiscard]] web::Response show(const Services& services, const html::Page& page, html::Writer content,
                                 int status = 200);

/// For a command's error that is no fault of a field: ends the handler with the error's own page (404, 403, 409, 413,
/// 503). An `invalid` error gives 422.
[[noreturn]] void refuse(const Error& error);

/// Whether the form should be shown again with what was typed.
[[nodiscard]] inline bool is_invalid(const Error& error) {
    return error.kind == ErrorKind::invalid;
}

}  // namespace thingwall::kernel
