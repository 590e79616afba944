#include "toolkit/rules.hpp"

#include <array>
#include <stdexcept>

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::toolkit {

extern const std::string_view guides_text;

namespace {

struct Section {
    std::string_view name;
    std::string Guide::* paragraph;
    std::vector<std::string> Guide::* points;
};
constexpr std::array sections{
    Section{"in short", &Guide::in_short, nullptr}, Section{"when", nullptr, &Guide::fits},
    Section{"when not", nullptr, &Guide::fits_not}, Section{"steps", nullptr, &Guide::steps},
    Section{"time", &Guide::time_needed, nullptr},  Section{"cost", &Guide::cost, nullptr},
    Section{"access", nullptr, &Guide::access},     Section{"pitfalls", nullptr, &Guide::pitfalls}};

const Section* section_of(std::string_view name) {
    for (const auto& section : sections)
        if (section.name == name) return &section;
    return nullptr;
}

std::vector<std::string> points_of(std::string_view field, std::string_view typed, bool required, Faults& faults) {
    std::vector<std::string> points;
    for (auto line : split(typed, '\n')) {
        while (line.starts_with("-") || line.starts_with("*")) line = trim(line.substr(1));
        if (line.empty()) continue;
        if (length(line) > longest_point) {
            faults.add(std::string(field), fmt::format("“{}” is longer than {} characters. Make it two points",
                                                       shortened(line), longest_point));
            return points;
        }
        points.emplace_back(line);
    }
    if (points.size() > most_points)
        faults.add(std::string(field),
                   fmt::format("Write at most {} points. There are {}", most_points, points.size()));
    if (required && points.empty()) faults.add(std::string(field), "Write at least one point, each on a line");
    return points;
}

std::string paragraph_of(std::string_view field, std::string_view typed, Faults& faults) {
    std::string text(trim(typed));
    if (text.empty()) faults.add(std::string(field), "Write a sentence or two");
    if (length(text) > longest_paragraph)
        faults.add(std::string(field), fmt::format("Use at most {} characters", longest_paragraph));
    return text;
}

std::string lines_of(const std::vector<std::string>& points) {
    std::string text;
    for (const auto& point : points) text += (text.empty() ? "" : "\n") + point;
    return text;
}

}  // namespace

Result<std::map<std::string, Guide, std::less<>>> read_guides(std::string_view text) {
    std::map<std::string, Guide, std::less<>> guides;
    Guide* guide = nullptr;
    const Section* section = nullptr;
    Faults faults;
    int number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = trim(text.substr(at, end - at));
        at = end + 1;
        ++number;
        const auto fault = [&](std::string_view what) {
            faults.add(fmt::format("line {}", number), std::string(what));
        };
        if (line.empty() || line.starts_with('#')) continue;
        if (line.starts_with('=')) {
            const auto [place, is_new] = guides.try_emplace(std::string(trim(line.substr(1))));
            if (!is_new) fault("this method has a guide already");
            guide = &place->second;
            section = nullptr;
        } else if (guide == nullptr) {
            fault("a guide begins with a line such as “= survey”");
        } else if (line.starts_with('[') && line.ends_with(']')) {
            section = section_of(line.substr(1, line.size() - 2));
            if (section == nullptr) fault("there is no such section");
        } else if (section == nullptr) {
            fault("a section begins with a line such as “[when]”");
        } else if (section->points != nullptr) {
            if (!line.starts_with("- "))
                fault("a point begins with “- ”");
            else
                (guide->*section->points).emplace_back(trim(line.substr(2)));
        } else {
            auto& paragraph = guide->*section->paragraph;
            paragraph += (paragraph.empty() ? "" : " ") + std::string(line);
        }
    }
    if (!faults.empty()) return faults.take();
    return guides;
}

const std::map<std::string, Guide, std::less<>>& built_in() {
    static const auto guides = [] {
        auto read = read_guides(guides_text);
        if (!read) throw std::logic_error("the guides of the program: " + describe(read.error()));
        return std::move(*read);
    }();
    return guides;
}

Result<Guide> check(const GuideDraft& draft) {
    Faults faults;
    Guide guide;
    guide.in_short = paragraph_of("in_short", draft.in_short, faults);
    guide.fits = points_of("fits", draft.fits, true, faults);
    guide.fits_not = points_of("fits_not", draft.fits_not, false, faults);
    guide.steps = points_of("steps", draft.steps, true, faults);
    guide.time_needed = paragraph_of("time_needed", draft.time_needed, faults);
    guide.cost = paragraph_of("cost", draft.cost, faults);
    guide.access = points_of("access", draft.access, true, faults);
    guide.pitfalls = points_of("pitfalls", draft.pitfalls, false, faults);
    if (!faults.empty()) return faults.take();
    return guide;
}

GuideDraft draft_of(const Guide& guide) {
    return {guide.in_short,    lines_of(guide.fits), lines_of(guide.fits_not), lines_of(guide.steps),
            guide.time_needed, guide.cost,           lines_of(guide.access),   lines_of(guide.pitfalls)};
}

}  // namespace thingwall::toolkit
