#include "activities/rules_forward_plan.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {

// --- Lanes. ---

namespace {

constexpr float half = 0.5F;

}  // namespace

Lanes Lanes::of_communities(const Lists& lists) {
    Lanes made;
    made.by_ = LanesBy::community;
    made.names_.push_back({"everyone", "Everyone in a place", ""});
    made.by_code_["everyone"] = 0;
    for (const auto& one : lists.audiences())
        if (made.by_code_.try_emplace(one.id, made.names_.size()).second) made.names_.push_back({one.id, one.name, ""});
    made.names_.push_back({"others", "Others, no longer in the list", ""});
    return made;
}

Lanes Lanes::of_bodies(const Lists& lists) {
    Lanes made;
    made.by_ = LanesBy::body;
    auto bodies = lists.organisations();
    std::ranges::stable_sort(bodies, {}, [](const auto& body) { return fold(body.name); });
    for (const auto& body : bodies)
        if (const auto id = parse_id(body.id); id && made.by_number_.try_emplace(*id, made.names_.size()).second)
            made.names_.push_back({body.id, body.name, ""});
    made.names_.push_back({"others", "Bodies that have left", ""});
    return made;
}

Lanes Lanes::of_areas(const Lists& lists, std::string_view layer) {
    Lanes made;
    made.by_ = LanesBy::area;
    made.layer_ = layer;
    made.names_.push_back({"whole", "Whole borough", ""});
    for (const auto& area : lists.areas())
        if (area.group == layer)
            if (const auto id = parse_id(area.id); id && made.by_number_.try_emplace(*id, made.names_.size()).second)
                made.names_.push_back({area.id, area.name, ""});
    made.names_.push_back({"others", "Outside these areas", ""});
    return made;
}

std::optional<std::size_t> Lanes::find(std::string_view key) const {
    const auto found = std::ranges::find(names_, key, &LaneName::key);
    if (found == names_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names_.begin());
}

void Lanes::of(const Entry& entry, std::vector<std::size_t>& into) const {
    into.clear();
    const std::size_t others = names_.size() - 1;
    if (by_ == LanesBy::body) {
        const auto lane = by_number_.find(entry.lead.value());
        into.push_back(lane == by_number_.end() ? others : lane->second);
        return;
    }
    if (by_ == LanesBy::community) {
        if (entry.audience.empty()) return into.push_back(0);  // nobody said otherwise
        for (const auto& code : entry.audience) {
            const auto lane = by_code_.find(code);
            const std::size_t at = lane == by_code_.end() ? others : lane->second;
            if (std::ranges::find(into, at) == into.end()) into.push_back(at);
        }
        return;
    }
    if (entry.ground.whole_borough) return into.push_back(0);
    std::size_t most = others;
    float most_of_ground = 0;
    if (entry.reached)
        for (const auto& reached : *entry.reached) {
            const auto lane = by_number_.find(reached.area.value());
            if (lane == by_number_.end()) continue;
            if (reached.of_area >= half || reached.of_ground >= half)
                into.push_back(lane->second);
            else if (reached.of_ground > most_of_ground)
                std::tie(most, most_of_ground) = std::pair(lane->second, reached.of_ground);
        }
    if (into.empty()) into.push_back(most);
}

bool reaches(const Entry& entry, AreaId area) {
    constexpr float least = 0.01F;
    if (entry.ground.whole_borough) return true;
    if (!entry.reached) return false;
    return std::ranges::any_of(*entry.reached, [area](const Reached& reached) {
        return reached.area == area && (reached.of_area >= least || reached.of_ground >= least);
    });
}

// --- Months. ---

Date months_later(Date day, int months) {
    const int month = day.year() * 12 + day.month() - 1 + months;
    return *Date::make(month / 12, month % 12 + 1, 1);
}

DateRange year_from(Date month) {
    return *DateRange::make(months_later(month, 0), months_later(month, 12) - 1);
}

std::string describe_months(const DateRange& year) {
    return fmt::format("{} {} to {} {}", month_name(year.first().month()), year.first().year(),
                       month_name(year.last().month()), year.last().year());
}

std::optional<Date> parse_month(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    const auto year = parse_whole(text.substr(0, 4)), month = parse_whole(text.substr(5));
    if (!year || !month || *year < 1901 || *year > 2198) return std::nullopt;
    return Date::make(static_cast<int>(*year), static_cast<int>(*month), 1);
}

std::string month_code(Date day) {
    return fmt::format("{:04}-{:02}", day.year(), day.month());
}

// --- The plan. ---

