#include "activities/import.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

#include "activities/likeness.hpp"
#include "activities/rules.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

// "September has 30 days. Give a day from 1 to 30": what is wrong, then what to do.
std::pair<std::string, std::string> parted(const std::string& message) {
    for (std::string_view mark : {". ", ": "}) {
        auto at = message.rfind(mark);
        if (mark == ". " && at != std::string::npos) return {message.substr(0, at), message.substr(at + 2)};
    }
    return {message, "Correct the cell"};
}

// Said among the changes, though no form asks for it.
constexpr Field state_field{"state", "State", Step::decision, &Draft::results, 1000};

class Judge {
public:
    Judge(const Sheet& sheet, const Answers& answers, const Lists& lists, const Snapshot& snapshot,
          const RegisterQuestions& questions, OrganisationId own, const FromSource& from)
        : sheet_(sheet),
          answers_(answers),
          lists_(lists),
          snapshot_(snapshot),
          questions_(questions),
          own_(own),
          from_(from),
          finder_(lists, from.profile, foreign_of(sheet, from)),
          known_(lists.known()) {}

    Result<Preview> run(std::string_view filename) {
        preview_.filename = filename;
        preview_.sheet = sheet_.name;
        preview_.columns = sheet_.headings.size();
        preview_.notes = sheet_.notes;
        if (auto read = read_headings(); !read) return std::unexpected(read.error());
        read_.reserve(sheet_.rows.size());
        for (std::size_t i = 0; i < sheet_.rows.size(); ++i) read_row(i);
        // What a row is by its identifier or reference is no other row's, however alike.
        for (std::size_t i = 0; i < read_.size(); ++i) find_match(i);
        preview_.rows.reserve(read_.size());
        for (std::size_t i = 0; i < read_.size(); ++i) judge_row(i);
        leave_out_parts_of_wrong_rows();
        find_gone();
        return std::move(preview_);
    }

private:
    static ReadForeign foreign_of(const Sheet& sheet, const FromSource& from) {
        ReadForeign foreign = from.foreign;
        foreign.list = sheet.foreign ? &*sheet.foreign : nullptr;
        return foreign;
    }
    bool is_list() const { return sheet_.foreign.has_value(); }

    struct Row {
        RowRead read;
        std::string key;
        std::optional<Activity> match;
        bool by_key = false, was_taken_back = false;
    };

    Done read_headings() {
        columns_ = columns_of(sheet_.headings, from_.profile);
        std::set<std::string_view> seen;
        for (std::size_t i = 0; i < sheet_.headings.size(); ++i) {
            const ColumnOf* column = columns_[i];
            if (column != nullptr && !seen.insert(column->field).second)
                return invalid(fmt::format("Two columns mean the same: {} (“{}”) is {} again. Take one of them out",
                                           column_letters(i), sheet_.headings[i], column->heading));
            if (column == nullptr && !trim(sheet_.headings[i]).empty() &&
                !from_.profile.columns.contains(fold(sheet_.headings[i])))
                preview_.unknown_headings.push_back(sheet_.headings[i]);
        }
        if (seen.empty())
            return invalid(
                "No heading in the first row is known. Give the columns headings such as Title, Lead, Where, Who, "
                "First day and Last day");
        Faults faults;
        for (std::string_view needed : {"title", "first_day"})
            if (!seen.contains(needed) &&
                !(needed == "first_day" && from_.profile.month_of_last && seen.contains("last_day")))
                faults.add(
                    "file",
                    fmt::format("There is no column “{}”. Every activity needs one: add it, or rename the one you have",
                                column_of_field(needed)->heading));
        if (!faults.empty()) return faults.take();
        return {};
    }

