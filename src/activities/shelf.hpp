#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "activities/rules.hpp"
#include "activities/types.hpp"

namespace thingwall::activities {

/// What is kept with an activity after it: what was learnt, what was done, documents.
struct Kept {
    std::string learnt, done;
    std::string report;               ///< an address; empty for none
    bool learnt_by_partners = false;  ///< only partners read what was learnt
    struct Document {
        std::int64_t id = 0;
        std::string title, about;  ///< "PDF, 1.2 MB"
        bool for_partners = false;
        std::string note;  ///< for officers: that its words are not searched yet, or why they never are
    };
    std::vector<Document> documents;
    [[nodiscard]] bool empty() const { return learnt.empty() && done.empty() && report.empty() && documents.empty(); }
};

/// Who keeps that; said where the capability is made. Safe to call from any thread.
class Shelf {
public:
    virtual ~Shelf() = default;
    /// As far as this viewer may see it. That they may see the activity itself has been asked before.
    [[nodiscard]] virtual Kept kept_with(ActivityId activity, const Viewer& viewer) const = 0;
};

}  // namespace thingwall::activities
