#include <gtest/gtest.h>

#include "activities/apply.hpp"
#include "base/csv.hpp"
#include "golden.hpp"
#include "register_site.hpp"
#include "workbook_maker.hpp"

namespace thingwall::activities {
namespace {

using namespace test;

const std::string headings = "Reference,Title,Lead,Where,Who,First day,Last day,Cost,Invited,Part of\n";

class BringingInASpreadsheet : public testing::TestWithParam<db::Engine> {
protected:
    RegisterSite site{GetParam()};
    web::Actor coordinator = [] {
        auto actor = officer_of(council);
        actor.role = web::Role::coordinator;
        return actor;
    }();

    Preview judged(const std::string& file, const std::map<std::size_t, std::string>& choices = {}) {
        auto sheet = read_sheet(file);
        if (!sheet) throw std::runtime_error(sheet.error().message);
        auto questions = questions_of(site.database(), coordinator, site.activities().today(),
                                      site.context().settings.reference_prefix);
        Answers answers{.rows = choices, .gone = {}, .all_rows = {}, .all_gone = {}};
        auto preview = judge(*sheet, "register.csv", answers, site.lists(), *site.activities().snapshot(), questions,
                             coordinator.organisation);
        if (!preview) throw std::runtime_error(describe(preview.error()));
        return *preview;
    }
    Result<Taken> take_all(const Preview& preview) {
        return site.database().write([&](db::Transaction& tx) {
            KeptFile import;
            import.id = tx.new_number();
            import.organisation = coordinator.organisation;
            import.person = coordinator.person;
            import.filename = preview.filename;
            import.choices = "{}";
            insert_file(tx, import);
            return take(tx, coordinator, import, preview, site.context());
        });
    }
    std::string exported(const char* as = "csv") {
        sign_in();
        auto response = site.get("/activities/export", {{"which", "all"}, {"as", as}});
        if (!response.stream) return response.body;
        std::string all;
        for (std::string piece = response.stream(); !piece.empty(); piece = response.stream()) all += piece;
        return all;
    }
    void sign_in() { site.sign_in(coordinator); }
};
THINGWALL_ON_BOTH_ENGINES(BringingInASpreadsheet);

TEST_P(BringingInASpreadsheet, NewRowsAreTakenAllTogether) {
    Preview preview =
        judged(headings +
               "WY-2025-0044,Day centres,Council,Whole borough,OAPs,2025-03-01,2025-04-01,\"£1,900\",1200,\n"
               ",Evening classes,NHS Wyremouth,Fleetgate ward; Estuary,everyone,2025,,,,WY-2025-0044\n");

    EXPECT_EQ(preview.faults.size(), 0u);
    EXPECT_EQ(preview.count(RowIs::added), 2u);
    auto taken = take_all(preview);

    ASSERT_TRUE(taken) << describe(taken.error());
    EXPECT_EQ(taken->added, 2);
    EXPECT_EQ(site.saved(), 2);
    EXPECT_NE(exported().find("2025,2025"), std::string::npos) << "a year is kept as a year";
}

TEST_P(BringingInASpreadsheet, EveryFaultIsNamedByRowColumnAndWhatToDo) {
    Preview preview = judged(headings +
                             ",Bins,NHS Wyre,Harbor,yoof,31/09/2026,2026-10-01,about 2k,1.200,WY-2024-0999\n"
                             ",,Council,Harbour,,2026-03-20,02/03/2026,,-50,\n"
                             "WY-1,A,Council,Fleetgate,,2026-01-01,2026-01-02,,,\n"
                             "WY-1,B,Council,Fleetgate,,Autumn,,,,\n");

    std::string said;
    for (const RowFault& fault : preview.faults)
        said += std::to_string(fault.row) + " | " + fault.column + " " + fault.heading + " | " + fault.says + " | " +
                fault.wrong + " | " + fault.to_do + "\n";
    EXPECT_TRUE(golden("import-faults.txt", said));
    EXPECT_EQ(preview.wrong_rows(), 3u);
    EXPECT_EQ(preview.count(RowIs::added), 1u);
}

TEST_P(BringingInASpreadsheet, ExportThenImportChangesNothing) {
    Draft full = gp_survey();
    full.partners = "101; 103";
    full.sessions = "2026-11-05, 2pm to 4pm, Central library, upstairs";
    full.access = "hearing-loop; childcare";
    full.series = "=GP access";
    full.centre = "53.4, -3.02";
    full.radius = "500";
    full.shape = R"({"type":"Polygon","coordinates":[[[-3.05,53.4],[-3.04,53.4],[-3.04,53.41],[-3.05,53.4]]]})";
    full.responses = "412";
    full.results = "Most; not all.\nHalf did not know.";
    auto whole = site.registered(full);
    Draft part = gp_survey();
    part.umbrella = std::to_string(whole.id.value());
    part.title = "@Bins, and \"boxes\"";
    part.areas = "201; 203";
    part.audience = "everyone";
    site.registered(part);

    std::string file = exported();
    Preview preview = judged(file);

    EXPECT_EQ(preview.faults.size(), 0u) << (preview.faults.empty()
                                                 ? ""
                                                 : preview.faults[0].heading + " " + preview.faults[0].wrong);
    for (const auto& row : preview.rows)
        for (const auto& change : row.changes)
            ADD_FAILURE() << change.field->label << ": " << change.was << " -> " << change.is;
    EXPECT_EQ(preview.count(RowIs::same), 2u);
    EXPECT_EQ(judged(exported("xlsx")).count(RowIs::same), 2u) << "as a workbook too";
    EXPECT_NE(file.find("'=GP access"), std::string::npos) << "what a spreadsheet would run as a formula is guarded";
}

TEST_P(BringingInASpreadsheet, ChangedRowsSayWhatWasAndWhatBecomes) {
    auto made = site.registered(gp_survey());
    web::Actor anna = officer_of(nhs);
    coordinator = anna;

    Preview preview = judged("Reference,Title,First day,Last day,Cost\n" + made.reference +
                             ",Getting a GP appointment,2026-11-02,2026-12-04,2240\n");

    ASSERT_EQ(preview.count(RowIs::changed), 1u);
    ASSERT_EQ(preview.rows[0].changes.size(), 2u);
    EXPECT_EQ(preview.rows[0].changes[0].field->label, "Last day");
    EXPECT_EQ(preview.rows[0].changes[1].was, "8400");
    EXPECT_EQ(preview.rows[0].changes[1].is, "2240");
    ASSERT_TRUE(take_all(preview));
    auto kept = site.database().read([&](db::Reader& reader) { return versions(reader, made.id); });
    EXPECT_EQ(kept.size(), 2u);
    EXPECT_EQ(kept[1].was_then.purpose, gp_survey().purpose) << "columns that the file lacks stay as they are";
}

TEST_P(BringingInASpreadsheet, ARowThatMayBeThereAlreadyIsAskedAbout) {
    Draft known = gp_survey();
    known.lead = "101";
    site.registered(known, council);
    std::string row = ",Getting a GP appointment,Council,Estuary (health area),Older people,2025-11-03,2025-11-28,,,\n";

    Preview doubtful = judged(headings + row);
    Preview taken_as_new = judged(headings + row, {{2, "new"}});
    Preview taken_as_same = judged(headings + row, {{2, "same"}});

    ASSERT_EQ(doubtful.count(RowIs::doubtful), 1u);
    EXPECT_EQ(doubtful.rows[0].why, "Same title and lead; 2025, not 2026");
    EXPECT_EQ(taken_as_new.count(RowIs::added), 1u);
    EXPECT_EQ(taken_as_same.count(RowIs::changed), 1u);
}

TEST_P(BringingInASpreadsheet, ARowWhoseDaysLeaveTheSessionsOfTheSameActivityBehindIsWrong) {
    Draft known = gp_survey();
    known.lead = "101";
    known.sessions = "2026-11-05, 2pm, Central library";
    site.registered(known, council);
    std::string row = ",Getting a GP appointment,Council,Estuary (health area),Older people,2025-11-03,2025-11-28,,,\n";

    Preview preview = judged(headings + row, {{2, "same"}});

    EXPECT_EQ(preview.wrong_rows(), 1u);
    ASSERT_EQ(preview.faults.size(), 1u);
    EXPECT_EQ(preview.faults[0].wrong, "The session of 5 Nov 2026 is outside the first and last day");
}

TEST_P(BringingInASpreadsheet, OneRowThatCannotBeTakenUndoesAll) {
    Preview preview = judged(headings +
                             "WY-2026-0500,First,Council,Fleetgate,,2026-01-01,2026-01-02,,,\nWY-2026-0501,Second,"
                             "Council,Fleetgate,,2026-01-01,2026-01-02,,,\n");
    auto elsewhere = site.database().write([&](db::Transaction& tx) {
        return register_known(tx, coordinator, gp_survey(), "WY-2026-0501", site.context());
    });
    ASSERT_TRUE(elsewhere) << "somebody took the second reference in the meantime";

    auto taken = take_all(preview);

    ASSERT_FALSE(taken);
    EXPECT_NE(taken.error().message.find("Row 3"), std::string::npos) << taken.error().message;
    EXPECT_EQ(site.saved(), 1);
}

TEST_P(BringingInASpreadsheet, NothingIsHungUnderADraftThatOthersDoNotSee) {
    Draft hidden = gp_survey();
    hidden.visibility = "draft";
    auto theirs = site.registered(hidden);
    coordinator.role = web::Role::officer;

    Preview preview = judged(headings + ",Ours,Council,Fleetgate,,2026-01-01,2026-01-02,,," + theirs.reference + "\n" +
                             theirs.reference + ",Second,Council,Fleetgate,,2026-01-01,2026-01-02,,,\n");

    EXPECT_EQ(preview.count(RowIs::added), 0u);
    ASSERT_EQ(preview.faults.size(), 2u);
    EXPECT_EQ(preview.faults[0].row, 2u);
    EXPECT_EQ(preview.faults[0].wrong, "Row 3, which this is part of, is wrong");
    preview.rows[0].is = RowIs::added;  // as a browser that lies would have it
    ASSERT_TRUE(take_all(preview));
    EXPECT_TRUE(site.database().read([&](db::Reader& reader) { return parts_of(reader, theirs.id); }).empty());
}

TEST_P(BringingInASpreadsheet, AnOfficerCannotMakeTheNumberingJump) {
    Draft hidden = gp_survey();
    hidden.visibility = "draft";
    auto draft_of_theirs = site.registered(hidden);
    coordinator.role = web::Role::officer;
    const std::string made_up = "WY-2026-900000000";

    Preview preview = judged(headings + made_up + ",First,Council,Fleetgate,,2026-01-01,2026-01-02,,,\n" +
                             draft_of_theirs.reference + ",Second,Council,Fleetgate,,2026-01-01,2026-01-02,,,\n" +
                             "CWC-17,Third,Council,Fleetgate,,2026-01-01,2026-01-02,,,\n");

    ASSERT_EQ(preview.faults.size(), 2u);
    EXPECT_EQ(preview.faults[0].wrong, "No activity that you can see has this reference");
    EXPECT_EQ(preview.faults[1].wrong, preview.faults[0].wrong) << "a draft is not betrayed by other words";
    EXPECT_EQ(preview.count(RowIs::added), 1u);
    ASSERT_TRUE(take_all(preview));
    EXPECT_EQ(site.registered(gp_survey()).reference.size(), draft_of_theirs.reference.size());
}

TEST_P(BringingInASpreadsheet, AnOfficerBringsInTheirOwnAloneAndChangesNobodyElses) {
    auto theirs = site.registered(gp_survey());
    coordinator.role = web::Role::officer;

    Preview preview = judged("Reference,Title,Lead,Where,First day,Last day\n" + theirs.reference +
                             ",Another title,NHS "
                             "Wyremouth,Estuary,2026-11-02,2026-11-27\n,Ours,Council,Fleetgate,2026-01-01,2026-01-31\n,"
                             "Theirs,Police,Fleetgate,2026-01-01,2026-01-31\n");

    EXPECT_EQ(preview.wrong_rows(), 2u);
    EXPECT_EQ(preview.count(RowIs::added), 1u);
}

TEST_P(BringingInASpreadsheet, ThePagesLeadFromTheFileToTheRegister) {
    sign_in();
    web::Upload upload;
    upload.field = "file";
    upload.filename = "Engagement.xlsx";
    upload.bytes = workbook_of({{"Title", "Lead", "Where", "First day", "Last day"},
                                {"Bins at the back", "Council", "Fleetgate", "date:2026-04-06", "date:2026-05-01"},
                                {"Nowhere", "Council", "Harbour", "date:2026-04-06", "date:2026-05-01"}});
    upload.size = upload.bytes.size();

    auto read = site.post_file("/activities/import", upload);
    ASSERT_EQ(read.status, 303) << read.body;
    std::string path = RegisterSite::location(read);
    auto preview = site.get(path);
    EXPECT_NE(preview.body.find("2 rows read, 1 is wrong"), std::string::npos) << preview.body;
    EXPECT_NE(preview.body.find("Nothing has been saved yet"), std::string::npos);
    EXPECT_EQ(site.saved(), 0);
    auto wrong = site.get(path + "/wrong");
    EXPECT_NE(wrong.body.find("have this name"), std::string::npos);
    auto taken = site.post(path, {{"do", "take"}});
    ASSERT_EQ(taken.status, 303) << taken.body;
    auto again = site.post(path, {{"do", "take"}});
    EXPECT_EQ(again.status, 303) << "a second press does nothing twice";

    EXPECT_EQ(site.saved(), 1);
    EXPECT_NE(site.get(RegisterSite::location(taken)).body.find("1 new"), std::string::npos);
    site.sign_in(officer_of(police));
    EXPECT_EQ(site.get(path).status, 404) << "only who brought it sees it";
}

TEST_P(BringingInASpreadsheet, AFileMayHaveALongName) {
    sign_in();
    web::Upload upload;
    upload.field = "file";
    upload.filename = std::string(199, 'a') + "é.csv";  // 200 bytes of it are kept, and would end inside the é
    upload.bytes = "Title,First day,Where\nBins,2026-04-06,Fleetgate\n";
    upload.size = upload.bytes.size();

    auto read = site.post_file("/activities/import", upload);

    ASSERT_EQ(read.status, 303) << read.body;
    EXPECT_NE(site.get(RegisterSite::location(read)).body.find(std::string(199, 'a')), std::string::npos);
}

TEST_P(BringingInASpreadsheet, AFileThatIsNoneIsSaidOnTheFormAtOnce) {
    sign_in();
    web::Upload upload;
    upload.field = "file";
    upload.filename = "photo.xlsx";
    upload.bytes = "PK\x03\x04 no";
    upload.size = upload.bytes.size();

    auto response = site.post_file("/activities/import", upload);

    EXPECT_EQ(response.status, 422);
    EXPECT_NE(response.body.find("damaged"), std::string::npos);
    EXPECT_EQ(site.post("/activities/import", {}).status, 422);
}

}  // namespace
}  // namespace thingwall::activities
