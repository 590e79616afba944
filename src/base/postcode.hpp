#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace thingwall {

/// A full postcode of the United Kingdom ("CH41 1DB"), by its shape; whether it is in use, the postcode file says.
class Postcode {
public:
    /// Takes any case and spaces, and the letter O typed for a nought where only a digit can stand. Nothing for any
    /// other shape.
    [[nodiscard]] static std::optional<Postcode> parse(std::string_view text);
    /// The inverse of key(): nothing for a number that no postcode has.
    [[nodiscard]] static std::optional<Postcode> from_key(std::uint32_t key);

    /// Packed into 32 bits; grows in alphabetical order of the parts.
    [[nodiscard]] std::uint32_t key() const { return key_; }
    [[nodiscard]] std::string text() const;      ///< "CH41 1DB"
    [[nodiscard]] std::string district() const;  ///< "CH41"
    [[nodiscard]] std::string sector() const;    ///< "CH41 1"
    friend auto operator<=>(const Postcode&, const Postcode&) = default;

private:
    explicit Postcode(std::uint32_t key) : key_(key) {}
    std::uint32_t key_;
};

}  // namespace thingwall
