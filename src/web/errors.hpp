#pragma once
#include <string>
#include <string_view>

#include "html/html.hpp"
#include "web/router.hpp"

namespace thingwall::web {

/// What a status says to a person, and what to do about it.
struct ErrorFace {
    int status;
    std::string_view title, what_to_do;
};
/// The face of 400 403 404 405 408 409 413 415 417 422 429 500 503; that of 500 for any other.
[[nodiscard]] const ErrorFace& face_of(int status);

/// What an error page says below its h1: what to do, the faults of `view.error`, and on a post that could not be saved
/// the answers with one button to send them again. Put it into your own frame.
void error_content(html::Writer& page, const ErrorView& view);

/// What somebody sent, so that nothing typed is lost: a form with one button "Send again", and below it the answers to
/// read or print. The idempotency key goes with it, so that they count once; passwords do not, and files must be chosen
/// again. Writes nothing when nothing was sent.
void kept_answers(html::Writer& page, const Request& request);

/// The same without the button, to read or copy: for somebody whose sign-in has ended while they wrote.
void answers_to_read(html::Writer& page, const Request& request);

/// The title for the h1: of a post that could not be saved "We could not save your answers. They are still here."
[[nodiscard]] std::string_view title_of(const ErrorView& view);

/// A whole page without any frame of the partnership's: for when none is set, or making it fails too.
[[nodiscard]] std::string plain_error_page(const ErrorView& view);

/// Whether the address asked for ends in .json: programs get their errors as JSON.
[[nodiscard]] bool wants_json(const Request& request);
/// {"error":{"status":404,"title":...,"what_to_do":...,"reference":...,"fields":[{"field":...,"message":...}]}}
[[nodiscard]] std::string error_json(const ErrorView& view);

}  // namespace thingwall::web
