#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/elsewhere.hpp"
#include "activities/inside.hpp"

namespace thingwall::activities {

/// What a feed needs to name things, and how much of them its reader may see.
struct FeedContext {
    const Lists& lists;
    Date today;
    bool in_full = false;  ///< for signed-in people: cost and visibility too
    std::string address;   ///< "https://wyremouth.example": before paths; empty: paths alone
    std::string site;      ///< "Wyremouth Partnership"
    Instant updated{};     ///< the newest change of any of them
    std::function<std::string(ActivityId)> reference_of;  ///< of an umbrella; empty for one that the reader may not see
    std::string place = {};                               ///< "Wyremouth": what the whole borough is
    std::shared_ptr<const AreaCodes> codes = {};          ///< of the atlas
    bool outlines = false;  ///< the ground of each area, at the end of the exchange format
    /// Where one is kept that is not kept here; empty: all are.
    std::function<std::optional<KeptElsewhere>(ActivityId)> kept_elsewhere = {};
};

// Each writes one activity; head and tail stand around all of them.
void append_json(std::string& out, const Activity& activity, const FeedContext& context);
void append_ics(std::string& out, const Activity& activity, const FeedContext& context);
void append_atom(std::string& out, const Activity& activity, const FeedContext& context);
void append_geojson(std::string& out, const Activity& activity, const FeedContext& context);

/// All of them as one document of that format ("json", "csv", "ics", "atom", "geojson"). `next` gives one after
/// another; nothing ends it. The text comes piece by piece, so that a hundred thousand need no memory.
using NextActivity = std::function<std::optional<Activity>()>;
[[nodiscard]] std::function<std::string()> feed(std::string_view format, const FeedContext& context, NextActivity next);
[[nodiscard]] std::string_view content_type(std::string_view format);

[[nodiscard]] FeedContext context_of(Activities::Inside& inside, const web::Request& request);
[[nodiscard]] web::Response feed_of_one(Activities::Inside& inside, const web::Request& request,
                                        const Activity& activity);
/// Whether what is kept elsewhere is in it too, marked as such.
enum class Elsewhere { left_out, marked };
/// The activities with these ids, as a stream, read in portions.
[[nodiscard]] web::Response feed_of_many(Activities::Inside& inside, const web::Request& request,
                                         std::string_view format, std::vector<ActivityId> ids,
                                         Elsewhere elsewhere = Elsewhere::marked);

/// The same as an .xlsx, in the columns that import reads.
[[nodiscard]] web::Response workbook_of_many(Activities::Inside& inside, const web::Request& request,
                                             std::vector<ActivityId> ids);

}  // namespace thingwall::activities
