#include <chrono>

#include "base/log.hpp"
#include "db/db.hpp"
#include "notify/notify.hpp"
#include "notify/rules.hpp"
#include "notify/smtp.hpp"
#include "notify/store.hpp"
#include "notify/views.hpp"

namespace thingwall::notify {
namespace {

using namespace std::chrono_literals;
constexpr std::string_view send_job = "notify.send";

// What became of one letter, noted before the next is tried: what the server took must not be sent again.
void note(db::Database& database, const Outgoing& letter, const Delivery& delivery) {
    using Outcome = Delivery::Outcome;
    auto noted = database.write([&](db::Transaction& tx) -> Done {
        auto wait = wait_after(letter.attempt + 1);
        if (delivery.outcome == Outcome::taken)
            store::settle(tx, letter.id, LetterState::sent, {});
        else if (delivery.outcome == Outcome::refused || !wait)
            store::settle(tx, letter.id, LetterState::refused, delivery.why);
        else
            store::put_off(tx, letter.id, tx.now() + *wait, letter.attempt + 1, delivery.why);
        return {};
    });
    if (!noted) log::error("notify.not_noted", {{"letter", std::to_string(letter.id)}});
    if (delivery.outcome != Outcome::taken)
        log::warning("notify.not_sent", {{"letter", std::to_string(letter.id)},
                                         {"kind", letter.kind},
                                         {"attempt", std::to_string(letter.attempt + 1)},
                                         {"why", delivery.why}});
}

}  // namespace

Notify::Notify(kernel::Services services, MailSettings settings)
    : services_(services), settings_(std::move(settings)) {}
Notify::~Notify() = default;

void Notify::queue(db::Transaction& tx, const Letter& letter) const {
    Outgoing out;
    out.id = tx.new_number();
    out.kind = letter.kind;
    out.to = letter.to;
    out.to_name = letter.to_name;
    out.subject = letter.subject;
    out.text = plain_text(letter, settings_.site);
    out.html = letter_html(letter, settings_.site);
    out.unsubscribe = letter.unsubscribe;
    out.queued_at = tx.now();
    store::insert(tx, out, tx.now());
    jobs::queue(tx, send_job, {}, {}, tx.now());
}

Outbox Notify::outbox() const {
    return services_.database.read([](db::Reader& reader) { return store::outbox(reader); });
}

std::int64_t Notify::send_due() {
    if (!settings_.configured()) return 0;
    Smtp server(settings_);
    std::int64_t sent = 0;
    const auto until = std::chrono::steady_clock::now() + 5min;
    auto go_on = [&] { return !services_.jobs.stopping() && std::chrono::steady_clock::now() < until; };
    while (go_on()) {
        auto letters =
            services_.database.read([&](db::Reader& reader) { return store::due(reader, services_.clock.now(), 50); });
        if (letters.empty()) break;
        for (const auto& letter : letters) {
            if (!go_on()) return sent;
            auto delivery = server.send(letter.to, message_of(letter, settings_, services_.clock.now()));
            if (delivery.outcome == Delivery::Outcome::stop) {
                // The fault lies with the settings or the server, not with the letter: it costs no try.
                log::error("notify.cannot_send", {{"why", delivery.why}});
                return sent;
            }
            note(services_.database, letter, delivery);
            sent += delivery.outcome == Delivery::Outcome::taken ? 1 : 0;
        }
    }
    return sent;
}

void Notify::add_jobs(jobs::Runner& runner) {
    runner.add_errand_every(std::string(send_job), 1min, [this](const jobs::Job&) {
        send_due();
        return true;
    });
    runner.add_every("notify.forget", std::chrono::hours{24}, [](db::Transaction& tx, const jobs::Job&) {
        store::forget(tx, tx.now() - std::chrono::hours{24 * 90});
        return true;
    });
}

}  // namespace thingwall::notify
