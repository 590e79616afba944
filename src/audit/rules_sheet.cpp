#include "audit/rules_sheet.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::audit {
namespace {

using activities::Activity;
using activities::Draft;
using activities::Lists;
using activities::RowFault;
using activities::Sheet;

constexpr std::string_view happens = "Does it happen?";
constexpr std::size_t more_rows = 500;      // that drop-downs reach below the last
constexpr std::size_t unknown_names = 200;  // each is compared with every name of a list, to say which was meant

/// One column of the file: by the register's name for it, or the question that only an audit asks (no field).
struct Asked {
    std::string_view field;
    double width;
    std::string_view help;
};
constexpr std::array asked_columns{
    Asked{"reference", 14, "Our number for the entry. Leave it as it is. Leave it empty for something new."},
    Asked{"", 12, "Choose No where it is not going to happen, or never did. Leave everything else as it is."},
    Asked{"title", 36, "What it is called. Every row needs one."},
    Asked{"purpose", 44, "What you want to find out, in a sentence or two."},
    Asked{"first_day", 14,
          "For example 2 November 2026. A month or a year is enough: write it as text, 'November 2026."},
    Asked{"last_day", 14, "The last day on which people can answer."},
    Asked{"where", 30,
          "Choose from the list. Several: put a semicolon between them. Leave it empty where we have a map."},
    Asked{"audience", 30, "Choose from the list. Several: put a semicolon between them."},
    Asked{"methods", 24, "Choose from the list. Several: put a semicolon between them."},
    Asked{"subjects", 30, "Choose from the list. Several: put a semicolon between them."},
    Asked{"influence", 16, "How much say people get. Choose one from the list."},
    Asked{"decision", 36, "What the answers will help to decide."},
    Asked{"contact", 28, "Whom people can ask."},
    Asked{"responses", 12, "How many people answered, as a number, once it is over."},
    Asked{"results", 44, "What people said, in a few sentences, once it is over."},
};

std::string_view heading_of(const Asked& column) {
    return column.field.empty() ? happens : activities::column_of_field(column.field)->heading;
}
std::size_t place_of(std::string_view field) {
    return static_cast<std::size_t>(std::ranges::find(asked_columns, field, &Asked::field) - asked_columns.begin());
}

std::vector<bool> columns_that_are(std::initializer_list<std::string_view> fields) {
    std::vector<bool> found;
    for (const auto& column : asked_columns)
        found.push_back(!column.field.empty() && std::ranges::find(fields, column.field) != fields.end());
    return found;
}

// The last thing that was said of an entry counts.
std::map<ActivityId, const Answer*> last_answers(const Own& own) {
    std::map<ActivityId, const Answer*> last;
    for (const auto& answer : own.answers)
        if (answer.activity.known()) last[answer.activity] = &answer;
    return last;
}

std::vector<std::string> cells(const Activity& activity, bool does_happen, const Lists& lists, Date today) {
    const auto all = activities::cells_of(activity, lists, [](ActivityId) { return std::string{}; }, today);
    std::vector<std::string> row;
    for (const auto& asked : asked_columns) {
        if (asked.field.empty()) {
            row.emplace_back(does_happen ? "Yes" : "No");
            continue;
        }
        const auto columns = activities::columns();
        const auto at = std::ranges::find(columns, asked.field, &activities::ColumnOf::field) - columns.begin();
        row.push_back(all[static_cast<std::size_t>(at)]);
    }
    return row;
}

}  // namespace

std::vector<std::string> headings() {
    std::vector<std::string> all;
    for (const auto& column : asked_columns) all.emplace_back(heading_of(column));
    return all;
}
std::vector<bool> day_columns() {
    return columns_that_are({"first_day", "last_day"});
}
std::vector<bool> number_columns() {
    return columns_that_are({"responses"});
}

std::vector<std::vector<std::string>> rows_of(const Own& own, const Lists& lists, Date today) {
    const auto known = lists.known();
    const auto last = last_answers(own);
    std::vector<std::vector<std::string>> rows;
    const auto as_corrected = [&](const Draft& draft, std::string reference) {
        Activity activity = activities::as_far_as_it_goes(draft, known, own.organisation);
        activity.reference = std::move(reference);
        return cells(activity, true, lists, today);
    };
    for (const auto& entry : own.entries) {
        const auto said = last.find(entry.id);
        const bool waits = said != last.end() && !said->second->taken_at;
        if (waits && said->second->verdict == Verdict::changed)
            rows.push_back(as_corrected(said->second->draft, entry.reference));
        else
            rows.push_back(cells(entry, !waits || said->second->verdict != Verdict::not_happening, lists, today));
    }
    for (const auto& answer : own.answers)
        if (answer.verdict == Verdict::added && !answer.taken_at) rows.push_back(as_corrected(answer.draft, {}));
    return rows;
}

