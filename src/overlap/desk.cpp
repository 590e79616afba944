#include "overlap/desk.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <unordered_set>

#include "db/db.hpp"
#include "overlap/burden_counted.hpp"
#include "overlap/evidence.hpp"
#include "overlap/lists.hpp"
#include "overlap/service.hpp"
#include "overlap/store_challenges.hpp"
#include "overlap/views_burden.hpp"
#include "overlap/views_pair.hpp"

namespace thingwall::overlap {
namespace {

constexpr int months_in_a_quarter = 3;

OpenQuestion question_of(const Challenge& challenge) {
    return {challenge.pair.a,
            challenge.pair.b,
            challenge.lead_a,
            challenge.lead_b,
            london_day(challenge.asked_at),
            challenge.reply_by,
            challenge.reply_of(challenge.lead_a) != nullptr,
            challenge.reply_of(challenge.lead_b) != nullptr,
            challenge.escalated};
}

OpenQuestions questions_of(const std::vector<Challenge>& asked, const store::AskedTotals& totals) {
    OpenQuestions found{{}, totals.all, totals.late, totals.to_settle};
    for (const auto& challenge : asked) found.rows.push_back(question_of(challenge));
    return found;
}

template <class Rows>
std::span<const typename Rows::value_type> part_of(const Rows& rows, Slice slice) {
    const auto size = static_cast<std::int64_t>(rows.size());
    const auto from = std::clamp<std::int64_t>(slice.offset, 0, size);
    const auto until = std::clamp<std::int64_t>(from + slice.limit, from, size);
    return std::span(rows).subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(until - from));
}

bool is_live(const Asking* one, Date today) {
    return one != nullptr && !one->shown.draft && days_of(one->ask).last() >= today;
}

FreshPair fresh_of(const Screened& screened, ActivityId a, ActivityId b, double likelihood) {
    FreshPair pair{a, b, in_100(likelihood), {}, 0};
    if (const auto finding = screened.index().compare(a, b)) {
        pair.residents = places::people(finding->residents_shared);
        pair.days = finding->days_shared;
    }
    return pair;
}

std::vector<OverLimit> over_of(const Overlaps::Inside& inside, const Screened& screened, Month from, int limit) {
    const auto& atlas = screened.atlas();
    const auto* layer = usual_layer(atlas);
    if (layer == nullptr) return {};
    const auto counted = counted_in(inside, screened, from.first_day(), (from + (months_in_a_quarter - 1)).last_day());
    std::vector<Extent> places(1);
    for (std::uint32_t block = 0; block < atlas.blocks(); ++block) places[0].push_back({block, 1.0F});
    for (const auto& area : layer->areas) places.push_back(extent_of(area.extent));
    const auto& audiences = listed_audiences().all();
    std::vector<OverLimit> rows;
    for (const auto& found :
         too_often(counted, atlas.block_residents(), places, audiences.size(), {from, months_in_a_quarter, 1}, limit)) {
        BurdenQuestion question;
        const bool everyone = found.group == audiences.size();
        question.who = everyone ? std::string() : audiences[found.group].code;
        question.layer = layer->id;
        question.from = from;
        question.month = found.month;
        if (found.place > 0) question.area = layer->areas[found.place - 1].id;
        rows.push_back({everyone ? std::string("Everyone") : audiences[found.group].label,
                        found.place == 0 ? std::string("the whole borough") : layer->areas[found.place - 1].name,
                        path_of(question).text(), found.month.first_day(), found.times});
    }
    return rows;
}

}  // namespace

const Asking* Overlaps::Inside::known(ActivityId id) const {
    const auto found = all_.find(id);
    return found == all_.end() ? nullptr : found->second.get();
}

bool Overlaps::Inside::is_wanted(const Pair& pair, OrganisationId body, Date today) const {
    if (!body.known() && grade_of(pair.likelihood) != Grade::likely) return false;
    const auto *a = known(pair.a), *b = known(pair.b);
    if (!is_live(a, today) || !is_live(b, today)) return false;
    return !body.known() || a->ask.organisation == body || b->ask.organisation == body;
}

// Both leads are being asked, or it was settled and neither changed since.
bool Overlaps::Inside::is_dealt_with(const Asking& a, const Asking& b) const {
    const PairKey pair{a.ask.id, b.ask.id};
    if (asked_.contains(pair)) return true;
    const auto was = settled_.find(pair);
    if (was == settled_.end()) return false;
    const bool in_order = a.ask.id == pair.a;
    return was->second.was_a == marks_of(in_order ? a : b) && was->second.was_b == marks_of(in_order ? b : a);
}

