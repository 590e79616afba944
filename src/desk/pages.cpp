#include "kernel/pages.hpp"
#include "desk/desk.hpp"
#include "desk/inside.hpp"
#include "desk/rules.hpp"
#include "desk/views.hpp"
#include "forums/forums.hpp"
#include "kernel/paging.hpp"
#include "overlap/overlap.hpp"

#include <fmt/format.h>

namespace thingwall::desk {
namespace {

constexpr std::int64_t rows_wide = 5, rows_narrow = 4, rows_alone = 50;

View begin(Desk::Inside& inside, const web::Request& request) {
    View view;
    view.today = london_day(inside.services.clock.now());
    view.standing = {web::admits(web::Access::officer, request.actor.role),
                     web::admits(web::Access::coordinator, request.actor.role)};
    view.body = request.actor.organisation_name;
    view.pairs_known = inside.rooms.overlaps.ready_within(inside.patience);
    return view;
}

web::Response show(Desk::Inside& inside, const web::Request& request) {
    View view = begin(inside, request);
    auto layout = layout_of(view.standing);
    for (const auto block : layout.left) load(inside, request.actor, block, {rows_wide}, view);
    for (const auto block : layout.right) load(inside, request.actor, block, {rows_narrow}, view);
    for (const auto block : layout.own) load(inside, request.actor, block, {0}, view);
    view.figures = std::move(layout.figures);
    view.left = std::move(layout.left);
    view.right = std::move(layout.right);
    view.own = std::move(layout.own);
    if (const auto next = inside.rooms.forums.next_meeting(view.today))
        view.meeting = MeetingView{fmt::format("/meetings/{}", next->meeting.id.value()), next->forum.name,
                                   next->meeting.place, next->meeting.time, next->meeting.day};
    return kernel::show(inside.services, kernel::page(request, "Your desk", "/desk"), views::desk(view));
}

web::Response show_block(Desk::Inside& inside, const web::Request& request) {
    const auto block = parse_block(request.parameters[0]);
    View view = begin(inside, request);
    if (!block || !is_for(*block, view.standing)) web::not_found();
    auto at = kernel::paging(request, rows_alone);
    load(inside, request.actor, *block, {at.limit(), at.offset()}, view);
    const auto total = views::total_of(view, *block);
    if (at.offset() >= total && at.page > 1) {  // beyond the last page: the last one
        at.keep_within(total);
        const View empty = begin(inside, request);
        view = empty;
        load(inside, request.actor, *block, {at.limit(), at.offset()}, view);
    }
    const auto& words = words_of(*block);
    html::Writer numbers(1024);
    kernel::page_numbers(numbers, request, at, total, std::string(words.rows));
    auto page = kernel::page(request, std::string(words.heading), "/desk");
    page.back = html::NavigationItem{"Back to your desk", "/desk"};
    return kernel::show(inside.services, page, views::block(view, *block, numbers));
}

}  // namespace

Desk::Desk(kernel::Services services, Rooms rooms, std::chrono::milliseconds patience)
    : inside_(new Inside{services, rooms, patience}) {}
Desk::~Desk() = default;

void Desk::add_routes(web::Router& router) {
    router.get("/desk", web::Access::viewer,
               [inside = inside_.get()](const web::Request& request) { return show(*inside, request); });
    router.get("/desk/{word}", web::Access::viewer,
               [inside = inside_.get()](const web::Request& request) { return show_block(*inside, request); });
}

}  // namespace thingwall::desk
