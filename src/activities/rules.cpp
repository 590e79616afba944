#include "activities/rules.hpp"

#include <algorithm>

#include "activities/codes.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

// Control characters but tabs and line ends, and the two that are no characters (U+FFFE, U+FFFF): feeds and
// spreadsheets are XML, which has none of them (XML 1.0, production 2), and one would break them for everybody.
bool has_what_no_file_can_hold(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') return true;
        if (c == 0xef && text.substr(i, 3).starts_with("\xef\xbf") && i + 2 < text.size() &&
            static_cast<unsigned char>(text[i + 2]) >= 0xbe)
            return true;
    }
    return false;
}

// Gathers what one draft says, and every fault on the way.
class Reading {
public:
    Reading(const Draft& draft, const Known& known, Ask ask) : draft_(draft), known_(known), ask_(ask) {}

    std::string text(std::string_view name) {
        const Field& field = *find_field(name);
        std::string value(trim(draft_.*field.value));
        if (has_what_no_file_can_hold(value))
            faults_.add(std::string(name), "There is a character in it that cannot be shown. Type it again");
        if (length(value) > field.most) too_long(field, value);
        return value;
    }
    // Lists and days are kept written out ("1;2" as "1; 2"): what is kept must fit when it is changed again.
    void still_fits(const Draft& written_out) {
        for (const Field& field : fields())
            if (length(written_out.*field.value) > field.most) too_long(field, written_out.*field.value);
    }
    std::string required(std::string_view name, std::string_view what_to_do) {
        std::string value = text(name);
        if (value.empty()) faults_.add(std::string(name), std::string(what_to_do));
        return value;
    }
    std::string wanted(std::string_view name, std::string_view what_to_do) {
        return ask_ == Ask::in_full ? required(name, what_to_do) : text(name);
    }
    bool yes(std::string_view name) {
        std::string value = fold(text(name));
        if (value.empty() || value == "no" || value == "n") return false;
        if (value == "yes" || value == "y" || value == "true" || value == "1") return true;
        faults_.add(std::string(name), fmt::format("“{}” is neither yes nor no. Write yes or no", value));
        return false;
    }
    std::optional<std::int64_t> count(std::string_view name, std::int64_t least, std::int64_t most) {
        std::string value = text(name);
        if (value.empty()) return std::nullopt;
        std::string_view figure = value;
        for (std::string_view word : {"about ", "About ", "approx. ", "c. ", "~"})
            if (figure.starts_with(word)) figure.remove_prefix(word.size());
        std::string digits;
        for (char c : figure)
            if (c != ',' && c != ' ') digits += c;
        auto number = parse_whole(digits);
        const Field& field = *find_field(name);
        if (!number) {
            faults_.add(std::string(name),
                        fmt::format("{} is a whole number. Write it in digits, like 1200", field.label));
        } else if (*number < least || *number > most) {
            faults_.add(std::string(name),
                        fmt::format("{} is from {} to {}", field.label, thousands(least), thousands(most)));
        } else {
            return number;
        }
        return std::nullopt;
    }
    std::vector<std::string> codes(std::string_view name, const std::function<bool(std::string_view)>& known) {
        std::vector<std::string> found;
        std::string value = text(name);  // outlives its parts
        for (auto code : split(value, ';')) {
            if (known && !known(code))
                faults_.add(std::string(name), fmt::format("“{}” is not in the list. Choose from the list", code));
            else if (std::ranges::find(found, code) == found.end())
                found.emplace_back(code);
        }
        return found;
    }
    std::vector<std::string> codes(std::string_view name, std::span<const Code> list) {
        return codes(
            name, [list](std::string_view code) { return std::ranges::find(list, code, &Code::code) != list.end(); });
    }
    template <class IdType>
    std::vector<IdType> ids(std::string_view name, const std::function<bool(IdType)>& known, std::string_view what) {
        std::vector<IdType> found;
        std::string value = text(name);
        for (auto word : split(value, ';')) {
            auto number = parse_id(word);
            if (!number || (known && !known(IdType{*number})))
                faults_.add(std::string(name), fmt::format("There is no {} “{}”. Choose from the list", what, word));
            else if (std::ranges::find(found, IdType{*number}) == found.end())
                found.push_back(IdType{*number});
        }
        return found;
    }
    std::optional<PartialDate> date(std::string_view name) {
        std::string value = text(name);
        if (value.empty()) return std::nullopt;
        auto read = parse_partial_date(value);
        if (!read) {
            faults_.add(std::string(name), fmt::format("{}: {}", find_field(name)->label, read.error().message));
            return std::nullopt;
        }
        if (read->known != DatesKnown::day && (ask_ == Ask::in_full || name == "decision_day" || name == "public_on")) {
            faults_.add(std::string(name),
                        fmt::format("{} must have a day, a month and a year", find_field(name)->label));
            return std::nullopt;
        }
        return *read;
    }
    Faults& faults() { return faults_; }
    const Known& known() const { return known_; }
    Ask ask() const { return ask_; }
    const Draft& draft() const { return draft_; }

private:
    void too_long(const Field& field, std::string_view value) {
        faults_.add(std::string(field.name), fmt::format("{} has {} characters. It can have at most {}", field.label,
                                                         thousands(static_cast<std::int64_t>(length(value))),
                                                         thousands(static_cast<std::int64_t>(field.most))));
    }