std::shared_ptr<const std::vector<Pair>> Overlaps::Inside::live_pairs(OrganisationId body, Date today) {
    const std::shared_ptr<const Screened> of = screened();
    const std::lock_guard one(fresh_mutex_);  // who asks meanwhile would only work out the same
    if (!fresh_.empty() && fresh_.begin()->second.of != of) fresh_.clear();  // of an index that nobody uses any more
    auto& kept = fresh_[body];
    const auto touched = of->touched_since(kept.changes);
    const bool goes_on = kept.pairs && kept.of == of && kept.day == today && touched.ids;
    if (goes_on && touched.ids->empty()) return kept.pairs;

    std::vector<Pair> fresh;
    auto made = std::make_shared<std::vector<Pair>>();
    if (goes_on) {
        const std::unordered_set<ActivityId> ids(touched.ids->begin(), touched.ids->end());
        made->reserve(kept.pairs->size() + ids.size());
        std::ranges::remove_copy_if(*kept.pairs, std::back_inserter(*made),
                                    [&](const Pair& pair) { return ids.contains(pair.a) || ids.contains(pair.b); });
        for (const auto id : ids)
            for (const auto& pair : of->pairs_of(id))
                if (id == pair.a || !ids.contains(pair.a)) fresh.push_back(pair);  // of two that were touched once
    } else if (body.known()) {
        std::vector<ActivityId> own;
        {
            const std::shared_lock lock(shown_);
            for (const auto& [id, asking] : all_)
                if (asking->ask.organisation == body && is_live(asking.get(), today)) own.push_back(id);
        }
        for (const auto id : own)
            for (const auto& pair : of->pairs_of(id)) fresh.push_back(pair);
    } else {
        fresh = of->pairs();
    }
    {
        const std::shared_lock lock(shown_);
        std::erase_if(fresh, [&](const Pair& pair) { return !is_wanted(pair, body, today); });
    }
    const auto order = [body](const Pair& x, const Pair& y) {
        // Numbers grow with time: a pair came into being with the later of the two, which is the second.
        if (body.known()) return std::tuple(y.b, y.a) < std::tuple(x.b, x.a);
        return std::tuple(-x.likelihood, x.a, x.b) < std::tuple(-y.likelihood, y.a, y.b);
    };
    std::ranges::sort(fresh, order);
    const auto middle = static_cast<std::ptrdiff_t>(made->size());
    made->insert(made->end(), fresh.begin(), fresh.end());
    std::ranges::inplace_merge(*made, made->begin() + middle, order);
    kept = {of, touched.now, today, std::move(made)};
    return kept.pairs;
}

Overlaps::Inside::FreshPart Overlaps::Inside::fresh_pairs(OrganisationId body, Date today, std::int64_t limit,
                                                          std::int64_t offset) {
    const auto all = live_pairs(body, today);
    const auto of = screened();
    FreshPart part{{}, std::ssize(*all)};
    const std::shared_lock lock(shown_);
    // What is dealt with is little beside what there is: people did it, one after another.
    std::set<PairKey> dealt;
    const auto note = [&](const PairKey& pair) {
        const double likelihood = of->likelihood_of(pair);
        if (likelihood > 0 && is_wanted({pair.a, pair.b, likelihood}, body, today) &&
            is_dealt_with(*known(pair.a), *known(pair.b)))
            dealt.insert(pair);
    };
    for (const auto& [pair, day] : asked_) note(pair);
    for (const auto& [pair, was] : settled_) note(pair);
    part.total -= std::ssize(dealt);
    for (const auto& pair : *all) {
        if (limit <= 0) break;
        if (dealt.contains({pair.a, pair.b}) || offset-- > 0) continue;
        const auto* b = known(pair.b);
        if (body.known() && b != nullptr && b->ask.organisation == body)
            part.rows.push_back({pair.b, pair.a, pair.likelihood});  // one's own first
        else
            part.rows.push_back(pair);
        --limit;
    }
    return part;
}

std::shared_ptr<const std::vector<OverLimit>> Overlaps::Inside::over_the_limit(Date today) {
    const std::shared_ptr<const Screened> of = screened();
    const int most = limit().asks;
    const std::lock_guard one(often_mutex_);
    const auto changes = of->changes();
    if (often_.of == of && often_.changes == changes && often_.limit == most && often_.day == today) return often_.rows;
    const Month month = Month::of(today);
    auto made = std::make_shared<const std::vector<OverLimit>>(
        over_of(*this, *of, month + -((month.month() - 1) % months_in_a_quarter), most));
    often_ = {of, changes, most, today, std::move(made)};
    return often_.rows;
}

bool Overlaps::ready_within(std::chrono::milliseconds patience) const {
    return inside_->ready_within(patience);
}

OpenQuestions Overlaps::asked_of(OrganisationId body, Date today, Slice slice) const {
    return inside_->services.database.read([&](db::Reader& reader) {
        return questions_of(store::asked_of(reader, body, slice.limit, slice.offset),
                            store::count_asked_of(reader, body, today));
    });
}

OpenQuestions Overlaps::being_asked(Date today, Slice slice) const {
    return inside_->services.database.read([&](db::Reader& reader) {
        return questions_of(store::asked_part(reader, slice.limit, slice.offset), store::count_asked(reader, today));
    });
}

FreshPairs Overlaps::fresh_pairs(OrganisationId body, Date today, Slice slice) const {
    const auto part = inside_->fresh_pairs(body, today, slice.limit, slice.offset);
    const auto screened = inside_->screened();
    FreshPairs found{{}, part.total};
    for (const auto& pair : part.rows) found.rows.push_back(fresh_of(*screened, pair.a, pair.b, pair.likelihood));
    return found;
}

OverLimits Overlaps::over_the_limit(Date today, Slice slice) const {
    const auto all = inside_->over_the_limit(today);
    OverLimits found{{}, static_cast<std::int64_t>(all->size()), inside_->limit().asks};
    for (const auto& row : part_of(*all, slice)) found.rows.push_back(row);
    return found;
}

}  // namespace thingwall::overlap
