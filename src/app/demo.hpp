#pragma once
#include <iosfwd>
#include <string_view>
#include <vector>

#include "cli/command.hpp"

namespace thingwall::app {

class Partnership;

/// `demo`: makes a fictional partnership of any size.
[[nodiscard]] std::vector<cli::Command> demo_commands();

/// A line for each person of a demonstration: e-mail, sign-in link after `site`, name. Only ever for a demonstration.
void write_sign_in_links(Partnership& partnership, std::string_view site, std::ostream& out);

}  // namespace thingwall::app
