#include "cli/run.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <stdexcept>

#include "cli/arguments.hpp"
#include "cli/nearest.hpp"

namespace thingwall::cli {
namespace {

Command command(std::string_view words, std::string_view group,
                std::function<int(const Arguments&, std::ostream&, std::ostream&)> deed) {
    return {.words = words,
            .group = group,
            .summary = "do it",
            .help =
                "First paragraph with so many words that the line of the screen on which it is read must be broken "
                "once.\n\nSecond.",
            .example = "thingwall it --from a.csv",
            .options =
                {{.name = "from", .value = "FILE", .help = "what to read", .need = Need::required},
                 {.name = "limit", .value = "COUNT", .help = "how many rows", .takes = Takes::whole, .fallback = "5"}},
            .operands = {{.value = "NAME", .help = "its name", .need = Need::optional, .times = Times::repeated}},
            .run = std::move(deed)};
}

int says_data(const Arguments& arguments, std::ostream& out, std::ostream& err) {
    out << arguments.text("from") << ',' << arguments.operands().size() << '\n';
    err << "one row\n";
    return fine;
}

const Program program{
    .name = "thingwall",
    .summary = "one register of who asks whom about what",
    .version = "1.2.3",
    .commands = {command("serve", "Run a partnership", says_data),
                 command("overlap screen", "Work on files", says_data),
                 command("overlap explain", "Work on files", says_data), command("places", "Work on files", says_data),
                 command("places import", "Run a partnership", [](auto&, auto&, auto&) { return int{failed}; }),
                 command("break", "Run a partnership",
                         [](auto&, auto&, auto&) -> int { throw std::runtime_error("The disk is full"); })}};

struct Ran {
    int exit;
    std::string out, err;
};
Ran ran(std::vector<std::string> typed) {
    std::ostringstream out, err;
    int exit = run(program, typed, out, err);
    return {exit, out.str(), err.str()};
}

TEST(ACommand, WritesDataToOneStreamAndWordsToTheOther) {
    auto result = ran({"overlap", "screen", "--from", "a.csv", "x", "y"});

    EXPECT_EQ(result.exit, fine);
    EXPECT_EQ(result.out, "a.csv,2\n");
    EXPECT_EQ(result.err, "one row\n");
}

TEST(ACommand, IsTheOneWithTheMostWordsThatWereTyped) {
    EXPECT_EQ(ran({"places", "import", "--from", "a"}).exit, failed);
    EXPECT_EQ(ran({"places", "imports", "--from", "a"}).out, "a,1\n");
}

TEST(ACommand, AskedWronglyDoesNothingAndSaysAllThatIsWrong) {
    auto result = ran({"overlap", "screen", "--limit", "many"});

    EXPECT_EQ(result.exit, asked_wrongly);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err,
              "thingwall overlap screen: this could not be understood. Add --help to see how it is used\n"
              "  --limit must be a whole number, and “many” is not\n"
              "  --from is missing. Add --from FILE: what to read\n");
}

TEST(ACommand, ThatBreaksSaysWhyAndFails) {
    auto result = ran({"break", "--from", "a"});

    EXPECT_EQ(result.exit, failed);
    EXPECT_EQ(result.err, "thingwall break: could not finish. The disk is full\n");
}

TEST(ACommand, WhoseAnswerCouldNotBeWrittenFails) {
    std::ostringstream out, err;
    out.setstate(std::ios::badbit);

    int exit = run(program, std::vector<std::string>{"serve", "--from", "a"}, out, err);

    EXPECT_EQ(exit, failed);
    EXPECT_NE(err.str().find("could not be written whole"), std::string::npos);
}

TEST(AMistypedCommand, IsAnsweredWithTheNearestOne) {
    EXPECT_EQ(ran({"sevre"}).exit, asked_wrongly);
    EXPECT_EQ(ran({"sevre", "--from", "a"}).err,
              "thingwall: there is no command “sevre”. Did you mean “thingwall serve”?\nSee all commands with: "
              "thingwall --help\n");
    EXPECT_NE(ran({"overlap", "scren", "file"}).err.find("Did you mean “thingwall overlap screen”?"),
              std::string::npos);
    EXPECT_EQ(ran({"qqqqqqq"}).err,
              "thingwall: there is no command “qqqqqqq”.\nSee all commands with: thingwall --help\n");
    EXPECT_EQ(ran({"--from", "a", "serve"}).exit, asked_wrongly);
}

TEST(HalfACommand, IsAnsweredWithTheCommandsThatBeginSo) {
    auto result = ran({"overlap"});

    EXPECT_EQ(result.exit, asked_wrongly);
    EXPECT_EQ(result.err,
              "thingwall overlap: say which of these.\n\n"
              "Commands of thingwall overlap\n"
              "  overlap screen   do it\n"
              "  overlap explain  do it\n");
    EXPECT_EQ(ran({"overlap", "--help"}).exit, fine);
    EXPECT_NE(ran({"overlap", "--help"}).out.find("overlap explain"), std::string::npos);
}

TEST(TheListOfCommands, IsGroupedAndNeedsNoOption) {
    auto alone = ran({}), asked = ran({"--help"}), helped = ran({"help"});

    EXPECT_EQ(alone.exit, fine);
    EXPECT_EQ(alone.out, asked.out);
    EXPECT_EQ(alone.out, helped.out);
    EXPECT_EQ(alone.out,
              "thingwall: one register of who asks whom about what\n\n"
              "Usage\n"
              "  thingwall COMMAND [OPTIONS]\n\n"
              "Run a partnership\n"
              "  serve          do it\n"
              "  places import  do it\n"
              "  break          do it\n\n"
              "Work on files\n"
              "  overlap screen   do it\n"
              "  overlap explain  do it\n"
              "  places           do it\n\n"
              "Add --help to a command to see how it is used: thingwall serve --help\n");
    EXPECT_EQ(ran({"--version"}).out, "thingwall 1.2.3\n");
}

TEST(TheHelpOfACommand, IsEnoughForANewcomer) {
    for (auto typed : std::vector<std::vector<std::string>>{{"overlap", "screen", "--help"},
                                                            {"overlap", "screen", "--from", "a", "-h"},
                                                            {"help", "overlap", "screen"}}) {
        auto result = ran(typed);
        EXPECT_EQ(result.exit, fine);
        EXPECT_EQ(result.err, "");
        EXPECT_EQ(result.out,
                  "thingwall overlap screen: do it\n\n"
                  "Usage\n"
                  "  thingwall overlap screen [NAME...] --from FILE [--limit COUNT]\n\n"
                  "First paragraph with so many words that the line of the screen on which it is\n"
                  "read must be broken once.\n\n"
                  "Second.\n\n"
                  "Words\n"
                  "  NAME  its name\n\n"
                  "Options\n"
                  "  --from FILE    what to read (needed)\n"
                  "  --limit COUNT  how many rows (if not given: 5)\n"
                  "  --help         Show this and do nothing\n\n"
                  "Example\n"
                  "  thingwall it --from a.csv\n");
    }
}

TEST(TheNearestName, IsTheOneWithTheFewestLettersWrong) {
    std::vector<std::string_view> names{"serve", "screen", "demo"};
    EXPECT_EQ(nearest("srceen", names), "screen");
    EXPECT_EQ(nearest("demos", names), "demo");
    EXPECT_EQ(nearest("scr", names), "screen");
    EXPECT_FALSE(nearest("harvest", names));
    EXPECT_FALSE(nearest("", names));
    EXPECT_FALSE(nearest(std::string(100'000, 's'), names));
}

}  // namespace
}  // namespace thingwall::cli