std::vector<EntryPointer> running_in(const Snapshot& snapshot, const DateRange& year, const Viewer& viewer, Date today,
                                     const Wanted& wanted) {
    std::vector<EntryPointer> rows;
    snapshot.each(year.first(), [&](const EntryPointer& entry) {
        if (entry->first <= year.last() && !entry->withdrawn && entry->may_be_seen_by(viewer, today) && wanted(*entry))
            rows.push_back(entry);
        return true;
    });
    return rows;
}

namespace {

std::optional<DateRange> days_in_common(const Entry& a, const Entry& b) {
    const auto days = DateRange::make(std::max(a.first, b.first), std::min(a.last, b.last));
    if (!days) return std::nullopt;
    return *days;
}

// What is drawn first where not all fit.
auto weight_of(const Entry& entry, bool in_pair, Date today) {
    return std::tuple(!in_pair, entry.last < today, -entry.residents, entry.id);
}

}  // namespace

ForwardPlan make_plan(const std::vector<EntryPointer>& rows, const Lanes& lanes,
                      const std::vector<overlap::OpenPair>& open, const FindEntry& find, PlanPage& page, Date today) {
    ForwardPlan plan;
    plan.total = static_cast<std::int64_t>(rows.size());

    // The pairs of which one at least is wanted: "what does the NHS ask" has its pairs with other bodies. A large
    // register has hundreds of thousands, so that they stay numbers until it is known which are shown.
    constexpr std::uint32_t elsewhere = ~std::uint32_t{0};
    struct Found {
        std::uint32_t pair, a, b;  ///< place in `open`, and of the rows
        std::int32_t meets;        ///< the day from which both run
        bool apart;                ///< they share no day
    };
    std::unordered_map<ActivityId, std::uint32_t> row_of;
    row_of.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) row_of.emplace(rows[i]->id, static_cast<std::uint32_t>(i));
    auto place_of = [&row_of](ActivityId id) {
        const auto known = row_of.find(id);
        return known == row_of.end() ? elsewhere : known->second;
    };
    std::vector<bool> in_pair(rows.size());
    std::vector<Found> found;
    EntryPointer other_a, other_b;
    auto side = [&](std::uint32_t at, ActivityId id, EntryPointer& kept) -> const Entry* {
        if (at != elsewhere) return rows[at].get();
        kept = find(id);
        return kept.get();
    };
    for (std::size_t i = 0; i < open.size(); ++i) {
        const std::uint32_t a = place_of(open[i].a), b = place_of(open[i].b);
        if (a == elsewhere && b == elsewhere) continue;
        const Entry *one = side(a, open[i].a, other_a), *other = side(b, open[i].b, other_b);
        if (one == nullptr || other == nullptr || one->last < today || other->last < today) continue;
        if (a != elsewhere) in_pair[a] = true;
        if (b != elsewhere) in_pair[b] = true;
        const Date meets = std::max(one->first, other->first);
        found.push_back(
            {static_cast<std::uint32_t>(i), a, b, meets.number(), std::min(one->last, other->last) < meets});
        plan.not_asked += open[i].reply_by ? 0 : 1;
    }
    plan.pairs_total = static_cast<std::int64_t>(found.size());

    std::vector<std::vector<std::uint32_t>> members(lanes.names().size());
    std::vector<std::size_t> stands_in;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        lanes.of(*rows[i], stands_in);
        for (const std::size_t lane : stands_in) members[lane].push_back(static_cast<std::uint32_t>(i));
    }

    auto clamp_page = [&page](std::int64_t total, std::int64_t size) {
        page.page = std::clamp<std::int64_t>(page.page, 1, std::max<std::int64_t>(1, (total + size - 1) / size));
        return (page.page - 1) * size;
    };
    std::vector<std::size_t> shown;
    for (std::size_t lane = 0; lane < members.size(); ++lane)
        if (!members[lane].empty()) shown.push_back(lane);
    plan.lanes_total = static_cast<std::int64_t>(shown.size());
    if (page.lane)
        shown = {*page.lane};
    else {
        const auto first = static_cast<std::size_t>(clamp_page(plan.lanes_total, page.lanes));
        const auto last = std::min(shown.size(), first + static_cast<std::size_t>(page.lanes));
        shown = {shown.begin() + static_cast<std::ptrdiff_t>(first), shown.begin() + static_cast<std::ptrdiff_t>(last)};
    }
    auto earlier = [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(rows[a]->first, rows[a]->last, rows[a]->id) <
               std::tuple(rows[b]->first, rows[b]->last, rows[b]->id);
    };
    std::unordered_map<ActivityId, int> numbers;
    for (const std::size_t lane : shown) {
        auto& all = members[lane];
        PlanLane made;
        made.lane = lane;
        made.total = static_cast<std::int64_t>(all.size());
        made.in_pairs = std::ranges::count_if(all, [&](std::uint32_t row) { return in_pair[row]; });
        if (page.lane) {
            std::ranges::sort(all, earlier);
            const auto first = static_cast<std::size_t>(clamp_page(made.total, page.bars_alone));
            const auto last = std::min(all.size(), first + static_cast<std::size_t>(page.bars_alone));
            all = {all.begin() + static_cast<std::ptrdiff_t>(first), all.begin() + static_cast<std::ptrdiff_t>(last)};
        } else if (const auto most = static_cast<std::ptrdiff_t>(page.bars); made.total > page.bars) {
            std::ranges::nth_element(all, all.begin() + most, [&](std::uint32_t a, std::uint32_t b) {
                return weight_of(*rows[a], in_pair[a], today) < weight_of(*rows[b], in_pair[b], today);
            });
            all.resize(static_cast<std::size_t>(most));
            std::ranges::sort(all, earlier);
        } else {
            std::ranges::sort(all, earlier);
        }
        for (const std::uint32_t row : all) {
            const int next = static_cast<int>(numbers.size()) + 1;
            made.bars.push_back({rows[row], numbers.try_emplace(rows[row]->id, next).first->second});
        }
        plan.lanes.push_back(std::move(made));
    }
    plan.in_picture = static_cast<std::int64_t>(numbers.size());

    std::vector<int> number_of(rows.size());
    for (const auto& [id, number] : numbers) number_of[row_of.at(id)] = number;
    auto made_of = [&](const Found& one) {
        const auto& pair = open[one.pair];
        PlanPair made{pair,
                      one.a == elsewhere ? find(pair.a) : rows[one.a],
                      one.b == elsewhere ? find(pair.b) : rows[one.b],
                      one.a == elsewhere ? 0 : number_of[one.a],
                      one.b == elsewhere ? 0 : number_of[one.b],
                      {}};
        made.common = days_in_common(*made.a, *made.b);
        // By the numbers of the picture, or by their days.
        const bool turned =
            made.number_a != 0 && made.number_b != 0 ? made.number_b < made.number_a : made.b->first < made.a->first;
        if (turned) {
            std::swap(made.a, made.b);
            std::swap(made.number_a, made.number_b);
        }
        return made;
    };
    std::vector<bool> marked(rows.size());
    for (const auto& [id, number] : numbers) marked[row_of.at(id)] = true;
    for (const ActivityId id : page.mark)
        if (const auto at = place_of(id); at != elsewhere) marked[at] = true;
    for (const auto& one : found)
        if ((one.a != elsewhere && marked[one.a]) || (one.b != elsewhere && marked[one.b]))
            plan.marked.push_back(made_of(one));

    if (page.not_asked_only)
        std::erase_if(found, [&](const Found& one) { return open[one.pair].reply_by.has_value(); });
    const auto total = static_cast<std::int64_t>(found.size());
    page.pairs_page =
        std::clamp<std::int64_t>(page.pairs_page, 1, std::max<std::int64_t>(1, (total + page.pairs - 1) / page.pairs));
    const auto first = (page.pairs_page - 1) * page.pairs, last = std::min(total, first + page.pairs);
    std::ranges::partial_sort(found, found.begin() + last, {}, [&](const Found& one) {
        return std::tuple(one.apart, one.meets, -open[one.pair].likelihood, one.pair);
    });
    for (auto one = found.begin() + first; one != found.begin() + last; ++one) plan.pairs.push_back(made_of(*one));
    return plan;
}

