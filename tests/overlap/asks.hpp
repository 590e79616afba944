#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "overlap/overlap.hpp"

namespace thingwall::overlap::tests {

inline Date day(std::string_view iso) {
    return parse_date(iso).value();
}

/// Ten small areas of 100 residents; the last two are a site and a common where nobody lives.
inline GroundPlan plan() {
    return {{100, 100, 100, 100, 100, 100, 100, 100, 0, 0}, {"Harbour", "Millrace", "Castle Park", "Wyremouth"}};
}

inline Extent areas(std::initializer_list<std::uint32_t> list) {
    Extent extent;
    for (auto area : list) extent.push_back({area, 1});
    return extent;
}

/// Two of these, of different bodies, are plainly one exercise: each test changes what it is about.
inline Ask gp_survey(std::int64_t id, std::int64_t body) {
    Ask ask;
    ask.id = ActivityId{id};
    ask.title = body % 2 == 1 ? "Getting a GP appointment" : "Seeing a doctor when you need one";
    ask.description =
        body % 2 == 1 ? "How long people wait on the telephone for a surgery to answer and for a doctor's appointment."
                      : "Patients tell us about ringing the surgery at eight and waiting weeks for an appointment.";
    ask.organisation = OrganisationId{body};
    ask.organisation_name = body == 1   ? "NHS Wyremouth"
                            : body == 2 ? "Voluntary Action"
                                        : "Body " + std::to_string(body);
    ask.first = day("2026-11-02");
    ask.last = day("2026-11-27");
    ask.extent = areas({0, 1, 2, 3});
    ask.audience_codes = {"older"};
    ask.audience_text = "people aged 65 and over";
    ask.theme = "Health";
    return ask;
}

inline std::vector<std::int64_t> ids(const std::vector<Finding>& findings) {
    std::vector<std::int64_t> list;
    for (const auto& finding : findings) list.push_back(finding.b.value());
    return list;
}

}  // namespace thingwall::overlap::tests
