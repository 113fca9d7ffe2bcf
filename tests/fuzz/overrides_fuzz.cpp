// Any bytes as a file of overrides. Found inputs are kept in fuzz/overrides/ and replayed by names_overrides_test. To search for more:
// DISPATCHES_FUZZ_SECONDS=600 build/asan/bin/names_overrides_test "any bytes*" (mutate.hpp).
#include <cstdlib>
#include <string>
#include <string_view>

#include "indexer/names/entity_type.hpp"
#include "indexer/names/overrides.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::names::fuzz {

inline void require(bool condition) {
  if (!condition) std::abort();
}

// What every override keeps to that leaves the parser.
inline void check(const Override& line) {
  require(!override_key(line.spelling).empty() && line.line > 0);
  for (const auto* field : {&line.spelling, &line.target, &line.scope.text, &line.by, &line.on, &line.why})
    require(text::is_valid_utf8(*field) && text::squeeze(*field) == *field && field->find('\t') == std::string::npos);
  require(line.target.empty() == (line.verb == Verb::ignore));
  require(line.verb != Verb::type || type_named(line.target));
  const auto& scope = line.scope;
  require((scope.kind == Scope::Kind::dates) == (scope.from || scope.to));
  require(!scope.from || !scope.to || *scope.from <= *scope.to);
  const bool has_text = scope.kind == Scope::Kind::article || scope.kind == Scope::Kind::source || scope.kind == Scope::Kind::with;
  require(has_text != scope.text.empty());
}

inline void overrides(std::string_view bytes) {
  try {
    for (const auto& line : parse_overrides(bytes, "o.tsv")) check(line);
  } catch (const BadOverrides& wrong) {
    require(std::string_view(wrong.what()).starts_with("o.tsv:") && text::is_valid_utf8(wrong.what()));
  }
}

}  // namespace dispatches::names::fuzz
