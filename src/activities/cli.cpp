#include "activities/activities.hpp"

namespace thingwall::activities {

std::vector<cli::Command> commands() {
    return {};
}

}  // namespace thingwall::activities
