#include "overlap/extents.hpp"

#include <algorithm>
#include <bit>

namespace thingwall::overlap {
namespace {

Extent tidied(const Extent& extent) {
    Extent tidy = extent;
    std::erase_if(tidy, [](const AreaShare& part) { return !(part.share > 0); });
    for (auto& part : tidy) part.share = std::min(part.share, 1.0F);
    std::ranges::sort(tidy, [](const AreaShare& a, const AreaShare& b) {
        return a.area != b.area ? a.area < b.area : a.share > b.share;
    });
    auto again = std::ranges::unique(tidy, {}, &AreaShare::area);
    tidy.erase(again.begin(), again.end());
    return tidy;
}

Ground ground_of(double shared, double a, double b) {
    Ground ground;
    ground.shared = shared;
    const double either = a + b - shared, smaller = std::min(a, b);
    if (either > 0) ground.jaccard = std::min(1.0, shared / either);
    if (smaller > 0) ground.containment = std::min(1.0, shared / smaller);
    return ground;
}

bool matters(const Ground& ground) {
    return ground.shared > 0 && (ground.jaccard >= least_jaccard || ground.containment >= least_containment);
}

}  // namespace

std::size_t Extents::ExtentHash::operator()(const Extent& extent) const noexcept {
    std::uint64_t h = extent.size();
    for (const auto& part : extent)
        h = (h ^ (std::uint64_t{part.area} << 32 | std::bit_cast<std::uint32_t>(part.share))) * 0x9e3779b97f4a7c15ULL;
    return h ^ (h >> 29);
}

double Extents::residents_of(const Extent& extent) const {
    double sum = 0;
    for (const auto& part : tidied(extent)) sum += residents_in(part.area) * static_cast<double>(part.share);
    return sum;
}

ExtentId Extents::enter(const Extent& extent) {
    Extent tidy = tidied(extent);
    if (auto known = numbers_.find(tidy); known != numbers_.end()) return known->second;

    const auto id = static_cast<ExtentId>(extents_.size());
    Known fresh;
    fresh.residents = residents_of(tidy);
    fresh.meetings = walk(tidy, fresh.residents);
    for (const auto& meeting : fresh.meetings) extents_[meeting.other].meetings.push_back({id, meeting.ground});
    if (fresh.residents > 0)
        fresh.meetings.push_back({id, ground_of(fresh.residents, fresh.residents, fresh.residents)});
    for (const auto& part : tidy)
        if (residents_in(part.area) > 0) users_[part.area].emplace_back(id, part.share);
    fresh.areas = tidy;
    extents_.push_back(std::move(fresh));
    numbers_.emplace(std::move(tidy), id);
    return id;
}

std::vector<Meeting> Extents::walk(const Extent& tidy, double own) const {
    thread_local std::vector<double> shared;
    thread_local std::vector<ExtentId> met;
    shared.resize(std::max(shared.size(), extents_.size()), 0.0);
    met.clear();
    for (const auto& part : tidy) {
        const double people = residents_in(part.area);
        if (people <= 0) continue;
        for (const auto& [other, share] : users_[part.area]) {
            if (shared[other] == 0) met.push_back(other);
            shared[other] += people * static_cast<double>(std::min(part.share, share));
        }
    }
    std::ranges::sort(met);
    std::vector<Meeting> meetings;
    for (ExtentId other : met) {
        const Ground ground = ground_of(shared[other], own, extents_[other].residents);
        shared[other] = 0;
        if (matters(ground)) meetings.push_back({other, ground});
    }
    return meetings;
}

std::vector<Meeting> Extents::meetings_of(const Extent& extent) const {
    if (const auto* known = find(extent)) return extents_[*known].meetings;
    const Extent tidy = tidied(extent);
    return walk(tidy, residents_of(tidy));
}

const ExtentId* Extents::find(const Extent& extent) const {
    auto known = numbers_.find(extent);
    if (known == numbers_.end()) known = numbers_.find(tidied(extent));
    return known == numbers_.end() ? nullptr : &known->second;
}

Ground Extents::between(ExtentId a, ExtentId b) const {
    double shared = 0;
    const auto& x = extents_[a].areas;
    const auto& y = extents_[b].areas;
    for (std::size_t i = 0, j = 0; i < x.size() && j < y.size();) {
        if (x[i].area == y[j].area) {
            shared += residents_in(x[i].area) * static_cast<double>(std::min(x[i].share, y[j].share));
            ++i, ++j;
        } else if (x[i].area < y[j].area)
            ++i;
        else
            ++j;
    }
    return ground_of(shared, extents_[a].residents, extents_[b].residents);
}

}  // namespace thingwall::overlap
