#include "activities/pages_import.hpp"

#include <algorithm>
#include <map>

#include "activities/apply.hpp"
#include "activities/codes.hpp"
#include "activities/subscription.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using Inside = Activities::Inside;

Error fault_of_file(const Error& error) {
    if (!error.fields.empty()) return error;
    return Error{ErrorKind::invalid, "There is a problem", {{"file", error.message}}, 0};
}

std::optional<Subscription> subscription_to(Inside& inside, const Source& source) {
    if (source.id == 0) return std::nullopt;
    return inside.services.database.read([&](db::Reader& reader) { return read_subscription(reader, source.id); });
}

// A faulty cell is a matter of the preview; a file that is no spreadsheet is said at once.
Result<Preview> judged(Inside& inside, const web::Request& request, const Sheet& sheet, const KeptFile& file,
                       const Source& source, const Answers& answers) {
    if (sheet.foreign)
        if (auto subscription = subscription_to(inside, source)) {
            std::int64_t of_other_places = 0;
            return judge_subscribed(inside.face, *subscription, source, sheet, file.filename, answers, of_other_places);
        }
    auto questions = questions_of(inside.services.database, request.actor, inside.face.today(),
                                  inside.face.context().settings.reference_prefix);
    FromSource from = from_source(inside.face, source, sheet);
    return judge(sheet, file.filename, answers, inside.lists, *inside.face.snapshot(), questions,
                 request.actor.organisation, from);
}

web::Response upload(Inside& inside, const web::Request& request) {
    const web::Upload* file = nullptr;
    for (const auto& one : request.uploads)
        if (one.field == "file" && one.size > 0) file = &one;
    if (file == nullptr)
        return upload_form(inside, request,
                           Error{ErrorKind::invalid, "There is a problem", {{"file", "Choose a file"}}, 0});
    auto bytes = file->read(most_import_bytes);
    if (!bytes) return upload_form(inside, request, fault_of_file(bytes.error()));
    auto sheet = read_sheet(*bytes);
    if (!sheet) return upload_form(inside, request, fault_of_file(sheet.error()));
    // The same file sent twice is kept once; another file from the same form, chosen after going back, is another.
    KeptFile made;
    made.organisation = request.actor.organisation;
    made.person = request.actor.person;
    made.filename = beginning(file->filename, 200);
    made.content = *bytes;
    made.choices = "{}";
    made.digest = digest_of(*bytes);
    std::string key = fmt::format("import {} {} {}", request.actor.person.value(), made.digest.substr(0, 16),
                                  kernel::form_key(request));
    auto kept = kernel::once(inside.services.database, key, "import", [&](db::Transaction& tx) -> Result<std::string> {
        auto source = source_named(tx, request, made.filename, sheet->kind);
        if (!source) return std::unexpected(source.error());
        KeptFile fresh = made;
        fresh.id = tx.new_number();
        fresh.source = source->id;
        insert_file(tx, fresh);
        bool asks = reason_to_ask(*sheet, source->profile);
        return fmt::format("{}{}", fresh.id, asks ? "/columns" : "");
    });
    if (!kept && kernel::is_invalid(kept.error())) return upload_form(inside, request, kept.error());
    if (!kept) kernel::refuse(kept.error());
    return web::see_other("/activities/import/" + *kept);
}

Answers answers_of(const web::Fields& form) {
    Answers answers;
    for (const auto& [name, value] : form.pairs()) {
        bool row = value == "same" || value == "new", gone = value == "keep" || value == "withdraw";
        if (name == "all-rows" && row) answers.all_rows = value;
        if (name == "all-gone" && gone) answers.all_gone = value;
        if (name.starts_with("row-") && row)
            if (auto number = parse_id(std::string_view(name).substr(4)))
                answers.rows[static_cast<std::size_t>(*number)] = value;
        if (name.starts_with("gone-") && gone)
            if (auto number = parse_id(std::string_view(name).substr(5))) answers.gone[ActivityId{*number}] = value;
    }
    return answers;
}

web::Response not_here_yet(Inside& inside, const web::Request& request, const KeptFile& file) {
    html::Page page =
        kernel::page(request, file.fault.empty() ? "It is being fetched" : "It could not be fetched", "/activities");
    page.back = html::NavigationItem{"Back to the file", "/activities/import"};
    html::Writer content;
    fetch_page(
        content,
        {file.id, file.address, source_of(inside, file).name, file.fault, {request.csrf, kernel::new_form_key()}});
    web::Response response = kernel::show(inside.services, page, std::move(content));
    if (file.fault.empty()) response.with("Refresh", "5");  // works without scripts; ends when it is here
    return response;
}