activities::WorkbookToFill to_fill(const Lists& lists, std::size_t rows, std::string_view organisation,
                                   std::string_view due) {
    activities::WorkbookToFill fill;
    fill.sheet = "Entries";
    fill.freeze_headings = true;
    fill.rows = rows + more_rows;
    for (const auto& column : asked_columns) fill.widths.push_back(column.width);

    const auto choose = [&](std::string_view field, std::vector<std::string> values, bool strict) {
        const auto& column = asked_columns[place_of(field)];
        fill.choices.push_back({place_of(field), fill.lists.size(), strict,
                                strict ? "Choose one from the list."
                                       : "Several names are fine: put a semicolon between them, each as the sheet "
                                         "Lists has it. Keep what you typed?"});
        fill.lists.push_back({std::string(heading_of(column)), std::move(values)});
    };
    const auto names = [](const std::vector<activities::Named>& list, std::vector<std::string> first = {}) {
        for (const auto& one : list) first.push_back(one.name);
        return first;
    };
    const auto labels = [](std::span<const activities::Code> list) {
        std::vector<std::string> all;
        for (const auto& one : list) all.emplace_back(one.label);
        return all;
    };
    choose("", {"Yes", "No"}, true);
    std::vector<std::string> places{"Whole borough"};
    for (const auto& area : lists.areas()) places.push_back(fmt::format("{} ({})", area.name, area.group));
    choose("where", std::move(places), false);
    choose("audience", names(lists.audiences()), false);
    choose("methods", labels(activities::methods()), false);
    choose("subjects", names(lists.subjects()), false);
    choose("influence", labels(activities::influences()), true);

    fill.help = {{fmt::format("Whom does {} ask?", organisation), {}},
                 {"What this is", "One row for each thing that you ask people. What we know of you is there already."},
                 {"Right?", "Leave the row as it is."},
                 {"Wrong?", "Type over what is wrong. Leave the reference as it is."},
                 {"Missing?", "Add a row below the last one. Leave its reference empty."},
                 {"Does not happen?", "Choose No in the column “Does it happen?”."},
                 {"Left out", "If you delete a row, nothing is said of that entry. It stays as it is."},
                 {"Send it back", fmt::format("Save the file. Open your link again, choose “Fill in a spreadsheet "
                                              "instead”, and send the file there by {}. You see what would be saved "
                                              "before it is.",
                                              due)},
                 {"The columns", {}}};
    for (const auto& column : asked_columns)
        fill.help.push_back({std::string(heading_of(column)), std::string(column.help)});
    return fill;
}

std::size_t SheetPreview::count(Says says) const {
    return static_cast<std::size_t>(std::ranges::count(rows, says, &SheetRow::says));
}

bool SheetPreview::says_something_new() const {
    return std::ranges::any_of(rows, [](const SheetRow& row) { return row.says != Says::wrong && !row.said_before; });
}

std::string SheetPreview::digest() const {
    std::string all;
    for (const auto& row : rows)
        all += fmt::format("{} {} {} {} {} {} {}\n", row.row, static_cast<int>(row.says), row.activity.value(),
                           row.version, row.replaces, row.said_before, activities::to_json(row.draft));
    return activities::digest_of(all);
}

namespace {

/// Reads one file. The register's own judge says what each row is; what only an audit asks is added to it.
class Reading {
public:
    Reading(Sheet sheet, const Own& own, const Lists& lists, const activities::Snapshot& snapshot)
        : sheet_(std::move(sheet)), own_(own), lists_(lists), snapshot_(snapshot), known_(lists.known()) {
        for (const auto& entry : own.entries) {
            by_reference_.emplace(entry.reference, &entry);
            by_id_.emplace(entry.id, &entry);
        }
        for (const auto& entry : own.gone) gone_.emplace(entry.reference, &entry);
        last_ = last_answers(own);
    }

