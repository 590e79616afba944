#include "activities/source.hpp"

#include <sodium.h>
#include <array>
#include <boost/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"

namespace thingwall::activities {

std::string to_json(const Profile& profile) {
    json::Writer out;
    out.begin_object().key("columns").begin_object();
    for (const auto& [heading, field] : profile.columns) out.member(heading, field);
    out.end_object()
        .member("names_in_words", profile.names_in_words)
        .member("whole_borough", profile.whole_borough)
        .member("month_of_last", profile.month_of_last)
        .member("lead", profile.lead)
        .member("visibility", profile.visibility)
        .end_object();
    return out.take();
}

Profile profile_from_json(std::string_view text) {
    Profile profile;
    auto parsed = json::parse(text, {1u << 20, 4, 10'000});
    if (!parsed || !parsed->is_object()) return profile;
    const auto& from = parsed->get_object();
    auto yes = [&](const char* name) {
        const auto* value = from.if_contains(name);
        return value != nullptr && value->is_bool() && value->get_bool();
    };
    auto words = [&](const char* name) {
        const auto* value = from.if_contains(name);
        return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
    };
    if (const auto* columns = from.if_contains("columns"); columns != nullptr && columns->is_object())
        for (const auto& [heading, field] : columns->get_object())
            if (field.is_string()) profile.columns[std::string(heading)] = std::string(field.get_string());
    profile.names_in_words = yes("names_in_words");
    profile.whole_borough = yes("whole_borough");
    profile.month_of_last = yes("month_of_last");
    profile.lead = words("lead");
    profile.visibility = words("visibility");
    return profile;
}

std::string digest_of(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (unsigned char byte : hash) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string key_of(std::string_view identifier, std::string_view reference, std::string_view says) {
    if (identifier.empty() && reference.empty()) return "row:" + digest_of(says);
    std::string key = identifier.empty() ? "ref:" : "id:";
    std::string_view value = identifier.empty() ? reference : identifier;
    return key + (value.size() <= 190 ? std::string(value) : digest_of(value));
}

}  // namespace thingwall::activities
