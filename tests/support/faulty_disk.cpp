#include "support/faulty_disk.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>

namespace thingwall::support {

namespace {
constexpr std::size_t sector = 512;
using Bytes = std::vector<char>;
}  // namespace

/// One change since the last sync: bytes at a place, or a new length.
struct Change {
    std::size_t place;
    Bytes bytes;
    bool truncates;

    void apply_to(Bytes& content) const {
        if (truncates) {
            content.resize(place);
            return;
        }
        if (content.size() < place + bytes.size()) content.resize(place + bytes.size());
        std::ranges::copy(bytes, content.begin() + static_cast<std::ptrdiff_t>(place));
    }
};

struct FaultyDisk::File {
    Bytes durable, now;
    std::vector<Change> unsynced;
    bool name_durable = false;
    // Locks as SQLite's own unix VFS keeps them, and the shared memory of the write-ahead log, which no power cut
    // outlives.
    int sharing = 0;
    const void* reserved = nullptr;
    const void* pending = nullptr;
    const void* exclusive = nullptr;
    std::vector<std::unique_ptr<std::array<char, 32768>>> shared_memory;
    std::array<int, SQLITE_SHM_NLOCK> shared_slots{};
    std::array<const void*, SQLITE_SHM_NLOCK> exclusive_slots{};
};

struct FaultyDisk::Image {
    std::map<std::string, Bytes> files;
};

/// SQLite's calls. Each takes the disk's mutex: the store under test has several threads.
struct FaultyDisk::Methods {
    struct Handle : sqlite3_file {
        FaultyDisk* disk;
        std::shared_ptr<File>* file;
        int lock;
        bool temporary;
        unsigned shared_mask, exclusive_mask;
    };
    static Handle& of(sqlite3_file* file) { return *static_cast<Handle*>(file); }
    static FaultyDisk& disk_of(sqlite3_vfs* vfs) { return *static_cast<FaultyDisk*>(vfs->pAppData); }
    static sqlite3_vfs* real() { return sqlite3_vfs_find(nullptr); }

    static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* raw, int flags, int* out_flags) {
        auto& disk = disk_of(vfs);
        std::lock_guard lock(disk.mutex_);
        auto& handle = of(raw);
        handle.pMethods = nullptr;
        if (disk.off_) return SQLITE_IOERR;
        auto file = std::make_shared<File>();
        if (name != nullptr) {
            auto found = disk.files_.find(name);
            if (found != disk.files_.end())
                file = found->second;
            else if ((flags & SQLITE_OPEN_CREATE) == 0)
                return SQLITE_CANTOPEN;
            else
                disk.files_[name] = file;
        }
        handle.disk = &disk;
        handle.file = new std::shared_ptr<File>(file);
        handle.lock = SQLITE_LOCK_NONE;
        handle.temporary = name == nullptr;
        handle.shared_mask = handle.exclusive_mask = 0;
        handle.pMethods = &methods;
        if (out_flags != nullptr) *out_flags = flags;
        return SQLITE_OK;
    }
    static int close(sqlite3_file* raw) {
        auto& handle = of(raw);
        {
            std::lock_guard lock(handle.disk->mutex_);
            release(handle, SQLITE_LOCK_NONE);
        }
        delete handle.file;
        return SQLITE_OK;
    }
    static int read(sqlite3_file* raw, void* into, int amount, sqlite3_int64 place) {
        auto& handle = of(raw);
        std::lock_guard lock(handle.disk->mutex_);
        if (handle.disk->off_) return SQLITE_IOERR_READ;
        const Bytes& now = (*handle.file)->now;
        auto from = std::min(static_cast<std::size_t>(place), now.size());
        auto size = std::min(static_cast<std::size_t>(amount), now.size() - from);
        if (size > 0) std::memcpy(into, now.data() + from, size);
        if (size == static_cast<std::size_t>(amount)) return SQLITE_OK;
        std::memset(static_cast<char*>(into) + size, 0, static_cast<std::size_t>(amount) - size);
        return SQLITE_IOERR_SHORT_READ;
    }
    static int change(Handle& handle, Change what) {
        File& file = **handle.file;
        if (!handle.temporary) {
            if (int code = handle.disk->step(what.truncates ? Operation::other : Operation::write)) {
                // The write in which the power goes may have reached the disk in part.
                if (handle.disk->off_) file.unsynced.push_back(std::move(what));
                return code;
            }
        }
        what.apply_to(file.now);
        if (!handle.temporary) file.unsynced.push_back(std::move(what));
        return SQLITE_OK;
    }
    static int write(sqlite3_file* raw, const void* from, int amount, sqlite3_int64 place) {
        auto& handle = of(raw);
        std::lock_guard lock(handle.disk->mutex_);
        const char* bytes = static_cast<const char*>(from);
        return change(handle, {static_cast<std::size_t>(place), Bytes(bytes, bytes + amount), false});
    }
    static int truncate(sqlite3_file* raw, sqlite3_int64 size) {
        auto& handle = of(raw);
        std::lock_guard lock(handle.disk->mutex_);
        return change(handle, {static_cast<std::size_t>(size), {}, true});
    }
    static int sync(sqlite3_file* raw, int) {
        auto& handle = of(raw);
        std::lock_guard lock(handle.disk->mutex_);
        if (handle.temporary) return SQLITE_OK;
        File& file = **handle.file;
        if (int code = handle.disk->step(Operation::sync)) {
            if (!handle.disk->off_) {
                // As Linux does: what could not be written is taken for clean, and no later sync brings it to disk.
                handle.disk->survive(file);
                file.now = file.durable;
            }
            return code;
        }
        file.durable = file.now;
        file.unsynced.clear();
        file.name_durable = true;
        return SQLITE_OK;
    }
    static int file_size(sqlite3_file* raw, sqlite3_int64* size) {
        auto& handle = of(raw);
        std::lock_guard lock(handle.disk->mutex_);
        *size = static_cast<sqlite3_int64>((*handle.file)->now.size());
        return SQLITE_OK;
    }

