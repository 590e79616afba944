#include "web/body.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "web/multipart.hpp"

namespace thingwall::web {

namespace {

class UrlencodedBody final : public Body {
public:
    explicit UrlencodedBody(const BodySettings& settings) : settings_(settings) {}
    std::optional<BodyFault> take(std::string_view piece) override {
        text_ += piece;
        return std::nullopt;
    }
    std::size_t held() const override { return text_.size(); }
    std::optional<BodyFault> finish(Request& request) override {
        auto fields = parse_urlencoded(text_, settings_.fields);
        if (!fields) return fault_of(std::move(fields.error()));
        request.form = std::move(*fields);
        return std::nullopt;
    }

private:
    BodySettings settings_;
    std::string text_;
};

class MultipartBody final : public Body {
public:
    MultipartBody(const std::string& boundary, const BodySettings& settings) : parts_(boundary, settings) {}
    std::optional<BodyFault> take(std::string_view piece) override {
        if (auto done = parts_.take(piece); !done) return fault_of(std::move(done.error()));
        return std::nullopt;
    }
    std::size_t held() const override { return parts_.held(); }
    std::optional<BodyFault> finish(Request& request) override {
        if (auto done = parts_.finish(); !done) return fault_of(std::move(done.error()));
        request.form = std::move(parts_.fields());
        request.uploads = std::move(parts_.uploads());
        return std::nullopt;
    }

private:
    Multipart parts_;
};

class UnknownBody final : public Body {
public:
    std::optional<BodyFault> take(std::string_view piece) override {
        if (piece.empty()) return std::nullopt;
        return BodyFault{415, Error{ErrorKind::invalid, {}, {}, 0}};
    }
    std::size_t held() const override { return 0; }
    std::optional<BodyFault> finish(Request&) override { return std::nullopt; }
};

}  // namespace

std::string size_in_words(std::size_t bytes) {
    constexpr double kilobyte = 1024, megabyte = 1024 * kilobyte;
    const auto size = static_cast<double>(bytes);
    if (size < megabyte) return fmt::format("{:.0f} KB", std::max(1.0, size / kilobyte));
    std::string words = fmt::format("{:.1f}", size / megabyte);
    if (words.ends_with(".0")) words.resize(words.size() - 2);
    return words + " MB";
}

BodyFault over(std::size_t limit) {
    return {
        413,
        Error{ErrorKind::too_large, fmt::format("This page takes at most {} at once.", size_in_words(limit)), {}, 0}};
}

BodyFault fault_of(Error error) {
    int status = error.kind == ErrorKind::too_large ? 413 : error.kind == ErrorKind::unavailable ? 503 : 400;
    return {status, std::move(error)};
}

std::unique_ptr<Body> body_for(std::string_view content_type, const BodySettings& settings) {
    std::string type(content_type.substr(0, content_type.find(';')));
    while (type.ends_with(' ')) type.pop_back();
    std::ranges::transform(type, type.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (type == "application/x-www-form-urlencoded") return std::make_unique<UrlencodedBody>(settings);
    if (type == "multipart/form-data")
        if (auto boundary = boundary_of(content_type)) return std::make_unique<MultipartBody>(*boundary, settings);
    return std::make_unique<UnknownBody>();
}

}  // namespace thingwall::web
