#pragma once
#include <cstdint>
#include <memory>

#include "base/id.hpp"
#include "db/engine.hpp"

namespace thingwall::db {

/// The ids that this program may give out. It reserves some seconds' worth at a time in the database, so that ids never
/// repeat: not when the clock has gone back between two starts, and not when another program with the same machine
/// number (a command beside the server) writes to the same database.
class IdBlocks {
public:
    explicit IdBlocks(std::uint16_t machine);

    /// A transaction begins: what an earlier one reserved and did not keep is not ours.
    void begin();
    /// Reserves more, in this transaction, when what is left could run short. To be called outside any savepoint.
    void ensure(Connection& connection, Instant now);
    [[nodiscard]] std::int64_t next(Instant now);
    /// The transaction is on disk.
    void kept();

private:
    std::uint16_t machine_;
    std::unique_ptr<IdMaker> maker_;
    std::int64_t newest_ = 0;     // id given out
    std::int64_t reserved_ = 0;   // ids up to here are ours, for sure
    std::int64_t reserving_ = 0;  // and up to here if this transaction is kept
};

}  // namespace thingwall::db
