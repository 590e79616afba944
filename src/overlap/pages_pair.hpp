#pragma once
#include <vector>

#include "overlap/challenges.hpp"
#include "overlap/service.hpp"
#include "overlap/views_challenge.hpp"
#include "web/router.hpp"

/// What the pages of a pair share.
namespace thingwall::overlap {

/// Instead of a page while all activities are being compared: 503, and when to come again.
[[nodiscard]] web::Response not_yet(Overlaps::Inside& inside, const web::Request& request);

/// The pair of the address, as its reader sees it: their own activity is "ours".
struct FoundPair {
    AskingPointer ours, theirs;
    Finding finding;      ///< of ours against theirs
    std::string weights;  ///< the version that it was found by
};
/// Ends with "not found" for what the reader may not see, and with 503 while not all is known.
[[nodiscard]] FoundPair pair_for(Overlaps::Inside& inside, const web::Request& request);
[[nodiscard]] PairNow pair_now(const FoundPair& found);

/// The page of a pair; `typed` when a form is shown again with its faults.
[[nodiscard]] web::Response show_pair(Overlaps::Inside& inside, const web::Request& request, const FoundPair& found,
                                      ChallengeView typed, const Error& error);
[[nodiscard]] ChallengeView challenge_view(Overlaps::Inside& inside, const web::Request& request,
                                           const FoundPair& found);

/// A likely or possible pair of which both may be seen and neither is over.
struct LivePair {
    AskingPointer a, b;
    double likelihood = 0;
};
/// Strongest first; what was settled and has not changed since is left out unless asked for.
[[nodiscard]] std::vector<LivePair> live_pairs(Overlaps::Inside& inside, const web::Actor& viewer, Date today,
                                               bool settled_too = false);

void add_challenge_pages(Overlaps::Inside& inside, web::Router& router);

}  // namespace thingwall::overlap
