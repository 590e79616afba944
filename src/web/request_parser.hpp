#pragma once
// For server_beast.cpp alone, which is the one unit that names Beast.
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/system/error_code.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "web/asked.hpp"
#include "web/body.hpp"

namespace thingwall::web {

/// Beast's parser without a container: it keeps nothing but views, and hands the body on.
class Parser final : public boost::beast::http::basic_parser<true> {
public:
    Head head;
    Body* body = nullptr;
    std::size_t most_body = 0, body_left = 0;  ///< what the route allows, and what is left of it
    std::optional<BodyFault> fault;

private:
    using Text = boost::beast::string_view;
    static std::string_view view(Text text) { return {text.data(), text.size()}; }

    void on_request_impl(boost::beast::http::verb, Text method, Text target, int version,
                         boost::system::error_code& ec) override {
        ec = {};
        head.version = version;
        head.method = std::string(view(method));
        head.target = view(target);
    }
    void on_response_impl(int, Text, int, boost::system::error_code& ec) override {
        ec = boost::beast::http::error::bad_version;
    }
    void on_field_impl(boost::beast::http::field name, Text its_name, Text text,
                       boost::system::error_code& ec) override {
        ec = {};
        if (is_header_done()) return;  // trailers after a chunked body say nothing to us
        std::string_view value = view(text);
        switch (name) {
            case boost::beast::http::field::host:
                head.host = value, ++head.hosts;
                break;
            case boost::beast::http::field::content_type:
                head.content_type = value;
                break;
            case boost::beast::http::field::cookie:
                head.cookie = value;
                break;
            case boost::beast::http::field::if_none_match:
                head.if_none_match = value;
                break;
            case boost::beast::http::field::accept_encoding:
                head.accept_encoding = value;
                break;
            case boost::beast::http::field::origin:
                head.origin = value;
                break;
            case boost::beast::http::field::sec_fetch_site:
                head.fetch_site = value;
                break;
            case boost::beast::http::field::expect:
                head.expect = value;
                break;
            case boost::beast::http::field::transfer_encoding:
                ++head.encodings;
                head.chunked = boost::beast::iequals(text, "chunked");
                break;
            case boost::beast::http::field::content_length:
                ++head.lengths;
                head.listed_length = value.find(',') != std::string_view::npos;
                break;
            case boost::beast::http::field::unknown:
                if (boost::beast::iequals(its_name, "x-forwarded-for")) head.forwarded_for = value;
                if (boost::beast::iequals(its_name, "x-forwarded-proto")) head.forwarded_proto = value;
                break;
            default:
                break;
        }
    }
    void on_header_impl(boost::system::error_code& ec) override { ec = {}; }
    void on_body_init_impl(boost::optional<std::uint64_t> const&, boost::system::error_code& ec) override { ec = {}; }
    std::size_t add(Text text, boost::system::error_code& ec) {
        ec = {};
        if (text.size() > body_left) {
            fault = over(most_body);
        } else {
            body_left -= text.size();
            if (body != nullptr && !fault) fault = body->take(view(text));
        }
        if (fault) ec = boost::beast::http::error::body_limit;
        return text.size();
    }
    std::size_t on_body_impl(Text text, boost::system::error_code& ec) override { return add(text, ec); }
    void on_chunk_header_impl(std::uint64_t, Text, boost::system::error_code& ec) override { ec = {}; }
    std::size_t on_chunk_body_impl(std::uint64_t, Text text, boost::system::error_code& ec) override {
        return add(text, ec);
    }
    void on_finish_impl(boost::system::error_code& ec) override { ec = {}; }
};

}  // namespace thingwall::web
