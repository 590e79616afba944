#include "places/lazy_json.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::places {

namespace {

bool blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}
bool digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    while (at < text.size() && blank(text[at])) ++at;
    return at;
}

/// Past the string that begins at `at`. Checked text: there is an end.
std::size_t skip_string(std::string_view text, std::size_t at) {
    ++at;
    while (text[at] != '"') at += text[at] == '\\' ? 2 : 1;
    return at + 1;
}

/// Past the value that begins at `at`; checked text.
std::size_t skip_value(std::string_view text, std::size_t at) {
    if (text[at] == '"') return skip_string(text, at);
    if (text[at] != '{' && text[at] != '[') {
        while (at < text.size() && text[at] != ',' && text[at] != '}' && text[at] != ']' && !blank(text[at])) ++at;
        return at;
    }
    std::size_t depth = 0;
    do {
        const char c = text[at];
        if (c == '"') {
            at = skip_string(text, at);
            continue;
        }
        if (c == '{' || c == '[')
            ++depth;
        else if (c == '}' || c == ']')
            --depth;
        ++at;
    } while (depth > 0);
    return at;
}

void append_utf8(std::string& out, unsigned code) {
    const auto put = [&](unsigned byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xc0 | code >> 6);
        put(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        put(0xe0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    } else {
        put(0xf0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3f));
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    }
}

unsigned hex4(std::string_view text) {
    unsigned value = 0;
    const std::string_view four = text.substr(0, 4);
    std::from_chars(four.data(), four.data() + four.size(), value, 16);
    return value;
}

std::string unescape(std::string_view quoted) {
    std::string out;
    out.reserve(quoted.size());
    for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
        if (quoted[i] != '\\') {
            out += quoted[i];
            continue;
        }
        switch (quoted[++i]) {
            case 'b':
                out += '\b';
                break;
            case 'f':
                out += '\f';
                break;
            case 'n':
                out += '\n';
                break;
            case 'r':
                out += '\r';
                break;
            case 't':
                out += '\t';
                break;
            case 'u': {
                unsigned code = hex4(quoted.substr(i + 1));
                i += 4;
                if (code >= 0xd800 && code < 0xdc00 && quoted.substr(i + 1).starts_with("\\u")) {
                    const unsigned low = hex4(quoted.substr(i + 3));
                    if (low >= 0xdc00 && low < 0xe000) {
                        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                        i += 6;
                    }
                }
                append_utf8(out, code >= 0xd800 && code < 0xe000 ? 0xfffdu : code);
                break;
            }
            default:
                out += quoted[i];
        }
    }
    return out;
}

/// Reads the text once from end to end, without recursion, so that depth costs no stack.
class Checker {
public:
    Checker(std::string_view text, std::size_t depth) : text_(text), most_(depth) {}

    Result<LazyJson> run() {
        at_ = skip_blanks(text_, 0);
        const std::size_t begin = at_;
        if (at_ == text_.size()) return fault("the file is empty");
        bool value_next = true;
        while (true) {
            at_ = skip_blanks(text_, at_);
            if (value_next) {
                if (at_ == text_.size()) return fault("the file ends too early");
                const char c = text_[at_];
                if (c == '{' || c == '[') {
                    if (open_.size() == most_) return fault(fmt::format("nested more than {} deep", most_));
                    open_.push_back(c);
                    ++at_;
                    at_ = skip_blanks(text_, at_);
                    if (at_ < text_.size() && text_[at_] == (c == '{' ? '}' : ']'))
                        value_next = false;
                    else if (c == '{' && !key())
                        return fault(what_);
                    continue;
                }
                if (!scalar()) return fault(what_);
                value_next = false;
                continue;
            }
            if (open_.empty()) {
                if (at_ != text_.size()) return fault("there is more after the end of the document");
                return LazyJson(text_.substr(begin, trimmed_end() - begin));
            }
            if (at_ == text_.size()) return fault("the file ends too early");
            const char c = text_[at_];
            const bool object = open_.back() == '{';
            if (c == (object ? '}' : ']')) {
                open_.pop_back();
                ++at_;
            } else if (c == ',') {
                ++at_;
                if (object) {
                    at_ = skip_blanks(text_, at_);
                    if (!key()) return fault(what_);
                }
                value_next = true;
            } else {
                return fault(object ? "expected , or }" : "expected , or ]");
            }
        }
    }

private:
    std::size_t trimmed_end() const {
        std::size_t end = text_.size();
        while (end > 0 && blank(text_[end - 1])) --end;
        return end;
    }

    std::unexpected<Error> fault(std::string_view what) const {
        const std::string_view before = text_.substr(0, at_);
        const auto line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
        const std::size_t start = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
        return invalid(fmt::format("line {}, column {}: {}", line, at_ - start + 1, what));
    }

