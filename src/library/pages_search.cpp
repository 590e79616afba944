#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "kernel/once.hpp"
#include "kernel/pages.hpp"
#include "library/inside.hpp"
#include "library/pages.hpp"
#include "library/store.hpp"
#include "library/views.hpp"

namespace thingwall::library {
namespace {

using Inside = Library::Inside;

constexpr std::int64_t rows_a_page = 20;

std::string status_in_words(const activities::Activity& activity, Date today) {
    return std::string(activities::statuses()[static_cast<std::size_t>(activities::status_of(activity, today))].label);
}

// Where the words stand: in the activity's own text first, then in what was learnt, then in a document. The first that
// has more of them than those before.
void find_words(Inside& inside, const activities::Activity& activity, const std::vector<std::string>& stems,
                bool signed_in, FoundView& row) {
    row.title = marked(activity.title, stems);
    const auto reads = [&](Readers readers) { return signed_in || readers == Readers::everyone; };
    std::optional<Finding> finding;
    std::vector<Document> documents;
    inside.services.database.read([&](db::Reader& reader) {
        finding = store::finding(reader, activity.id);
        documents = store::documents(reader, activity.id);
    });
    if (finding && (!reads(finding->readers) || finding->learnt.empty())) finding.reset();
    std::erase_if(documents, [&](const Document& one) { return !reads(one.readers); });
    if (finding) row.kept = "What was learnt";
    if (!documents.empty())
        row.kept += (row.kept.empty() ? "" : ", ") +
                    count_of(static_cast<std::int64_t>(documents.size()), "document", "documents");

    std::size_t most = 0;
    const auto look = [&](std::string_view text, std::string_view found_in) {
        if (text.empty()) return false;
        auto one = excerpt(text, stems);
        if (!row.excerpt.empty() && one.stems.size() <= most) return false;
        most = one.stems.size();
        row.excerpt = std::move(one.pieces);
        row.found_in = found_in;
        return true;
    };
    std::string own = activity.purpose;
    for (const auto& question : activity.questions) own += (own.empty() ? "" : "\n") + question;
    look(own, "");
    if (finding) {
        // Without words, what was learnt says more than what was asked.
        if (stems.empty()) row.excerpt.clear();
        look(finding->learnt, "What was learnt");
        look(finding->done, "What was done");
    }
    look(activity.results, "What people said");
    if (stems.empty()) return;
    for (const auto& document : documents) {
        if (most == stems.size()) return;
        if (document.reading != Reading::read) continue;
        const auto text =
            inside.services.database.read([&](db::Reader& reader) { return store::text_of(reader, document.id); });
        if (look(text, "In a document")) {
            row.document = document.id;
            row.document_title = document.title;
        }
    }
}

FoundView found(Inside& inside, const activities::Activity& activity, const Answer& answer,
                const activities::Viewer& viewer, Date today) {
    const auto& lists = inside.activities.lists();
    FoundView row;
    row.id = activity.id;
    row.reference = activity.reference;
    row.lead = lists.organisation(activity.lead);
    row.dates = describe(activity.dates, today.year());
    row.where = activities::where_in_words(activity.footprint, lists);
    row.state = status_in_words(activity, today);
    row.draft = activity.visibility == activities::Visibility::draft;
    row.responses = activity.responses;
    find_words(inside, activity, answer.stems, viewer.signed_in, row);
    return row;
}

std::string plain(const Pieces& pieces) {
    std::string text;
    for (const auto& piece : pieces) text += piece.text;
    return text;
}

web::Response as_json(const SearchView& view, const activities::Lists& lists) {
    json::Writer out;
    out.begin_object()
        .member("total", view.answer.total)
        .member("visible", view.answer.visible)
        .member("page", view.answer.page)
        .member("every_word", view.answer.every_word)
        .member("did_you_mean", std::string_view(view.answer.meant));
    out.key("results").begin_array();
    for (const auto& row : view.rows) {
        out.begin_object().key("id").id(row.id.value());
        out.member("reference", std::string_view(row.reference))
            .member("title", std::string_view(plain(row.title)))
            .member("lead", std::string_view(row.lead))
            .member("dates", std::string_view(row.dates))
            .member("where", std::string_view(row.where))
            .member("state", std::string_view(row.state))
            .member("found_in", std::string_view(row.found_in))
            .member("words", std::string_view(plain(row.excerpt)));
        if (row.document.known()) out.key("document").id(row.document.value());
        out.end_object();
    }
    out.end_array().key("facets").begin_object();
    for (std::size_t facet = 0; facet < facet_count; ++facet) {
        out.key(name_of(static_cast<Facet>(facet))).begin_array();
        for (const auto& one : view.answer.facets[facet])
            out.begin_object()
                .member("value", std::string_view(one.key))
                .member("label", std::string_view(label_of(static_cast<Facet>(facet), one.key, lists)))
                .member("count", one.count)
                .end_object();
        out.end_array();
    }
    out.end_object().end_object();
    return web::data("application/json", out.take() + "\n");
}

web::Response search(Inside& inside, const web::Request& request) {
    AskedFor asked = asked_for(request.query);
    if (!request.format.empty() && !asked.error.fields.empty())
        web::refuse(422, "Give from and until as a year, a month or a day, the first before the last.");
    return show_search(inside, request, std::move(asked), {}, html::no_error);
}

}  // namespace

web::Response show_search(Inside& inside, const web::Request& request, AskedFor asked, std::string name,
                          const Error& save_error) {
    SearchView view;
    view.officer = request.actor.signed_in();
    asked.question.per_page = rows_a_page;
    auto answer = inside.search(asked.question, reader_of(request));
    view.ready = answer.has_value();
    if (!view.ready && !request.format.empty())
        web::refuse(503, "What was asked before is being read. Ask again in a minute.");
    if (answer) view.answer = std::move(*answer);
    view.asked = std::move(asked);
    const Date today = inside.activities.today();
    const auto viewer = viewer_of(request);
    for (auto id : view.answer.rows)
        if (auto activity = inside.activities.find(id, viewer))
            view.rows.push_back(found(inside, *activity, view.answer, viewer, today));
    const auto& lists = inside.activities.lists();
    if (!request.format.empty()) return as_json(view, lists);
    view.saved = request.query.get("done") == "saved";
    view.csrf = request.csrf;
    view.key = kernel::form_key(request);
    view.name = std::move(name);
    view.save_error = save_error;
    html::Page page = kernel::page(request, "What was asked, and what was learnt", "/search");
    page.faulty = !view.asked.error.fields.empty() || !save_error.fields.empty();
    page.lead_outside = !view.officer;
    page.alternates.push_back(
        {"json", view.asked.query.empty() ? "/search.json" : "/search.json?" + as_text(view.asked.query)});
    html::Writer content;
    search_page(content, view, lists);
    return kernel::show(inside.services, page, std::move(content), page.faulty ? 422 : 200);
}

void add_search_pages(Inside& inside, web::Router& router) {
    router
        .get("/search", web::Access::anyone, [&inside](const web::Request& request) { return search(inside, request); })
        .formats = {"json"};
}

}  // namespace thingwall::library
