#include "base/text.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"
#include "library/inside.hpp"
#include "library/pages.hpp"
#include "library/store.hpp"
#include "library/views.hpp"
#include "web/url.hpp"

namespace thingwall::library {
namespace {

using Inside = Library::Inside;

SavedView view_of(Inside& inside, const web::Request& request, SavedSearch saved, bool count) {
    SavedView view;
    const auto& lists = inside.activities.lists();
    view.words = in_words(from_text(saved.query), lists);
    if (auto fields = web::parse_urlencoded(saved.query); fields && count) {
        auto question = asked_for(*fields).question;
        question.counts_only = true;
        if (auto answer = inside.search(question, reader_of(request))) view.total = answer->total;
    }
    view.search = std::move(saved);
    return view;
}

web::Response list(Inside& inside, const web::Request& request) {
    std::vector<SavedView> views;
    for (auto& one : inside.services.database.read(
             [&](db::Reader& reader) { return store::searches_of(reader, request.actor.person); }))
        views.push_back(view_of(inside, request, std::move(one), true));
    const auto done = request.query.get("done");
    html::Page page = kernel::page(request, "Your saved searches", "/search");
    page.back = html::NavigationItem{"What was asked before", "/search"};
    html::Writer content;
    saved_page(content, views,
               done == "renamed"   ? "The search has its new name"
               : done == "deleted" ? "The search is deleted"
                                   : "");
    return kernel::show(inside.services, page, std::move(content));
}

web::Response save_new(Inside& inside, const web::Request& request) {
    const auto query = from_text(request.form.get("query"));
    const auto name = request.form.get("name");
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto saved = save_search(tx, request.actor, name, as_text(query));
        if (!saved) return std::unexpected(saved.error());
        Query with_word = query;
        with_word.emplace_back("done", "saved");
        return "/search?" + as_text(with_word);
    });
    if (!done && kernel::is_invalid(done.error())) {
        web::Fields fields;
        for (const auto& [field, value] : query) fields.add(field, value);
        return show_search(inside, request, asked_for(fields), std::string(name), done.error());
    }
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

SavedSearch own_search(Inside& inside, const web::Request& request) {
    auto saved = inside.services.database.read(
        [&](db::Reader& reader) { return store::search(reader, SearchId{request.id()}); });
    if (!saved || saved->person != request.actor.person) web::not_found();
    return std::move(*saved);
}

web::Response show_one(Inside& inside, const web::Request& request, SavedSearch saved, std::string typed,
                       const Error& error) {
    SavedForm form;
    form.name = std::move(typed);
    form.view = view_of(inside, request, std::move(saved), false);
    form.csrf = request.csrf;
    form.key = kernel::form_key(request);
    html::Page page = kernel::page(request, "Rename or delete a search", "/search");
    page.back = html::NavigationItem{"Your saved searches", "/searches"};
    page.faulty = !error.fields.empty();
    html::Writer content;
    saved_form(content, form, error);
    return kernel::show(inside.services, page, std::move(content), page.faulty ? 422 : 200);
}

web::Response rename(Inside& inside, const web::Request& request) {
    auto saved = own_search(inside, request);
    const auto name = request.form.get("name");
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        if (auto renamed = rename_search(tx, request.actor, saved.id, name); !renamed)
            return std::unexpected(renamed.error());
        return "/searches?done=renamed";
    });
    if (!done && kernel::is_invalid(done.error()))
        return show_one(inside, request, std::move(saved), std::string(name), done.error());
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

web::Response remove_one(Inside& inside, const web::Request& request) {
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        if (auto removed = remove_search(tx, request.actor, SearchId{request.id()}); !removed)
            return std::unexpected(removed.error());
        return "/searches?done=deleted";
    });
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

}  // namespace

void add_saved_pages(Inside& inside, web::Router& router) {
    using web::Access;
    router.get("/searches", Access::viewer, [&inside](const web::Request& request) { return list(inside, request); });
    router.post("/searches", Access::viewer,
                [&inside](const web::Request& request) { return save_new(inside, request); });
    router.get("/searches/{id}", Access::viewer, [&inside](const web::Request& request) {
        auto saved = own_search(inside, request);
        auto name = saved.name;
        return show_one(inside, request, std::move(saved), std::move(name), html::no_error);
    });
    router.post("/searches/{id}", Access::viewer,
                [&inside](const web::Request& request) { return rename(inside, request); });
    router.post("/searches/{id}/delete", Access::viewer,
                [&inside](const web::Request& request) { return remove_one(inside, request); });
}

}  // namespace thingwall::library
