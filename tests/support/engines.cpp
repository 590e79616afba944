#include "support/engines.hpp"

#include "support/postgres_cluster.hpp"

namespace thingwall::support {

TemporaryDatabase::TemporaryDatabase(db::Engine engine) {
    settings_.address = engine == db::Engine::sqlite ? (folder_.path() / "partnership.db").string()
                                                     : PostgresCluster::the().fresh_address();
    reopen();
}

void TemporaryDatabase::reopen() {
    database_.reset();
    database_ = db::Database::open(settings_, clock_);
}

std::string name_of(const testing::TestParamInfo<db::Engine>& engine) {
    return engine.param == db::Engine::sqlite ? "SQLite" : "PostgreSQL";
}

}  // namespace thingwall::support
