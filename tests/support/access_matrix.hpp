#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "web/router.hpp"

/// Tries every route with every role, and with things of other organisations: nobody gets in who may not, and a thing
/// that one may not see looks like a thing that is not there. A route with {id} or {word} that has no entry is a fault,
/// so a new route can't be forgotten.
namespace thingwall::support {

struct AccessMatrix {
    /// For each pattern with parameters: values that name a thing of another organisation, which who tries may not see
    /// or change; and the roles that may all the same ("the coordinator keeps every profile").
    struct Foreign {
        std::vector<std::string> parameters;
        std::set<web::Role> allowed = {};
    };
    /// "GET /activities/{id}" or "POST /activities/{id}/withdraw".
    std::map<std::string, Foreign> foreign;
    /// Routes with parameters whose things are for everybody whom the route admits: maps, organisations. Still no 5xx.
    std::set<std::string> for_everybody;
    /// Who tries; each role is tried with it.
    OrganisationId organisation{424242};
    PersonId person{424243};

    struct Report {
        int tried = 0;
        std::vector<std::string> faults;
    };
    /// Takes over the router's identify_by and finish_by. `now` is the time of every request.
    [[nodiscard]] Report run(web::Router& router, Instant now) const;
};

namespace access_matrix {

inline std::string name_of(web::Role role) {
    switch (role) {
        case web::Role::none:
            return "a member of the public";
        case web::Role::viewer:
            return "a viewer";
        case web::Role::officer:
            return "an officer";
        case web::Role::coordinator:
            return "a coordinator";
        case web::Role::administrator:
            return "an administrator";
    }
    return "?";
}

inline std::string key_of(const web::Route& route) {
    return (route.method == web::Method::get ? "GET " : "POST ") + route.pattern;
}

inline bool has_parameters(const web::Route& route) {
    return route.pattern.find('{') != std::string::npos;
}

/// The pattern with its parameters filled in, in order.
inline std::string filled(const std::string& pattern, const std::vector<std::string>& values) {
    std::string path;
    std::size_t next = 0;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        if (pattern[at] != '{') {
            path += pattern[at];
            continue;
        }
        auto end = pattern.find('}', at);
        bool is_id = pattern.substr(at, end - at + 1) == "{id}";
        path += next < values.size() ? values[next] : is_id ? "999999999999" : "absent";
        ++next;
        at = end;
    }
    return path;
}

/// The same for a thing that is not there. A word beside a number stays: it says which page of the thing.
inline std::vector<std::string> absent_values(const std::string& pattern, std::vector<std::string> values) {
    bool has_id = pattern.find("{id}") != std::string::npos;
    for (auto& value : values) {
        bool is_id = value.find_first_not_of("0123456789") == std::string::npos;
        if (is_id || !has_id) value = is_id ? "999999999999" : "absent";
    }
    return values;
}

inline void replace_all(std::string& text, std::string_view what, std::string_view with) {
    if (what.empty()) return;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

/// What somebody sees, without what they sent themselves.
inline std::string seen(const web::Response& response, const std::string& path,
                        const std::vector<std::string>& values) {
    std::string text = std::to_string(response.status) + "\n" + response.body;
    for (const auto& [name, value] : response.headers)
        if (name == "Location") text += "\n" + value;
    replace_all(text, path, "PATH");
    for (const auto& value : values)
        if (value.size() >= 5) replace_all(text, value, "VALUE");  // a short one stands in many places of any page
    return text;
}

}  // namespace access_matrix

inline AccessMatrix::Report AccessMatrix::run(web::Router& router, Instant now) const {
    using namespace access_matrix;
    Report report;
    web::Role role = web::Role::none;
    router.identify_by([&](web::Request& request) {
        if (role != web::Role::none)
            request.actor = {person, organisation, role, "Somebody Else", "Another Organisation"};
        request.session = "1";
        request.csrf = "right";
    });
    router.finish_by([](const web::Request&, web::Response&) {});
    int number = 0;
    auto ask = [&](const web::Route& route, const std::string& path, std::string_view csrf) {
        web::Request request;
        request.method = route.method;
        request.path = request.target = path;
        request.host = "localhost";
        request.reference = "TEST";
        request.remote =
            "192.0.2." + std::to_string(number % 200) + "." + std::to_string(number);  // rates are not the matter
        request.now = now;
        if (route.method == web::Method::post) {
            request.form.add("csrf", std::string(csrf));
            request.form.add("idempotency", "matrix-" + std::to_string(++number));
        }
        ++report.tried;
        return router.handle(std::move(request));
    };
    auto fault = [&](const web::Route& route, const std::string& what) {
        report.faults.push_back(key_of(route) + " as " + name_of(role) + ": " + what);
    };

    for (const auto& pointer : router.routes()) {
        const web::Route& route = *pointer;
        bool is_post = route.method == web::Method::post;
        auto entry = foreign.find(key_of(route));
        bool open = !has_parameters(route) || for_everybody.contains(key_of(route));
        if (has_parameters(route) && !open && entry == foreign.end()) {
            fault(route,
                  "has no entry: name a thing of another organisation, or say that its things are for everybody");
            continue;
        }
        std::vector<std::string> endings{""};
        for (const auto& format : route.formats) endings.push_back("." + format);

        for (web::Role one : {web::Role::none, web::Role::viewer, web::Role::officer, web::Role::coordinator,
                              web::Role::administrator}) {
            role = one;
            for (const auto& ending : endings) {
                std::vector<std::string> values =
                    entry == foreign.end() ? std::vector<std::string>{} : entry->second.parameters;
                std::string path = filled(route.pattern, values) + ending,
                            absent = filled(route.pattern, absent_values(route.pattern, values)) + ending;
                web::Response answer = ask(route, path, "right");
                if (answer.status >= 500) fault(route, "answers " + std::to_string(answer.status) + " to " + path);
                if (is_post) {
                    auto forged = ask(route, path, "wrong");
                    if (route.checks_csrf && forged.status != 403)
                        fault(route, "takes a form that is not ours: " + std::to_string(forged.status));
                }
                if (!web::admits(route.access, role)) {
                    bool led_to_sign_in = !is_post && role == web::Role::none && answer.status == 303;
                    if (answer.status != 403 && !led_to_sign_in)
                        fault(route, "lets in with " + std::to_string(answer.status));
                }
                if (open || (entry != foreign.end() && entry->second.allowed.contains(role))) {
                    if (web::admits(route.access, role) && answer.status == 403)
                        fault(route, "keeps out who may come in");
                    continue;
                }
                if (web::admits(route.access, role) && answer.status < 400)
                    fault(route, "shows " + path + ": " + std::to_string(answer.status));
                web::Response nothing = ask(route, absent, "right");
                if (seen(answer, path, values) != seen(nothing, absent, absent_values(route.pattern, values)))
                    fault(route, "tells what is hidden (" + std::to_string(answer.status) +
                                     ") from what is not there (" + std::to_string(nothing.status) + ")");
            }
        }
    }
    return report;
}

}  // namespace thingwall::support
