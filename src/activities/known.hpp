#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "activities/inside.hpp"
#include "activities/views.hpp"

namespace thingwall::activities {

/// Others that ask the same people, as far as this viewer may see them, strongest first.
[[nodiscard]] std::vector<OtherView> others_of(Activities::Inside& inside, const Activity& activity,
                                               const Viewer& viewer, std::size_t most);
/// What is known already of an ask: empty until subject, people and place are given; others and burden once the dates
/// are.
[[nodiscard]] KnownView known_about(Activities::Inside& inside, const Activity& activity, bool dates_given,
                                    const Viewer& viewer);
/// "Older people, Estuary (health area): about 4,900 residents live there."; empty until both are given.
[[nodiscard]] std::string people_and_place(Activities::Inside& inside, const Activity& activity);

/// What stands in the field "Part of": a reference, what was typed, or that this person may not see it.
[[nodiscard]] std::string umbrella_in_words(Activities::Inside& inside, const Draft& draft, const Viewer& viewer);
/// What one step's form says, put into the draft; other fields stay as they are. Postcodes become points, references of
/// umbrellas become ids, typed subjects become codes; what is neither stays as typed, for check() to name.
void read_step(Activities::Inside& inside, const web::Request& request, Step step, bool subjects, Draft& draft);

}  // namespace thingwall::activities
