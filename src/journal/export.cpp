#include <algorithm>
#include <ostream>

#include "db/db.hpp"
#include "journal/digest.hpp"
#include "journal/journal.hpp"

namespace thingwall::journal {

namespace {

constexpr std::size_t read_at_once = 1000;

// Ids are strings, since they pass 2^53. A deed is made of letters, digits, dots and underscores (record() sees to it),
// so nothing here needs escaping. The verifier takes this form and no other.
void write_line(std::ostream& out, const Entry& entry) {
    out << "{\"position\":" << entry.position << ",\"at\":" << to_microseconds(entry.at) << ",\"actor\":\""
        << entry.actor.value() << "\",\"organisation\":\"" << entry.organisation.value() << "\",\"deed\":\""
        << entry.deed << "\",\"subject\":\"" << entry.subject << "\",\"commitment\":\"" << hexadecimal(entry.commitment)
        << "\",\"before\":\"" << hexadecimal(entry.before) << "\",\"digest\":\"" << hexadecimal(entry.digest)
        << "\"}\n";
}

}  // namespace

void export_to(db::Database& database, std::ostream& out) {
    MerkleRoot tree;
    std::int64_t size = database.read([](db::Reader& reader) { return position(reader); });
    // Entries are only added, so blocks that are read one after another make one consistent whole.
    for (std::int64_t done = 0; done < size;) {
        auto block = database.read([&](db::Reader& reader) {
            return after(reader, done, std::min(read_at_once, static_cast<std::size_t>(size - done)));
        });
        if (block.empty())
            throw db::Failure(db::Failure::Cause::broken, "the journal ends at entry " + std::to_string(done) +
                                                              " and should have " + std::to_string(size));
        for (const Entry& entry : block) {
            write_line(out, entry);
            tree.add(entry.digest);
        }
        done = block.back().position;
    }
    out << "{\"size\":" << size << ",\"root\":\"" << hexadecimal(tree.root()) << "\"}\n";
}

}  // namespace thingwall::journal
