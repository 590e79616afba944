#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "html/components.hpp"
#include "library/asked.hpp"
#include "library/excerpt.hpp"
#include "library/library.hpp"

/// Page functions: values in, HTML out. They decide nothing.
namespace thingwall::library {

/// One activity that was found.
struct FoundView {
    ActivityId id;
    std::string reference, lead, dates, where, state;
    bool draft = false;
    Pieces title, excerpt;
    std::string found_in;        ///< "What was learnt"; empty when it is the activity's own words
    DocumentId document;         ///< known when the excerpt is from a document
    std::string document_title;  ///< of it
    std::string kept;            ///< "What was learnt, 2 documents"; empty for nothing
    std::optional<std::int64_t> responses;
};

struct SearchView {
    AskedFor asked;
    Answer answer;
    std::vector<FoundView> rows;
    bool ready = true;    ///< false while the register is being read
    bool officer = true;  ///< the frame that it stands in
    bool saved = false;   ///< just now
    std::string csrf, key;
    std::string name;  ///< typed for a search to save
    Error save_error;
};
void search_page(html::Writer& page, const SearchView& view, const activities::Lists& lists);

struct SavedView {
    SavedSearch search;
    std::string words;                  ///< what it looks for
    std::optional<std::int64_t> total;  ///< how many it finds now
};
void saved_page(html::Writer& page, const std::vector<SavedView>& searches, std::string_view done);
struct SavedForm {
    SavedView view;
    std::string name;  ///< typed
    std::string csrf, key;
};
void saved_form(html::Writer& page, const SavedForm& form, const Error& error);

struct KeepingView {
    ActivityId activity;
    std::string reference, title;
    std::int64_t version = 0;
    FindingDraft finding;
    DocumentDraft document;
    std::vector<Document> documents;
    bool is_public = false;  ///< everyone may see the activity, now or from a day on
    std::string done;        ///< a sentence on what was just done
    std::string csrf, finding_key, document_key;
    Error finding_error, document_error;
};
void keeping_page(html::Writer& page, const KeepingView& view);

struct TakeOffView {
    Document document;
    std::string title, reference;
    std::string csrf, key;
};
void take_off_page(html::Writer& page, const TakeOffView& view);

}  // namespace thingwall::library
