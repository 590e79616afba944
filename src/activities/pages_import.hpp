#pragma once
#include "activities/fetch.hpp"
#include "activities/inside.hpp"
#include "activities/store_imports.hpp"
#include "activities/views_import.hpp"

/// What the pages of an import share.
namespace thingwall::activities {

inline constexpr std::size_t most_import_bytes = 16u << 20;

/// The import that the address names: while it is looked at for who brought it in, once it is taken for everybody of
/// the body for which it was.
[[nodiscard]] KeptFile own_file(Activities::Inside& inside, const web::Request& request);
/// The source of an import; one without a name where an older program kept none.
[[nodiscard]] Source source_of(Activities::Inside& inside, const KeptFile& file);
/// "Anna Holt" and "Tuesday 1 September".
[[nodiscard]] BatchLine line_of(Activities::Inside& inside, const KeptFile& file);
/// The source that a form names, kept when it is new: by number, by name, or by the file's name. Errors: invalid,
/// not_found for another body's.
[[nodiscard]] Result<Source> source_named(db::Transaction& tx, const web::Request& request, std::string_view otherwise,
                                          Sheet::Kind kind);
[[nodiscard]] web::Response upload_form(Activities::Inside& inside, const web::Request& request, const Error& error);

/// Where lists may be fetched from.
[[nodiscard]] FetchRules rules_of(const Activities::Inside& inside);
/// What comes to a body by itself.
[[nodiscard]] std::vector<SubscriptionLine> subscription_lines_of(Activities::Inside& inside,
                                                                  OrganisationId organisation);

void add_subscription_routes(Activities::Inside& inside, web::Router& router);
void add_subscription_jobs(Activities::Inside& inside, jobs::Runner& runner);
void add_batch_routes(Activities::Inside& inside, web::Router& router);
void add_fetch_routes(Activities::Inside& inside, web::Router& router);

}  // namespace thingwall::activities
