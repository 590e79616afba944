#include "cli/arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "base/text.hpp"
#include "cli/nearest.hpp"

namespace thingwall::cli {
namespace {

std::string range_of(const Option& option) {
    bool least = option.least != std::numeric_limits<std::int64_t>::min();
    bool most = option.most != std::numeric_limits<std::int64_t>::max();
    if (least && most) return fmt::format(" from {} to {}", thousands(option.least), thousands(option.most));
    if (least) return fmt::format(", {} or more", thousands(option.least));
    if (most) return fmt::format(", {} or less", thousands(option.most));
    return "";
}

bool within(const Option& option, double value) {
    return value >= static_cast<double>(option.least) && value <= static_cast<double>(option.most);
}

/// What is wrong with a value; nothing when it can be used.
std::optional<std::string> fault_in(const Option& option, const std::string& text) {
    switch (option.takes) {
        case Takes::nothing:
            return std::nullopt;
        case Takes::text:
            if (text.empty()) return fmt::format("--{} is blank. Give {}", option.name, option.value);
            return std::nullopt;
        case Takes::whole: {
            auto value = parse_whole(text);
            if (value && *value >= option.least && *value <= option.most) return std::nullopt;
            return fmt::format("--{} must be a whole number{}, and “{}” is not", option.name, range_of(option),
                               shortened(text));
        }
        case Takes::number: {
            auto value = parse_number(text);
            if (value && within(option, *value)) return std::nullopt;
            return fmt::format("--{} must be a number{}, and “{}” is not", option.name, range_of(option),
                               shortened(text));
        }
        case Takes::day: {
            auto value = parse_date(text);
            if (value) return std::nullopt;
            return fmt::format("--{}: {}", option.name, value.error().message);
        }
    }
    return std::nullopt;
}

}  // namespace

/// Reads from left to right and gathers every fault.
class ArgumentReader {
public:
    ArgumentReader(const Command& command, std::span<const std::string> typed) : command_(command), typed_(typed) {
        for (const auto& option : command.options) arguments_.values_.push_back({&option, {}, false});
    }

    Result<Arguments> read() {
        bool options_over = false;
        while (at_ < typed_.size()) {
            const std::string& word = typed_[at_++];
            if (options_over || word == "-" || !word.starts_with('-'))
                arguments_.operands_.push_back(word);
            else if (word == "--")
                options_over = true;
            else if (word.starts_with("--"))
                read_option(word);
            else
                faults_.add(
                    "",
                    fmt::format(
                        "{} is not an option: options begin with two dashes. To give it as it is, write -- before it",
                        word));
        }
        check_options();
        check_operands();
        if (!faults_.empty())
            return faults_.take(fmt::format(
                "thingwall {}: this could not be understood. Add --help to see how it is used", command_.words));
        return std::move(arguments_);
    }

private:
    void read_option(const std::string& word) {
        auto equals = word.find('=');
        std::string name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
        auto value = std::ranges::find(arguments_.values_, name, [](const auto& one) { return one.option->name; });
        if (value == arguments_.values_.end()) return unknown(name);
        const Option& option = *value->option;
        bool first = !value->given;
        value->given = true;
        if (option.takes == Takes::nothing) {
            if (equals != std::string::npos)
                faults_.add("", fmt::format("--{} takes no value. Write --{} alone", name, name));
            return;
        }
        if (equals == std::string::npos && (at_ == typed_.size() || typed_[at_].starts_with("--"))) {
            faults_.add("", fmt::format("--{} needs a value: --{} {}", name, name, option.value));
            return;
        }
        const std::string& text =
            value->texts.emplace_back(equals == std::string::npos ? typed_[at_++] : word.substr(equals + 1));
        if (!first && option.times == Times::once)
            faults_.add("", fmt::format("--{} is given twice. Give it once", name));
        else if (auto fault = fault_in(option, text))
            faults_.add("", *fault);
    }

    void unknown(const std::string& name) {
        std::vector<std::string_view> names;
        for (const auto& option : command_.options) names.push_back(option.name);
        auto like = nearest(name, names);
        faults_.add("", like ? fmt::format("There is no option --{}. Did you mean --{}?", shortened(name), *like)
                             : fmt::format("There is no option --{}. Take it out", name));
        // What follows was meant as its value; taken along, so that it is not faulted a second time.
        if (at_ < typed_.size() && !typed_[at_].starts_with('-')) ++at_;
    }

    void check_options() {
        for (auto& value : arguments_.values_) {
            const Option& option = *value.option;
            if (value.given) continue;
            if (option.need == Need::required)
                faults_.add("", fmt::format("--{} is missing. Add --{} {}: {}", option.name, option.name, option.value,
                                            option.help));
            else if (!option.fallback.empty())
                value.texts.emplace_back(option.fallback);
        }
    }

    void check_operands() {
        const auto& wanted = command_.operands;
        auto& given = arguments_.operands_;
        for (std::size_t i = given.size(); i < wanted.size() && wanted[i].need == Need::required; ++i)
            faults_.add("", fmt::format("{} is missing: {}", wanted[i].value, wanted[i].help));
        if (!wanted.empty() && wanted.back().times == Times::repeated) return;
        for (std::size_t i = wanted.size(); i < given.size(); ++i)
            faults_.add(
                "", fmt::format("“{}” is one word too many. Take it out, or put words that belong together in quotes",
                                given[i]));
    }

    const Command& command_;
    std::span<const std::string> typed_;
    std::size_t at_ = 0;
    Arguments arguments_;
    Faults faults_;
};

Result<Arguments> Arguments::read(const Command& command, std::span<const std::string> typed) {
    return ArgumentReader(command, typed).read();
}

const Arguments::Value& Arguments::of(std::string_view option) const {
    auto found = std::ranges::find(values_, option, [](const auto& value) { return value.option->name; });
    assert(found != values_.end());
    return *found;
}

bool Arguments::given(std::string_view option) const {
    return of(option).given;
}
const std::vector<std::string>& Arguments::all(std::string_view option) const {
    return of(option).texts;
}

const std::string& Arguments::text(std::string_view option) const {
    assert(!of(option).texts.empty());
    return of(option).texts.front();
}

std::int64_t Arguments::whole(std::string_view option) const {
    return parse_whole(text(option)).value();
}
double Arguments::number(std::string_view option) const {
    return parse_number(text(option)).value();
}
Date Arguments::day(std::string_view option) const {
    return parse_date(text(option)).value();
}

std::optional<std::string> Arguments::maybe(std::string_view option) const {
    const auto& texts = of(option).texts;
    return texts.empty() ? std::nullopt : std::optional(texts.front());
}

}  // namespace thingwall::cli
