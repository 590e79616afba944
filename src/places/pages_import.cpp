#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "identity/identity.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"
#include "places/inside.hpp"
#include "places/store.hpp"
#include "places/views.hpp"
#include "web/router.hpp"

namespace thingwall::places {

namespace {

using Inside = Places::Inside;
using views::ImportKind;

constexpr std::size_t most_bytes = 33u << 20, most_postcode_bytes = 200u << 20;

ImportKind kind_of(const web::Request& request) {
    const std::string& word = request.parameters.at(0);
    if (word == "layer") return ImportKind::layer;
    if (word == "members") return ImportKind::members;
    if (word == "residents") return ImportKind::residents;
    if (word == "postcodes") return ImportKind::postcodes;
    web::not_found();
}

bool is_coordinator(const web::Request& request) {
    return web::admits(web::Access::coordinator, request.actor.role);
}

// Residents and postcodes are everybody's: they take the place of what was there, so the coordinator keeps them.
void refuse_figures_from_officers(const web::Request& request, ImportKind kind) {
    if ((kind == ImportKind::residents || kind == ImportKind::postcodes) && !is_coordinator(request))
        web::refuse(403, "Ask your coordinator to bring in residents and postcodes.");
}

LayerDraft layer_draft(const web::Request& request) {
    const auto field = [&](std::string_view name) { return std::string(request.form.get(name)); };
    return {field("name"),       field("kind"),          field("owner"),        field("vintage"),  field("source"),
            field("licence"),    field("attribution"),   field("valid_from"),   field("valid_to"), field("may_overlap"),
            field("members_of"), field("code_property"), field("name_property")};
}
DataDraft data_draft(const web::Request& request) {
    const auto field = [&](std::string_view name) { return std::string(request.form.get(name)); };
    return {field("vintage"), field("source"), field("licence"), field("attribution"), field("layer")};
}

web::Response show_form(Inside& inside, const web::Request& request, views::Import view, int status) {
    const auto atlas = inside.caught_up();
    view.to.action = html::Href::path("/places/import/" + request.parameters.at(0));
    view.to.csrf = request.csrf;
    view.to.idempotency = kernel::form_key(request);
    view.to.multipart = true;
    const auto organisations =
        inside.services.database.read([](db::Reader& reader) { return identity::organisations(reader); });
    for (const auto& organisation : organisations)
        if (organisation.active && (is_coordinator(request) || organisation.id == request.actor.organisation))
            view.owners.push_back({.value = std::to_string(organisation.id.value()), .text = organisation.name});
    if (is_coordinator(request))
        view.owners.push_back({.value = "", .text = "Nobody’s in particular (wards, small areas)"});
    if (view.layer.owner.empty() && request.method == web::Method::get)
        view.layer.owner = std::to_string(request.actor.organisation.value());
    for (const AtlasLayer& layer : atlas->layers()) {
        html::Option option{.value = std::to_string(layer.id.value()),
                            .text = layer.facts.name + (layer.facts.vintage.empty() ? "" : ", " + layer.facts.vintage)};
        if (!layer.members_of.known()) view.block_layers.push_back(option);
        view.layers.push_back(std::move(option));
    }
    html::Page page = kernel::page(request, "Bring in a file", "/places");
    page.back = html::NavigationItem{"Places", "/places"};
    page.faulty = status == 422;
    html::Writer content;
    views::import_form(content, view);
    return kernel::show(inside.services, page, std::move(content), status);
}

/// Faults inside the file are faults of the field "file", so that the summary leads there.
Error for_the_form(const Error& error, const std::string& filename) {
    Error shown = error;
    for (FieldError& fault : shown.fields)
        if (fault.field.starts_with(filename)) {
            const std::string where =
                fault.field.size() > filename.size() + 2 ? fault.field.substr(filename.size() + 2) : "";
            fault.message = where.empty() ? fault.message : where + ": " + fault.message;
            fault.field = "file";
        }
    if (shown.fields.empty()) shown.fields.push_back({"file", shown.message});
    if (shown.more > 0)
        shown.fields.push_back(
            {"file", fmt::format("and {} more like these", thousands(static_cast<std::int64_t>(shown.more)))});
    shown.kind = ErrorKind::invalid;
    return shown;
}

/// What a file was read as: one of them.
struct Prepared {
    std::optional<PreparedLayer> layer;
    std::optional<PreparedResidents> residents;
    std::optional<PreparedPostcodes> postcodes;
};

template <class Made>
Result<Prepared> prepared(std::optional<Made> Prepared::* which, Result<Made> made) {
    if (!made) return std::unexpected(made.error());
    Prepared all;
    all.*which = std::move(*made);
    return all;
}

/// Reads a file as it came in, or one that was kept. Nothing is changed.
Result<Prepared> prepare(const Atlas& atlas, const web::Request& request, const store::Upload& upload, bool kept) {
    if (upload.kind == "residents")
        return prepared(&Prepared::residents, prepare_residents(atlas, upload.data, upload.filename, upload.content));
    if (upload.kind == "postcodes") {
        if (!kept)
            return prepared(&Prepared::postcodes, prepare_postcodes(upload.data, upload.filename, upload.content));
        const auto facts = check(upload.data);
        if (!facts) return std::unexpected(facts.error());
        const auto postcodes = Postcodes::from_bytes(upload.content);
        if (!postcodes) return std::unexpected(postcodes.error());
        return prepared(&Prepared::postcodes, Result<PreparedPostcodes>(PreparedPostcodes{
                                                  *facts, upload.digest, upload.content, postcodes->size(),
                                                  Report(upload.filename), upload.report}));
    }
    LayerDraft draft = upload.layer;
    if (upload.kind == "layer")
        draft.members_of.clear();
    else if (draft.members_of.empty())
        draft.members_of = "0";
    if (!is_coordinator(request) && draft.owner != std::to_string(request.actor.organisation.value()))
        return std::unexpected(Error{ErrorKind::invalid,
                                     "There is a problem",
                                     {{"owner", "Choose your own organisation: each body brings in its own areas"}},
                                     0});
    return prepared(&Prepared::layer, prepare_layer(atlas, draft, upload.filename, upload.content));
}

Change change_by(const Atlas& atlas, const Prepared& made) {
    if (made.layer) return change_by(atlas, *made.layer);
    if (made.residents) return change_by(atlas, *made.residents);
    return change_by(atlas, *made.postcodes);
}

/// Keeps the file until it is confirmed and gives the path of its preview. Of postcodes what was read is kept: it is a
/// tenth of the file.
Result<std::string> keep(Inside& inside, const web::Request& request, store::Upload upload) {
    auto made = prepare(*inside.caught_up(), request, upload, false);
    if (!made) return std::unexpected(made.error());
    if (made->postcodes) {
        upload.content = std::move(made->postcodes->content);
        upload.digest = made->postcodes->digest;
        upload.report = describe(made->postcodes->report);
    }
    // Sent twice it does no harm: the later takes the place of the earlier.
    return inside.services.database.write([&](db::Transaction& tx) -> Result<std::string> {
        upload.id = tx.new_number();
        upload.person = request.actor.person;
        upload.organisation = request.actor.organisation;
        store::insert(tx, upload);
        return fmt::format("/places/import/{}/{}", upload.kind, upload.id);
    });
}

web::Response receive(Inside& inside, const web::Request& request) {
    const ImportKind kind = kind_of(request);
    refuse_figures_from_officers(request, kind);
    const auto again = [&](const Error& error) {
        views::Import view;
        view.kind = kind;
        view.layer = layer_draft(request);
        view.data = data_draft(request);
        view.error = error;
        return show_form(inside, request, std::move(view), 422);
    };
    const auto sent = std::ranges::find_if(
        request.uploads, [](const web::Upload& upload) { return upload.field == "file" && upload.size > 0; });
    if (sent == request.uploads.end()) {
        Faults faults;
        faults.add("file", "Choose the file");
        if (kind == ImportKind::layer || kind == ImportKind::members) {
            if (auto checked = check(layer_draft(request)); !checked) faults.add(checked.error());
        } else if (auto checked = check(data_draft(request)); !checked) {
            faults.add(checked.error());
        }
        auto failed = faults.take();
        return again(failed.error());
    }
    auto bytes = sent->read(kind == ImportKind::postcodes ? most_postcode_bytes : most_bytes);
    if (!bytes) return again(for_the_form(bytes.error(), sent->filename));
    const std::string filename = sent->filename.empty() ? "the file" : sent->filename;
    store::Upload upload;
    upload.kind = request.parameters.at(0);
    upload.filename = std::string(beginning(filename, 200));
    upload.layer = layer_draft(request);
    upload.data = data_draft(request);
    upload.content = std::move(*bytes);
    const auto answer = keep(inside, request, std::move(upload));
    if (answer) return web::see_other(*answer);
    if (answer.error().kind == ErrorKind::invalid || answer.error().kind == ErrorKind::too_large)
        return again(for_the_form(answer.error(), filename));
    kernel::refuse(answer.error());
}

// Only who brought the file sees it, and only for as long as it waits.
std::optional<store::Upload> waiting(Inside& inside, const web::Request& request, std::int64_t id) {
    auto upload = inside.services.database.read([&](db::Reader& reader) { return store::upload(reader, id); });
    if (!upload || upload->person != request.actor.person || upload->organisation != request.actor.organisation ||
        upload->kind != request.parameters.at(0))
        return {};
    return upload;
}

/// Number of what the file would take the place of, so that nobody replaces what they have not seen.
std::int64_t newest(db::Reader& reader, ImportKind kind) {
    if (kind == ImportKind::residents) return store::newest_residents(reader);
    return kind == ImportKind::postcodes ? store::newest_postcodes(reader) : 0;
}

web::Response show_preview(Inside& inside, const web::Request& request, const store::Upload& upload,
                           const Error& error) {
    const ImportKind kind = kind_of(request);
    const std::int64_t before = inside.services.database.read([&](db::Reader& reader) { return newest(reader, kind); });
    const auto atlas = inside.caught_up();
    const auto made = prepare(*atlas, request, upload, true);
    views::Preview view;
    view.kind = kind;
    view.filename = upload.filename;
    view.back = html::Href::path(fmt::format("/places/import/{}?from={}", upload.kind, upload.id));
    view.to = {.action = html::Href::path(fmt::format("/places/import/{}/{}", upload.kind, upload.id)),
               .csrf = request.csrf,
               .idempotency = kernel::new_form_key(),
               .hidden = {{"before", std::to_string(before)}}};
    view.error = error;
    if (made) {
        view.change = change_by(*atlas, *made);
        view.report = made->layer       ? describe(made->layer->report)
                      : made->residents ? describe(made->residents->report)
                                        : upload.report;
        if (made->layer) view.name = made->layer->facts.name;
    } else {
        view.error = made.error();  // it was read when it was sent: what it stands on is not there any more
        view.may_take = false;
    }
    html::Page page = kernel::page(request, "Look before it is taken", "/places");
    page.back =
        html::NavigationItem{"Back to the file", fmt::format("/places/import/{}?from={}", upload.kind, upload.id)};
    page.faulty = !view.error.message.empty();
    html::Writer content;
    views::preview(content, view);
    return kernel::show(inside.services, page, std::move(content),
                        view.error.message.empty() ? 200 : web::status_of(view.error.kind));
}

web::Response take(Inside& inside, const web::Request& request) {
    const ImportKind kind = kind_of(request);
    refuse_figures_from_officers(request, kind);
    auto& database = inside.services.database;
    const std::int64_t id = request.id(1);
    const auto upload = waiting(inside, request, id);
    if (!upload) {  // taken by this very form a moment ago, dropped after a day, or never there
        const auto answer = kernel::once(database, request, [](db::Transaction&) -> Result<std::string> {
            return fail(ErrorKind::not_found, "This file is not waiting any more.");
        });
        if (!answer) web::not_found();
        return web::see_other(*answer);
    }
    const auto made = prepare(*inside.caught_up(), request, *upload, true);
    if (!made) return show_preview(inside, request, *upload, made.error());
    const journal::By by{request.actor.person, request.actor.organisation};
    const auto answer = kernel::once(database, request, [&](db::Transaction& tx) -> Result<std::string> {
        if (std::to_string(newest(tx, kind)) != request.form.get("before"))
            return fail(ErrorKind::conflict,
                        "Something else was brought in since you looked. The figures below are new: look again.");
        if (!store::delete_upload(tx, id)) return fail(ErrorKind::not_found, "This file is not waiting any more.");
        if (made->layer) {
            const auto layer = import_layer(tx, by, *made->layer);
            if (!layer) return std::unexpected(layer.error());
            return fmt::format("/places/layers/{}?done=layer", layer->value());
        }
        const auto done =
            made->residents ? import_residents(tx, by, *made->residents) : import_postcodes(tx, by, *made->postcodes);
        if (!done) return std::unexpected(done.error());
        return "/places?done=" + upload->kind;
    });
    if (answer) return web::see_other(*answer);
    if (answer.error().kind == ErrorKind::not_found) web::not_found();
    return show_preview(inside, request, *upload, answer.error());
}

web::Response restore(Inside& inside, const web::Request& request) {
    const ImportKind kind = kind_of(request);
    if (kind != ImportKind::residents && kind != ImportKind::postcodes) web::not_found();
    const auto which = kind == ImportKind::residents ? Figures::residents : Figures::postcodes;
    const journal::By by{request.actor.person, request.actor.organisation};
    const auto answer =
        kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
            const auto seen = parse_id(request.form.get("newest"));
            if (auto done = bring_back(tx, by, which, seen.value_or(0)); !done) return std::unexpected(done.error());
            return fmt::format("/places?done={}-back", request.parameters.at(0));
        });
    if (!answer) kernel::refuse(answer.error());
    return web::see_other(*answer);
}

}  // namespace

