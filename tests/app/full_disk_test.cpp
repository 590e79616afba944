#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

#include "app/demo.hpp"
#include "app/serve.hpp"
#include "cli/run.hpp"
#include "db/db.hpp"
#include "identity/identity.hpp"
#include "support/http_client.hpp"
#include "support/temporary_folder.hpp"

namespace thingwall::app {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// Whether a process may have a file system of its own here: containers may forbid it.
bool may_mount() {
    return std::system(
               "unshare --user --map-root-user --mount sh -c 'mount -t tmpfs -o size=64k tmpfs /mnt' 2>/dev/null") == 0;
}

/// `thingwall serve` on a real, small file system that nobody else sees.
class OnASmallDisk : public testing::Test {
protected:
    void SetUp() override {
        if (!may_mount()) GTEST_SKIP() << "this machine lets nobody mount a file system";
        std::ostringstream out, err;
        cli::Program program{"thingwall", "", "", demo_commands()};
        const std::string made = (folder_.path() / "made").string();
        const std::vector<std::string> typed{"demo", "--data", made, "--activities", "20"};
        ASSERT_EQ(cli::run(program, typed, out, err), 0) << err.str();
        sign_in_link_ = link_of_an_officer(made);
        std::filesystem::create_directory(disk_);
        start(made);
    }
    void TearDown() override {
        if (server_ <= 0) return;
        ::kill(server_, SIGTERM);
        ::waitpid(server_, nullptr, 0);
    }

    void fill() {
        std::ofstream filler(on_disk("filler"), std::ios::binary);
        const std::string block(4096, 'x');
        while (filler.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) continue;
    }
    void make_room() const { std::filesystem::remove(on_disk("filler")); }

    test::Browser signed_in() {
        test::Browser browser(port_);
        auto opened = browser.get(sign_in_link_);
        EXPECT_EQ(browser.submit("/sign-in/link", {{"token", test::input_value(opened.body, "token")}}).status, 303);
        return browser;
    }
    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    // The file system as the server sees it.
    [[nodiscard]] std::filesystem::path on_disk(const std::string& name) const {
        return "/proc/" + std::to_string(server_) + "/root" + (disk_ / name).string();
    }
    static std::string link_of_an_officer(const std::string& data) {
        const auto database = open_database(data).value();
        for (const auto& person : database->read([](db::Reader& reader) { return identity::people(reader, 100); }))
            if (person.role == web::Role::officer) return identity::sign_in_link(*database, person.id, 1h).path;
        return {};
    }
    /// The status that a page has; 0 while nobody listens.
    [[nodiscard]] int asked(const std::string& page) const {
        try {
            return test::http_get(port_, page).status;
        } catch (const std::runtime_error&) {
            return 0;
        }
    }
    void start(const std::string& made) {
        const auto program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "thingwall";
        for (port_ = 20000 + static_cast<std::uint16_t>(::getpid() % 20000); asked("/health") != 0;) ++port_;
        const std::string words =
            "mount -t tmpfs -o size=24m tmpfs \"$1\" && cp -a \"$2\"/. \"$1\" && "
            "exec \"$3\" serve --data \"$1\" --port \"$4\" >/dev/null 2>&1";
        const std::string disk = disk_.string(), at = std::to_string(port_);
        server_ = ::fork();
        if (server_ == 0) {
            ::execlp("unshare", "unshare", "--user", "--map-root-user", "--mount", "sh", "-c", words.c_str(), "sh",
                     disk.c_str(), made.c_str(), program.c_str(), at.c_str(), nullptr);
            ::_exit(127);
        }
        const auto until = std::chrono::steady_clock::now() + 60s;
        while (asked("/activities") != 200 && std::chrono::steady_clock::now() < until)
            std::this_thread::sleep_for(20ms);
    }

    support::TemporaryFolder folder_;
    std::filesystem::path disk_ = folder_.path() / "disk";
    std::string sign_in_link_;
    pid_t server_ = 0;
    std::uint16_t port_ = 0;
};

TEST_F(OnASmallDisk, AFullDiskIsSaidHonestlyNothingAcknowledgedIsLostAndWhatWasTypedGoesThroughLater) {
    auto anna = signed_in();
    anna.get("/plan");
    const auto begun = anna.submit("/plan", {{"title", "The night ferry"}, {"purpose", "Whether it should run"}});
    ASSERT_EQ(begun.status, 303) << begun.body;
    const std::string next = begun.header("Location"), step = next.substr(0, next.rfind('/')) + "/what";
    fill();

    // What still fits into pages that the disk has given already is kept; then comes the end.
    std::string kept, refused;
    test::HttpAnswer answer;
    for (int n = 0; n < 400 && refused.empty(); ++n) {
        const std::string purpose = "Whether the ferry should run at night, draft " + std::to_string(n);
        anna.get(step);
        answer = anna.submit(step, {{"title", "The night ferry"}, {"purpose", purpose}});
        (answer.status == 303 ? kept : refused) = purpose;
    }

    ASSERT_EQ(answer.status, 503) << "a disk of 24 MB is full after so many forms";
    EXPECT_FALSE(answer.header("Retry-After").empty());
    EXPECT_THAT(answer.body, HasSubstr(refused)) << "what was typed stands on the page";
    EXPECT_EQ(anna.get("/activities").status, 200) << "reading goes on";
    if (!kept.empty()) {
        EXPECT_THAT(anna.get(step).body, HasSubstr(kept));
    }

    make_room();
    anna.get(step);
    EXPECT_EQ(anna.submit(step, {{"title", "The night ferry"}, {"purpose", refused}}).status, 303);
    EXPECT_THAT(anna.get(step).body, HasSubstr(refused));
}

}  // namespace
}  // namespace thingwall::app
