#include "audit/rules.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::audit {

Result<Audit> check(const AuditDraft& draft, Date today) {
    Faults faults;
    Audit audit;
    audit.name = trim(draft.name);
    if (audit.name.empty())
        faults.add("name", "Give it a name, for example “Engagement audit 2027”");
    else if (length(audit.name) > 100)
        faults.add("name", "Use at most 100 characters");
    audit.words = trim(draft.words);
    if (length(audit.words) > 2'000) faults.add("words", "Use at most 2,000 characters");
    if (auto due = parse_date(trim(draft.due)); !due)
        faults.add("due", due.error().message);
    else if (*due <= today)
        faults.add("due", "Give a day after today, so that partners have time to answer");
    else
        audit.due = *due;
    if (!faults.empty()) return faults.take();
    return audit;
}

std::string path_of(const std::string& token) {
    return "/audit/" + token;
}

Date looks_back_to(const Audit& audit) {
    return london_day(audit.opened_at) - 365;
}

notify::Letter letter(const Audit& audit, const Partner& partner, const std::string& organisation,
                      const std::string& partnership, int this_year, bool reminder) {
    using Block = notify::Block;
    const std::string due = long_date(audit.due, this_year);
    notify::Letter letter;
    letter.kind = reminder ? "audit.reminder" : "audit.asked";
    letter.to = partner.email;
    letter.subject = reminder ? fmt::format("Reminder: {}, answers by {}", audit.name, short_date(audit.due, this_year))
                              : fmt::format("{}: is what we know of you right?", audit.name);
    letter.body.push_back(
        {Block::Kind::paragraph,
         fmt::format("{} asks all partners once whom they ask, about what and when, so that nobody is "
                     "asked twice. What we know of {} is there already. Say what is right, put right "
                     "what is wrong, add what is missing. It takes about five minutes, and you need no "
                     "account.",
                     partnership, organisation),
         {}});
    if (!audit.words.empty()) letter.body.push_back({Block::Kind::paragraph, audit.words, {}});
    letter.body.push_back({Block::Kind::link, "Answer for " + organisation, path_of(partner.token)});
    letter.body.push_back({Block::Kind::paragraph, fmt::format("Please answer by {}.", due), {}});
    letter.why = fmt::format(
        "You get this because you are the contact of {}. The link is yours: whoever has it answers for you.",
        organisation);
    return letter;
}

Entry entry_of(const activities::Draft& draft) {
    const bool one_area = !draft.areas.empty() && draft.areas.find(';') == std::string::npos && draft.shape.empty() &&
                          draft.centre.empty() && draft.whole_borough.empty();
    const bool one_method = draft.methods.find(';') == std::string::npos;
    const bool one_audience = draft.audience.find(';') == std::string::npos;
    return {draft.title,
            draft.purpose,
            draft.first_day,
            draft.last_day,
            one_audience ? draft.audience : std::string{},
            !draft.whole_borough.empty() ? "*"
            : one_area                   ? draft.areas
                                         : std::string{},
            one_method ? draft.methods : std::string{},
            draft.contact,
            draft.results};
}

activities::Draft with_entry(activities::Draft draft, const Entry& entry) {
    draft.title = entry.title;
    draft.purpose = entry.purpose;
    draft.first_day = entry.first_day;
    draft.last_day = entry.last_day;
    draft.contact = entry.contact;
    draft.results = entry.results;
    if (!entry.audience.empty()) draft.audience = entry.audience;
    if (!entry.method.empty()) draft.methods = entry.method;
    if (!entry.area.empty()) {
        draft.whole_borough = entry.area == "*" ? "yes" : "";
        draft.areas = entry.area == "*" ? "" : entry.area;
        draft.shape.clear(), draft.centre.clear(), draft.radius.clear();
    }
    return draft;
}

}  // namespace thingwall::audit
