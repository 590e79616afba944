#include "activities/columns.hpp"

#include <algorithm>
#include <array>

#include "activities/codes.hpp"
#include "activities/rules.hpp"
#include "base/date.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

constexpr std::array the_columns{
    ColumnOf{"Reference", "reference", "ref|ref no|reference number"},
    ColumnOf{"Title", "title", "name|activity|engagement|name of activity|subject line|consultation"},
    ColumnOf{"Lead", "lead", "organisation|lead organisation|org|body|lead body|who leads|lead partner"},
    ColumnOf{"Joint with", "partners", "partners|joint|joint partners|with"},
    ColumnOf{"Where", "where", "area|areas|place|location|ward|wards"},
    ColumnOf{"Who", "audience", "audience|audience codes|target group|communities|community of interest|who is asked"},
    ColumnOf{"Who in words", "audience_words", "audience text|audience words|target audience|description of audience"},
    ColumnOf{"First day", "first_day", "start|start date|from|opens|opening date|begins|date"},
    ColumnOf{"Last day", "last_day", "end|end date|to|closes|closing date|until|ends"},
    ColumnOf{"Dates can move", "dates_can_move", "flexible|can move"},
    ColumnOf{"Sessions", "sessions", "events|meetings|dates of meetings"},
    ColumnOf{"Why shorter than 12 weeks", "reason_short", "reason"},
    ColumnOf{"What you want to find out", "purpose", "purpose|description|aim|aims|details|summary|overview"},
    ColumnOf{"Questions", "questions", "question"},
    ColumnOf{"Subjects", "subjects", "subject|topic|topics|theme"},
    ColumnOf{"How", "methods", "method|methods|type|how asked"},
    ColumnOf{"Minutes", "minutes", "minutes it takes|time it takes"},
    ColumnOf{"Cost", "cost", "cost gbp|cost £|cost_gbp|budget"},
    ColumnOf{"Invited", "invited", "number invited|number asked|sample|number to be asked"},
    ColumnOf{"Answered", "responses", "responses|number of responses|replies|response|feedback count"},
    ColumnOf{"What people said", "results", "results|findings|outcome|outcomes|what was learnt"},
    ColumnOf{"Access", "access", "access arrangements"},
    ColumnOf{"Access in words", "access_words", "access notes"},
    ColumnOf{"Other ways", "other_ways", "other ways to take part"},
    ColumnOf{"Other ways in words", "other_ways_words", "where and which number"},
    ColumnOf{"Contact", "contact", "contact details|officer|contact officer"},
    ColumnOf{"Decision", "decision", "decision it informs|informs"},
    ColumnOf{"Day of decision", "decision_day", "decision date|decided on"},
    ColumnOf{"Influence", "influence", "degree of influence|level"},
    ColumnOf{"Part of", "umbrella", "umbrella|part_of|parent|programme"},
    ColumnOf{"Series", "series", "series name"},
    ColumnOf{"Who can see it", "visibility", "visibility|public"},
    ColumnOf{"Public from", "public_on", "publish on|public on"},
    ColumnOf{"Drawn shape", "shape", "shape|geojson|polygon"},
    ColumnOf{"Centre", "centre", "center|point"},
    ColumnOf{"Radius", "radius", "radius m|metres"},
    ColumnOf{"State", "status", "status|stage"},
};

constexpr std::array columns_of_others{
    ColumnOf{"Identifier", "source_id", "id|identifier|number|uid|source id|record id"},
    ColumnOf{"Web address", "url", "url|link|web page|website|participation url"},
    ColumnOf{"Withdrawn because", "withdrawn", "withdrawn because"},
};

// One cell holds several questions: on lines of their own, or, in a cell of one line, with semicolons between them.
std::string in_lines(std::string_view cell) {
    std::string lines(cell);
    if (lines.find('\n') == std::string::npos) std::ranges::replace(lines, ';', '\n');
    std::erase(lines, '\r');
    return joined(lines_of(lines), "\n");
}
// A single question with a semicolon in it gets a line end, which says that it is one.
std::string questions_cell(const std::string& questions) {
    return questions.find(';') != std::string::npos && questions.find('\n') == std::string::npos ? questions + '\n'
                                                                                                 : questions;
}

std::string where_cell(const Footprint& ground, const Lists& lists) {
    if (ground.whole_borough) return "Whole borough";
    std::vector<std::string> parts;
    for (AreaId id : ground.areas) parts.push_back(fmt::format("{} ({})", lists.area(id), lists.area_kind(id)));
    return joined(parts);
}

