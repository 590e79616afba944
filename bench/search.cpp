// How fast the register is searched with 100,000 activities: words, five filters, all facets with their counts.
// Promises: p99 under 50 ms, for the page as well; and faster than SQLite's FTS5 and PostgreSQL's tsvector, asked for
// the same in the same run.
//   bench_search [ACTIVITIES]
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "activities/activities.hpp"
#include "app/partnership.hpp"
#include "app/settings.hpp"
#include "base/random.hpp"
#include "library/library.hpp"
#include "private_postgres.hpp"
#include "program.hpp"

namespace {

using namespace thingwall;
using library::Facet, library::facet_count;

struct Spread {
    double p50 = 0, p99 = 0;
};
Spread spread(std::vector<double> times) {
    std::ranges::sort(times);
    const auto at = [&](double q) {
        return times[std::min(times.size() - 1, static_cast<std::size_t>(q * static_cast<double>(times.size())))];
    };
    return {at(0.5), at(0.99)};
}
template <class Deed>
double milliseconds(Deed deed) {
    const auto began = std::chrono::steady_clock::now();
    deed();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
}

// What an activity is for the peers: text, and the keys of its facets.
struct Row {
    std::int64_t id = 0;
    std::string title, aim;
    int first = 0, last = 0, seen = 0;  // 0 a draft, 1 for partners, 2 for everyone
    std::int64_t lead = 0;
    std::vector<std::pair<std::string, std::string>> keys;
};

library::Question question_about(const Row& row, std::mt19937& dice) {
    library::Question question;
    std::vector<std::string> words;
    for (std::size_t at = 0, end = 0; at < row.title.size(); at = end + 1) {
        end = std::min(row.title.find(' ', at), row.title.size());
        if (end - at > 4) words.push_back(row.title.substr(at, end - at));
    }
    if (!words.empty()) question.words = words[dice() % words.size()];
    // Five filters: place, people, body, method and dates, as somebody who plans to ask again would choose.
    for (const auto& [facet, key] : row.keys)
        for (Facet one : {Facet::place, Facet::who, Facet::body, Facet::method}) {
            auto& chosen = question.chosen[static_cast<std::size_t>(one)];
            if (facet == library::name_of(one) && chosen.empty()) chosen.push_back(key);
        }
    question.from = Date::from_number(row.first - 90);
    question.until = Date::from_number(row.last + 90);
    return question;
}

// The same question in SQL: the first page, how many there are, and one count for each facet without its own choice; in
// statements of their own, or in one that works out only once what the words and days leave. The faster of the two
// counts. Words as FTS5 or as tsvector takes them.
struct Peer {
    std::vector<std::string> statements;  // run in turn
};
std::string in_quotes(std::string_view text) {
    std::string out = "'";
    for (char c : text) {
        out += c;
        if (c == '\'') out += c;
    }
    return out + "'";
}
Peer in_sql(const library::Question& question, std::int64_t body, bool postgres, bool in_one) {
    std::string word;
    for (char c : question.words)
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) word += c;
    std::string base =
        fmt::format("FROM activity a {} WHERE (a.seen > 0 OR a.lead = {}) AND a.last >= {} AND a.first <= {}",
                    word.empty() ? ""
                    : postgres   ? ""
                                 : "JOIN words ON words.rowid = a.id",
                    body, question.from->number(), question.until->number());
    if (!word.empty())
        base += postgres ? fmt::format(" AND a.words @@ plainto_tsquery('english', {})", in_quotes(word))
                         : fmt::format(" AND words MATCH {}", in_quotes(word));
    const auto chosen = [&](std::size_t but) {
        std::string all;
        for (std::size_t facet = 0; facet < facet_count; ++facet)
            if (facet != but && !question.chosen[facet].empty())
                all += fmt::format(
                    " AND EXISTS (SELECT 1 FROM key k WHERE k.activity = a.id AND k.facet = {} AND k.value = {})",
                    in_quotes(library::name_of(static_cast<Facet>(facet))), in_quotes(question.chosen[facet].front()));
        return all;
    };
    Peer peer;
    peer.statements.push_back(
        fmt::format("SELECT a.id {}{} ORDER BY {} DESC, a.last DESC LIMIT 20", base, chosen(facet_count),
                    word.empty() ? "a.last"
                    : postgres   ? fmt::format("ts_rank(a.words, plainto_tsquery('english', {}))", in_quotes(word))
                                 : "-bm25(words, 4.0, 1.5)"));
    if (!in_one) {
        peer.statements.push_back(fmt::format("SELECT count(*) {}{}", base, chosen(facet_count)));
        for (std::size_t facet = 0; facet < facet_count; ++facet)
            peer.statements.push_back(
                fmt::format("SELECT f.value, count(*) FROM (SELECT a.id {}{}) m JOIN key f ON f.activity = m.id AND "
                            "f.facet = {} GROUP BY 1",
                            base, chosen(facet), in_quotes(library::name_of(static_cast<Facet>(facet)))));
        return peer;
    }
    std::string counts = fmt::format(
        "WITH m AS MATERIALIZED (SELECT a.id {}) SELECT '' AS facet, '' AS value, count(*) FROM m a WHERE 1 = 1{}",
        base, chosen(facet_count));
    for (std::size_t facet = 0; facet < facet_count; ++facet)
        counts += fmt::format(
            " UNION ALL SELECT f.facet, f.value, count(*) FROM m a JOIN key f ON f.activity = a.id AND f.facet = {} "
            "WHERE 1 "
            "= 1{} GROUP BY 1, 2",
            in_quotes(library::name_of(static_cast<Facet>(facet))), chosen(facet));
    peer.statements.push_back(std::move(counts));
    return peer;
}

