#pragma once
#include <cstdint>

#include "activities/apply.hpp"
#include "activities/import.hpp"
#include "activities/views.hpp"
#include "activities/views_subscription.hpp"

namespace thingwall::activities {

/// An import of this body that was taken.
struct BatchLine {
    std::int64_t id = 0;
    std::string filename, source, who, day;
    Taken sums;
    bool back = false;
};
struct UploadView {
    FormKeys keys, fetch_keys;
    std::vector<Source> sources;
    std::string source, source_name, address;  ///< as typed
    std::vector<std::string> hosts;            ///< that may be fetched from; empty: files only
    std::vector<SubscriptionLine> subscriptions;
    std::vector<BatchLine> batches;  ///< of this page
    std::int64_t batch_page = 1, batch_total = 0;
};
inline constexpr std::int64_t batches_on_a_page = 20;
void upload_page(html::Writer& page, const UploadView& view, const Error& error);

/// What is being fetched, or why it could not be.
struct FetchView {
    std::int64_t id = 0;
    std::string address, source, fault;
    FormKeys keys;
};
void fetch_page(html::Writer& page, const FetchView& view);

/// One column of a file, and what it is taken for.
struct ColumnView {
    std::string letters, heading, field;  ///< field empty: nobody has said; "none": left out
    std::vector<std::string> first_values;
};
struct ColumnsView {
    std::int64_t id = 0;
    std::string filename, source;
    std::vector<ColumnView> columns;  ///< of a table; others have names of their own
    Profile profile;
    std::vector<Named> bodies;
    FormKeys keys;
};
void columns_page(html::Writer& page, const ColumnsView& view, const Error& error);

/// So many rows are asked about one by one, and so many gone activities; the rest are answered together.
inline constexpr std::size_t asked_one_by_one = 200;

struct ImportView {
    std::int64_t id = 0;
    std::string source, last_time;  ///< "Tuesday 1 September", or empty
    Preview preview;
    FormKeys keys;
    Answers answers;
    bool by_itself = false;  ///< the list came by itself: what its members mean is nobody's to say
};
void preview_page(html::Writer& page, const ImportView& view, const Lists& lists, const Error& error);

/// All rows of one kind, a page at a time.
enum class Rows { wrong, changed, added };
struct RowsView {
    std::int64_t id = 0;
    Preview preview;
    Rows rows = Rows::wrong;
    std::int64_t page = 1;
};
inline constexpr std::size_t rows_on_a_page = 100;
void rows_page(html::Writer& page, const RowsView& view, const Lists& lists);

/// A batch that was taken.
struct BatchView {
    BatchLine line;
    std::string digest;
    std::string back_who, back_day;  ///< empty: it stands
    std::int64_t left_as_is = 0;
    std::vector<BatchRow> rows;
    std::int64_t page = 1, total = 0;
    std::vector<Hindrance> hindrances;
    FormKeys keys;
};
void batch_page(html::Writer& page, const BatchView& view, const Error& error);

}  // namespace thingwall::activities
