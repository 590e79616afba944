#include "places/feed.hpp"

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/json.hpp"
#include "places/places.hpp"

namespace thingwall::places::feed {

namespace {

std::string digits(double value, int places) {
    return fmt::format("{:.{}f}", value, places);
}

void layer_members(json::Writer& out, const AtlasLayer& layer) {
    const LayerFacts& facts = layer.facts;
    out.key("id").id(layer.id.value());
    out.member("name", std::string_view(facts.name)).member("kind", to_word(facts.kind));
    out.member("vintage", std::string_view(facts.vintage)).member("source", std::string_view(facts.source));
    out.member("licence", std::string_view(facts.licence)).member("attribution", std::string_view(facts.attribution));
    out.key("valid_from");
    if (facts.valid_from)
        out.value(std::string_view(to_iso(*facts.valid_from)));
    else
        out.null();
    out.key("valid_to");
    if (facts.valid_to)
        out.value(std::string_view(to_iso(*facts.valid_to)));
    else
        out.null();
    out.member("may_overlap", facts.may_overlap).member("digest", std::string_view(layer.digest));
    out.member("areas", static_cast<std::int64_t>(layer.areas.size())).member("residents", layer.residents);
}

void area_members(json::Writer& out, const AtlasArea& area) {
    out.key("id").id(area.id.value());
    out.member("code", std::string_view(area.code)).member("name", std::string_view(area.name));
    out.member("residents", area.residents).member("area_m2", area.area_m2);
}

std::string feature(const AtlasLayer& layer, const AtlasArea& area) {
    json::Writer properties;
    properties.begin_object();
    area_members(properties, area);
    properties.member("layer", std::string_view(layer.facts.name))
        .member("kind", to_word(layer.facts.kind))
        .end_object();
    std::string out = R"({"type":"Feature","id":)";
    json::append_quoted(out, area.code);
    return out + ",\"properties\":" + properties.take() + ",\"geometry\":" + to_geojson(area.shape) + "}";
}

const std::string& code_of(const AtlasLayer& layer, std::uint32_t place) {
    static const std::string none;
    return place == outside ? none : layer.areas[place].code;
}

}  // namespace

std::string layers_json(const Atlas& atlas) {
    json::Writer out;
    out.begin_object().key("layers").begin_array();
    for (const AtlasLayer& layer : atlas.layers()) {
        out.begin_object();
        layer_members(out, layer);
        out.end_object();
    }
    out.end_array().end_object();
    return out.take();
}

std::string layers_csv(const Atlas& atlas) {
    std::string out;
    csv::append_row(out, {"id", "name", "kind", "areas", "residents", "vintage", "source", "licence", "attribution"});
    for (const AtlasLayer& layer : atlas.layers())
        csv::append_row(out,
                        {std::to_string(layer.id.value()), layer.facts.name, std::string(to_word(layer.facts.kind)),
                         std::to_string(layer.areas.size()), digits(layer.residents, 0), layer.facts.vintage,
                         layer.facts.source, layer.facts.licence, layer.facts.attribution});
    return out;
}

std::string layer_json(const Atlas& atlas, const AtlasLayer& layer) {
    json::Writer out;
    out.begin_object();
    layer_members(out, layer);
    out.member("residents_vintage", std::string_view(atlas.residents_facts().vintage));
    out.key("items").begin_array();
    for (const AtlasArea& area : layer.areas) {
        out.begin_object();
        area_members(out, area);
        out.end_object();
    }
    out.end_array().end_object();
    return out.take();
}

std::string layer_csv(const AtlasLayer& layer) {
    std::string out;
    csv::append_row(out, {"id", "code", "name", "residents", "area_m2"});
    for (const AtlasArea& area : layer.areas)
        csv::append_row(out, {std::to_string(area.id.value()), area.code, area.name, digits(area.residents, 4),
                              digits(area.area_m2, 2)});
    return out;
}

std::string layer_geojson(const AtlasLayer& layer) {
    std::string out = "{\"type\":\"FeatureCollection\",\"features\":[\n";
    for (std::size_t i = 0; i < layer.areas.size(); ++i) out += (i > 0 ? ",\n" : "") + feature(layer, layer.areas[i]);
    return out + "\n]}\n";
}

std::string area_json(const Atlas& atlas, const AtlasArea& area) {
    json::Writer out;
    out.begin_object();
    area_members(out, area);
    if (const AtlasLayer* layer = atlas.layer(area.layer)) {
        out.key("layer").begin_object();
        layer_members(out, *layer);
        out.end_object();
    }
    out.member("residents_vintage", std::string_view(atlas.residents_facts().vintage));
    out.key("made_of").begin_array();
    for (const AreaId member : area.members) out.id(member.value());
    out.end_array().key("meets").begin_array();
    for (const AtlasLayer& other : atlas.layers()) {
        if (other.id == area.layer || other.facts.kind == LayerKind::small_area) continue;
        out.begin_object()
            .key("layer")
            .id(other.id.value())
            .member("name", std::string_view(other.facts.name))
            .key("areas")
            .begin_array();
        for (const Meeting& met : atlas.meetings(area, other.id)) {
            out.begin_object().key("id");
            if (met.other != nullptr)
                out.id(met.other->id.value())
                    .member("code", std::string_view(met.other->code))
                    .member("name", std::string_view(met.other->name));
            else
                out.null().key("code").null().member("name", "outside");
            out.member("residents", met.residents)
                .member("area_m2", met.area_m2)
                .member("share_of_this", met.share_of_this);
            out.member("share_of_other", met.share_of_other)
                .member("whole_small_areas", static_cast<std::int64_t>(met.whole_blocks));
            out.member("cut_small_areas", static_cast<std::int64_t>(met.cut_blocks)).end_object();
        }
        out.end_array().end_object();
    }
    out.end_array().end_object();
    return out.take();
}

std::string area_csv(const Atlas& atlas, const AtlasArea& area) {
    std::string out;
    csv::append_row(out, {"layer", "code", "name", "residents", "share_of_this", "share_of_other", "whole_small_areas",
                          "cut_small_areas"});
    for (const AtlasLayer& other : atlas.layers()) {
        if (other.id == area.layer || other.facts.kind == LayerKind::small_area) continue;
        for (const Meeting& met : atlas.meetings(area, other.id))
            csv::append_row(out, {other.facts.name, met.other == nullptr ? "" : met.other->code,
                                  met.other == nullptr ? "outside" : met.other->name, digits(met.residents, 4),
                                  digits(met.share_of_this, 8), digits(met.share_of_other, 8),
                                  std::to_string(met.whole_blocks), std::to_string(met.cut_blocks)});
    }
    return out;
}

std::string area_geojson(const AtlasLayer& layer, const AtlasArea& area) {
    return feature(layer, area) + "\n";
}

std::string crosswalk_json(const AtlasLayer& source, const AtlasLayer& target, const Crosswalk& crosswalk) {
    const Provenance& from = crosswalk.provenance;
    json::Writer out;
    out.begin_object()
        .member("source", std::string_view(source.facts.name))
        .member("target", std::string_view(target.facts.name));
    out.member("method", to_word(from.method))
        .member("source_digest", std::string_view(from.source_digest))
        .member("target_digest", std::string_view(from.target_digest));
    out.member("small_areas_digest", std::string_view(from.blocks_digest))
        .member("residents_digest", std::string_view(from.residents_digest));
    out.member("residents_vintage", std::string_view(from.residents_vintage))
        .member("tolerance", from.tolerance)
        .key("rows")
        .begin_array();
    const auto code = [&](const AtlasLayer& layer, std::uint32_t place) {
        if (place == outside)
            out.null();
        else
            out.value(std::string_view(layer.areas[place].code));
    };
    for (const CrosswalkRow& row : crosswalk.rows) {
        out.begin_object().key("source");
        code(source, row.source);
        out.key("target");
        code(target, row.target);
        out.member("area_m2", row.area_m2)
            .member("residents", row.residents)
            .member("share_of_source", row.share_of_source)
            .member("share_of_target", row.share_of_target);
        out.member("whole_small_areas", static_cast<std::int64_t>(row.whole_blocks))
            .member("cut_small_areas", static_cast<std::int64_t>(row.cut_blocks))
            .end_object();
    }
    out.end_array().end_object();
    return out.take();
}

// An empty source or target stands for "outside every area of that layer".
std::string crosswalk_csv(const AtlasLayer& source, const AtlasLayer& target, const Crosswalk& crosswalk) {
    std::string out;
    csv::append_row(out, {"source", "target", "area_m2", "residents", "share_of_source", "share_of_target"});
    for (const CrosswalkRow& row : crosswalk.rows)
        csv::append_row(out,
                        {code_of(source, row.source), code_of(target, row.target), digits(row.area_m2, 2),
                         digits(row.residents, 4), digits(row.share_of_source, 8), digits(row.share_of_target, 8)});
    return out;
}

}  // namespace thingwall::places::feed
