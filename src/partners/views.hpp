#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "html/components.hpp"
#include "partners/types.hpp"

namespace thingwall::partners::views {

struct Row {
    std::int64_t id;
    std::string name, kind, telephone;
    bool active;
};
struct Directory {
    std::string words, kind;  ///< as asked for
    std::vector<std::pair<std::string, std::string>> kinds;
    std::vector<Row> rows;
    std::int64_t total = 0;
    bool can_add = false;
    html::Writer below{512};  ///< the numbers of the pages
};
[[nodiscard]] html::Writer directory(const Directory& view);

struct OrganisationPage {
    std::int64_t id = 0;
    std::string name, short_name, kind;
    bool active = true;
    Profile profile;
    std::vector<std::string> paragraphs;
    bool can_tell = false;    ///< change what it says of itself
    bool can_change = false;  ///< change its name, kind and membership
    bool can_invite = false;
    std::string done;
};
[[nodiscard]] html::Writer organisation(const OrganisationPage& view);

struct TellForm {
    std::string csrf, key;
    std::int64_t id = 0, version = 0;
    std::string name;  ///< of the organisation
    ProfileDraft draft;
    Error error;
};
[[nodiscard]] html::Writer tell(const TellForm& view);

struct OrganisationForm {
    std::string csrf, key;
    std::optional<std::int64_t> id;  ///< none: a new one
    std::string name, short_name, kind, active;
    std::vector<std::pair<std::string, std::string>> kinds;
    Error error;
};
[[nodiscard]] html::Writer organisation_form(const OrganisationForm& view);

}  // namespace thingwall::partners::views
