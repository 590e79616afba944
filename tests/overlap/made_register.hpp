#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/random.hpp"
#include "overlap/load.hpp"
#include "vocabulary.hpp"

namespace thingwall::made {

/// Registers with known overlaps, of any size, on which the weights are learned and the promises tried. Words, names
/// and subjects are its own. What is made depends on the options alone.
enum class Wording {
    repeats,  ///< titles, questions and sentences of a topic are put together anew, as a register that grows does
    once,     ///< every wording is used once at most: 216 activities are the most that can be had
};
struct Options {
    std::size_t activities = 2000;
    std::uint64_t seed = 1;
    Wording wording = Wording::repeats;
    std::size_t per_borough = 4000;  ///< a borough has about 150 places and 200 distinct extents
};

/// What the activity truly is; never shown to what is tried.
struct Latent {
    int topic = 0, audience = 0;
    Date last;
    std::int64_t umbrella = 0;
    std::string kind;
};

/// Grades as in the labelled register: 2 to challenge, 1 related, 0 neither.
struct Made {
    overlap::Register made;
    std::vector<Latent> latent;

    [[nodiscard]] int grade(std::size_t i, std::size_t j) const;

    std::vector<double> residents_of;
};

namespace inside {

struct Place {
    std::string name;
    std::vector<std::uint32_t> cells;
    bool whole = false;
};

inline double people(const Made& made, const overlap::Extent& extent) {
    double sum = 0;
    for (const auto& part : extent) sum += made.made.residents[part.area];
    return sum;
}

class Maker {
public:
    explicit Maker(const Options& options) : options_(options), random_(options.seed) {}

    Made run() {
        const std::size_t boroughs = std::max<std::size_t>(1, options_.activities / options_.per_borough);
        for (std::size_t b = 0; b < boroughs; ++b) add_borough();
        if (options_.wording == Wording::once)
            for (auto& voices : unused_)
                for (std::size_t v = 0; v < 6; ++v) voices.push_back(v);
        while (out_.made.asks.size() < options_.activities && add_some()) {
        }
        return std::move(out_);
    }

private:
    static constexpr int width = 30, height = 24;
    static constexpr std::int64_t bodies = 16;

    std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_.below(n)); }
    bool chance(double p) { return random_.unit() < p; }
    template <class List>
    const auto& any(const List& list) {
        return list[below(std::size(list))];
    }

    std::string name() {
        static constexpr std::array<std::string_view, 22> heads{
            "Alder", "Brin", "Cald", "Dun",  "Eller", "Fen",  "Garn", "Holm", "Ings",  "Keld", "Lang",
            "Mell",  "Norr", "Oak",  "Pend", "Quern", "Rusk", "Scar", "Tarn", "Ulver", "Wens", "Yar"};
        static constexpr std::array<std::string_view, 14> tails{"thwaite", "sett",  "ley",  "gill",  "wick",
                                                                "combe",   "garth", "rigg", "stead", "ness",
                                                                "mouth",   "den",   "beck", "royd"};
        for (;;) {
            std::string made = std::string(any(heads)) + std::string(any(tails));
            if (chance(0.15)) made += chance(0.5) ? " Park" : " Green";
            if (chance(0.1)) made = (chance(0.5) ? "Upper " : "Little ") + made;
            if (names_.size() > 4000 || names_.insert(made).second) return made;
        }
    }

