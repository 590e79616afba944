#include <algorithm>

#include "db/migrate_run.hpp"
#include "db/postgres_connection.hpp"
#include "db/read_pool.hpp"
#include "db/writer.hpp"

namespace thingwall::db {

namespace {

std::unique_ptr<PostgresConnection> prepared_connection(const Settings& settings, const Clock& clock) {
    auto connection = std::make_unique<PostgresConnection>(settings, PostgresConnection::Use::write);
    connection->make_schema();
    migrate(*connection, migrations(), clock.now());
    return connection;
}

class PostgresDatabase final : public Database {
public:
    PostgresDatabase(const Settings& settings, const Clock& clock)
        : readers_(settings, [settings] {
              return std::make_unique<PostgresConnection>(settings, PostgresConnection::Use::read);
          }) {
        auto connection = prepared_connection(settings, clock);
        // A server keeps the numbers of 64 savepoints at hand for the others; more make every reader look them up.
        Settings fewer_at_once = settings;
        fewer_at_once.batch = std::min(settings.batch, std::size_t{60});
        writer_ = std::make_unique<Writer>(std::move(connection), fewer_at_once, clock);
    }
    ~PostgresDatabase() override { PostgresDatabase::close(); }

    db::Engine engine() const override { return db::Engine::postgres; }
    void backup(const std::string&) override {
        throw Failure(Failure::Cause::misuse,
                      "a PostgreSQL database is copied by pg_dump or pgBackRest; see docs/operating.md");
    }
    void on_commit(std::function<void()> callback) override { writer_->on_commit(std::move(callback)); }
    void close() override {
        writer_->close();
        readers_.close();
    }

protected:
    void write_deed(const std::function<bool(Transaction&)>& deed) override { writer_->write(deed); }
    void read_question(const std::function<void(Reader&)>& question) override {
        if (!writer_->read_here(question)) readers_.read(question);
    }

private:
    ReadPool readers_;
    std::unique_ptr<Writer> writer_;
};

}  // namespace

std::unique_ptr<Database> open_postgres(const Settings& settings, const Clock& clock) {
    return std::make_unique<PostgresDatabase>(settings, clock);
}

}  // namespace thingwall::db
