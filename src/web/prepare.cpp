#include "web/prepare.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/log.hpp"
#include "web/gzip.hpp"
#include "web/wire.hpp"

namespace thingwall::web {

namespace {

constexpr std::size_t worth_gzip = 1024;
// A page for one reader is packed quickly; one that is kept is packed once for many.
constexpr int quick = 1, thorough = 6;

bool has_header(const Response& response, std::string_view name) {
    return std::ranges::any_of(response.headers, [&](const auto& header) { return header.first == name; });
}

bool may_gzip(const Response& response) {
    return response.body.size() > worth_gzip && is_text(response.content_type) &&
           !has_header(response, "Content-Encoding");
}

std::string digest_of(std::string_view body) {
    std::array<unsigned char, crypto_generichash_BYTES_MIN> digest{};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(body.data()), body.size(),
                       nullptr, 0);
    std::string text(sodium_base64_ENCODED_LEN(digest.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), digest.data(), digest.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.resize(text.size() - 1);
    std::ranges::replace(text, '-', '.');  // the dash stands between position and digest
    return text;
}

}  // namespace

Prepared prepare(Response response, const Reader& reader) {
    Prepared prepared;
    prepared.status = response.status;
    if (response.stream) {
        prepared.chunked = reader.chunks;
        prepared.headers = headers_of(response, {.chunked = reader.chunks});
        prepared.stream = std::move(response.stream);
        return prepared;
    }
    HeadParts parts;
    if (may_gzip(response)) {
        parts.varies = true;
        std::string packed = reader.gzip ? gzip(response.body, quick) : std::string();
        if (!packed.empty()) {
            parts.gzipped = true;
            response.body = std::move(packed);
        }
    }
    parts.length = response.body.size();
    prepared.headers = headers_of(response, parts);
    prepared.body = std::move(response.body);
    return prepared;
}

bool may_be_kept(const Response& response) {
    return response.status == 200 && !response.stream && !has_header(response, "Set-Cookie") &&
           !std::ranges::any_of(response.headers, [](const auto& header) {
               return header.first == "Cache-Control" && header.second.find("no-store") != std::string::npos;
           });
}

std::shared_ptr<const KeptPage> keep_page(Response response, std::uint64_t version) {
    auto page = std::make_shared<KeptPage>();
    page->version = version;
    page->made = std::chrono::steady_clock::now();
    page->tag = fmt::format("W/\"j{}-{}\"", version, digest_of(response.body));
    response.with("ETag", page->tag);
    HeadParts parts{.length = response.body.size(), .varies = may_gzip(response)};
    page->plain = headers_of(response, parts);
    page->plain_head = page->plain.size();
    page->plain += response.body;
    if (parts.varies) {
        std::string packed = gzip(response.body, thorough);
        if (!packed.empty()) {
            page->gzip = headers_of(response, {.length = packed.size(), .gzipped = true, .varies = true});
            page->gzip_head = page->gzip.size();
            page->gzip += packed;
        }
    }
    response.status = 304;
    page->not_modified = headers_of(response, {.varies = parts.varies});
    return page;
}

Prepared prepare_file(const StaticFile& file, std::string_view if_none_match, bool gzip) {
    Response response;
    response.content_type = file.content_type;
    response.with("ETag", std::string(file.etag));
    response.with("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "public, max-age=3600");
    Prepared prepared;
    bool packed = gzip && !file.gzip.empty();
    if (names_page(if_none_match, file.etag)) {
        prepared.status = response.status = 304;
        prepared.headers = headers_of(response, {.varies = !file.gzip.empty()});
        return prepared;
    }
    prepared.file = packed ? file.gzip : file.body;
    prepared.headers =
        headers_of(response, {.length = prepared.file.size(), .gzipped = packed, .varies = !file.gzip.empty()});
    return prepared;
}

/// On a thread: the handler's answer, gzipped, and kept when it may be.
Prepared make_answer(const Router& router, PageCache* pages, const Reader& reader, Request request) {
    std::string host = pages != nullptr ? request.host : std::string();
    std::string target = pages != nullptr ? request.target : std::string();
    std::uint64_t version =
        pages != nullptr ? pages->version() : 0;  // before the page is made: it may be older, never newer
    try {
        Response response = router.handle(std::move(request));
        if (pages == nullptr || !may_be_kept(response)) return prepare(std::move(response), reader);
        Prepared prepared;
        prepared.kept = keep_page(std::move(response), version);
        pages->keep(host, target, prepared.kept);
        return prepared;
    } catch (const std::exception& problem) {  // out of memory: one request fails, not the service
        log::error("web.answer", {{"what", problem.what()}});
        return prepare(html(500, "Something went wrong on our side. Try again."), {});
    }
}

}  // namespace thingwall::web