    Result<SheetPreview> run(std::string_view filename) {
        if (sheet_.kind != Sheet::Kind::table)
            return invalid("This is no spreadsheet of ours. Take the file from this page, fill it in and send that");
        keep_our_columns();
        drop_blank_rows();
        if (auto few = few_enough_unknown_names(); !few) return std::unexpected(few.error());
        activities::Answers answers;
        answers.all_rows = "new";  // a likeness is said, and the partner decides by giving the reference
        activities::RegisterQuestions questions;
        find_new_ground();
        questions.by_reference = [this](std::string_view reference) { return as_referred_to(std::string(reference)); };
        questions.by_id = [this](ActivityId id) { return found(by_id_, id); };
        questions.sees_entry = [this](const activities::Entry& entry) { return by_id_.contains(entry.id); };
        auto judged = activities::judge(sheet_, filename, answers, lists_, snapshot_, questions, own_.organisation);
        if (!judged) return std::unexpected(judged.error());
        preview_.filename = filename;
        for (auto& fault : judged->faults) faults_[fault.row].push_back(std::move(fault));
        read_what_was_added();
        for (std::size_t i = 0; i < judged->rows.size(); ++i) take(i, judged->rows[i]);
        find_left_out();
        if (preview_.count(Says::added) + added_.size() > sheet_limits.rows)
            return fail(ErrorKind::too_large, fmt::format("You have sent more than {} new entries. Ask the coordinator",
                                                          thousands(static_cast<std::int64_t>(sheet_limits.rows))));
        for (const auto& row : preview_.rows)
            if (row.says == Says::wrong)
                for (auto& fault : faults_[row.row]) preview_.faults.push_back(std::move(fault));
        return std::move(preview_);
    }

private:
    template <class Map, class Key>
    static std::optional<Activity> found(const Map& map, const Key& key) {
        const auto at = map.find(key);
        return at == map.end() ? std::nullopt : std::optional<Activity>(*at->second);
    }

    // A column that we did not give out says nothing: neither who leads nor who may see it is this file's to change.
    void keep_our_columns() {
        const std::string asks = fold(happens), asks_short = fold(happens.substr(0, happens.size() - 1));
        for (std::size_t column = 0; column < sheet_.headings.size(); ++column) {
            auto& heading = sheet_.headings[column];
            const std::string folded = fold(heading);
            if (!happens_ && (folded == asks || folded == asks_short)) {
                happens_ = column;
                happens_heading_ = heading;
                for (const auto& row : sheet_.rows) said_.push_back(column < row.size() ? row[column] : std::string{});
                heading.clear();
                for (auto& row : sheet_.rows)
                    if (column < row.size()) row[column].clear();
                continue;
            }
            const auto* known = activities::find_column(heading);
            if (known != nullptr && place_of(known->field) < asked_columns.size()) continue;
            if (!trim(heading).empty()) preview_.unknown_headings.push_back(heading);
            heading.clear();
            for (auto& row : sheet_.rows)
                if (column < row.size()) row[column].clear();
        }
        said_.resize(sheet_.rows.size());
    }

    // Where it is drawn on a map the cell is empty. Names that are typed there stand in place of the drawing.
    void find_new_ground() {
        std::optional<std::size_t> reference, where;
        for (std::size_t column = 0; column < sheet_.headings.size(); ++column)
            if (const auto* meant = activities::find_column(sheet_.headings[column]); meant != nullptr) {
                if (meant->field == "reference") reference = column;
                if (meant->field == "where") where = column;
            }
        if (!reference || !where) return;
        for (const auto& row : sheet_.rows) {
            if (*reference >= row.size() || *where >= row.size() || trim(row[*where]).empty()) continue;
            const auto known = by_reference_.find(std::string(trim(row[*reference])));
            if (known == by_reference_.end()) continue;
            const auto& ground = known->second->footprint;
            if (ground.shape.empty() && !ground.circle) continue;
            if (cells(*known->second, true, lists_, {})[place_of("where")] != trim(row[*where]))
                new_ground_.insert(known->first);
        }
    }
    std::optional<Activity> as_referred_to(const std::string& reference) const {
        auto activity = found(by_reference_, reference);
        if (activity && new_ground_.contains(reference)) {
            activity->footprint.shape.clear();
            activity->footprint.circle.reset();
        }
        return activity;
    }

    // "Yes" dragged down over empty rows is no entry.
    void drop_blank_rows() {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < sheet_.rows.size(); ++i) {
            if (std::ranges::all_of(sheet_.rows[i], [](const auto& cell) { return trim(cell).empty(); })) continue;
            if (kept != i) {
                sheet_.rows[kept] = std::move(sheet_.rows[i]);
                sheet_.numbers[kept] = sheet_.numbers[i];
                said_[kept] = std::move(said_[i]);
            }
            ++kept;
        }
        sheet_.rows.resize(kept), sheet_.numbers.resize(kept), said_.resize(kept);
    }