    void layer(std::vector<Place>& to, std::size_t count, std::uint32_t base,
               const std::vector<std::string>* borrowed) {
        std::vector<std::pair<double, double>> seeds;
        for (std::size_t i = 0; i < count; ++i) seeds.emplace_back(random_.unit() * width, random_.unit() * height);
        std::vector<Place> places(count);
        for (std::size_t i = 0; i < count; ++i)
            places[i].name = borrowed != nullptr && i % 2 == 0 && i < borrowed->size() ? (*borrowed)[i] : name();
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                std::size_t best = 0;
                double least = 1e9;
                for (std::size_t i = 0; i < count; ++i)
                    if (double d = std::hypot(seeds[i].first - x, seeds[i].second - y); d < least) least = d, best = i;
                places[best].cells.push_back(base + static_cast<std::uint32_t>(y * width + x));
            }
        for (auto& place : places)
            if (!place.cells.empty()) to.push_back(std::move(place));
    }

    void add_borough() {
        auto& residents = out_.made.residents;
        const auto base = static_cast<std::uint32_t>(residents.size());
        std::vector<std::pair<double, double>> towns;
        for (int i = 0; i < 6; ++i) towns.emplace_back(random_.unit() * width, random_.unit() * height);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                double people = 20 * random_.unit();
                for (const auto& [tx, ty] : towns)
                    people += 420 * std::exp(-std::hypot(tx - x, ty - y) / 2.5) * (0.5 + random_.unit());
                residents.push_back(chance(0.05) ? 0 : std::floor(people));
            }
        std::vector<std::vector<Place>> layers(7);
        layer(layers[0], 20, base, nullptr);
        std::vector<std::string> ward_names;
        for (const auto& ward : layers[0]) ward_names.push_back(ward.name);
        for (std::size_t i = 0; i + 1 < layers[0].size(); i += 2) {
            Place forum{layers[0][i].name + " & " + layers[0][i + 1].name, layers[0][i].cells, false};
            forum.cells.insert(forum.cells.end(), layers[0][i + 1].cells.begin(), layers[0][i + 1].cells.end());
            layers[1].push_back(std::move(forum));
        }
        layer(layers[2], 12, base, &ward_names);
        layer(layers[3], 6, base, nullptr);
        for (int i = 0; i < 40; ++i) {
            const int cx = static_cast<int>(below(width)), cy = static_cast<int>(below(height)),
                      r = static_cast<int>(below(3));
            Place estate{name() + (i % 5 == 0 ? "" : " Estate"), {}, false};
            for (int y = std::max(0, cy - r); y <= std::min(height - 1, cy + r); ++y)
                for (int x = std::max(0, cx - r); x <= std::min(width - 1, cx + r); ++x)
                    estate.cells.push_back(base + static_cast<std::uint32_t>(y * width + x));
            layers[i % 4 == 0 ? 5 : 4].push_back(std::move(estate));
        }
        Place whole{name(), {}, true};
        for (std::uint32_t c = 0; c < width * height; ++c) whole.cells.push_back(base + c);
        layers[6].push_back(std::move(whole));
        for (const auto& places : layers)
            for (const auto& place : places) out_.made.place_names.push_back(place.name);
        boroughs_.push_back(std::move(layers));
    }

    struct Spot {
        std::size_t borough = 0, layer = 0;
        std::vector<std::size_t> places;
    };
    Spot spot(std::size_t borough) {
        static constexpr std::array<double, 7> shares{0.34, 0.16, 0.12, 0.1, 0.08, 0.03, 0.17};
        double at = random_.unit();
        Spot made{borough, 0, {}};
        while (made.layer < 6 && (at -= shares[made.layer]) > 0) ++made.layer;
        const auto count = boroughs_[borough][made.layer].size();
        made.places.push_back(below(count));
        if (made.layer == 0 && chance(0.3))
            if (auto other = below(count); other != made.places[0]) made.places.push_back(other);
        return made;
    }
    [[nodiscard]] overlap::Extent extent(const Spot& at) const {
        overlap::Extent made;
        for (auto p : at.places)
            for (auto cell : boroughs_[at.borough][at.layer][p].cells) made.push_back({cell, 1});
        return made;
    }
    [[nodiscard]] std::string where(const Spot& at) const {
        std::string made;
        for (auto p : at.places) made += (made.empty() ? "" : ", ") + boroughs_[at.borough][at.layer][p].name;
        return made;
    }
    /// Another geography that covers much of the same people, if one is found.
    Spot near_to(const Spot& at) {
        const auto from = extent(at);
        std::set<std::uint32_t> cells;
        double own = 0;
        for (const auto& part : from) cells.insert(part.area), own += out_.made.residents[part.area];
        for (int attempt = 0; attempt < 40; ++attempt) {
            Spot other = spot(at.borough);
            double shared = 0, all = 0;
            for (const auto& part : extent(other)) {
                all += out_.made.residents[part.area];
                if (cells.contains(part.area)) shared += out_.made.residents[part.area];
            }
            if (other.layer != at.layer && shared > 0.4 * (all + own - shared)) return other;
        }
        return at;
    }

    struct Seed {
        int topic = 0, audience = 0;
        Spot at;
        Date first;
        int days = 28;
        std::int64_t body = 1;
        std::string kind = "background";
        std::array<int, 3> voice{-1, -1, -1};  // title, question, description; -1: any
        std::array<int, 3> avoid{-1, -1, -1};
    };
    int some_audience() {
        double at = random_.unit();
        int a = 0;
        while (a < 9 && (at -= audience_words[static_cast<std::size_t>(a)].share) > 0) ++a;
        return a;
    }
    int some_days() {
        static constexpr std::array<int, 8> days{1, 14, 28, 42, 60, 84, 84, 120};
        return any(days);
    }
    Seed fresh() {
        Seed seed;
        seed.topic = static_cast<int>(below(topics.size()));
        seed.audience = some_audience();
        seed.at = spot(below(boroughs_.size()));
        seed.first = *Date::make(2012, 1, 1) + static_cast<int>(below(1100));
        seed.days = some_days();
        seed.body = body();
        return seed;
    }
    std::int64_t body() { return chance(0.22) ? 1 : 2 + static_cast<std::int64_t>(below(bodies - 1)); }
    std::int64_t other_body(std::int64_t than) {
        for (;;)
            if (auto b = body(); b != than) return b;
    }

    std::string slips(std::string text) {
        if (text.size() < 12 || !chance(0.1)) return text;
        const auto at = 3 + below(text.size() - 6);
        if (text[at] != ' ' && text[at + 1] != ' ' && text[at] != '"' && text[at + 1] != '"')
            std::swap(text[at], text[at + 1]);
        return text;
    }
    static std::vector<std::string> sentences(std::string_view text) {
        std::vector<std::string> made;
        while (!text.empty()) {
            auto end = text.find(". ");
            made.emplace_back(text.substr(0, end == std::string_view::npos ? end : end + 1));
            text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 2);
        }
        return made;
    }

    int voice(const Seed& seed, std::size_t part) {
        if (seed.voice[part] >= 0) return seed.voice[part];
        for (;;)
            if (int v = static_cast<int>(below(6)); v != seed.avoid[part]) return v;
    }

    /// Nothing when the topic has no wording left.
    std::int64_t add(const Seed& seed, std::int64_t umbrella = 0, const std::string& umbrella_title = {},
                     std::int64_t joint = 0) {
        overlap::Ask ask;
        const auto& topic = topics[static_cast<std::size_t>(seed.topic)];
        std::array<int, 3> used{};
        for (std::size_t p = 0; p < 3; ++p) used[p] = voice(seed, p);
        if (options_.wording == Wording::once) {
            auto& left = unused_[static_cast<std::size_t>(seed.topic)];
            if (left.empty()) return 0;
            const auto at = below(left.size());
            used.fill(static_cast<int>(left[at]));
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
        }
        last_used_ = used;
        auto said = [&](std::size_t part) -> const Voice& {
            return topic.voices[static_cast<std::size_t>(used[part])];
        };
        const std::string place = where(seed.at);
        ask.id = ActivityId{static_cast<std::int64_t>(out_.made.asks.size() + 1)};
        ask.title = said(0).title;
        if (chance(0.3)) ask.title += chance(0.5) ? ", " + place : " - " + place;
        if (chance(0.12)) ask.title += chance(0.5) ? " 2012-13" : " (stage 1)";
        ask.title = slips(ask.title);
        if (chance(options_.wording == Wording::once ? 0.9 : 0.6)) ask.questions.emplace_back(said(1).question);
        if (!chance(0.12)) {
            if (options_.wording == Wording::once)
                ask.description = said(2).description;
            else {
                auto list = sentences(said(2).description);
                ask.description = (chance(0.2) ? "In " + place + ": " : "") + list[below(list.size())];
                for (int i = 0; i < 2; ++i)
                    if (chance(0.45)) ask.description += " " + std::string(any(boilerplate));
            }
            ask.description = slips(ask.description);
        }
        ask.organisation = OrganisationId{seed.body};
        ask.organisation_name = "Body " + std::to_string(seed.body);
        if (joint != 0) ask.joint.push_back(OrganisationId{joint});
        ask.first = seed.first;
        const Date last = seed.first + seed.days;
        if (!chance(0.04)) ask.last = last;
        ask.extent = extent(seed.at);
        const auto& audience = audience_words[static_cast<std::size_t>(seed.audience)];
        if (!chance(0.32)) ask.audience_codes.emplace_back(audience.code);
        ask.audience_text = any(audience.texts);
        if (!chance(0.16)) ask.theme = chance(0.14) ? any(topics).theme : topic.theme;
        static constexpr std::array<std::string_view, 6> methods{"Post",    "Internet", "Groups",
                                                                 "Meeting", "Stall",    "Interviews"};
        ask.methods.emplace_back(any(methods));
        if (umbrella != 0) {
            if (!chance(0.3))
                ask.umbrella = ActivityId{umbrella};
            else
                ask.description += (chance(0.7) ? " This is part of \"" + umbrella_title + "\"."
                                                : " One of the \"" + umbrella_title + "\" events.");
        }
        Latent latent{seed.topic, seed.audience, last, umbrella, seed.kind};
        out_.latent.push_back(latent);
        out_.made.ids.push_back(std::to_string(ask.id.value()));
        out_.made.asks.push_back(std::move(ask));
        return out_.made.asks.back().id.value();
    }

    /// One background activity, and now and then what goes with it.
    bool add_some() {
        const Seed seed = fresh();
        const auto id = add(seed);
        if (id == 0) return std::ranges::any_of(unused_, [](const auto& left) { return !left.empty(); });
        const auto first_used = last_used_;
        const double more = random_.unit();
        Seed next = seed;
        next.body = other_body(seed.body);
        next.first = seed.first + static_cast<int>(below(30)) - 15;
        if (more < 0.24) {  // somebody else asks the same
            next.kind = "duplicate";
            if (chance(0.35)) next.at = near_to(seed.at);
            const double alike = random_.unit();
            if (alike < 0.14)
                next.voice = first_used;
            else if (alike < 0.5)
                next.voice[below(3)] = first_used[0], next.avoid = {-1, -1, -1};
            else
                next.avoid = first_used;
            for (auto& v : next.voice)
                if (v >= 0 && alike >= 0.14) v = first_used[static_cast<std::size_t>(&v - next.voice.data())];
            add(next);
            if (chance(0.2)) next.body = other_body(seed.body), next.avoid = first_used, next.voice.fill(-1), add(next);
        } else if (more < 0.29)
            next.kind = "joint", add(next, 0, {}, seed.body);
        else if (more < 0.33) {
            next.kind = "child";
            const auto title = out_.made.asks[static_cast<std::size_t>(id - 1)].title;
            out_.latent[static_cast<std::size_t>(id - 1)].umbrella = id;
            next.days = 1;
            for (int i = 0; i < 2 + static_cast<int>(below(3)); ++i) {
                next.first = seed.first + static_cast<int>(below(static_cast<std::size_t>(seed.days)));
                next.body = body();
                if (chance(0.5)) next.at = spot(seed.at.borough);
                add(next, id, title);
            }
        } else if (more < 0.37)
            next.kind = "series", next.body = seed.body, next.first = seed.first + 365, add(next);
        else if (more < 0.40)
            next.kind = "same_body", next.body = seed.body, add(next);
        else if (more < 0.44)
            next.kind = "year_apart", next.first = seed.first + 300 + static_cast<int>(below(150)), add(next);
        else if (more < 0.48)
            next.kind = "audience_other", next.audience = (seed.audience + 1 + static_cast<int>(below(9))) % 10,
            add(next);
        else if (more < 0.54) {
            next.kind = "sibling";
            for (next.topic = seed.topic;
                 next.topic == seed.topic || topics[static_cast<std::size_t>(next.topic)].family !=
                                                 topics[static_cast<std::size_t>(seed.topic)].family;)
                next.topic = static_cast<int>(below(topics.size()));
            add(next);
        } else if (more < 0.58)
            next.kind = "far", next.at = spot(seed.at.borough), add(next);
        else if (more < 0.62)
            next.kind = "near_in_time", next.first = seed.first + seed.days + 31 + static_cast<int>(below(80)),
            add(next);
        return true;
    }

    Options options_;
    SeededRandom random_;
    Made out_;
    std::vector<std::vector<std::vector<Place>>> boroughs_;
    std::set<std::string> names_;
    std::array<std::vector<std::size_t>, topics.size()> unused_;
    std::array<int, 3> last_used_{};
};

}  // namespace inside