std::string labels(const std::vector<std::string>& codes, std::span<const Code> list) {
    std::vector<std::string> names;
    for (const auto& code : codes) names.emplace_back(label_of(list, code));
    return joined(names);
}

}  // namespace

std::span<const ColumnOf> columns() {
    return the_columns;
}

std::span<const ColumnOf> foreign_columns() {
    return columns_of_others;
}

const ColumnOf* find_column(std::string_view heading) {
    std::string typed = fold(heading), wanted = typed;
    std::ranges::replace(wanted, '_', ' ');
    for (std::span<const ColumnOf> known : {columns(), foreign_columns()})
        for (const ColumnOf& column : known)
            if (wanted == fold(column.heading)) return &column;
    for (std::span<const ColumnOf> known : {columns(), foreign_columns()})
        for (const ColumnOf& column : known)
            for (auto other : split(column.others, '|'))
                if (wanted == other || typed == other) return &column;
    return nullptr;
}

const ColumnOf* column_of_field(std::string_view field) {
    for (std::span<const ColumnOf> known : {columns(), foreign_columns()})
        for (const ColumnOf& column : known)
            if (column.field == field) return &column;
    return nullptr;
}

std::vector<const ColumnOf*> columns_of(const std::vector<std::string>& headings, const Profile& profile) {
    std::vector<const ColumnOf*> found;
    for (const std::string& heading : headings) {
        auto said = profile.columns.find(fold(heading));
        found.push_back(said == profile.columns.end() ? find_column(heading) : column_of_field(said->second));
    }
    return found;
}

std::vector<std::string> cells_of(const Activity& activity, const Lists& lists,
                                  const std::function<std::string(ActivityId)>& reference_of, Date today) {
    Draft draft = to_draft(activity);
    std::vector<std::string> cells;
    for (const ColumnOf& column : the_columns) {
        std::string_view name = column.field;
        std::vector<std::string> names;
        if (name == "reference")
            cells.push_back(activity.reference);
        else if (name == "where")
            cells.push_back(where_cell(activity.footprint, lists));
        else if (name == "status")
            cells.emplace_back(label_of(statuses(), code_of(status_of(activity, today))));
        else if (name == "lead")
            cells.push_back(lists.organisation(activity.lead));
        else if (name == "umbrella")
            cells.push_back(activity.umbrella.known() ? reference_of(activity.umbrella) : "");
        else if (name == "partners") {
            for (auto partner : activity.partners) names.push_back(lists.organisation(partner));
            cells.push_back(joined(names));
        } else if (name == "audience") {
            for (const auto& code : activity.audience) names.push_back(lists.audience(code));
            cells.push_back(joined(names));
        } else if (name == "subjects") {
            for (const auto& code : activity.subjects) names.push_back(lists.subject(code));
            cells.push_back(joined(names));
        } else if (name == "methods")
            cells.push_back(labels(activity.methods, methods()));
        else if (name == "access")
            cells.push_back(labels(activity.access, access_arrangements()));
        else if (name == "other_ways")
            cells.push_back(labels(activity.other_ways, other_ways()));
        else if (name == "influence")
            cells.emplace_back(label_of(influences(), draft.influence));
        else if (name == "visibility")
            cells.emplace_back(label_of(visibilities(), draft.visibility));
        else if (name == "questions")
            cells.push_back(questions_cell(draft.questions));
        else if (name == "dates_can_move")
            cells.emplace_back(activity.dates_can_move ? "Yes" : "No");
        else
            cells.push_back(draft.*find_field(name)->value);
    }
    return cells;
}

NameFinder::NameFinder(const Lists& lists, const Profile& profile, ReadForeign foreign)
    : lists_(lists), profile_(profile), foreign_(std::move(foreign)) {
    for (Named& body : foreign_.bodies.empty() ? lists.organisations() : foreign_.bodies) {
        organisation_names_.push_back(body.name);
        organisations_.push_back({body.id, body.name, body.group, fold(body.name), fold(body.group)});
    }
    for (const Named& audience : lists.audiences()) audience_names_.push_back(audience.name);
    for (const Named& subject : lists.subjects()) subject_names_.push_back(subject.name);
    for (Named& area : lists.areas()) {
        area_names_.push_back(area.name);
        areas_.push_back({area.id, area.name, area.group, fold(area.name), fold(area.group)});
    }
}

