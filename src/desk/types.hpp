#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace thingwall::desk {

/// One list on a desk. The first ones are of the body of who reads; those from `fresh` on are the coordinator's.
enum class Block {
    asked,     ///< questions that the body has not answered
    overlaps,  ///< pairs of its activities that nobody is asked about
    soon,      ///< its activities that open or close in two weeks
    results,   ///< its activities that closed, and nothing is said of what people said
    drafts,    ///< its plans and drafts
    actions,   ///< what it said at a meeting that it would do
    audit,     ///< what an engagement audit asks it
    imports,   ///< what was brought in and wants a look
    fresh,     ///< likely pairs that nobody is asked about, of all
    waiting,   ///< questions that wait for an answer, of all
    overdue,   ///< activities without results three months after closing, of all
    over,      ///< communities that are asked too often
    partners,  ///< partners that have not answered an audit
    group,     ///< what the steering group has left to do
};

/// What a block is called and says of itself.
struct BlockWords {
    Block block;
    std::string_view word;     ///< in addresses: "/desk/questions"
    std::string_view heading;  ///< "Questions asked of you"
    std::string_view note;     ///< beside it: the order, and what it counts
    std::string_view empty;    ///< in place of the list
    std::string_view figure;   ///< below a headline figure: "questions asked of you"
    std::string_view rows;     ///< what the numbers of its pages count: "questions"
};

/// What somebody who signed in is to a desk.
struct Standing {
    bool officer = false, coordinator = false;
};

/// Part of a list, with the count of all of it.
template <class Row>
struct List {
    std::vector<Row> rows;
    std::int64_t total = 0;
};

/// One of the two activities of a pair. One that may not be seen any more has a title that says so and no lead.
struct Side {
    std::string title, lead;
};
struct PairRow {
    std::string path;
    Side a, b;
    std::string how_sure, residents;
    int days = 0;
};
struct QuestionRow {
    std::string path;
    Side a, b;
    std::string waits_for;  ///< "NHS", "both", "the coordinator"
    Date asked_on, reply_by;
    int days_left = 0;  ///< working days; 0 on the last one
    bool late = false, escalated = false;
    std::string deed;  ///< "Answer"
};
struct ActivityRow {
    std::string path, title, lead;
    Date day;          ///< it opens, closes or has closed
    std::string what;  ///< "Opens"
    std::optional<std::int64_t> responses;
    std::optional<Date> due;  ///< by when people are to be told
    bool late = false;
    std::string deed_path;  ///< empty for who may not
};
struct DraftRow {
    std::string path, title, by;
    Date changed;             ///< of one in the register: when it is to begin
    bool registered = false;  ///< a draft in the register; else a plan that is not there yet
};
struct ActionRow {
    std::string path, what, owner;
    Date due;
    bool late = false, own = false;
};
struct AuditRow {
    std::string path, name;
    Date due;
    bool late = false;
};
struct ImportRow {
    std::string path, name, state;
    Date day;
    bool failed = false;
};
struct OverRow {
    std::string path, who, where;
    Date month;
    int asked = 0;
};
struct PartnerRow {
    std::string path, partner, state;
    bool has_email = true;
};

/// The meeting at the head of a desk.
struct MeetingView {
    std::string path, group, place, time;
    Date day;
};

/// All that a desk shows; what its reader may not see stays empty.
struct View {
    Date today;
    Standing standing;
    std::string body;         ///< "NHS Wyremouth"
    bool pairs_known = true;  ///< else they are being worked out
    std::optional<MeetingView> meeting;
    std::vector<Block> figures, left, right;
    std::vector<Block> own;  ///< of the coordinator's own body: counts alone

    List<QuestionRow> asked, waiting;
    std::int64_t late = 0, to_settle = 0;  ///< of those that wait
    List<PairRow> overlaps, fresh;
    List<ActivityRow> soon, results, overdue;
    List<DraftRow> drafts;
    List<ActionRow> actions, group;
    List<AuditRow> audit;
    List<ImportRow> imports;
    List<OverRow> over;
    int limit = 0;
    List<PartnerRow> partners;
    std::int64_t partners_asked = 0;
};

}  // namespace thingwall::desk
