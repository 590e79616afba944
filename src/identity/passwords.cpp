#include "identity/passwords.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <thread>

#include <sodium.h>

#include "identity/secrets.hpp"

namespace thingwall::identity {

/// A place among those that may hash now.
class Passwords::Turn {
public:
    explicit Turn(Passwords& of) : of_(of) {
        std::unique_lock lock(of_.mutex_);
        if (of_.running_ >= of_.settings_.at_once) {
            if (of_.waiting_ >= of_.settings_.waiting) return;
            ++of_.waiting_;
            of_.free_.wait(lock, [&] { return of_.running_ < of_.settings_.at_once; });
            --of_.waiting_;
        }
        ++of_.running_;
        taken_ = true;
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
        if (!taken_) return;
        {
            std::lock_guard lock(of_.mutex_);
            --of_.running_;
        }
        of_.free_.notify_one();
    }
    [[nodiscard]] bool taken() const { return taken_; }

private:
    Passwords& of_;
    bool taken_ = false;
};

namespace {
std::unexpected<Error> too_many() {
    return fail(ErrorKind::unavailable,
                "Many people are signing in at this moment. Wait a few seconds, then try again.");
}
}  // namespace

Passwords::Passwords(HashingSettings settings) : settings_(settings) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium did not start");
    if (settings_.at_once <= 0)
        settings_.at_once = std::clamp(static_cast<int>(std::thread::hardware_concurrency()) / 2, 1, 2);
    nobodys_ = hash_now(new_token());
}

std::string Passwords::hash_now(std::string_view password) const {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), settings_.passes, settings_.memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::runtime_error("no memory to hash a password");
    return text.data();
}

Result<std::string> Passwords::hash(std::string_view password) {
    Turn turn(*this);
    if (!turn.taken()) return too_many();
    return hash_now(password);
}

Result<bool> Passwords::verify(std::string_view hash, std::string_view password) {
    Turn turn(*this);
    if (!turn.taken()) return too_many();
    std::string against(hash.empty() ? std::string_view(nobodys_) : hash);
    bool same = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
    return same && !hash.empty();
}

bool Passwords::outdated(std::string_view hash) const {
    return crypto_pwhash_str_needs_rehash(std::string(hash).c_str(), settings_.passes, settings_.memory) != 0;
}

}  // namespace thingwall::identity
