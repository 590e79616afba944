#include "db/postgres_address.hpp"

#include <string_view>

#include "db/db.hpp"

namespace thingwall::db {

namespace {

bool is_plain_name(std::string_view name) {
    return !name.empty() && name.size() <= 63 && !(name.front() >= '0' && name.front() <= '9') &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

}  // namespace

PostgresAddress read_postgres_address(const std::string& address) {
    PostgresAddress read;
    auto question = address.find('?');
    read.connection = address.substr(0, question);
    std::string_view rest =
        question == std::string::npos ? std::string_view() : std::string_view(address).substr(question + 1);
    std::string kept;
    while (!rest.empty()) {
        auto word = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), word.size() + 1));
        if (word.starts_with("schema="))
            read.schema = word.substr(7);
        else
            kept += (kept.empty() ? "?" : "&") + std::string(word);
    }
    if (!is_plain_name(read.schema))
        throw Failure(Failure::Cause::misuse,
                      "schema=" + read.schema + ": use small letters, digits and _, at most 63, with a letter first");
    read.connection += kept;
    return read;
}

}  // namespace thingwall::db
