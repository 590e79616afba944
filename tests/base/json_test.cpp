#include "base/json.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <limits>

namespace thingwall::json {
namespace {

std::string fault(std::string_view text, Limits limits = {}) {
    auto value = parse(text, limits);
    return value ? "none" : value.error().message;
}

TEST(AJsonDocument, IsReadWithItsValues) {
    auto value = parse(
        "\xEF\xBB\xBF {\"a\": [1, -2, 1.5, true, null, \"caf\\u00e9\\n\"], \"b\": {}, \"long key \\u0041\": "
        "18446744073709551615} ");

    ASSERT_TRUE(value);
    const auto& list = value->at("a").as_array();
    EXPECT_EQ(list.size(), 6u);
    EXPECT_EQ(list[1].as_int64(), -2);
    EXPECT_EQ(list[2].as_double(), 1.5);
    EXPECT_TRUE(list[4].is_null());
    EXPECT_EQ(list[5].as_string(), "café\n");
    EXPECT_TRUE(value->at("b").as_object().empty());
    EXPECT_EQ(value->at("long key A").as_uint64(), UINT64_MAX);
    EXPECT_EQ(parse("7")->as_int64(), 7);
}

TEST(ACoordinate, IsReadToItsLastDigit) {
    for (const char* text :
         {"-3.09164999999999", "53.39437012345678", "0.1", "9007199254740993.0", "1e23", "8.5e-300", "-0.0",
          "123456789012345678901234567890.5", "2.2250738585072014E-308", "53.394370123456781234567890"}) {
        auto value = parse(text);
        ASSERT_TRUE(value) << text;
        EXPECT_EQ(value->as_double(), std::strtod(text, nullptr)) << text;
    }
    EXPECT_EQ(parse("1e-400")->as_double(), 0.0);
    EXPECT_EQ(fault("[1e400]"), "Line 1, column 7: the number that ends here is too large");
}

TEST(ABrokenJsonDocument, IsRefusedAtItsLineAndColumn) {
    EXPECT_EQ(fault("{\"a\": 1,\n \"é\": x}").substr(0, 17), "Line 2, column 7:");
    EXPECT_EQ(fault("{\"a\": [1, 2").substr(0, 43), "Line 1, column 12: the document breaks off.");
    EXPECT_EQ(fault("").substr(0, 42), "Line 1, column 1: the document breaks off.");
    EXPECT_EQ(fault("{} {}"), "Line 1, column 4: something follows the end of the document");
    EXPECT_NE(fault("[\"\xE9\"]"), "none");
    EXPECT_NE(fault("[1,]"), "none");
    EXPECT_NE(fault("[NaN]"), "none");
    EXPECT_NE(fault("// note\n[]"), "none");
    EXPECT_NE(fault(std::string_view("[1]\0", 4)), "none");
}

TEST(AnObjectThatSaysTwoThings, IsRefused) {
    EXPECT_EQ(fault("{\n\"role\": \"viewer\",\n\"role\": \"administrator\"}"),
              "Line 3, column 24: the object that ends here has two members called “role”. Keep one");
    EXPECT_EQ(fault("{\"a\": {\"a\": 1}, \"b\": {\"a\": 1}}"), "none");
}

TEST(AHugeJsonDocument, IsRefusedBeyondItsLimits) {
    std::string deep = std::string(33, '[') + std::string(33, ']');
    EXPECT_EQ(parse(deep).error().kind, ErrorKind::too_large);
    EXPECT_TRUE(parse(deep.substr(1, 64)));
    EXPECT_EQ(parse(std::string(1'000'000, '[')).error().kind, ErrorKind::too_large);
    EXPECT_TRUE(parse("[1, {\"a\": []}]", {.values = 4}));
    EXPECT_EQ(fault("[1,\n{\"a\": []}]", {.values = 3}),
              "Line 2: the document has more than 3 values. Split it into smaller files");
    EXPECT_EQ(fault("[1234]", {.bytes = 5}), "The document has 6 bytes, and the most is 5");
}

TEST(WrittenJson, HasCommasWhereTheyBelong) {
    Writer json;
    json.begin_object()
        .member("title", "GP \"access\"")
        .key("list")
        .begin_array()
        .value(1)
        .value(2.5)
        .value(true)
        .null();
    json.begin_object().end_object().begin_array().end_array().raw("[7]").end_array();
    json.key("id").id(9'007'199'254'740'993).member("big", UINT64_MAX).member("count", 3u).end_object();

    EXPECT_EQ(
        json.text(),
        R"({"title":"GP \"access\"","list":[1,2.5,true,null,{},[],[7]],"id":"9007199254740993","big":18446744073709551615,"count":3})");
    EXPECT_TRUE(parse(json.take()));
}

TEST(WrittenJson, CanAlwaysBeReadAgain) {
    std::string hostile;
    for (int c = 0; c < 256; ++c) hostile += static_cast<char>(c);
    std::string out;
    append_quoted(out, hostile);

    auto value = parse(out);

    ASSERT_TRUE(value);
    EXPECT_EQ(value->as_string().subview(0, 128), hostile.substr(0, 128));
    EXPECT_EQ(value->as_string().subview(128, 3), "\xEF\xBF\xBD");

    for (double number : {0.1, -0.0, 1e300, 5e-324, 12345.678}) {
        Writer json;
        EXPECT_EQ(parse(json.value(number).take())->to_number<double>(), number);
    }
    Writer json;
    EXPECT_EQ(json.value(std::numeric_limits<double>::infinity()).take(), "null");
}

}  // namespace
}  // namespace thingwall::json