    const Draft& draft_;
    const Known& known_;
    Ask ask_;
    Faults faults_;
};

void read_what(Reading& reading, Activity& activity) {
    activity.title = reading.required("title", "Every activity has a title. Give it one");
    if (activity.title.find('\n') != std::string::npos) reading.faults().add("title", "A title is one line");
    activity.purpose = reading.wanted("purpose", "Say what you want to find out");
    reading.text("questions");
    activity.questions = lines_of(reading.draft().questions);
    activity.subjects = reading.codes("subjects", reading.known().subject);
    if (activity.subjects.empty() && reading.ask() == Ask::in_full && trim(reading.draft().subjects).empty())
        reading.faults().add("subjects", "Choose at least one subject. We find others who ask about the same by it");
}

void read_who(Reading& reading, Activity& activity) {
    activity.audience = reading.codes("audience", reading.known().audience);
    if (activity.audience.size() > 1 && std::ranges::find(activity.audience, "everyone") != activity.audience.end())
        reading.faults().add("audience", "Choose everyone, or the groups that you will ask, but not both");
    if (reading.ask() == Ask::in_full && trim(reading.draft().audience).empty())
        reading.faults().add("audience", "Choose who you want to hear from, or everyone");
    activity.audience_words = reading.text("audience_words");
    activity.audience_list = reading.known().audience_list;
    activity.invited = reading.count("invited", 0, 100'000'000);
}

