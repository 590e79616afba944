#pragma once
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace thingwall::html {

/// Markup written in the source. The constructor runs in the compiler and reads every character, so nothing that
/// arrives while the program runs can become markup. A literal that ends inside a tag, or opens a script or style, does
/// not compile: text() can then only ever stand in element content. Nor does one with a style or on... attribute, which
/// the pages' content security policy would not allow, nor one that opens a form: html::form and html::get_form
/// (form.hpp) do that.
class Markup {
public:
    template <std::size_t N>
    consteval Markup(const char (&literal)[N]) : text_(literal, N - 1) {
        bool in_tag = false;
        char quote = 0;
        for (char c : text_) {
            if (quote != 0)
                quote = c == quote ? char{0} : quote;
            else if (in_tag && (c == '"' || c == '\''))
                quote = c;
            else if (c == '<' && in_tag)
                throw "a tag opens inside a tag";
            else if (c == '>' && !in_tag)
                throw "a tag closes that was not open";
            else if (c == '<' || c == '>')
                in_tag = c == '<';
        }
        if (in_tag) throw "markup ends inside a tag: use open() and attributes";
        if (text_.find("<script") != std::string_view::npos || text_.find("<style") != std::string_view::npos)
            throw "scripts and styles are files";
        if (text_.find("<form") != std::string_view::npos) throw "use html::form or html::get_form";
        if (has_code_in_a_tag()) throw "styles and scripts are files: use a class";
    }
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

private:
    [[nodiscard]] constexpr bool has_code_in_a_tag() const {
        bool in_tag = false;
        char quote = 0;
        for (std::size_t i = 0; i < text_.size(); ++i) {
            const char c = text_[i];
            if (quote != 0)
                quote = c == quote ? char{0} : quote;
            else if (in_tag && (c == '"' || c == '\''))
                quote = c;
            else if (c == '<' || c == '>')
                in_tag = c == '<';
            else if (in_tag && c == ' ' &&
                     (text_.substr(i + 1).starts_with("style=") || text_.substr(i + 1).starts_with("on")))
                return true;
        }
        return false;
    }
    std::string_view text_;
};

/// One opening tag written in the source ("<div class=\"a\">"), which takes more attributes at run time.
class Tag {
public:
    template <std::size_t N>
    consteval Tag(const char (&literal)[N]) : text_(Markup(literal).text()) {
        if (text_.size() < 3 || text_[0] != '<' || !((text_[1] >= 'a' && text_[1] <= 'z'))) throw "not an opening tag";
        char quote = 0;
        for (std::size_t i = 0; i + 1 < text_.size(); ++i) {
            if (quote != 0)
                quote = text_[i] == quote ? char{0} : quote;
            else if (text_[i] == '"' || text_[i] == '\'')
                quote = text_[i];
            else if (text_[i] == '>')
                throw "more than an opening tag";
        }
        if (quote != 0 || text_.back() != '>' || text_[text_.size() - 2] == '/') throw "not an opening tag";
    }
    /// All but its last character.
    [[nodiscard]] constexpr std::string_view without_end() const { return text_.substr(0, text_.size() - 1); }

private:
    std::string_view text_;
};

/// An address known to the compiler: a path of this site ("/activities", "#title", "?page=2").
class Address {
public:
    template <std::size_t N>
    consteval Address(const char (&literal)[N]) : text_(literal, N - 1) {
        if (text_.empty()) throw "an address is not empty";
        if (text_[0] != '/' && text_[0] != '#' && text_[0] != '?') throw "a path of this site begins with / # or ?";
        if (text_.starts_with("//")) throw "// leads to another site";
        for (char c : text_)
            if (c == '\\' || c == '"' || c == '<' || c == '>' || c == ' ') throw "not an address";
    }
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

/// Where a link may lead: http, https, mailto, tel, or a path of this site.
class Href {
public:
    Href(Address literal) : text_(literal.text()) {}
    /// Checks what somebody typed. Errors: invalid for any other scheme, // and backslashes.
    [[nodiscard]] static Result<Href> parse(std::string_view typed);
    /// "/activities" and 42: "/activities/42"; with a tail: "/activities/42/edit".
    [[nodiscard]] static Href of(Address folder, std::int64_t id, std::string_view tail = {});
    /// "/places/layers" and "WD13": each part is percent-encoded.
    [[nodiscard]] static Href of(Address folder, std::string_view part, std::string_view tail = {});
    /// "?" and names and values, percent-encoded, after a path of this site.
    [[nodiscard]] static Href query(Address path, const std::vector<std::pair<std::string, std::string>>& values);
    /// The same after an address that may have some already.
    [[nodiscard]] static Href query(const Href& path, const std::vector<std::pair<std::string, std::string>>& values);
    /// A path of this site that the program itself put together. Anything that is none becomes "/".
    [[nodiscard]] static Href path(std::string_view made);
    /// "#" and the id of an element of the same page.
    [[nodiscard]] static Href fragment(std::string_view id);
    /// "tel:+441632960140" from a number as people write it here ("01632 960 140").
    [[nodiscard]] static Href telephone(std::string_view number);
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    struct Checked {};
    Href(Checked, std::string text) : text_(std::move(text)) {}
    std::string text_;
};

/// The name of an attribute that takes text. Names that take addresses, code or styles do not compile.
class AttributeName {
public:
    template <std::size_t N>
    consteval AttributeName(const char (&literal)[N]) : text_(literal, N - 1) {
        for (char c : text_)
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':'))
                throw "not the name of an attribute";
        if (text_.starts_with("on") || text_ == "href" || text_ == "src" || text_ == "action" ||
            text_ == "formaction" || text_ == "style" || text_ == "srcdoc" || text_ == "xlink:href")
            throw "this attribute takes no text: use link(), image() or form()";
    }
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

struct Attribute {
    Attribute(AttributeName its_name, std::string_view its_value) : name(its_name.text()), value(its_value) {}
    Attribute(AttributeName its_name, const std::string& its_value) : name(its_name.text()), value(its_value) {}
    Attribute(AttributeName its_name, const char* its_value) : name(its_name.text()), value(its_value) {}
    /// Present or left out ("checked", "disabled").
    Attribute(AttributeName its_name, bool its_present) : name(its_name.text()), present(its_present), bare(true) {}
    Attribute(AttributeName its_name, std::int64_t number) : name(its_name.text()), own(std::to_string(number)) {}
    Attribute(AttributeName its_name, int number) : Attribute(its_name, std::int64_t{number}) {}
    std::string_view name;
    std::string_view value;
    std::string own;  ///< value when made from a number
    bool present = true, bare = false;
};
/// Views of names and values: for use within one statement.
using Attributes = std::vector<Attribute>;

class Content;

/// Builds HTML. Every run-time string goes through text() or an attribute and is escaped there.
class Writer {
public:
    Writer() { out_.reserve(16 * 1024); }
    /// For a small piece that becomes part of a page.
    explicit Writer(std::size_t expected_bytes) { out_.reserve(expected_bytes); }

    Writer& markup(Markup literal) {
        out_ += literal.text();
        return *this;
    }
    Writer& text(std::string_view typed);  ///< escaped; bytes that are no UTF-8 become U+FFFD
    Writer& number(std::int64_t value);    ///< "12,572"
    /// An opening tag given as a literal ("<div class=\"a\">"), with more attributes, escaped.
    Writer& open(Tag tag, const Attributes& attributes);
    Writer& open(Tag tag, std::initializer_list<Attribute> attributes);
    Writer& open_link(Tag tag, const Href& address,
                      const Attributes& attributes = {});  ///< tag "<a class=...>" gets href
    Writer& image(const Href& source, std::string_view alternative, const Attributes& attributes = {});
    Writer& link(const Href& address, std::string_view words);  ///< a govuk-link
    Writer& link(const Href& address, std::string_view words,
                 std::string_view hidden_words);  ///< with words for screen readers
    Writer& append(const Writer& other) {
        out_ += other.out_;
        return *this;
    }
    Writer& append(const Content& content);
    [[nodiscard]] std::string take() { return std::move(out_); }
    [[nodiscard]] const std::string& so_far() const { return out_; }

private:
    friend class FormTag;  // form.cpp: the one place that opens forms
    friend std::string document(const struct Site&, const struct Page&,
                                Writer);  // the one place that names style sheets and scripts
    void attribute(const Attribute& one);
    void escape(std::string_view typed);
    std::string out_;
};

/// What a component holds: words, which are escaped, or a piece that was written with a Writer of its own.
class Content {
public:
    Content() = default;
    Content(std::string_view words);
    Content(const std::string& words) : Content(std::string_view{words}) {}
    Content(const char* words) : Content(std::string_view{words}) {}
    Content(Writer written) : html_(written.take()) {}
    [[nodiscard]] bool empty() const { return html_.empty(); }
    [[nodiscard]] bool is_words() const { return words_; }

private:
    friend class Writer;
    std::string html_;
    bool words_ = false;
};

/// A literal for sentences that people read: English is the key that a catalogue translates.
[[nodiscard]] constexpr const char* t(const char* english) {
    return english;
}

}  // namespace thingwall::html
