#include <array>

#include "activities/known.hpp"
#include "activities/likeness.hpp"
#include "activities/store.hpp"
#include "base/text.hpp"
#include "db/db.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

using Inside = Activities::Inside;

struct Place {
    Step step;
    bool subjects = false;
};
std::optional<Place> place_of(std::string_view word) {
    if (word == "subjects") return Place{Step::what, true};
    for (std::size_t i = 0; i < step_count; ++i)
        if (word == word_of(static_cast<Step>(i))) return Place{static_cast<Step>(i)};
    return std::nullopt;
}
std::string path_of(std::int64_t plan, std::string_view word) {
    return fmt::format("/plan/{}/{}", plan, word);
}

// A plan is its body's: a colleague can finish it, nobody else knows of it.
Plan plan_of(Inside& inside, const web::Request& request) {
    auto plan = inside.services.database.read([&](db::Reader& reader) { return read_plan(reader, request.id()); });
    if (!plan || plan->organisation != request.actor.organisation) web::not_found();
    return std::move(*plan);
}

bool dates_given(const Draft& draft) {
    auto first = parse_partial_date(draft.first_day), last = parse_partial_date(draft.last_day);
    return first && last && first->known == DatesKnown::day && last->known == DatesKnown::day &&
           first->first <= last->first;
}

StepView view_of(Inside& inside, const web::Request& request, const Plan& plan, Place place) {
    StepView view;
    view.ground = inside.ground;
    view.step = place.step;
    view.subjects = place.subjects;
    view.draft = plan.draft;
    view.keys = {request.csrf, kernel::new_form_key()};
    view.this_year = inside.face.today().year();
    view.umbrella = umbrella_in_words(inside, plan.draft, viewer_of(request));
    if (plan.id != 0)
        view.action =
            html::Href::of("/plan", plan.id,
                           fmt::format("/{}{}", place.subjects ? std::string_view("subjects") : word_of(place.step),
                                       request.query.get("back") == "check" ? "?back=check" : ""));
    if (place.subjects)
        view.suggested = inside.lists.subjects_of(plan.draft.title, plan.draft.purpose + "\n" + plan.draft.questions);
    Activity activity = as_far_as_it_goes(plan.draft, inside.lists.known(), plan.organisation);
    view.people_and_place = people_and_place(inside, activity);
    view.known = known_about(inside, activity, dates_given(plan.draft), viewer_of(request));
    return view;
}

web::Response show_step(Inside& inside, const web::Request& request, const StepView& view, std::int64_t plan,
                        const Error& error) {
    html::Page page = kernel::page(request, std::string(question_of(view.step, view.subjects)), "/plan");
    page.faulty = !error.fields.empty();
    if (plan != 0) {
        if (view.subjects)
            page.back = html::NavigationItem{"Back to What", path_of(plan, "what")};
        else if (view.step == Step::who)
            page.back = html::NavigationItem{"Back to What", path_of(plan, "subjects")};
        else if (view.step != Step::what) {
            Step before = static_cast<Step>(static_cast<std::size_t>(view.step) - 1);
            page.back =
                html::NavigationItem{fmt::format("Back to {}", title_of(before)), path_of(plan, word_of(before))};
        }
    }
    html::Writer content;
    step_page(content, view, inside.lists, error);
    return kernel::show(inside.services, page, std::move(content), error.fields.empty() ? 200 : 422);
}

// The faults that the page with the question shows: what it does not ask is not its fault.
Error faults_here(Inside& inside, const Draft& draft, OrganisationId lead, Place place) {
    Error error = faults_of(place.step, draft, inside.lists.known(), lead);
    std::erase_if(error.fields, [&](const FieldError& fault) {
        return place.step == Step::what && (fault.field == "subjects") != place.subjects;
    });
    return error;
}

std::string after(const Plan& plan, Place place) {
    if (place.step == Step::what && !place.subjects) return path_of(plan.id, "subjects");
    if (place.step == Step::decision) return path_of(plan.id, "check");
    return path_of(plan.id, word_of(static_cast<Step>(static_cast<std::size_t>(place.step) + 1)));
}

void save(Inside& inside, const Plan& plan) {
    auto saved = inside.services.database.write([&](db::Transaction& tx) -> Result<bool> {
        update_plan(tx, plan);
        return true;
    });
    if (!saved) kernel::refuse(saved.error());
}

// Last year's, to be planned again. Only what this person may see.
std::optional<Draft> draft_from(Inside& inside, const web::Request& request, std::string_view from) {
    auto id = parse_id(from);
    if (!id) return std::nullopt;
    auto stored = inside.services.database.read([&](db::Reader& reader) { return read(reader, ActivityId{*id}); });
    if (!stored || !may_see(stored->activity, viewer_of(request), inside.face.today())) web::not_found();
    return planned_again(std::move(stored->activity), request.actor.organisation, inside.face.today());
}