namespace {

std::string did_you_mean(std::span<const std::string> names, std::string_view typed, std::string otherwise) {
    auto name = nearest(names, typed);
    return name ? fmt::format("Did you mean {}?", *name) : std::move(otherwise);
}
void add(std::string& list, std::string_view value) {
    if (!list.empty()) list += "; ";
    list += value;
}
void add_line(std::string& text, std::string_view label, const std::vector<std::string>& words) {
    if (words.empty()) return;
    if (!text.empty()) text += '\n';
    text += fmt::format("{}: {}", label, joined(words, ", "));
}

}  // namespace

NameFinder::Meant NameFinder::organisation(std::string_view, std::string_view part) const {
    std::string wanted = fold(part);
    auto found = std::ranges::find(organisations_, wanted, &Area::folded);
    if (found == organisations_.end()) found = std::ranges::find(organisations_, wanted, &Area::folded_kind);
    if (found != organisations_.end()) return {true, found->id, {}, {}};
    return {false,
            {},
            "No partner of this name",
            did_you_mean(organisation_names_, part, "Write the name as the partners page has it")};
}

NameFinder::Meant NameFinder::area(std::string_view, std::string_view part) const {
    std::string wanted = fold(part);
    if (wanted == "whole borough" || wanted == "borough" || wanted == "borough wide" || wanted == "borough-wide" ||
        wanted == "all" || wanted == "all wards")
        return {true, {}, {}, {}};  // no area of its own: the whole borough
    // "Harbour", "Harbour (ward)", "Harbour ward", "Harbour police": the layer is said in full, in brackets or by
    // its first word.
    std::vector<const Area*> by_name, by_both;
    for (const Area& area : areas_) {
        if (!wanted.starts_with(area.folded)) continue;
        std::string_view rest = std::string_view(wanted).substr(area.folded.size());
        if (rest.empty())
            by_name.push_back(&area);
        else if (rest[0] == ' ' &&
                 (rest.substr(1) == "(" + area.folded_kind + ")" || rest.substr(1) == area.folded_kind ||
                  area.folded_kind.starts_with(std::string(rest.substr(1)) + " ")))
            by_both.push_back(&area);
    }
    const auto& found = by_both.empty() ? by_name : by_both;
    if (found.size() == 1) return {true, found.front()->id, {}, {}};
    if (found.empty())
        return {false,
                {},
                "No area of this name",
                did_you_mean(area_names_, part, "Write the name as the places page has it")};
    std::vector<std::string> kinds, ways;
    for (const Area* area : found) {
        kinds.push_back("a " + area->kind);
        ways.push_back("“" + area->name + " (" + area->kind + ")”");
    }
    return {false, {}, listed(kinds) + " have this name", "Write " + joined(ways, " or ")};
}

NameFinder::Meant NameFinder::code(std::string_view field, std::string_view part) const {
    auto of_list = [&](std::span<const Code> list, std::string_view what) -> Meant {
        if (auto code = find_code(list, part)) return {true, std::string(*code), {}, {}};
        std::vector<std::string> names;
        for (const Code& code : list) names.emplace_back(code.label);
        return {false,
                {},
                fmt::format("“{}” is no {} in the list", part, what),
                did_you_mean(names, part, "Write one of: " + joined(names, ", "))};
    };
    if (field == "methods") return of_list(methods(), "method");
    if (field == "access") return of_list(access_arrangements(), "access arrangement");
    if (field == "other_ways") return of_list(other_ways(), "way to take part");
    if (field == "influence") return of_list(influences(), "degree of influence");
    if (field == "visibility") return of_list(visibilities(), "choice");
    bool audience = field == "audience";
    std::string wanted = fold(part);
    if (audience && (wanted == "everyone" || wanted == "everybody" || wanted == "all"))
        return {true, "everyone", {}, {}};
    std::string code = audience ? lists_.find_audience(part) : lists_.find_subject(part);
    if (!code.empty()) return {true, code, {}, {}};
    if (audience)
        return {false,
                {},
                fmt::format("“{}” is no community in the list", part),
                did_you_mean(audience_names_, part, "Put it under “Who in words”, and leave this empty")};
    return {false,
            {},
            fmt::format("“{}” is no subject in the list", part),
            did_you_mean(subject_names_, part, "Choose from the list of subjects, or leave this empty")};
}

