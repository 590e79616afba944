#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "verify/verify.hpp"

/// Whatever bytes come as an export: it ends, says why it does not hold, and never takes what is not one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
    auto outcome = verify::check(in);
    bool holds = outcome.verdict == verify::Outcome::Verdict::holds;
    if (holds != outcome.fault.empty()) std::abort();
    return 0;
}
