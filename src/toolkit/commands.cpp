#include "activities/activities.hpp"
#include "journal/journal.hpp"
#include "toolkit/rules.hpp"
#include "toolkit/store.hpp"
#include "toolkit/toolkit.hpp"

namespace thingwall::toolkit {
namespace {

constexpr std::string_view meanwhile =
    "Somebody else changed this guide meanwhile. Open it again to see what it says now, then put in your change";

}  // namespace

Result<ShownGuide> guide(db::Reader& reader, std::string_view method) {
    const auto ours = built_in().find(method);
    if (ours == built_in().end()) return fail(ErrorKind::not_found, "There is no guide for this");
    ShownGuide shown{std::string(method), ours->second, 0, false, {}};
    if (const auto kept = store::latest(reader, method)) {
        shown.version = kept->version;
        shown.own_words = !kept->given_up;
        shown.changed_at = kept->at;
        if (shown.own_words)
            if (auto words = check(kept->words)) shown.guide = std::move(*words);
    }
    return shown;
}

Done change(db::Transaction& tx, const web::Actor& actor, std::string_view method, const GuideDraft& draft,
            std::int64_t version) {
    auto now = guide(tx, method);
    if (!now) return std::unexpected(now.error());
    auto checked = check(draft);
    if (!checked) return std::unexpected(checked.error());
    if (now->version != version) return fail(ErrorKind::conflict, std::string(meanwhile));
    if (now->own_words && now->guide == *checked) return {};
    store::insert(tx, method, {version + 1, false, draft_of(*checked), {}}, actor.person, actor.organisation);
    journal::record(tx, {actor.person, actor.organisation}, "toolkit.guide_changed", version + 1, method);
    return {};
}

Done give_up(db::Transaction& tx, const web::Actor& actor, std::string_view method, std::int64_t version) {
    auto now = guide(tx, method);
    if (!now) return std::unexpected(now.error());
    if (now->version != version) return fail(ErrorKind::conflict, std::string(meanwhile));
    if (!now->own_words) return {};
    store::insert(tx, method, {version + 1, true, {}, {}}, actor.person, actor.organisation);
    journal::record(tx, {actor.person, actor.organisation}, "toolkit.guide_given_up", version + 1, method);
    return {};
}

}  // namespace thingwall::toolkit
