#pragma once
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <deque>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "html/components.hpp"
#include "html/normalised.hpp"

/// The fixtures that govuk-frontend ships with each component: options, and the HTML that its own template makes of
/// them.
namespace thingwall::test {

namespace json = boost::json;

/// Why a fixture is left out: it asks for something that our component does not offer.
struct NotOurs {
    std::string what;
};

/// A piece of HTML of a fixture, written anew through the writer, since there is no other way in.
inline html::Content rewritten(std::string_view source) {
    using html::Markup;
    struct Pair {
        html::Tag opens;
        Markup closes;
    };
    static const std::map<std::string, Pair, std::less<>> tags{{"p", {"<p>", "</p>"}},
                                                               {"a", {"<a>", "</a>"}},
                                                               {"b", {"<b>", "</b>"}},
                                                               {"em", {"<em>", "</em>"}},
                                                               {"strong", {"<strong>", "</strong>"}},
                                                               {"span", {"<span>", "</span>"}},
                                                               {"div", {"<div>", "</div>"}},
                                                               {"ul", {"<ul>", "</ul>"}},
                                                               {"li", {"<li>", "</li>"}},
                                                               {"h1", {"<h1>", "</h1>"}},
                                                               {"h2", {"<h2>", "</h2>"}},
                                                               {"h3", {"<h3>", "</h3>"}},
                                                               {"label", {"<label>", "</label>"}},
                                                               {"input", {"<input>", "<br>"}},
                                                               {"br", {"<br>", "<br>"}},
                                                               {"code", {"<code>", "</code>"}},
                                                               {"i", {"<i>", "</i>"}},
                                                               {"legend", {"<legend>", "</legend>"}},
                                                               {"table", {"<table>", "</table>"}},
                                                               {"tr", {"<tr>", "</tr>"}},
                                                               {"td", {"<td>", "</td>"}},
                                                               {"textarea", {"<textarea>", "</textarea>"}},
                                                               {"th", {"<th>", "</th>"}},
                                                               {"tbody", {"<tbody>", "</tbody>"}},
                                                               {"thead", {"<thead>", "</thead>"}},
                                                               {"abbr", {"<abbr>", "</abbr>"}},
                                                               {"u", {"<u>", "</u>"}},
                                                               {"ol", {"<ol>", "</ol>"}}};
    html::Writer writer{source.size() * 2};
    std::string text;
    for (std::size_t at = 0; at < source.size();) {
        const bool opens = source[at] == '<';
        if (!opens) {
            text += source[at++];
            continue;
        }
        writer.text(unescaped(text));
        text.clear();
        const Tag tag = read_tag(source, at);
        const auto known = tags.find(tag.name);
        if (known == tags.end()) throw NotOurs{"html with <" + tag.name + ">"};
        if (tag.closes) {
            writer.markup(known->second.closes);
            continue;
        }
        html::Attributes attributes;
        std::optional<std::string> href;
        for (const auto& [name, value] : tag.attributes) {
            if (name == "class")
                attributes.push_back({"class", value});
            else if (name == "id")
                attributes.push_back({"id", value});
            else if (name == "name")
                attributes.push_back({"name", value});
            else if (name == "type")
                attributes.push_back({"type", value});
            else if (name == "for")
                attributes.push_back({"for", value});
            else if (name == "spellcheck")
                attributes.push_back({"spellcheck", value});
            else if (name == "aria-hidden")
                attributes.push_back({"aria-hidden", value});
            else if (name == "aria-describedby")
                attributes.push_back({"aria-describedby", value});
            else if (name == "rows")
                attributes.push_back({"rows", value});
            else if (name == "title")
                attributes.push_back({"title", value});
            else if (name == "lang")
                attributes.push_back({"lang", value});
            else if (name == "href")
                href = value;
            else
                throw NotOurs{"html with the attribute " + name};
        }
        if (href) {
            const auto address = html::Href::parse(*href);
            if (!address) throw NotOurs{"the address " + *href};
            writer.open_link(known->second.opens, *address, attributes);
        } else
            writer.open(known->second.opens, attributes);
    }
    writer.text(unescaped(text));
    return writer;
}

/// Classes of a legend as our sizes.
inline html::Size size_of_legend(const std::string& classes) {
    using html::Size;
    static const std::map<std::string, Size> known{{"", Size::plain},
                                                   {"govuk-fieldset__legend--s", Size::s},
                                                   {"govuk-fieldset__legend--m", Size::m},
                                                   {"govuk-fieldset__legend--l", Size::l},
                                                   {"govuk-fieldset__legend--xl", Size::xl},
                                                   {"govuk-visually-hidden", Size::hidden}};
    const auto found = known.find(classes);
    if (found == known.end()) throw NotOurs{"the legend's class " + classes};
    return found->second;
}

/// The options of a fixture. What is never asked for is not supported: the fixture is then left out, by name.
class Options {
public:
    Options(const json::value& value, std::string path, std::set<std::string>& used)
        : value_(&value), path_(std::move(path)), used_(&used) {}

