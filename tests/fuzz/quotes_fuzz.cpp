// Any bytes as an article through the finder of quotes, in every language that it knows and one that it does not. Found inputs are kept in
// fuzz/quotes/ and replayed by quotes_test. To search for more: DISPATCHES_FUZZ_SECONDS=600 build/asan/bin/quotes_test "any bytes*" (mutate.hpp).
#include <cstdlib>
#include <string>
#include <string_view>

#include "indexer/text/utf8.hpp"
#include "tests/quotes_desk.hpp"

namespace dispatches::quotes::fuzz {

inline void article(std::string_view bytes) {
  const std::string text = text::clean(bytes);
  for (const char* language : {"en", "uk", "ru", "de", "fr", "es", "pl", "ar", "cs"})
    if (!tests::is_sound(tests::read_quotes(text, language))) std::abort();
}

}  // namespace dispatches::quotes::fuzz
