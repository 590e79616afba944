#include "activities/poster.hpp"

#include <gmock/gmock.h>

#include "activities/register_site.hpp"

namespace thingwall::activities {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ACodeToPhotograph, HasTheThreeCornersThatTellAReaderWhereItIsAndRoomForALongAddress) {
    const auto code = qr_code("https://engage.wyremouth.example/a/WY-2026-0187");

    ASSERT_TRUE(code);
    const auto dark = [&](int x, int y) { return code->dark[static_cast<std::size_t>(y * code->side + x)]; };
    EXPECT_EQ((code->side - 17) % 4, 0) << "a size of the standard";
    for (const auto& [x, y] : {std::pair{0, 0}, {code->side - 7, 0}, {0, code->side - 7}})
        for (int i = 0; i < 7; ++i) {
            EXPECT_TRUE(dark(x + i, y) && dark(x + i, y + 6) && dark(x, y + i) && dark(x + 6, y + i));
            EXPECT_EQ(dark(x + 3, y + i), i != 1 && i != 5) << "ring, gap, middle, gap, ring";
        }
    EXPECT_FALSE(qr_code(std::string(4'000, 'x')));
}

TEST(APoster, SaysWhatIsAskedUntilWhenAndWhereToGo) {
    test::RegisterSite site;
    Draft draft;
    draft.title = "Bins <in> Harbour";
    draft.purpose = "Whether to empty brown bins each week.";
    draft.subjects = "bins";
    draft.audience = "everyone";
    draft.areas = "201";
    draft.first_day = "2026-09-15";
    draft.last_day = "2026-12-31";
    draft.methods = "survey";
    draft.decision = "A decision";
    draft.decision_day = "2027-01-31";
    draft.influence = "consult";
    draft.lead = "102";
    draft.visibility = "public";
    draft.contact = "01632 960 152";
    draft.other_ways = "paper";
    const auto known = site.registered(draft);
    draft.visibility = "draft";
    const auto hidden = site.registered(draft);
    const auto page_of = [&](const Registered& one) {
        return site.get("/activities/" + std::to_string(one.id.value()) + "/poster");
    };

    const auto page = page_of(known).body;

    EXPECT_THAT(page, HasSubstr("Bins &lt;in&gt; Harbour"));
    EXPECT_THAT(page, HasSubstr("Thursday 31 December"));
    EXPECT_THAT(page, HasSubstr("wyremouth.example/a/" + known.reference));
    EXPECT_THAT(page, HasSubstr("tw-qr-dark"));
    EXPECT_THAT(page, Not(HasSubstr("<in>")));
    EXPECT_EQ(page_of(hidden).status, 404) << "a draft has no poster for others";
}

}  // namespace
}  // namespace thingwall::activities
