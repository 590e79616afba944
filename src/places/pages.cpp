#include <fmt/format.h>

#include "base/text.hpp"
#include "identity/identity.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"
#include "kernel/paging.hpp"
#include "places/feed.hpp"
#include "places/inside.hpp"
#include "places/store.hpp"
#include "places/views.hpp"
#include "web/router.hpp"

namespace thingwall::places {

namespace {

using Inside = Places::Inside;

constexpr std::string_view json_type = "application/json; charset=utf-8", csv_type = "text/csv; charset=utf-8",
                           geojson_type = "application/geo+json";

std::string owner_of(Inside& inside, const AtlasLayer& layer) {
    if (!layer.facts.owner.known()) return {};
    const auto owner = inside.services.database.read(
        [&](db::Reader& reader) { return identity::organisation(reader, layer.facts.owner); });
    return owner ? owner->name : std::string{};
}

const AtlasLayer& layer_or_404(const Atlas& atlas, std::int64_t id) {
    const AtlasLayer* layer = atlas.layer(LayerId{id});
    if (layer == nullptr) web::not_found();
    return *layer;
}

std::string when(const std::optional<store::Imported>& imported) {
    return imported ? long_date(london_day(imported->at)) : std::string{};
}

std::string done_words(std::string_view done) {
    if (done == "residents") return "The residents are brought in.";
    if (done == "postcodes") return "The postcodes are brought in.";
    if (done == "residents-back") return "The residents of before are back.";
    if (done == "postcodes-back") return "The postcodes of before are back.";
    return {};
}

web::Response show_overview(Inside& inside, const web::Request& request) {
    const auto atlas = inside.caught_up();
    if (request.format == "json") return web::data(json_type, feed::layers_json(*atlas));
    if (request.format == "csv") return web::data(csv_type, feed::layers_csv(*atlas));
    views::Overview view{.atlas = *atlas,
                         .layers = {},
                         .data = {},
                         .signed_in = request.actor.signed_in(),
                         .may_import = web::admits(web::Access::officer, request.actor.role),
                         .place = inside.services.site.place,
                         .done = done_words(request.query.get("done"))};
    for (const AtlasLayer& layer : atlas->layers()) view.layers.push_back({&layer, owner_of(inside, layer)});
    inside.services.database.read([&](db::Reader& reader) {
        const auto residents = store::imported_residents(reader), postcodes = store::imported_postcodes(reader);
        view.data.push_back({"Residents", atlas->residents_facts(), residents ? residents->report : ""});
        view.data.push_back({"Postcodes", atlas->postcodes_facts(), postcodes ? postcodes->report : ""});
        if (!web::admits(web::Access::coordinator, request.actor.role)) return;
        for (const auto which : {Figures::residents, Figures::postcodes}) {
            views::Data& data = view.data[which == Figures::residents ? 0 : 1];
            data.former = former(reader, which, request.now);
            if (!data.former) continue;
            data.until = long_date(london_day(data.former->replaced + store::former_kept));
            data.back = {.action = html::Href::path(which == Figures::residents ? "/places/bring-back/residents"
                                                                                : "/places/bring-back/postcodes"),
                         .csrf = request.csrf,
                         .idempotency = kernel::new_form_key(),
                         .hidden = {{"newest", std::to_string(data.former->newest)}}};
        }
    });
    html::Page page =
        kernel::page(request, view.signed_in ? "Places" : fmt::format("Areas of {}", view.place), "/places");
    page.alternates = {{"json", "/places.json"}, {"csv", "/places.csv"}};
    html::Writer content;
    views::overview(content, view);
    return kernel::show(inside.services, page, std::move(content));
}

web::Response show_layer(Inside& inside, const web::Request& request) {
    const auto atlas = inside.caught_up();
    const AtlasLayer& layer = layer_or_404(*atlas, request.id());
    if (request.format == "json") return web::data(json_type, feed::layer_json(*atlas, layer));
    if (request.format == "csv") return web::data(csv_type, feed::layer_csv(layer));
    if (request.format == "geojson") return web::data(geojson_type, feed::layer_geojson(layer));
    const auto imported =
        inside.services.database.read([&](db::Reader& reader) { return store::imported(reader, layer.id); });
    kernel::Paging at = kernel::paging(request);
    const auto total = static_cast<std::int64_t>(layer.areas.size());
    at.keep_within(total);
    html::Writer pages(1024);
    kernel::page_numbers(pages, request, at, total, "areas");
    views::Layer view{
        .atlas = *atlas,
        .layer = layer,
        .owner = owner_of(inside, layer),
        .report = imported ? imported->report : "",
        .imported = when(imported),
        .rows = {},
        .pages = html::Content(std::move(pages)),
        .signed_in = request.actor.signed_in(),
        .done = request.query.get("done") == "layer" ? fmt::format("{} is brought in.", layer.facts.name) : ""};
    for (std::int64_t i = at.offset(); i < std::min(total, at.offset() + at.limit()); ++i)
        view.rows.push_back(&layer.areas[static_cast<std::size_t>(i)]);
    html::Page page = kernel::page(request, layer.facts.name, "/places");
    page.breadcrumbs = {{request.actor.signed_in() ? "Places" : "Areas", "/places"}};
    for (const char* format : {"json", "csv", "geojson"})
        page.alternates.push_back({format, fmt::format("/places/layers/{}.{}", layer.id.value(), format)});
    html::Writer content;
    views::layer(content, view);
    return kernel::show(inside.services, page, std::move(content));
}

web::Response show_crosswalk(Inside& inside, const web::Request& request) {
    const auto atlas = inside.caught_up();
    const AtlasLayer &source = layer_or_404(*atlas, request.id(0)), &target = layer_or_404(*atlas, request.id(1));
    const auto crosswalk = atlas->crosswalk(source.id, target.id);
    if (request.format == "json") return web::data(json_type, feed::crosswalk_json(source, target, *crosswalk));
    if (request.format == "csv")
        return web::download(csv_type, "crosswalk.csv", feed::crosswalk_csv(source, target, *crosswalk));
    auto rows = without_slivers(*crosswalk);
    kernel::Paging at = kernel::paging(request, 100);
    const auto total = static_cast<std::int64_t>(rows.size());
    at.keep_within(total);
    html::Writer pages(1024);
    kernel::page_numbers(pages, request, at, total, "pairs");
    const auto first = rows.begin() + std::min(total, at.offset()),
               last = rows.begin() + std::min(total, at.offset() + at.limit());
    views::CrosswalkPage view{source, target, *crosswalk, {first, last}, html::Content(std::move(pages))};
    html::Page page = kernel::page(request, fmt::format("{} and {}", source.facts.name, target.facts.name), "/places");
    page.breadcrumbs = {{"Places", "/places"},
                        {source.facts.name, fmt::format("/places/layers/{}", source.id.value())}};
    for (const char* format : {"json", "csv"})
        page.alternates.push_back(
            {format, fmt::format("/places/layers/{}/with/{}.{}", source.id.value(), target.id.value(), format)});
    html::Writer content;
    views::crosswalk(content, view);
    return kernel::show(inside.services, page, std::move(content));
}

web::Response show_area(Inside& inside, const web::Request& request) {
    const auto atlas = inside.caught_up();
    const AtlasArea* area = atlas->area(AreaId{request.id()});
    if (area == nullptr) web::not_found();
    const AtlasLayer& layer = *atlas->layer(area->layer);
    if (request.format == "json") return web::data(json_type, feed::area_json(*atlas, *area));
    if (request.format == "csv") return web::data(csv_type, feed::area_csv(*atlas, *area));
    if (request.format == "geojson") return web::data(geojson_type, feed::area_geojson(layer, *area));

    views::Area view{.atlas = *atlas,
                     .layer = layer,
                     .area = *area,
                     .owner = owner_of(inside, layer),
                     .place = inside.services.site.place,
                     .lead = "",
                     .others = {},
                     .chosen = 0,
                     .may_plan = web::admits(web::Access::officer, request.actor.role)};
    const std::string_view with = request.query.get("with");
    for (const AtlasLayer& other : atlas->layers()) {
        if (other.id == layer.id || other.facts.kind == LayerKind::small_area || other.areas.empty() ||
            view.others.size() == 8)
            continue;
        if (with == std::to_string(other.id.value())) view.chosen = view.others.size();
        view.others.push_back({&other, atlas->meetings(*area, other.id)});
    }
    if (inside.on_areas.lead) view.lead = inside.on_areas.lead(request, *area);
    if (inside.on_areas.sections) {
        html::Writer sections;
        inside.on_areas.sections(sections, request, *area);
        view.sections = html::Content(std::move(sections));
    }
    html::Page page = kernel::page(request, area->name, "/places");
    for (const char* format : {"json", "csv", "geojson"})
        page.alternates.push_back({format, fmt::format("/places/areas/{}.{}", area->id.value(), format)});
    html::Writer content;
    if (request.actor.signed_in()) {
        page.back = html::NavigationItem{fmt::format("Back to {}", many(layer.facts.kind)),
                                         fmt::format("/places/layers/{}", layer.id.value())};
        views::officer_area(content, view);
    } else {
        page.lead_outside = true;
        views::public_area(content, view);
    }
    return kernel::show(inside.services, page, std::move(content));
}

}  // namespace

void add_layer_routes(Inside& inside, web::Router& router) {
    auto& overview = router.get("/places", web::Access::anyone,
                                [&inside](const web::Request& request) { return show_overview(inside, request); });
    overview.formats = {"json", "csv"};
    overview.cacheable = true;
    auto& layer = router.get("/places/layers/{id}", web::Access::anyone,
                             [&inside](const web::Request& request) { return show_layer(inside, request); });
    layer.formats = {"json", "csv", "geojson"};
    layer.cacheable = true;
    auto& crosswalk = router.get("/places/layers/{id}/with/{id}", web::Access::anyone,
                                 [&inside](const web::Request& request) { return show_crosswalk(inside, request); });
    crosswalk.formats = {"json", "csv"};
    crosswalk.cacheable = true;
}

void add_area_routes(Inside& inside, web::Router& router) {
    auto& area = router.get("/places/areas/{id}", web::Access::anyone,
                            [&inside](const web::Request& request) { return show_area(inside, request); });
    area.formats = {"json", "csv", "geojson"};
    area.cacheable = true;
}

}  // namespace thingwall::places