web::Response show_columns(Inside& inside, const web::Request& request, const KeptFile& file, const Source& source,
                           const Sheet& sheet, const Error& error) {
    ColumnsView view{file.id,
                     file.filename,
                     source.name,
                     {},
                     source.profile,
                     inside.lists.organisations(),
                     {request.csrf, kernel::form_key(request)}};
    auto known = columns_of(sheet.headings, source.profile);
    for (std::size_t i = 0; i < sheet.headings.size() && sheet.kind == Sheet::Kind::table; ++i) {
        if (trim(sheet.headings[i]).empty()) continue;
        ColumnView column{
            column_letters(i), sheet.headings[i], known[i] == nullptr ? "" : std::string(known[i]->field), {}};
        if (known[i] == nullptr && source.profile.columns.contains(fold(sheet.headings[i]))) column.field = "none";
        auto typed = request.form.get("column-" + std::to_string(view.columns.size()));
        if (request.method == web::Method::post) column.field = typed;
        for (std::size_t r = 0; r < sheet.rows.size() && column.first_values.size() < 3; ++r)
            if (i < sheet.rows[r].size() && !trim(sheet.rows[r][i]).empty())
                column.first_values.push_back(sheet.rows[r][i]);
        view.columns.push_back(std::move(column));
    }
    html::Page page = kernel::page(request, "Say what the columns mean", "/activities");
    page.back = html::NavigationItem{"Back to the file", "/activities/import"};
    page.faulty = !error.message.empty();
    html::Writer content;
    columns_page(content, view, error);
    return kernel::show(inside.services, page, std::move(content), error.message.empty() ? 200 : 422);
}

// What the form says of the columns: one field for each column that has a heading, in their order.
Result<Profile> profile_typed(const Inside& inside, const web::Request& request, const Sheet& sheet) {
    Profile profile;
    Faults faults;
    std::map<std::string, std::string> seen;
    std::size_t number = 0;
    for (const std::string& heading : sheet.headings) {
        if (sheet.kind != Sheet::Kind::table || trim(heading).empty()) continue;
        std::string name = fmt::format("column-{}", number++), field(request.form.get(name));
        if (field.empty())
            faults.add(name, fmt::format("Say what “{}” is, or leave it out", shortened(heading, 60)));
        else if (field != "none" && column_of_field(field) == nullptr)
            faults.add(name, "Choose from the list");
        else if (auto [other, fresh] = seen.try_emplace(field, heading); !fresh && field != "none")
            faults.add(name, fmt::format("“{}” is {} already. Choose one of the two, and leave the other out",
                                         shortened(other->second, 60), column_of_field(field)->heading));
        profile.columns[fold(heading)] = field;
    }
    profile.names_in_words = request.form.get("names") == "words";
    profile.whole_borough = request.form.get("nowhere") == "borough";
    profile.month_of_last = request.form.get("first_day") == "month";
    profile.lead = request.form.get("lead");
    if (!profile.lead.empty() && inside.lists.organisation(OrganisationId{parse_id(profile.lead).value_or(0)}).empty())
        faults.add("lead", "Choose a partner from the list");
    profile.visibility = request.form.get("visibility");
    if (!find_code(visibilities(), profile.visibility)) faults.add("visibility", "Choose who can see it");
    if (sheet.kind == Sheet::Kind::table) {
        if (!seen.contains("title")) faults.add("column-0", "No column is the title. Every activity needs one");
        if (!seen.contains("first_day") && !(profile.month_of_last && seen.contains("last_day")))
            faults.add("column-0", "No column is the first day. Every activity needs one");
    }
    if (!faults.empty()) return faults.take();
    return profile;
}

