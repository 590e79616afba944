#include "notify/smtp.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include <curl/curl.h>
#include <fmt/format.h>

#include "base/text.hpp"

namespace thingwall::notify {
namespace {

struct Reading {
    const std::string& message;
    std::size_t at = 0;
};

std::size_t read_on(char* into, std::size_t size, std::size_t count, void* from) {
    auto& reading = *static_cast<Reading*>(from);
    const std::size_t take = reading.message.copy(into, size * count, reading.at);
    reading.at += take;
    return take;
}

std::string first_line_of(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

CURL* begin() {
    static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
    return once == CURLE_OK ? curl_easy_init() : nullptr;
}

Delivery::Outcome outcome_of(CURLcode code, long answer) {
    switch (code) {
        case CURLE_LOGIN_DENIED:
        case CURLE_USE_SSL_FAILED:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_CONNECT:
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_URL_MALFORMAT:
            return Delivery::Outcome::stop;
        default:
            // 530 and 535 speak of the sign-in, 552 and 452 of space; other 5xx of the letter.
            if (answer == 530 || answer == 535) return Delivery::Outcome::stop;
            return answer >= 500 && answer < 600 ? Delivery::Outcome::refused : Delivery::Outcome::later;
    }
}

}  // namespace

struct Smtp::Connection {
    CURL* handle = begin();
    char words[CURL_ERROR_SIZE] = {};
    ~Connection() { curl_easy_cleanup(handle); }
};

Smtp::Smtp(const MailSettings& settings) : connection_(std::make_unique<Connection>()) {
    CURL* handle = connection_->handle;
    if (!handle) throw std::runtime_error("libcurl could not begin");
    curl_easy_setopt(handle, CURLOPT_URL, settings.server.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, fmt::format("<{}>", settings.from).c_str());
    curl_easy_setopt(handle, CURLOPT_USE_SSL,
                     static_cast<long>(settings.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    if (!settings.user.empty()) {
        curl_easy_setopt(handle, CURLOPT_USERNAME, settings.user.c_str());
        curl_easy_setopt(handle, CURLOPT_PASSWORD, first_line_of(settings.password_file).c_str());
    }
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, read_on);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, 10L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, 30L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_PROXY,
                     "");  // mail goes to the server that is named, whatever the environment says
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, connection_->words);
}

Smtp::~Smtp() = default;

Delivery Smtp::send(const std::string& to, const std::string& message) {
    CURL* handle = connection_->handle;
    curl_slist* recipients = curl_slist_append(nullptr, fmt::format("<{}>", to).c_str());
    Reading reading{message};
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(handle, CURLOPT_READDATA, &reading);
    connection_->words[0] = 0;
    CURLcode code = curl_easy_perform(handle);
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, nullptr);
    curl_slist_free_all(recipients);
    if (code == CURLE_OK) return {};
    long answer = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer);
    std::string why = connection_->words[0] != 0 ? connection_->words : curl_easy_strerror(code);
    return {outcome_of(code, answer), shortened(why, 200)};
}

}  // namespace thingwall::notify