    [[nodiscard]] bool has(std::string_view key) const {
        const auto* found = find(key);
        return found != nullptr && !found->is_null();
    }
    [[nodiscard]] std::string text(std::string_view key, std::string otherwise = {}) const {
        const auto* found = find(key);
        use(key);
        if (found == nullptr || found->is_null()) return otherwise;
        if (found->is_string()) return std::string{found->get_string()};
        return json::serialize(*found);
    }
    [[nodiscard]] bool flag(std::string_view key, bool otherwise = false) const {
        const auto* found = find(key);
        use(key);
        if (found == nullptr || found->is_null()) return otherwise;
        if (found->is_bool()) return found->get_bool();
        if (found->is_string()) return !found->get_string().empty();
        return true;
    }
    [[nodiscard]] std::optional<bool> maybe(std::string_view key) const {
        if (!has(key)) return std::nullopt;
        return flag(key);
    }
    [[nodiscard]] int number(std::string_view key, int otherwise = 0) const {
        const auto words = text(key);
        return words.empty() ? otherwise : std::stoi(words);
    }
    [[nodiscard]] Options child(std::string_view key) const {
        static const json::value nothing;
        const auto* found = find(key);
        return {found == nullptr ? nothing : *found, path_ + "." + std::string{key}, *used_};
    }
    [[nodiscard]] std::vector<Options> list(
        std::string_view key) const {  // null and false stand for nothing, as in the templates
        std::vector<Options> out;
        const auto* found = find(key);
        if (found == nullptr || !found->is_array()) return out;
        std::size_t n = 0;
        for (const auto& one : found->get_array()) {
            const std::string path = path_ + "." + std::string{key} + "[" + std::to_string(n++) + "]";
            if (one.is_null() || one.is_bool() || (one.is_string() && one.get_string().empty())) {
                used_->insert(path);
                continue;
            }
            out.emplace_back(one, path, *used_);
        }
        return out;
    }
    /// The same, where the templates number what is not there too and ours does not know of it.
    [[nodiscard]] std::vector<Options> list_without_gaps(std::string_view key) const {
        auto out = list(key);
        const auto* found = find(key);
        if (found != nullptr && found->is_array() && found->get_array().size() != out.size())
            throw NotOurs{"an empty item"};
        return out;
    }
    /// The items of a list that stands for itself (the cells of a row).
    [[nodiscard]] std::vector<Options> items() const {
        std::vector<Options> out;
        if (!value_->is_array()) throw NotOurs{"something that is no list"};
        std::size_t n = 0;
        for (const auto& one : value_->get_array())
            out.emplace_back(one, path_ + "[" + std::to_string(n++) + "]", *used_);
        return out;
    }
    [[nodiscard]] std::vector<std::string> words(std::string_view key) const {
        std::vector<std::string> out;
        if (const auto* found = find(key); found != nullptr && found->is_array())
            for (std::size_t n = 0; n < found->get_array().size(); ++n) {
                used_->insert(path_ + "." + std::string{key} + "[" + std::to_string(n) + "]");
                out.emplace_back(found->get_array()[n].as_string());
            }
        return out;
    }
    /// `html` before `text`, as the templates do.
    [[nodiscard]] html::Content content(std::string_view html_key = "html", std::string_view text_key = "text") const {
        if (has(html_key) && !text(html_key).empty()) {
            use(text_key);
            return rewritten(text(html_key));
        }
        use(html_key);
        return text(text_key);
    }
    [[nodiscard]] html::Href href(std::string_view key = "href") const {
        const auto written = text(key);
        const auto parsed = html::Href::parse(written);
        if (!parsed) throw NotOurs{"the address " + written};
        return *parsed;
    }
    /// Views into the fixture, which lives as long as the test.
    [[nodiscard]] html::Attributes attributes(std::string_view key = "attributes") const {
        html::Attributes out;
        const auto* found = find(key);
        if (found == nullptr || !found->is_object()) return out;
        for (const auto& [name, value] : found->get_object()) {
            if (!value.is_string() && !value.is_number()) throw NotOurs{"an attribute that is no text"};
            used_->insert(path_ + "." + std::string{key} + "." + std::string{name});
            static std::deque<std::string> numbers;  // attributes are views
            if (value.is_number()) numbers.push_back(json::serialize(value));
            const std::string_view words =
                value.is_number() ? std::string_view{numbers.back()} : std::string_view{value.get_string()};
            out.push_back(attribute(name, words));
        }
        return out;
    }
    void use(std::string_view key) const { used_->insert(path_ + "." + std::string{key}); }
    [[nodiscard]] const json::value& value() const { return *value_; }

private:
    static html::Attribute attribute(std::string_view name, std::string_view value) {
#define KNOWN(written)            \
    if (name == written) return { \
            written, value        \
        }
        KNOWN("aria-controls");
        KNOWN("aria-label");
        KNOWN("accept");
        KNOWN("data-attribute");
        KNOWN("data-attribute-1");
        KNOWN("data-attribute-2");
        KNOWN("data-second-attribute");
        KNOWN("data-another");
        KNOWN("data-test");
        KNOWN("data-foo");
        KNOWN("data-pika");
        KNOWN("data-test-attribute");
        KNOWN("data-test-attribute-2");
        KNOWN("data-tracking-dimension");
        KNOWN("data-some-data-attribute");
        KNOWN("data-custom-attribute");
        KNOWN("another-attribute");
        KNOWN("first-attribute");
        KNOWN("second-attribute");
        KNOWN("my-attribute");
        KNOWN("id");
        KNOWN("maxlength");
        KNOWN("tabindex");
#undef KNOWN
        throw NotOurs{"the attribute " + std::string{name}};
    }
    [[nodiscard]] const json::value* find(std::string_view key) const {
        return value_->is_object() ? value_->get_object().if_contains(key) : nullptr;
    }
    const json::value* value_;
    std::string path_;
    std::set<std::string>* used_;
};

inline void leaves(const json::value& value, const std::string& path, std::set<std::string>& out) {
    if (value.is_object()) {
        for (const auto& [key, inner] : value.get_object()) leaves(inner, path + "." + std::string{key}, out);
    } else if (value.is_array()) {
        std::size_t n = 0;
        for (const auto& inner : value.get_array()) leaves(inner, path + "[" + std::to_string(n++) + "]", out);
    } else {
        out.insert(path);
    }
}

using Render = std::function<void(html::Writer&, const Options&)>;

struct Compared {
    int fixtures = 0, compared = 0;
    std::vector<std::string> left_out;  ///< "button: with X: option y"
};

inline std::string components_folder() {
    return std::string{THINGWALL_SOURCE} + "/build/frontend/node_modules/govuk-frontend/dist/govuk/components/";
}

inline bool fixtures_are_there() {
    return std::ifstream{components_folder() + "button/fixtures.json"}.good();
}

/// Renders every fixture of a component that our function covers and expects what the template made.
inline Compared compare(const std::string& component, const Render& render) {
    Compared out;
    std::ifstream in(components_folder() + component + "/fixtures.json");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const json::value all = json::parse(text);
    for (const auto& fixture : all.at("fixtures").as_array()) {
        ++out.fixtures;
        const std::string name{fixture.at("name").as_string()};
        const json::value& options = fixture.at("options");
        std::set<std::string> used, given;
        leaves(options, "", given);
        try {
            html::Writer page{4096};
            render(page, Options{options, "", used});
            for (const auto& path : given)
                if (!used.contains(path)) throw NotOurs{"option " + path.substr(1)};
            ++out.compared;
            const std::string expected{fixture.at("html").as_string()};
            EXPECT_EQ(normalised(page.so_far()), normalised(expected)) << component << ": " << name;
        } catch (const NotOurs& reason) {
            out.left_out.push_back(component + ": " + name + ": " + reason.what);
        }
    }
    return out;
}

struct Case {
    const char* component;
    void (*render)(html::Writer&, const Options&);
    int at_least;  ///< so many of its fixtures must be compared, so that leaving out cannot hide a fault
};
inline void PrintTo(const Case& one, std::ostream* out) {
    *out << one.component;
}

/// What is left out is held to a golden list, with the reason for each.
inline void expect_same_as_the_templates(const Case& one) {
    if (!fixtures_are_there()) GTEST_SKIP() << "govuk-frontend is not installed (THINGWALL_FRONTEND=OFF)";

    const auto result = compare(one.component, one.render);

    EXPECT_GE(result.compared, one.at_least) << "of " << result.fixtures;
    std::string got;
    for (const auto& line : result.left_out) got += line + "\n";
    const std::string path = std::string{THINGWALL_SOURCE} + "/tests/golden/html/left-out/" + one.component + ".txt";
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path) << got;
        return;
    }
    std::ifstream listed(path);
    EXPECT_EQ(got, std::string(std::istreambuf_iterator<char>(listed), {})) << "UPDATE_GOLDEN=1 rewrites the list";
}

inline std::string component_name(const testing::TestParamInfo<Case>& one) {
    std::string name;
    bool capital = true;
    for (const char c : std::string_view{one.param.component}) {
        if (c != '-') name += capital ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
        capital = c == '-';
    }
    return name;
}

}  // namespace thingwall::test
