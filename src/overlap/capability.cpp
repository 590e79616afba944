#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "overlap/lists.hpp"
#include "overlap/local_words.hpp"
#include "overlap/pages_pair.hpp"

#include "overlap/service.hpp"

namespace thingwall::overlap {
namespace {

constexpr std::chrono::minutes remind_every{60};

}  // namespace

Overlaps::Overlaps(kernel::Services services, places::Places& places, notify::Notify& post, Settings settings)
    : inside_(std::make_unique<Inside>(services, places, post, settings)) {}
Overlaps::~Overlaps() = default;

void Overlaps::add_routes(web::Router& router) {
    add_pages(*inside_, router);
    add_word_pages(*inside_, router);
    add_challenge_pages(*inside_, router);
    add_burden_pages(*inside_, router);
    add_weight_pages(*inside_, router);
}

void Overlaps::start() {
    inside_->read_taught();
    inside_->read_settled();
    inside_->read_limit();
    inside_->services.feed.add({"overlap", [inside = inside_.get()](const journal::Entry& entry) {
                                    if (entry.deed.starts_with("local_word.") || entry.deed.starts_with("weights."))
                                        inside->read_taught();
                                    if (entry.deed == "burden.limit_changed") inside->read_limit();
                                    if (entry.deed == "challenge.settled" || entry.deed == "challenge.asked")
                                        inside->read_settled();
                                }});
}

std::string Overlaps::meant_by(std::string_view typed, bool audience) const {
    const auto folded = fold(typed);
    for (const auto& word : inside_->words())
        if (word.audience == audience && fold(word.words) == folded) return word.code;
    const auto* line = (audience ? listed_audiences() : listed_subjects()).meant_by(typed);
    return line == nullptr ? std::string{} : line->code;
}

void Overlaps::add_jobs(jobs::Runner& runner) {
    runner.add_every("overlap.remind", remind_every, [inside = inside_.get()](db::Transaction& tx, const jobs::Job&) {
        // Just after a start nothing is known of the pairs yet; in an hour it is.
        if (!inside->ready_within({})) return true;
        const auto pair_of = [&](PairKey pair) { return PairNow{inside->find(pair.a), inside->find(pair.b), {}}; };
        (void)remind_and_escalate(tx, london_day(tx.now()), pair_of, inside->post);
        return true;
    });
}

void Overlaps::read_from(EveryAsking source) {
    inside_->read_from(std::move(source));
}
void Overlaps::read_anew() {
    inside_->read_anew();
}
void Overlaps::replace_all(std::vector<Asking> all) {
    inside_->read_from([all = std::move(all)](const auto& take) {
        for (Asking one : all) take(std::move(one));
    });
    inside_->prepare();
}
void Overlaps::prepare() {
    inside_->prepare();
}
bool Overlaps::ready() const {
    return inside_->ready();
}
void Overlaps::stop() {
    inside_->stop();
}
void Overlaps::put(Asking one) {
    inside_->put(std::move(one));
}
void Overlaps::remove(ActivityId id) {
    inside_->remove(id);
}

std::vector<Finding> Overlaps::others(Ask ask, const places::Footprint& footprint, std::size_t most) const {
    const auto screened = inside_->screened();
    ask.extent = screened->extent_of(footprint);
    // Drafts stand among the strongest and are not given, so that more are asked for than are given.
    for (std::size_t asked = most + 8;; asked *= 4) {
        auto found = screened->index().screen(ask, {.at_least = possible, .most = asked});
        const bool all = found.size() < asked;
        std::erase_if(found, [&](const Finding& finding) {
            const auto theirs = inside_->find(finding.b);
            const auto ours = inside_->find(ask.id);
            return !theirs || theirs->shown.draft || (ours && inside_->is_silent(*ours, *theirs));
        });
        if (found.size() >= most || all) {
            if (found.size() > most) found.resize(most);
            return found;
        }
    }
}

std::shared_ptr<const std::vector<OpenPair>> Overlaps::open_pairs() const {
    return inside_->open_pairs();
}

std::vector<AskedBefore> Overlaps::asked_before(Ask ask, const places::Footprint& footprint, std::size_t most) const {
    const auto screened = inside_->screened();
    ask.extent = screened->extent_of(footprint);
    auto found = screened->index().asked_before(ask, most + 8);
    std::erase_if(found, [&](const AskedBefore& before) {
        const auto theirs = inside_->find(before.id);
        return before.id == ask.id || !theirs || theirs->shown.draft;
    });
    if (found.size() > most) found.resize(most);
    return found;
}

std::int64_t Overlaps::count(ActivityId id) const {
    const auto ours = inside_->find(id);
    return std::ranges::count_if(inside_->screened()->partners(id), [&](ActivityId other) {
        const auto theirs = inside_->find(other);
        return theirs && !theirs->shown.draft && !(ours && inside_->is_silent(*ours, *theirs));
    });
}

int Overlaps::most_asks_a_month() const {
    return inside_->limit().asks;
}

std::vector<std::string> Overlaps::subjects_of(std::string_view title, std::string_view text, std::size_t most) const {
    Ask ask;
    ask.title = title;
    ask.description = text;
    return inside_->screened()->index().suggest_subjects(ask, most);
}

double Overlaps::share_of(const places::Footprint& part, const places::Footprint& ground) const {
    const auto atlas = inside_->places.atlas();
    const auto people = atlas->extent_of(part);
    const double residents = atlas->residents_of(people);
    return residents > 0 ? atlas->residents_shared(people, atlas->extent_of(ground)) / residents : 0;
}

double Overlaps::residents(const places::Footprint& ground) const {
    const auto atlas = inside_->places.atlas();
    return atlas->residents_of(atlas->extent_of(ground));
}

std::optional<html::MapFigure> Overlaps::shared_ground(const places::Footprint& ours, const places::Footprint& theirs,
                                                       std::string_view id, std::string_view title) const {
    const auto screened = inside_->screened();
    return ground_figure(*screened->backdrop, *screened->grounds(ours, theirs), id, title);
}

std::string path_of(ActivityId ours, ActivityId theirs) {
    return fmt::format("/overlaps/{}/{}", ours.value(), theirs.value());
}

}  // namespace thingwall::overlap
