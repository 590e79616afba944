#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "html/components.hpp"

namespace thingwall::html {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string made(const std::function<void(Writer&)>& content) {
    Writer page{4096};
    content(page);
    return page.take();
}

TEST(AForm, CarriesItsTokenAndTheKeyByWhichTheSameDeedIsDoneOnce) {
    const auto page = made([](Writer& out) {
        form(out, {.action = {"/activities"}, .csrf = "to<ken", .idempotency = "k1", .hidden = {{"step", "2"}}},
             [](Writer& inside) { button(inside, {.text = "Continue"}); });
    });

    EXPECT_THAT(page, HasSubstr("<form method=\"post\" action=\"/activities\" novalidate>"));
    EXPECT_THAT(page, HasSubstr("<input type=\"hidden\" name=\"csrf\" value=\"to&lt;ken\">"));
    EXPECT_THAT(page, HasSubstr("<input type=\"hidden\" name=\"idempotency\" value=\"k1\">"));
    EXPECT_THAT(page, HasSubstr("<input type=\"hidden\" name=\"step\" value=\"2\">"));
    EXPECT_TRUE(page.ends_with("</form>\n"));
}

TEST(AForm, ThatTakesAFileSaysSo) {
    const auto page =
        made([](Writer& out) { form(out, {.action = {"/import"}, .csrf = "t", .multipart = true}, [](Writer&) {}); });

    EXPECT_THAT(page, HasSubstr("enctype=\"multipart/form-data\""));
}

TEST(ASearch, ChangesNothingSoItCarriesNoToken) {
    const auto page =
        made([](Writer& out) { get_form(out, {.action = {"/activities"}, .search = true}, [](Writer&) {}); });

    EXPECT_THAT(page, HasSubstr("<form method=\"get\" action=\"/activities\" novalidate role=\"search\">"));
    EXPECT_THAT(page, Not(HasSubstr("csrf")));
}

TEST(AFormWithThreeMistakes, SaysAllThreeAboveAndEachBesideItsFieldWithALinkBetween) {
    Faults faults;
    faults.add("title", "Give a title");
    faults.add("first_day", "February 2027 has 28 days. Give a day from 1 to 28.");
    faults.add("method", "Choose how you will ask");
    const Error error = faults.take().error();

    const auto page = made([&](Writer& out) {
        error_summary(out, error);
        text_input(out, error, {.name = "title", .label = "Title", .value = "what was <typed>"});
        date_input(out, error, {.name = "first_day", .legend = "First day", .day = "30", .month = "2", .year = "2027"});
        radios(out, error,
               {.name = "method",
                .legend = "How?",
                .choices = {{.value = "a", .text = "A"}, {.value = "b", .text = "B"}}});
    });

    for (const std::string field : {"title", "first_day", "method"}) {
        EXPECT_THAT(page, HasSubstr("<a href=\"#" + field + "\">"));
        EXPECT_THAT(page, HasSubstr(" id=\"" + field + "\"")) << "the link leads to a field that is there";
        EXPECT_THAT(page, HasSubstr("id=\"" + field + "-error\""));
        EXPECT_THAT(page, HasSubstr("aria-describedby=\"" + field + "-error\""));
    }
    EXPECT_THAT(page, HasSubstr("value=\"what was &lt;typed&gt;\"")) << "what was typed is kept";
    EXPECT_THAT(page, HasSubstr("name=\"first_day-day\"")) << "the boxes are posted under the names that are read back";
}

TEST(ADate, WithAFaultInOneBoxMarksThatBoxAlone) {
    Faults faults;
    faults.add("start-year", "Give the year in four figures");
    const Error error = faults.take().error();

    const auto page =
        made([&](Writer& out) { date_input(out, error, {.name = "start", .legend = "Start", .year = "26"}); });

    EXPECT_THAT(
        page,
        HasSubstr(
            "class=\"govuk-input govuk-date-input__input govuk-input--error govuk-input--width-4\" id=\"start-year\""));
    EXPECT_THAT(page, HasSubstr("class=\"govuk-input govuk-date-input__input govuk-input--width-2\" id=\"start\""));
}

TEST(AFieldWithTwoFaults, ShowsBothUnderIdsOfTheirOwn) {
    Faults faults;
    faults.add("cost", "Give the cost in pounds");
    faults.add("cost", "Say who pays");
    const Error error = faults.take().error();

    const auto page = made(
        [&](Writer& out) { text_input(out, error, {.name = "cost", .label = "Cost", .hint = "For example 8,400"}); });

    EXPECT_THAT(page, HasSubstr("aria-describedby=\"cost-hint cost-error cost-error-2\""));
    EXPECT_THAT(page, HasSubstr("id=\"cost-error\""));
    EXPECT_THAT(page, HasSubstr("id=\"cost-error-2\""));
}

TEST(AnErrorSummary, OfMoreFaultsThanAreShownSaysHowManyMore) {
    Error error{.kind = ErrorKind::invalid,
                .message = "This file has faults",
                .fields = {{"row 14", "No title"}},
                .more = 1312};

    const auto page = made([&](Writer& out) { error_summary(out, error); });

    EXPECT_THAT(page, HasSubstr("<p>This file has faults</p>"));
    EXPECT_THAT(page, HasSubstr("and 1,312 more"));
}

TEST(AnErrorSummary, IsNotThereWhenNothingIsWrong) {
    EXPECT_EQ(made([](Writer& out) { error_summary(out, no_error); }), "");
}

TEST(ALongAnswer, ThatBeginsWithAnEmptyLineKeepsIt) {
    const auto page =
        made([](Writer& out) { textarea(out, no_error, {.name = "why", .label = "Why", .value = "\nsecond line"}); });

    EXPECT_THAT(page, HasSubstr(">\n\nsecond line</textarea>"));
}

TEST(CheckYourAnswers, SaysWhatIsChangedAndWhatIsMissing) {
    const auto page = made([](Writer& out) {
        summary_list(out, {.rows = {answer("First day", "Monday 2 November", {"/plan/when"}),
                                    answer("GP surgery", "", {"/plan/who"})}});
    });

    EXPECT_THAT(page, HasSubstr("Change<span class=\"govuk-visually-hidden\"> first day</span>"));
    EXPECT_THAT(page, HasSubstr("Change<span class=\"govuk-visually-hidden\"> GP surgery</span>"));
    EXPECT_THAT(page, HasSubstr("Not given"));
}

std::string numbers_of(std::int64_t page, std::int64_t total) {
    const auto out = made([&](Writer& writer) {
        page_numbers(
            writer,
            {.page = page,
             .per_page = 50,
             .total = total,
             .address = [](std::int64_t n) { return Href::query("/activities", {{"page", std::to_string(n)}}); },
             .what = "activities"});
    });
    std::string list;
    for (std::size_t at = out.find("<li"); at != std::string::npos; at = out.find("<li", at + 1)) {
        const auto item = out.substr(at, out.find("</li>", at) - at);
        const bool current = item.find("aria-current") != std::string::npos;
        const auto end = item.rfind("</a>");
        const auto from = item.rfind('>', end == std::string::npos ? item.size() : end - 1) + 1;
        list += (list.empty() ? "" : " ") + (current ? "[" + item.substr(from, end - from) + "]"
                                                     : item.substr(from, end == std::string::npos ? end : end - from));
    }
    return list;
}

TEST(ThePagesOfAList, ShowTheFirstTheLastAndThoseAround) {
    EXPECT_EQ(numbers_of(1, 50), "") << "all is on one page";
    EXPECT_EQ(numbers_of(1, 51), "[1] 2");
    EXPECT_EQ(numbers_of(1, 500), "[1] 2 \u22EF 10");
    EXPECT_EQ(numbers_of(5, 500), "1 \u22EF 4 [5] 6 \u22EF 10");
    EXPECT_EQ(numbers_of(4, 500), "1 2 3 [4] 5 \u22EF 10") << "a gap of one page is that page";
    EXPECT_EQ(numbers_of(10, 500), "1 \u22EF 9 [10]");
    EXPECT_EQ(numbers_of(99, 500), "1 \u22EF 9 [10]") << "beyond the end is the last";
    EXPECT_EQ(numbers_of(1000, 100'000), "1 \u22EF 999 [1,000] 1,001 \u22EF 2,000");
}

TEST(ThePagesOfAList, SayWhichRowsAreShown) {
    const auto page = made([](Writer& out) {
        page_numbers(out, {.page = 5,
                           .per_page = 50,
                           .total = 214,
                           .address = [](std::int64_t) { return Href{"/"}; },
                           .what = "activities"});
    });
    EXPECT_THAT(page, HasSubstr("Showing 201 to 214 of 214 activities"));
}

struct Row {
    std::string title;
    int residents;
};

TEST(ATableForOfficers, NamesItsRowsAndKeepsItsRolesWhenItBecomesAListOnATelephone) {
    const std::vector<Row> rows{{"Getting a <GP> appointment", 2400}};

    const auto page = made([&](Writer& out) {
        table<Row>(out, "Overlaps",
                   {{.heading = "Activity",
                     .cell = Cell::row_header,
                     .write = [](Writer& cell, const Row& row) { cell.text(row.title); },
                     .sort_by = Href{"/overlaps?sort=title"},
                     .sorted = Sorted::ascending},
                    {.heading = "Residents",
                     .cell = Cell::number,
                     .write = [](Writer& cell, const Row& row) { cell.number(row.residents); },
                     .label = "Residents in common",
                     .foot = "2,400"}},
                   rows, {.hide_caption = true});
    });

    EXPECT_EQ(
        page,
        "<table class=\"tw-table tw-stack\" role=\"table\">\n<caption "
        "class=\"govuk-visually-hidden\">Overlaps</caption>\n"
        "<thead role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\" role=\"columnheader\" aria-sort=\"ascending\">"
        "<a class=\"govuk-link\" href=\"/overlaps?sort=title\">Activity<span aria-hidden=\"true\"> "
        "\u25B2</span></a></th>"
        "<th scope=\"col\" role=\"columnheader\" class=\"tw-num\">Residents</th></tr></thead>\n"
        "<tbody role=\"rowgroup\">\n<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">Getting a &lt;GP&gt; "
        "appointment</th>"
        "<td role=\"cell\" class=\"tw-num\" data-label=\"Residents in common\">2,400</td></tr>\n</tbody>\n"
        "<tfoot role=\"rowgroup\">\n<tr role=\"row\"><th scope=\"row\" role=\"rowheader\"></th>"
        "<td role=\"cell\" class=\"tw-num\" data-label=\"Residents in common\">2,400</td></tr>\n</tfoot>\n</table>\n");
}

}  // namespace
}  // namespace thingwall::html