    static int lock(sqlite3_file* raw, int level) {
        auto& handle = of(raw);
        std::lock_guard guard(handle.disk->mutex_);
        File& file = **handle.file;
        auto others_hold = [&](const void* holder) { return holder != nullptr && holder != &handle; };
        if (handle.lock >= level) return SQLITE_OK;
        if (others_hold(file.exclusive)) return SQLITE_BUSY;
        if (level == SQLITE_LOCK_SHARED) {
            if (others_hold(file.pending)) return SQLITE_BUSY;
            ++file.sharing;
        } else if (level == SQLITE_LOCK_RESERVED) {
            if (others_hold(file.reserved)) return SQLITE_BUSY;
            file.reserved = &handle;
        } else {
            if (others_hold(file.pending) || others_hold(file.reserved)) return SQLITE_BUSY;
            file.pending = &handle;
            if (handle.lock < SQLITE_LOCK_PENDING) handle.lock = SQLITE_LOCK_PENDING;
            if (file.sharing > 1) return SQLITE_BUSY;
            file.exclusive = &handle;
        }
        handle.lock = level;
        return SQLITE_OK;
    }
    static void release(Handle& handle, int level) {
        File& file = **handle.file;
        if (handle.lock > SQLITE_LOCK_SHARED) {
            for (auto* holder : {&file.reserved, &file.pending, &file.exclusive})
                if (*holder == &handle) *holder = nullptr;
        }
        if (handle.lock >= SQLITE_LOCK_SHARED && level == SQLITE_LOCK_NONE) --file.sharing;
        handle.lock = std::min(handle.lock, level);
    }
    static int unlock(sqlite3_file* raw, int level) {
        auto& handle = of(raw);
        std::lock_guard guard(handle.disk->mutex_);
        release(handle, level);
        return SQLITE_OK;
    }
    static int check_reserved(sqlite3_file* raw, int* held) {
        auto& handle = of(raw);
        std::lock_guard guard(handle.disk->mutex_);
        *held = (*handle.file)->reserved != nullptr ? 1 : 0;
        return SQLITE_OK;
    }
    static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
    static int sector_size(sqlite3_file*) { return 4096; }
    // What SQLite takes a Linux disk for: a write harms no byte beside it.
    static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