    void read_row(std::size_t i) {
        Row row{finder_.read(sheet_.rows[i], columns_), {}, {}, false, false};
        if (!row.read.reference.empty()) in_file_.try_emplace(row.read.reference, sheet_.numbers[i]);
        // Without an identifier a row is known again by what it says; the second that says the same is the second.
        std::string says;
        if (row.read.identifier.empty() && row.read.reference.empty())
            for (std::size_t c = 0; c < sheet_.rows[i].size(); ++c)
                if (columns_[c] != nullptr && (columns_[c]->field == "title" || columns_[c]->field == "lead" ||
                                               columns_[c]->field == "first_day" || columns_[c]->field == "last_day"))
                    says += fold(sheet_.rows[i][c]) + '\n';
        row.key = key_of(row.read.identifier, row.read.reference, says);
        auto [before, is_first] = keys_.try_emplace(row.key, sheet_.numbers[i]);
        if (!is_first && row.read.identifier.empty() && row.read.reference.empty()) {
            row.key = key_of({}, {}, says + std::to_string(++repeats_[row.key]));
            keys_.try_emplace(row.key, sheet_.numbers[i]);
        }
        read_.push_back(std::move(row));
    }

    void find_match(std::size_t i) {
        Row& row = read_[i];
        if (auto item = from_.state.items.find(row.key); item != from_.state.items.end()) {
            auto activity = from_.state.activities.find(item->second.activity);
            // What was taken back only its lead still sees; who brought it may bring it again.
            if (activity != from_.state.activities.end() &&
                (item->second.taken_back || !questions_.sees || questions_.sees(activity->second))) {
                row.match = activity->second;
                row.by_key = true;
                // A list says itself what is withdrawn: what it does not say so of stands again.
                row.was_taken_back = activity->second.withdrawn_on.has_value() &&
                                     (item->second.taken_back || (row.read.withdrawn.empty() && from_.elsewhere &&
                                                                  from_.state.kept.contains(activity->first)));
            }
        }
        if (!row.match && !row.read.reference.empty() && questions_.by_reference)
            row.match = questions_.by_reference(row.read.reference);
        if (row.match) claimed_.insert(row.match->id);
    }

    void fault(std::size_t i, std::string_view field, std::string says, std::string wrong, std::string to_do) {
        std::size_t column = 0;
        while (column < columns_.size() && (columns_[column] == nullptr || columns_[column]->field != field)) ++column;
        bool there = column < columns_.size();
        if (says.empty() && there && column < sheet_.rows[i].size()) says = trim(sheet_.rows[i][column]);
        if (!wrong.empty() && wrong[0] >= 'a' && wrong[0] <= 'z') wrong[0] = static_cast<char>(wrong[0] - 'a' + 'A');
        bool lettered = there && sheet_.kind == Sheet::Kind::table;
        std::string heading = there ? sheet_.headings[column] : "";
        if (const ColumnOf* lacking = there ? nullptr : column_of_field(field))
            heading = fmt::format("{} (the file has no such column)", lacking->heading);
        preview_.faults.push_back({sheet_.numbers[i], lettered ? column_letters(column) : "", std::move(heading),
                                   says.empty() ? "(empty)" : std::move(says), std::move(wrong), std::move(to_do)});
    }

    // What the rules say against the row, each under the column that it comes from.
    void rule_faults(std::size_t i, const Error& against) {
        for (const auto& error : against.fields) {
            std::string_view field = error.field == "areas" || error.field == "whole_borough"
                                         ? std::string_view("where")
                                         : std::string_view(error.field);
            // What could not be read as a name is empty in the draft: that it is missing is then no second fault.
            bool said =
                std::ranges::any_of(read_[i].read.faults, [&](const CellFault& cell) { return cell.field == field; });
            auto [wrong, to_do] = parted(error.message);
            // The column says which field it is.
            if (const Field* known = find_field(error.field);
                known != nullptr && wrong.starts_with(std::string(known->label) + ": "))
                wrong.erase(0, known->label.size() + 2);
            if (!said) fault(i, field, {}, wrong, to_do);
        }
    }

    // What a person has said is one of ours stays ours: the list does not change it.
    bool is_ours(const Activity& match) const { return from_.elsewhere && !from_.state.kept.contains(match.id); }
    void be_ours(JudgedRow& judged, const Activity& match) {
        judged.is = RowIs::same;
        judged.match = match.id;
        judged.match_title = match.title;
        judged.draft = to_draft(match);
        judged.withdrawn.clear();
        claimed_.insert(match.id);
    }

