#pragma once
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <libpq-fe.h>

#include "db/engine.hpp"
#include "db/postgres_address.hpp"

namespace thingwall::db {

struct EndResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresResult = std::unique_ptr<PGresult, EndResult>;

/// A connection to a PostgreSQL server, in one partnership's schema.
class PostgresConnection final : public Connection {
public:
    enum class Use { write, read };
    PostgresConnection(const Settings& settings, Use use);
    /// Makes the schema, and in it what this layer needs before it can write. Also when two programs start together.
    void make_schema();
    ~PostgresConnection() override;

    [[nodiscard]] db::Engine engine() const override { return db::Engine::postgres; }
    [[nodiscard]] Statement prepare(const Query& query) override;
    void execute(const std::string& statements) override;
    void revive() override;
    void begin_write() override;
    void begin_read(std::chrono::milliseconds limit) override;
    /// Asks again over a new connection when the first is lost on the way: what was kept is never done twice, and what
    /// was not kept is a Failure::serialization, to be run again. Only when nobody answers its fate stays unknown
    /// (unreachable).
    void commit() override;
    void rollback() noexcept override;
    void savepoint() override;
    void keep() override;
    void undo() override;
    [[nodiscard]] bool in_transaction() const override;

    struct Prepared {
        std::string name;
        int parameters = 0;
    };
    /// Runs a prepared statement; `values` as text, null where there is none.
    struct Values {
        std::vector<const char*> texts;
        std::vector<int> lengths, formats;
    };
    [[nodiscard]] PostgresResult run(const char* query, const Prepared& prepared, const Values& values);
    /// Sends it along with the next; that one throws if this fails.
    void run_later(const char* query, const Prepared& prepared, const Values& values);

private:
    void connect();
    void introduce();
    void begin_write_lock();
    void name_batch();
    [[nodiscard]] bool was_kept();
    std::string ask(const char* sql);
    void command(const std::string& sql, const char* doing);
    PostgresResult check(PGresult* result, const char* doing);
    void enter_pipeline();
    void send(const char* query, const Prepared& prepared, const Values& values);
    void send(const char* sql, const char* doing);
    PostgresResult settle();
    void settle_whatever_came() noexcept;

    const Settings settings_;
    const PostgresAddress address_;
    const Use use_;
    PGconn* handle_ = nullptr;
    std::unordered_map<const char*, Prepared> prepared_;  // by the address of the SQL text, which is a constant
    std::chrono::milliseconds limit_{0};
    std::vector<const char*> sent_;  // names of what was sent and not yet answered
    bool deed_sent_ = false;         // whether the deed has something among it
    // Each transaction that writes leaves its number, so that one can ask after a lost connection whether it was kept.
    const std::int64_t program_;
    std::int64_t batch_ = 0;
    bool savepoint_kept_ = false;  // released with the next command, to save a round trip
};

}  // namespace thingwall::db
