#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "db/fwd.hpp"
#include "jobs/jobs.hpp"
#include "kernel/capability.hpp"
#include "notify/types.hpp"
#include "web/router.hpp"

namespace thingwall::notify {

/// What people are told by e-mail. A letter is queued in the deed's own transaction and goes out if and only if the
/// deed is kept; it waits for as long as the mail server is away, and is given up after five days. One letter goes out
/// twice only when the program dies between the server's answer and its note; it then bears the same Message-ID.
class Notify final : public kernel::Capability {
public:
    Notify(kernel::Services services, MailSettings settings);
    ~Notify() override;

    [[nodiscard]] std::string_view name() const override { return "notify"; }
    void add_routes(web::Router&) override {}
    void add_jobs(jobs::Runner& runner) override;

    /// Puts a letter into the outbox. Callable within a deed that may be run again.
    void queue(db::Transaction& tx, const Letter& letter) const;
    /// Whether letters can go out at all: pages say so where one is promised.
    [[nodiscard]] bool can_send() const { return settings_.configured(); }
    [[nodiscard]] Outbox outbox() const;
    /// Sends what is due until none is left, the server is away, or five minutes have passed; returns how many the
    /// server took.
    std::int64_t send_due();

private:
    kernel::Services services_;
    MailSettings settings_;
};

}  // namespace thingwall::notify