    // Nobody who lives here lives on the ground that is drawn.
    bool is_not_here(const Draft& draft) const {
        if (!is_list() || !draft.whole_borough.empty() || !draft.areas.empty()) return false;
        if (!draft.shape.empty() && reason_not_to_take_shape(draft.shape)) return false;
        Footprint ground{.whole_borough = false, .areas = {}, .shape = draft.shape, .circle = {}};
        auto at = split(draft.centre, ',');
        if (at.size() == 2)
            ground.circle = Circle{parse_number(at[0]).value_or(0), parse_number(at[1]).value_or(0),
                                   parse_whole(draft.radius).value_or(0)};
        if (ground.shape.empty() && !ground.circle) return false;
        const Footprint everywhere{.whole_borough = true, .areas = {}, .shape = {}, .circle = {}};
        return lists_.residents(ground) == 0 && lists_.residents(everywhere) > 0;
    }

    void judge_row(std::size_t i) {
        const RowRead& row = read_[i].read;
        const std::optional<Activity>& match = read_[i].match;
        bool back = read_[i].was_taken_back;
        if (match && !back && is_ours(*match) && keys_[read_[i].key] == sheet_.numbers[i]) {
            JudgedRow ours;
            ours.row = sheet_.numbers[i];
            ours.key = read_[i].key;
            ours.title = row.draft.title;
            ours.linked = read_[i].by_key;
            be_ours(ours, *match);
            preview_.rows.push_back(std::move(ours));
            return;
        }
        std::size_t faults_before = preview_.faults.size();
        for (const CellFault& cell : row.faults) fault(i, cell.field, cell.says, cell.wrong, cell.to_do);
        if (!row.reference.empty() && in_file_[row.reference] != sheet_.numbers[i])
            fault(i, "reference", row.reference, fmt::format("Also in row {}", in_file_[row.reference]),
                  "Each reference once");
        else if (!row.identifier.empty() && keys_[read_[i].key] != sheet_.numbers[i])
            fault(i, "source_id", row.identifier, fmt::format("Also in row {}", keys_[read_[i].key]),
                  "Each identifier once");
        if (length(row.reference) > 40)
            fault(i, "reference", shortened(row.reference), "A reference has at most 40 characters",
                  "Shorten it, or leave it empty");

        Draft draft = row.draft;
        if (match) draft = filled_up(row, *match);
        // What was taken back was hidden: it comes again as new ones do.
        if (back) draft.visibility = row.draft.visibility;
        with_what_is_usual(draft, match && !back ? nullptr : &from_.profile);
        umbrella_of(i, row, draft);

        auto activity = check(draft, known_, match ? match->lead : own_, Ask::as_far_as_known);
        if (!activity) rule_faults(i, activity.error());
        const bool withdraws = !row.withdrawn.empty() && (!match || !match->withdrawn_on);
        // What is withdrawn here and there is the same, whatever else is said of it.
        const bool both_withdrawn = match && match->withdrawn_on && !row.withdrawn.empty();
        bool differs = match && activity && !back && !both_withdrawn &&
                       (withdraws || !changes(to_draft(*match), to_draft(*activity)).empty());
        if (activity && questions_.reason_against && (!match || differs || back)) {
            bool is_new = !match || back;
            if (auto reason = questions_.reason_against(is_new ? activity->lead : match->lead, is_new))
                fault(i, "lead", {}, *reason, "Ask the lead, or the coordinator");
        }
        if (!match && !row.reference.empty() && questions_.reason_against_reference)
            if (auto reason = questions_.reason_against_reference(row.reference))
                fault(i, "reference", row.reference, *reason, "Correct it, or leave it empty to be given one");
        if (differs && match->withdrawn_on)
            fault(i, "reference", row.reference, "This activity was withdrawn",
                  "Leave the row out, or give it no reference");

        JudgedRow judged;
        judged.row = sheet_.numbers[i];
        judged.key = read_[i].key;
        judged.reference = row.reference;
        judged.umbrella = is_list() && !row.umbrella.empty() ? key_of(row.umbrella, {}, {}) : row.umbrella;
        judged.url = row.url;
        if (withdraws) judged.withdrawn = row.withdrawn;
        judged.title = draft.title;
        judged.linked = read_[i].by_key;
        if (preview_.faults.size() > faults_before || !activity) {
            judged.not_here = is_not_here(draft);
            preview_.rows.push_back(std::move(judged));
            return;
        }
        judged.lead = lists_.organisation_short(activity->lead);
        judged.dates = dates_in_words(*activity);
        if (back) {
            judged.is = RowIs::added;
            judged.comes_back = true;
            judged.match = match->id;
            judged.draft = to_draft(*activity);
        } else if (both_withdrawn) {
            judged.is = RowIs::same;
            judged.match = match->id;
            judged.match_title = match->title;
            judged.draft = to_draft(*match);
            judged.umbrella.clear();
        } else {
            compare(i, judged, *activity, match);
        }
        preview_.rows.push_back(std::move(judged));
    }

