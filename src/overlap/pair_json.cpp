#include "base/json.hpp"
#include "overlap/service.hpp"

namespace thingwall::overlap {
namespace {

void activity(json::Writer& out, std::string_view name, const Asking& one) {
    out.key(name).begin_object();
    out.key("id").id(one.ask.id.value());
    out.member("reference", std::string_view(one.shown.reference)).member("title", std::string_view(one.ask.title));
    out.key("lead").begin_object();
    out.key("id").id(one.ask.organisation.value());
    out.member("name", std::string_view(one.ask.organisation_name)).end_object();
    out.member("first_day", std::string_view(to_iso(one.ask.first)));
    out.key("last_day");
    if (one.ask.last)
        out.value(std::string_view(to_iso(*one.ask.last)));
    else
        out.null();
    out.member("where", std::string_view(one.shown.where)).member("who", std::string_view(one.shown.who));
    out.end_object();
}

void words(json::Writer& out, std::string_view name, const std::vector<std::string>& list) {
    out.key(name).begin_array();
    for (const auto& word : list) out.value(std::string_view(word));
    out.end_array();
}

}  // namespace

std::string to_json(const Asking& a, const Asking& b, const Finding& finding) {
    json::Writer out;
    out.begin_object();
    activity(out, "a", a);
    activity(out, "b", b);
    out.member("likelihood", finding.likelihood).member("grade", word(finding.grade));
    out.key("ruled_out");
    if (finding.ruled_out == RuledOut::no)
        out.null();
    else
        out.value(reason(finding.ruled_out));
    out.member("residents_shared", finding.residents_shared).member("share_of_smaller", finding.share_of_smaller);
    out.member("jaccard", finding.jaccard).member("days_shared", finding.days_shared);
    out.member("days_between", finding.days_between);
    words(out, "subjects", finding.subjects);
    words(out, "words", finding.words);
    out.member("why", std::string_view(finding.why)).member("unlike", std::string_view(finding.unlike));
    out.key("evidence").begin_array();
    for (const auto& line : finding.evidence) {
        out.begin_object()
            .member("compared", std::string_view(line.compared))
            .member("seen", std::string_view(line.seen));
        out.member("log_odds", line.log_odds).member("chance", line.chance).end_object();
    }
    out.end_array().end_object();
    return out.take();
}

}  // namespace thingwall::overlap