[[nodiscard]] inline Made make(const Options& options) {
    return inside::Maker(options).run();
}

inline int Made::grade(std::size_t i, std::size_t j) const {
    const auto& a = latent[i];
    const auto& b = latent[j];
    const auto& x = made.asks[i];
    const auto& y = made.asks[j];
    if (i == j || a.topic != b.topic) return 0;
    const auto holds = [](const overlap::Ask& ask, OrganisationId body) {
        return std::ranges::find(ask.joint, body) != ask.joint.end();
    };
    if (holds(x, y.organisation) || holds(y, x.organisation) || (a.umbrella != 0 && a.umbrella == b.umbrella)) return 0;
    const int gap = std::max({0, y.first - a.last, x.first - b.last});
    if (gap > 120 || (a.audience != b.audience && a.audience != 0 && b.audience != 0)) return 0;
    std::set<std::uint32_t> cells;
    for (const auto& part : x.extent) cells.insert(part.area);
    double shared = 0;
    for (const auto& part : y.extent)
        if (cells.contains(part.area)) shared += made.residents[part.area];
    const double p = inside::people(*this, x.extent), q = inside::people(*this, y.extent);
    const double jaccard = shared > 0 ? shared / (p + q - shared) : 0,
                 containment = shared > 0 ? shared / std::min(p, q) : 0;
    if (jaccard < 0.3 && containment < 0.5) return 0;
    if (x.organisation == y.organisation || gap > 30 || jaccard < 0.3 || a.audience != b.audience) return 1;
    return 2;
}

}  // namespace thingwall::made
