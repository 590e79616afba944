#pragma once
#include <string>
#include <vector>

#include "audit/rules.hpp"
#include "audit/types.hpp"
#include "html/components.hpp"

/// The audit as the coordinator and as partners see it: values in, HTML out.
namespace thingwall::audit::views {

struct Keys {
    std::string csrf, key;
};

struct ListPage {
    struct Row {
        Audit audit;
        std::int64_t asked = 0, answered = 0;
    };
    std::vector<Row> rows;
    AuditDraft draft;  ///< as typed
    bool can_send = true;
    int this_year = 0;
    Keys keys;
    Error error;
};
[[nodiscard]] html::Writer list(const ListPage& view);

struct AuditPage {
    Audit audit;
    struct Row {
        Progress progress;
        std::string name;
        std::int64_t entries = 0;  ///< that it is asked about
        std::string link;          ///< whole address, to hand over
    };
    std::vector<Row> rows;
    int this_year = 0;
    bool can_send = true;
    Keys keys;
    std::string done;
};
[[nodiscard]] html::Writer one(const AuditPage& view);
/// "partner,email,looked,answered,entries,right,changed,does_not_happen,new,not_taken_in,reminders,spreadsheets".
[[nodiscard]] std::string report_csv(const AuditPage& view);

/// What a partner sees behind its link.
struct PartnerPage {
    Audit audit;
    Partner partner;
    std::string organisation, partnership;
    struct Row {
        std::int64_t activity = 0;  ///< 0: a new one, that stands as `answer` alone
        std::string reference, title, dates;
        std::int64_t answer = 0;  ///< 0: nothing said yet
        Verdict verdict = Verdict::right;
        bool taken = false;
    };
    std::vector<Row> rows;                       ///< of this page
    std::int64_t page = 1, total = 0, left = 0;  ///< left: of all, without an answer
    int this_year = 0;
    Keys keys;
    std::string done;
};
inline constexpr std::int64_t entries_on_a_page = 100;
[[nodiscard]] html::Writer partner(const PartnerPage& view);

struct EntryForm {
    std::string token, organisation;
    std::int64_t activity = 0;  ///< 0 for a new one
    Entry entry;
    std::string where_now, who_now, how_now;  ///< what holds while the choice is left as it is
    std::vector<html::Option> areas, audiences, methods;
    Keys keys;
    Error error;
};
[[nodiscard]] html::Writer entry(const EntryForm& view);

}  // namespace thingwall::audit::views