void add_import_routes(Inside& inside, web::Router& router) {
    router.get("/places/import", web::Access::officer, [&inside](const web::Request& request) {
        html::Page page = kernel::page(request, "Bring in a file", "/places");
        page.back = html::NavigationItem{"Places", "/places"};
        html::Writer content;
        views::choose_import(content, is_coordinator(request));
        return kernel::show(inside.services, page, std::move(content));
    });
    router.get("/places/import/{word}", web::Access::officer, [&inside](const web::Request& request) {
        views::Import view;
        view.kind = kind_of(request);
        refuse_figures_from_officers(request, view.kind);
        if (const auto from = parse_id(request.query.get("from")))
            if (const auto upload = waiting(inside, request, *from)) {
                view.layer = upload->layer;
                view.data = upload->data;
            }
        return show_form(inside, request, std::move(view), 200);
    });
    router
        .post("/places/import/{word}", web::Access::officer,
              [&inside](const web::Request& request) { return receive(inside, request); })
        .body_limit = most_postcode_bytes;
    router.get("/places/import/{word}/{id}", web::Access::officer, [&inside](const web::Request& request) {
        refuse_figures_from_officers(request, kind_of(request));
        const auto upload = waiting(inside, request, request.id(1));
        if (!upload) web::not_found();
        return show_preview(inside, request, *upload, html::no_error);
    });
    router.post("/places/import/{word}/{id}", web::Access::officer,
                [&inside](const web::Request& request) { return take(inside, request); });
    router.post("/places/bring-back/{word}", web::Access::coordinator,
                [&inside](const web::Request& request) { return restore(inside, request); });
}

}  // namespace thingwall::places
