#include "support/postgres_cluster.hpp"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <thread>
#include <vector>

namespace thingwall::support {

namespace fs = std::filesystem;

namespace {

fs::path programs() {
    for (const char* folder :
         {"/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin"})
        if (fs::exists(fs::path(folder) / "initdb")) return folder;
    throw std::runtime_error(
        "the tests need PostgreSQL's own programs (initdb, postgres): apt-get install postgresql-15");
}

/// PostgreSQL refuses to run as root, so root becomes the user postgres first.
const passwd& server_user() {
    static const passwd* found = geteuid() == 0 ? getpwnam("postgres") : getpwuid(geteuid());
    if (found == nullptr) throw std::runtime_error("there is no user postgres: apt-get install postgresql-15");
    return *found;
}

void become_server_user() {
    if (geteuid() != 0) return;
    const passwd& user = server_user();
    if (initgroups(user.pw_name, user.pw_gid) != 0 || setgid(user.pw_gid) != 0 || setuid(user.pw_uid) != 0) _exit(126);
}

int launch(const std::vector<std::string>& words, const fs::path& log) {
    server_user();
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    int child = fork();
    if (child != 0) return child;
    int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(out, 1);
    dup2(out, 2);
    become_server_user();
    prctl(PR_SET_PDEATHSIG, SIGQUIT);  // a test program that is killed leaves no server behind
    if (chdir("/") != 0) _exit(126);
    execv(arguments[0], arguments.data());
    _exit(127);
}

void run(const std::vector<std::string>& words, const fs::path& log) {
    int status = 0;
    waitpid(launch(words, log), &status, 0);
    if (status == 0) return;
    std::ifstream file(log);
    throw std::runtime_error(words.front() + " failed:\n" + std::string(std::istreambuf_iterator<char>(file), {}));
}

void give_to_server_user(const fs::path& path) {
    if (geteuid() != 0) return;
    const passwd& user = server_user();
    auto give = [&](const fs::path& one) {
        if (lchown(one.c_str(), user.pw_uid, user.pw_gid) != 0) throw std::runtime_error("cannot give " + one.string());
    };
    give(path);
    for (const auto& entry : fs::recursive_directory_iterator(path)) give(entry.path());
}

fs::path fresh_folder() {
    std::string name = (fs::temp_directory_path() / "thingwall-pg-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder like " + name);
    give_to_server_user(name);
    return name;
}

/// initdb takes seconds and each test program wants a server, so its result is kept in the build folder.
void make_template(const fs::path& kept) {
    auto folder = fresh_folder();
    run({programs() / "initdb", "--no-sync", "--encoding=UTF8", "--locale=C", "--auth=trust", "--username=postgres",
         "-D", folder / "data"},
        folder / "log");
    fs::path part = kept.string() + ".part";
    fs::remove_all(part);
    fs::copy(folder / "data", part, fs::copy_options::recursive);
    fs::rename(part, kept);
    fs::remove_all(folder);
}

}  // namespace

PostgresCluster& PostgresCluster::the() {
    static PostgresCluster cluster;
    return cluster;
}

PostgresCluster::PostgresCluster() {
    make_files();
    start();
}

PostgresCluster::~PostgresCluster() {
    stop(SIGQUIT);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void PostgresCluster::make_files() {
    fs::path kept = fs::path(THINGWALL_BUILD) / "postgres-template";
    int lock = open((kept.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    flock(lock, LOCK_EX);
    if (!fs::exists(kept)) make_template(kept);
    close(lock);

    folder_ = fresh_folder();
    fs::copy(kept, folder_ + "/data", fs::copy_options::recursive);
    give_to_server_user(folder_);
    std::ofstream(folder_ + "/data/postgresql.auto.conf", std::ios::app)
        << "listen_addresses = ''\nunix_socket_directories = '" << folder_ << "'\nfsync = on\nsynchronous_commit = on\n"
        << "recovery_init_sync_method = syncfs\nshared_buffers = 16MB\nmax_connections = 60\n";
}

void PostgresCluster::start() {
    server_ = launch({programs() / "postgres", "-D", folder_ + "/data"}, folder_ + "/log");
    std::string target = "host=" + folder_ + " user=postgres dbname=postgres";
    for (int tries = 0; tries < 600; ++tries) {
        if (PQping(target.c_str()) == PQPING_OK) return;
        if (waitpid(server_, nullptr, WNOHANG) == server_) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    std::ifstream log(folder_ + "/log");
    throw std::runtime_error("PostgreSQL did not start:\n" + std::string(std::istreambuf_iterator<char>(log), {}));
}

void PostgresCluster::stop(int signal) {
    if (server_ <= 0) return;
    kill(server_, signal);
    waitpid(server_, nullptr, 0);
    server_ = 0;
}

void PostgresCluster::crash_and_restart() {
    stop(SIGQUIT);  // "immediate": no checkpoint, so that it recovers from its log
    start();
}

std::string PostgresCluster::fresh_address() {
    return address("test_" + std::to_string(++schemas_));
}

std::string PostgresCluster::address(const std::string& schema) const {
    return "postgresql:///postgres?host=" + folder_ + "&user=postgres&schema=" + schema;
}

}  // namespace thingwall::support
