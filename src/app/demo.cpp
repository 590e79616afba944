#include "app/demo.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <unordered_map>

#include <fmt/format.h>
#include <fmt/ostream.h>

#include "activities/activities.hpp"
#include "app/partnership.hpp"
#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/run.hpp"
#include "demo/borough.hpp"
#include "demo/engagements.hpp"
#include "demo/meetings.hpp"
#include "forums/forums.hpp"
#include "identity/identity.hpp"
#include "library/library.hpp"
#include "partners/partners.hpp"
#include "places/places.hpp"

namespace thingwall::app {
namespace {

constexpr std::size_t deeds_in_one =
    200;  // activities in one commit: large enough to be quick, small enough to show progress

// What the demonstration makes passes the same rules as what people type: a fault there is a fault of ours.
template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error("the demonstration is at fault: " + describe(result.error()));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class Maker {
public:
    Maker(Partnership& partnership, std::uint64_t seed, std::ostream& err)
        : partnership_(partnership),
          database_(partnership.database()),
          seed_(seed),
          err_(err),
          borough_(demo::make_borough(seed)) {}

    void make(std::size_t activities, Date today) {
        people();
        places();
        register_all(demo::make_engagements(borough_, seed_ + 1, today, activities));
        meetings(demo::make_meetings(today));
    }

private:
    void say(std::string_view words) {
        fmt::print(err_, "  {}\n", words);
        err_.flush();
    }
    void people() {
        for (const auto& body : demo::bodies()) {
            bodies_.push_back(must(database_.write([&](db::Transaction& tx) -> Result<OrganisationId> {
                auto id = identity::add_organisation(tx, {}, {body.name, body.short_name, body.kind});
                if (!id) return id;
                auto told =
                    partners::tell(tx, {}, *id, {body.contact, body.email, body.telephone, "", body.description}, 0);
                if (!told) return std::unexpected(told.error());
                for (const auto& person : body.people) {
                    auto made = identity::add_person(tx, {}, *id, {person.name, person.email, person.role});
                    if (!made) return std::unexpected(made.error());
                    officers_.try_emplace(bodies_.size(), *made);
                }
                return id;
            })));
        }
        say(fmt::format("{} bodies and their people", bodies_.size()));
    }
    OrganisationId owner(std::string_view key) const {
        for (std::size_t b = 0; b < bodies_.size(); ++b)
            if (demo::bodies()[b].key == key) return bodies_[b];
        return {};
    }
    static std::string kind_word(std::string_view code) {
        if (code == "wards") return "ward";
        if (code == "forums") return "area_forum";
        if (code == "small") return "small_area";
        return std::string(code);
    }
    void places() {
        for (const auto& layer : borough_.layers) {
            places::LayerDraft draft;
            draft.name = layer.name;
            draft.kind = kind_word(layer.code);
            draft.owner = std::to_string(owner(layer.owner).value());
            draft.vintage = layer.vintage;
            draft.source = layer.source;
            draft.licence = "none is needed";
            if (!layer.members_of.empty()) draft.members_of = std::to_string(layers_.at(layer.members_of).value());
            std::string name = layer.code + (layer.members_of.empty() ? ".geojson" : ".csv");
            auto prepared = must(
                places::prepare_layer(*partnership_.places().atlas(), draft, name, demo::layer_file(borough_, layer)));
            layers_[layer.code] =
                must(database_.write([&](db::Transaction& tx) { return places::import_layer(tx, {}, prepared); }));
            partnership_.follow();
        }
        places::DataDraft facts{"2026", "Made up for this demonstration", "none is needed", "",
                                std::to_string(layers_.at("small").value())};
        auto residents = must(places::prepare_residents(*partnership_.places().atlas(), facts, "residents.csv",
                                                        demo::residents_file(borough_)));
        must(database_.write([&](db::Transaction& tx) { return places::import_residents(tx, {}, residents); }));
        facts.layer.clear();
        auto postcodes = must(places::prepare_postcodes(facts, "postcodes.csv", demo::postcodes_file(borough_)));
        must(database_.write([&](db::Transaction& tx) { return places::import_postcodes(tx, {}, postcodes); }));
        partnership_.follow();
        for (const auto& layer : partnership_.places().atlas()->layers())
            for (const auto& area : layer.areas) areas_[area.code] = area.id;
        say(fmt::format("{} small areas with {} residents, {} layers that do not align, {} postcodes",
                        borough_.cells.size(), thousands(borough_.residents), borough_.layers.size() - 1,
                        thousands(static_cast<std::int64_t>(postcodes.postcodes))));
    }
    activities::Draft draft_of(const demo::Engagement& made) const {
        const auto& body = demo::bodies()[made.body];
        activities::Draft draft;
        draft.title = made.title;
        draft.purpose = made.why;
        for (const auto& question : made.questions) draft.questions += question + "\n";
        draft.subjects = joined(made.subjects);
        draft.audience = made.audience;
        if (made.layer.empty()) draft.whole_borough = "yes";
        std::vector<std::string> areas;
        for (const auto& code : made.areas) areas.push_back(std::to_string(areas_.at(code).value()));
        draft.areas = joined(areas);
        draft.first_day = to_iso(made.first);
        draft.last_day = to_iso(made.last);
        if (!made.session_place.empty())
            draft.sessions = fmt::format("{}, 2pm to 4pm, {}", to_iso(made.first), made.session_place);
        if (made.method == "written-consultation" && made.last - made.first < 83)
            draft.reason_short = "The decision cannot wait for twelve weeks.";
        draft.methods = made.method;
        draft.minutes = std::to_string(made.minutes);
        draft.invited = std::to_string(made.invited);
        draft.access = "step-free; large-print";
        draft.other_ways = joined(made.other_ways);
        if (!made.other_ways.empty())
            draft.other_ways_words = "Ring " + body.telephone + ", and we send it or fill it in with you";
        draft.contact = body.contact + ", " + body.telephone;
        draft.cost = fmt::format("{}.{:02}", made.cost_pence / 100, made.cost_pence % 100);
        draft.decision = made.decision;
        draft.decision_day = to_iso(made.decided);
        draft.influence = made.method == "budgeting" ? "empower" : made.method == "workshop" ? "involve" : "consult";
        draft.lead = std::to_string(bodies_[made.body].value());
        if (made.partner) draft.partners = std::to_string(bodies_[*made.partner].value());
        draft.series = made.series;
        draft.visibility = made.visibility;
        if (made.responses) draft.responses = std::to_string(*made.responses);
        draft.results = made.results;
        return draft;
    }
    static std::string joined(const std::vector<std::string>& parts) {
        std::string text;
        for (const auto& part : parts) text += (text.empty() ? "" : "; ") + part;
        return text;
    }
    // Every third of those that were written up says what was learnt; the first few of them have a document.
    Done tell_what_was_learnt(db::Transaction& tx, const web::Actor& actor, ActivityId id, const demo::Engagement& made,
                              std::size_t number) {
        constexpr std::string_view lessons[] = {
            "Paper forms brought in twice as many older people as the web form. Next time we send paper first.",
            "Going to where people already meet filled every place within two days. An empty hall cost us the first "
            "week.",
            "Half of those who answered had been asked much the same by somebody else that year. We should ask "
            "together.",
            "Two of our questions meant different things to different people. We have written them anew.",
            "Carers could only come in the evening. The daytime sessions told us little about them.",
        };
        if (made.results.empty() || !made.withdrawn_because.empty() || number % 3 != 0) return {};
        const auto& body = demo::bodies()[made.body];
        activities::Activity activity;
        activity.id = id;
        activity.lead = actor.organisation;
        library::FindingDraft finding;
        finding.learnt = lessons[number / 3 % std::size(lessons)];
        finding.done = fmt::format("It was read by those who decided. {}.", made.decision);
        finding.readers = number % 2 == 0 ? "everyone" : "partners";
        if (auto told = library::tell(tx, actor, activity, finding, 0); !told) return told;
        if (documents_ == 0) return {};
        --documents_;
        std::string report = fmt::format("{}\n{}\n\nWhat we asked\n", made.title, body.name);
        for (const auto& question : made.questions) report += question + "\n";
        report += fmt::format("\nWhat people said\n{}\n\nWhat we learnt\n{}\n\nWhat was done\n{}\n", made.results,
                              finding.learnt, finding.done);
        auto attached =
            library::attach(tx, actor, activity, {"Report: " + made.title, finding.readers}, "report.txt", report);
        if (!attached) return std::unexpected(attached.error());
        return {};
    }
    void register_all(const std::vector<demo::Engagement>& all) {
        auto context = partnership_.activities().context();
        for (std::size_t from = 0; from < all.size(); from += deeds_in_one) {
            std::size_t to = std::min(all.size(), from + deeds_in_one);
            must(database_.write([&](db::Transaction& tx) -> Done {
                for (std::size_t i = from; i < to; ++i) {
                    const auto& made = all[i];
                    web::Actor actor{officers_.at(made.body), bodies_[made.body], web::Role::officer, "", ""};
                    auto kept = activities::register_known(tx, actor, draft_of(made), "", context);
                    if (!kept)
                        return std::unexpected(Error{kept.error().kind,
                                                     "\"" + made.title + "\": " + kept.error().message,
                                                     kept.error().fields, 0});
                    if (auto told = tell_what_was_learnt(tx, actor, kept->id, made, i); !told) return told;
                    if (made.withdrawn_because.empty()) continue;
                    auto gone =
                        activities::withdraw(tx, actor, kept->id, kept->version, made.withdrawn_because, context);
                    if (!gone) return std::unexpected(gone.error());
                }
                return {};
            }));
            if (all.size() > 5000 && to % 10000 == 0)
                say(fmt::format("{} of {} activities", thousands(static_cast<std::int64_t>(to)),
                                thousands(static_cast<std::int64_t>(all.size()))));
        }
        say(fmt::format("{} activities around today", thousands(static_cast<std::int64_t>(all.size()))));
    }

    void meetings(const std::vector<demo::Meeting>& all) {
        const web::Actor actor{officers_.at(0), bodies_[0], web::Role::coordinator, "", ""};
        must(database_.write([&](db::Transaction& tx) -> Done {
            auto group = forums::add_forum(
                tx, actor,
                {"Engagement steering group", "steering",
                 "Partners who ask people in Wyremouth what they think meet here each quarter, so that nobody is asked "
                 "the same thing twice."});
            if (!group) return std::unexpected(group.error());
            auto text = [](int number) { return std::to_string(number); };
            for (const auto& made : all) {
                auto meeting =
                    forums::arrange_meeting(tx, actor, *group,
                                            {text(made.day.day()), text(made.day.month()), text(made.day.year()),
                                             made.time, made.place, made.agenda, made.minutes});
                if (!meeting) return std::unexpected(meeting.error());
                for (const auto& one : made.there) {
                    auto noted = forums::note_attendance(
                        tx, actor, *meeting,
                        {one.name, std::to_string(bodies_[one.body].value()), "", one.came ? "yes" : "apologies"});
                    if (!noted) return std::unexpected(noted.error());
                }
                for (const auto& one : made.agreed) {
                    auto agreed = forums::agree_action(
                        tx, actor, *meeting,
                        {one.what, one.owner, std::to_string(bodies_[one.body].value()), text(one.due.day()),
                         text(one.due.month()), text(one.due.year()), one.outcome.empty() ? "" : "yes", one.outcome});
                    if (!agreed) return std::unexpected(agreed.error());
                }
            }
            return {};
        }));
        say(fmt::format("a steering group with {} meetings", all.size()));
    }

    Partnership& partnership_;
    db::Database& database_;
    std::uint64_t seed_;
    std::ostream& err_;
    demo::Borough borough_;
    std::vector<OrganisationId> bodies_;
    int documents_ = 12;                                  // still to be attached
    std::unordered_map<std::size_t, PersonId> officers_;  // the first of each body
    std::map<std::string, LayerId, std::less<>> layers_;
    std::map<std::string, AreaId, std::less<>> areas_;
};

int make(const cli::Arguments& asked, std::ostream& out, std::ostream& err) {
    Settings settings{asked.text("data"),
                      "Wyremouth Partnership",
                      "Wyremouth",
                      "01632 960 140",
                      "WY",
                      asked.maybe("database").value_or("thingwall.db"),
                      {},
                      true,
                      false};
    if (std::filesystem::exists(std::filesystem::path(settings.folder) / "partnership.json"))
        return cli::complain(
            err,
            invalid(settings.folder + " holds a partnership already. Give another folder, or remove that one.").error(),
            cli::asked_wrongly);
    // Written under another name and moved when whole: a folder with a partnership in it has all of it.
    std::filesystem::create_directories(settings.folder);
    auto seed = static_cast<std::uint64_t>(asked.whole("seed"));
    SystemClock clock;
    SecureRandom random;
    Date today = asked.given("today") ? asked.day("today") : london_day(clock.now());
    {
        Partnership partnership(settings, clock, random);
        partnership.start();
        Maker(partnership, seed, err).make(static_cast<std::size_t>(asked.whole("activities")), today);
        write_sign_in_links(partnership, "", out);
    }
    write_settings(settings);
    return cli::fine;
}

}  // namespace

void write_sign_in_links(Partnership& partnership, std::string_view site, std::ostream& out) {
    auto people = partnership.database().read([](db::Reader& reader) { return identity::people(reader, 100); });
    for (const auto& person : people) {
        auto link = identity::sign_in_link(partnership.database(), person.id, std::chrono::hours{7 * 24});
        fmt::print(out, "{}\t{}{}\t{}, {}\n", person.email, site, link.path, person.name, person.organisation_name);
    }
}

std::vector<cli::Command> demo_commands() {
    return {{"demo",
             "Run a partnership",
             "make a fictional partnership to try things with",
             "A borough at a river mouth with small areas and residents, five layers that do not align, twelve bodies "
             "with their people, and a year "
             "and a half of activities around today, some of which ask the same people the same thing. The same seed "
             "gives the same borough. Prints a "
             "line for each person: e-mail, sign-in link (good once, for a week), name.",
             "thingwall demo --data build/demo --activities 400\nthingwall serve --data build/demo",
             {{"data", "FOLDER", "a new folder for the partnership's data", cli::Takes::text, cli::Need::required},
              {"activities", "NUMBER", "how many activities", cli::Takes::whole, cli::Need::optional, "400",
               cli::Times::once, 1, 5'000'000},
              {"seed", "NUMBER", "another number gives another borough", cli::Takes::whole, cli::Need::optional, "7",
               cli::Times::once, 0, 1'000'000'000},
              {"today", "DATE", "the day around which activities lie; today unless told otherwise", cli::Takes::day},
              {"database", "ADDRESS", "postgresql://... instead of a file in the folder", cli::Takes::text}},
             {},
             make}};
}

}  // namespace thingwall::app
