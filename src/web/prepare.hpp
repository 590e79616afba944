#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "web/cache.hpp"
#include "web/router.hpp"
#include "web/server.hpp"
#include "web/types.hpp"

namespace thingwall::web {

/// An answer ready for the wire: all headers but the first ones (wire.hpp, Beginning), and the body.
struct Prepared {
    int status = 200;
    std::string headers, body;
    std::string_view file;                 ///< instead of a body: bytes that outlive the answer
    std::function<std::string()> stream;   ///< instead of a body
    bool chunked = false;                  ///< the stream's pieces are framed
    std::shared_ptr<const KeptPage> kept;  ///< instead of headers and body: a page that is kept
};

/// What the far side can take.
struct Reader {
    bool gzip = false;
    bool chunks = true;  ///< false for HTTP/1.0
};

/// Gzips what is worth it (more than 1 KB of text, unless it is encoded already) and makes the headers.
[[nodiscard]] Prepared prepare(Response response, const Reader& reader);

/// A file that the program carries, or 304 for somebody who has it.
[[nodiscard]] Prepared prepare_file(const StaticFile& file, std::string_view if_none_match, bool gzip);
/// The router's answer, ready for the wire; kept in `pages` when those are given and it may be. Never throws.
[[nodiscard]] Prepared make_answer(const Router& router, PageCache* pages, const Reader& reader, Request request);

/// Whether an answer to somebody without cookies may be kept: a whole page that sets no cookie.
[[nodiscard]] bool may_be_kept(const Response& response);
/// The finished page in both encodings with its ETag. `version` as it was before the page was made.
[[nodiscard]] std::shared_ptr<const KeptPage> keep_page(Response response, std::uint64_t version);

}  // namespace thingwall::web
