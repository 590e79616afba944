#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "html/html.hpp"

namespace thingwall::html {

/// Where a form is sent and what must come with it.
struct FormTo {
    Href action;
    std::string csrf;  ///< request.csrf
    /// Made once for each form that is shown, and repeated when the form is shown again with faults, so that the same
    /// deed sent twice is done once. Posted as `idempotency`. May be empty only where doing it twice does no harm
    /// (sign-out).
    std::string idempotency = {};
    bool multipart = false;                                        ///< the form uploads a file
    std::vector<std::pair<std::string, std::string>> hidden = {};  ///< further values that go with it
    std::string id = {}, classes = {};
};

/// The only way to open a form that changes something: method post, with its CSRF token (`csrf`) and idempotency key.
/// The browser's own checks are off (`novalidate`), since ours say all faults at once and what to do.
void form(Writer& page, const FormTo& to, const std::function<void(Writer&)>& content);

/// A search or filter: method get, nothing is changed. `hidden` values of the address that the form must keep.
struct GetFormTo {
    Href action;
    std::vector<std::pair<std::string, std::string>> hidden = {};
    bool search = false;  ///< a search landmark
    std::string id = {}, classes = {};
};
void get_form(Writer& page, const GetFormTo& to, const std::function<void(Writer&)>& content);

}  // namespace thingwall::html
