#include "activities/import.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "activities/codes.hpp"
#include "activities/rules.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

// Entries of the register by what a row without a reference can be known again by.
class Likeness {
public:
    explicit Likeness(const Snapshot& snapshot) {
        snapshot.each({}, [&](const EntryPointer& entry) {
            if (!entry->withdrawn) {
                by_title_[fold(entry->title)].push_back(entry);
                by_lead_and_day_[{entry->lead, entry->first}].push_back(entry);
            }
            return true;
        });
    }
    /// The same title, lead and dates: the same activity, entered from the same source.
    [[nodiscard]] EntryPointer same(const Activity& row) const {
        auto found = by_title_.find(fold(row.title));
        if (found == by_title_.end()) return nullptr;
        for (const auto& entry : found->second)
            if (entry->lead == row.lead && entry->first == row.dates.first() && entry->last == row.dates.last())
                return entry;
        return nullptr;
    }
    /// One that it may be, and why.
    [[nodiscard]] std::pair<EntryPointer, std::string> perhaps(const Activity& row) const {
        auto titled = by_title_.find(fold(row.title));
        if (titled != by_title_.end())
            for (const auto& entry : titled->second)
                if (entry->lead == row.lead)
                    return {entry, entry->dates_known != DatesKnown::day || row.dates_known != DatesKnown::day
                                       ? "Same title and lead; the day is not known"
                                   : entry->first.year() != row.dates.first().year()
                                       ? fmt::format("Same title and lead; {}, not {}", row.dates.first().year(),
                                                     entry->first.year())
                                       : "Same title and lead, other dates"};
        auto dated = by_lead_and_day_.find({row.lead, row.dates.first()});
        if (dated != by_lead_and_day_.end())
            for (const auto& entry : dated->second)
                if (entry->last == row.dates.last() && entry->ground == row.footprint &&
                    entry->audience == row.audience)
                    return {entry, "Same lead, dates, people and place, other title"};
        return {nullptr, {}};
    }

private:
    std::unordered_map<std::string, std::vector<EntryPointer>> by_title_;
    std::map<std::pair<OrganisationId, Date>, std::vector<EntryPointer>> by_lead_and_day_;
};

// "September has 30 days. Give a day from 1 to 30": what is wrong, then what to do.
std::pair<std::string, std::string> parted(const std::string& message) {
    for (std::string_view mark : {". ", ": "}) {
        auto at = message.rfind(mark);
        if (mark == ". " && at != std::string::npos) return {message.substr(0, at), message.substr(at + 2)};
    }
    return {message, "Correct the cell"};
}

class Judge {
public:
    Judge(const Sheet& sheet, const std::map<std::size_t, std::string>& choices, const Lists& lists,
          const Snapshot& snapshot, const RegisterQuestions& questions, OrganisationId own)
        : sheet_(sheet),
          choices_(choices),
          lists_(lists),
          questions_(questions),
          own_(own),
          finder_(lists),
          likeness_(snapshot),
          known_(lists.known()) {}

    Result<Preview> run(std::string_view filename) {
        preview_.filename = filename;
        preview_.sheet = sheet_.name;
        preview_.columns = sheet_.headings.size();
        if (auto read = read_headings(); !read) return std::unexpected(read.error());
        for (std::size_t i = 0; i < sheet_.rows.size(); ++i) {
            RowRead row = finder_.read(sheet_.rows[i], columns_);
            if (!row.reference.empty()) in_file_.try_emplace(row.reference, sheet_.numbers[i]);
            read_.push_back(std::move(row));
        }
        for (std::size_t i = 0; i < read_.size(); ++i) judge_row(i);
        return std::move(preview_);
    }

private:
    Done read_headings() {
        std::set<std::string_view> seen;
        for (std::size_t i = 0; i < sheet_.headings.size(); ++i) {
            const ColumnOf* column = find_column(sheet_.headings[i]);
            if (column != nullptr && !seen.insert(column->field).second)
                return invalid(fmt::format("Two columns mean the same: {} (“{}”) is {} again. Take one of them out",
                                           column_letters(i), sheet_.headings[i], column->heading));
            if (column == nullptr && !trim(sheet_.headings[i]).empty())
                preview_.unknown_headings.push_back(sheet_.headings[i]);
            columns_.push_back(column);
        }
        if (seen.empty())
            return invalid(
                "No heading in the first row is known. Give the columns headings such as Title, Lead, Where, Who, "
                "First day and Last day");
        Faults faults;
        for (std::string_view needed : {"title", "first_day"})
            if (!seen.contains(needed)) {
                const auto column = std::ranges::find(columns(), needed, &ColumnOf::field);
                faults.add(
                    "file",
                    fmt::format("There is no column “{}”. Every activity needs one: add it, or rename the one you have",
                                column->heading));
            }
        if (!faults.empty()) return faults.take();
        return {};
    }

