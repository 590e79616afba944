#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>

#include "db/postgres_address.hpp"
#include "support/engines.hpp"

// What script/check-sql runs: every statement of the program is prepared on both engines, and the tables that the
// migrations make are compared with the snapshots that review has read.

namespace thingwall {
namespace {

namespace fs = std::filesystem;

struct Statement {
    std::string file, name, sql;
};

std::string content_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool is_space(char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0 || c == '\\';  // or a line that goes on, in a macro
}
bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Reads C++ string literals, and macros of the same file that stand for some, joined as the compiler joins them.
std::optional<std::string> literal_at(const std::string& text, std::size_t& place) {
    std::optional<std::string> joined;
    for (;;) {
        while (place < text.size() && is_space(text[place])) ++place;
        if (text.compare(place, 2, "R\"") == 0) {
            auto open = text.find('(', place);
            std::string close = ")" + text.substr(place + 2, open - place - 2) + "\"";
            auto end = text.find(close, open);
            if (open == std::string::npos || end == std::string::npos) return std::nullopt;
            joined = joined.value_or("") + text.substr(open + 1, end - open - 1);
            place = end + close.size();
        } else if (text[place] == '"') {
            joined = joined.value_or("");
            for (++place; place < text.size() && text[place] != '"'; ++place) {
                if (text[place] == '\\') ++place;
                *joined += text[place];
            }
            ++place;
        } else {
            auto end = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(place), text.end(), is_word);
            std::string word(text.begin() + static_cast<std::ptrdiff_t>(place), end);
            auto macro = word.empty() ? std::string::npos : text.find("#define " + word + " ");
            if (macro == std::string::npos) return joined;
            std::size_t inside = macro + 9 + word.size();
            auto stands_for = literal_at(text, inside);
            if (!stands_for) return std::nullopt;
            joined = joined.value_or("") + *stands_for;
            place += word.size();
        }
    }
}

/// Every `constexpr db::Query x{"name", sql}` of src/. One that cannot be read is a failure, so that none is passed
/// over.
std::vector<Statement> statements_of_the_program() {
    constexpr std::string_view mark = "constexpr db::Query ";
    std::vector<Statement> found;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(THINGWALL_SOURCE) / "src")) {
        if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
        std::string text = content_of(entry.path());
        std::string file = fs::relative(entry.path(), THINGWALL_SOURCE);
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
            auto place = text.find('{', at) + 1;
            auto name = literal_at(text, place);
            if (text[place] == ',') ++place;
            auto sql = literal_at(text, place);
            if (name && sql)
                found.push_back({file, *name, *sql});
            else
                ADD_FAILURE() << file << ": cannot read the query at \"" << text.substr(at, 60) << '"';
        }
    }
    return found;
}

bool is_for(const Statement& statement, db::Engine engine) {
    if (statement.file.ends_with("store_sqlite.cpp")) return engine == db::Engine::sqlite;
    if (statement.file.ends_with("store_postgres.cpp")) return engine == db::Engine::postgres;
    return true;
}

/// The engine's own client, so that nothing of ours stands between the text and the engine.
class Client {
public:
    explicit Client(const db::Settings& settings, db::Engine engine) {
        if (engine == db::Engine::sqlite) {
            sqlite3_open(settings.address.c_str(), &sqlite_);
            return;
        }
        auto address = db::read_postgres_address(settings.address);
        postgres_ = PQconnectdb(address.connection.c_str());
        PQclear(PQexec(postgres_, ("SET search_path TO " + address.schema).c_str()));
    }
    ~Client() {
        sqlite3_close(sqlite_);
        PQfinish(postgres_);
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// Empty when the engine takes it, else what it says.
    std::string objection(const std::string& sql) {
        if (postgres_ != nullptr) {
            std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQprepare(postgres_, "", sql.c_str(), 0, nullptr),
                                                                  PQclear);
            return PQresultStatus(result.get()) == PGRES_COMMAND_OK ? "" : PQresultErrorMessage(result.get());
        }
        sqlite3_stmt* statement = nullptr;
        const char* rest = nullptr;
        int code = sqlite3_prepare_v2(sqlite_, sql.c_str(), -1, &statement, &rest);
        std::string said = code == SQLITE_OK ? "" : sqlite3_errmsg(sqlite_);
        for (int i = 1; code == SQLITE_OK && i <= sqlite3_bind_parameter_count(statement); ++i)
            if (sqlite3_bind_parameter_index(statement, ("$" + std::to_string(i)).c_str()) == 0)
                said = "parameters must be $1, $2, ... without a gap";
        if (said.empty() && std::string_view(rest).find_first_not_of(" \n\t;") != std::string_view::npos)
            said = "more than one statement";
        sqlite3_finalize(statement);
        return said;
    }
    sqlite3* sqlite() { return sqlite_; }

private:
    sqlite3* sqlite_ = nullptr;
    PGconn* postgres_ = nullptr;
};