class Sqlite {
public:
    Sqlite() {
        sqlite3_open(":memory:", &database_);
        say("CREATE TABLE activity (id INTEGER PRIMARY KEY, lead INT, seen INT, first INT, last INT)");
        say("CREATE VIRTUAL TABLE words USING fts5(title, aim, tokenize='porter unicode61')");
        say("CREATE TABLE key (activity INT, facet TEXT, value TEXT, PRIMARY KEY (activity, facet, value)) WITHOUT "
            "ROWID");
        say("BEGIN");
    }
    ~Sqlite() { sqlite3_close(database_); }
    Sqlite(const Sqlite&) = delete;
    Sqlite& operator=(const Sqlite&) = delete;
    void add(const Row& row) {
        say(fmt::format("INSERT INTO activity VALUES ({}, {}, {}, {}, {})", row.id, row.lead, row.seen, row.first,
                        row.last));
        say(fmt::format("INSERT INTO words (rowid, title, aim) VALUES ({}, {}, {})", row.id, in_quotes(row.title),
                        in_quotes(row.aim)));
        for (const auto& [facet, value] : row.keys)
            say(fmt::format("INSERT OR IGNORE INTO key VALUES ({}, {}, {})", row.id, in_quotes(facet),
                            in_quotes(value)));
    }
    void done() {
        say("COMMIT");
        say("CREATE INDEX by_value ON key (facet, value, activity)");
        say("INSERT INTO words(words) VALUES ('optimize')");
        say("ANALYZE");
    }
    std::int64_t say(const std::string& sql) {
        std::int64_t rows = 0;
        char* fault = nullptr;
        sqlite3_exec(
            database_, sql.c_str(),
            [](void* count, int, char**, char**) {
                ++*static_cast<std::int64_t*>(count);
                return 0;
            },
            &rows, &fault);
        if (fault != nullptr) throw std::runtime_error(fault);
        return rows;
    }

private:
    sqlite3* database_ = nullptr;
};

void fill(bench::PrivatePostgres& postgres, const std::vector<Row>& rows) {
    postgres.run_sql(
        "CREATE TABLE activity (id bigint PRIMARY KEY, lead bigint, seen int, first int, last int, words tsvector)");
    postgres.run_sql("CREATE TABLE key (activity bigint, facet text, value text)");
    constexpr std::size_t portion = 500;
    for (std::size_t from = 0; from < rows.size(); from += portion) {
        std::string activities, keys;
        for (std::size_t i = from; i < std::min(rows.size(), from + portion); ++i) {
            const auto& row = rows[i];
            activities += fmt::format(
                "{}({}, {}, {}, {}, {}, setweight(to_tsvector('english', {}), 'A') || to_tsvector('english', {}))",
                activities.empty() ? "" : ", ", row.id, row.lead, row.seen, row.first, row.last, in_quotes(row.title),
                in_quotes(row.aim));
            for (const auto& [facet, value] : row.keys)
                keys +=
                    fmt::format("{}({}, {}, {})", keys.empty() ? "" : ", ", row.id, in_quotes(facet), in_quotes(value));
        }
        postgres.run_sql("INSERT INTO activity VALUES " + activities);
        if (!keys.empty()) postgres.run_sql("INSERT INTO key VALUES " + keys);
    }
    postgres.run_sql("CREATE INDEX ON activity USING gin (words)");
    postgres.run_sql("CREATE INDEX ON key (activity, facet, value)");
    postgres.run_sql("CREATE INDEX ON key (facet, value, activity)");
    postgres.run_sql("VACUUM ANALYZE");
}

