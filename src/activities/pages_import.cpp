#include <boost/json.hpp>

#include "activities/apply.hpp"
#include "activities/inside.hpp"
#include "activities/store.hpp"
#include "activities/views_import.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using Inside = Activities::Inside;
using Choices = std::map<std::size_t, std::string>;

constexpr std::size_t most_bytes = 16u << 20;

web::Response upload_form(Inside& inside, const web::Request& request, const Error& error) {
    html::Page page = kernel::page(request, "Bring in a spreadsheet", "/activities");
    page.back = html::NavigationItem{"Back to the register", "/activities"};
    page.faulty = !error.fields.empty();
    html::Writer content;
    upload_page(content, {request.csrf, kernel::new_form_key()}, error);
    return kernel::show(inside.services, page, std::move(content), error.fields.empty() ? 200 : 422);
}

Error fault_of_file(const Error& error) {
    if (!error.fields.empty()) return error;
    return Error{ErrorKind::invalid, "There is a problem", {{"file", error.message}}, 0};
}

// A faulty cell is a matter of the preview; a file that is no spreadsheet is said at once.
Result<Preview> judged(Inside& inside, const web::Request& request, const Sheet& sheet, std::string_view filename,
                       const Choices& choices) {
    auto questions = questions_of(inside.services.database, request.actor, inside.face.today());
    return judge(sheet, filename, choices, inside.lists, *inside.face.snapshot(), questions,
                 request.actor.organisation);
}

web::Response upload(Inside& inside, const web::Request& request) {
    const web::Upload* file = nullptr;
    for (const auto& one : request.uploads)
        if (one.field == "file" && one.size > 0) file = &one;
    if (file == nullptr)
        return upload_form(inside, request,
                           Error{ErrorKind::invalid, "There is a problem", {{"file", "Choose a spreadsheet"}}, 0});
    auto bytes = file->read(most_bytes);
    if (!bytes) return upload_form(inside, request, fault_of_file(bytes.error()));
    auto sheet = read_sheet(*bytes);
    if (!sheet) return upload_form(inside, request, fault_of_file(sheet.error()));
    auto preview = judged(inside, request, *sheet, file->filename, {});
    if (!preview) return upload_form(inside, request, fault_of_file(preview.error()));
    // The same file sent twice is kept once; another file from the same form, chosen after going back, is another.
    std::string key = fmt::format("import {} {:x} {}", request.actor.person.value(), std::hash<std::string>{}(*bytes),
                                  kernel::form_key(request));
    auto kept = kernel::once(inside.services.database, key, "import", [&](db::Transaction& tx) -> Result<std::string> {
        KeptFile made{tx.new_number(),
                      request.actor.organisation,
                      request.actor.person,
                      std::string(beginning(file->filename, 200)),
                      *bytes,
                      "{}",
                      {},
                      false};
        insert_file(tx, made);
        return std::to_string(made.id);
    });
    if (!kept) kernel::refuse(kept.error());
    return web::see_other("/activities/import/" + *kept);
}

// Only who brought the file sees it.
KeptFile file_of(Inside& inside, const web::Request& request) {
    auto file = inside.services.database.read([&](db::Reader& reader) { return read_file(reader, request.id()); });
    if (!file || file->person != request.actor.person || file->organisation != request.actor.organisation)
        web::not_found();
    return std::move(*file);
}

Choices choices_of(const web::Fields& form) {
    Choices choices;
    for (const auto& [name, value] : form.pairs())
        if (name.starts_with("row-") && (value == "same" || value == "new"))
            if (auto row = parse_id(std::string_view(name).substr(4))) choices[static_cast<std::size_t>(*row)] = value;
    return choices;
}

web::Response show_preview(Inside& inside, const web::Request& request, const KeptFile& file, const Error& error) {
    if (file.taken) return web::see_other(fmt::format("/activities/import/{}/taken", file.id));
    auto sheet = read_sheet(file.content);
    if (!sheet) return upload_form(inside, request, fault_of_file(sheet.error()));
    auto preview = judged(inside, request, *sheet, file.filename, {});
    if (!preview) return upload_form(inside, request, fault_of_file(preview.error()));
    ImportView view{
        file.id, std::move(*preview), {request.csrf, kernel::new_form_key()}, {}, request.query.get("all") == "yes"};
    html::Page page = kernel::page(request, "Import: look before it is taken", "/activities");
    page.back = html::NavigationItem{"Back to the file", "/activities/import"};
    page.faulty = !error.message.empty();
    html::Writer content;
    preview_page(content, view, inside.lists, error);
    return kernel::show(inside.services, page, std::move(content),
                        error.message.empty() ? 200 : web::status_of(error.kind));
}

