#include "app/settings.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <boost/json.hpp>

#include "base/csv.hpp"
#include "base/email.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace thingwall::app {
namespace {

constexpr std::string_view file_name = "partnership.json";

void read_text(const boost::json::object& from, std::string_view name, std::string& into, Faults& faults) {
    const auto* value = from.if_contains(name);
    if (!value) return;
    if (const auto* text = value->if_string())
        into = std::string(*text);
    else
        faults.add(std::string(name), "Write this as text in quotes.");
}

void read_yes(const boost::json::object& from, std::string_view name, bool& into, Faults& faults) {
    const auto* value = from.if_contains(name);
    if (!value) return;
    if (const auto* yes = value->if_bool())
        into = *yes;
    else
        faults.add(std::string(name), "Write true or false.");
}

bool is_prefix(std::string_view text) {
    return !text.empty() && text.size() <= 6 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

void read_hosts(const boost::json::object& from, std::string_view name, std::vector<std::string>& into,
                Faults& faults) {
    const auto* value = from.if_contains(name);
    if (!value) return;
    if (!value->is_array())
        return faults.add(std::string(name), "Write a list of host names: [\"engage.example.org\"].");
    for (const auto& host : value->get_array())
        if (const auto* text = host.if_string())
            into.push_back(fold(std::string_view(*text)));
        else
            faults.add(std::string(name), "Each host name is text in quotes.");
}

// A host that lists are fetched from is its name alone: what else an address has is not the setting's to say.
void check_import_hosts(const Settings& settings, Faults& faults) {
    for (const auto& host : settings.import_hosts)
        if (host.empty() || host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") != std::string::npos)
            faults.add("import_hosts", "Give each name alone, without https:// and /: consult.example.org.");
}

// All of the mail's settings, or none: half of them would let letters pile up unseen.
void read_mail(const boost::json::object& from, Settings& settings, Faults& faults) {
    auto& mail = settings.mail;
    bool in_clear = false;
    read_text(from, "site_address", mail.site, faults);
    read_text(from, "mail_server", mail.server, faults);
    read_text(from, "mail_user", mail.user, faults);
    read_text(from, "mail_password_file", mail.password_file, faults);
    read_text(from, "mail_from", mail.from, faults);
    read_yes(from, "mail_in_clear", in_clear, faults);
    mail.from_name = settings.partnership;
    mail.require_tls = !in_clear;
    if (!mail.site.empty() && !mail.site.starts_with("https://") && !mail.site.starts_with("http://"))
        faults.add("site_address", "Give the address that people open, like https://engage.example.org.");
    while (mail.site.ends_with('/')) mail.site.pop_back();
    if (mail.server.empty()) return;
    if (!mail.server.starts_with("smtp://") && !mail.server.starts_with("smtps://"))
        faults.add("mail_server",
                   "Give an address that begins with smtp:// or smtps://, like smtp://mail.example.org:587.");
    if (!check_email(mail.from)) faults.add("mail_from", "Give the e-mail address that letters come from.");
    if (mail.site.empty()) faults.add("site_address", "Letters hold links: give the address that people open.");
    if (!mail.user.empty() && mail.password_file.empty())
        faults.add("mail_password_file", "Give the file that holds the password of mail_user.");
}

}  // namespace

std::string Settings::address() const {
    if (database.starts_with("postgresql://") || database.starts_with("postgres://")) return database;
    return (std::filesystem::path(folder) / database).string();
}

Result<Settings> read_settings(const std::string& folder) {
    Settings settings{folder, "Your partnership", "your place", "", "TW", "thingwall.db", {}, false, false, {}, {}};
    auto path = std::filesystem::path(folder) / file_name;
    if (!std::filesystem::exists(path)) return settings;
    auto text = csv::read_file(path.string(), 1u << 20);
    if (!text) return std::unexpected(text.error());
    auto parsed = json::parse(*text);
    if (!parsed) return invalid(path.string() + ": " + describe(parsed.error()));
    if (!parsed->is_object())
        return invalid(path.string() + ": expected an object { ... } with the partnership's settings");
    const auto& from = parsed->get_object();

    Faults faults;
    read_text(from, "partnership", settings.partnership, faults);
    read_text(from, "place", settings.place, faults);
    read_text(from, "telephone", settings.telephone, faults);
    read_text(from, "reference_prefix", settings.reference_prefix, faults);
    read_text(from, "database", settings.database, faults);
    read_yes(from, "demonstration", settings.demonstration, faults);
    read_yes(from, "behind_tls", settings.behind_tls, faults);
    read_hosts(from, "hosts", settings.hosts, faults);
    read_hosts(from, "import_hosts", settings.import_hosts, faults);
    check_import_hosts(settings, faults);
    read_mail(from, settings, faults);
    static constexpr std::string_view known[] = {"partnership",  "place",         "telephone",   "reference_prefix",
                                                 "database",     "demonstration", "behind_tls",  "hosts",
                                                 "site_address", "mail_server",   "mail_user",   "mail_password_file",
                                                 "mail_from",    "mail_in_clear", "import_hosts"};
    for (const auto& member : from)
        if (std::ranges::find(known, std::string_view(member.key())) == std::end(known))
            faults.add(std::string(member.key()), "There is no such setting.");
    if (!is_prefix(settings.reference_prefix))
        faults.add("reference_prefix", "Give one to six capital letters, like WY.");
    if (settings.database.empty())
        faults.add("database", "Give a file name, or an address that begins with postgresql://.");
    if (!faults.empty()) return faults.take(path.string() + " has settings that I cannot use");
    return settings;
}

void write_settings(const Settings& settings) {
    json::Writer out;
    out.begin_object();
    out.member("partnership", std::string_view(settings.partnership)).member("place", std::string_view(settings.place));
    out.member("telephone", std::string_view(settings.telephone))
        .member("reference_prefix", std::string_view(settings.reference_prefix));
    out.member("database", std::string_view(settings.database))
        .member("demonstration", settings.demonstration)
        .member("behind_tls", settings.behind_tls);
    out.key("hosts").begin_array();
    for (const auto& host : settings.hosts) out.value(std::string_view(host));
    out.end_array();
    out.key("import_hosts").begin_array();
    for (const auto& host : settings.import_hosts) out.value(std::string_view(host));
    out.end_array();
    auto unless_empty = [&](std::string_view name, const std::string& value) {
        if (!value.empty()) out.member(name, std::string_view(value));
    };
    unless_empty("site_address", settings.mail.site);
    unless_empty("mail_server", settings.mail.server);
    unless_empty("mail_user", settings.mail.user);
    unless_empty("mail_password_file", settings.mail.password_file);
    unless_empty("mail_from", settings.mail.from);
    if (settings.mail.configured()) out.member("mail_in_clear", !settings.mail.require_tls);
    out.end_object();

    std::filesystem::create_directories(settings.folder);
    auto path = std::filesystem::path(settings.folder) / file_name;
    auto fresh = path;
    fresh += ".new";
    {
        std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
        file << out.take() << '\n';
        if (!file.flush()) throw std::runtime_error("could not write " + fresh.string());
    }
    std::filesystem::rename(fresh, path);
}

}  // namespace thingwall::app
