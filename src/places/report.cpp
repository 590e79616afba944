#include "places/report.hpp"

#include <array>

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::places {

void Report::add(Severity severity, std::string where, std::string field, std::string what,
                 std::optional<double> change) {
    if (counts_[static_cast<std::size_t>(severity)]++ < kept)
        findings_.push_back({severity, file_, std::move(where), std::move(field), std::move(what), change});
}

void Report::repaired(std::string where, std::string field, std::string what, std::optional<double> change_m2) {
    add(Severity::repaired, std::move(where), std::move(field), std::move(what), change_m2);
}
void Report::left_out(std::string where, std::string field, std::string what) {
    add(Severity::left_out, std::move(where), std::move(field), std::move(what), {});
}
void Report::refused(std::string where, std::string field, std::string what) {
    add(Severity::refused, std::move(where), std::move(field), std::move(what), {});
}

std::size_t Report::more(Severity severity) const {
    const std::size_t all = count(severity);
    return all > kept ? all - kept : 0;
}

Error Report::error(std::string message) const {
    Error error{ErrorKind::invalid, std::move(message), {}, more(Severity::refused)};
    for (const Finding& finding : findings_) {
        if (finding.severity != Severity::refused) continue;
        std::string field = finding.file;
        if (!finding.where.empty()) field += (field.empty() ? "" : ", ") + finding.where;
        if (!finding.field.empty()) field += (field.empty() ? "" : ", ") + finding.field;
        error.fields.push_back({std::move(field), finding.what});
    }
    return error;
}

std::string describe(const Report& report) {
    std::string text;
    constexpr std::array<std::pair<Severity, std::string_view>, 3> order{
        {{Severity::refused, "Refused"}, {Severity::left_out, "Left out"}, {Severity::repaired, "Repaired"}}};
    for (const auto& [severity, word] : order) {
        for (const Finding& f : report.findings()) {
            if (f.severity != severity) continue;
            text += fmt::format("{}: {}", word, f.file);
            for (const auto& piece : {f.where, f.field})
                if (!piece.empty())
                    text += fmt::format("{}{}", f.file.empty() && text.ends_with(": ") ? "" : ", ", piece);
            text += ": " + f.what;
            if (f.area_change_m2) text += fmt::format(" (change of area: {:+.2f} m2)", *f.area_change_m2);
            text += '\n';
        }
        if (report.more(severity) > 0)
            text += fmt::format("{}: and {} more like these\n", word,
                                thousands(static_cast<std::int64_t>(report.more(severity))));
    }
    return text;
}

}  // namespace thingwall::places
