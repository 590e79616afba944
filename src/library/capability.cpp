#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/log.hpp"
#include "base/text.hpp"
#include "jobs/jobs.hpp"
#include "journal/journal.hpp"
#include "library/inside.hpp"
#include "library/reading.hpp"
#include "library/rules.hpp"
#include "library/store.hpp"

namespace thingwall::library {
namespace {

// A search waits so long for what is being taken in, then goes without.
constexpr std::chrono::milliseconds patience{1500};

void append(std::string& text, std::string_view more) {
    if (!more.empty()) (text += '\n') += more;
}

std::vector<std::string> program_that_reads(const Settings& settings) {
    if (!settings.reader.empty()) return settings.reader;
    // Ourselves; what is no thingwall (a test, a measurement) asks the one that was built beside it.
    auto self = std::filesystem::read_symlink("/proc/self/exe");
    if (self.filename() != "thingwall") self.replace_filename("thingwall");
    return {self.string(), "library", "text"};
}

/// A document on disk for as long as a child reads it, in a folder that nobody else may open.
class TemporaryFile {
public:
    explicit TemporaryFile(db::Database& database, DocumentId id) {
        std::string name = (std::filesystem::temp_directory_path() / "thingwall-document-XXXXXX").string();
        const int file = mkstemp(name.data());  // for this user alone
        if (file < 0) throw db::Failure(db::Failure::Cause::full_disk, "no temporary file for a document");
        path_ = name;
        for (std::int64_t number = 0;; ++number) {
            const auto piece = database.read([&](db::Reader& reader) { return store::piece(reader, id, number); });
            if (piece.empty()) break;
            if (write(file, piece.data(), piece.size()) != static_cast<ssize_t>(piece.size())) {
                close(file);
                unlink(path_.c_str());
                throw db::Failure(db::Failure::Cause::full_disk, "no room for a temporary file");
            }
        }
        close(file);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { unlink(path_.c_str()); }
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace

Item item_of(const activities::Activity& activity, const Finding* finding, const std::vector<ReadDocument>& documents,
             const activities::Lists& lists, const std::vector<AreaId>& reached, Date today) {
    Item item;
    item.id = activity.id;
    item.lead = activity.lead;
    using activities::Visibility;
    const bool everyone = activity.visibility == Visibility::everyone;
    const bool later = everyone && activity.public_on && today < *activity.public_on;
    item.seen = activity.visibility == Visibility::draft ? Seen::own_body
                : everyone && !later                     ? Seen::everyone
                                                         : Seen::partners;
    if (later) item.public_from = activity.public_on;
    item.first = activity.dates.first();
    item.last = activity.dates.last();
    item.withdrawn = activity.withdrawn_on.has_value();

    const auto keys = [&](Facet facet) -> auto& { return item.keys[static_cast<std::size_t>(facet)]; };
    for (auto area : reached) keys(Facet::place).push_back(std::to_string(area.value()));
    keys(Facet::who) = activity.audience;
    if (activity.audience.empty()) keys(Facet::who).emplace_back("everyone");  // nobody said otherwise
    keys(Facet::subject) = activity.subjects;
    keys(Facet::method) = activity.methods;
    keys(Facet::body).push_back(std::to_string(activity.lead.value()));
    for (auto partner : activity.partners) keys(Facet::body).push_back(std::to_string(partner.value()));
    if (!activity.results.empty()) keys(Facet::kept).emplace_back("said");

    std::string aim = activity.purpose, names = activity.reference;
    for (const auto& question : activity.questions) append(aim, question);
    append(aim, activity.decision);
    append(names, lists.organisation(activity.lead));
    for (auto partner : activity.partners) append(names, lists.organisation(partner));
    append(names, activities::where_in_words(activity.footprint, lists));
    append(names, activities::who_in_words(activity.audience, lists));
    append(names, activity.audience_words);
    append(names, activities::how_in_words(activity.methods));
    append(names, activity.series);
    for (const auto& subject : activity.subjects) {
        append(names, lists.subject(subject));
        auto theme = lists.theme(subject);
        append(names, theme);
        if (!theme.empty()) keys(Facet::theme).push_back(std::move(theme));
    }
    for (const auto& session : activity.sessions) append(names, session.place);
    item.words.push_back({activity.title, 4});
    item.words.push_back({std::move(aim), 1.5});
    item.words.push_back({std::move(names), 1});
    if (!activity.results.empty()) item.words.push_back({activity.results, 2});

    const auto note = [&](const char* key, Readers readers) {
        if (readers == Readers::everyone)
            keys(Facet::kept).emplace_back(key);
        else
            item.kept_for_partners.emplace_back(key);
    };
    if (finding != nullptr && !finding->learnt.empty()) {
        note("learnt", finding->readers);
        const bool closed = finding->readers == Readers::partners;
        item.words.push_back({finding->learnt, 2, closed});
        item.words.push_back({finding->done, 2, closed});
    }
    for (const auto& [document, text] : documents) {
        note("document", document.readers);
        const bool closed = document.readers == Readers::partners;
        item.words.push_back({document.title, 1.5, closed});
        if (!text.empty()) item.words.push_back({text, 0.5, closed, true});
    }
    return item;
}

Library::Inside::Inside(kernel::Services its_services, activities::Activities& its_activities, Reach its_reach,
                        Settings its_settings)
    : services(its_services),
      activities(its_activities),
      reach(std::move(its_reach)),
      settings(std::move(its_settings)) {}

Library::Inside::~Inside() {
    stop();
}

void Library::Inside::follow(const journal::Entry& entry) {
    const std::string_view deed = entry.deed;
    const bool one = deed.starts_with("activity.") || deed.starts_with("finding.") || deed.starts_with("document.");
    // Another map, another name of a body: what was worked out from it is worked out again.
    const bool all = deed.starts_with("places.") || deed.starts_with("organisation.");
    if (!one && !all) return;
    const std::lock_guard lock(queue_mutex_);
    ++handed_in_;
    if (all)
        read_anew_ = true;
    else
        changed_.insert(ActivityId{entry.subject});
    came_.notify_one();
}

void Library::Inside::prepare() {
    const std::lock_guard lock(queue_mutex_);
    if (begun_ || stopping_) return;
    begun_ = true;
    thread_ = std::thread([this] { serve(); });
}

void Library::Inside::stop() {
    {
        const std::lock_guard lock(queue_mutex_);
        stopping_ = true;
        came_.notify_all();
        taken_in_.notify_all();
    }
    if (thread_.joinable()) thread_.join();
}

void Library::Inside::serve() {
    for (;;) {
        std::set<ActivityId> ids;
        std::uint64_t up_to = 0;
        bool all = false;
        {
            std::unique_lock lock(queue_mutex_);
            came_.wait(lock, [&] { return stopping_ || read_anew_ || !changed_.empty(); });
            if (stopping_) return;
            all = std::exchange(read_anew_, false);
            ids = std::exchange(changed_, {});
            up_to = handed_in_;
        }
        try {
            if (all)
                read_all();
            else
                take_in(ids);
            const std::lock_guard lock(queue_mutex_);
            made_ = true;
            done_ = up_to;
            taken_in_.notify_all();
        } catch (const std::exception& problem) {
            // The database is away for a while: it is asked again.
            log::warning("library.not_read", {{"why", problem.what()}});
            std::unique_lock lock(queue_mutex_);
            if (all) read_anew_ = true;
            changed_.merge(ids);
            came_.wait_for(lock, std::chrono::seconds(1), [&] { return stopping_; });
        }
    }
}

void Library::Inside::read_all() {
    auto made = std::make_unique<Index>();
    const Date today = activities.today();
    constexpr std::size_t portion = 256;
    std::vector<activities::Activity> some;
    const auto enter = [&] {
        if (some.empty()) return;
        {
            const std::lock_guard lock(queue_mutex_);
            if (stopping_) throw std::runtime_error("the program ends");
        }
        std::vector<Finding> findings;
        std::map<ActivityId, std::vector<ReadDocument>> documents;
        services.database.read([&](db::Reader& reader) {
            findings = store::findings(reader, some.front().id, some.back().id);
            store::texts(reader, some.front().id, some.back().id, [&](Document&& document, std::string_view text) {
                documents[document.activity].push_back({std::move(document), std::string(text)});
            });
        });
        auto finding = findings.begin();
        for (const auto& activity : some) {
            while (finding != findings.end() && finding->activity < activity.id) ++finding;
            const bool told = finding != findings.end() && finding->activity == activity.id;
            made->put(item_of(activity, told ? &*finding : nullptr, documents[activity.id], activities.lists(),
                              reach(activity.footprint), today));
        }
        some.clear();
    };
    activities.each([&](activities::Activity&& activity) {
        some.push_back(std::move(activity));
        if (some.size() == portion) enter();
    });
    enter();
    const std::lock_guard gate(gate_);
    const std::unique_lock lock(shown_);
    index_ = std::move(made);
    of_day_ = today.number();
}

void Library::Inside::take_in(const std::set<ActivityId>& ids) {
    const Date today = activities.today();
    for (auto id : ids) {
        auto activity = activities.read_any(id);
        std::optional<Item> item;
        if (activity) {
            std::optional<Finding> finding;
            std::vector<ReadDocument> documents;
            services.database.read([&](db::Reader& reader) {
                finding = store::finding(reader, id);
                store::texts(reader, id, id, [&](Document&& document, std::string_view text) {
                    documents.push_back({std::move(document), std::string(text)});
                });
            });
            item = item_of(*activity, finding ? &*finding : nullptr, documents, activities.lists(),
                           reach(activity->footprint), today);
        }
        const std::lock_guard gate(gate_);
        const std::unique_lock lock(shown_);
        if (item)
            index_->put(*item);
        else
            index_->remove(id);
    }
}

bool Library::Inside::up_to_date(std::chrono::milliseconds how_long) {
    std::unique_lock lock(queue_mutex_);
    const auto wanted = handed_in_;
    taken_in_.wait_for(lock, how_long, [&] { return stopping_ || done_ >= wanted; });
    return made_;
}

std::optional<Answer> Library::Inside::search(const Question& question, const Reader& reader) {
    prepare();
    services.feed.catch_up();
    const Date today = activities.today();
    if (!up_to_date(patience)) return std::nullopt;
    if (of_day_ != today.number()) {
        std::vector<ActivityId> due;
        {
            const std::shared_lock lock(shown_);
            due = index_->due(today);
        }
        of_day_ = today.number();
        {
            const std::lock_guard lock(queue_mutex_);
            if (!due.empty()) {
                changed_.insert(due.begin(), due.end());
                ++handed_in_;
                came_.notify_one();
            }
        }
        if (!due.empty()) static_cast<void>(up_to_date(patience));
    }
    std::unique_lock gate(gate_);
    const std::shared_lock lock(shown_);
    gate.unlock();
    return index_->search(question, reader, today);
}

bool Library::Inside::read_document(DocumentId id) {
    auto document = services.database.read([&](db::Reader& reader) { return store::document(reader, id); });
    if (!document || document->reading != Reading::waits) return true;  // taken off meanwhile, or done before
    Result<Words> words = [&] {
        const TemporaryFile file(services.database, id);
        return read_in_child(program_that_reads(settings), file.path());
    }();
    // What is not installed may be so tomorrow, and says so till then; what a file holds stays as it is.
    const bool again = !words && words.error().kind == ErrorKind::unavailable;
    auto noted = services.database.write([&](db::Transaction& tx) -> Done {
        const auto reading = words ? Reading::read : again ? Reading::waits : Reading::unreadable;
        std::string said = words ? std::string{} : words.error().message;
        if (words && trim(words->text).empty()) said = "It holds no words, only pictures: its title is searched";
        if (store::note_reading(tx, id, reading, said, words ? words->text : std::string{}, words && words->cut))
            journal::record(tx, {}, "document.read", document->activity.value(), std::to_string(id.value()));
        return {};
    });
    return noted.has_value() && !again;
}

Library::Library(kernel::Services services, activities::Activities& activities, Reach reach, Settings settings)
    : inside_(std::make_unique<Inside>(services, activities, std::move(reach), std::move(settings))) {}
Library::~Library() = default;

void Library::add_routes(web::Router& router) {
    add_search_pages(*inside_, router);
    add_keeping_pages(*inside_, router);
    add_saved_pages(*inside_, router);
}

void Library::start() {
    inside_->services.feed.add(
        {"library", [inside = inside_.get()](const journal::Entry& entry) { inside->follow(entry); }});
}

void Library::add_jobs(jobs::Runner& runner) {
    runner.add_errand("library.read", [inside = inside_.get()](const jobs::Job& job) {
        return inside->read_document(DocumentId{parse_whole(job.key).value_or(0)});
    });
}

void Library::prepare() {
    inside_->prepare();
}
void Library::stop() {
    inside_->stop();
}
std::optional<Answer> Library::search(const Question& question, const Reader& reader) {
    return inside_->search(question, reader);
}

activities::Kept Library::kept_with(ActivityId activity, const activities::Viewer& viewer) const {
    activities::Kept kept;
    std::optional<Finding> finding;
    std::vector<Document> documents;
    inside_->services.database.read([&](db::Reader& reader) {
        finding = store::finding(reader, activity);
        documents = store::documents(reader, activity);
    });
    if (finding && (viewer.signed_in || finding->readers == Readers::everyone)) {
        kept.learnt = std::move(finding->learnt);
        kept.done = std::move(finding->done);
        kept.report = std::move(finding->report);
        kept.learnt_by_partners = finding->readers == Readers::partners;
    }
    for (const auto& document : documents) {
        if (!viewer.signed_in && document.readers == Readers::partners) continue;
        std::string words = document.said;
        if (words.empty() && document.reading == Reading::waits) words = "Its words are being read for the search";
        if (document.cut) words = "Long: its first 500,000 letters are searched";
        kept.documents.push_back({document.id.value(), document.title, about(document),
                                  document.readers == Readers::partners, viewer.signed_in ? words : std::string{}});
    }
    return kept;
}

}  // namespace thingwall::library