class EveryQuery : public support::OnBothEngines {};
THINGWALL_ON_BOTH_ENGINES(EveryQuery);

TEST_P(EveryQuery, IsTakenByTheEngine) {
    Client client(settings(), GetParam());
    auto statements = statements_of_the_program();
    EXPECT_GT(statements.size(), 10u);
    for (const auto& statement : statements) {
        if (!is_for(statement, GetParam())) continue;
        EXPECT_EQ(client.objection(statement.sql), "") << statement.file << ": " << statement.name << statement.sql;
    }
}

TEST(QueryNames, AreUniqueAndBeginWithTheirFolder) {
    std::map<std::string, std::string> seen;
    for (const auto& statement : statements_of_the_program()) {
        auto folder = statement.file.substr(4, statement.file.find('/', 4) - 4);
        EXPECT_TRUE(statement.name.starts_with(folder + ".")) << statement.file << ": " << statement.name;
        auto [first, fresh] = seen.emplace(statement.name, statement.file);
        EXPECT_TRUE(fresh || statement.file.find("store_") != std::string::npos)
            << statement.name << " in " << first->second << " and " << statement.file;
    }
}

std::string sqlite_schema(Client& client) {
    std::string schema;
    auto add = [](void* into, int, char** values, char**) {
        *static_cast<std::string*>(into) += std::string(values[0]) + ";\n";
        return 0;
    };
    sqlite3_exec(client.sqlite(),
                 "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name", add, &schema,
                 nullptr);
    return schema;
}

std::string postgres_schema(const db::Settings& settings) {
    auto address = db::read_postgres_address(settings.address);
    std::string command = "pg_dump --schema-only --no-owner --no-privileges --no-comments --schema=" + address.schema +
                          " '" + address.connection + "'";
    std::string schema;
    FILE* pipe = popen(command.c_str(), "r");
    for (char line[4096]; std::fgets(line, sizeof line, pipe) != nullptr;) {
        std::string_view text(line);
        // What pg_dump says about itself and the session changes from version to version.
        bool chatter = text.starts_with("--") || text.starts_with("\\") || text.starts_with("SET ") ||
                       text.starts_with("SELECT pg_catalog") || text.starts_with("CREATE SCHEMA") || text == "\n";
        if (!chatter) schema += text;
    }
    EXPECT_EQ(pclose(pipe), 0) << "pg_dump did not do it";
    std::string prefix = address.schema + ".";
    for (auto at = schema.find(prefix); at != std::string::npos; at = schema.find(prefix, at))
        schema.erase(at, prefix.size());
    return schema;
}

class Schema : public support::OnBothEngines {};
THINGWALL_ON_BOTH_ENGINES(Schema);

TEST_P(Schema, IsAsTheSnapshotSays) {
    bool sqlite = GetParam() == db::Engine::sqlite;
    Client client(settings(), GetParam());
    std::string made = sqlite ? sqlite_schema(client) : postgres_schema(settings());
    fs::path path = fs::path(THINGWALL_SOURCE) / "migrations" / (sqlite ? "schema.sqlite.sql" : "schema.postgres.sql");
    if (std::getenv("UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << made;
    EXPECT_EQ(content_of(path), made) << "what the migrations make is not what " << path.filename()
                                      << " says; UPDATE=1 script/check-sql rewrites it, and review reads the change";
}

}  // namespace
}  // namespace thingwall
