#pragma once
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/csv.hpp"
#include "places/crosswalk.hpp"
#include "places/tables.hpp"

namespace thingwall::places::reference {

inline std::filesystem::path folder() {
    return std::filesystem::path(THINGWALL_SOURCE) / "../shared/data/places";
}
inline bool present() {
    return std::filesystem::exists(folder() / "wirral");
}

inline std::string bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline csv::Table table(const std::filesystem::path& path) {
    return csv::read_table(bytes(path)).value();
}

inline Ground layer(const std::string& district, const std::string& name) {
    Report report(name);
    LayerReading how;
    auto read = read_layer(bytes(folder() / district / (name + ".geojson")), how, report);
    if (!read) throw std::runtime_error(describe(read.error()));
    return Ground(std::move(*read));
}

/// One district's five layers, cut along its small areas.
struct District {
    explicit District(const std::string& its_name)
        : name(its_name),
          ward(layer(name, "wards_2013")),
          constituency(layer(name, "constituencies_2010")),
          lsoa(layer(name, "lsoa_2011")),
          msoa(layer(name, "msoa_2011")),
          oa(layer(name, "oa_2011")) {
        std::vector<std::string> codes;
        for (std::size_t i = 0; i < oa.size(); ++i) codes.push_back(oa.code(i));
        Report report("oa_population_2011.csv");
        residents = read_residents(bytes(folder() / name / "oa_population_2011.csv"), codes, report).value();
    }
    const Ground& operator[](const std::string& which) const {
        if (which == "ward") return ward;
        if (which == "constituency") return constituency;
        if (which == "lsoa") return lsoa;
        if (which == "msoa") return msoa;
        return oa;
    }
    std::string name;
    Ground ward, constituency, lsoa, msoa, oa;
    std::vector<double> residents;
};

}  // namespace thingwall::places::reference