    void fault(std::size_t i, std::string_view field, std::string says, std::string wrong, std::string to_do) {
        std::size_t column = 0;
        while (column < columns_.size() && (columns_[column] == nullptr || columns_[column]->field != field)) ++column;
        bool there = column < columns_.size();
        if (says.empty() && there && column < sheet_.rows[i].size()) says = trim(sheet_.rows[i][column]);
        if (!wrong.empty() && wrong[0] >= 'a' && wrong[0] <= 'z') wrong[0] = static_cast<char>(wrong[0] - 'a' + 'A');
        preview_.faults.push_back({sheet_.numbers[i], there ? column_letters(column) : "",
                                   there ? sheet_.headings[column] : "", says.empty() ? "(empty)" : std::move(says),
                                   std::move(wrong), std::move(to_do)});
    }

    // What the rules say against the row, each under the column that it comes from.
    void rule_faults(std::size_t i, const Error& against) {
        for (const auto& error : against.fields) {
            std::string_view field = error.field == "areas" || error.field == "whole_borough"
                                         ? std::string_view("where")
                                         : std::string_view(error.field);
            // What could not be read as a name is empty in the draft: that it is missing is then no second fault.
            bool said =
                std::ranges::any_of(read_[i].faults, [&](const CellFault& cell) { return cell.field == field; });
            auto [wrong, to_do] = parted(error.message);
            // The column says which field it is.
            if (const Field* known = find_field(error.field);
                known != nullptr && wrong.starts_with(std::string(known->label) + ": "))
                wrong.erase(0, known->label.size() + 2);
            if (!said) fault(i, field, {}, wrong, to_do);
        }
    }

    void judge_row(std::size_t i) {
        RowRead& row = read_[i];
        std::size_t faults_before = preview_.faults.size();
        for (const CellFault& cell : row.faults) fault(i, cell.field, cell.says, cell.wrong, cell.to_do);
        if (!row.reference.empty() && in_file_[row.reference] != sheet_.numbers[i])
            fault(i, "reference", row.reference, fmt::format("Also in row {}", in_file_[row.reference]),
                  "Each reference once");
        if (length(row.reference) > 40)
            fault(i, "reference", shortened(row.reference), "A reference has at most 40 characters",
                  "Shorten it, or leave it empty");

        std::optional<Activity> match;
        if (!row.reference.empty() && questions_.by_reference) match = questions_.by_reference(row.reference);
        Draft draft = row.draft;
        if (match) draft = filled_up(draft, *match);
        if (draft.visibility.empty()) draft.visibility = "partners";
        umbrella_of(i, row, draft);

        auto activity = check(draft, known_, match ? match->lead : own_, Ask::as_far_as_known);
        if (!activity) rule_faults(i, activity.error());
        bool differs = match && activity && !changes(to_draft(*match), to_draft(*activity)).empty();
        if (activity && questions_.reason_against && (!match || differs))
            if (auto reason = questions_.reason_against(match ? match->lead : activity->lead, !match))
                fault(i, "lead", {}, *reason, "Ask the lead, or the coordinator");
        if (differs && match->withdrawn_on)
            fault(i, "reference", row.reference, "This activity was withdrawn",
                  "Leave the row out, or give it no reference");

        JudgedRow judged;
        judged.row = sheet_.numbers[i];
        judged.reference = row.reference;
        judged.umbrella = row.umbrella;
        judged.title = draft.title;
        if (preview_.faults.size() > faults_before || !activity) {
            preview_.rows.push_back(std::move(judged));
            return;
        }
        judged.lead = lists_.organisation_short(activity->lead);
        judged.dates = dates_in_words(*activity);
        compare(i, judged, *activity, std::move(match));
        preview_.rows.push_back(std::move(judged));
    }

    // Cells that the file does not have stay as they are; a cell that is there and empty empties the field.
    Draft filled_up(const Draft& row, const Activity& match) const {
        Draft draft = to_draft(match);
        for (const ColumnOf* column : columns_) {
            if (column == nullptr) continue;
            if (column->field == "where") {
                draft.whole_borough = row.whole_borough;
                draft.areas = row.areas;
            } else if (const Field* field = find_field(column->field); field != nullptr && field->name != "umbrella") {
                draft.*field->value = row.*field->value;
            }
        }
        if (draft.lead.empty()) draft.lead = std::to_string(match.lead.value());
        return draft;
    }