    Done few_enough_unknown_names() const {
        std::unordered_set<std::string> known, others;
        const auto add = [&](std::string_view name) { known.insert(fold(name)); };
        for (const auto& area : lists_.areas()) add(area.name), add(fmt::format("{} ({})", area.name, area.group));
        for (const auto& one : lists_.audiences()) add(one.name);
        for (const auto& one : lists_.subjects()) add(one.name);
        for (const auto list : {activities::methods(), activities::influences()})
            for (const auto& code : list) add(code.label);
        for (std::size_t column = 0; column < sheet_.headings.size(); ++column) {
            const auto* meant = activities::find_column(sheet_.headings[column]);
            if (meant == nullptr ||
                (meant->field != "where" && meant->field != "audience" && meant->field != "methods" &&
                 meant->field != "subjects" && meant->field != "influence"))
                continue;
            for (const auto& row : sheet_.rows) {
                if (column >= row.size()) continue;
                for (const auto part : split(row[column], ';'))
                    if (auto name = fold(part); !known.contains(name)) others.insert(std::move(name));
                if (others.size() > unknown_names)
                    return fail(
                        ErrorKind::too_large,
                        fmt::format("The column “{}” has more than {} names that are in no list. Write the names "
                                    "as the sheet Lists has them, then send the file again",
                                    meant->heading, unknown_names));
            }
        }
        return {};
    }

    // Drafts as the rules write them: two that say the same are then equal.
    Draft as_kept(const Draft& draft) const {
        auto activity = activities::check(draft, known_, own_.organisation, activities::Ask::as_far_as_known);
        return activity ? activities::to_draft(*activity) : draft;
    }
    void read_what_was_added() {
        for (const auto& answer : own_.answers) {
            if (answer.verdict != Verdict::added) continue;
            Draft draft = as_kept(answer.draft);
            if (answer.taken_at) {
                registered_.insert(name_of(draft));
                continue;
            }
            added_by_name_.emplace(name_of(draft), added_.size());
            added_.push_back({answer.id, std::move(draft)});
        }
    }
    static std::string name_of(const Draft& draft) { return draft.first_day + ' ' + fold(draft.title); }
    struct Added {
        std::int64_t answer;
        Draft draft;
        bool claimed = false;
    };
    Added* added_like(const Draft& draft) {
        const auto at = added_by_name_.find(name_of(draft));
        if (at == added_by_name_.end()) return nullptr;
        auto& one = added_[at->second];
        added_by_name_.erase(at);
        one.claimed = true;
        return &one;
    }

    void wrong(SheetRow& row, std::string column, std::string heading, std::string says, std::string why,
               std::string to_do) {
        row.says = Says::wrong;
        faults_[row.row].push_back({row.row, std::move(column), std::move(heading),
                                    says.empty() ? "(empty)" : std::move(says), std::move(why), std::move(to_do)});
    }
    void wrong_reference(SheetRow& row, std::string why, std::string to_do) {
        std::size_t column = 0;
        while (column < sheet_.headings.size()) {
            const auto* meant = activities::find_column(sheet_.headings[column]);
            if (meant != nullptr && meant->field == "reference") break;
            ++column;
        }
        faults_[row.row].clear();
        wrong(row, activities::column_letters(column), sheet_.headings[column], row.reference, std::move(why),
              std::move(to_do));
    }

    void take(std::size_t i, const activities::JudgedRow& judged) {
        SheetRow row;
        row.row = judged.row;
        row.reference = judged.reference;
        row.title = judged.title;
        row.dates = judged.dates;
        row.draft = judged.draft;
        row.activity = judged.match;
        decide(i, judged, row);
        if (row.activity.known()) covered_.insert(row.activity);
        if (row.says != Says::changed && row.says != Says::added) row.draft = {};
        preview_.rows.push_back(std::move(row));
    }

