#include "web/types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cstdio>

#include "web/body.hpp"
#include "web/url.hpp"

namespace thingwall::web {

std::string_view Fields::get(std::string_view name) const {
    for (const auto& [its_name, value] : pairs_)
        if (its_name == name) return value;
    return {};
}

std::vector<std::string_view> Fields::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [its_name, value] : pairs_)
        if (its_name == name) values.emplace_back(value);
    return values;
}

bool Fields::has(std::string_view name) const {
    return std::ranges::any_of(pairs_, [&](const auto& pair) { return pair.first == name; });
}

Result<std::string> Upload::read(std::size_t limit_bytes) const {
    if (size > limit_bytes)
        return fail(ErrorKind::too_large, fmt::format("{} has {}. Send a file of at most {}.", filename,
                                                      size_in_words(size), size_in_words(limit_bytes)));
    if (!path) return bytes;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path->c_str(), "rb"), &std::fclose);
    std::string whole(size, '\0');
    if (!file || std::fread(whole.data(), 1, size, file.get()) != size)
        return fail(ErrorKind::unavailable, fmt::format("We could not read {} again. Send it once more.", filename));
    return whole;
}

std::int64_t Request::id(std::size_t n) const {
    assert(n < parameters.size());
    return parse_id(parameters[n]).value_or(0);
}

std::string_view Request::cookie(std::string_view name) const {
    return cookies.get(name);
}

Response html(int status, std::string page) {
    Response response;
    response.status = status;
    response.body = std::move(page);
    return response;
}

Response data(std::string_view content_type, std::string body) {
    Response response;
    response.content_type = content_type;
    response.body = std::move(body);
    return response;
}

namespace {
/// Letters, digits, dot, dash and underscore, for the plain `filename`; the true name goes percent-encoded beside it.
std::string plain_name(std::string_view filename) {
    std::string plain;
    for (char c : filename) {
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        plain += letter || c == '.' || c == '-' || c == '_' ? c : '_';
    }
    if (plain.empty() || plain.front() == '.') plain.insert(0, "file");
    return plain;
}
}  // namespace

Response download(std::string_view content_type, std::string_view filename, std::string body) {
    return data(content_type, std::move(body))
        .with("Content-Disposition", fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}",
                                                 plain_name(filename), percent_encode(filename)));
}

Response see_other(std::string path) {
    Response response;
    response.status = 303;
    response.with("Location", is_own_path(path) ? std::move(path) : "/");
    return response;
}

Response set_cookie(Response response, std::string_view name, std::string_view value, std::int64_t max_age_seconds) {
    response.with("Set-Cookie", fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}", name,
                                            percent_encode(value), max_age_seconds));
    return response;
}

}  // namespace thingwall::web
