#include "web/cache.hpp"

#include <algorithm>
#include <iterator>

namespace thingwall::web {

namespace {
/// Host and address with a separator that neither can hold.
std::string key_of(std::string_view host, std::string_view target) {
    std::string key;
    key.reserve(host.size() + target.size() + 1);
    key += host;
    key += '\n';
    key += target;
    return key;
}

std::string_view digest_of(std::string_view tag) {
    std::size_t dash = tag.rfind('-');
    return dash == std::string_view::npos ? tag : tag.substr(dash + 1);
}
}  // namespace

void PageCache::drop(Order::iterator entry) {
    used_ -= entry->bytes;
    by_key_.erase(entry->key);
    order_.erase(entry);
}

std::shared_ptr<const KeptPage> PageCache::find(std::string_view host, std::string_view target) {
    std::uint64_t now = version_();
    std::string key = key_of(host, target);
    std::lock_guard lock(mutex_);
    auto found = by_key_.find(key);
    if (found == by_key_.end()) return nullptr;
    auto entry = found->second;
    if (entry->page->version != now || std::chrono::steady_clock::now() - entry->page->made > longest) {
        drop(entry);
        return nullptr;
    }
    order_.splice(order_.begin(), order_, entry);
    return entry->page;
}

void PageCache::keep(std::string_view host, std::string_view target, std::shared_ptr<const KeptPage> page) {
    std::string key = key_of(host, target);
    std::size_t bytes = page->plain.size() + page->gzip.size() + page->not_modified.size() + 2 * key.size() + 256;
    if (bytes > limit_ / 4) return;  // one page must not push out all others
    std::lock_guard lock(mutex_);
    if (auto found = by_key_.find(key); found != by_key_.end()) drop(found->second);
    order_.push_front({std::move(key), std::move(page), bytes});
    by_key_.emplace(order_.front().key, order_.begin());
    used_ += bytes;
    while (used_ > limit_) drop(std::prev(order_.end()));
}

std::size_t PageCache::bytes() const {
    std::lock_guard lock(mutex_);
    return used_;
}

bool names_page(std::string_view if_none_match, std::string_view tag) {
    if (tag.empty()) return false;
    if (if_none_match == "*") return true;
    while (!if_none_match.empty()) {
        std::string_view one = if_none_match.substr(0, if_none_match.find(','));
        if_none_match.remove_prefix(std::min(if_none_match.size(), one.size() + 1));
        while (one.starts_with(' ')) one.remove_prefix(1);
        while (one.ends_with(' ')) one.remove_suffix(1);
        if (one.starts_with("W/")) one.remove_prefix(2);
        std::string_view ours = tag.starts_with("W/") ? tag.substr(2) : tag;
        if (one == ours) return true;
        if (one.starts_with("\"j") && tag.starts_with("W/\"j") && digest_of(one) == digest_of(tag)) return true;
    }
    return false;
}

}  // namespace thingwall::web
