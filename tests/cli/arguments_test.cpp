#include "cli/arguments.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace thingwall::cli {
namespace {

const Command crosswalk{
    .words = "places crosswalk",
    .group = "Work on files",
    .summary = "say how many people of one area live in another",
    .help = "",
    .example = "",
    .options =
        {{.name = "from", .value = "FILE", .help = "the areas to start from", .need = Need::required},
         {.name = "to", .value = "FILE", .help = "the areas to go to", .need = Need::required},
         {.name = "limit",
          .value = "COUNT",
          .help = "how many rows",
          .takes = Takes::whole,
          .fallback = "100",
          .least = 1,
          .most = 5000},
         {.name = "share", .value = "SHARE", .help = "least share", .takes = Takes::number, .least = 0, .most = 1},
         {.name = "day", .value = "DATE", .help = "the day", .takes = Takes::day},
         {.name = "layer", .value = "NAME", .help = "a layer", .times = Times::repeated},
         {.name = "quick", .value = "", .help = "leave out the check", .takes = Takes::nothing}},
    .operands = {{.value = "NAME", .help = "what to call it", .need = Need::optional}},
    .run = {}};

Result<Arguments> read(std::vector<std::string> typed) {
    return Arguments::read(crosswalk, typed);
}

std::vector<std::string> faults(std::vector<std::string> typed) {
    auto arguments = read(std::move(typed));
    std::vector<std::string> messages;
    if (!arguments)
        for (const auto& fault : arguments.error().fields) messages.push_back(fault.message);
    return messages;
}

TEST(ACommandLine, IsReadWithSpacesOrEqualsSigns) {
    auto arguments = read({"--from", "a.geojson", "--to=b=c.geojson", "--layer", "wards", "--layer=forums", "--quick",
                           "--share", "0.5", "--day=1 March 2010", "my name"});

    ASSERT_TRUE(arguments);
    EXPECT_EQ(arguments->text("from"), "a.geojson");
    EXPECT_EQ(arguments->text("to"), "b=c.geojson");
    EXPECT_EQ(arguments->all("layer"), (std::vector<std::string>{"wards", "forums"}));
    EXPECT_TRUE(arguments->given("quick"));
    EXPECT_EQ(arguments->whole("limit"), 100);
    EXPECT_FALSE(arguments->given("limit"));
    EXPECT_EQ(arguments->number("share"), 0.5);
    EXPECT_EQ(arguments->day("day"), Date::make(2010, 3, 1));
    EXPECT_EQ(arguments->operands(), std::vector<std::string>{"my name"});
}

TEST(ACommandLine, MayLeaveOutWhatIsNotNeeded) {
    auto arguments = read({"--from", "a", "--to", "-"});

    ASSERT_TRUE(arguments);
    EXPECT_EQ(arguments->text("to"), "-");
    EXPECT_FALSE(arguments->given("quick"));
    EXPECT_FALSE(arguments->maybe("day"));
    EXPECT_EQ(arguments->maybe("limit"), "100");
    EXPECT_TRUE(arguments->all("layer").empty());
    EXPECT_TRUE(arguments->operands().empty());
}

TEST(ACommandLine, TakesWordsAfterTwoDashesAsTheyAre) {
    auto arguments = read({"--from", "a", "--to", "b", "--", "--name--"});

    ASSERT_TRUE(arguments);
    EXPECT_EQ(arguments->operands(), std::vector<std::string>{"--name--"});
}

TEST(AMistypedCommandLine, HasEveryFaultSaidAtOnce) {
    EXPECT_EQ(
        faults({"--form", "a", "--limit", "0", "--share=2", "--day", "30/2/2010", "--quick=yes", "one", "two", "-x"}),
        (std::vector<std::string>{
            "There is no option --form. Did you mean --from?",
            "--limit must be a whole number from 1 to 5,000, and “0” is not",
            "--share must be a number from 0 to 1, and “2” is not",
            "--day: February 2010 has 28 days. Give a day from 1 to 28", "--quick takes no value. Write --quick alone",
            "-x is not an option: options begin with two dashes. To give it as it is, write -- before it",
            "--from is missing. Add --from FILE: the areas to start from",
            "--to is missing. Add --to FILE: the areas to go to",
            "“two” is one word too many. Take it out, or put words that belong together in quotes"}));
}

TEST(AMistypedCommandLine, IsToldOfValuesThatAreMissingBlankOrGivenTwice) {
    EXPECT_EQ(faults({"--from", "--to", "b"}), std::vector<std::string>{"--from needs a value: --from FILE"});
    EXPECT_EQ(faults({"--to", "b", "--from"}), std::vector<std::string>{"--from needs a value: --from FILE"});
    EXPECT_EQ(faults({"--to", "b", "--from="}), std::vector<std::string>{"--from is blank. Give FILE"});
    EXPECT_EQ(faults({"--to", "b", "--from", "a", "--from", "c"}),
              std::vector<std::string>{"--from is given twice. Give it once"});
    EXPECT_EQ(faults({"--to", "b", "--from", "a", "--zzzzzz"}),
              std::vector<std::string>{"There is no option --zzzzzz. Take it out"});
    EXPECT_EQ(faults({"--to", "b", "--from", "a", "--limit", "1.5"}),
              std::vector<std::string>{"--limit must be a whole number from 1 to 5,000, and “1.5” is not"});
}

TEST(AMistypedCommandLine, IsToldOfNamesThatMustFollow) {
    Command import{.words = "import",
                   .group = "",
                   .summary = "",
                   .help = "",
                   .example = "",
                   .options = {},
                   .operands = {{.value = "KIND", .help = "what it is"},
                                {.value = "FILE", .help = "the files to read", .times = Times::repeated}},
                   .run = {}};

    auto nothing = Arguments::read(import, std::vector<std::string>{});
    ASSERT_FALSE(nothing);
    ASSERT_EQ(nothing.error().fields.size(), 2u);
    EXPECT_EQ(nothing.error().fields[1].message, "FILE is missing: the files to read");
    EXPECT_EQ(Arguments::read(import, std::vector<std::string>{"wards", "a", "b", "c"})->operands().size(), 4u);
}

}  // namespace
}  // namespace thingwall::cli
