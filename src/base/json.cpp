#include "base/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <vector>

#include "base/text.hpp"

namespace thingwall::json {
namespace {

namespace bj = boost::json;
using boost::system::error_code;

/// Builds the tree while the document is read. Ours rather than Boost's own, for two reasons: 1.81 rounds decimals by
/// one multiplication, so that coordinates come out a digit wrong, and of two members with one name it keeps the last.
class Builder {
public:
    explicit Builder(std::size_t most_values) : most_values_(most_values) {}

    constexpr static std::size_t max_object_size = std::size_t(-1) / 2;
    constexpr static std::size_t max_array_size = std::size_t(-1) / 2;
    constexpr static std::size_t max_key_size = std::size_t(-1) / 2;
    constexpr static std::size_t max_string_size = bj::string::max_size();

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) { return true; }
    bool on_array_begin(error_code&) { return true; }

    bool on_object_end(std::size_t count, error_code& problem) {
        bj::object object;
        object.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            auto& name = keys_[keys_.size() - count + i];
            if (!object.emplace(name, std::move(values_[values_.size() - count + i])).second) {
                twice_ = std::move(name);
                problem = bj::error::extra_data;
                return false;
            }
        }
        keys_.resize(keys_.size() - count);
        values_.resize(values_.size() - count);
        return add(problem, std::move(object));
    }
    bool on_array_end(std::size_t count, error_code& problem) {
        bj::array array;
        array.reserve(count);
        for (std::size_t i = values_.size() - count; i < values_.size(); ++i) array.push_back(std::move(values_[i]));
        values_.resize(values_.size() - count);
        return add(problem, std::move(array));
    }
    bool on_key_part(std::string_view part, std::size_t, error_code&) { return pending_ += part, true; }
    bool on_key(std::string_view part, std::size_t, error_code&) {
        keys_.push_back(std::move(pending_ += part));
        pending_.clear();
        return true;
    }
    bool on_string_part(std::string_view part, std::size_t, error_code&) { return pending_ += part, true; }
    bool on_string(std::string_view part, std::size_t, error_code& problem) {
        bool added = add(problem, bj::string_view(pending_ += part));
        pending_.clear();
        return added;
    }
    // The whole document is in one piece, so each number is too.
    bool on_number_part(std::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t number, std::string_view, error_code& problem) { return add(problem, number); }
    bool on_uint64(std::uint64_t number, std::string_view, error_code& problem) { return add(problem, number); }
    bool on_double(double, std::string_view text, error_code& problem) {
        double number = 0;
        auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
        bool vanishing = fault == std::errc::result_out_of_range && text.find("e-") != std::string_view::npos;
        if (end != text.data() + text.size() || (fault != std::errc{} && !vanishing)) {
            problem = bj::error::exponent_overflow;
            return false;
        }
        return add(problem, vanishing ? 0.0 : number);
    }
    bool on_bool(bool yes, error_code& problem) { return add(problem, yes); }
    bool on_null(error_code& problem) { return add(problem, nullptr); }
    bool on_comment_part(std::string_view, error_code&) { return true; }
    bool on_comment(std::string_view, error_code&) { return true; }

    bj::value take() { return std::move(values_.back()); }
    [[nodiscard]] const std::string& twice() const { return twice_; }

private:
    template <class Value>
    bool add(error_code& problem, Value&& value) {
        if (++count_ > most_values_) return problem = bj::error::array_too_large, false;
        values_.emplace_back(std::forward<Value>(value));
        return true;
    }

    std::size_t most_values_, count_ = 0;
    std::vector<bj::value> values_;
    std::vector<std::string> keys_;
    std::string pending_, twice_;
};

std::string problem_of(const error_code& problem, const std::string& twice) {
    if (!twice.empty() || problem == bj::error::extra_data)
        return twice.empty()
                   ? "something follows the end of the document"
                   : fmt::format("the object that ends here has two members called “{}”. Keep one", shortened(twice));
    if (problem == bj::error::incomplete) return "the document breaks off. Is the file whole?";
    if (problem == bj::error::exponent_overflow) return "the number that ends here is too large";
    return fmt::format("this is not JSON ({})", problem.message());
}

}  // namespace

Result<bj::value> parse(std::string_view text, Limits limits) {
    if (text.size() > limits.bytes)
        return fail(ErrorKind::too_large, fmt::format("The document has {} bytes, and the most is {}",
                                                      thousands(static_cast<std::int64_t>(text.size())),
                                                      thousands(static_cast<std::int64_t>(limits.bytes))));
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);

    bj::parse_options options;
    options.max_depth = limits.depth;
    bj::basic_parser<Builder> parser(options, limits.values);
    error_code problem;
    std::size_t read = parser.write_some(false, text.data(), text.size(), problem);
    if (!problem && read < text.size()) problem = bj::error::extra_data;
    if (!problem) return parser.handler().take();

    std::string_view before = text.substr(0, read);
    auto line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    auto line = std::ranges::count(before, '\n') + 1;
    auto column = length(before.substr(line_begin)) + 1;
    if (problem == bj::error::too_deep)
        return fail(ErrorKind::too_large,
                    fmt::format("Line {}, column {}: lists and objects lie more than {} deep in one another", line,
                                column, limits.depth));
    if (problem == bj::error::array_too_large)
        return fail(ErrorKind::too_large,
                    fmt::format("Line {}: the document has more than {} values. Split it into smaller files", line,
                                thousands(static_cast<std::int64_t>(limits.values))));
    return invalid(fmt::format("Line {}, column {}: {}", line, column, problem_of(problem, parser.handler().twice())));
}

}  // namespace thingwall::json
