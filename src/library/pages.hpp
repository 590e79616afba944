#pragma once
#include <string>

#include "library/asked.hpp"
#include "library/inside.hpp"

namespace thingwall::library {

/// The page of what was found, with the form that saves the search: what was typed as its name, and what is wrong with
/// it.
[[nodiscard]] web::Response show_search(Library::Inside& inside, const web::Request& request, AskedFor asked,
                                        std::string name, const Error& save_error);

}  // namespace thingwall::library
