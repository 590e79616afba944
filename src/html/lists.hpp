#pragma once
#include <optional>
#include <string>
#include <vector>

#include "html/html.hpp"

/// Rows of names and values, tasks, tabs and sections.
namespace thingwall::html {

/// A link of a row: "Change", with words for those who listen ("first day").
struct RowAction {
    Href address;
    Content text = {};
    std::string hidden_words = {};
    std::string classes = {};
    Attributes attributes = {};
};
struct SummaryRow {
    Content key = {};
    Content value = {};
    std::vector<RowAction> actions = {};
    std::string classes = {};
};
struct SummaryCard {
    Content title = {};
    std::vector<RowAction> actions = {};
    int heading_level = 2;
    std::string classes = {};
    Attributes attributes = {};
};
struct SummaryList {
    std::vector<SummaryRow> rows = {};
    std::optional<SummaryCard> card = {};
    std::string classes = {};
    Attributes attributes = {};
};
void summary_list(Writer& page, const SummaryList& list);
/// The row of "Check your answers": key, value and "Change" with the key in hidden words. An empty value says "Not
/// given".
[[nodiscard]] SummaryRow answer(std::string_view key, const Content& value, const Href& change);

struct Task {
    Content title = {};
    std::optional<Href> address = {};
    Content hint = {};
    Content status = {};
    std::string status_tag =
        {};  ///< colour of a tag around the status ("blue", "light-blue"); "plain" for one without; empty: no tag
    bool cannot_start = false;
    std::string title_classes = {}, classes = {};
};
struct TaskList {
    std::vector<Task> tasks = {};
    std::string id_prefix = "task-list";
    std::string classes = {};
    Attributes attributes = {};
};
void task_list(Writer& page, const TaskList& list);

struct Tab {
    std::string id = {};
    Content label = {};
    Content content = {};
    Attributes attributes = {}, panel_attributes = {};
};
struct Tabs {
    std::string title = "Contents";
    std::vector<Tab> tabs = {};
    std::string id = {}, id_prefix = {}, classes = {};
    Attributes attributes = {};
};
void tabs(Writer& page, const Tabs& the_tabs);

/// Prefer details() (notices.hpp), several if need be: the buttons that scripts make of an accordion have names that
/// lack the words that are seen (WCAG 2.5.3), which axe reports.
struct AccordionSection {
    Content heading = {};
    Content summary = {};
    Content content = {};
    bool expanded = false;
};
struct Accordion {
    std::string id = {};
    std::vector<AccordionSection> sections = {};
    int heading_level = 2;
    bool remember_expanded = true;  ///< in the browser's own session storage
    std::string classes = {};
    Attributes attributes = {};
};
void accordion(Writer& page, const Accordion& the_accordion);

}  // namespace thingwall::html
