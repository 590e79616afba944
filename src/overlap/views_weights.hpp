#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"
#include "html/components.hpp"
#include "overlap/overlaps.hpp"
#include "overlap/refit.hpp"

/// How sure overlaps are, and what decisions would change: values in, HTML out.
namespace thingwall::overlap {

struct WeightsView {
    Weights now;
    bool built_in = true;                        ///< the program's own
    std::string taken;                           ///< "Priya Nair, 4 March 2027" where they are the partnership's
    std::int64_t decided = 0, of_them_same = 0;  ///< decisions about pairs that were found
    std::int64_t judged_below = 0, same_below = 0, to_judge = 0;
    double missed = 0;  ///< estimate of pairs below the threshold that are the same exercise
    double below = 0;   ///< pairs below the threshold that the sample stands for
    Reliability reliability;
    std::int64_t forgotten = 0;       ///< decisions about activities that are no longer there
    std::optional<Weights> proposed;  ///< fitted to the decisions; nothing while there are too few
    Trial trial;
    struct Drawn {
        std::shared_ptr<const Asking> a, b;
    };
    std::vector<Drawn> drawn;  ///< not judged yet
    bool may_change = false;
    int this_year = 0;
    std::string csrf, key, done;
};
void weights_page(html::Writer& page, const WeightsView& view);

}  // namespace thingwall::overlap
