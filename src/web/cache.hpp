#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace thingwall::web {

/// A public page as it goes over the wire, made once.
struct KeptPage {
    std::string plain, gzip;  ///< headers (from the one after Date) and body; gzip empty when it is not smaller
    std::size_t plain_head = 0, gzip_head = 0;  ///< bytes of headers in each, for HEAD
    std::string not_modified;                   ///< the headers of a 304
    std::string tag;                            ///< W/"j123-4f5e...": journal position and digest of the page
    std::uint64_t version = 0;
    std::chrono::steady_clock::time_point made{};
};

/// Finished pages by host and address, valid while the journal stands still and for a minute at most (pages name days
/// and hours). Bounded in bytes; the one not used for longest goes first. Safe to use from any thread.
class PageCache {
public:
    static constexpr std::chrono::seconds longest{60};
    PageCache(std::function<std::uint64_t()> version, std::size_t bytes)
        : version_(std::move(version)), limit_(bytes) {}

    /// The journal's position now. Read it before a page is made, and give it to keep().
    [[nodiscard]] std::uint64_t version() const { return version_(); }
    /// The page, when it is there and still true; else null.
    [[nodiscard]] std::shared_ptr<const KeptPage> find(std::string_view host, std::string_view target);
    void keep(std::string_view host, std::string_view target, std::shared_ptr<const KeptPage> page);
    [[nodiscard]] std::size_t bytes() const;

private:
    struct Entry {
        std::string key;
        std::shared_ptr<const KeptPage> page;
        std::size_t bytes;
    };
    using Order = std::list<Entry>;  // newest use first
    void drop(Order::iterator entry);

    std::function<std::uint64_t()> version_;
    std::size_t limit_, used_ = 0;
    mutable std::mutex mutex_;
    Order order_;
    std::unordered_map<std::string_view, Order::iterator> by_key_;  // views into Entry::key
};

/// Whether an If-None-Match header names this page. The digest decides: a page that came out the same again after the
/// journal moved need not be sent again (weak comparison, RFC 9110, 8.8.3.2).
[[nodiscard]] bool names_page(std::string_view if_none_match, std::string_view tag);

}  // namespace thingwall::web
