#include <ostream>

#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "identity/identity.hpp"
#include "identity/store.hpp"

namespace thingwall::identity {

namespace {

constexpr std::chrono::minutes good_for{30};

int make_sign_in_link(const OpenDatabase& open, const cli::Arguments& asked, std::ostream& out, std::ostream& err) {
    auto database = open(std::string(asked.text("data")));
    if (!database) {
        err << "thingwall sign-in-link: " << describe(database.error()) << '\n';
        return cli::failed;
    }
    auto found =
        (*database)->read([&](db::Reader& reader) { return store::credentials(reader, fold(asked.text("email"))); });
    if (!found || !found->active) {
        err << "thingwall sign-in-link: nobody who may sign in has this email address. Check it with an "
               "administrator.\n";
        return cli::failed;
    }
    out << sign_in_link(**database, found->person, good_for).path << '\n';
    err << "Put the address of your site before it, and hand it to this person alone. It works once, for 30 minutes.\n";
    return cli::fine;
}

}  // namespace

std::vector<cli::Command> commands(OpenDatabase open) {
    return {
        {"sign-in-link",
         "Run a partnership",
         "let somebody in who has lost their password",
         "Makes a link that signs one person in, once. It is for the day on which the only administrator has lost "
         "their password: others ask an administrator. Whoever has the link is that person, so show it to nobody "
         "else. That it was made is on record.",
         "thingwall sign-in-link --data /var/lib/thingwall --email tomasz@council.example.org",
         {{"data", "FOLDER", "the folder in which the partnership's data lies", cli::Takes::text, cli::Need::required},
          {"email", "ADDRESS", "what they sign in with", cli::Takes::text, cli::Need::required}},
         {},
         [open = std::move(open)](const cli::Arguments& asked, std::ostream& out, std::ostream& err) {
             return make_sign_in_link(open, asked, out, err);
         }}};
}

}  // namespace thingwall::identity