    void decide(std::size_t i, const activities::JudgedRow& judged, SheetRow& row) {
        using activities::RowIs;
        const std::string said = fold(trim(said_[i]));
        const bool no = said == "no" || said == "n" || said == "false" || said == "0";
        const bool yes = said.empty() || said == "yes" || said == "y" || said == "true" || said == "1";
        if (!row.reference.empty() && !by_reference_.contains(row.reference)) {
            if (const auto gone = gone_.find(row.reference); gone != gone_.end()) {
                if (no) return say_again(row, *gone->second);
                return wrong_reference(row, "You said that it does not happen, and it was taken out",
                                       "Leave the row out. If it happens after all, take the reference away");
            }
            // Alike, whether another body has it or nobody.
            return wrong_reference(row, "This reference is none of yours",
                                   "Put right the reference. For something new, leave it empty");
        }
        if (!row.reference.empty() && !references_.insert(row.reference).second) {
            row.says = Says::wrong;  // the judge has said where it is the first time
            return;
        }
        if (!yes && !no)
            return wrong(row, activities::column_letters(*happens_), happens_heading_, shortened(trim(said_[i])),
                         "It is neither Yes nor No", "Choose Yes or No");
        if (!row.reference.empty()) row.activity = by_reference_.at(row.reference)->id;
        if (no && row.activity.known()) return say_not_happening(row);
        if (judged.is == RowIs::wrong) return;
        if (judged.is == RowIs::added) return say_added(judged, row, no);
        const auto& entry = *by_id_.at(row.activity);
        row.version = entry.version;
        row.reference = entry.reference;
        const auto* last = last_of(row.activity);
        row.changes = activities::changes(activities::to_draft(entry), row.draft);
        if (!row.changes.empty()) {
            row.says = Says::changed;
            row.overtaken = own_.sheet_at && entry.changed_at > *own_.sheet_at;
            row.said_before = last != nullptr && last->verdict == Verdict::changed && !last->taken_at &&
                              as_kept(last->draft) == row.draft;
            return;
        }
        row.says = Says::right;
        // What came into the register by this partner's own answer needs no word that it is right.
        row.said_before = last != nullptr ? last->verdict == Verdict::right || last->taken_at
                                          : registered_.contains(name_of(activities::to_draft(entry)));
    }

    const Answer* last_of(ActivityId id) const {
        const auto last = last_.find(id);
        return last == last_.end() ? nullptr : last->second;
    }
    static void say_again(SheetRow& row, const Activity& entry) {
        row.says = Says::not_happening;
        row.said_before = true;
        row.title = entry.title;
        row.dates = activities::dates_in_words(entry);
    }
    void say_not_happening(SheetRow& row) {
        const auto& entry = *by_id_.at(row.activity);
        const auto* last = last_of(row.activity);
        row.says = Says::not_happening;
        row.version = entry.version;
        row.title = entry.title;
        row.dates = activities::dates_in_words(entry);
        row.said_before = last != nullptr && last->verdict == Verdict::not_happening;
    }
    void say_added(const activities::JudgedRow& judged, SheetRow& row, bool no) {
        auto* before = added_like(row.draft);
        if (no && before == nullptr)
            return wrong(row, activities::column_letters(*happens_), happens_heading_, "No", "It is new to us",
                         "Leave the row out. If it is an entry of ours, give it its reference");
        row.says = no ? Says::taken_away : Says::added;
        if (before != nullptr) {
            row.replaces = before->answer;
            row.said_before = !no && before->draft == row.draft;
        }
        if (!judged.why.empty()) row.looks_like = fmt::format("{}: {}", judged.match_title, judged.why);
    }

    void find_left_out() {
        for (const auto& entry : own_.entries)
            if (!covered_.contains(entry.id)) preview_.left_out.push_back({entry.reference, entry.title});
        for (const auto& one : added_)
            if (!one.claimed) preview_.left_out.push_back({{}, one.draft.title});
    }

    Sheet sheet_;
    const Own& own_;
    const Lists& lists_;
    const activities::Snapshot& snapshot_;
    activities::Known known_;
    std::optional<std::size_t> happens_;
    std::string happens_heading_;
    std::vector<std::string> said_;  // under "Does it happen?", beside the rows
    std::map<std::string, const Activity*> by_reference_, gone_;
    std::map<ActivityId, const Activity*> by_id_;
    std::map<ActivityId, const Answer*> last_;
    std::map<std::size_t, std::vector<RowFault>> faults_;  // by row
    std::vector<Added> added_;
    std::multimap<std::string, std::size_t> added_by_name_;  // those that no row is yet
    std::set<std::string> registered_;                       // those that are in the register now, by name
    std::set<std::string> new_ground_;                       // references
    std::set<std::string> references_;
    std::set<ActivityId> covered_;
    SheetPreview preview_;
};

}  // namespace

Result<SheetPreview> look_at(Sheet sheet, std::string_view filename, const Own& own, const Lists& lists,
                             const activities::Snapshot& snapshot) {
    return Reading(std::move(sheet), own, lists, snapshot).run(filename);
}

}  // namespace thingwall::audit
