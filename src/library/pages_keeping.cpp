#include <fmt/format.h>

#include "base/text.hpp"
#include "identity/identity.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"
#include "library/inside.hpp"
#include "library/rules.hpp"
#include "library/store.hpp"
#include "library/views.hpp"

namespace thingwall::library {
namespace {

using Inside = Library::Inside;
using activities::Activity;

Activity to_change(Inside& inside, const web::Request& request, ActivityId id) {
    auto activity = inside.activities.find(id, viewer_of(request));
    if (!activity) web::not_found();
    if (!identity::may_change(request.actor, activity->lead, activity->partners)) web::refuse(403);
    return std::move(*activity);
}

Document document_of(Inside& inside, const web::Request& request) {
    auto document = inside.services.database.read(
        [&](db::Reader& reader) { return store::document(reader, DocumentId{request.id()}); });
    if (!document) web::not_found();
    return std::move(*document);
}

// The document, when this person may read it: what is not there and what is not theirs look the same.
Document readable(Inside& inside, const web::Request& request) {
    auto document = document_of(inside, request);
    const bool reads = request.actor.signed_in() || document.readers == Readers::everyone;
    if (!reads || !inside.activities.find(document.activity, viewer_of(request))) web::not_found();
    return document;
}

std::string path_of(ActivityId activity, std::string_view done) {
    return fmt::format("/activities/{}/findings?done={}", activity.value(), done);
}

web::Response show(Inside& inside, const web::Request& request, const Activity& activity, KeepingView view) {
    view.activity = activity.id;
    view.reference = activity.reference;
    view.title = activity.title;
    view.documents =
        inside.services.database.read([&](db::Reader& reader) { return store::documents(reader, activity.id); });
    view.is_public = activity.visibility == activities::Visibility::everyone;
    view.csrf = request.csrf;
    view.finding_key = kernel::new_form_key();
    view.document_key = kernel::new_form_key();
    const auto done = request.method == web::Method::get ? request.query.get("done") : std::string_view{};
    if (done == "told") view.done = "What was learnt is saved";
    if (done == "attached") view.done = "The document is attached";
    if (done == "taken") view.done = "The document is taken off";
    html::Page page = kernel::page(request, "What was learnt, and documents", "/activities");
    page.back = html::NavigationItem{"Back to the activity", fmt::format("/activities/{}", activity.id.value())};
    page.faulty = !view.finding_error.fields.empty() || !view.document_error.fields.empty();
    html::Writer content;
    keeping_page(content, view);
    return kernel::show(inside.services, page, std::move(content), page.faulty ? 422 : 200);
}

KeepingView as_kept(Inside& inside, const Activity& activity) {
    KeepingView view;
    view.finding.readers = view.document.readers = "partners";
    auto finding =
        inside.services.database.read([&](db::Reader& reader) { return store::finding(reader, activity.id); });
    if (!finding) return view;
    view.version = finding->version;
    view.finding = {finding->learnt, finding->done, finding->report,
                    finding->readers == Readers::everyone ? "everyone" : "partners"};
    return view;
}

web::Response save(Inside& inside, const web::Request& request) {
    const Activity activity = to_change(inside, request, ActivityId{request.id()});
    const auto typed = [&](std::string_view name) { return std::string(request.form.get(name)); };
    KeepingView view = as_kept(inside, activity);
    view.finding = {typed("learnt"), typed("done"), typed("report"), typed("readers")};
    view.version = parse_whole(request.form.get("version")).value_or(0);
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        if (auto told = tell(tx, request.actor, activity, view.finding, view.version); !told)
            return std::unexpected(told.error());
        return path_of(activity.id, "told");
    });
    if (!done && kernel::is_invalid(done.error())) {
        view.finding_error = done.error();
        return show(inside, request, activity, std::move(view));
    }
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

web::Response add(Inside& inside, const web::Request& request) {
    const Activity activity = to_change(inside, request, ActivityId{request.id()});
    KeepingView view = as_kept(inside, activity);
    view.document = {std::string(request.form.get("title")), std::string(request.form.get("document_readers"))};
    const auto faulty = [&](Error error) {
        for (auto& fault : error.fields)
            if (fault.field == "readers") fault.field = "document_readers";
        view.document_error = std::move(error);
        return show(inside, request, activity, std::move(view));
    };
    const web::Upload* file = nullptr;
    for (const auto& one : request.uploads)
        if (one.field == "file" && (one.size > 0 || !one.filename.empty())) file = &one;
    if (file == nullptr) return faulty({ErrorKind::invalid, "There is a problem", {{"file", "Choose a file"}}, 0});
    auto bytes = file->read(largest_document + 1);
    if (!bytes) return faulty({ErrorKind::invalid, "There is a problem", {{"file", bytes.error().message}}, 0});
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto attached = attach(tx, request.actor, activity, view.document, file->filename, *bytes);
        if (!attached) return std::unexpected(attached.error());
        return path_of(activity.id, "attached");
    });
    if (!done && kernel::is_invalid(done.error())) return faulty(done.error());
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

