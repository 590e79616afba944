#pragma once
#include <string>
#include <vector>

namespace thingwall::demo {

// Names of places that do not exist. Two are alike on purpose: Harbour ward and Harbour police neighbourhood cover
// different ground, as happens where bodies draw their own maps.
[[nodiscard]] inline const std::vector<std::string>& ward_names() {
    static const std::vector<std::string> names{
        "Northshore", "Gull Head",   "Ferry Bank", "Beckside",   "Ropewalk",  "Fleetgate", "Kilnfield", "Harbour",
        "Millrace",   "Castle Brow", "Mill Brow",  "Alder Park", "Saltmarsh", "Thornhey",  "Larkfield", "Quayside"};
    return names;
}
[[nodiscard]] inline const std::vector<std::string>& police_names() {
    static const std::vector<std::string> names{"North Coast", "Ferry", "Kiln and Rope", "Harbour",    "Town Centre",
                                                "Mill Brow",   "Alder", "South Marsh",   "East Fields"};
    return names;
}
[[nodiscard]] inline const std::vector<std::string>& health_names() {
    static const std::vector<std::string> names{"Coastal", "Estuary", "Central", "Hillside", "Southern"};
    return names;
}
[[nodiscard]] inline const std::vector<std::string>& management_names() {
    static const std::vector<std::string> names{"Old Docks", "Brickfields",  "Garden Estate",
                                                "Tannery",   "Station Road", "Priory"};
    return names;
}

}  // namespace thingwall::demo
