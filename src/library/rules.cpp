#include "library/rules.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::library {
namespace {

constexpr std::array<KindWords, 4> kinds{{
    {Kind::pdf, "pdf", "PDF", "application/pdf", ".pdf"},
    {Kind::docx, "docx", "Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     ".docx"},
    {Kind::odt, "odt", "OpenDocument text", "application/vnd.oasis.opendocument.text", ".odt"},
    {Kind::text, "text", "Text", "text/plain; charset=utf-8", ".txt"},
}};

constexpr std::size_t most_words = 4000, most_address = 500, most_title = 200;

void check_length(std::string_view field, std::string_view typed, std::size_t most, Faults& faults) {
    if (length(typed) > most)
        faults.add(std::string(field),
                   fmt::format("Write at most {} characters", thousands(static_cast<std::int64_t>(most))));
}

// Spaces between words, and one line end between lines.
std::string tidy(std::string_view typed) {
    return std::string(trim(typed));
}

bool is_web_address(std::string_view address) {
    const auto rest = address.starts_with("https://")  ? address.substr(8)
                      : address.starts_with("http://") ? address.substr(7)
                                                       : std::string_view{};
    return !rest.empty() && rest.find('.') != std::string_view::npos && rest.front() != '.' && rest.front() != '/' &&
           std::ranges::none_of(address, [](char c) {
               return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '<' || c == '>' || c == '\\' ||
                      c == 0x7f;
           });
}

bool is_plain_text(std::string_view bytes) {
    // What a person reads has no control characters but tabs, line ends and form feeds; UTF-16 shows by its mark.
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
    const auto is_control = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || byte == 0x7f;
    };
    if (std::ranges::any_of(bytes, is_control)) return false;
    return valid_utf8(bytes) || first_not_windows_1252(bytes) == std::string_view::npos;
}

}  // namespace

const KindWords& words_of(Kind kind) {
    return kinds[static_cast<std::size_t>(kind)];
}
std::optional<Kind> parse_kind(std::string_view code) {
    for (const auto& one : kinds)
        if (one.code == code) return one.kind;
    return std::nullopt;
}

Result<Finding> check(const FindingDraft& draft) {
    Faults faults;
    Finding made;
    made.learnt = tidy(draft.learnt);
    made.done = tidy(draft.done);
    made.report = tidy(draft.report);
    check_length("learnt", made.learnt, most_words, faults);
    check_length("done", made.done, most_words, faults);
    check_length("report", made.report, most_address, faults);
    if (made.learnt.empty() && (!made.done.empty() || !made.report.empty()))
        faults.add("learnt", "Say in a few sentences what was learnt");
    if (!made.report.empty() && !is_web_address(made.report))
        faults.add("report", "Give the whole address of the report, like https://www.example.org/report");
    if (auto readers = check_readers(draft.readers))
        made.readers = *readers;
    else
        faults.add(readers.error());
    if (!faults.empty()) return faults.take();
    return made;
}

Result<Kind> kind_of(std::string_view bytes) {
    if (bytes.empty()) return invalid("The file is empty. Choose another");
    // Some programs write a few bytes before the mark (ISO 32000-1, annex H, 3.4.1).
    if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return Kind::pdf;
    if (bytes.starts_with("PK\x03\x04")) {
        // OpenDocument says what it is in its first part, unpacked (OASIS 1.2, part 3, 3.3).
        constexpr std::string_view odt = "mimetypeapplication/vnd.oasis.opendocument.text";
        if (bytes.size() > 30 + odt.size() && bytes.substr(30, odt.size()) == odt &&
            bytes.substr(30 + odt.size(), 1) != "-")
            return Kind::odt;
        if (bytes.find("word/document.xml") != std::string_view::npos) return Kind::docx;
        return invalid(
            "This is a packed file, but no Word (.docx) or OpenDocument (.odt) text. Save it as one of these, or as a "
            "PDF");
    }
    if (bytes.starts_with("\xD0\xCF\x11\xE0"))
        return invalid(
            "This is a document of an older Word (.doc), or one with a password. Save it as .docx or as a PDF, without "
            "a password");
    if (is_plain_text(bytes)) return Kind::text;
    return invalid(
        "We take PDF, Word (.docx), OpenDocument (.odt) and plain text. This file is none of them, whatever it is "
        "called");
}

std::string safe_filename(std::string_view sent, Kind kind) {
    if (const auto folder = sent.find_last_of("/\\"); folder != std::string_view::npos) sent.remove_prefix(folder + 1);
    const auto dot = sent.rfind('.');
    const std::string_view stem = sent.substr(0, dot == 0 ? std::string_view::npos : dot);
    std::string name;
    const std::string folded = fold(stem);
    for (char c : folded) {
        const bool fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        if (fine && !(name.empty() && c == '.'))
            name += c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
        if (name.size() >= 80) break;
    }
    while (!name.empty() && (name.back() == '-' || name.back() == '.')) name.pop_back();
    return (name.empty() ? "document" : name) + std::string(words_of(kind).ending);
}

Result<std::string> check_title(std::string_view typed, std::string_view filename) {
    std::string title = clean(typed, 4 * most_title);
    if (title.empty()) {
        auto dot = filename.rfind('.');
        title =
            clean(beginning(filename.substr(0, dot == 0 ? std::string_view::npos : dot), most_title), 4 * most_title);
    }
    Faults faults;
    if (title.empty()) faults.add("title", "Say what it is, in a few words");
    check_length("title", title, most_title, faults);
    if (!faults.empty()) return faults.take();
    return title;
}

Result<Readers> check_readers(std::string_view typed) {
    if (typed == "partners") return Readers::partners;
    if (typed == "everyone") return Readers::everyone;
    Faults faults;
    faults.add("readers", "Say who can read it");
    return faults.take();
}

Result<std::string> check_search_name(std::string_view typed) {
    std::string name = clean(typed, 1000);
    Faults faults;
    if (name.empty()) faults.add("name", "Give the search a name");
    check_length("name", name, 100, faults);
    if (!faults.empty()) return faults.take();
    return name;
}

std::string size_in_words(std::int64_t bytes) {
    if (bytes < 1000) return count_of(bytes, "byte", "bytes");
    if (bytes < 1'000'000) return fmt::format("{} KB", (bytes + 500) / 1000);
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

std::string about(const Document& document) {
    return fmt::format("{}, {}", words_of(document.kind).words, size_in_words(document.bytes));
}

std::string clean(std::string_view text, std::size_t most) {
    std::string made;
    made.reserve(std::min(text.size(), most));
    bool blank = false, line = false;
    while (!text.empty()) {
        // Up to the first byte that is no UTF-8; that byte is a blank.
        const auto bad = first_not_utf8(text);
        for (char c : text.substr(0, bad)) {
            if (c == '\n' || c == '\f' || c == '\v')
                line = true;
            else if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f)
                blank = true;
            else {
                if (!made.empty() && (line || blank)) made += line ? '\n' : ' ';
                line = blank = false;
                made += c;
            }
        }
        if (made.size() > most || bad == std::string_view::npos) break;
        text.remove_prefix(bad + 1);
        blank = true;
    }
    return std::string(beginning(made, most));
}

}  // namespace thingwall::library