// --- The calendar. ---

std::vector<CalendarDay> calendar_of(const std::vector<EntryPointer>& rows, Date month) {
    const Date first = months_later(month, 0), last = months_later(month, 1) - 1;
    const Date monday = first - (first.weekday() - 1), sunday = last + (7 - last.weekday());
    std::vector<CalendarDay> days;
    for (Date day = monday; day <= sunday; day = day + 1) days.push_back({day, first <= day && day <= last, {}, {}, 0});
    // Who opens less who has closed, day by day: one look at each activity, however long it runs.
    std::vector<std::int64_t> change(days.size() + 1);
    for (const auto& entry : rows) {
        if (entry->last < monday || entry->first > sunday) continue;
        ++change[static_cast<std::size_t>(std::max(0, entry->first - monday))];
        --change[static_cast<std::size_t>(std::min(entry->last, sunday) - monday + 1)];
        if (entry->dates_known != DatesKnown::day) continue;
        if (entry->first >= monday) days[static_cast<std::size_t>(entry->first - monday)].opens.push_back(entry);
        if (entry->last <= sunday) days[static_cast<std::size_t>(entry->last - monday)].closes.push_back(entry);
    }
    std::int64_t running = 0;
    for (std::size_t i = 0; i < days.size(); ++i) days[i].running = running += change[i];
    return days;
}

}  // namespace thingwall::activities
