#pragma once
#include <zip.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../activities/register_site.hpp"
#include "library/library.hpp"
#include "support/temporary_folder.hpp"

namespace thingwall::library::test {

using activities::test::council, activities::test::nhs, activities::test::police;
using activities::test::gp_survey, activities::test::officer_of;

/// The register with what is kept with it and the search. It is Monday 14 September 2026.
class LibrarySite : public activities::test::RegisterSite {
public:
    explicit LibrarySite(db::Engine engine = db::Engine::sqlite)
        : RegisterSite(engine),
          library_(activities().services(), activities(),
                   [](const activities::Footprint& ground) { return ground.areas; },
                   {.reader = {std::filesystem::read_symlink("/proc/self/exe").string(), "library", "text"}}) {
        activities().lean_on(library_);
        library_.add_routes(router());
        library_.add_jobs(activities().services().jobs);
        library_.start();
    }
    ~LibrarySite() { library_.stop(); }

    Library& library() { return library_; }
    activities::Activity activity(ActivityId id) { return *activities().read_any(id); }
    /// Runs what waits, as the server's own threads do.
    int run_jobs() { return activities().services().jobs.run_due(); }

    ActivityId asked(std::string title, OrganisationId by = nhs, std::string visibility = "public") {
        activities::Draft draft = gp_survey();
        draft.title = std::move(title);
        draft.lead = std::to_string(by.value());
        draft.visibility = std::move(visibility);
        draft.public_on.clear();
        return registered(draft, by).id;
    }
    void told(ActivityId id, FindingDraft draft, OrganisationId by = nhs) {
        auto done =
            database().write([&](db::Transaction& tx) { return tell(tx, officer_of(by), activity(id), draft, 0); });
        if (!done) throw std::runtime_error(describe(done.error()));
    }
    DocumentId attached(ActivityId id, std::string filename, std::string_view bytes, std::string readers = "everyone",
                        OrganisationId by = nhs) {
        auto done = database().write([&](db::Transaction& tx) {
            return attach(tx, officer_of(by), activity(id), {"", readers}, filename, bytes);
        });
        if (!done) throw std::runtime_error(describe(done.error()));
        return *done;
    }
    std::vector<ActivityId> found(std::string words, const Reader& reader) {
        Question question;
        question.words = std::move(words);
        return library_.search(question, reader).value().rows;
    }

private:
    Library library_;
};

/// A zip of these parts, whatever is in them.
inline std::string zip_of(const std::vector<std::pair<std::string, std::string>>& parts, bool store_first = false) {
    support::TemporaryFolder folder;
    std::string path = folder.path() / "made.zip";
    int error = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    for (const auto& [name, text] : parts) {
        auto place = zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0),
                                  ZIP_FL_OVERWRITE);
        if (store_first && place == 0) zip_set_file_compression(archive, 0, ZIP_CM_STORE, 0);
    }
    zip_close(archive);
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string docx_of(const std::string& body) {
    return zip_of({{"[Content_Types].xml", "<Types/>"},
                   {"word/document.xml", "<w:document xmlns:w=\"w\"><w:body>" + body + "</w:body></w:document>"}});
}
inline std::string odt_of(const std::string& body) {
    return zip_of({{"mimetype", "application/vnd.oasis.opendocument.text"},
                   {"content.xml", "<office:document-content><office:body><office:text>" + body +
                                       "</office:text></office:body></office:document-content>"}},
                  true);
}
/// A PDF of one page with one line.
inline std::string pdf_of(const std::string& line) {
    std::string made = "%PDF-1.4\n";
    std::vector<std::size_t> places;
    auto object = [&](const std::string& text) {
        places.push_back(made.size());
        made += std::to_string(places.size()) + " 0 obj\n" + text + "\nendobj\n";
    };
    std::string stream = "BT /F1 12 Tf 72 700 Td (" + line + ") Tj ET";
    object("<< /Type /Catalog /Pages 2 0 R >>");
    object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    object(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> "
        ">>");
    object("<< /Length " + std::to_string(stream.size()) + " >>\nstream\n" + stream + "\nendstream");
    object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    std::size_t table = made.size();
    made += "xref\n0 6\n0000000000 65535 f \n";
    for (auto place : places) {
        std::string digits = std::to_string(place);
        made += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    return made + "trailer << /Size 6 /Root 1 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

}  // namespace thingwall::library::test