web::Response begin(Inside& inside, const web::Request& request) {
    Plan plan;
    plan.organisation = request.actor.organisation;
    auto from = draft_from(inside, request, request.query.get("from"));
    if (from) plan.draft = *from;
    StepView view = view_of(inside, request, plan, {Step::what});
    if (from) view.from = request.query.get("from");
    view.saved = request.query.get("saved") == "yes";
    view.thrown_away = request.query.get("thrown") == "away";
    view.person = request.actor.person;
    constexpr std::size_t most = 50;
    view.unfinished = inside.services.database.read([&](db::Reader& reader) {
        return plans_of(reader, request.actor.organisation, request.actor.person, most + 1);
    });
    view.more_unfinished = view.unfinished.size() > most;
    if (view.more_unfinished) view.unfinished.pop_back();
    return show_step(inside, request, view, 0, html::no_error);
}

web::Response create(Inside& inside, const web::Request& request) {
    // The key makes one plan, however often the form is sent; what was typed last is what the plan says. So somebody
    // who goes back in the browser and sends the form again changes the plan that they began.
    const auto from = draft_from(inside, request, request.form.get("from"));
    std::string key = fmt::format("plan {} {}", request.actor.person.value(), kernel::form_key(request));
    auto made = kernel::once(inside.services.database, key, "plan", [&](db::Transaction& tx) -> Result<std::string> {
        Plan plan;
        plan.id = tx.new_number();
        plan.organisation = request.actor.organisation;
        plan.person = request.actor.person;
        if (from) plan.draft = *from;
        plan.draft.lead = std::to_string(plan.organisation.value());
        if (!from) plan.draft.visibility = "partners";
        insert_plan(tx, plan);
        return std::to_string(plan.id);
    });
    if (!made) kernel::refuse(made.error());
    auto plan = inside.services.database.read(
        [&](db::Reader& reader) { return read_plan(reader, parse_id(*made).value_or(0)); });
    if (!plan || plan->organisation != request.actor.organisation) web::not_found();
    if (plan->activity.known()) return web::see_other(fmt::format("/activities/{}/registered", plan->activity.value()));
    read_step(inside, request, Step::what, false, plan->draft);
    save(inside, *plan);
    if (request.form.get("do") == "later") return web::see_other("/plan?saved=yes");
    Error faults = faults_here(inside, plan->draft, plan->organisation, {Step::what});
    if (faults.fields.empty()) return web::see_other(after(*plan, {Step::what}));
    return show_step(inside, request, view_of(inside, request, *plan, {Step::what}), plan->id, faults);
}

// What the body itself has in the register already, at about that time. Of a series there are several on purpose.
std::optional<AlreadyView> already_there(Inside& inside, const Activity& activity) {
    if (!activity.series.empty()) return std::nullopt;
    constexpr int near_days = 31;
    const Likeness own(*inside.face.snapshot(), [&](const Entry& entry) {
        return entry.lead == activity.lead && entry.first <= activity.dates.last() + near_days &&
               activity.dates.first() <= entry.last + near_days;
    });
    if (auto same = own.same(activity, {})) return AlreadyView{same->id, same->title, "Same title, lead and dates"};
    auto [perhaps, why] = own.perhaps(activity, {});
    if (!perhaps) return std::nullopt;
    return AlreadyView{perhaps->id, perhaps->title, std::move(why)};
}

web::Response check_answers(Inside& inside, const web::Request& request, const Plan& plan, const Error& error) {
    CheckView view;
    view.plan = plan;
    view.keys = {request.csrf, kernel::new_form_key()};
    view.umbrella = umbrella_in_words(inside, plan.draft, viewer_of(request));
    view.this_year = inside.face.today().year();
    Activity activity = as_far_as_it_goes(plan.draft, inside.lists.known(), plan.organisation);
    view.checks = checks(activity);
    view.next = what_happens(activity, inside.face.today());
    view.known = known_about(inside, activity, dates_given(plan.draft), viewer_of(request));
    view.already = already_there(inside, activity);
    html::Page page = kernel::page(request, "Check your answers", "/plan");
    page.back = html::NavigationItem{"Back to Decision", path_of(plan.id, "decision")};
    page.faulty = !error.fields.empty();
    html::Writer content;
    check_page(content, view, inside.lists, error);
    return kernel::show(inside.services, page, std::move(content), error.fields.empty() ? 200 : 422);
}

web::Response ask_to_discard(Inside& inside, const web::Request& request, const Plan& plan) {
    html::Page page = kernel::page(request, "Throw this plan away?", "/plan");
    page.back = html::NavigationItem{"Back to your plans", "/plan"};
    html::Writer content;
    discard_page(content, plan, {request.csrf, kernel::new_form_key()}, inside.face.today().year());
    return kernel::show(inside.services, page, std::move(content));
}

web::Response discard(Inside& inside, const web::Request& request) {
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto plan = read_plan(tx, request.id());
        if (!plan || plan->organisation != request.actor.organisation)
            return fail(ErrorKind::not_found, "There is no such plan");
        if (plan->activity.known())
            return fail(ErrorKind::conflict, "This plan is registered already. You can withdraw the activity instead");
        delete_plan(tx, plan->id);
        return std::string();
    });
    if (!done) kernel::refuse(done.error());
    return web::see_other("/plan?thrown=away");
}

