#pragma once
#include <string>
#include <vector>

#include "db/postgres_connection.hpp"

namespace thingwall::db {

/// One run of a prepared statement. Its rows are fetched whole, so a query that can give many takes a LIMIT.
class PostgresStatement final : public Statement::Engine {
public:
    PostgresStatement(PostgresConnection& connection, const char* name, const PostgresConnection::Prepared& prepared);

    void bind_null() override;
    void bind_integer(std::int64_t value) override;
    void bind_real(double value) override;
    void bind_text(std::string_view value) override;
    void bind_blob(std::span<const std::byte> value) override;
    bool next() override;
    std::int64_t run() override;
    void run_later() override;
    bool is_null(int column) override;
    std::int64_t integer(int column) override;
    double real(int column) override;
    std::string_view text(int column) override;
    std::span<const std::byte> blob(int column) override;

private:
    struct Value {
        std::size_t start;  // in bytes_
        std::size_t size;
        bool null;
        bool binary;
    };
    void add(std::string_view bytes, bool null, bool binary);
    [[nodiscard]] PostgresConnection::Values values() const;
    void execute();
    void check_column(int column);

    PostgresConnection& connection_;
    const char* name_;
    PostgresConnection::Prepared prepared_;
    std::string bytes_;  // all that was bound, one after another, each with a 0 at its end
    std::vector<Value> bound_;
    PostgresResult result_;
    std::vector<std::vector<std::byte>> blobs_;  // of this row, by column
    int row_ = -1;
    bool sent_ = false;  // by run_later
};

}  // namespace thingwall::db
