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
    ~PostgresConnection() override;

    [[nodiscard]] db::Engine engine() const override { return db::Engine::postgres; }
    [[nodiscard]] Statement prepare(const Query& query) override;
    void execute(const std::string& statements) override;
    void revive() override;
    void begin_write() override;
    void begin_read(std::chrono::milliseconds limit) override;
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
    [[nodiscard]] PostgresResult run(const char* query, const Prepared& prepared,
                                     const std::vector<const char*>& values, const std::vector<int>& lengths,
                                     const std::vector<int>& formats);

private:
    void connect();
    void introduce();
    std::string ask(const char* sql);
    void command(const std::string& sql, const char* doing);
    PostgresResult check(PGresult* result, const char* doing);

    const Settings settings_;
    const PostgresAddress address_;
    const Use use_;
    PGconn* handle_ = nullptr;
    std::unordered_map<const char*, Prepared> prepared_;  // by the address of the SQL text, which is a constant
    std::chrono::milliseconds limit_{0};
    bool savepoint_kept_ = false;  // released with the next command, to save a round trip
};

}  // namespace thingwall::db
