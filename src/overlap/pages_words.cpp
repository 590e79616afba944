#include <algorithm>

#include "base/text.hpp"
#include "db/db.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"
#include "overlap/local_words.hpp"
#include "overlap/service.hpp"
#include "overlap/views_words.hpp"

namespace thingwall::overlap {
namespace {

using Inside = Overlaps::Inside;

std::vector<store::KeptWord> kept(Inside& inside) {
    return inside.services.database.read([](db::Reader& reader) { return store::kept_words(reader); });
}

// Every word that was typed stands in the label, in a term or in what people say here.
bool matches(const ListLine& line, const std::vector<std::string>& local, std::string_view folded) {
    std::string all = fold(line.label);
    for (const auto* words : {&line.terms, &local})
        for (const auto& word : *words) all += '\n' + fold(word);
    return std::ranges::all_of(split(folded, ' '), [&](auto word) { return all.find(word) != std::string::npos; });
}

web::Response lists(Inside& inside, const web::Request& request) {
    ListsView view;
    view.audiences = request.query.get("list") == "people";
    view.words = request.query.get("q");
    if (!view.audiences) view.theme = request.query.get("theme");
    const auto& list = view.audiences ? listed_audiences() : listed_subjects();
    const auto words = kept(inside);
    const auto folded = fold(view.words);
    view.of = list.all().size();
    for (const auto& line : list.all()) {
        if (!view.audiences && std::ranges::find(view.themes, line.theme) == view.themes.end())
            view.themes.push_back(line.theme);
        if (!view.theme.empty() && line.theme != view.theme) continue;
        ListsView::Row row{&line, {}};
        for (const auto& word : words)
            if (word.word.audience == view.audiences && word.word.code == line.code)
                row.local.push_back(word.word.words);
        if (matches(line, row.local, folded)) view.rows.push_back(std::move(row));
    }
    html::Writer content;
    lists_page(content, view);
    return kernel::show(inside.services, kernel::page(request, "Subjects and people", "/overlaps"), std::move(content));
}

// The line of the address; what is in no list is not found.
ListLineView line_of(const web::Request& request) {
    ListLineView view;
    const auto& which = request.parameters[0];
    if (which != "people" && which != "subjects") web::not_found();
    view.audience = which == "people";
    view.line = (view.audience ? listed_audiences() : listed_subjects()).find(request.parameters[1]);
    if (view.line == nullptr) web::not_found();
    return view;
}

web::Response show_line(Inside& inside, const web::Request& request, ListLineView view, const Error& error) {
    for (auto& word : kept(inside))
        if (word.word.audience == view.audience && word.word.code == view.line->code)
            view.local.push_back(std::move(word));
    view.may_change = web::admits(web::Access::coordinator, request.actor.role);
    view.csrf = request.csrf;
    view.key = kernel::form_key(request);
    auto page = kernel::page(request, view.line->label, "/overlaps");
    page.back = html::NavigationItem{"Subjects and people", view.audience ? "/subjects?list=people" : "/subjects"};
    page.faulty = !error.fields.empty();
    html::Writer content;
    list_line_page(content, view, error);
    return kernel::show(inside.services, page, std::move(content), page.faulty ? 422 : 200);
}

web::Response one_line(Inside& inside, const web::Request& request) {
    auto view = line_of(request);
    const auto done = request.query.get("done");
    if (done == "added") view.done = "Added. Overlaps will know it in a few minutes.";
    if (done == "removed") view.done = "Taken away.";
    return show_line(inside, request, std::move(view), html::no_error);
}

web::Response add(Inside& inside, const web::Request& request) {
    auto view = line_of(request);
    view.typed = request.form.get("words");
    const LocalWord word{view.audience, view.line->code, view.typed};
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto added = add_local_word(tx, request.actor, word);
        if (!added) return std::unexpected(added.error());
        return path_of_line(word.audience, word.code) + "?done=added";
    });
    if (!done && kernel::is_invalid(done.error())) return show_line(inside, request, std::move(view), done.error());
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

web::Response remove(Inside& inside, const web::Request& request) {
    const auto view = line_of(request);
    auto done = kernel::once(inside.services.database, request, [&](db::Transaction& tx) -> Result<std::string> {
        auto gone = remove_local_word(tx, request.actor, parse_whole(request.form.get("word")).value_or(0));
        if (!gone) return std::unexpected(gone.error());
        return path_of_line(view.audience, view.line->code) + "?done=removed";
    });
    if (!done) kernel::refuse(done.error());
    return web::see_other(*done);
}

}  // namespace

void add_word_pages(Inside& inside, web::Router& router) {
    using web::Access;
    router.get("/subjects", Access::viewer, [&inside](const web::Request& request) { return lists(inside, request); });
    router.get("/subjects/{word}/{word}", Access::viewer,
               [&inside](const web::Request& request) { return one_line(inside, request); });
    router.post("/subjects/{word}/{word}", Access::coordinator,
                [&inside](const web::Request& request) { return add(inside, request); });
    router.post("/subjects/{word}/{word}/remove", Access::coordinator,
                [&inside](const web::Request& request) { return remove(inside, request); });
}

}  // namespace thingwall::overlap
