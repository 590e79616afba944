#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/csv.hpp"
#include "base/text.hpp"

namespace thingwall::csv {
namespace {

void append_utf8(std::string& out, char32_t c) {
    auto tail = [&](int shift) { out += static_cast<char>(0x80 | (c >> shift & 0x3F)); };
    if (c < 0x80) return void(out += static_cast<char>(c));
    if (c < 0x800) return out += static_cast<char>(0xC0 | c >> 6), tail(0);
    if (c < 0x10000) return out += static_cast<char>(0xE0 | c >> 12), tail(6), tail(0);
    out += static_cast<char>(0xF0 | c >> 18);
    tail(12), tail(6), tail(0);
}

enum class Order { little, big };

Result<std::string> from_utf16(std::string_view bytes, Order order) {
    auto unit = [&](std::size_t at) {
        auto one = static_cast<unsigned char>(bytes[at]), two = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(order == Order::little ? one | two << 8 : one << 8 | two);
    };
    auto broken = [](std::size_t at) {
        return invalid(
            fmt::format("The text is UTF-16 and breaks off at byte {}. Save it as CSV (UTF-8) and try again", at));
    };
    std::string text;
    text.reserve(bytes.size() / 2 + bytes.size() / 8);
    for (std::size_t at = 2; at < bytes.size(); at += 2) {
        if (at + 1 == bytes.size()) return broken(at);
        char32_t c = unit(at);
        if (c >= 0xD800 && c < 0xE000) {
            bool pair = c < 0xDC00 && at + 3 < bytes.size() && unit(at + 2) >= 0xDC00 && unit(at + 2) < 0xE000;
            if (!pair) return broken(at);
            c = 0x10000 + ((c - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
            at += 2;
        }
        append_utf8(text, c);
    }
    return text;
}

/// Closes what was opened, however the reading ends.
struct Descriptor {
    int number;
    ~Descriptor() { ::close(number); }
};

}  // namespace

Result<std::string> to_utf8(std::string bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.erase(0, 3);
    else if (bytes.starts_with("\xFF\xFE"))
        return from_utf16(bytes, Order::little);
    else if (bytes.starts_with("\xFE\xFF"))
        return from_utf16(bytes, Order::big);
    if (valid_utf8(bytes)) return bytes;
    if (auto at = first_not_windows_1252(bytes); at != std::string_view::npos)
        return invalid(fmt::format(
            "Byte {} is part of no character in UTF-8 or Windows-1252. Save the file as CSV (UTF-8) and try again",
            at));
    return from_windows_1252(bytes);
}

Result<std::string> read_file(const std::string& path, std::size_t limit_bytes) {
    auto unreadable = [&](int problem) {
        if (problem == ENOENT)
            return fail(ErrorKind::not_found, fmt::format("{}: there is no such file. Check the name", path));
        return fail(ErrorKind::unavailable,
                    fmt::format("{}: cannot be read ({})", path, std::generic_category().message(problem)));
    };
    auto too_large = [&] {
        return fail(ErrorKind::too_large,
                    fmt::format("{}: has more than {} bytes, which is the most. Split it into smaller files", path,
                                thousands(static_cast<std::int64_t>(limit_bytes))));
    };
    Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.number < 0) return unreadable(errno);
    struct stat facts{};
    if (::fstat(file.number, &facts) != 0) return unreadable(errno);
    if (S_ISDIR(facts.st_mode)) return fail(ErrorKind::unavailable, fmt::format("{}: is a folder. Give a file", path));
    if (S_ISREG(facts.st_mode) && static_cast<std::size_t>(facts.st_size) > limit_bytes) return too_large();

    // A pipe has no size beforehand, and a file can grow: read until there is no more, but never above the limit.
    std::string bytes(std::min(limit_bytes, static_cast<std::size_t>(facts.st_size)) + 1, '\0');
    std::size_t size = 0;
    for (;;) {
        ssize_t count = ::read(file.number, bytes.data() + size, bytes.size() - size);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return unreadable(errno);
        if (count == 0) break;
        size += static_cast<std::size_t>(count);
        if (size > limit_bytes) return too_large();
        if (size == bytes.size()) bytes.resize(std::min(limit_bytes + 1, std::max<std::size_t>(size * 2, 1u << 16)));
    }
    bytes.resize(size);
    auto text = to_utf8(std::move(bytes));
    if (!text) return fail(text.error().kind, fmt::format("{}: {}", path, text.error().message));
    return text;
}

}  // namespace thingwall::csv
