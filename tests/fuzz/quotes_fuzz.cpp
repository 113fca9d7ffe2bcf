// Any bytes as an article through the finder of quotes, in every language that it knows and one that it does not. Found inputs are kept in
// fuzz/quotes/ and replayed by quotes_test. To search for more: clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -I.
// -DSOURCE_DIR='"."' tests/fuzz/quotes_fuzz.cpp indexer/quotes/*.cpp indexer/entities/*.cpp indexer/names/*.cpp indexer/text/*.cpp indexer/base/*.cpp … -o /tmp/quotes_fuzz
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "indexer/text/utf8.hpp"
#include "tests/quotes_desk.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dispatches::quotes::tests;
  const std::string text = dispatches::text::clean(std::string_view(reinterpret_cast<const char*>(data), size));
  for (const char* language : {"en", "uk", "ru", "de", "fr", "es", "pl", "ar", "cs"})
    if (!is_sound(read_quotes(text, language))) std::abort();
  return 0;
}
