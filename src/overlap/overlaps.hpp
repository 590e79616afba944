#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "html/figures.hpp"
#include "kernel/capability.hpp"
#include "overlap/desk.hpp"      // IWYU pragma: export
#include "overlap/steering.hpp"  // IWYU pragma: export
#include "overlap/types.hpp"
#include "places/types.hpp"

namespace thingwall::web {
struct Actor;
}
namespace thingwall::places {
class Places;
}
namespace thingwall::notify {
class Notify;
}

namespace thingwall::overlap {

/// What pages show of an activity besides what is compared.
struct Shown {
    std::string reference;        ///< "WY-2026-0187"
    std::string lead_short;       ///< "NHS": where there is little room; the whole name when empty
    std::string where, who, how;  ///< in words: "Estuary (health area)", "Older people", "Survey, Telephone"
    std::optional<std::int64_t> invited, minutes;  ///< minutes: that it takes to take part
    std::string decision;
    std::optional<Money> cost;
    PersonId owner;         ///< who is told of what concerns it
    bool draft = false;     ///< seen by its own body alone, wherever it would show
    bool day_known = true;  ///< false when only the month or year of its dates is known
    places::Footprint footprint;
};

/// An activity as overlap knows it. The extent of the ask is made from the footprint here, so it may be left empty.
struct Asking {
    Ask ask;
    Shown shown;
};

/// Gives every activity that is screened, one after another, as the database has it when it is called.
using EveryAsking = std::function<void(const std::function<void(Asking&&)>& take)>;

struct Settings {
    /// How long ready() waits. Short, since it is a page's thread that waits.
    std::chrono::milliseconds patience{300};
};

/// Which activities ask the same people the same thing. Keeps all of them in memory, learns from them in a job, and
/// follows the atlas. A thread of its own reads, learns and takes in what changes, so that neither a start nor a form
/// waits for it; ready() tells whether it has caught up. Safe to call from any thread.
class Overlaps final : public kernel::Capability {
public:
    /// `places` and `post` must outlive it.
    Overlaps(kernel::Services services, places::Places& places, notify::Notify& post, Settings settings = {});
    ~Overlaps() override;

    [[nodiscard]] std::string_view name() const override { return "overlap"; }
    void add_routes(web::Router& router) override;
    void start() override;
    void add_jobs(jobs::Runner& runner) override;

    /// Where the activities come from. They are read when somebody asks for them first, by prepare() or ready(); what
    /// is put before that is read with the others.
    void read_from(EveryAsking source);
    /// What was read is not true any more: all is read again.
    void read_anew();
    /// Takes the place of all that was there.
    void replace_all(std::vector<Asking> all);
    void put(Asking one);
    void remove(ActivityId id);
    /// Begins to read and learn, and returns at once.
    void prepare();
    /// Whether all that was put before this call is known, over the atlas as it is now; waits a moment for it. Pages
    /// ask it first and say so when it is false, since the answers below are then not the whole truth.
    [[nodiscard]] bool ready() const;
    /// Ends the thread. Called before anything that the source reads from goes; after it nothing is taken in any more.
    void stop();

    /// Likely and possible partners of an ask, known or not, strongest first; drafts, what is ruled out and what was
    /// settled are left out.
    [[nodiscard]] std::vector<Finding> others(Ask ask, const places::Footprint& footprint, std::size_t most) const;
    /// Every pair that is flagged, or that both leads are being asked about, and not settled; pairs with a draft are
    /// left out, and those of which one is over stay in. By the ids of both. Worked out when something changed, else
    /// what was given before.
    [[nodiscard]] std::shared_ptr<const std::vector<OpenPair>> open_pairs() const;
    /// What was asked and settled since a moment, with totals of the time before it from `before` on. Answers are for
    /// coordinators and the two leads.
    [[nodiscard]] SteeringChallenges challenges_since(const web::Actor& reader, Instant since, Instant before) const;
    /// For a desk. Whether all that was put before this call is known, waiting so long at most; the answers below but
    /// asked_of() and being_asked() are not the whole truth while it is false.
    [[nodiscard]] bool ready_within(std::chrono::milliseconds patience) const;
    /// What a body is asked about its pairs and has not answered.
    [[nodiscard]] OpenQuestions asked_of(OrganisationId body, Date today, Slice slice) const;
    /// All that anybody is asked: for coordinators.
    [[nodiscard]] OpenQuestions being_asked(Date today, Slice slice) const;
    /// Pairs that nobody is asked about and that are not settled, of which neither is over. Of a body: likely and
    /// possible, the one that came into being last in front. Of no body: the likely ones of all, strongest first.
    [[nodiscard]] FreshPairs fresh_pairs(OrganisationId body, Date today, Slice slice) const;
    /// Communities that are asked more often than the limit in a month of the quarter that holds the day.
    [[nodiscard]] OverLimits over_the_limit(Date today, Slice slice) const;
    /// What these people were asked about the same subject before, nearest first.
    [[nodiscard]] std::vector<AskedBefore> asked_before(Ask ask, const places::Footprint& footprint,
                                                        std::size_t most) const;
    /// Number of others() of a known activity.
    [[nodiscard]] std::int64_t count(ActivityId id) const;
    /// How often one community may be asked in a month: the partnership's own limit.
    [[nodiscard]] int most_asks_a_month() const;
    /// Ids of the subjects that a text is about, likeliest first.
    [[nodiscard]] std::vector<std::string> subjects_of(std::string_view title, std::string_view text,
                                                       std::size_t most) const;
    /// The code of the subject or community of interest that people mean by these words, in the words of the place or
    /// of the list; empty for none.
    [[nodiscard]] std::string meant_by(std::string_view typed, bool audience) const;
    /// Share (0 to 1) of the residents of `part` who live on `ground` too; 0 where nobody lives.
    [[nodiscard]] double share_of(const places::Footprint& part, const places::Footprint& ground) const;
    [[nodiscard]] double residents(const places::Footprint& ground) const;
    /// Both grounds on a small map, what is in both hatched; nothing where there is nothing to draw.
    [[nodiscard]] std::optional<html::MapFigure> shared_ground(const places::Footprint& ours,
                                                               const places::Footprint& theirs, std::string_view id,
                                                               std::string_view title) const;

    struct Inside;

private:
    std::unique_ptr<Inside> inside_;
};

/// Address of the page of a pair: "/overlaps/17/23".
[[nodiscard]] std::string path_of(ActivityId ours, ActivityId theirs);

}  // namespace thingwall::overlap
