#include "kernel/once.hpp"

#include <chrono>

#include <sodium.h>

#include "base/random.hpp"
#include "db/db.hpp"
#include "jobs/jobs.hpp"
#include "kernel/store.hpp"

namespace thingwall::kernel {

namespace {

constexpr std::size_t longest_key = 100;
constexpr int tries = 5;  // two servers that take turns at one key; a third is rare already

/// Adds parts so that no two bodies give the same bytes: each with its length before it.
class BodyDigest {
public:
    BodyDigest() { crypto_hash_sha256_init(&state_); }
    void add(std::string_view part) {
        std::string length = std::to_string(part.size()) + ":";
        crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(length.data()), length.size());
        crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(part.data()), part.size());
    }
    [[nodiscard]] store::BodyHash take() {
        store::BodyHash hash;
        crypto_hash_sha256_final(&state_, reinterpret_cast<unsigned char*>(hash.data()));
        return hash;
    }

private:
    crypto_hash_sha256_state state_{};
};

Result<std::string> run_once(db::Database& database, std::string_view key, const store::BodyHash& body,
                             const Deed& deed) {
    if (key.empty() || key.size() > longest_key)
        return invalid(
            "This form has lost its number, so we can't tell whether it was sent before. Open the page again and send "
            "it from there.");
    for (int attempt = 1;; ++attempt) {
        bool taken = false;  // by another server, whose answer this transaction can't see yet
        auto answer = database.write([&](db::Transaction& tx) -> Result<std::string> {
            taken = false;
            if (auto before = store::answer(tx, key)) {
                if (before->body == body) return before->answer;
                return fail(ErrorKind::conflict,
                            "This form was sent before with other answers. Open the page again to see what was kept.");
            }
            if (!store::claim(tx, key, body)) {
                taken = true;
                return fail(ErrorKind::unavailable,
                            "This form is being sent already. Wait a few seconds, then send it again.");
            }
            auto made = deed(tx);
            if (made) store::fill_in(tx, key, *made);
            return made;  // an error undoes the claim with all else
        });
        if (!taken || attempt == tries) return answer;
    }
}

}  // namespace

Result<std::string> once(db::Database& database, std::string_view key, std::string_view body, const Deed& deed) {
    BodyDigest digest;
    digest.add(body);
    return run_once(database, key, digest.take(), deed);
}

Result<std::string> once(db::Database& database, const web::Request& request, const Deed& deed) {
    BodyDigest digest;
    digest.add(std::to_string(request.actor.person.value()));
    digest.add(request.path);
    for (const auto& [name, value] : request.form.pairs()) {
        if (name == "csrf" || name == "idempotency") continue;
        digest.add(name);
        digest.add(value);
    }
    for (const auto& upload : request.uploads) {
        auto bytes = upload.read(upload.size);
        if (!bytes) return std::unexpected(bytes.error());
        digest.add(upload.field);
        digest.add(upload.filename);
        digest.add(*bytes);
    }
    return run_once(database, request.form.get("idempotency"), digest.take(), deed);
}

std::string new_form_key() {
    return SecureRandom{}.token(16);
}

std::string form_key(const web::Request& request) {
    auto sent = request.form.get("idempotency");
    return sent.empty() ? new_form_key() : std::string(sent);
}

std::int64_t forget_old_answers(db::Transaction& tx) {
    return store::forget(tx, tx.now() - std::chrono::hours{24 * 30});
}

void add_jobs(jobs::Runner& runner) {
    runner.add_every("kernel.forget_form_answers", std::chrono::hours{24}, [](db::Transaction& tx, const jobs::Job&) {
        forget_old_answers(tx);
        return true;
    });
}

}  // namespace thingwall::kernel