web::Response columns_of_file(Inside& inside, const web::Request& request) {
    KeptFile file = own_file(inside, request);
    if (file.taken() || file.awaited() || !file.fault.empty())
        return web::see_other(fmt::format("/activities/import/{}", file.id));
    auto sheet = read_sheet(file.content);
    if (!sheet) return upload_form(inside, request, fault_of_file(sheet.error()));
    Source source = source_of(inside, file);
    if (subscription_to(inside, source)) return web::see_other(fmt::format("/activities/import/{}", file.id));
    if (request.method == web::Method::get) return show_columns(inside, request, file, source, *sheet, html::no_error);
    auto profile = profile_typed(inside, request, *sheet);
    if (!profile) {
        source.profile.names_in_words = request.form.get("names") == "words";
        source.profile.whole_borough = request.form.get("nowhere") == "borough";
        source.profile.month_of_last = request.form.get("first_day") == "month";
        source.profile.lead = request.form.get("lead");
        source.profile.visibility = request.form.get("visibility");
        return show_columns(inside, request, file, source, *sheet, profile.error());
    }
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto now = read_source(tx, source.id);
        if (!now) return fail(ErrorKind::not_found, "There is no such source");
        // What other files from here are known to have stays known.
        for (auto& [heading, field] : now->profile.columns) profile->columns.try_emplace(heading, field);
        now->profile = *profile;
        update_source(tx, *now);
        journal::record(tx, {request.actor.person, request.actor.organisation}, "activities.source_changed", now->id,
                        to_json(now->profile));
        return fmt::format("/activities/import/{}", file.id);
    });
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

web::Response show_preview(Inside& inside, const web::Request& request, const KeptFile& file, const Answers& answers,
                           const Error& error) {
    if (file.taken()) return web::see_other(fmt::format("/activities/import/{}/taken", file.id));
    if (file.awaited() || !file.fault.empty()) return not_here_yet(inside, request, file);
    auto sheet = read_sheet(file.content);
    if (!sheet) return upload_form(inside, request, fault_of_file(sheet.error()));
    Source source = source_of(inside, file);
    if (reason_to_ask(*sheet, source.profile))
        return web::see_other(fmt::format("/activities/import/{}/columns", file.id));
    auto preview = judged(inside, request, *sheet, file, source, {});
    if (!preview) return upload_form(inside, request, fault_of_file(preview.error()));
    auto show = request.query.get("show");
    if (request.method == web::Method::get && (show == "wrong" || show == "changed" || show == "new")) {
        RowsView view{file.id, std::move(*preview),
                      show == "wrong"     ? Rows::wrong
                      : show == "changed" ? Rows::changed
                                          : Rows::added,
                      std::max<std::int64_t>(1, parse_whole(request.query.get("page")).value_or(1))};
        html::Page page = kernel::page(request, "Rows of the file", "/activities");
        page.back = html::NavigationItem{"Back to all of the import", fmt::format("/activities/import/{}", file.id)};
        html::Writer content;
        rows_page(content, view, inside.lists);
        return kernel::show(inside.services, page, std::move(content));
    }
    ImportView view{file.id, source.name, {}, std::move(*preview), {request.csrf, kernel::new_form_key()}, answers};
    if (source.id != 0)
        if (auto last =
                inside.services.database.read([&](db::Reader& reader) { return last_import(reader, source.id); }))
            view.last_time = long_date(london_day(*last), inside.face.today().year());
    view.by_itself = subscription_to(inside, source).has_value();
    html::Page page = kernel::page(request, "Import: look before it is taken", "/activities");
    page.back = html::NavigationItem{"Back to the file", "/activities/import"};
    page.faulty = !error.message.empty();
    html::Writer content;
    preview_page(content, view, inside.lists, error);
    return kernel::show(inside.services, page, std::move(content),
                        error.message.empty() ? 200 : web::status_of(error.kind));
}

// A question that nobody has answered: the machine decides none.
Error unanswered(const Preview& preview) {
    Faults faults;
    // In the order of the page; what is beyond those that it lists gets one answer, which is asked for first.
    std::vector<const JudgedRow*> rows;
    for (const JudgedRow& row : preview.rows)
        if (!row.why.empty()) rows.push_back(&row);
    const auto listed_rows = std::min(rows.size(), asked_one_by_one);
    const auto is_open = [](const JudgedRow* row) { return row->is == RowIs::doubtful; };
    if (std::any_of(rows.begin() + static_cast<std::ptrdiff_t>(listed_rows), rows.end(), is_open))
        faults.add("all-rows", "Say whether the rows that you leave open are the same or new");
    for (std::size_t i = 0; i < listed_rows; ++i)
        if (is_open(rows[i]))
            faults.add(fmt::format("row-{}", rows[i]->row),
                       fmt::format("Row {}: say whether it is the same or new", rows[i]->row));
    const auto& gone = preview.gone;
    const auto listed_gone = std::min(gone.size(), asked_one_by_one);
    const auto is_unsaid = [](const GoneRow& row) { return row.choice.empty(); };
    if (std::any_of(gone.begin() + static_cast<std::ptrdiff_t>(listed_gone), gone.end(), is_unsaid))
        faults.add("all-gone", "Say whether the activities that you leave open are kept or withdrawn");
    for (std::size_t i = 0; i < listed_gone; ++i)
        if (is_unsaid(gone[i]))
            faults.add(fmt::format("gone-{}", gone[i].activity.value()),
                       fmt::format("{}: say whether it is kept or withdrawn", shortened(gone[i].title, 60)));
    return faults.empty() ? Error{} : faults.take().error();
}

