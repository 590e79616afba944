#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "activities/elsewhere.hpp"
#include "activities/subscription.hpp"
#include "activities/views.hpp"

/// Lists that come by themselves: values in, HTML out.
namespace thingwall::activities {

/// One of them, as pages show it.
struct SubscriptionLine {
    std::string name, address, body;  ///< body empty: as the list names it
    std::string had, asked;           ///< "Tuesday 1 September, 3.10am"; empty: never
    Subscription state;
};
/// The lists of a body, on the page of its imports.
void subscription_lines(html::Writer& page, const std::vector<SubscriptionLine>& lines, bool may_subscribe);

struct SubscribeView {
    FormKeys keys;
    std::vector<std::string> hosts;
    std::vector<Named> bodies;
    std::string address, name, body, hour, place;  ///< as typed
    std::string our_place;
};
void subscribe_page(html::Writer& page, const SubscribeView& view, const Error& error);

struct SubscriptionView {
    SubscriptionLine line;
    std::string our_place;
    bool same_place = false;
    std::int64_t kept = 0;  ///< activities from there that stand
    FormKeys keys;
    bool asked_for = false;  ///< somebody has just pressed "Fetch it now"
};
void subscription_page(html::Writer& page, const SubscriptionView& view, const Error& error);

/// "From Estuary partnership, kept there": on the page of an activity.
void kept_elsewhere_line(html::Writer& page, const KeptElsewhere& keeper);

}  // namespace thingwall::activities
