// Any bytes as a file of overrides. Found inputs are kept in fuzz/overrides/ and replayed by names_overrides_test. To search for more:
// clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -I. tests/fuzz/overrides_fuzz.cpp indexer/names/overrides.cpp indexer/text/*.cpp
// -licuuc -licui18n -lxapian -lcld2 -lfmt -o /tmp/overrides_fuzz
#include <cstdint>
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

}  // namespace dispatches::names::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dispatches::names;
  try {
    for (const auto& line : parse_overrides({reinterpret_cast<const char*>(data), size}, "o.tsv")) fuzz::check(line);
  } catch (const BadOverrides& wrong) {
    fuzz::require(std::string_view(wrong.what()).starts_with("o.tsv:") && dispatches::text::is_valid_utf8(wrong.what()));
  }
  return 0;
}
