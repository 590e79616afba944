#include "notify/rules.hpp"

#include <gtest/gtest.h>

#include "notify/views.hpp"

namespace thingwall::notify {
namespace {

Letter a_letter() {
    Letter letter;
    letter.kind = "challenge.asked";
    letter.to = "dave@police.example";
    letter.to_name = "Dave Pickering";
    letter.subject = "Two of you ask the same people";
    letter.body = {{Block::Kind::paragraph, "Both ask older people about GP hours.", ""},
                   {Block::Kind::item, "16 days in common", ""},
                   {Block::Kind::item, "about 2,400 residents", ""},
                   {Block::Kind::link, "See both", "/overlaps/17/23"}};
    letter.why = "You get this because your organisation leads one of the two.";
    letter.unsubscribe = "/follow/stop?token=abc";
    return letter;
}

MailSettings settings() {
    return {"smtp://127.0.0.1:25",    "",   "", "engage@wyremouth.example", "Wyremouth Partnership",
            "https://engage.example", false};
}

Outgoing outgoing(std::string subject, std::string text) {
    return {42, "k", "dave@police.example", "Dave", std::move(subject), std::move(text), "<p>x</p>", "", 0, {}};
}

TEST(Letters, ReadWellAsPlainTextWithTheirLinksWholeAndTheWayOutLast) {
    EXPECT_EQ(plain_text(a_letter(), "https://engage.example"),
              "Both ask older people about GP hours.\n\n- 16 days in common\n- about 2,400 residents\n\nSee both:\n"
              "https://engage.example/overlaps/17/23\n\nYou get this because your organisation leads one of the two.\n"
              "To stop these e-mails:\nhttps://engage.example/follow/stop?token=abc\n");
}

TEST(Letters, WhatSomebodyTypedIsNoMarkupInTheHtmlPart) {
    auto letter = a_letter();
    letter.body[0].text = "<img src=x> & more";

    auto html = letter_html(letter, "https://engage.example");

    EXPECT_NE(html.find("&lt;img src=x&gt; &amp; more"), std::string::npos);
    EXPECT_NE(html.find("href=\"https://engage.example/overlaps/17/23\""), std::string::npos);
}

TEST(Letters, ALineEndInATitleBeginsNoHeaderOfItsOwn) {
    auto letter = outgoing("A title\r\nBcc: everybody@example.org", "text");
    letter.to_name = "Dave\nX-Evil: yes";

    auto message = message_of(letter, settings(), Instant{});

    EXPECT_EQ(message.find("\r\nBcc:"), std::string::npos);
    EXPECT_EQ(message.find("\r\nX-Evil"), std::string::npos);
    EXPECT_EQ(message.find("\nX-Evil"), std::string::npos);
}

TEST(Letters, HaveADateANumberOfTheirOwnAndAOneClickWayOut) {
    auto letter = outgoing("Hello", "text");
    letter.unsubscribe = "/follow/stop?token=abc";

    auto message = message_of(
        letter, settings(), Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 27} + std::chrono::hours{18}});

    EXPECT_NE(message.find("\r\nDate: Fri, 27 Nov 2026 18:00:00 +0000\r\n"), std::string::npos);
    EXPECT_NE(message.find("\r\nMessage-ID: <42.thingwall@wyremouth.example>\r\n"), std::string::npos);
    EXPECT_NE(message.find("\r\nList-Unsubscribe: <https://engage.example/follow/stop?token=abc>\r\n"),
              std::string::npos);
    EXPECT_NE(message.find("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), std::string::npos);
    EXPECT_EQ(message.find('\n'), message.find("\r\n") + 1);
}

TEST(Letters, ASubjectInWelshIsCutIntoWordsOfAtMost75CharactersThatAreWholeByThemselves) {
    std::string subject;
    for (int i = 0; i < 40; ++i) subject += "ŵŷ ";

    auto encoded = header_words(subject);

    for (std::size_t at = 0; at < encoded.size();) {
        auto end = encoded.find("\r\n ", at);
        auto word = encoded.substr(at, end == std::string::npos ? end : end - at);
        EXPECT_LE(word.size(), 75U);
        EXPECT_TRUE(word.starts_with("=?utf-8?B?") && word.ends_with("?="));
        at = end == std::string::npos ? encoded.size() : end + 3;
    }
    EXPECT_EQ(header_words("Plain words"), "Plain words");
}

TEST(Letters, LongLinesAndOddCharactersComeThroughQuotedPrintable) {
    EXPECT_EQ(quoted_printable("1 = 1, caf\xc3\xa9 \n"), "1 =3D 1, caf=C3=A9=20\r\n");
    for (char c : quoted_printable(std::string(500, 'x'))) EXPECT_TRUE(c == 'x' || c == '=' || c == '\r' || c == '\n');
    auto lines = quoted_printable(std::string(500, 'x'));
    for (std::size_t at = 0, end = 0; (end = lines.find("\r\n", at)) != std::string::npos; at = end + 2)
        EXPECT_LE(end - at, 76U);
}

TEST(Letters, AreTriedForFiveDaysAndNotForEver) {
    std::chrono::minutes all{0};
    int attempt = 1;
    while (auto wait = wait_after(attempt)) {
        all += *wait;
        ++attempt;
        ASSERT_LT(attempt, 100);
    }
    EXPECT_GT(all, std::chrono::hours{4 * 24});
    EXPECT_LT(all, std::chrono::hours{6 * 24});
}

}  // namespace
}  // namespace thingwall::notify
