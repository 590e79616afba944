#include <sys/stat.h>

#include <csignal>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "activities/activities.hpp"
#include "app/demo.hpp"
#include "app/serve.hpp"
#include "cli/run.hpp"
#include "identity/identity.hpp"
#include "library/library.hpp"
#include "overlap/overlap.hpp"
#include "places/places.hpp"

int main(int count, char** words) {
    using namespace thingwall;
    umask(0077);  // what we write holds what people said: for the account that runs us alone
    // Blocked before any thread is made, so that only the one that waits for them sees them; a reader that hung up is
    // no reason to die.
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    std::signal(SIGPIPE, SIG_IGN);

    cli::Program program{"thingwall",
                         "who asks whom about what, where and when: one register for all the bodies of a place",
                         "0.1.0", app::commands()};
    auto add = [&](const auto& more) {
        program.commands.insert(program.commands.end(), std::begin(more), std::end(more));
    };
    add(app::demo_commands());
    add(identity::commands(app::open_database));
    add(places::commands());
    add(overlap::commands());
    add(activities::commands(app::open_register));
    add(library::commands());

    std::ios::sync_with_stdio(false);
    std::vector<std::string> typed(words + 1, words + count);
    if (!typed.empty() && typed.front() == "serve") pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    return cli::run(program, typed, std::cout, std::cerr);
}
