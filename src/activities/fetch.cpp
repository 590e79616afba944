#include "activities/fetch.hpp"

#include <curl/curl.h>
#include <netdb.h>
#include <sys/socket.h>
#include <algorithm>
#include <memory>
#include <optional>

#include "base/text.hpp"

#include <fmt/format.h>

namespace thingwall::activities {
namespace {

struct FreeUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct FreeHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::string part_of(CURLU* url, CURLUPart part, unsigned flags = 0) {
    char* text = nullptr;
    std::string made;
    if (curl_url_get(url, part, &text, flags) == CURLUE_OK && text != nullptr) made = text;
    curl_free(text);
    return made;
}

struct Target {
    std::string address, host, port;
};

std::unexpected<Error> not_allowed(std::string message) {
    return std::unexpected(Error{ErrorKind::invalid, message, {{"address", message}}, 0});
}

Result<Target> target_of(std::string_view typed, const FetchRules& rules) {
    std::string text(trim(typed));
    if (text.empty()) return not_allowed("Give the address of the list");
    if (text.size() > 2000) return not_allowed("The address is longer than an address can be");
    for (char c : text)
        if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F)
            return not_allowed("The address has a character that no address has. Copy it again from the browser");
    std::unique_ptr<CURLU, FreeUrl> url(curl_url());
    if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
        return not_allowed("This is no address. It looks like https://consult.example.org/api/2.4/json_search_results");
    std::string scheme = part_of(url.get(), CURLUPART_SCHEME);
    if (scheme != "https" && !(rules.plain_http && scheme == "http"))
        return not_allowed("The address begins with https://. Nothing else is fetched");
    if (!part_of(url.get(), CURLUPART_USER).empty() || !part_of(url.get(), CURLUPART_PASSWORD).empty())
        return not_allowed("There is a name or password in the address. Only what everybody can read is fetched");
    Target target;
    target.host = fold(part_of(url.get(), CURLUPART_HOST));
    if (target.host.ends_with('.')) target.host.pop_back();
    if (std::ranges::find(rules.hosts, target.host) == rules.hosts.end())
        return not_allowed(
            fmt::format("Lists are not fetched from {}. {}", shortened(target.host, 100),
                        rules.hosts.empty() ? "None is allowed yet" : "Allowed are " + listed(rules.hosts)));
    target.port = part_of(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    if (!rules.plain_http && target.port != "443")
        return not_allowed("There is a port in the address. Only the usual one is asked");
    curl_url_set(url.get(), CURLUPART_HOST, target.host.c_str(), 0);
    curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
    target.address = part_of(url.get(), CURLUPART_URL);
    return target;
}

std::vector<IpAddress> looked_up(const std::string& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    // Not an address that is written as a host's name in brackets.
    std::string name = host.starts_with('[') && host.ends_with(']') ? host.substr(1, host.size() - 2) : host;
    std::vector<IpAddress> found;
    if (getaddrinfo(name.c_str(), nullptr, &hints, &list) != 0) return found;
    for (const addrinfo* one = list; one != nullptr; one = one->ai_next)
        if (one->ai_family == AF_INET || one->ai_family == AF_INET6) found.push_back(ip_of(one->ai_addr));
    freeaddrinfo(list);
    return found;
}

struct Connecting {
    const std::vector<IpAddress>& allowed;
    bool refused = false;
};

// The last word before a connection: it goes to an address that was looked up and judged, or nowhere.
curl_socket_t open_socket(void* from, curlsocktype, curl_sockaddr* to) {
    auto& connecting = *static_cast<Connecting*>(from);
    if (std::ranges::find(connecting.allowed, ip_of(&to->addr)) == connecting.allowed.end()) {
        connecting.refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

struct Body {
    std::string bytes;
    std::size_t most;
    bool too_large = false;
};
std::size_t write_on(char* piece, std::size_t size, std::size_t count, void* to) {
    auto& body = *static_cast<Body*>(to);
    if (body.bytes.size() + size * count > body.most) {
        body.too_large = true;
        return 0;
    }
    body.bytes.append(piece, size * count);
    return size * count;
}

// Names of headers are folded, values are what stands between the colon and the line's end.
std::size_t note_header(char* piece, std::size_t size, std::size_t count, void* to) {
    std::string_view line(piece, size * count);
    auto colon = line.find(':');
    if (colon != std::string_view::npos && fold(line.substr(0, colon)) == "etag")
        if (auto tag = trim(line.substr(colon + 1)); tag.size() <= 200) *static_cast<std::string*>(to) = tag;
    return size * count;
}

CURL* begin() {
    static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
    return once == CURLE_OK ? curl_easy_init() : nullptr;
}

std::unexpected<Error> no_answer(const Target& target, CURLcode code, const char* words) {
    std::string why;
    if (code == CURLE_PEER_FAILED_VERIFICATION)
        why = "its certificate is not one that we trust";
    else if (code == CURLE_OPERATION_TIMEDOUT)
        why = "it took too long";
    else if (code == CURLE_COULDNT_CONNECT)
        why = "it does not answer";
    else
        why = shortened(words[0] != 0 ? words : curl_easy_strerror(code), 150);
    return fail(ErrorKind::unavailable, fmt::format("{} could not be asked: {}. Try again later", target.host, why));
}

struct Answer {
    long status = 0;
    std::string body, leads_to, etag;
};

Result<Answer> ask(const Target& target, const std::string& etag, const FetchRules& rules,
                   std::chrono::milliseconds left) {
    auto addresses = rules.look_up ? rules.look_up(target.host) : looked_up(target.host);
    if (addresses.empty())
        return fail(ErrorKind::unavailable,
                    fmt::format("There is no site of the name {}. Look at the address", target.host));
    std::string pinned = fmt::format("{}:{}:", target.host, target.port);
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        bool may = rules.may_connect ? rules.may_connect(addresses[i]) : is_public(addresses[i]);
        if (!may)
            return not_allowed(fmt::format("{} leads to {}, which is no public address. Nothing was fetched",
                                           target.host, in_words(addresses[i])));
        pinned += (i > 0 ? "," : "") + in_words(addresses[i]);
    }
    std::unique_ptr<CURL, FreeHandle> handle(begin());
    std::unique_ptr<curl_slist, FreeList> names(curl_slist_append(nullptr, pinned.c_str()));
    if (!handle || !names) return fail(ErrorKind::unavailable, "Nothing can be fetched at the moment. Try again later");
    CURL* curl = handle.get();
    std::unique_ptr<curl_slist, FreeList> headers;
    if (!etag.empty()) headers.reset(curl_slist_append(nullptr, ("If-None-Match: " + etag).c_str()));
    Answer answer;
    Body body{{}, rules.most_bytes};
    Connecting connecting{addresses};
    char words[CURL_ERROR_SIZE] = {};
    curl_easy_setopt(curl, CURLOPT_URL, target.address.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, rules.plain_http ? "http,https" : "https");
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!rules.trusted_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, rules.trusted_file.c_str());
    curl_easy_setopt(curl, CURLOPT_RESOLVE, names.get());
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &connecting);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);  // each step is judged anew
    curl_easy_setopt(curl, CURLOPT_PROXY, "");           // a proxy would look names up for itself
    curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Thingwall");
    curl_easy_setopt(curl, CURLOPT_HTTP09_ALLOWED, 0L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, write_on);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
    if (headers) curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, note_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer.etag);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(std::min(left, std::chrono::milliseconds(rules.to_connect)).count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, words);
    CURLcode code = curl_easy_perform(curl);
    if (body.too_large)
        return fail(ErrorKind::too_large,
                    fmt::format("What lies there is larger than {} MB. It was not fetched", rules.most_bytes >> 20));
    if (connecting.refused)
        return not_allowed(fmt::format("{} led to another address on the way. Nothing was fetched", target.host));
    if (code != CURLE_OK) return no_answer(target, code, words);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
    char* next = nullptr;
    curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &next);
    if (next != nullptr) answer.leads_to = next;
    answer.body = std::move(body.bytes);
    return answer;
}

}  // namespace