std::optional<Circle> read_circle(Reading& reading) {
    std::string centre = reading.text("centre");
    if (centre.empty()) {
        if (!reading.text("radius").empty()) reading.faults().add("centre", "Say where the middle of the circle is");
        return std::nullopt;
    }
    auto parts = split(centre, ',');
    auto latitude = parts.size() == 2 ? parse_number(parts[0]) : std::nullopt;
    auto longitude = parts.size() == 2 ? parse_number(parts[1]) : std::nullopt;
    auto metres = reading.count("radius", 50, 50'000);
    if (!latitude || !longitude || *latitude < 49 || *latitude > 62 || *longitude < -9 || *longitude > 3) {
        reading.faults().add(
            "centre",
            "This postcode is not known here. Give another, or a place as latitude and longitude: 53.39, -3.05");
        return std::nullopt;
    }
    if (!metres) {
        if (trim(reading.draft().radius).empty())
            reading.faults().add("radius", "Say how many metres around the point");
        return std::nullopt;
    }
    return Circle{*latitude, *longitude, *metres};
}

void read_where(Reading& reading, Activity& activity) {
    Footprint& ground = activity.footprint;
    ground.whole_borough = reading.yes("whole_borough");
    ground.areas = reading.ids<AreaId>("areas", reading.known().area, "area");
    ground.shape = reading.text("shape");
    if (!ground.shape.empty())
        if (auto reason = reason_not_to_take_shape(ground.shape)) {
            reading.faults().add("shape", *reason);
            ground.shape.clear();
        }
    ground.circle = read_circle(reading);
    if ((!ground.shape.empty() || ground.circle) && reading.known().ground)
        if (auto reason = reading.known().ground(ground); !reason.empty())
            reading.faults().add(ground.shape.empty() ? "centre" : "shape", std::move(reason));
    const Draft& draft = reading.draft();
    bool nothing_typed = trim(draft.areas).empty() && trim(draft.shape).empty() && trim(draft.centre).empty() &&
                         trim(draft.radius).empty() && trim(draft.whole_borough).empty();
    if (!ground.whole_borough && nothing_typed)
        reading.faults().add("areas", "Choose where: the whole borough, one area or more, or a shape of your own");
    if (ground.whole_borough && reading.ask() == Ask::in_full &&
        (!ground.areas.empty() || !ground.shape.empty() || ground.circle))
        reading.faults().add(
            "whole_borough",
            "You chose the whole borough and a part of it. Keep one of the two and take the other out");
    // The whole borough holds all the rest, so that the same ground is always said in the same way.
    if (ground.whole_borough) ground = Footprint{.whole_borough = true, .areas = {}, .shape = {}, .circle = {}};
}

std::vector<Session> read_sessions(Reading& reading) {
    std::vector<Session> found;
    reading.text("sessions");
    auto lines = lines_of(reading.draft().sessions);
    if (lines.size() > 200) reading.faults().add("sessions", "There can be at most 200 sessions in one activity");
    for (std::size_t i = 0; i < lines.size() && i < 200; ++i) {
        auto comma = lines[i].find(',');
        auto day = parse_date(trim(std::string_view(lines[i]).substr(0, comma)));
        if (!day) {
            reading.faults().add("sessions",
                                 fmt::format("Line {} of the sessions: {}. Write the day, a comma, the time, a comma, "
                                             "the place: 5 November 2026, 2pm to 4pm, Central library",
                                             i + 1, day.error().message));
            continue;
        }
        Session session{*day, {}, {}};
        if (comma != std::string::npos) {
            std::string_view rest = trim(std::string_view(lines[i]).substr(comma + 1));
            auto second = rest.find(',');
            session.time = trim(rest.substr(0, second));
            if (second != std::string_view::npos) session.place = trim(rest.substr(second + 1));
        }
        found.push_back(std::move(session));
    }
    return found;
}

// One word says how much is known of both ends: "5 March 2025 to some day in 2026" is kept as "2025 to 2026".
PartialDate as_far_as(DatesKnown known, Date day) {
    std::string iso = to_iso(day);
    return *parse_partial_date(iso.substr(0, known == DatesKnown::day ? 10 : known == DatesKnown::month ? 7 : 4));
}

void read_when(Reading& reading, Activity& activity) {
    if (trim(reading.draft().first_day).empty()) reading.faults().add("first_day", "Give the first day");
    if (trim(reading.draft().last_day).empty() && reading.ask() == Ask::in_full)
        reading.faults().add("last_day", "Give the last day");
    auto first = reading.date("first_day");
    auto last = reading.date("last_day");
    // An old row with a first day alone: it ended on the day, or in the month or year, that is known.
    if (first && !last && trim(reading.draft().last_day).empty() && reading.ask() == Ask::as_far_as_known) last = first;
    if (first && last) {
        const DatesKnown known = std::max(first->known, last->known);
        first = as_far_as(known, first->first);
        last = as_far_as(known, last->last);
        auto range = DateRange::make(first->first, last->last);
        if (!range) {
            reading.faults().add("last_day",
                                 fmt::format("The last day is before the first day, {}. Swap them, or correct one",
                                             short_date(first->first)));
        } else if (range->days() > 3 * 366) {
            reading.faults().add("last_day",
                                 "An activity lasts at most three years. Register each year as one of a series");
        } else {
            activity.dates = *range;
            activity.dates_known = known;
        }
    }
    activity.dates_can_move = reading.yes("dates_can_move");
    activity.sessions = read_sessions(reading);
    if (first && last)
        for (const Session& session : activity.sessions)
            if (session.day < first->first || session.day > last->last)
                reading.faults().add(
                    "sessions", fmt::format("The session of {} is outside the first and last day. Correct one of them",
                                            short_date(session.day)));
    activity.reason_short = reading.text("reason_short");
}

void read_how(Reading& reading, Activity& activity) {
    activity.methods = reading.codes("methods", methods());
    if (reading.ask() == Ask::in_full && trim(reading.draft().methods).empty())
        reading.faults().add("methods", "Choose how you will ask people");
    activity.minutes = reading.count("minutes", 1, 1440);
    activity.access = reading.codes("access", access_arrangements());
    activity.access_words = reading.text("access_words");
    activity.other_ways = reading.codes("other_ways", other_ways());
    activity.other_ways_words = reading.text("other_ways_words");
    activity.contact = reading.wanted(
        "contact", "Give a contact for people who have a question: a name, a telephone number or an e-mail address");
    if (std::string cost = reading.text("cost"); !cost.empty()) {
        auto money = parse_money(cost);
        if (money)
            activity.cost = *money;
        else
            reading.faults().add("cost", fmt::format("Cost: {}", money.error().message));
    }
}

void read_decision(Reading& reading, Activity& activity, OrganisationId lead) {
    activity.decision = reading.wanted("decision", "Say which decision the answers will inform");
    if (auto day = reading.date("decision_day")) activity.decision_day = day->first;
    std::string influence = reading.text("influence");
    if (!influence.empty()) {
        auto code = find_code(influences(), influence);
        if (!code)
            reading.faults().add("influence",
                                 fmt::format("“{}” is no degree of influence. Choose from the list", influence));
        else
            for (std::size_t i = 0; i < influences().size(); ++i)
                if (influences()[i].code == *code) activity.influence = static_cast<Influence>(i + 1);
    } else if (reading.ask() == Ask::in_full) {
        reading.faults().add("influence", "Choose how much say people will have");
    }
    auto leads = reading.ids<OrganisationId>("lead", reading.known().organisation, "partner");
    activity.lead = leads.empty() ? lead : leads.front();
    if (!activity.lead.known() && trim(reading.draft().lead).empty()) reading.faults().add("lead", "Say who leads");
    activity.partners = reading.ids<OrganisationId>("partners", reading.known().organisation, "partner");
    std::erase(activity.partners, activity.lead);
    activity.series = reading.text("series");
    auto umbrellas = reading.ids<ActivityId>("umbrella", reading.known().activity, "activity");
    if (!umbrellas.empty()) activity.umbrella = umbrellas.front();
    std::string visibility = reading.text("visibility");
    if (auto code = find_code(visibilities(), visibility)) {
        for (std::size_t i = 0; i < visibilities().size(); ++i)
            if (visibilities()[i].code == *code) activity.visibility = static_cast<Visibility>(i);
    } else if (!visibility.empty()) {
        reading.faults().add("visibility",
                             fmt::format("“{}” says not who can see it. Choose from the list", visibility));
    } else if (reading.ask() == Ask::in_full) {
        reading.faults().add("visibility", "Choose who can see it");
    }
    auto public_on = reading.date("public_on");
    if (public_on && activity.visibility == Visibility::everyone) activity.public_on = public_on->first;
    activity.responses = reading.count("responses", 0, 100'000'000);
    activity.results = reading.text("results");
}

Activity read_all(Reading& reading, OrganisationId lead) {
    Activity activity;
    read_what(reading, activity);
    read_who(reading, activity);
    read_where(reading, activity);
    read_when(reading, activity);
    read_how(reading, activity);
    read_decision(reading, activity, lead);
    return activity;
}

}  // namespace

