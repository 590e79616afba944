#include "demo/meetings.hpp"

#include "demo/engagements.hpp"

namespace thingwall::demo {
namespace {

Date thursday_from(Date day) {
    return day + (4 - day.weekday() + 7) % 7;
}

std::vector<Meeting::There> who_came(int meeting) {
    std::vector<Meeting::There> there;
    for (std::size_t body = 0; body < bodies().size(); ++body) {
        const auto& people = bodies()[body].people;
        if (people.empty()) continue;
        there.push_back({body, people.front().name, (body + static_cast<std::size_t>(meeting)) % 4 != 3});
    }
    return there;
}

}  // namespace

std::vector<Meeting> make_meetings(Date today) {
    const Date next = thursday_from(today + 3);
    const char* place = "Harbour Library, Quay Street, room 2. Step-free, hearing loop; or join by telephone.";
    std::vector<Meeting> all;
    for (int quarter = 3; quarter >= 0; --quarter) {
        Meeting made;
        made.day = next - 91 * quarter;
        made.time = "10am to noon";
        made.place = place;
        if (quarter == 0)
            made.agenda = "Audit: which partners have answered\nTraining, rooms and the toolkit";
        else
            made.there = who_came(quarter);
        all.push_back(std::move(made));
    }
    all[0].minutes =
        "The group looked at the forward plan and found two surveys that asked tenants the same thing in one month.\n\n"
        "The leads agreed to ask once, together, and to share the answers.";
    all[0].agreed = {{"Write one questionnaire for both surveys of tenants", bodies()[0].people.front().name, 0,
                      all[0].day + 28, "One questionnaire of nine questions, sent in one letter"}};
    all[1].minutes =
        "The forward plan was read month by month. October is full for young people.\n\n"
        "The group asked that leads say what was done with the answers, also where nothing changed.";
    all[1].agreed = {{"Move the questions to young people out of October", "Dave Pickering", 2, all[1].day + 40,
                      "They are asked in January"},
                     {"Remind leads of results that are due", bodies()[0].people.front().name, 0, all[1].day + 21,
                      "All were written to"}};
    all[2].minutes =
        "Two pairs asked the same people. One was joined; the other goes ahead because the law asks for it.\n\n"
        "The group wants every consultation of less than 12 weeks to give its reason.";
    all[2].agreed = {
        {"Ask leads of short consultations for their reasons", bodies()[0].people.front().name, 0, all[2].day + 30, ""},
        {"Find out whether the hearing loop in room 2 works", "Anna Holt", 1, next - 2, ""}};
    return all;
}

}  // namespace thingwall::demo
