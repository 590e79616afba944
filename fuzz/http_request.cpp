// A whole request as the server reads it, from its first byte to the form: head, framing, body. The first byte says in
// which pieces the body comes; it must read alike whole and in pieces, and what handlers get keeps what it promises.
#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "base/text.hpp"
#include "web/asked.hpp"
#include "web/body.hpp"
#include "web/head.hpp"
#include "web/request_parser.hpp"

namespace {

using namespace thingwall;
using boost::system::error_code;

constexpr std::size_t body_limit = 2000;
constexpr int not_whole = 1;  // more must come before it can be answered

struct Outcome {
    int status = 0;
    web::Request request;
};

int hear_body(web::Parser& parser, std::string_view bytes, std::size_t piece) {
    parser.body_left = body_limit;
    for (std::size_t at = 0, come = 0; !parser.is_done();) {
        if (at < come) {
            error_code problem;
            std::size_t used = parser.put(boost::asio::buffer(bytes.data() + at, come - at), problem);
            at += used;
            if (parser.fault) return parser.fault->status;
            if (problem && problem != boost::beast::http::error::need_more) return 400;
            if (!problem && used > 0) continue;
        }
        if (come == bytes.size()) return not_whole;
        come = std::min(bytes.size(), come + piece);
    }
    return 0;
}

Outcome read(std::string_view bytes, std::size_t piece) {
    Outcome outcome;
    web::HeadScan scan;
    auto seen = scan.look(bytes);
    if (seen != web::HeadScan::Seen::whole)
        return {seen == web::HeadScan::Seen::more ? not_whole : 400, std::move(outcome.request)};
    web::Parser parser;
    parser.body_limit(boost::none);
    parser.header_limit(16 * 1024);
    error_code problem;
    parser.put(boost::asio::buffer(bytes.data(), scan.length()), problem);
    if (problem || !parser.is_header_done()) return {400, std::move(outcome.request)};
    web::Asked asked{};
    asked.has_body = !parser.is_done();
    asked.by_proxy = true;
    outcome.status = web::judge(parser.head, asked);
    if (outcome.status == 0) outcome.status = web::fill(parser.head, asked, outcome.request);
    if (outcome.status != 0 || !asked.has_body) return outcome;
    auto body = web::body_for(parser.head.content_type,
                              {.fields = {.fields = 20, .field_bytes = 200, .parts = 5}, .upload_memory = 50});
    parser.body = body.get();
    outcome.status = hear_body(parser, bytes.substr(scan.length()), piece);
    if (body->held() > body_limit + 4096) std::abort();
    if (outcome.status != 0) return outcome;
    if (auto fault = body->finish(outcome.request)) outcome.status = fault->status;
    return outcome;
}

bool is_text(std::string_view text) {
    return valid_utf8(text) && text.find('\0') == std::string_view::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    Outcome whole = read(bytes, bytes.size() + 1), pieces = read(bytes, data[0] % 64u + 1u);
    if (whole.status != pieces.status) std::abort();
    if (whole.status != 0) return 0;
    const web::Request& request = whole.request;
    if (request.path.empty() || request.path[0] != '/' || !is_text(request.path)) std::abort();
    if (request.target.empty() || request.target[0] != '/') std::abort();
    if (!web::valid_host(request.host) && !request.host.empty()) std::abort();
    if (request.form.pairs() != pieces.request.form.pairs()) std::abort();
    if (request.uploads.size() != pieces.request.uploads.size()) std::abort();
    for (const auto* fields : {&request.query, &request.form, &request.cookies})
        for (const auto& [name, value] : fields->pairs())
            if (!is_text(name) || !is_text(value)) std::abort();
    return 0;
}
