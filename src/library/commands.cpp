#include <sodium.h>

#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "db/db.hpp"
#include "identity/identity.hpp"
#include "jobs/jobs.hpp"
#include "journal/journal.hpp"
#include "library/library.hpp"
#include "library/rules.hpp"
#include "library/store.hpp"

namespace thingwall::library {
namespace {

journal::By by(const web::Actor& actor) {
    return {actor.person, actor.organisation};
}

std::string digest_of(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    std::string digits;
    for (auto byte : digest) digits += fmt::format("{:02x}", byte);
    return digits;
}

// Length before each part, so that no two deeds have the same words.
std::string content(std::initializer_list<std::string_view> parts) {
    std::string all;
    for (auto part : parts) all += std::to_string(part.size()) + ":" + std::string(part);
    return all;
}

Done may_change(const web::Actor& actor, const activities::Activity& activity) {
    if (!identity::may_change(actor, activity.lead, activity.partners))
        return fail(ErrorKind::forbidden,
                    "The officers of its lead and of joint bodies say what was learnt from an activity");
    return {};
}

std::unexpected<Error> not_there() {
    return fail(ErrorKind::not_found, "It is not there any more");
}

}  // namespace

Done tell(db::Transaction& tx, const web::Actor& actor, const activities::Activity& activity, const FindingDraft& draft,
          std::int64_t version) {
    if (auto may = may_change(actor, activity); !may) return may;
    auto checked = check(draft);
    if (!checked) return std::unexpected(checked.error());
    checked->activity = activity.id;
    checked->version = version;
    checked->organisation = actor.organisation;
    checked->person = actor.person;
    if (!store::save(tx, *checked))
        return fail(ErrorKind::conflict,
                    "Somebody else has changed this meanwhile. Read the newer version, then make your change again.");
    journal::record(tx, by(actor), "finding.told", activity.id.value(),
                    content({checked->learnt, checked->done, checked->report, draft.readers}));
    return {};
}

Result<DocumentId> attach(db::Transaction& tx, const web::Actor& actor, const activities::Activity& activity,
                          const DocumentDraft& draft, std::string_view filename, std::string_view bytes) {
    if (auto may = may_change(actor, activity); !may) return std::unexpected(may.error());
    Faults faults;
    Document made;
    if (bytes.size() > largest_document)
        faults.add("file", "The file is larger than 20 MB. Make it smaller, or give a link to it instead");
    else if (auto kind = kind_of(bytes))
        made.kind = *kind;
    else
        faults.add("file", kind.error().message);
    if (auto title = check_title(draft.title, filename))
        made.title = std::move(*title);
    else
        faults.add(title.error());
    if (auto readers = check_readers(draft.readers))
        made.readers = *readers;
    else
        faults.add(readers.error());
    made.digest = digest_of(bytes);
    if (faults.empty() && store::is_attached(tx, activity.id, made.digest))
        faults.add("file", "This very file is attached already");
    if (faults.empty() && store::documents(tx, activity.id).size() >= most_documents)
        faults.add("file", fmt::format("{} documents are attached already. Take one off first", most_documents));
    if (!faults.empty()) return faults.take();
    made.id = tx.new_id<DocumentId>();
    made.activity = activity.id;
    made.filename = safe_filename(filename, made.kind);
    made.bytes = static_cast<std::int64_t>(bytes.size());
    made.organisation = actor.organisation;
    made.person = actor.person;
    store::insert(tx, made, bytes);
    jobs::queue(tx, "library.read", std::to_string(made.id.value()), {}, tx.now());
    journal::record(tx, by(actor), "document.attached", activity.id.value(),
                    content({std::to_string(made.id.value()), made.title, made.filename, made.digest, draft.readers}));
    return made.id;
}

Done take_off(db::Transaction& tx, const web::Actor& actor, const activities::Activity& activity, DocumentId id) {
    if (auto may = may_change(actor, activity); !may) return may;
    auto document = store::document(tx, id);
    if (!document || document->activity != activity.id) return not_there();
    store::remove(tx, id);
    journal::record(tx, by(actor), "document.taken_off", activity.id.value(),
                    content({std::to_string(id.value()), document->digest}));
    return {};
}

Result<SearchId> save_search(db::Transaction& tx, const web::Actor& actor, std::string_view name,
                             std::string_view query) {
    Faults faults;
    auto checked = check_search_name(name);
    if (!checked) faults.add(checked.error());
    if (query.size() > 4000) faults.add("name", "The search has too many choices to be saved. Take some away");
    const auto saved = store::searches_of(tx, actor.person);
    if (checked && saved.size() >= most_saved)
        faults.add("name", fmt::format("You have {} saved searches. Delete one first", saved.size()));
    if (!faults.empty()) return faults.take();
    SavedSearch made{tx.new_id<SearchId>(), actor.person, std::move(*checked), std::string(query), {}};
    store::insert(tx, made);
    journal::record(tx, by(actor), "search.saved", made.id.value(), content({made.name, made.query}));
    return made.id;
}

Done rename_search(db::Transaction& tx, const web::Actor& actor, SearchId id, std::string_view name) {
    auto saved = store::search(tx, id);
    if (!saved || saved->person != actor.person) return not_there();
    auto checked = check_search_name(name);
    if (!checked) return std::unexpected(checked.error());
    store::rename(tx, id, *checked);
    journal::record(tx, by(actor), "search.renamed", id.value(), content({*checked}));
    return {};
}

Done remove_search(db::Transaction& tx, const web::Actor& actor, SearchId id) {
    auto saved = store::search(tx, id);
    if (!saved || saved->person != actor.person) return not_there();
    store::remove(tx, id);
    journal::record(tx, by(actor), "search.removed", id.value());
    return {};
}

}  // namespace thingwall::library
