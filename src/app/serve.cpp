#include "app/serve.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <unistd.h>

#include "app/demo.hpp"
#include "app/partnership.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/run.hpp"
#include "identity/identity.hpp"
#include "web/server.hpp"
#include "web/static.hpp"

namespace thingwall::app {
namespace {

// Which partnership answers for a host name: the one that names it, else the one that names none.
class Sites {
public:
    void add(std::unique_ptr<Partnership> partnership) { all_.push_back(std::move(partnership)); }
    [[nodiscard]] const web::Router* find(std::string_view host) const {
        std::string name = fold(host.substr(0, host.rfind(':')));
        const web::Router* any = nullptr;
        for (const auto& partnership : all_) {
            const auto& hosts = partnership->settings().hosts;
            if (hosts.empty() && !any) any = &partnership->router();
            for (const auto& own : hosts)
                if (own == name) return &partnership->router();
        }
        return any;
    }
    [[nodiscard]] const std::vector<std::unique_ptr<Partnership>>& all() const { return all_; }

private:
    std::vector<std::unique_ptr<Partnership>> all_;
};

// Somebody can sign in, or is told how: there is no password to begin with.
void say_how_to_begin(Partnership& partnership, std::string_view site, std::ostream& err) {
    if (partnership.settings().demonstration) {
        err << "Sign-in links of the demonstration, each good once:\n";
        write_sign_in_links(partnership, site, err);
    }
    if (auto link = identity::first_setup_link(partnership.database()))
        fmt::print(err, "Nobody can sign in yet. Open this address once, within a day, to set up {}:\n  {}{}\n",
                   partnership.settings().partnership, site, link->path);
}

int serve(const cli::Arguments& asked, std::ostream&, std::ostream& err) {
    static const SystemClock clock;
    SecureRandom random;
    Sites sites;
    for (const auto& folder : asked.all("data")) {
        auto settings = read_settings(folder);
        if (!settings) return cli::complain(err, settings.error(), cli::asked_wrongly);
        std::filesystem::create_directories(folder);
        auto partnership = std::make_unique<Partnership>(std::move(*settings), clock, random);
        partnership->start();
        sites.add(std::move(partnership));
    }

    web::ServerSettings chosen;
    chosen.address = asked.text("address");
    chosen.port = static_cast<std::uint16_t>(asked.whole("port"));
    chosen.behind_proxy = asked.given("behind-proxy");
    chosen.clock = &clock;
    web::Server server(
        chosen, [&](std::string_view host) { return sites.find(host); },
        [](std::string_view path) { return web::find_static(path); });
    auto port = server.start();
    std::string site = fmt::format("http://{}:{}", chosen.address, port);
    for (const auto& partnership : sites.all()) {
        say_how_to_begin(*partnership, site, err);
        partnership->start_jobs();
    }
    fmt::print(err, "Serving {} on {}\n",
               sites.all().size() == 1 ? sites.all().front()->settings().partnership
                                       : fmt::format("{} partnerships", sites.all().size()),
               site);
    err.flush();

    // One thread waits for the signals that end the program; all others have them blocked (see main).
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    std::jthread waiter([&, ending] {
        int signal = 0;
        sigwait(&ending, &signal);
        server.stop();
    });
    server.run();
    ::kill(::getpid(), SIGTERM);  // wakes the waiter when the server ended by itself; harmless when it woke already
    return cli::fine;
}

Result<std::unique_ptr<Partnership>> open_folder(const std::string& folder) {
    static const SystemClock clock;
    static SecureRandom random;
    auto settings = read_settings(folder);
    if (!settings) return std::unexpected(settings.error());
    if (!settings->database.starts_with("postgres") && !std::filesystem::exists(settings->address()))
        return invalid(fmt::format("{} holds no partnership. `thingwall serve --data {}` makes one.", folder, folder));
    return std::make_unique<Partnership>(std::move(*settings), clock, random);
}

int backup(const cli::Arguments& asked, std::ostream&, std::ostream& err) {
    auto partnership = open_folder(asked.text("data"));
    if (!partnership) return cli::complain(err, partnership.error(), cli::asked_wrongly);
    if (std::filesystem::exists(asked.text("to")))
        return cli::complain(err, invalid(asked.text("to") + " is there already. Give a new file.").error(),
                             cli::asked_wrongly);
    (*partnership)->database().backup(asked.text("to"));
    fmt::print(err, "Copied to {}\n", asked.text("to"));
    return cli::fine;
}

int export_journal(const cli::Arguments& asked, std::ostream& out, std::ostream& err) {
    auto partnership = open_folder(asked.text("data"));
    if (!partnership) return cli::complain(err, partnership.error(), cli::asked_wrongly);
    journal::export_to((*partnership)->database(), out);
    return cli::fine;
}

// The check shares no code with this program, so it is another one: it lies beside this.
int verify(const cli::Arguments& asked, std::ostream&, std::ostream& err) {
    auto beside = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "thingwall-verify";
    std::vector<std::string> words{beside.string()};
    for (const auto& word : asked.operands()) words.push_back(word);
    if (auto checkpoint = asked.maybe("checkpoint")) words.insert(words.end(), {"--checkpoint", *checkpoint});
    std::vector<char*> raw;
    for (auto& word : words) raw.push_back(word.data());
    raw.push_back(nullptr);
    ::execv(raw[0], raw.data());
    fmt::print(err, "thingwall-verify is not beside this program: it should be {}\n", beside.string());
    return cli::failed;
}

// Every route with who may use it, for review: made from a partnership that exists only while it is asked.
int list_routes(const cli::Arguments&, std::ostream& out, std::ostream&) {
    SystemClock clock;
    SecureRandom random;
    auto folder = std::filesystem::temp_directory_path() / ("thingwall-routes-" + random.token());
    std::filesystem::create_directories(folder);
    {
        Partnership partnership(*read_settings(folder.string()), clock, random);
        static constexpr std::string_view access[] = {"anyone", "viewer", "officer", "coordinator", "administrator"};
        std::vector<std::string> lines;
        for (const auto& route : partnership.router().routes())
            lines.push_back(fmt::format("{:<4} {:<45} {}", route->method == web::Method::get ? "GET" : "POST",
                                        route->pattern, access[static_cast<int>(route->access)]));
        std::sort(lines.begin(), lines.end());
        for (const auto& line : lines) out << line << '\n';
    }
    std::filesystem::remove_all(folder);
    return cli::fine;
}

const cli::Option data_folder{"data", "FOLDER", "the folder in which the partnership's data lies", cli::Takes::text,
                              cli::Need::required};

}  // namespace

Result<std::shared_ptr<db::Database>> open_database(const std::string& folder) {
    auto opened = open_folder(folder);
    if (!opened) return std::unexpected(opened.error());
    std::shared_ptr<Partnership> whole = std::move(*opened);
    return std::shared_ptr<db::Database>(whole, &whole->database());
}

Result<std::shared_ptr<activities::OpenedRegister>> open_register(const std::string& folder) {
    auto partnership = open_folder(folder);
    if (!partnership) return std::unexpected(partnership.error());
    std::shared_ptr<Partnership> whole = std::move(*partnership);
    whole->start();
    return std::make_shared<activities::OpenedRegister>(activities::OpenedRegister{&whole->activities(), whole});
}

std::vector<cli::Command> commands() {
    std::vector<cli::Command> all;
    cli::Option folders = data_folder;
    folders.times = cli::Times::repeated;
    folders.help =
        "the folder in which a partnership's data lies; repeat it to serve several, each by its own host name";
    all.push_back(
        {"serve",
         "Run a partnership",
         "serve the pages of one partnership or several",
         "Opens the data folder, or begins a new one, and serves its pages until it is told to stop (Ctrl+C, SIGTERM). "
         "A new partnership "
         "prints a link, good for a day and for one use, by which its first administrator sets it up. Put nginx or "
         "another proxy in front for TLS.",
         "thingwall serve --data /var/lib/thingwall --port 8080",
         {folders,
          {"port", "PORT", "the port to listen on; 0 takes one that is free", cli::Takes::whole, cli::Need::optional,
           "8080", cli::Times::once, 0, 65535},
          {"address", "ADDRESS", "the address to listen on", cli::Takes::text, cli::Need::optional, "127.0.0.1"},
          {"behind-proxy", "", "a proxy on this machine stands in front: believe what it says of who asks",
           cli::Takes::nothing}},
         {},
         serve});
    all.push_back({"backup",
                   "Run a partnership",
                   "copy the database into a new file while it is in use",
                   "The copy is whole and of one moment. Keep it on another machine, and try now and then whether it "
                   "opens: serve it from a folder of its own.",
                   "thingwall backup --data /var/lib/thingwall --to /backup/thingwall-2026-11-22.db",
                   {data_folder, {"to", "FILE", "the new file", cli::Takes::text, cli::Need::required}},
                   {},
                   backup});
    all.push_back({"journal export",
                   "Run a partnership",
                   "write the journal, one line of JSON for each change",
                   "Who changed what, when, for which organisation, as numbers and commitments without any personal "
                   "text. Give it to somebody who does "
                   "not trust this server: `thingwall verify` checks it.",
                   "thingwall journal export --data /var/lib/thingwall > journal.jsonl",
                   {data_folder},
                   {},
                   export_journal});
    all.push_back({"routes",
                   "Work on files",
                   "list every address of the program and who may use it",
                   "For review of changes: script/check-routes compares it with what was read before.",
                   "thingwall routes",
                   {},
                   {},
                   list_routes});
    all.push_back({"verify",
                   "Work on files",
                   "check an export of the journal, sharing no code with the server",
                   "Works out every digest anew. Says that the chain holds, with its size and root, or the first place "
                   "at which it does not.",
                   "thingwall verify journal.jsonl\nthingwall verify journal.jsonl --checkpoint 1200:9f86d081...",
                   {{"checkpoint", "SIZE:ROOT", "what somebody wrote down earlier: the journal must still contain it",
                     cli::Takes::text}},
                   {{"FILE", "the export, as `thingwall journal export` writes it"}},
                   verify});
    return all;
}

}  // namespace thingwall::app
