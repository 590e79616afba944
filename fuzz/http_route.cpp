// A path against routes of every shape: parameters hold what they promise, and nothing escapes a page.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/id.hpp"
#include "web/router.hpp"

namespace {

using namespace thingwall;

web::Response check(const web::Request& request) {
    for (const std::string& parameter : request.parameters)
        if (parameter.empty() || parameter.find_first_of("/.%<> \"'") != std::string::npos) std::abort();
    return web::html(200, "found");
}

web::Router make() {
    web::Router router;
    for (const char* pattern : {"/", "/{word}", "/activities/{id}", "/activities/new", "/activities/{id}/overlaps/{id}",
                                "/places/{word}/areas/{word}"})
        router.get(pattern, web::Access::anyone, check).formats = {"json", "csv"};
    router.post("/activities/{id}", web::Access::officer, check);
    return router;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const web::Router router = make();
    web::Request request;
    request.path.assign(reinterpret_cast<const char*>(data), size);
    request.target = request.path;
    web::Response response = router.handle(request);
    if (response.status != 200 && response.status != 404 && response.status != 405) std::abort();
    if (response.status == 404 && response.body.find("<script") != std::string::npos) std::abort();
    return 0;
}