Result<std::string> checked_address(std::string_view typed, const FetchRules& rules) {
    auto target = target_of(typed, rules);
    if (!target) return std::unexpected(target.error());
    return target->address;
}

Result<std::string> fetch(const std::string& address, const FetchRules& rules) {
    auto fetched = fetch_if_changed(address, {}, rules);
    if (!fetched) return std::unexpected(fetched.error());
    return std::move(fetched->body);
}

Result<Fetched> fetch_if_changed(const std::string& address, const std::string& etag, const FetchRules& rules) {
    auto end = std::chrono::steady_clock::now() + rules.in_all;
    std::string next = address;
    for (int step = 0; step <= rules.redirects; ++step) {
        auto target = target_of(next, rules);
        if (!target) {
            if (step == 0) return std::unexpected(target.error());
            return not_allowed("It leads on to another address, which is not allowed. " + target.error().message);
        }
        auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0) return fail(ErrorKind::unavailable, "It took too long. Try again later");
        auto answer = ask(*target, etag, rules, left);
        if (!answer) return std::unexpected(answer.error());
        if (answer->status == 200) {
            if (answer->body.empty())
                return fail(ErrorKind::unavailable, "There is nothing at this address. Look at it in a browser");
            return Fetched{true, std::move(answer->body), std::move(answer->etag)};
        }
        if (answer->status == 304 && !etag.empty()) return Fetched{false, {}, etag};
        if (answer->status < 300 || answer->status >= 400 || answer->leads_to.empty())
            return fail(ErrorKind::unavailable,
                        fmt::format("{} answered with {}, so there is no list here. Look at the address in a browser",
                                    target->host, answer->status));
        next = answer->leads_to;
    }
    return fail(ErrorKind::unavailable, "It leads on and on. Look at the address in a browser, and give the last one");
}

}  // namespace thingwall::activities
