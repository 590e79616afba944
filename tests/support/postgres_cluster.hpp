#pragma once
#include <string>

namespace thingwall::support {

/// A PostgreSQL server of the test program's own: started when first asked for, ended by its number when the program
/// ends, reached through a socket in a folder that nobody else can read. Fsync is on, as in life.
class PostgresCluster {
public:
    /// The program's server. Throws std::runtime_error that says what to install when there is no initdb.
    static PostgresCluster& the();

    PostgresCluster();
    ~PostgresCluster();
    PostgresCluster(const PostgresCluster&) = delete;
    PostgresCluster& operator=(const PostgresCluster&) = delete;

    /// The address of a schema that nobody has used.
    [[nodiscard]] std::string fresh_address();
    [[nodiscard]] std::string address(const std::string& schema) const;
    /// Where its socket is.
    [[nodiscard]] const std::string& folder() const { return folder_; }
    /// Kills every process of the server at once, as a crash does, and starts it again.
    void crash_and_restart();

private:
    void make_files();
    void start();
    void stop(int signal);
    std::string folder_;
    int server_ = 0;
    int schemas_ = 0;
};

}  // namespace thingwall::support