web::Response show_plan(Inside& inside, const web::Request& request) {
    Plan plan = plan_of(inside, request);
    if (plan.activity.known()) return web::see_other(fmt::format("/activities/{}/registered", plan.activity.value()));
    std::string_view word =
        request.parameters.size() > 1 ? std::string_view(request.parameters[1]) : std::string_view();
    auto unfinished = first_unfinished(plan.draft, inside.lists.known(), plan.organisation);
    if (word.empty() || (word == "check" && unfinished)) {
        // Back to where it was left: the first step that lacks something.
        if (!unfinished) return web::see_other(path_of(plan.id, "check"));
        bool subjects = *unfinished == Step::what &&
                        faults_here(inside, plan.draft, plan.organisation, {Step::what}).fields.empty();
        return web::see_other(path_of(plan.id, subjects ? std::string_view("subjects") : word_of(*unfinished)));
    }
    if (word == "check") return check_answers(inside, request, plan, html::no_error);
    if (word == "discard") return ask_to_discard(inside, request, plan);
    auto place = place_of(word);
    if (!place) web::not_found();
    return show_step(inside, request, view_of(inside, request, plan, *place), plan.id, html::no_error);
}

// The dates that somebody took from the quieter weeks; as long as what was typed.
void use_dates(Draft& draft, std::string_view first_day) {
    auto first = parse_date(first_day);
    auto was_first = parse_date(draft.first_day), was_last = parse_date(draft.last_day);
    if (!first || !was_first || !was_last) return;
    draft.first_day = to_iso(*first);
    draft.last_day = to_iso(*first + (*was_last - *was_first));
}

web::Response register_plan(Inside& inside, const web::Request& request, const Plan& plan) {
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto now = is_unchanged(tx, plan) ? std::optional(plan) : read_plan(tx, plan.id);
        if (!now) return fail(ErrorKind::not_found, "There is no such plan");
        if (now->activity.known()) return std::to_string(now->activity.value());
        auto registered = register_activity(tx, request.actor, now->draft, inside.context());
        if (!registered) return std::unexpected(registered.error());
        mark_registered(tx, plan.id, registered->id);
        return std::to_string(registered->id.value());
    });
    if (!done && kernel::is_invalid(done.error())) return check_answers(inside, request, plan, done.error());
    if (!done) kernel::refuse(done.error());
    return web::see_other(fmt::format("/activities/{}/registered", *done));
}

web::Response save_step(Inside& inside, const web::Request& request) {
    std::string_view word = request.parameters[1];
    if (word == "discard") return discard(inside, request);
    Plan plan = plan_of(inside, request);
    if (plan.activity.known()) return web::see_other(fmt::format("/activities/{}/registered", plan.activity.value()));
    if (word == "register") return register_plan(inside, request, plan);
    auto place = place_of(word);
    if (!place) web::not_found();
    const bool quieter = request.form.has("use");
    // Saved before it is judged: whatever was typed is there when somebody comes back. One step alone is written over
    // the plan as it is then, since a colleague may be at another.
    auto saved = inside.services.database.write([&](db::Transaction& tx) -> Result<bool> {
        auto now = read_plan(tx, plan.id);
        if (!now) return fail(ErrorKind::not_found, "There is no such plan");
        plan = std::move(*now);
        if (plan.activity.known()) return false;
        if (quieter)
            use_dates(plan.draft, request.form.get("use"));
        else
            read_step(inside, request, place->step, place->subjects, plan.draft);
        update_plan(tx, plan);
        return true;
    });
    if (!saved) kernel::refuse(saved.error());
    if (!*saved) return web::see_other(fmt::format("/activities/{}/registered", plan.activity.value()));
    if (quieter) return web::see_other(path_of(plan.id, "when"));
    if (request.form.get("do") == "later") return web::see_other("/plan?saved=yes");
    Error faults = faults_here(inside, plan.draft, plan.organisation, *place);
    if (!faults.fields.empty())
        return show_step(inside, request, view_of(inside, request, plan, *place), plan.id, faults);
    return web::see_other(request.query.get("back") == "check" ? path_of(plan.id, "check") : after(plan, *place));
}

}  // namespace

void add_plan_routes(Inside& inside, web::Router& router) {
    router.get("/plan", web::Access::officer,
               [&inside](const web::Request& request) { return begin(inside, request); });
    router.post("/plan", web::Access::officer,
                [&inside](const web::Request& request) { return create(inside, request); });
    router.get("/plan/{id}", web::Access::officer,
               [&inside](const web::Request& request) { return show_plan(inside, request); });
    router.get("/plan/{id}/{word}", web::Access::officer,
               [&inside](const web::Request& request) { return show_plan(inside, request); });
    router.post("/plan/{id}/{word}", web::Access::officer,
                [&inside](const web::Request& request) { return save_step(inside, request); });
}

}  // namespace thingwall::activities
