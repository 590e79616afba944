#include <algorithm>

#include <fmt/format.h>

#include "activities/activities.hpp"
#include "activities/sheets.hpp"
#include "audit/pages.hpp"
#include "audit/rules.hpp"
#include "audit/rules_sheet.hpp"
#include "audit/store.hpp"
#include "audit/views_sheet.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "kernel/once.hpp"

namespace thingwall::audit {
namespace {

using web::Request;
using web::Response;

constexpr std::string_view workbook_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

Error fault_of_file(const Error& error) {
    if (!error.fields.empty()) return error;
    return Error{ErrorKind::invalid, "There is a problem", {{"file", error.message}}, 0};
}

Response show_form(const Inside& inside, const Request& request, const Linked& who, const Error& error) {
    views::SheetForm view;
    view.token = who.partner.token;
    view.organisation = who.organisation;
    view.due = long_date(who.audit.due, this_year(inside));
    view.entries = std::ssize(inside.deeds.entries(who.audit, who.partner.organisation));
    if (const auto waits = inside.services.database.read(
            [&](db::Reader& reader) { return store::waiting_sheet(reader, who.audit.id, who.partner.organisation); }))
        view.waits = waits->id;
    view.keys = {request.csrf, kernel::new_form_key()};
    view.error = error;
    auto page = frame(request, "Fill in a spreadsheet");
    page.back = {"Back", path_of(view.token)};
    page.faulty = !error.fields.empty();
    return show(inside, page, views::sheet_form(view), page.faulty ? 422 : 200);
}

Response give_out(const Inside& inside, const Request& request, const Linked& who) {
    const auto& lists = inside.activities.lists();
    const auto rows = rows_of(inside.deeds.own_of(who.audit, who.partner), lists, inside.activities.today());
    if (!request.head) {
        auto noted = inside.services.database.write([&](db::Transaction& tx) -> Done {
            store::set_sheet_given(tx, who.partner);
            return {};
        });
        if (!noted) kernel::refuse(noted.error());
    }
    if (request.format == "csv") {
        std::string out = "\xEF\xBB\xBF";  // without it Excel takes the letters for another alphabet's
        csv::append_row(out, headings());
        for (const auto& row : rows) csv::append_row(out, row);
        return web::download("text/csv; charset=utf-8", "entries.csv", std::move(out));
    }
    std::size_t next = 0;
    auto made = activities::write_workbook(
        headings(), day_columns(), number_columns(),
        [&]() { return next < rows.size() ? std::optional(rows[next++]) : std::nullopt; },
        to_fill(lists, rows.size(), who.organisation, long_date(who.audit.due, this_year(inside))));
    if (!made) kernel::refuse(made.error());
    return web::download(workbook_type, "entries.xlsx", std::move(*made));
}

Result<SheetPreview> preview_of(const Inside& inside, const Linked& who, std::string_view filename,
                                std::string_view content) {
    auto sheet = activities::read_sheet(content, sheet_limits);
    if (!sheet) return std::unexpected(sheet.error());
    return look_at(std::move(*sheet), filename, inside.deeds.own_of(who.audit, who.partner), inside.activities.lists(),
                   *inside.activities.snapshot());
}

/// The file of the address, if it is this partner's.
KeptSheet own_sheet(const Inside& inside, const Request& request, const Linked& who) {
    auto sheet = inside.services.database.read([&](db::Reader& reader) { return store::sheet(reader, request.id(1)); });
    if (!sheet || sheet->audit != who.audit.id || sheet->organisation != who.partner.organisation) web::not_found();
    return std::move(*sheet);
}

Response show_preview(const Inside& inside, const Request& request, const Linked& who, const KeptSheet& sheet,
                      SheetPreview preview, bool moved) {
    views::SheetPage view;
    view.token = who.partner.token;
    view.id = sheet.id;
    view.preview = std::move(preview);
    view.show = request.query.get("show");
    view.page = std::clamp<std::int64_t>(parse_whole(request.query.get("page")).value_or(1), 1, 1'000);
    view.moved = moved;
    view.keys = {request.csrf, kernel::new_form_key()};
    auto page = frame(request, "Look before it is saved");
    if (view.show.empty())
        page.back = {"Back", path_of(view.token) + "/sheet"};
    else
        page.back = {"Back to all of the file", fmt::format("{}/sheet/{}", path_of(view.token), view.id)};
    return show(inside, page, views::sheet(view, inside.activities.lists()), moved ? 409 : 200);
}

}  // namespace

Response get_sheet(const Inside& inside, const Request& request) {
    const auto who = linked(inside, request);
    return request.format.empty() ? show_form(inside, request, who, html::no_error) : give_out(inside, request, who);
}

Response send_sheet(const Inside& inside, const Request& request) {
    const auto who = linked(inside, request);
    const auto file = std::ranges::find_if(request.uploads,
                                           [](const web::Upload& one) { return one.field == "file" && one.size > 0; });
    if (file == request.uploads.end())
        return show_form(inside, request, who,
                         {ErrorKind::invalid, "There is a problem", {{"file", "Choose a file"}}, 0});
    auto bytes = file->read(sheet_limits.file_bytes);
    if (!bytes) return show_form(inside, request, who, fault_of_file(bytes.error()));
    if (auto preview = preview_of(inside, who, file->filename, *bytes); !preview)
        return show_form(inside, request, who, fault_of_file(preview.error()));
    auto kept = inside.services.database.write(
        [&](db::Transaction& tx) { return inside.deeds.keep_sheet(tx, who.partner.token, file->filename, *bytes); });
    if (!kept) kernel::refuse(kept.error());
    return web::see_other(fmt::format("{}/sheet/{}", path_of(who.partner.token), *kept));
}

Response look_at_sheet(const Inside& inside, const Request& request) {
    const auto who = linked(inside, request);
    const auto sheet = own_sheet(inside, request, who);
    if (sheet.taken_at) return web::see_other(path_of(who.partner.token) + "?done=sheet");
    auto preview = preview_of(inside, who, sheet.filename, sheet.content);
    if (!preview) return show_form(inside, request, who, fault_of_file(preview.error()));
    if (request.format == "csv") {
        activities::Preview faults;
        faults.faults = std::move(preview->faults);
        return web::download("text/csv; charset=utf-8", "what-is-wrong.csv", activities::faults_csv(faults));
    }
    return show_preview(inside, request, who, sheet, std::move(*preview), false);
}

Response say_by_sheet(const Inside& inside, const Request& request) {
    const auto who = linked(inside, request);
    const auto sheet = own_sheet(inside, request, who);
    const std::string leads_to =
        path_of(who.partner.token) + (request.form.get("do") == "finish" ? "?done=finished" : "?done=sheet");
    if (sheet.taken_at) return web::see_other(leads_to);
    auto preview = preview_of(inside, who, sheet.filename, sheet.content);
    if (!preview) return show_form(inside, request, who, fault_of_file(preview.error()));
    // What is saved is what was looked at.
    if (request.form.get("seen") != preview->digest())
        return show_preview(inside, request, who, sheet, std::move(*preview), true);
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto said =
            inside.deeds.say_sheet(tx, who.partner.token, sheet.id, *preview, request.form.get("do") == "finish");
        if (!said) return std::unexpected(said.error());
        return leads_to;
    });
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

}  // namespace thingwall::audit
