// indexer/text: how alike two texts are.
#include <catch2/catch.hpp>

#include <string>

#include "indexer/text/shingles.hpp"

namespace {

using namespace dispatches;

text::Shingles of(const std::string& text) {
  text::WordHashes words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    words.push_back(text::hash_of_word(std::string_view(text).substr(at, end - at)));
    at = end + 1;
  }
  return text::shingles_of(words);
}

}  // namespace

TEST_CASE("texts are as alike as the runs of five words that they share") {
  const auto nine = of("a b c d e f g h i");
  CHECK(nine.size() == 5);
  CHECK(text::resemblance(nine, nine) == 1);
  CHECK(text::resemblance(nine, of("a b c d e f g h i j k l")) == Approx(5.0 / 8));
  CHECK(text::resemblance(of("a b c d e f g h i j k l"), nine) == Approx(5.0 / 8));
  CHECK(text::resemblance(nine, of("z a b c d e x g h i")) == Approx(1.0 / 10));
  CHECK(text::resemblance(nine, of("i h g f e d c b a")) == 0);
}

TEST_CASE("a run that is repeated counts once, and a short text has none") {
  CHECK(of("a b c d e a b c d e a b c d e").size() == 5);
  CHECK(of("a b c d e f g h").empty());
  CHECK(text::resemblance(of("a b c d e f g h"), of("a b c d e f g h")) == 0);
  CHECK(of("").empty());
}