Result<Activity> check(const Draft& draft, const Known& known, OrganisationId lead, Ask ask) {
    Reading reading(draft, known, ask);
    Activity activity = read_all(reading, lead);
    if (reading.faults().empty()) reading.still_fits(to_draft(activity));
    if (!reading.faults().empty()) return reading.faults().take();
    return activity;
}

Activity as_far_as_it_goes(const Draft& draft, const Known& known, OrganisationId lead) {
    Reading reading(draft, known, Ask::as_far_as_known);
    return read_all(reading, lead);
}

Error faults_of(Step step, const Draft& draft, const Known& known, OrganisationId lead) {
    auto checked = check(draft, known, lead);
    Error error;
    error.message = "There is a problem";
    if (!checked)
        for (const auto& fault : checked.error().fields)
            if (const Field* field = find_field(fault.field); field != nullptr && field->step == step)
                error.fields.push_back(fault);
    return error;
}

std::optional<Step> first_unfinished(const Draft& draft, const Known& known, OrganisationId lead) {
    auto checked = check(draft, known, lead);
    if (checked) return std::nullopt;
    std::size_t first = step_count - 1;
    for (const auto& fault : checked.error().fields)
        if (const Field* field = find_field(fault.field))
            first = std::min(first, static_cast<std::size_t>(field->step));
    return static_cast<Step>(first);
}

