#pragma once
#include <libpq-fe.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace thingwall::bench {

/// A PostgreSQL server for one measurement: made in a folder of its own, reached by a socket there, ended by its
/// number. As root it runs as the user postgres, since PostgreSQL refuses root.
class PrivatePostgres {
public:
    enum class Disk { spared, waited_for };  ///< thingwall itself refuses a server that does not wait for its disk
    explicit PrivatePostgres(Disk disk = Disk::spared) {
        std::string name = (std::filesystem::temp_directory_path() / "thingwall-bench-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder like " + name);
        folder_ = name;
        if (geteuid() == 0) run({"/bin/chown", "postgres", folder_});
        run(as_server({programs + "initdb", "-D", folder_ + "/data", "--auth=trust", "--username=postgres",
                       "--encoding=UTF8", "--locale=C", "--no-sync"}));
        server_ = launch(as_server({programs + "postgres", "-D", folder_ + "/data", "-k", folder_, "-c",
                                    "listen_addresses=", "-c", "shared_buffers=256MB", "-c", "work_mem=256MB", "-c",
                                    disk == Disk::spared ? "fsync=off" : "fsync=on", "-c", "jit=off"}));
        for (int tries = 0; tries < 200; ++tries) {
            connection_ = PQconnectdb(("host=" + folder_ + " user=postgres dbname=postgres").c_str());
            if (PQstatus(connection_) == CONNECTION_OK) {
                PQsetNoticeProcessor(connection_, [](void*, const char*) {}, nullptr);
                return;
            }
            PQfinish(connection_);
            connection_ = nullptr;
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        stop();
        throw std::runtime_error("the private PostgreSQL server did not start");
    }
    ~PrivatePostgres() { stop(); }
    PrivatePostgres(const PrivatePostgres&) = delete;
    PrivatePostgres& operator=(const PrivatePostgres&) = delete;

    /// Rows as text.
    std::vector<std::vector<std::string>> run_sql(const std::string& sql, const std::vector<std::string>& values = {}) {
        std::vector<const char*> raw;
        for (const auto& value : values) raw.push_back(value.c_str());
        PGresult* result = PQexecParams(connection_, sql.c_str(), static_cast<int>(raw.size()), nullptr, raw.data(),
                                        nullptr, nullptr, 0);
        const ExecStatusType status = PQresultStatus(result);
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
            const std::string what = PQresultErrorMessage(result);
            PQclear(result);
            throw std::runtime_error(what);
        }
        std::vector<std::vector<std::string>> rows;
        for (int i = 0; i < PQntuples(result); ++i) {
            rows.emplace_back();
            for (int j = 0; j < PQnfields(result); ++j) rows.back().emplace_back(PQgetvalue(result, i, j));
        }
        PQclear(result);
        return rows;
    }

    /// Where another program reaches it, in a schema of its own.
    [[nodiscard]] std::string address(const std::string& schema) const {
        return "postgresql:///postgres?host=" + folder_ + "&user=postgres&schema=" + schema;
    }

    /// Seconds of processor that the server has spent on this connection's questions.
    double cpu_seconds() {
        std::ifstream file("/proc/" + run_sql("SELECT pg_backend_pid()").at(0).at(0) + "/schedstat");
        double nanoseconds = 0;
        file >> nanoseconds;
        return nanoseconds / 1e9;
    }

private:
    static inline const std::string programs = "/usr/lib/postgresql/15/bin/";

    static std::vector<std::string> as_server(std::vector<std::string> words) {
        if (geteuid() == 0) words.insert(words.begin(), {"/usr/sbin/runuser", "-u", "postgres", "--"});
        return words;
    }
    static pid_t launch(const std::vector<std::string>& words) {
        std::fflush(nullptr);  // or the child would write again what waits to be written
        const pid_t child = fork();
        if (child != 0) return child;
        std::vector<char*> raw;
        for (const auto& word : words) raw.push_back(const_cast<char*>(word.c_str()));
        raw.push_back(nullptr);
        if (std::freopen("/dev/null", "w", stdout) == nullptr || std::freopen("/dev/null", "w", stderr) == nullptr ||
            chdir("/") != 0)
            _exit(126);
        execv(raw[0], raw.data());
        _exit(127);
    }
    static void run(const std::vector<std::string>& words) {
        int status = 0;
        waitpid(launch(words), &status, 0);
        if (status != 0) throw std::runtime_error(words.back() + " failed: is postgresql-15 installed?");
    }
    void stop() {
        if (connection_ != nullptr) PQfinish(connection_);
        connection_ = nullptr;
        if (server_ > 0) {
            kill(server_, SIGTERM);  // runuser hands it on to its child
            waitpid(server_, nullptr, 0);
            server_ = 0;
        }
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    std::string folder_;
    pid_t server_ = 0;
    PGconn* connection_ = nullptr;
};

}  // namespace thingwall::bench