web::Response take_rows(Inside& inside, const web::Request& request) {
    KeptFile file = file_of(inside, request);
    if (file.taken) return web::see_other(fmt::format("/activities/import/{}/taken", file.id));
    auto sheet = read_sheet(file.content);
    if (!sheet) kernel::refuse(sheet.error());
    Choices choices = choices_of(request.form);
    auto preview = judged(inside, request, *sheet, file.filename, choices);
    if (!preview) kernel::refuse(preview.error());
    for (JudgedRow& row : preview->rows)
        if (row.is == RowIs::doubtful)
            return show_preview(inside, request, file,
                                Error{ErrorKind::invalid,
                                      "There is a problem",
                                      {{fmt::format("row-{}", row.row),
                                        fmt::format("Row {}: say whether it is the same or new", row.row)}},
                                      0});
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto now = read_file(tx, file.id);
        if (!now || now->taken) return std::to_string(file.id);
        auto taken = take(tx, request.actor, *preview, inside.context());
        if (!taken) return std::unexpected(taken.error());
        json::Writer sums;
        sums.begin_object()
            .member("added", taken->added)
            .member("changed", taken->changed)
            .member("same", taken->same)
            .member("left_out", taken->left_out)
            .end_object();
        update_choices(tx, file.id, sums.text());
        mark_taken(tx, file.id);
        journal::record(tx, {request.actor.person, request.actor.organisation}, "activities.imported", file.id,
                        sums.text());
        return std::to_string(file.id);
    });
    if (!done && done.error().kind != ErrorKind::forbidden) return show_preview(inside, request, file, done.error());
    if (!done) kernel::refuse(done.error());
    return web::see_other(fmt::format("/activities/import/{}/taken", *done));
}

web::Response show_taken(Inside& inside, const web::Request& request) {
    KeptFile file = file_of(inside, request);
    if (!file.taken) return web::see_other(fmt::format("/activities/import/{}", file.id));
    TakenView view{file.filename};
    if (auto sums = json::parse(file.choices); sums && sums->is_object()) {
        auto number = [&](const char* name) {
            const auto* value = sums->get_object().if_contains(name);
            return value != nullptr && value->is_int64() ? value->get_int64() : 0;
        };
        view.added = number("added");
        view.changed = number("changed");
        view.same = number("same");
        view.left_out = number("left_out");
    }
    html::Writer content;
    taken_page(content, view);
    return kernel::show(inside.services, kernel::page(request, "Taken: " + file.filename, "/activities"),
                        std::move(content));
}

web::Response wrong_rows(Inside& inside, const web::Request& request) {
    KeptFile file = file_of(inside, request);
    if (file.taken) web::not_found();
    auto sheet = read_sheet(file.content);
    if (!sheet) kernel::refuse(sheet.error());
    auto preview = judged(inside, request, *sheet, file.filename, {});
    if (!preview) kernel::refuse(preview.error());
    return web::download("text/csv; charset=utf-8", "rows-that-are-wrong.csv", wrong_rows_csv(*sheet, *preview));
}

}  // namespace

void add_import_routes(Inside& inside, web::Router& router) {
    router.get("/activities/import", web::Access::officer,
               [&inside](const web::Request& request) { return upload_form(inside, request, html::no_error); });
    router
        .post("/activities/import", web::Access::officer,
              [&inside](const web::Request& request) { return upload(inside, request); })
        .body_limit = most_bytes + 65536;
    router.get("/activities/import/{id}", web::Access::officer, [&inside](const web::Request& request) {
        return show_preview(inside, request, file_of(inside, request), html::no_error);
    });
    router
        .post("/activities/import/{id}", web::Access::officer,
              [&inside](const web::Request& request) { return take_rows(inside, request); })
        .body_limit = 2u << 20;
    router.get("/activities/import/{id}/taken", web::Access::officer,
               [&inside](const web::Request& request) { return show_taken(inside, request); });
    router.get("/activities/import/{id}/wrong", web::Access::officer,
               [&inside](const web::Request& request) { return wrong_rows(inside, request); });
}

}  // namespace thingwall::activities
