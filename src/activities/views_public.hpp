#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "activities/elsewhere.hpp"
#include "activities/ground.hpp"
#include "activities/listing.hpp"
#include "activities/rules.hpp"
#include "activities/shelf.hpp"
#include "activities/types.hpp"
#include "activities/views_asks.hpp"
#include "base/result.hpp"
#include "html/components.hpp"

/// Residents' pages: values in, HTML out. They decide nothing.
namespace thingwall::activities {

struct HomeView {
    std::string place, bodies;  ///< "The council, the NHS, the police and nine other bodies"
    std::string example_postcode;
    std::vector<AskView> open;      ///< the first few
    std::vector<AskView> all_open;  ///< for the table below the map; at most 50
    std::int64_t open_in_all = 0;
    std::vector<Footprint> grounds;  ///< of all that is open on part of the place
    std::vector<ComingView> coming;
    std::int64_t asked = 0, took_part = 0, told = 0, owing = 0;  ///< in the last 12 months
    int this_year = 0, this_month = 0;
};
void home_page(html::Writer& page, const HomeView& view, const Ground& ground);

/// The form by which one says where one lives, with what was typed and what is wrong with it.
struct WhereView {
    std::string place, example_postcode, typed;
    Error error;
    std::vector<Ground::Home> choices;
};
void where_page(html::Writer& page, const WhereView& view);

struct NearView {
    std::string place;
    Ground::Spot spot;
    std::vector<AskView> open;           ///< of one page
    std::int64_t total = 0;              ///< open here
    std::int64_t elsewhere = 0;          ///< open in other parts of the place
    std::vector<ComingView> next, last;  ///< what opens here next, and what was asked here last
    std::optional<Date> next_day;
    int this_year = 0;
    std::string query;  ///< "postcode=WM4%207": for links to the same as data
};
/// `pages` are the numbers below the list, made by the caller.
void near_page(html::Writer& page, const NearView& view, const Ground& ground, const html::Writer& pages);

struct OpenListView {
    std::string place, words;
    std::vector<AskView> rows;
    std::int64_t total = 0, open_in_all = 0;
    int this_year = 0;
    std::optional<Date> next_day;
};
/// `pages` are the numbers below the list, made by the caller.
void open_list_page(html::Writer& page, const OpenListView& view, const html::Writer& pages);

struct PublicActivityView {
    Activity activity;
    std::string place, lead, with;  ///< "with North Coast Police"; may be empty
    Status status = Status::open;
    Date today;
    std::vector<std::pair<Date, std::string>> days;
    std::string who, where;
    std::int64_t residents = 0;
    std::vector<ComingView> asked_before;
    std::optional<html::MapFigure> map;
    Kept kept{};
    std::optional<KeptElsewhere> keeper{};  ///< where it is kept; none: here
};
void public_activity_page_content(html::Writer& page, const PublicActivityView& view);

}  // namespace thingwall::activities