web::Response take_rows(Inside& inside, const web::Request& request) {
    KeptFile file = own_file(inside, request);
    if (file.taken()) return web::see_other(fmt::format("/activities/import/{}/taken", file.id));
    if (file.awaited() || !file.fault.empty()) return web::see_other(fmt::format("/activities/import/{}", file.id));
    auto sheet = read_sheet(file.content);
    if (!sheet) kernel::refuse(sheet.error());
    Answers answers = answers_of(request.form);
    auto preview = judged(inside, request, *sheet, file, source_of(inside, file), answers);
    if (!preview) kernel::refuse(preview.error());
    if (Error error = unanswered(*preview); !error.fields.empty())
        return show_preview(inside, request, file, answers, error);
    if (preview->changes_nothing()) return web::see_other(fmt::format("/activities/import/{}", file.id));
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto now = read_file(tx, file.id);
        if (now && now->taken()) return std::to_string(file.id);
        auto taken = take(tx, request.actor, file, *preview, inside.context());
        if (!taken) return std::unexpected(taken.error());
        return std::to_string(file.id);
    });
    if (!done && done.error().kind != ErrorKind::forbidden)
        return show_preview(inside, request, file, answers, done.error());
    if (!done) kernel::refuse(done.error());
    return web::see_other(fmt::format("/activities/import/{}/taken", *done));
}

web::Response faults_of_file(Inside& inside, const web::Request& request, bool rows) {
    KeptFile file = own_file(inside, request);
    if (file.taken() || file.awaited() || !file.fault.empty()) web::not_found();
    auto sheet = read_sheet(file.content);
    if (!sheet) kernel::refuse(sheet.error());
    auto preview = judged(inside, request, *sheet, file, source_of(inside, file), {});
    if (!preview) kernel::refuse(preview.error());
    if (rows)
        return web::download("text/csv; charset=utf-8", "rows-that-are-wrong.csv", wrong_rows_csv(*sheet, *preview));
    return web::download("text/csv; charset=utf-8", "faults.csv", faults_csv(*preview));
}

}  // namespace

web::Response upload_form(Inside& inside, const web::Request& request, const Error& error) {
    html::Page page = kernel::page(request, "Bring in a file", "/activities");
    page.back = html::NavigationItem{"Back to the register", "/activities"};
    page.faulty = !error.fields.empty();
    UploadView view{.keys = {request.csrf, kernel::new_form_key()},
                    .fetch_keys = {request.csrf, kernel::new_form_key()},
                    .sources = {},
                    .source = std::string(request.form.get("source")),
                    .source_name = std::string(request.form.get("source_name")),
                    .address = std::string(request.form.get("address")),
                    .hosts = inside.settings.import_hosts,
                    .subscriptions = subscription_lines_of(inside, request.actor.organisation),
                    .batches = {},
                    .batch_page = std::max<std::int64_t>(1, parse_whole(request.query.get("page")).value_or(1)),
                    .batch_total = 0};
    view.batch_page = std::min<std::int64_t>(view.batch_page, 1'000'000);
    auto files = inside.services.database.read([&](db::Reader& reader) {
        view.sources = sources_of(reader, request.actor.organisation);
        view.batch_total = count_imports(reader, request.actor.organisation);
        return imports_of(reader, request.actor.organisation, batches_on_a_page,
                          (view.batch_page - 1) * batches_on_a_page);
    });
    for (const KeptFile& file : files) view.batches.push_back(line_of(inside, file));
    html::Writer content;
    upload_page(content, view, error);
    return kernel::show(inside.services, page, std::move(content), error.fields.empty() ? 200 : 422);
}