std::vector<Row> rows_of(app::Partnership& partnership) {
    std::vector<Row> rows;
    const auto& lists = partnership.activities().lists();
    const Date today = partnership.activities().today();
    partnership.activities().each([&](activities::Activity&& one) {
        Row row;
        row.id = one.id.value();
        row.title = one.title;
        row.aim = one.purpose + " " + one.decision + " " + one.results;
        for (const auto& question : one.questions) row.aim += " " + question;
        row.first = one.dates.first().number();
        row.last = one.dates.last().number();
        row.lead = one.lead.value();
        row.seen = static_cast<int>(one.visibility);
        const auto key = [&](const char* facet, std::string value) { row.keys.emplace_back(facet, std::move(value)); };
        key("state", std::string(activities::code_of(activities::status_of(one, today))));
        for (auto area : partnership.areas_reached(one.footprint)) key("place", std::to_string(area.value()));
        for (const auto& code : one.audience) key("who", code);
        for (const auto& code : one.subjects) {
            key("subject", code);
            key("theme", lists.theme(code));
        }
        for (const auto& code : one.methods) key("method", code);
        key("body", std::to_string(one.lead.value()));
        std::ranges::sort(row.keys);
        row.keys.erase(std::unique(row.keys.begin(), row.keys.end()), row.keys.end());
        rows.push_back(std::move(row));
    });
    return rows;
}

web::Request request_for(const library::Question& question, OrganisationId body) {
    web::Request request;
    request.path = request.target = "/search";
    request.host = "localhost";
    request.query.add("q", question.words);
    for (std::size_t facet = 0; facet < facet_count; ++facet)
        for (const auto& key : question.chosen[facet])
            request.query.add(std::string(library::name_of(static_cast<Facet>(facet))), key);
    request.query.add("from", to_iso(*question.from));
    request.query.add("until", to_iso(*question.until));
    if (body.known()) request.actor = {PersonId{1}, body, web::Role::officer, "Anna Holt", "NHS"};
    return request;
}

std::vector<double> pages_of(app::Partnership& partnership, const std::vector<library::Question>& questions,
                             const std::vector<OrganisationId>& bodies, const Clock& clock) {
    OrganisationId asking;
    partnership.router().identify_by([&](web::Request& request) {
        if (asking.known()) request.actor = {PersonId{1}, asking, web::Role::officer, "Anna Holt", "NHS"};
        request.csrf = "csrf";
    });
    std::vector<double> times;
    for (std::size_t i = 0; i < std::min<std::size_t>(300, bodies.size()); ++i) {
        asking = bodies[i];
        auto request = request_for(questions[i], asking);
        request.now = clock.now();
        times.push_back(milliseconds([&] {
            if (partnership.router().handle(std::move(request)).status != 200) throw std::runtime_error("no page");
        }));
    }
    return times;
}

}  // namespace

