#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "web/router.hpp"
#include "web/url.hpp"

namespace thingwall::support {

using Typed = std::vector<std::pair<std::string, std::string>>;

/// A browser on one router, without a network: keeps cookies, and posts with the tokens of the page that it saw last.
class Visitor {
public:
    Visitor(const web::Router& router, const Clock& clock) : router_(router), clock_(clock) {}

    web::Response get(std::string_view target) { return keep(router_.handle(request(web::Method::get, target)), true); }

    /// The form's csrf token and idempotency key are those of the page last seen, unless `typed` names its own.
    web::Response post(std::string_view target, const Typed& typed) {
        web::Request sent = request(web::Method::post, target);
        for (const auto& [name, value] : typed) sent.form.add(name, value);
        for (const char* token : {"csrf", "idempotency"})
            if (!sent.form.has(token)) {
                auto value = value_of(token);
                if (!value.empty()) sent.form.add(token, value);
            }
        return keep(router_.handle(std::move(sent)), false);
    }

    /// Where a redirect leads; the answer itself when it is none.
    web::Response follow(web::Response response) {
        while (response.status == 303) response = get(header(response, "Location"));
        return response;
    }

    /// Value of a hidden field on the page last seen; empty without one.
    [[nodiscard]] std::string value_of(std::string_view name) const {
        std::string sign = "name=\"" + std::string(name) + "\" value=\"";
        auto at = page_.find(sign);
        if (at == std::string::npos) return {};
        at += sign.size();
        return page_.substr(at, page_.find('"', at) - at);
    }
    [[nodiscard]] static std::string header(const web::Response& response, std::string_view name) {
        for (const auto& [its_name, value] : response.headers)
            if (its_name == name) return value;
        return {};
    }

    std::map<std::string, std::string> cookies;
    std::string remote = "192.0.2.1";
    std::string agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    bool secure = false;

private:
    web::Request request(web::Method method, std::string_view target) {
        web::Request made;
        auto read = web::parse_target(target);
        if (read) {
            made.path = read->path;
            made.query = read->query;
        }
        made.method = method;
        made.target = target;
        made.host = "localhost";
        made.remote = remote;
        made.agent = agent;
        made.secure = secure;
        made.reference = "TEST";
        made.now = clock_.now();
        for (const auto& [name, value] : cookies) made.cookies.add(name, value);
        return made;
    }
    web::Response keep(web::Response response, bool is_get) {
        for (const auto& [name, value] : response.headers) {
            if (name != "Set-Cookie") continue;
            auto equals = value.find('=');
            auto its_name = value.substr(0, equals), rest = value.substr(equals + 1);
            if (value.find("Max-Age=0") != std::string::npos)
                cookies.erase(its_name);
            else
                cookies[its_name] = rest.substr(0, rest.find(';'));
        }
        if ((is_get && response.status == 200) || response.status == 422 || !response.body.empty())
            page_ = response.body;
        return response;
    }
    const web::Router& router_;
    const Clock& clock_;
    std::string page_;
};

}  // namespace thingwall::support
