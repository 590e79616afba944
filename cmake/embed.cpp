// Makes a C++ file that holds the files given: thingwall-embed OUT.cpp NAME=FILE...
// Each gets an address with a hash of its content in it, so that browsers may keep it for ever, and is compressed
// beforehand. Where a style sheet or script names an earlier file as /assets/NAME, it is given that file's hashed
// address.
#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct File {
    std::string name, path, type, body, gzip, hash;
};

std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string type_of(std::string_view name) {
    if (name.ends_with(".css")) return "text/css; charset=utf-8";
    if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
    if (name.ends_with(".svg")) return "image/svg+xml";
    throw std::runtime_error("no content type is known for " + std::string{name});
}

/// FNV-1a with 64 bits: tells versions of our own files apart, which is all that an address needs.
std::string hash_of(std::string_view body) {
    std::uint64_t value = 14695981039346656037ULL;
    for (const char c : body) value = (value ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    std::string out;
    for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[(value >> shift) & 15];
    return out;
}

std::string gzip(const std::string& body) {
    z_stream stream{};
    if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) throw std::runtime_error("zlib");
    std::string out(deflateBound(&stream, static_cast<uLong>(body.size())) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
    stream.avail_in = static_cast<uInt>(body.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int status = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (status != Z_STREAM_END) throw std::runtime_error("zlib");
    return out;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

void remove_between(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
        const std::size_t end = text.find(to, at);
        if (end == std::string::npos) throw std::runtime_error("no end of " + std::string{from});
        text.erase(at, end + to.size() - at);
    }
}

/// The licensed typeface and the crest are for services on gov.uk only: neither is named in what we serve.
void without_what_is_licensed_to_others(std::string& css) {
    remove_between(css, "@font-face{", "}");
    replace_all(css, "GDS Transport,arial,sans-serif", "Arial,sans-serif");
    replace_all(css, "url(/assets/images/govuk-crest.svg)", "none");
    for (const auto* left : {"GDS Transport", "/assets/fonts", "/assets/images"})
        if (css.find(left) != std::string::npos)
            throw std::runtime_error(std::string{"still in the style sheet: "} + left);
}

/// The body as a string literal in octal where needed; in pieces, since compilers bound the length of one.
void literal(std::ostream& out, std::string_view body) {
    out << "std::string_view{\n";
    for (std::size_t at = 0; at < body.size(); at += 100) {
        out << '"';
        for (const char c : body.substr(at, 100)) {
            const auto byte = static_cast<unsigned char>(c);
            if (c == '\n')
                out << "\\n";
            else if (c == '"' || c == '\\')
                out << '\\' << c;
            else if (byte >= 32 && byte < 127 && c != '?')
                out << c;
            else
                out << '\\' << char('0' + (byte >> 6)) << char('0' + ((byte >> 3) & 7)) << char('0' + (byte & 7));
        }
        out << "\"\n";
    }
    if (body.empty()) out << "\"\"";
    out << ", " << body.size() << "}";
}

void write(std::ostream& out, std::vector<File> files) {
    std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.path < b.path; });
    out << "// Made by cmake/embed.cpp: do not edit.\n#include \"web/static.hpp\"\n\nnamespace thingwall::web "
           "{\nnamespace {\n\n"
           "const StaticFile files[] = {\n";
    for (const auto& file : files) {
        out << "{\"" << file.path << "\", \"" << file.type << "\",\n";
        literal(out, file.body);
        out << ",\n";
        literal(out, file.gzip);
        out << ",\n\"\\\"" << file.hash << "\\\"\", true},\n";
    }
    out << "};\n\nstruct Named { std::string_view name; const StaticFile* file; };\nconst Named names[] = {\n";
    for (std::size_t n = 0; n < files.size(); ++n) out << "{\"" << files[n].name << "\", &files[" << n << "]},\n";
    out << "};\n\n}  // namespace\n\n"
           "const StaticFile* find_static(std::string_view path) {\n"
           "    for (const auto& file : files)\n        if (file.path == path) return &file;\n"
           "    return nullptr;\n}\n\n"
           "std::string_view asset_path(std::string_view name) {\n"
           "    for (const auto& one : names)\n        if (one.name == name) return one.file->path;\n"
           "    return {};\n}\n\n}  // namespace thingwall::web\n";
}

int run(int count, char** arguments) {
    if (count < 3) throw std::runtime_error("asked wrongly: thingwall-embed OUT.cpp NAME=FILE...");
    std::vector<File> files;
    for (int n = 2; n < count; ++n) {
        const std::string_view argument = arguments[n];
        const auto equals = argument.find('=');
        if (equals == std::string_view::npos) throw std::runtime_error("no NAME=FILE: " + std::string{argument});
        File file;
        file.name = argument.substr(0, equals);
        file.type = type_of(file.name);
        file.body = read(std::string{argument.substr(equals + 1)});
        if (file.name == "govuk-frontend.min.css") without_what_is_licensed_to_others(file.body);
        remove_between(file.body, "//# sourceMappingURL=", ".map");
        remove_between(file.body, "/*# sourceMappingURL=", "*/");
        for (const auto& earlier : files) replace_all(file.body, "/assets/" + earlier.name, earlier.path);
        file.hash = hash_of(file.body);
        const auto dot = file.name.rfind('.');
        file.path = "/assets/" + file.name.substr(0, dot) + "-" + file.hash.substr(0, 10) + file.name.substr(dot);
        file.gzip = gzip(file.body);
        if (file.gzip.size() >= file.body.size()) file.gzip.clear();
        files.push_back(std::move(file));
    }
    std::ofstream out(arguments[1], std::ios::binary);
    write(out, std::move(files));
    out.close();
    if (!out) throw std::runtime_error("cannot write " + std::string{arguments[1]});
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    try {
        return run(count, arguments);
    } catch (const std::exception& error) {
        std::cerr << "thingwall-embed: " << error.what() << '\n';
        return 1;
    }
}