    static int map_shared(sqlite3_file* raw, int region, int size, int extend, void volatile** memory) {
        auto& handle = of(raw);
        std::lock_guard guard(handle.disk->mutex_);
        auto& regions = (*handle.file)->shared_memory;
        *memory = nullptr;
        if (size != 32768) return SQLITE_IOERR_SHMMAP;
        while (extend != 0 && regions.size() <= static_cast<std::size_t>(region))
            regions.push_back(std::make_unique<std::array<char, 32768>>());
        if (static_cast<std::size_t>(region) < regions.size())
            *memory = regions[static_cast<std::size_t>(region)]->data();
        return SQLITE_OK;
    }
    static int lock_shared(sqlite3_file* raw, int first, int count, int flags) {
        auto& handle = of(raw);
        std::lock_guard guard(handle.disk->mutex_);
        File& file = **handle.file;
        unsigned mask = ((1u << count) - 1) << first;
        bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
        for (int i = first; i < first + count; ++i) {
            auto slot = static_cast<std::size_t>(i);
            unsigned bit = 1u << i;
            if ((flags & SQLITE_SHM_UNLOCK) != 0) {
                if ((handle.shared_mask & bit) != 0) --file.shared_slots[slot];
                if ((handle.exclusive_mask & bit) != 0) file.exclusive_slots[slot] = nullptr;
                continue;
            }
            bool held_by_other = file.exclusive_slots[slot] != nullptr && file.exclusive_slots[slot] != &handle;
            int own = (handle.shared_mask & bit) != 0 ? 1 : 0;
            if (held_by_other || (exclusive && file.shared_slots[slot] > own)) return SQLITE_BUSY;
        }
        if ((flags & SQLITE_SHM_UNLOCK) != 0) {
            handle.shared_mask &= ~mask;
            handle.exclusive_mask &= ~mask;
            return SQLITE_OK;
        }
        for (int i = first; i < first + count; ++i) {
            auto slot = static_cast<std::size_t>(i);
            unsigned bit = 1u << i;
            if (exclusive)
                file.exclusive_slots[slot] = &handle;
            else if ((handle.shared_mask & bit) == 0)
                ++file.shared_slots[slot];
        }
        (exclusive ? handle.exclusive_mask : handle.shared_mask) |= mask;
        return SQLITE_OK;
    }
    static void barrier(sqlite3_file* raw) { std::lock_guard guard(of(raw).disk->mutex_); }
    static int unmap_shared(sqlite3_file* raw, int remove) {
        auto& handle = of(raw);
        std::lock_guard guard(handle.disk->mutex_);
        if (remove != 0) (*handle.file)->shared_memory.clear();
        return SQLITE_OK;
    }

    static int remove(sqlite3_vfs* vfs, const char* name, int) {
        auto& disk = disk_of(vfs);
        std::lock_guard lock(disk.mutex_);
        if (int code = disk.step(Operation::other)) return code;
        return disk.files_.erase(name) == 0 ? SQLITE_IOERR_DELETE_NOENT : SQLITE_OK;
    }
    static int access(sqlite3_vfs* vfs, const char* name, int, int* there) {
        auto& disk = disk_of(vfs);
        std::lock_guard lock(disk.mutex_);
        *there = disk.files_.contains(name) ? 1 : 0;
        return disk.off_ ? SQLITE_IOERR_ACCESS : SQLITE_OK;
    }
    static int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
        sqlite3_snprintf(size, out, "%s", name);
        return SQLITE_OK;
    }
    static int random(sqlite3_vfs*, int size, char* out) { return real()->xRandomness(real(), size, out); }
    static int sleep(sqlite3_vfs*, int microseconds) { return real()->xSleep(real(), microseconds); }
    static int time(sqlite3_vfs*, double* now) { return real()->xCurrentTime(real(), now); }
    static int last_error(sqlite3_vfs*, int, char*) { return 0; }

    static const sqlite3_io_methods methods;
};