// As a file to keep, never shown by the browser in our name: what it holds is somebody else's. Sent piece by piece.
web::Response download(Inside& inside, const web::Request& request) {
    const auto document = readable(inside, request);
    web::Response response;
    response.content_type = words_of(document.kind).content_type;
    response.with("Content-Disposition", fmt::format("attachment; filename=\"{}\"", document.filename))
        .with("Cache-Control", "private, no-store");
    response.stream = [&inside, id = document.id, number = std::int64_t{0}]() mutable {
        return inside.services.database.read([&](db::Reader& reader) { return store::piece(reader, id, number++); });
    };
    return response;
}

web::Response ask_to_take_off(Inside& inside, const web::Request& request) {
    const auto document = readable(inside, request);
    const auto activity = to_change(inside, request, document.activity);
    html::Page page = kernel::page(request, "Take this document off", "/activities");
    page.back =
        html::NavigationItem{"Back to the documents", fmt::format("/activities/{}/findings", activity.id.value())};
    html::Writer content;
    take_off_page(content, {document, activity.title, activity.reference, request.csrf, kernel::new_form_key()});
    return kernel::show(inside.services, page, std::move(content));
}

web::Response remove(Inside& inside, const web::Request& request) {
    // Sent a second time it is gone, and the answer of the first time holds: so that it is not there is found by the
    // deed.
    const auto seen = inside.services.database.read(
        [&](db::Reader& reader) { return store::document(reader, DocumentId{request.id()}); });
    std::optional<Activity> activity;
    if (seen) activity = inside.activities.find(seen->activity, viewer_of(request));
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        if (!activity) return fail(ErrorKind::not_found, "There is no such document");
        if (auto taken = take_off(tx, request.actor, *activity, seen->id); !taken)
            return std::unexpected(taken.error());
        return path_of(activity->id, "taken");
    });
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

}  // namespace

void add_keeping_pages(Inside& inside, web::Router& router) {
    using web::Access;
    using web::Request;
    router.get("/activities/{id}/findings", Access::officer, [&inside](const Request& request) {
        const auto activity = to_change(inside, request, ActivityId{request.id()});
        return show(inside, request, activity, as_kept(inside, activity));
    });
    router.post("/activities/{id}/findings", Access::officer,
                [&inside](const Request& request) { return save(inside, request); });
    router
        .post("/activities/{id}/documents", Access::officer,
              [&inside](const Request& request) { return add(inside, request); })
        .body_limit = largest_document + (1u << 20);
    router.get("/documents/{id}", Access::anyone,
               [&inside](const Request& request) { return download(inside, request); });
    router.get("/documents/{id}/remove", Access::officer,
               [&inside](const Request& request) { return ask_to_take_off(inside, request); });
    router.post("/documents/{id}/remove", Access::officer,
                [&inside](const Request& request) { return remove(inside, request); });
}

}  // namespace thingwall::library
