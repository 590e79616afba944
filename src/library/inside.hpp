#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

#include "db/db.hpp"
#include "library/library.hpp"

namespace thingwall::library {

/// A document with what was read of it.
struct ReadDocument {
    Document document;
    std::string text;
};
/// What the index is told of an activity. Pure.
[[nodiscard]] Item item_of(const activities::Activity& activity, const Finding* finding,
                           const std::vector<ReadDocument>& documents, const activities::Lists& lists,
                           const std::vector<AreaId>& reached, Date today);

struct Library::Inside {
    Inside(kernel::Services its_services, activities::Activities& its_activities, Reach its_reach,
           Settings its_settings);
    ~Inside();

    void follow(const journal::Entry& entry);
    void prepare();
    void stop();
    [[nodiscard]] std::optional<Answer> search(const Question& question, const Reader& reader);
    [[nodiscard]] bool read_document(DocumentId id);

    kernel::Services services;
    activities::Activities& activities;
    const Reach reach;
    const Settings settings;

private:
    void serve();
    void read_all();
    void take_in(const std::set<ActivityId>& ids);
    [[nodiscard]] bool up_to_date(std::chrono::milliseconds patience);

    // Readers pass the gate, so that a writer that holds it comes next however many they are.
    mutable std::mutex gate_;
    mutable std::shared_mutex shown_;
    std::unique_ptr<Index> index_ = std::make_unique<Index>();

    std::mutex queue_mutex_;  // for what follows
    std::condition_variable came_, taken_in_;
    std::set<ActivityId> changed_;
    bool read_anew_ = true;
    std::uint64_t handed_in_ = 1, done_ = 0;
    bool begun_ = false, made_ = false, stopping_ = false;
    std::atomic<std::int32_t> of_day_ = 0;  ///< for which it was worked out what everyone may see
    std::thread thread_;
};

[[nodiscard]] inline activities::Viewer viewer_of(const web::Request& request) {
    return {request.actor.organisation, request.actor.signed_in()};
}
[[nodiscard]] inline Reader reader_of(const web::Request& request) {
    return {request.actor.signed_in(), request.actor.organisation};
}

void add_search_pages(Library::Inside& inside, web::Router& router);
void add_keeping_pages(Library::Inside& inside, web::Router& router);
void add_saved_pages(Library::Inside& inside, web::Router& router);

}  // namespace thingwall::library