    void umbrella_of(std::size_t i, const RowRead& row, Draft& draft) {
        bool has_column = std::ranges::any_of(
            columns_, [](const ColumnOf* column) { return column != nullptr && column->field == "umbrella"; });
        if (!has_column) return;
        draft.umbrella.clear();
        if (row.umbrella.empty()) return;
        if (auto umbrella = questions_.by_reference ? questions_.by_reference(row.umbrella) : std::nullopt)
            draft.umbrella = std::to_string(umbrella->id.value());
        else if (!in_file_.contains(row.umbrella))
            fault(i, "umbrella", row.umbrella, "No activity has this reference", "Correct it, or leave it empty");
        if (!row.umbrella.empty() && row.umbrella == row.reference)
            fault(i, "umbrella", row.umbrella, "An activity is no part of itself", "Correct it, or leave it empty");
    }

    void compare(std::size_t i, JudgedRow& judged, const Activity& activity, std::optional<Activity> match) {
        judged.draft = to_draft(activity);
        if (!match && judged.reference.empty()) {
            EntryPointer same = likeness_.same(activity);
            auto [perhaps, why] = same ? std::pair<EntryPointer, std::string>{} : likeness_.perhaps(activity);
            if (perhaps) {
                judged.match = perhaps->id;
                judged.match_title = perhaps->title;
                judged.why = why;
                auto choice = choices_.find(judged.row);
                if (choice == choices_.end()) {
                    judged.is = RowIs::doubtful;
                    return;
                }
                if (choice->second == "same") same = perhaps;
            }
            if (same && questions_.by_id) match = questions_.by_id(same->id);
            if (match) {
                // What the row leaves out stays as it is, and need not agree with what the row says.
                auto both = check(filled_up(judged.draft, *match), known_, match->lead, Ask::as_far_as_known);
                if (!both) {
                    judged.is = RowIs::wrong;
                    judged.match = {};
                    return rule_faults(i, both.error());
                }
                judged.draft = to_draft(*both);
            }
        }
        if (!match) {
            judged.is = RowIs::added;
            judged.match = {};
            return;
        }
        judged.match = match->id;
        judged.match_title = match->title;
        judged.changes = changes(to_draft(*match), judged.draft);
        // A part whose umbrella comes in the same file is joined to it when both are there.
        judged.is = judged.changes.empty() ? RowIs::same : RowIs::changed;
    }

    const Sheet& sheet_;
    const std::map<std::size_t, std::string>& choices_;
    const Lists& lists_;
    const RegisterQuestions& questions_;
    OrganisationId own_;
    NameFinder finder_;
    Likeness likeness_;
    Known known_;
    std::vector<const ColumnOf*> columns_;
    std::vector<RowRead> read_;
    std::map<std::string, std::size_t> in_file_;
    Preview preview_;
};

}  // namespace

std::size_t Preview::count(RowIs is) const {
    return static_cast<std::size_t>(std::ranges::count(rows, is, &JudgedRow::is));
}

Result<Preview> judge(const Sheet& sheet, std::string_view filename, const std::map<std::size_t, std::string>& choices,
                      const Lists& lists, const Snapshot& snapshot, const RegisterQuestions& questions,
                      OrganisationId own) {
    return Judge(sheet, choices, lists, snapshot, questions, own).run(filename);
}

std::string wrong_rows_csv(const Sheet& sheet, const Preview& preview) {
    std::string out;
    auto headings = sheet.headings;
    headings.insert(headings.end(), {"Row in the file", "What is wrong"});
    csv::append_row(out, headings);
    std::size_t at = 0;  // faults come in the order of the rows
    for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
        std::vector<std::string> reasons;
        for (; at < preview.faults.size() && preview.faults[at].row == sheet.numbers[i]; ++at) {
            const RowFault& fault = preview.faults[at];
            reasons.push_back(fmt::format("{} {}: {}. {}", fault.column, fault.heading, fault.wrong, fault.to_do));
        }
        if (reasons.empty()) continue;
        auto cells = sheet.rows[i];
        cells.resize(sheet.headings.size());
        cells.push_back(std::to_string(sheet.numbers[i]));
        cells.push_back(joined(reasons, " / "));
        csv::append_row(out, cells);
    }
    return out;
}

}  // namespace thingwall::activities
