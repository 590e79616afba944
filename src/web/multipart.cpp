#include "web/multipart.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "web/url.hpp"

namespace thingwall::web {

namespace {

constexpr std::size_t header_limit = 8 * 1024;

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

/// A parameter of a header: `name="value"` or `name=value`. In quotes, \" and \\ stand for the character (RFC 9110),
/// and browsers write %22 for a quote in names.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
    std::size_t at = header.find(';');
    while (at != std::string_view::npos) {
        header.remove_prefix(at + 1);
        while (header.starts_with(' ') || header.starts_with('\t')) header.remove_prefix(1);
        std::size_t equals = header.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        std::string_view its_name = header.substr(0, equals);
        header.remove_prefix(equals + 1);
        std::string value;
        if (header.starts_with('"')) {
            std::size_t end = 1;
            for (; end < header.size() && header[end] != '"'; ++end) {
                bool escaped = header[end] == '\\' && end + 1 < header.size() &&
                               (header[end + 1] == '"' || header[end + 1] == '\\');
                value += header[escaped ? ++end : end];
            }
            if (end >= header.size()) return std::nullopt;
            header.remove_prefix(end + 1);
        } else {
            value = trim(header.substr(0, header.find(';')));
        }
        if (lower(its_name) == name) return value;
        at = header.find(';');
    }
    return std::nullopt;
}

/// Browsers send %22, %0D and %0A for what would end a quoted name.
std::string without_browser_codes(std::string name) {
    for (auto [code, character] : {std::pair<std::string_view, char>{"%22", '"'}, {"%0D", '\r'}, {"%0A", '\n'}})
        for (std::size_t at = name.find(code); at != std::string::npos; at = name.find(code, at + 1))
            name.replace(at, code.size(), 1, character);
    return name;
}

}  // namespace

std::optional<std::string> boundary_of(std::string_view content_type) {
    auto boundary = parameter(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > 70 || boundary->ends_with(' ')) return std::nullopt;
    bool allowed = std::ranges::all_of(*boundary, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
    });
    return allowed ? boundary : std::nullopt;
}

std::string bare_filename(std::string_view sent) {
    std::size_t folder = sent.find_last_of("/\\");
    if (folder != std::string_view::npos) sent.remove_prefix(folder + 1);
    std::string name;
    for (char c : sent)
        if (static_cast<unsigned char>(c) >= ' ' && c != '\x7f') name += c;
    if (!valid_utf8(name)) std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (name.size() > 255) {
        std::size_t end = 255;
        while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
        name.resize(end);
    }
    return name;
}

Multipart::Multipart(const std::string& boundary, const BodySettings& settings)
    : delimiter_("\r\n--" + boundary), buffer_("\r\n"), settings_(settings) {}

Done Multipart::take(std::string_view piece) {
    if (state_ == State::end) return {};  // an epilogue means nothing
    buffer_ += piece;
    for (;;) {
        auto next = step();
        if (!next) return std::unexpected(std::move(next.error()));
        if (*next == Step::need_more) break;
    }
    buffer_.erase(0, at_);
    at_ = 0;
    return {};
}

Done Multipart::finish() {
    if (state_ != State::end) return invalid("The form broke off before its end. Send it again.");
    return {};
}

Result<Multipart::Step> Multipart::step() {
    switch (state_) {
        case State::before:
            return find_first();
        case State::after_boundary: {
            if (buffer_.size() - at_ < 2) return Step::need_more;
            std::string_view two = std::string_view(buffer_).substr(at_, 2);
            if (two != "--" && two != "\r\n")
                return invalid("The form is malformed: its boundary is followed by other text.");
            at_ += 2;
            state_ = two == "--" ? State::end : State::headers;
            return Step::again;
        }
        case State::headers:
            return read_headers();
        case State::content:
            return read_content();
        case State::end:
            at_ = buffer_.size();
            return Step::need_more;
    }
    return Step::need_more;
}

Result<Multipart::Step> Multipart::find_first() {
    std::size_t found = buffer_.find(delimiter_, at_);
    if (found == std::string::npos) {
        if (buffer_.size() > header_limit) return invalid("The form is malformed: its boundary is nowhere in it.");
        return Step::need_more;
    }
    at_ = found + delimiter_.size();
    state_ = State::after_boundary;
    return Step::again;
}

