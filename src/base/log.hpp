#pragma once
#include <initializer_list>
#include <string_view>
#include <utility>

namespace thingwall::log {

enum class Level { info, warning, error };

/// One line of JSON on standard error: time, level, event and the given words. Never personal text, never a token,
/// never a postcode that somebody searched for.
void write(Level level, std::string_view event,
           std::initializer_list<std::pair<std::string_view, std::string_view>> words = {});
inline void info(std::string_view event,
                 std::initializer_list<std::pair<std::string_view, std::string_view>> words = {}) {
    write(Level::info, event, words);
}
inline void warning(std::string_view event,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> words = {}) {
    write(Level::warning, event, words);
}
inline void error(std::string_view event,
                  std::initializer_list<std::pair<std::string_view, std::string_view>> words = {}) {
    write(Level::error, event, words);
}
/// Lines below this level are left out.
void set_threshold(Level level);

}  // namespace thingwall::log
