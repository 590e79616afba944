#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <sqlite3.h>

#include "base/random.hpp"

namespace thingwall::support {

/// A disk in memory that SQLite uses as a VFS. Like a real one it keeps for sure only what was synced: at a power cut
/// each 512-byte sector of what was written since keeps any one of the states that it went through, whatever became of
/// its neighbours, so that writes are lost, reordered and torn. It can also fail its n-th write or sync, and be full.
class FaultyDisk {
public:
    enum class Fault { none, power_cut, write_fails, sync_fails, full };

    explicit FaultyDisk(std::uint64_t seed);
    ~FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;

    /// For db::Settings::sqlite_vfs.
    [[nodiscard]] const std::string& vfs_name() const { return name_; }
    /// From now on, the n-th operation of the fault's kind (n from 1) fails. A cut counts writes, syncs, truncations
    /// and deletions; after it everything fails until reboot(). A full disk stays full until make_room().
    void plan(Fault fault, std::int64_t nth);
    [[nodiscard]] bool happened();
    [[nodiscard]] std::int64_t operations();
    void make_room();
    /// What is on the disk after the power has come back. Nobody may have it open.
    void reboot();
    /// All that was synced or written, as when only the process ended. Nobody may have it open.
    void end_of_process();

    struct Image;  ///< what a disk holds, all of it synced
    [[nodiscard]] std::shared_ptr<const Image> image();
    void load(const Image& image);

    struct File;
    struct Methods;

private:
    enum class Operation { write, sync, other };
    [[nodiscard]] int step(Operation operation);
    void survive(File& file);

    std::string name_;
    sqlite3_vfs vfs_{};
    std::mutex mutex_;
    SeededRandom random_;
    std::map<std::string, std::shared_ptr<File>> files_;
    Fault fault_ = Fault::none;
    std::int64_t countdown_ = 0;
    std::int64_t operations_ = 0;
    bool happened_ = false;
    bool off_ = false;
    bool full_ = false;
};

}  // namespace thingwall::support
