#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "identity/identity.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"
#include "places/inside.hpp"
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

Result<std::string> bring_in(Inside& inside, const web::Request& request, ImportKind kind, const std::string& filename,
                             const std::string& bytes) {
    const auto atlas = inside.caught_up();
    const journal::By by{request.actor.person, request.actor.organisation};
    auto& database = inside.services.database;
    if (kind == ImportKind::layer || kind == ImportKind::members) {
        LayerDraft draft = layer_draft(request);
        if (kind == ImportKind::layer)
            draft.members_of.clear();
        else if (draft.members_of.empty())
            draft.members_of = "0";
        if (!is_coordinator(request) && draft.owner != std::to_string(request.actor.organisation.value()))
            return std::unexpected(Error{ErrorKind::invalid,
                                         "There is a problem",
                                         {{"owner", "Choose your own organisation: each body brings in its own areas"}},
                                         0});
        const auto layer = prepare_layer(*atlas, draft, filename, bytes);
        if (!layer) return std::unexpected(layer.error());
        return kernel::once(database, request, [&](db::Transaction& tx) -> Result<std::string> {
            const auto id = import_layer(tx, by, *layer);
            if (!id) return std::unexpected(id.error());
            return fmt::format("/places/layers/{}?done=layer", id->value());
        });
    }
    if (kind == ImportKind::residents) {
        const auto residents = prepare_residents(*atlas, data_draft(request), filename, bytes);
        if (!residents) return std::unexpected(residents.error());
        return kernel::once(database, request, [&](db::Transaction& tx) -> Result<std::string> {
            if (auto done = import_residents(tx, by, *residents); !done) return std::unexpected(done.error());
            return "/places?done=residents";
        });
    }
    const auto postcodes = prepare_postcodes(data_draft(request), filename, bytes);
    if (!postcodes) return std::unexpected(postcodes.error());
    return kernel::once(database, request, [&](db::Transaction& tx) -> Result<std::string> {
        if (auto done = import_postcodes(tx, by, *postcodes); !done) return std::unexpected(done.error());
        return "/places?done=postcodes";
    });
}

web::Response take(Inside& inside, const web::Request& request) {
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
    const auto answer = bring_in(inside, request, kind, filename, *bytes);
    if (answer) return web::see_other(*answer);
    if (answer.error().kind == ErrorKind::invalid || answer.error().kind == ErrorKind::too_large)
        return again(for_the_form(answer.error(), filename));
    kernel::refuse(answer.error());
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
        return show_form(inside, request, std::move(view), 200);
    });
    router
        .post("/places/import/{word}", web::Access::officer,
              [&inside](const web::Request& request) { return take(inside, request); })
        .body_limit = most_postcode_bytes;
}

}  // namespace thingwall::places
