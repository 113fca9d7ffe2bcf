// What an editor decided about names, against catalogue and rules: a file of tab-separated lines that stands in version control,
//   verb  spelling  target  scope  by  on  why
// UTF-8, with or without BOM, lines ended by LF or CRLF; trailing columns may be missing; `#` begins a comment line; blank lines and a first line
// "verb<TAB>spelling…" are passed over. A file is taken whole or not at all. Pure; any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dispatches::names {

inline constexpr std::size_t kMaxOverridesBytes = 16 << 20, kMaxOverridesLines = 100'000, kMaxOverrideFieldBytes = 1000;

enum class Verb : std::uint8_t {
  same,       // spelling and target (a spelling) name one entity
  different,  // they never do
  is,         // spelling means the entity with the id `target`; new:SLUG: one that no catalogue lists
  ignore,     // spelling is nobody's name
  name,       // spelling and target: an entity and what it is called; which is which says the reader
  type,       // spelling (or entity) is of the type `target`: person, org, place
};
std::string_view verb_name(Verb verb);

// Where a decision holds. So that equal strings can be parted.
struct Scope {
  enum class Kind : std::uint8_t {
    none,     // everywhere
    article,  // article:ID
    source,   // source:ID
    with,     // with:WORDS: in articles where these words stand too
    dates,    // 2025-12-01..2025-12-15, 2025-12.., ..2014, 2014: days of publication in UTC, inclusive
  };
  Kind kind = Kind::none;
  std::string text;                                 // of article, source, with: what follows the colon
  std::optional<std::chrono::sys_days> from, to;  // of dates: first and last day; absent: open
  bool operator==(const Scope&) const = default;
};

struct Override {
  Verb verb = Verb::same;
  std::string spelling, target;  // squeezed; target empty for `ignore` alone
  Scope scope;                   // none for `name` and `type`: they speak of an entity as a whole
  std::string by, on, why;       // who decided, when and why, as written
  std::size_t line = 0;          // from 1
};

// "FILE:LINE: what is wrong and what is allowed"; of a file that is too large "FILE: …".
class BadOverrides : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// In the order of the file. Throws BadOverrides for the first wrong line, a limit exceeded, or two lines of equal scope that contradict each other
// (same and different; `is` with two ids; is and ignore; two types). Ids of entities, articles and sources are not looked up. `file` is for messages.
std::vector<Override> parse_overrides(std::string_view bytes, const std::string& file);

// Equal for spellings that an override takes for one: folded and squeezed. REQUIRES: valid UTF-8.
std::string override_key(std::string_view spelling);

}  // namespace dispatches::names
