#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "web/body.hpp"
#include "web/spool.hpp"
#include "web/types.hpp"

namespace thingwall::web {

/// The boundary of "multipart/form-data; boundary=..."; nothing when it is missing or not allowed (RFC 2046, 5.1.1).
[[nodiscard]] std::optional<std::string> boundary_of(std::string_view content_type);

/// Reads multipart/form-data (RFC 7578) piece by piece, with no more memory than the limits allow however long it is.
/// Files share `upload_memory`; what goes beyond it is written to temporary files.
class Multipart {
public:
    Multipart(const std::string& boundary, const BodySettings& settings);
    /// Errors: invalid (malformed), too_large (parts, answers, their length), unavailable (no room for a file).
    [[nodiscard]] Done take(std::string_view piece);
    [[nodiscard]] Done finish();  ///< error when the closing boundary has not come
    [[nodiscard]] std::size_t held() const { return buffer_.size() + value_.size() + memory_used_ + fields_bytes_; }
    [[nodiscard]] Fields& fields() { return fields_; }
    [[nodiscard]] std::vector<Upload>& uploads() { return uploads_; }

private:
    enum class State { before, after_boundary, headers, content, end };
    enum class Step { again, need_more };
    Result<Step> step();
    Result<Step> find_first();
    Result<Step> read_headers();
    Result<Step> read_content();
    Done begin_part(std::string_view headers);
    Done add_content(std::string_view bytes);
    Done end_part();

    std::string delimiter_, buffer_;
    std::size_t at_ = 0;  // of the first byte in buffer_ not yet read
    BodySettings settings_;
    State state_ = State::before;
    std::size_t parts_ = 0, memory_used_ = 0, fields_bytes_ = 0;
    bool is_file_ = false;
    std::string name_, value_;
    Upload upload_;
    std::optional<Spool> spool_;
    Fields fields_;
    std::vector<Upload> uploads_;
};

/// The last part of a name as sent: without folders, without control characters, at most 255 bytes of whole UTF-8.
[[nodiscard]] std::string bare_filename(std::string_view sent);

}  // namespace thingwall::web