    // What the source's profile says of rows that do not: of what is new, for what is there is as it is.
    void with_what_is_usual(Draft& draft, const Profile* profile) const {
        if (profile != nullptr) {
            if (draft.lead.empty()) draft.lead = profile->lead;
            if (draft.visibility.empty()) draft.visibility = profile->visibility;
        }
        bool nowhere =
            draft.whole_borough.empty() && draft.areas.empty() && draft.shape.empty() && draft.centre.empty();
        // A list of another installation says where it is: the whole of its place is another matter than not knowing.
        if (from_.profile.whole_borough && nowhere && !is_list()) draft.whole_borough = "yes";
        if (draft.visibility.empty()) draft.visibility = "partners";
    }

    // Cells that the file does not have stay as they are; a cell that is there and empty empties the field.
    Draft filled_up(const RowRead& read, const Activity& match) const {
        return filled_up(read.draft, match, read.touched);
    }
    Draft filled_up(const Draft& row, const Activity& match, const std::vector<std::string_view>& touched) const {
        Draft draft = to_draft(match);
        for (std::string_view name : touched) draft.*find_field(name)->value = row.*find_field(name)->value;
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
        if (is_list()) {
            // By the list's own identifier: what is not here, or not yet, is no fault.
            auto item = from_.state.items.find(key_of(row.umbrella, {}, {}));
            if (item != from_.state.items.end() &&
                item->second.activity != (read_[i].match ? read_[i].match->id : ActivityId{}))
                draft.umbrella = std::to_string(item->second.activity.value());
            return;
        }
        if (auto umbrella = questions_.by_reference ? questions_.by_reference(row.umbrella) : std::nullopt)
            draft.umbrella = std::to_string(umbrella->id.value());
        else if (!in_file_.contains(row.umbrella))
            fault(i, "umbrella", row.umbrella, "No activity has this reference", "Correct it, or leave it empty");
        if (!row.umbrella.empty() && row.umbrella == row.reference)
            fault(i, "umbrella", row.umbrella, "An activity is no part of itself", "Correct it, or leave it empty");
    }

    // A part goes with what it is part of: it would come in on its own, and nobody would be told.
    void leave_out_parts_of_wrong_rows() {
        std::map<std::string_view, std::size_t> by_reference;
        for (std::size_t i = 0; i < preview_.rows.size(); ++i)
            if (!preview_.rows[i].reference.empty()) by_reference.try_emplace(preview_.rows[i].reference, i);
        for (bool again = true; again;) {
            again = false;
            for (std::size_t i = 0; i < preview_.rows.size(); ++i) {
                JudgedRow& row = preview_.rows[i];
                if (row.is == RowIs::wrong || row.umbrella.empty() || !row.draft.umbrella.empty()) continue;
                auto whole = by_reference.find(row.umbrella);
                if (whole == by_reference.end() || preview_.rows[whole->second].is != RowIs::wrong) continue;
                fault(i, "umbrella", row.umbrella,
                      fmt::format("Row {}, which this is part of, is wrong", preview_.rows[whole->second].row),
                      "Correct that row, or leave this empty");
                row.is = RowIs::wrong;
                again = true;
            }
        }
        std::ranges::stable_sort(preview_.faults, {}, &RowFault::row);
    }

