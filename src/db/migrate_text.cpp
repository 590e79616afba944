#include <array>
#include <cctype>
#include <utility>

#include "db/migrate_run.hpp"

namespace thingwall::db {

namespace {

constexpr std::string_view blank = " \t\r\n";

char upper(char letter) {
    return static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
}

bool same_word(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (upper(a[i]) != upper(b[i])) return false;
    return true;
}

/// Cuts SQL into the smallest pieces that matter here: blanks, comments, quoted text, words, and single other
/// characters.
class Pieces {
public:
    explicit Pieces(std::string_view text) : rest_(text) {}
    bool next(std::string_view& piece) {
        if (rest_.empty()) return false;
        std::size_t size = length();
        piece = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return true;
    }

private:
    std::size_t up_to_end_of(std::string_view mark, std::size_t from) const {
        std::size_t found = rest_.find(mark, from);
        return found == std::string_view::npos ? rest_.size() : found + mark.size();
    }
    std::size_t length() const {
        char c = rest_.front();
        if (rest_.starts_with("--")) return up_to_end_of("\n", 0);
        if (rest_.starts_with("/*")) return up_to_end_of("*/", 2);
        if (c == '\'' || c == '"') return up_to_end_of(std::string_view(&rest_.front(), 1), 1);
        if (c == '$') {
            std::size_t end = rest_.find('$', 1);
            bool quote =
                end != std::string_view::npos &&
                rest_.substr(1, end - 1).find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
            return quote ? up_to_end_of(rest_.substr(0, end + 1), end + 1) : 1;
        }
        if (c == '{') return up_to_end_of("}", 1);
        if (is_word(c)) return std::min(rest_.find_first_not_of(letters), rest_.size());
        if (blank.contains(c)) return std::min(rest_.find_first_not_of(blank), rest_.size());
        return 1;
    }
    static bool is_word(char c) { return letters.contains(c); }
    static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
    std::string_view rest_;
};

std::string_view type_word(Engine engine, std::string_view braced) {
    constexpr std::array<std::array<std::string_view, 3>, 4> words{{{"{blob}", "BLOB", "bytea"},
                                                                    {"{int64}", "INTEGER", "bigint"},
                                                                    {"{real}", "REAL", "double precision"},
                                                                    {"{strict}", "STRICT", ""}}};
    for (const auto& word : words)
        if (word[0] == braced) return engine == Engine::sqlite ? word[1] : word[2];
    throw Failure(Failure::Cause::misuse, "migrations know no word " + std::string(braced));
}

/// Gathers the pieces of one statement and knows when it ends.
class Gathering {
public:
    explicit Gathering(Engine engine) : engine_(engine) {}

    /// True when this piece ended the statement.
    bool add(std::string_view piece) {
        if (piece.starts_with("--") || piece.starts_with("/*")) return note_comment(piece);
        bool space = blank.contains(piece.front());
        if (space && text_.empty()) return false;
        if (piece == ";" && depth_ == 0) return true;
        if (piece.front() == '{')
            text_ += type_word(engine_, piece);
        else if (is_column_type(piece))
            text_ += "text COLLATE \"C\"";
        else
            text_ += piece;
        if (!space) note_word(piece);
        return false;
    }
    /// The statement, or nothing when it is for the other engine or empty.
    std::string take() {
        std::string whole = wanted_ ? std::exchange(text_, {}) : std::string();
        *this = Gathering(engine_);
        while (!whole.empty() && blank.contains(whole.back())) whole.pop_back();
        return whole;
    }

private:
    bool note_comment(std::string_view comment) {
        if (!text_.empty()) return false;
        if (comment.starts_with("-- sqlite:")) wanted_ = engine_ == Engine::sqlite;
        if (comment.starts_with("-- postgres:")) wanted_ = engine_ == Engine::postgres;
        return false;
    }
    void note_word(std::string_view piece) {
        ++words_;
        if (words_ == 1) makes_table_ = same_word(piece, "CREATE") || same_word(piece, "ALTER");
        if (words_ == 2) {
            makes_trigger_ = makes_table_ && same_word(piece, "TRIGGER");
            makes_table_ = makes_table_ && same_word(piece, "TABLE");
        }
        if (makes_trigger_ && (same_word(piece, "BEGIN") || same_word(piece, "CASE"))) ++depth_;
        if (makes_trigger_ && same_word(piece, "END")) --depth_;
        before_ = piece;
    }
    bool is_column_type(std::string_view piece) const {
        return engine_ == Engine::postgres && makes_table_ && same_word(piece, "TEXT") && !same_word(before_, "AS");
    }

    Engine engine_;
    std::string text_;
    std::string_view before_;
    int words_ = 0;
    int depth_ = 0;  // of BEGIN ... END in a trigger, where semicolons do not end the statement
    bool makes_table_ = false;
    bool makes_trigger_ = false;
    bool wanted_ = true;
};

}  // namespace

std::vector<std::string> statements_for(Engine engine, std::string_view sql) {
    std::vector<std::string> statements;
    Gathering gathering(engine);
    Pieces pieces(sql);
    auto end = [&] {
        if (auto statement = gathering.take(); !statement.empty()) statements.push_back(std::move(statement));
    };
    for (std::string_view piece; pieces.next(piece);)
        if (gathering.add(piece)) end();
    end();
    return statements;
}

}  // namespace thingwall::db
