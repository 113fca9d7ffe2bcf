// Kept inputs of the fuzz entry of searchd/query.
#include "tests/fuzz/mutate.hpp"
#include "tests/fuzz/query_fuzz.cpp"

TEST_CASE("whatever is typed becomes a query, with notes that can be read") {
  const std::size_t kept = dispatches::tests::replay(SOURCE_DIR "/tests/fuzz/query", [](const std::string& input) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  });
  CHECK(kept >= 20);
}
