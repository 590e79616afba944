#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/csv.hpp"

namespace thingwall::csv {
namespace {

using namespace std::string_literals;

struct File {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("thingwall-encoding-" + std::to_string(::getpid()));
    explicit File(const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }
    ~File() { std::filesystem::remove(path); }
};

TEST(AFileFromAnySpreadsheet, BecomesUtf8) {
    EXPECT_EQ(to_utf8("caf\xC3\xA9"), "café");
    EXPECT_EQ(to_utf8("\xEF\xBB\xBF"
                      "caf\xC3\xA9"),
              "café");
    EXPECT_EQ(to_utf8("caf\xE9 \x80"
                      "5"),
              "café €5");
    EXPECT_EQ(to_utf8("\xFF\xFE"
                      "c\0\xE9\0"s),
              "cé");
    EXPECT_EQ(to_utf8("\xFE\xFF\0c\0\xE9\x20\xAC"s), "cé€");
    EXPECT_EQ(to_utf8("\xFF\xFE\x3C\xD8\xE0\xDF"s), "\xF0\x9F\x8F\xA0");
    EXPECT_EQ(to_utf8(""), "");
}

TEST(AFileThatIsNoText, IsRefusedAtItsFirstBadByte) {
    EXPECT_EQ(to_utf8("caf\xE9\x81").error().message,
              "Byte 4 is part of no character in UTF-8 or Windows-1252. Save the file as CSV (UTF-8) and try again");
    EXPECT_EQ(to_utf8("\xFF\xFE"
                      "c\0x"s)
                  .error()
                  .message,
              "The text is UTF-16 and breaks off at byte 4. Save it as CSV (UTF-8) and try again");
    EXPECT_FALSE(to_utf8("\xFF\xFE\x3C\xD8"s));
    EXPECT_FALSE(to_utf8("\xFF\xFE\xE0\xDF\x3C\xD8"s));
}

TEST(AFileOnDisk, IsReadWholeOrRefusedByName) {
    File file("title\ncaf\xE9\n");

    EXPECT_EQ(read_file(file.path), "title\ncafé\n");
    EXPECT_EQ(read_file(file.path, 11), "title\ncafé\n");
    EXPECT_EQ(read_file(file.path, 10).error().kind, ErrorKind::too_large);
    EXPECT_EQ(read_file(file.path / "none").error().kind, ErrorKind::unavailable);
    EXPECT_EQ(read_file("no/such/file.csv").error().message, "no/such/file.csv: there is no such file. Check the name");
    EXPECT_EQ(read_file("/").error().message, "/: is a folder. Give a file");
}

TEST(AFileWithoutASize, IsReadToItsEndWithinTheLimit) {
    EXPECT_EQ(read_file("/dev/null"), "");
    EXPECT_EQ(read_file("/dev/zero", 1 << 20).error().kind, ErrorKind::too_large);
}

}  // namespace
}  // namespace thingwall::csv