const sqlite3_io_methods FaultyDisk::Methods::methods = {
    .iVersion = 2,
    .xClose = close,
    .xRead = read,
    .xWrite = write,
    .xTruncate = truncate,
    .xSync = sync,
    .xFileSize = file_size,
    .xLock = lock,
    .xUnlock = unlock,
    .xCheckReservedLock = check_reserved,
    .xFileControl = control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = map_shared,
    .xShmLock = lock_shared,
    .xShmBarrier = barrier,
    .xShmUnmap = unmap_shared,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

FaultyDisk::FaultyDisk(std::uint64_t seed) : random_(seed) {
    static std::atomic<int> disks = 0;
    name_ = "faulty-disk-" + std::to_string(++disks);
    vfs_.iVersion = 1;
    vfs_.szOsFile = sizeof(Methods::Handle);
    vfs_.mxPathname = 512;
    vfs_.zName = name_.c_str();
    vfs_.pAppData = this;
    vfs_.xOpen = Methods::open;
    vfs_.xDelete = Methods::remove;
    vfs_.xAccess = Methods::access;
    vfs_.xFullPathname = Methods::full_path;
    vfs_.xRandomness = Methods::random;
    vfs_.xSleep = Methods::sleep;
    vfs_.xCurrentTime = Methods::time;
    vfs_.xGetLastError = Methods::last_error;
    sqlite3_vfs_register(&vfs_, 0);
}

FaultyDisk::~FaultyDisk() {
    sqlite3_vfs_unregister(&vfs_);
}

int FaultyDisk::step(Operation operation) {
    if (off_) return operation == Operation::sync ? SQLITE_IOERR_FSYNC : SQLITE_IOERR_WRITE;
    ++operations_;
    bool counts = fault_ == Fault::power_cut || (fault_ == Fault::sync_fails) == (operation == Operation::sync);
    if (fault_ != Fault::none && counts && !happened_ && --countdown_ == 0) {
        happened_ = true;
        off_ = fault_ == Fault::power_cut;
        full_ = fault_ == Fault::full;
        if (off_) return SQLITE_IOERR_WRITE;
        if (fault_ == Fault::write_fails) return SQLITE_IOERR_WRITE;
        if (fault_ == Fault::sync_fails) return SQLITE_IOERR_FSYNC;
    }
    return full_ && operation == Operation::write ? SQLITE_FULL : SQLITE_OK;
}

void FaultyDisk::plan(Fault fault, std::int64_t nth) {
    std::lock_guard lock(mutex_);
    fault_ = fault;
    countdown_ = nth;
    happened_ = false;
}

bool FaultyDisk::happened() {
    std::lock_guard lock(mutex_);
    return happened_;
}

std::int64_t FaultyDisk::operations() {
    std::lock_guard lock(mutex_);
    return operations_;
}

void FaultyDisk::make_room() {
    std::lock_guard lock(mutex_);
    full_ = false;
    fault_ = Fault::none;
}

void FaultyDisk::survive(File& file) {
    // The states that the file went through; then each sector is taken from one of them, on its own.
    std::vector<Bytes> states{file.durable};
    for (const Change& change : file.unsynced) {
        // Long histories are cut short at random places: any state will do, and copying each would take long.
        Bytes next = states.back();
        change.apply_to(next);
        if (states.size() > 1 && random_.below(4) != 0)
            states.back() = std::move(next);
        else
            states.push_back(std::move(next));
    }
    const Bytes& size_from = states[random_.below(states.size())];
    Bytes kept(size_from.size(), '\0');
    for (std::size_t start = 0; start < kept.size(); start += sector) {
        const Bytes& from = states[random_.below(states.size())];
        std::size_t end = std::min({start + sector, kept.size(), std::max(from.size(), start)});
        std::copy(from.begin() + static_cast<std::ptrdiff_t>(std::min(start, from.size())),
                  from.begin() + static_cast<std::ptrdiff_t>(std::min(end, from.size())),
                  kept.begin() + static_cast<std::ptrdiff_t>(start));
    }
    file.durable = std::move(kept);
    file.unsynced.clear();
}

void FaultyDisk::reboot() {
    std::lock_guard lock(mutex_);
    std::erase_if(files_, [&](const auto& named) { return !named.second->name_durable && random_.below(2) == 0; });
    for (auto& [name, file] : files_) {
        survive(*file);
        auto after = std::make_shared<File>();
        after->durable = after->now = std::move(file->durable);
        after->name_durable = true;
        file = std::move(after);
    }
    off_ = full_ = false;
    fault_ = Fault::none;
}

void FaultyDisk::end_of_process() {
    std::lock_guard lock(mutex_);
    for (auto& [name, file] : files_) {
        auto after = std::make_shared<File>();
        after->durable = after->now = file->now;
        after->name_durable = true;
        file = std::move(after);
    }
    full_ = false;
    fault_ = Fault::none;
}

std::shared_ptr<const FaultyDisk::Image> FaultyDisk::image() {
    std::lock_guard lock(mutex_);
    auto image = std::make_shared<Image>();
    for (const auto& [name, file] : files_) image->files[name] = file->now;
    return image;
}

void FaultyDisk::load(const Image& image) {
    std::lock_guard lock(mutex_);
    files_.clear();
    for (const auto& [name, content] : image.files) {
        auto file = std::make_shared<File>();
        file->durable = file->now = content;
        file->name_durable = true;
        files_[name] = file;
    }
}

}  // namespace thingwall::support