int main(int count, char** words) try {
    const int activities = count > 1 ? std::atoi(words[1]) : 100'000;
    constexpr double promised_ms = 50;
    bench::Folder folder;
    const std::string data = folder / "data";
    bench::make_demonstration(data, activities, folder / "links");
    SystemClock clock;
    SecureRandom random;
    app::Partnership partnership(*app::read_settings(data), clock, random);
    partnership.start();
    const double reading = milliseconds([&] {
        while (!partnership.library().search({}, {})) continue;
    });
    const auto rows = rows_of(partnership);
    fmt::print("{} activities, read in {:.1f} s, load {:.1f}\n", rows.size(), reading / 1000, bench::load_of_machine());

    std::mt19937 dice(7);
    std::vector<library::Question> questions;
    std::vector<OrganisationId> bodies;
    for (int i = 0; i < 1000; ++i) {
        const auto& row = rows[dice() % rows.size()];
        questions.push_back(question_about(row, dice));
        bodies.push_back(OrganisationId{rows[dice() % rows.size()].lead});
    }
    bool held = true;
    const auto judge = [&](const char* what, std::vector<double> times) {
        const auto found = spread(std::move(times));
        const bool fine = found.p99 <= promised_ms;
        held = held && fine;
        fmt::print("{} {}: p50 {:.2f} ms, p99 {:.2f} ms (promised {:.0f} ms: {:.2f} of it)\n",
                   fine ? "held  " : "MISSED", what, found.p50, found.p99, promised_ms, found.p99 / promised_ms);
        return found;
    };
    std::vector<double> of_officers, without_filters, of_residents, slips;
    std::int64_t found = 0;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        const library::Reader officer{true, bodies[i]};
        of_officers.push_back(
            milliseconds([&] { found += partnership.library().search(questions[i], officer)->total; }));
        of_residents.push_back(milliseconds([&] { (void)partnership.library().search(questions[i], {}); }));
        library::Question plain;
        plain.words = questions[i].words;
        without_filters.push_back(milliseconds([&] { (void)partnership.library().search(plain, officer); }));
        if (plain.words.size() > 5) std::swap(plain.words[2], plain.words[3]);
        slips.push_back(milliseconds([&] { (void)partnership.library().search(plain, officer); }));
    }
    fmt::print("       {:.1f} activities found at a mean with five filters\n",
               static_cast<double>(found) / static_cast<double>(questions.size()));
    const auto ours = judge("words, five filters, facets, officers", std::move(of_officers));
    judge("words, five filters, facets, residents", std::move(of_residents));
    judge("words alone, facets over all that match", std::move(without_filters));
    judge("a word with a slip, with what was meant", std::move(slips));

    judge("the whole page on SQLite", pages_of(partnership, questions, bodies, clock));

    constexpr std::size_t for_peers = 60;
    Sqlite sqlite;
    for (const auto& row : rows) sqlite.add(row);
    sqlite.done();
    const auto faster = [&](bool is_postgres, auto say) {
        Spread best{1e9, 1e9};
        for (bool in_one : {false, true}) {
            std::vector<double> times;
            for (std::size_t i = 0; i < std::min(for_peers, questions.size()); ++i) {
                const auto peer = in_sql(questions[i], bodies[i].value(), is_postgres, in_one);
                times.push_back(milliseconds([&] {
                    for (const auto& statement : peer.statements) say(statement);
                }));
            }
            if (const auto one = spread(std::move(times)); one.p50 < best.p50) best = one;
        }
        return best;
    };
    const auto fts5 = faster(false, [&](const std::string& sql) { sqlite.say(sql); });
    fmt::print(
        "       the same with SQLite FTS5, all in memory: p50 {:.2f} ms, p99 {:.2f} ms; ours is {:.0f} times as fast "
        "at the median\n",
        fts5.p50, fts5.p99, fts5.p50 / ours.p50);
    bench::PrivatePostgres postgres(bench::PrivatePostgres::Disk::waited_for);
    fill(postgres, rows);
    const auto tsvector = faster(true, [&](const std::string& sql) { postgres.run_sql(sql); });
    fmt::print(
        "       the same with PostgreSQL tsvector: p50 {:.2f} ms, p99 {:.2f} ms; ours is {:.0f} times as fast at the "
        "median\n",
        tsvector.p50, tsvector.p99, tsvector.p50 / ours.p50);
    const std::string beside = folder / "beside";
    bench::make_demonstration(beside, activities, folder / "links", postgres.address("beside"));
    app::Partnership on_postgres(*app::read_settings(beside), clock, random);
    on_postgres.start();
    while (!on_postgres.library().search({}, {})) continue;
    std::vector<OrganisationId> bodies_there;
    for (const auto& row : rows_of(on_postgres)) bodies_there.push_back(OrganisationId{row.lead});
    // Ids differ between the two: bodies and areas are left out, words and all other choices are the same.
    auto there = questions;
    for (auto& question : there)
        for (Facet one : {Facet::place, Facet::body}) question.chosen[static_cast<std::size_t>(one)].clear();
    judge("the whole page on PostgreSQL", pages_of(on_postgres, there, bodies_there, clock));
    return held && ours.p50 < fts5.p50 && ours.p50 < tsvector.p50 ? 0 : 1;
} catch (const std::exception& problem) {
    fmt::print(stderr, "bench_search: {}\n", problem.what());
    return 2;
}