const NameFinder::Meant& NameFinder::meant(Look look, std::string_view field, std::string_view part) const {
    std::string key = std::string(field) + '\n' + std::string(part);
    auto known = looked_up_.find(key);
    if (known == looked_up_.end()) {
        // A file has a few hundred names; one whose every cell is another must not be held a second time.
        if (looked_up_.size() >= 20'000) looked_up_.clear();
        known = looked_up_.emplace(std::move(key), (this->*look)(field, part)).first;
    }
    return known->second;
}

void NameFinder::names(Look look, const std::string& cell, std::string_view field, std::string& value, RowRead& row,
                       std::vector<std::string>* in_words) const {
    for (auto part : split(cell, ';')) {
        const Meant& found = meant(look, field, part);
        if (!found.known && in_words != nullptr && profile_.names_in_words) {
            // A code of another installation's list is no word: its label is.
            std::string_view word = part;
            if (foreign_.list != nullptr)
                if (auto label = foreign_.list->labels.find(part); label != foreign_.list->labels.end())
                    word = label->second;
            in_words->emplace_back(word);
        } else if (!found.known)
            row.faults.push_back({std::string(field), std::string(part), found.wrong, found.to_do});
        else if (field == "where" && found.value.empty())
            row.draft.whole_borough = "yes";
        else
            add(value, found.value);
    }
}

// Names that are in no list, in words: where they stand they are still read and searched.
void NameFinder::put_words(RowRead& row, const InWords& words, const std::string& url) const {
    Draft& draft = row.draft;
    if (!words.areas.empty() || !words.subjects.empty()) {
        add_line(draft.purpose, "Where", words.areas);
        add_line(draft.purpose, "Topic", words.subjects);
        row.touched.push_back("purpose");
    }
    if (!words.audiences.empty()) {
        if (!draft.audience_words.empty()) draft.audience_words += ", ";
        draft.audience_words += joined(words.audiences, ", ");
        row.touched.push_back("audience_words");
    }
    if (!words.bodies.empty() || (!url.empty() && draft.contact.empty())) {
        for (const auto& body : words.bodies) draft.contact += (draft.contact.empty() ? "" : ", ") + body;
        if (!url.empty()) draft.contact += (draft.contact.empty() ? "" : ", ") + url;
        row.touched.push_back("contact");
    } else if (!url.empty() && draft.contact.find(url) == std::string::npos) {
        draft.contact += ", " + url;
    }
}

namespace {

// "E05000953": a letter and eight digits, given to one area of the United Kingdom and to no other.
bool is_gss(std::string_view code) {
    return code.size() == 9 && code[0] >= 'A' && code[0] <= 'Z' &&
           std::ranges::all_of(code.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

// The shape that a row has already, and the polygons besides.
std::string together(const std::string& shape, const std::string& polygons) {
    constexpr std::string_view one = R"({"type":"Polygon","coordinates":)",
                               many = R"({"type":"MultiPolygon","coordinates":[)";
    std::string all = polygons;
    if (shape.starts_with(one) && shape.ends_with('}'))
        all += ',' + shape.substr(one.size(), shape.size() - one.size() - 1);
    else if (shape.starts_with(many) && shape.ends_with("]}"))
        all += ',' + shape.substr(many.size(), shape.size() - many.size() - 2);
    return fmt::format("{}{}]}}", many, all);
}

}  // namespace

std::optional<AreaId> NameFinder::area_of_code(std::string_view name, std::string_view code) const {
    if (!foreign_.codes) return std::nullopt;
    auto found = foreign_.codes->by_code.find(std::string(code));
    if (found == foreign_.codes->by_code.end()) return std::nullopt;
    const std::string wanted = fold(name);
    std::optional<AreaId> of_any_kind, of_this_kind;
    for (AreaId id : found->second) {
        std::string here = fold(fmt::format("{} ({})", lists_.area(id), lists_.area_kind(id)));
        std::string kind = fold(fmt::format("({})", lists_.area_kind(id)));
        if (here == wanted || (is_gss(code) && wanted.ends_with(kind))) of_this_kind = id;
        of_any_kind = id;
    }
    // A code of somebody's own making means something only together with its name.
    if (of_this_kind) return of_this_kind;
    return is_gss(code) ? of_any_kind : std::nullopt;
}

void NameFinder::ground(const std::string& cell, RowRead& row, InWords& words, std::string& polygons) const {
    const Foreign& list = *foreign_.list;
    const std::string all_of = "All of " + list.place;
    auto outline = [&](std::string_view part) {
        auto found = list.outlines.find(part);
        if (found == list.outlines.end()) return false;
        polygons += (polygons.empty() ? "" : ",") + found->second;
        return true;
    };
    for (auto part : split(cell, ';')) {
        if (!list.place.empty() && part == all_of) {
            if (profile_.whole_borough || fold(list.place) == fold(foreign_.place))
                row.draft.whole_borough = "yes";
            else if (!outline(part))
                row.faults.push_back({"where", std::string(part), "This is another place than the one that you keep",
                                      "Say that both are the same place, or ask for a list with outlines"});
            continue;
        }
        std::string_view name = part;
        if (auto bracket = part.rfind(" ["); part.ends_with(']') && bracket != std::string_view::npos) {
            name = trim(part.substr(0, bracket));
            if (auto id = area_of_code(name, part.substr(bracket + 2, part.size() - bracket - 3))) {
                add(row.draft.areas, std::to_string(id->value()));
                continue;
            }
        }
        if (!outline(part)) names(&NameFinder::area, std::string(name), "where", row.draft.areas, row, &words.areas);
    }
}

RowRead NameFinder::read(const std::vector<std::string>& cells,
                         const std::vector<const ColumnOf*>& columns_of_file) const {
    RowRead row;
    InWords words;
    std::string polygons;
    std::string url;
    for (std::size_t i = 0; i < cells.size() && i < columns_of_file.size(); ++i) {
        if (columns_of_file[i] == nullptr) continue;
        std::string_view field = columns_of_file[i]->field;
        std::string cell(trim(cells[i]));
        if (cell.empty() || field == "status") continue;
        if (field == "reference")
            row.reference = cell;
        else if (field == "source_id")
            row.identifier = cell;
        else if (field == "url")
            (foreign_.list != nullptr ? row.url : url) = cell;
        else if (field == "withdrawn")
            row.withdrawn = cell;
        else if (field == "umbrella")
            row.umbrella = cell;
        else if (field == "where" && foreign_.list != nullptr)
            ground(cell, row, words, polygons);
        else if (field == "where")
            names(&NameFinder::area, cell, field, row.draft.areas, row, &words.areas);
        else if (field == "lead")
            names(&NameFinder::organisation, cell, field, row.draft.lead, row, &words.bodies);
        else if (field == "partners")
            names(&NameFinder::organisation, cell, field, row.draft.partners, row, &words.bodies);
        else if (field == "audience")
            names(&NameFinder::code, cell, field, row.draft.audience, row, &words.audiences);
        else if (field == "subjects")
            names(&NameFinder::code, cell, field, row.draft.subjects, row, &words.subjects);
        else if (field == "methods" || field == "access" || field == "other_ways" || field == "influence" ||
                 field == "visibility")
            names(&NameFinder::code, cell, field, row.draft.*find_field(field)->value, row, nullptr);
        else if (field == "questions")
            row.draft.questions = in_lines(cells[i]);
        else if (field == "sessions" || field == "purpose" || field == "results") {
            std::erase(cell, '\r');
            row.draft.*find_field(field)->value = cell;
        } else
            row.draft.*find_field(field)->value = cell;
    }
    put_words(row, words, url);
    if (!polygons.empty()) row.draft.shape = together(row.draft.shape, polygons);
    if (!row.draft.lead.empty() && row.draft.lead.find(';') != std::string::npos) {
        // "Council; NHS" under Lead: the first leads, the others are joint.
        std::string named = row.draft.lead;
        auto bodies = split(named, ';');
        for (std::size_t i = 1; i < bodies.size(); ++i) add(row.draft.partners, bodies[i]);
        row.draft.lead = std::string(bodies[0]);
    }
    if (profile_.month_of_last && row.draft.first_day.empty() && !row.draft.last_day.empty())
        if (auto last = parse_partial_date(row.draft.last_day)) {
            // The first day is not known, and so the activity's days are not: its month (or year) is.
            row.draft.last_day = to_iso(last->last).substr(0, last->known == DatesKnown::year ? 4 : 7);
            row.draft.first_day = row.draft.last_day;
            if (last->known == DatesKnown::day) add_line(row.draft.purpose, "Last day", {to_iso(last->last)});
            row.touched.insert(row.touched.end(), {"first_day", "purpose"});
        }
    return row;
}

}  // namespace thingwall::activities
