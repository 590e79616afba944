#include "web/errors.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/json.hpp"
#include "html/form.hpp"
#include "html/lists.hpp"
#include "web/csrf.hpp"

namespace thingwall::web {

namespace {

using html::t;

constexpr std::array faces{
    ErrorFace{400, "We could not read that",
              "Go back to the page you came from and try again. If you typed the address, check it."},
    ErrorFace{403, "You cannot use this page",
              "Sign in again and retry, since you may have been signed out. If it still does not work, ask the "
              "engagement officer of your organisation for access."},
    ErrorFace{
        404, "Page not found",
        "If you typed the address, check it. If you pasted it, check that you copied all of it. You can also start "
        "from the home page."},
    ErrorFace{405, "This page does not take that", "Go back to the page you came from and use its button."},
    ErrorFace{408, "That took too long", "Your connection may be slow. Try again."},
    ErrorFace{409, "Somebody else has changed this", "Read the newer version, then make your change again."},
    ErrorFace{413, "That is too large", "Send a smaller file, or shorten your answers."},
    ErrorFace{415, "We cannot read that kind of form", "Use the form on the page, or send the data as a form."},
    ErrorFace{417, "We could not read that", "Go back to the page you came from and try again."},
    ErrorFace{422, "There is a problem", "Go back and check your answers."},
    ErrorFace{429, "Too many tries", "Wait a little, then try again. Nothing you did is lost."},
    ErrorFace{500, "Something went wrong on our side",
              "You did nothing wrong. Try again. If it happens twice, tell us and give the reference below."},
    ErrorFace{503, "We cannot do that at the moment",
              "You did nothing wrong. Most often it works after a minute or two."},
};

bool is_secret(std::string_view name) {
    return name.find("password") != std::string_view::npos || name.find("secret") != std::string_view::npos ||
           name.find("token") != std::string_view::npos;
}

bool is_ours(std::string_view name) {
    return name == "csrf" || name == "idempotency";
}

// Which button was pressed, and which version the form rests on: sent again, but no answer that anybody gave.
bool is_button(std::string_view name) {
    return name == "do" || name == "version";
}

bool is_answer(const std::pair<std::string, std::string>& field) {
    return !is_ours(field.first) && !is_secret(field.first);
}

bool brought_answers(const ErrorView& view) {
    return view.request != nullptr && view.request->method == Method::post &&
           std::ranges::any_of(view.request->form.pairs(), is_answer);
}

/// What could not be written down now, and can be sent again as it is.
bool can_send_again(const ErrorView& view) {
    return (view.status == 503 || view.status == 500) && brought_answers(view);
}

/// A form of our own, sent after its sign-in had ended or its token was given up.
bool was_signed_out(const ErrorView& view) {
    return view.status == 403 && brought_answers(view) && !view.request->actor.signed_in() &&
           from_own_site(*view.request);
}

/// "first_day" is "First day".
std::string label_of(std::string_view name) {
    std::string label(name);
    std::ranges::replace(label, '_', ' ');
    std::ranges::replace(label, '-', ' ');
    if (!label.empty() && label[0] >= 'a' && label[0] <= 'z') label[0] = static_cast<char>(label[0] - 'a' + 'A');
    return label;
}

}  // namespace

const ErrorFace& face_of(int status) {
    auto found = std::ranges::find(faces, status, &ErrorFace::status);
    if (found == faces.end()) found = std::ranges::find(faces, 500, &ErrorFace::status);
    return *found;
}

std::string_view title_of(const ErrorView& view) {
    if (can_send_again(view)) return t("We could not save your answers. They are still here.");
    if (was_signed_out(view)) return t("Your sign-in or this page has run out. Your answers are still here.");
    return view.title;
}

void answers_to_read(html::Writer& page, const Request& request) {
    html::SummaryList answers;
    for (const auto& field : request.form.pairs())
        if (is_answer(field) && !is_button(field.first) && !field.second.empty())
            answers.rows.push_back({.key = label_of(field.first), .value = field.second});
    if (answers.rows.empty()) return;
    page.markup("<h2 class=\"govuk-heading-m govuk-!-margin-top-7\">").text(t("Your answers")).markup("</h2>\n");
    html::summary_list(page, answers);
}

void kept_answers(html::Writer& page, const Request& request) {
    html::FormTo to{.action = html::Href::path(request.target),
                    .csrf = request.csrf.empty() ? std::string(request.form.get("csrf")) : request.csrf,
                    .idempotency = std::string(request.form.get("idempotency"))};
    std::ranges::copy_if(request.form.pairs(), std::back_inserter(to.hidden), is_answer);
    if (to.hidden.empty()) return;
    html::form(page, to, [](html::Writer& content) {
        content.markup("<button type=\"submit\" class=\"govuk-button\" data-module=\"govuk-button\">")
            .text(t("Send again"))
            .markup("</button>\n");
    });
    page.markup("<p class=\"govuk-body\">")
        .text(
            t("Leave this page open until then: your answers are on it. You can press the button as often as you like, "
              "and they count once."))
        .markup("</p>\n");
    for (const Upload& upload : request.uploads)
        if (upload.size > 0)
            page.markup("<p class=\"govuk-body\">")
                .text(t("Go back and choose this file again: "))
                .text(upload.filename)
                .markup("</p>\n");
    answers_to_read(page, request);
}

namespace {

void say(html::Writer& page, std::string_view words) {
    page.markup("<p class=\"govuk-body\">").text(words).markup("</p>\n");
}

}  // namespace

void error_content(html::Writer& page, const ErrorView& view) {
    bool again = can_send_again(view), signed_out = was_signed_out(view);
    if (again)
        page.markup("<p class=\"govuk-body-l\">")
            .text(
                t("Nothing is lost, and you did nothing wrong. Our service cannot write anything down at the moment."))
            .markup("</p>\n");
    if (view.error != nullptr && !view.error->message.empty()) say(page, view.error->message);
    if (signed_out)
        say(page, t("Open the form again in another tab, signing in first if you had signed in, and copy your answers "
                    "over from this page."));
    else if (again)
        say(page, t("Most often it works after a minute or two."));
    else
        say(page, view.what_to_do);
    if (view.error != nullptr && !view.error->fields.empty()) {
        page.markup("<ul class=\"govuk-list govuk-list--bullet\">\n");
        for (const FieldError& fault : view.error->fields) page.markup("<li>").text(fault.message).markup("</li>\n");
        page.markup("</ul>\n");
    }
    if (again) kept_answers(page, *view.request);
    if (signed_out) answers_to_read(page, *view.request);
    if (!view.reference.empty() && view.status >= 500)
        page.markup("<p class=\"tw-kept\">")
            .text(t("For the help desk: "))
            .number(view.status)
            .text(t(", reference "))
            .markup("<span class=\"tw-num\">")
            .text(view.reference)
            .markup("</span>.</p>\n");
}

bool wants_json(const Request& request) {
    return request.format == "json" || request.path.ends_with(".json");
}

std::string error_json(const ErrorView& view) {
    json::Writer out;
    out.begin_object().key("error").begin_object();
    out.member("status", view.status).member("title", view.title).member("what_to_do", view.what_to_do);
    if (view.error != nullptr && !view.error->message.empty()) out.member("message", view.error->message);
    out.member("reference", view.reference).key("fields").begin_array();
    if (view.error != nullptr)
        for (const FieldError& fault : view.error->fields)
            out.begin_object().member("field", fault.field).member("message", fault.message).end_object();
    out.end_array().end_object().end_object();
    return out.take() + "\n";
}

std::string plain_error_page(const ErrorView& view) {
    html::Writer page;
    page.markup(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
        .text(title_of(view))
        .markup("</title>\n</head>\n<body>\n<main id=\"main\">\n<h1 class=\"govuk-heading-l\">")
        .text(title_of(view))
        .markup("</h1>\n");
    error_content(page, view);
    page.markup("</main>\n</body>\n</html>\n");
    return page.take();
}

}  // namespace thingwall::web