KeptFile own_file(Inside& inside, const web::Request& request) {
    auto file = inside.services.database.read([&](db::Reader& reader) { return read_file(reader, request.id()); });
    if (!file || file->organisation != request.actor.organisation ||
        (!file->taken() && file->person.known() && file->person != request.actor.person))
        web::not_found();
    return std::move(*file);
}

Source source_of(Inside& inside, const KeptFile& file) {
    std::optional<Source> source;
    if (file.source != 0)
        source = inside.services.database.read([&](db::Reader& reader) { return read_source(reader, file.source); });
    return source ? std::move(*source) : Source{};
}

BatchLine line_of(Inside& inside, const KeptFile& file) {
    return {file.id,
            file.filename,
            source_of(inside, file).name,
            inside.lists.person(file.person),
            file.taken_at ? long_date(london_day(*file.taken_at), inside.face.today().year()) : "",
            file.sums,
            file.back_at.has_value()};
}

Result<Source> source_named(db::Transaction& tx, const web::Request& request, std::string_view otherwise,
                            Sheet::Kind kind) {
    if (auto chosen = request.form.get("source"); !chosen.empty()) {
        auto id = parse_id(chosen);
        auto source = id ? read_source(tx, *id) : std::nullopt;
        // What comes by itself is brought by nobody else: a file would put ours among what is kept there.
        if (!source || source->organisation != request.actor.organisation || read_subscription(tx, source->id))
            return std::unexpected(Error{ErrorKind::invalid,
                                         "There is a problem",
                                         {{"source", "Choose where it is from, or give the name of a new one"}},
                                         0});
        return std::move(*source);
    }
    std::string name(trim(request.form.get("source_name")));
    if (length(name) > source_name_length)
        return std::unexpected(
            Error{ErrorKind::invalid,
                  "There is a problem",
                  {{"source_name", fmt::format("A name has at most {} characters. Shorten it", source_name_length)}},
                  0});
    if (name.empty()) name = beginning(trim(otherwise), source_name_length);
    if (name.empty()) name = "A file";
    if (auto known = find_source(tx, request.actor.organisation, name)) {
        if (!read_subscription(tx, known->id)) return std::move(*known);
        return std::unexpected(
            Error{ErrorKind::invalid,
                  "There is a problem",
                  {{"source_name", fmt::format("“{}” comes by itself. Give another name", shortened(name, 60))}},
                  0});
    }
    Source source{tx.new_number(), request.actor.organisation, name, {}, {}};
    if (kind != Sheet::Kind::table) {
        // Nobody here can correct another site's list: what we do not know is kept in words.
        source.profile.names_in_words = true;
        // The exchange format says where and when in full: what is not known of it is not made up.
        source.profile.whole_borough = source.profile.month_of_last = kind != Sheet::Kind::exchange;
    }
    insert_source(tx, source);
    return source;
}

void add_import_routes(Inside& inside, web::Router& router) {
    router.get("/activities/import", web::Access::officer,
               [&inside](const web::Request& request) { return upload_form(inside, request, html::no_error); });
    router
        .post("/activities/import", web::Access::officer,
              [&inside](const web::Request& request) { return upload(inside, request); })
        .body_limit = most_import_bytes + 65536;
    router.get("/activities/import/{id}", web::Access::officer, [&inside](const web::Request& request) {
        return show_preview(inside, request, own_file(inside, request), {}, html::no_error);
    });
    router
        .post("/activities/import/{id}", web::Access::officer,
              [&inside](const web::Request& request) { return take_rows(inside, request); })
        .body_limit = 4u << 20;
    router.get("/activities/import/{id}/columns", web::Access::officer,
               [&inside](const web::Request& request) { return columns_of_file(inside, request); });
    router.post("/activities/import/{id}/columns", web::Access::officer,
                [&inside](const web::Request& request) { return columns_of_file(inside, request); });
    router.get("/activities/import/{id}/wrong", web::Access::officer,
               [&inside](const web::Request& request) { return faults_of_file(inside, request, true); });
    router.get("/activities/import/{id}/faults", web::Access::officer,
               [&inside](const web::Request& request) { return faults_of_file(inside, request, false); });
    add_batch_routes(inside, router);
    add_fetch_routes(inside, router);
    add_subscription_routes(inside, router);
}

}  // namespace thingwall::activities
