#include "verify/verify.hpp"

#include <algorithm>
#include <charconv>
#include <istream>

#include "verify/line.hpp"

namespace verify {

namespace {

using enum Outcome::Verdict;

constexpr std::size_t longest_line = 4096;

/// One pass over an export.
class Pass {
public:
    explicit Pass(const std::vector<Checkpoint>& checkpoints) : checkpoints_(checkpoints) {}

    Outcome run(std::istream& in) {
        compare_checkpoints();
        for (std::string text; !stopped() && read_line(in, text);) take(text);
        if (!stopped() && !headed_)
            refuse(broken, "the file ends without its last line, which gives size and root: it was cut off");
        if (!stopped()) ask_for_missing_checkpoints();
        if (!stopped()) outcome_.verdict = holds;
        outcome_.size = tree_.size();
        outcome_.root = to_hex(tree_.root());
        return outcome_;
    }

private:
    bool stopped() const { return !outcome_.fault.empty(); }
    void refuse(Outcome::Verdict verdict, const std::string& fault) {
        outcome_.verdict = verdict;
        outcome_.fault = number_ == 0 ? fault : "line " + std::to_string(number_) + ": " + fault;
    }

    bool read_line(std::istream& in, std::string& text) {
        text.clear();
        ++number_;
        for (int c = in.get(); c != std::istream::traits_type::eof(); c = in.get()) {
            if (c == '\n') return true;
            text.push_back(static_cast<char>(c));
            if (text.size() > longest_line) {
                refuse(unreadable, "longer than any line of an export");
                return false;
            }
        }
        if (in.bad())
            refuse(unreadable, "the file cannot be read");
        else if (!text.empty())
            refuse(broken, "the file ends inside this line: it was cut off");
        else
            number_ = 0;
        return false;
    }

    void take(std::string_view text) {
        if (headed_) return refuse(broken, "something follows the last line, which gives size and root");
        if (text.starts_with("{\"size\":")) return take_head(text);
        Line line{};
        if (auto wrong = parse_line(text, line))
            return refuse(broken, "not an entry as an export has it; see " + *wrong);
        std::int64_t expected = tree_.size() + 1;
        if (line.position != expected)
            return refuse(broken, "this is entry " + std::to_string(line.position) + " where entry " +
                                      std::to_string(expected) +
                                      " should stand: entries are missing, doubled or out of order");
        if (line.before != last_) return refuse(broken, entry() + " does not carry the digest of the entry before it");
        if (line.digest != digest_of(line))
            return refuse(broken, entry() + " was changed: its digest is not that of what it says");
        last_ = line.digest;
        tree_.add_leaf(line.digest);
        compare_checkpoints();
    }

    void take_head(std::string_view text) {
        headed_ = true;
        Head head{};
        if (auto wrong = parse_head(text, head))
            return refuse(broken, "not a last line as an export has it; see " + *wrong);
        if (head.size != tree_.size())
            return refuse(broken, "the last line speaks of " + std::to_string(head.size) +
                                      " entries and the file has " + std::to_string(tree_.size()));
        if (head.root != tree_.root()) refuse(broken, "the root that the last line gives is not that of the entries");
    }

    void compare_checkpoints() {
        for (const auto& checkpoint : checkpoints_)
            if (checkpoint.size == tree_.size() && checkpoint.root != to_hex(tree_.root()))
                return refuse(broken, "the first " + std::to_string(checkpoint.size) +
                                          " entries are not those that the checkpoint was taken of");
    }

    void ask_for_missing_checkpoints() {
        for (const auto& checkpoint : checkpoints_)
            if (checkpoint.size > tree_.size())
                return refuse(broken, "there were " + std::to_string(checkpoint.size) +
                                          " entries when the checkpoint was taken, and the file has " +
                                          std::to_string(tree_.size()));
    }

    std::string entry() const { return "entry " + std::to_string(tree_.size() + 1); }

    const std::vector<Checkpoint>& checkpoints_;
    Outcome outcome_;
    Tree tree_;
    Hash last_{};
    bool headed_ = false;
    std::int64_t number_ = 0;
};

}  // namespace

std::optional<Checkpoint> parse_checkpoint(std::string_view text) {
    auto colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    Checkpoint checkpoint;
    const auto size = text.substr(0, colon);
    auto [end, problem] = std::from_chars(size.data(), size.data() + size.size(), checkpoint.size);
    Hash root;
    bool good = problem == std::errc{} && end == size.data() + size.size() && checkpoint.size >= 0;
    if (!good || !parse_hash(text.substr(colon + 1), root)) return std::nullopt;
    checkpoint.root = text.substr(colon + 1);
    return checkpoint;
}

Outcome check(std::istream& in, const std::vector<Checkpoint>& checkpoints) {
    return Pass(checkpoints).run(in);
}

}  // namespace verify
