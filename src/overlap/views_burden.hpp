#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "html/components.hpp"
#include "overlap/burden_limit.hpp"
#include "overlap/burden_months.hpp"
#include "overlap/overlaps.hpp"
#include "places/places.hpp"

/// How often communities are asked: values in, HTML and CSV out.
namespace thingwall::overlap {

enum class BurdenCount { times, asks, minutes };

/// What is asked of the burden page, as its address says it.
struct BurdenQuestion {
    /// Code of a community of interest; empty: what everyone is asked; "any": whoever is asked, without a limit, since
    /// that is for one community.
    std::string who;
    LayerId layer;
    BurdenCount count = BurdenCount::times;
    Month from, month;  ///< twelve months from `from`; `month` is the one on the map
    AreaId area;        ///< whose askers are listed
    static constexpr int months = 12;
};
[[nodiscard]] html::Href path_of(const BurdenQuestion& question);

/// One row of the table: a place, or a community of interest of the whole borough.
struct BurdenRow {
    std::string code, name;
    const places::AtlasArea* area = nullptr;  ///< none for a community of interest
    std::vector<Load> months;
};

struct BurdenView {
    BurdenQuestion question;
    std::vector<html::Option> people, layers, years;
    std::string who_words;  ///< "Older people", "Everyone", "Whoever is asked"
    places::LayerKind kind = places::LayerKind::other;
    std::string layer_name;
    Month today;
    int this_year = 0;
    BurdenLimit limit;
    bool may_change = false;
    /// From how many asks on a month is over the limit; more than there can be where none holds.
    [[nodiscard]] int marked_at() const { return question.who == "any" ? 1'000'000'000 : limit.asks; }
    std::vector<BurdenRow> places, communities;
    std::int64_t without_days = 0;  ///< activities that are not counted, since only their month or year is known
    std::optional<html::MapFigure> map;
    std::string counted_from;  ///< "Census 2021"

    const BurdenRow* chosen = nullptr;                  ///< the place of `question.area`
    std::vector<std::shared_ptr<const Asking>> asking;  ///< on this page of the list
    std::int64_t asking_in_all = 0;
    std::vector<QuietRun> quiet;
};
/// The tint of so many asks on the map.
[[nodiscard]] html::MapFigure::Kind heat_kind_of(int times, int limit);
void burden_page(html::Writer& page, const BurdenView& view, const html::Writer& page_numbers);
/// "place,name,community,month,times_asked,asks_per_resident,minutes_per_resident".
[[nodiscard]] std::string burden_csv(const BurdenView& view);

struct LimitView {
    BurdenLimit now;
    std::string asks, because;  ///< as typed
    std::string csrf, key;
    int this_year = 0;
};
void limit_page(html::Writer& page, const LimitView& view, const Error& error);

}  // namespace thingwall::overlap
