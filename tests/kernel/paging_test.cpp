#include <gtest/gtest.h>

#include "kernel/paging.hpp"

namespace thingwall::kernel {
namespace {

web::Request asking(std::vector<std::pair<std::string, std::string>> query) {
    web::Request request;
    request.path = "/people";
    for (auto& [name, value] : query) request.query.add(name, value);
    return request;
}

TEST(PagesOfAList, BeginAtTheFirst) {
    EXPECT_EQ(paging(asking({})).offset(), 0);
    EXPECT_EQ(paging(asking({{"page", "3"}})).offset(), 100);
}

TEST(PagesOfAList, AskedForNonsenseGiveTheFirst) {
    for (const char* nonsense : {"0", "-1", "x", "", "99999999999999999999", "1e3"})
        EXPECT_EQ(paging(asking({{"page", nonsense}})).page, 1) << nonsense;
}

TEST(PagesOfAList, ArePlentyButNeverAllAtOnce) {
    EXPECT_EQ(paging(asking({{"size", "100"}})).limit(), 100);
    EXPECT_EQ(paging(asking({{"size", "1000000"}})).limit(), 200);
}

TEST(PagesOfAList, PastTheEndGiveTheLast) {
    auto at = paging(asking({{"page", "900"}}));
    at.keep_within(101);
    EXPECT_EQ(at.page, 3);
    at.keep_within(0);
    EXPECT_EQ(at.page, 1);
}

TEST(PagesOfAList, KeepWhatWasSearchedFor) {
    html::Writer page;
    auto request = asking({{"q", "a&b"}, {"page", "2"}});
    page_numbers(page, request, paging(request), 500, "people");
    EXPECT_NE(page.so_far().find("href=\"/people?q=a%26b&amp;page=3\""), std::string::npos) << page.so_far();
}

}  // namespace
}  // namespace thingwall::kernel
