#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "verify/verify.hpp"

namespace {

constexpr const char* help =
    "thingwall-verify [--checkpoint SIZE:ROOT]... FILE\n"
    "\n"
    "Checks a journal that was exported (thingwall journal export > FILE). FILE may be - for standard input.\n"
    "Prints OK with the number of entries and the root over them, or the first thing that is wrong.\n"
    "\n"
    "  --checkpoint SIZE:ROOT   what this program, or the partnership, printed at an earlier time. The export must "
    "hold\n"
    "                           those same entries still. Without one, nobody can tell whether all was rewritten.\n"
    "\n"
    "Ends with 0 when the journal holds, 1 when it does not, 2 when asked wrongly or the file cannot be read.\n";

int refuse(const std::string& why) {
    std::cerr << "thingwall-verify: " << why << '\n';
    return 2;
}

int report(const verify::Outcome& outcome) {
    if (outcome.verdict == verify::Outcome::Verdict::holds) {
        std::cout << "OK " << outcome.size << ':' << outcome.root << '\n';
        return 0;
    }
    std::cout << "NOT OK " << outcome.fault << '\n';
    return outcome.verdict == verify::Outcome::Verdict::broken ? 1 : 2;
}

}  // namespace

int main(int count, char** words) {
    std::vector<verify::Checkpoint> checkpoints;
    std::string file;
    for (int i = 1; i < count; ++i) {
        std::string word = words[i];
        if (word == "--help") {
            std::cout << help;
            return 0;
        }
        if (word == "--checkpoint") {
            auto checkpoint = i + 1 < count ? verify::parse_checkpoint(words[++i]) : std::nullopt;
            if (!checkpoint)
                return refuse("--checkpoint takes SIZE:ROOT, as OK prints it: a number, a colon and 64 digits 0-9 a-f");
            checkpoints.push_back(*checkpoint);
        } else if (!file.empty() || (word.starts_with("-") && word != "-")) {
            return refuse("does not know \"" + word + "\"; see --help");
        } else {
            file = word;
        }
    }
    if (file.empty()) return refuse("which file? See --help");
    if (file == "-") {
        std::ios::sync_with_stdio(false);
        return report(verify::check(std::cin, checkpoints));
    }
    std::ifstream in(file, std::ios::binary);
    if (!in) return refuse("cannot open " + file);
    return report(verify::check(in, checkpoints));
}