Result<Multipart::Step> Multipart::read_headers() {
    std::size_t end = buffer_.find("\r\n\r\n", at_);
    if (end == std::string::npos ? buffer_.size() - at_ > header_limit : end - at_ > header_limit)
        return invalid("The form is malformed: a part's header is too long.");
    if (end == std::string::npos) return Step::need_more;
    if (auto begun = begin_part(std::string_view(buffer_).substr(at_, end - at_)); !begun)
        return std::unexpected(std::move(begun.error()));
    at_ = end + 4;
    state_ = State::content;
    return Step::again;
}

Done Multipart::begin_part(std::string_view headers) {
    if (++parts_ > settings_.fields.parts)
        return fail(ErrorKind::too_large, fmt::format("The form has more than {} parts.", settings_.fields.parts));
    std::string disposition;
    upload_ = Upload{};
    spool_.reset();
    value_.clear();
    while (!headers.empty()) {
        std::string_view line = headers.substr(0, headers.find("\r\n"));
        headers.remove_prefix(std::min(headers.size(), line.size() + 2));
        std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) return invalid("The form is malformed: a part's header has no colon.");
        std::string name = lower(line.substr(0, colon));
        if (name == "content-disposition") disposition = trim(line.substr(colon + 1));
        if (name == "content-type") upload_.content_type = trim(line.substr(colon + 1));
    }
    auto name = parameter(disposition, "name");
    if (!lower(disposition).starts_with("form-data") || !name)
        return invalid("The form is malformed: a part has no name.");
    name_ = without_browser_codes(std::move(*name));
    if (!valid_utf8(name_) || name_.size() > 1000) return invalid("The form is malformed: a part's name is not text.");
    auto filename = parameter(disposition, "filename");
    is_file_ = filename.has_value();
    upload_.field = name_;
    if (is_file_) upload_.filename = bare_filename(without_browser_codes(std::move(*filename)));
    return {};
}

Result<Multipart::Step> Multipart::read_content() {
    std::size_t found = buffer_.find(delimiter_, at_);
    std::size_t sure = found != std::string::npos                  ? found
                       : buffer_.size() - at_ >= delimiter_.size() ? buffer_.size() - delimiter_.size() + 1
                                                                   : at_;
    if (auto added = add_content(std::string_view(buffer_).substr(at_, sure - at_)); !added)
        return std::unexpected(std::move(added.error()));
    at_ = sure;
    if (found == std::string::npos) return Step::need_more;
    if (auto ended = end_part(); !ended) return std::unexpected(std::move(ended.error()));
    at_ = found + delimiter_.size();
    state_ = State::after_boundary;
    return Step::again;
}

Done Multipart::add_content(std::string_view bytes) {
    if (!is_file_) {
        if (value_.size() + bytes.size() > settings_.fields.field_bytes)
            return fail(ErrorKind::too_large, fmt::format("An answer is longer than {} KB. Make it shorter.",
                                                          settings_.fields.field_bytes / 1024));
        value_ += bytes;
        return {};
    }
    upload_.size += bytes.size();
    if (spool_) return spool_->write(bytes);
    memory_used_ += bytes.size();
    if (memory_used_ <= settings_.upload_memory) {
        upload_.bytes += bytes;
        return {};
    }
    auto spool = Spool::make();
    if (!spool) return std::unexpected(std::move(spool.error()));
    spool_ = std::move(*spool);
    if (auto written = spool_->write(upload_.bytes); !written) return written;
    memory_used_ -= upload_.bytes.size() + bytes.size();
    upload_.bytes = {};
    return spool_->write(bytes);
}

Done Multipart::end_part() {
    if (!is_file_) fields_bytes_ += name_.size() + value_.size();
    if (!is_file_) return add_field(fields_, std::move(name_), std::move(value_), settings_.fields);
    if (upload_.size == 0 && upload_.filename.empty()) return {};  // a file input left empty
    if (spool_) upload_.path = spool_->path();
    spool_.reset();
    uploads_.push_back(std::move(upload_));
    return {};
}

}  // namespace thingwall::web
