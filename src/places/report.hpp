#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace thingwall::places {

enum class Severity { repaired, left_out, refused };

/// One thing that was not as it should be in a file, and what was done about it.
struct Finding {
    Severity severity = Severity::repaired;
    std::string file;                      ///< as the person named it
    std::string where;                     ///< "feature 14 (E05000956), line 31", "line 7"
    std::string field;                     ///< "geometry", "WD13CD"; may be empty
    std::string what;                      ///< what was wrong, then what was done or what to do
    std::optional<double> area_change_m2;  ///< how much ground a repair added (or took, below 0)
};

/// What an import found: each repair and each refusal. The first hundred of each kind are kept, the others counted.
class Report {
public:
    static constexpr std::size_t kept = 100;

    explicit Report(std::string file = {}) : file_(std::move(file)) {}

    void repaired(std::string where, std::string field, std::string what, std::optional<double> change_m2 = {});
    void left_out(std::string where, std::string field, std::string what);
    void refused(std::string where, std::string field, std::string what);

    [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }
    [[nodiscard]] std::size_t count(Severity severity) const { return counts_[static_cast<std::size_t>(severity)]; }
    /// How many of this kind were found beyond those kept.
    [[nodiscard]] std::size_t more(Severity severity) const;
    [[nodiscard]] bool refuses() const { return count(Severity::refused) > 0; }
    /// The refusals as an error with every fault, for a command or a form.
    [[nodiscard]] Error error(std::string message) const;
    [[nodiscard]] const std::string& file() const { return file_; }

private:
    void add(Severity severity, std::string where, std::string field, std::string what, std::optional<double> change);
    std::string file_;
    std::vector<Finding> findings_;
    std::size_t counts_[3] = {0, 0, 0};
};

/// All findings as lines of text, refusals first.
[[nodiscard]] std::string describe(const Report& report);

}  // namespace thingwall::places
