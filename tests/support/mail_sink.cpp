#include "support/mail_sink.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <string_view>
#include <utility>

namespace thingwall::test {
namespace {

std::string between(std::string_view line, char open, char close) {
    auto from = line.find(open), to = line.find(close);
    if (from == std::string_view::npos || to == std::string_view::npos || to < from) return {};
    return std::string(line.substr(from + 1, to - from - 1));
}

std::string unquoted(std::string_view printable) {
    std::string out;
    for (std::size_t i = 0; i < printable.size(); ++i) {
        if (printable[i] == '\r') continue;
        if (printable[i] != '=' || i + 2 >= printable.size()) {
            out += printable[i];
        } else {
            if (printable[i + 1] != '\r')
                out += static_cast<char>(std::stoi(std::string(printable.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        }
    }
    return out;
}

}  // namespace

std::string MailSink::Mail::text() const {
    auto part = data.find("Content-Type: text/plain");
    auto begin = data.find("\r\n\r\n", part);
    auto end = data.find("\r\n--", begin);
    if (part == std::string::npos || begin == std::string::npos) return {};
    return unquoted(std::string_view(data).substr(begin + 4, end - begin - 2));
}

std::string MailSink::Mail::header(std::string_view name) const {
    std::string head = "\r\n" + data.substr(0, data.find("\r\n\r\n") + 2);
    auto at = head.find("\r\n" + std::string(name) + ": ");
    if (at == std::string::npos) return {};
    at += name.size() + 4;
    std::string value;
    for (;;) {
        auto end = head.find("\r\n", at);
        value += head.substr(at, end - at);
        if (end + 2 >= head.size() || head[end + 2] != ' ') return value;
        at = end + 2;
    }
}

MailSink::MailSink() {
    listening_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    if (bind(listening_, reinterpret_cast<sockaddr*>(&here), size) != 0 || listen(listening_, 8) != 0 ||
        getsockname(listening_, reinterpret_cast<sockaddr*>(&here), &size) != 0)
        throw std::runtime_error("no port for the mail sink");
    port_ = ntohs(here.sin_port);
    thread_ = std::thread([this] { serve(); });
}

MailSink::~MailSink() {
    ending_ = true;
    shutdown(listening_, SHUT_RDWR);
    if (int talking = talking_; talking >= 0) shutdown(talking, SHUT_RDWR);
    thread_.join();
    close(listening_);
}

std::string MailSink::address() const {
    return "smtp://127.0.0.1:" + std::to_string(port_);
}

std::vector<MailSink::Mail> MailSink::mails() const {
    std::scoped_lock lock(mutex_);
    return mails_;
}

void MailSink::after_taking(std::function<void()> told) {
    std::scoped_lock lock(mutex_);
    after_taking_ = std::move(told);
}

void MailSink::serve() {
    while (!ending_) {
        int connection = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) continue;
        talking_ = connection;
        talk(connection);
        talking_ = -1;
        close(connection);
    }
}

void MailSink::talk(int connection) {
    std::string in;
    auto say = [&](std::string_view line) {
        std::string whole = std::string(line) + "\r\n";
        return send(connection, whole.data(), whole.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(whole.size());
    };
    auto line = [&](std::string& into) {
        for (;;) {
            if (auto end = in.find("\r\n"); end != std::string::npos) {
                into = in.substr(0, end);
                in.erase(0, end + 2);
                return true;
            }
            char piece[16384];
            auto got = recv(connection, piece, sizeof piece, 0);
            if (got <= 0) return false;
            in.append(piece, static_cast<std::size_t>(got));
        }
    };
    Mail mail;
    std::string said;
    say("220 sink");
    while (line(said)) {
        if (said.starts_with("EHLO") || said.starts_with("HELO")) {
            say("250 sink");
        } else if (said.starts_with("MAIL FROM:")) {
            mail = {};
            mail.from = between(said, '<', '>');
            say("250 ok");
        } else if (said.starts_with("RCPT TO:")) {
            mail.to = between(said, '<', '>');
            if (!refuse.empty() && mail.to.find(refuse) != std::string::npos)
                say("550 no such person here");
            else if (!put_off.empty() && mail.to.find(put_off) != std::string::npos)
                say("451 try later");
            else
                say("250 ok");
        } else if (said == "DATA") {
            say("354 go on");
            while (line(said) && said != ".") mail.data += (said.starts_with('.') ? said.substr(1) : said) + "\r\n";
            if (said != ".") return;  // cut off in the middle: nothing was taken
            {
                std::scoped_lock lock(mutex_);
                mails_.push_back(mail);
                if (after_taking_) after_taking_();
            }
            say("250 taken");
        } else if (said == "QUIT") {
            say("221 bye");
            return;
        } else {
            say("250 ok");
        }
    }
}

}  // namespace thingwall::test