std::optional<Numbered> numbered(std::string_view reference, std::string_view prefix) {
    auto parts = split(reference, '-');
    if (parts.size() != 3 || parts[0] != prefix) return std::nullopt;
    auto year = parse_whole(parts[1]), number = parse_whole(parts[2]);
    if (!year || !number || *year < 1900 || *year >= 2200 || *number <= 0 || *number >= 1'000'000'000)
        return std::nullopt;
    return Numbered{static_cast<int>(*year), *number};
}

Status status_of(const Activity& activity, Date today) {
    if (activity.withdrawn_on) return Status::withdrawn;
    if (today < activity.dates.first()) return Status::planned;
    return today <= activity.dates.last() ? Status::open : Status::closed;
}

bool is_public(const Activity& activity, Date today) {
    return activity.visibility == Visibility::everyone && (!activity.public_on || *activity.public_on <= today);
}

bool may_see(const Activity& activity, const Viewer& viewer, Date today) {
    if (is_public(activity, today)) return true;
    if (!viewer.signed_in) return false;
    return activity.visibility != Visibility::draft || viewer.organisation == activity.lead;
}

std::vector<Happens> what_happens(const Activity& activity, Date today) {
    std::vector<Happens> next;
    if (activity.visibility == Visibility::draft)
        next.push_back({today, "It is in the register as a draft, seen by your organisation only."});
    else if (is_public(activity, today))
        next.push_back({today, "It is in the register and the forward plan, and everyone can see it."});
    else
        next.push_back({today, "It is in the register and the forward plan, seen by partners only."});
    if (activity.visibility == Visibility::everyone && activity.public_on && *activity.public_on > today)
        next.push_back({*activity.public_on, *activity.public_on < activity.dates.first()
                                                 ? "It becomes public on “What is open near you”, as coming soon."
                                                 : "It becomes public on “What is open near you”."});
    if (activity.dates.first() > today) next.push_back({activity.dates.first(), "It opens."});
    if (activity.dates.last() >= today) next.push_back({activity.dates.last(), "Its last day."});
    if (activity.decision_day && *activity.decision_day >= today)
        next.push_back({*activity.decision_day, "The decision that it informs."});
    if (const Date due = feedback_due(activity.dates.last()); due >= today)
        next.push_back({due, "“You said, we did” is due, three months after closing."});
    std::ranges::stable_sort(next, {}, &Happens::day);
    return next;
}

Date feedback_due(Date last_day) {
    auto due = std::chrono::year_month_day{last_day.days()} + std::chrono::months{3};
    if (!due.ok()) due = due.year() / due.month() / std::chrono::last;
    return Date{std::chrono::sys_days{due}};
}

std::vector<Checked> checks(const Activity& activity) {
    using Answer = Checked::Answer;
    std::vector<Checked> found;
    if (activity.decision.empty())
        found.push_back({Answer::warn, "The decision it informs is not named"});
    else
        found.push_back({Answer::pass, "The decision it informs is named"});
    if (activity.decision_day && *activity.decision_day <= activity.dates.last())
        found.push_back({Answer::warn, "The decision falls before the last day: answers after it cannot count"});
    bool written = std::ranges::any_of(activity.methods, [](const auto& method) { return is_written(method); });
    // The Compact's consultation code asks for 12 weeks for a written consultation.
    if (written && activity.dates_known == DatesKnown::day) {
        if (activity.dates.days() >= compact_days)
            found.push_back({Answer::pass, "12 weeks or more, as the Compact asks"});
        else
            found.push_back(
                {Answer::warn, how_long(activity.dates) + ", under the Compact’s 12 weeks; " +
                                   (activity.reason_short.empty() ? "no reason is given" : "your reason is recorded")});
    }
    if (activity.other_ways.empty())
        found.push_back({Answer::warn, "No other way to take part is offered: paper, telephone or in person"});
    else {
        std::vector<std::string> ways;
        for (const auto& way : activity.other_ways) ways.push_back(fold(label_of(other_ways(), way)));
        found.push_back({Answer::pass, "People can also take part " + listed(ways)});
    }
    if (activity.access.empty() && activity.access_words.empty())
        found.push_back({Answer::warn, "No access arrangements are named"});
    return found;
}

std::string how_long(const DateRange& dates) {
    int days = dates.days();
    if (days >= 14 && (days % 7 == 0 || days % 7 == 5)) return count_of((days + 2) / 7, "week", "weeks");
    return count_of(days, "day", "days");
}

std::string dates_in_words(const Activity& activity, std::optional<int> this_year) {
    if (activity.dates_known == DatesKnown::day) return describe(activity.dates, this_year);
    int first = activity.dates.first().year(), last = activity.dates.last().year();
    if (activity.dates_known == DatesKnown::year)
        return (first == last ? std::to_string(first) : fmt::format("{} to {}", first, last)) + ", day unknown";
    auto month = [](Date day) { return fmt::format("{} {}", month_name(day.month()), day.year()); };
    std::string from = month(activity.dates.first()), to = month(activity.dates.last());
    return (from == to ? from : from + " to " + to) + ", day unknown";
}

std::vector<Change> changes(const Draft& was, const Draft& is) {
    std::vector<Change> found;
    for (const Field& field : fields())
        if (was.*field.value != is.*field.value) found.push_back({&field, was.*field.value, is.*field.value});
    return found;
}

}  // namespace thingwall::activities