    void compare(std::size_t i, JudgedRow& judged, const Activity& activity, std::optional<Activity> match) {
        judged.draft = to_draft(activity);
        if (!match && judged.reference.empty() && from_.elsewhere && judged.withdrawn.empty()) {
            if (perhaps_ours(i, judged, activity)) return;
        } else if (!match && judged.reference.empty() && !from_.elsewhere) {
            EntryPointer same = likeness().same(activity, claimed_);
            // Two identifiers of one source are two things. A row without one may say again what another row says.
            static const Likeness::Claimed nobody;
            const Likeness::Claimed& others = read_[i].read.identifier.empty() ? nobody : claimed_;
            auto [perhaps, why] = same ? std::pair<EntryPointer, std::string>{} : likeness().perhaps(activity, others);
            if (perhaps) {
                judged.match = perhaps->id;
                judged.match_title = perhaps->title;
                judged.why = why;
                auto answer = answers_.rows.find(judged.row);
                const std::string& said = answer == answers_.rows.end() ? answers_.all_rows : answer->second;
                if (said.empty()) {
                    judged.is = RowIs::doubtful;
                    return;
                }
                if (said == "same" && claimed_.contains(perhaps->id)) {
                    judged.is = RowIs::wrong;
                    judged.match = {};
                    return fault(i, "title", {}, "Another row of the file is this activity",
                                 "Take one of the two out, or say that this one is new");
                }
                if (said == "same") same = perhaps;
            }
            if (same && questions_.by_id) match = questions_.by_id(same->id);
            if (match) {
                // What the row leaves out stays as it is, and need not agree with what the row says.
                auto both = check(filled_up(judged.draft, *match, read_[i].read.touched), known_, match->lead,
                                  Ask::as_far_as_known);
                std::optional<std::string> reason;
                if (both && questions_.reason_against &&
                    (!judged.withdrawn.empty() || !changes(to_draft(*match), to_draft(*both)).empty()))
                    reason = questions_.reason_against(match->lead, false);
                if (!both || reason) {
                    judged.is = RowIs::wrong;
                    judged.match = {};
                    if (!both) return rule_faults(i, both.error());
                    return fault(i, "lead", {}, *reason, "Ask the lead, or the coordinator");
                }
                judged.draft = to_draft(*both);
                claimed_.insert(match->id);
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
        if (!judged.withdrawn.empty())
            judged.changes.push_back({&state_field, "Stands", "Withdrawn: " + judged.withdrawn});
        // A part whose umbrella comes in the same file is joined to it when both are there.
        judged.is = judged.changes.empty() ? RowIs::same : RowIs::changed;
    }

    // What is kept elsewhere may be in the register as well, entered here by a body of the same name: a person says so.
    // True: it is known what the row is.
    bool perhaps_ours(std::size_t i, JudgedRow& judged, const Activity& activity) {
        Activity by_partner = activity;
        const std::string lead = fold(lists_.organisation(activity.lead));
        for (const Named& body : partners())
            if (fold(body.name) == lead || fold(body.group) == lead)
                by_partner.lead = OrganisationId{parse_id(body.id).value_or(0)};
        auto [perhaps, why] = likeness().perhaps(by_partner, claimed_);
        if (auto same = likeness().same(by_partner, claimed_)) perhaps = same, why = "Same title, lead and dates";
        if (!perhaps) return false;
        judged.match = perhaps->id;
        judged.match_title = perhaps->title;
        judged.why = why;
        auto answer = answers_.rows.find(judged.row);
        const std::string& said = answer == answers_.rows.end() ? answers_.all_rows : answer->second;
        if (said.empty()) {
            judged.is = RowIs::doubtful;
            return true;
        }
        if (said != "same") return false;
        auto ours = questions_.by_id ? questions_.by_id(perhaps->id) : std::nullopt;
        if (ours) return be_ours(judged, *ours), true;
        judged.is = RowIs::wrong;
        judged.match = {};
        fault(i, "title", {}, "The activity is no longer there", "Look again");
        return true;
    }
    const std::vector<Named>& partners() {
        if (!partners_) partners_ = lists_.organisations();
        return *partners_;
    }

    // Made when the first row needs it: a file whose every row has an identifier that is known asks nothing.
    const Likeness& likeness() {
        if (!likeness_) likeness_.emplace(snapshot_, questions_.sees_entry);
        return *likeness_;
    }

    // What the last import of this source held and this one does not. What a doubtful row may be is asked there first.
    void find_gone() {
        if (from_.state.last_batch == 0 && !from_.elsewhere) return;
        std::set<ActivityId> still_asked;
        for (const JudgedRow& row : preview_.rows)
            if (row.is == RowIs::doubtful) still_asked.insert(row.match);
        for (const auto& [key, item] : from_.state.items) {
            // A list that is asked by itself is whole each time, so what it lacks is gone, whichever import had it
            // last.
            const bool had = from_.elsewhere
                                 ? item.batch != kept_though_gone && from_.state.kept.contains(item.activity)
                                 : item.batch == from_.state.last_batch;
            if (!had || item.taken_back || keys_.contains(key) || claimed_.contains(item.activity) ||
                still_asked.contains(item.activity))
                continue;
            auto found = from_.state.activities.find(item.activity);
            if (found == from_.state.activities.end() || found->second.withdrawn_on ||
                (questions_.sees && !questions_.sees(found->second)))
                continue;
            const Activity& activity = found->second;
            GoneRow gone{activity.id,
                         key,
                         activity.reference,
                         activity.title,
                         lists_.organisation_short(activity.lead),
                         dates_in_words(activity),
                         answers_.all_gone,
                         !questions_.reason_against || !questions_.reason_against(activity.lead, false)};
            if (auto answer = answers_.gone.find(activity.id); answer != answers_.gone.end())
                gone.choice = answer->second;
            if (!gone.may_change) gone.choice = "keep";
            preview_.gone.push_back(std::move(gone));
        }
        std::ranges::sort(preview_.gone, {}, [](const GoneRow& row) { return row.activity; });
    }

    const Sheet& sheet_;
    const Answers& answers_;
    const Lists& lists_;
    const Snapshot& snapshot_;
    const RegisterQuestions& questions_;
    OrganisationId own_;
    const FromSource& from_;
    NameFinder finder_;
    std::optional<Likeness> likeness_;
    std::optional<std::vector<Named>> partners_;
    Known known_;
    std::vector<const ColumnOf*> columns_;
    std::vector<Row> read_;
    std::map<std::string, std::size_t> in_file_;            // by reference
    std::unordered_map<std::string, std::size_t> keys_;     // of every row
    std::unordered_map<std::string, std::size_t> repeats_;  // of rows that say the same
    Likeness::Claimed claimed_;                             // activities that rows are
    Preview preview_;
};

}  // namespace

std::size_t Preview::count(RowIs is) const {
    return static_cast<std::size_t>(std::ranges::count(rows, is, &JudgedRow::is));
}

bool Preview::changes_nothing() const {
    return gone.empty() && std::ranges::all_of(rows, [](const JudgedRow& row) {
               return row.is == RowIs::wrong || (row.is == RowIs::same && row.linked);
           });
}

Result<Preview> judge(const Sheet& sheet, std::string_view filename, const Answers& answers, const Lists& lists,
                      const Snapshot& snapshot, const RegisterQuestions& questions, OrganisationId own,
                      const FromSource& from) {
    return Judge(sheet, answers, lists, snapshot, questions, own, from).run(filename);
}

bool reason_to_ask(const Sheet& sheet, const Profile& profile) {
    auto known = columns_of(sheet.headings, profile);
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (known[i] != nullptr && !seen.insert(known[i]->field).second) return true;
    }
    return !seen.contains("title") ||
           (!seen.contains("first_day") && !(profile.month_of_last && seen.contains("last_day")));
}

std::string faults_csv(const Preview& preview) {
    std::string out;
    csv::append_row(out, {"Row", "Column", "Heading", "It says", "What is wrong", "What to do"});
    for (const RowFault& fault : preview.faults)
        csv::append_row(out,
                        {std::to_string(fault.row), fault.column, fault.heading, fault.says, fault.wrong, fault.to_do});
    return out;
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