    bool stop(std::string_view what) {
        what_ = what;
        return false;
    }

    bool key() {
        if (at_ >= text_.size() || text_[at_] != '"') return stop("expected a name in double quotes");
        if (!string()) return false;
        at_ = skip_blanks(text_, at_);
        if (at_ >= text_.size() || text_[at_] != ':') return stop("expected : after the name");
        ++at_;
        return true;
    }

    bool string() {
        for (++at_; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '"') {
                ++at_;
                return true;
            }
            if (static_cast<unsigned char>(c) < 0x20) return stop("a control character inside a text");
            if (c != '\\') continue;
            ++at_;
            if (at_ == text_.size()) break;
            if (text_[at_] == 'u') {
                for (int i = 0; i < 4; ++i) {
                    ++at_;
                    if (at_ >= text_.size() || !std::isxdigit(static_cast<unsigned char>(text_[at_])))
                        return stop("\\u needs four hexadecimal digits");
                }
            } else if (!std::string_view("\"\\/bfnrt").contains(text_[at_])) {
                return stop("unknown escape in a text");
            }
        }
        return stop("a text without its closing quote");
    }

    bool digits() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && digit(text_[at_])) ++at_;
        return at_ > begin;
    }

    bool scalar() {
        const char c = text_[at_];
        if (c == '"') return string();
        for (std::string_view word : {"null", "true", "false"})
            if (text_.substr(at_).starts_with(word)) {
                at_ += word.size();
                return true;
            }
        if (c == '-') ++at_;
        const bool leading_zero = at_ < text_.size() && text_[at_] == '0';
        const std::size_t begin = at_;
        if (!digits()) return stop("expected a value");
        if (leading_zero && at_ - begin > 1) return stop("a number may not begin with 0");
        if (at_ < text_.size() && text_[at_] == '.') {
            ++at_;
            if (!digits()) return stop("expected a digit after the point");
        }
        if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
            ++at_;
            if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
            if (!digits()) return stop("expected a digit in the exponent");
        }
        return true;
    }

    std::string_view text_;
    std::size_t most_;
    std::size_t at_ = 0;
    std::string open_;
    std::string_view what_;
};

}  // namespace

std::vector<std::pair<std::string, LazyJson>> LazyJson::members() const {
    std::vector<std::pair<std::string, LazyJson>> found;
    if (!is_object()) return found;
    std::size_t at = skip_blanks(raw_, 1);
    while (raw_[at] != '}') {
        const std::size_t name_end = skip_string(raw_, at);
        const std::string_view name = raw_.substr(at, name_end - at);
        at = skip_blanks(raw_, skip_blanks(raw_, name_end) + 1);
        const std::size_t end = skip_value(raw_, at);
        found.emplace_back(unescape(name), LazyJson(raw_.substr(at, end - at)));
        at = skip_blanks(raw_, end);
        if (raw_[at] == ',') at = skip_blanks(raw_, at + 1);
    }
    return found;
}

LazyJson LazyJson::member(std::string_view name) const {
    LazyJson found;
    for (auto& [key, value] : members())
        if (key == name) found = value;
    return found;
}

std::string LazyJson::text() const {
    return is_string() ? unescape(raw_) : std::string{};
}

std::optional<double> LazyJson::number() const {
    if (!is_number()) return {};
    double value = 0;
    const auto [end, fault] = std::from_chars(raw_.data(), raw_.data() + raw_.size(), value);
    if (fault != std::errc{} || end != raw_.data() + raw_.size()) return {};
    return value;
}

std::optional<std::string> LazyJson::scalar() const {
    if (is_string()) return text();
    if (!present() || is_null() || is_object() || is_array()) return {};
    return std::string(raw_);
}

LazyJson::ArrayWalk::ArrayWalk(LazyJson array) {
    if (!array.is_array()) return;
    rest_ = array.raw_.substr(1);
}

std::optional<LazyJson> LazyJson::ArrayWalk::next() {
    std::size_t at = skip_blanks(rest_, 0);
    if (at < rest_.size() && rest_[at] == ',') at = skip_blanks(rest_, at + 1);
    if (at >= rest_.size() || rest_[at] == ']') return {};
    const std::size_t end = skip_value(rest_, at);
    LazyJson item(rest_.substr(at, end - at));
    rest_.remove_prefix(end);
    return item;
}

Result<LazyJson> check_json(std::string_view text, std::size_t depth) {
    if (!valid_utf8(text)) return invalid("the file is not UTF-8 text: save it as UTF-8 and bring it again");
    return Checker(text, depth).run();
}

}  // namespace thingwall::places
