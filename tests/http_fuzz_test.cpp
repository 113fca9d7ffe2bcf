// searchd/http and searchd/query against any bytes: kept inputs, and what becomes of them by chance.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "tests/fuzz/requests_fuzz.cpp"

namespace {

std::vector<std::string> kept() {
  std::vector<std::string> inputs;
  for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/tests/fuzz/requests")) {
    std::ifstream file(entry.path(), std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  std::sort(inputs.begin(), inputs.end());
  return inputs;
}

int give(const std::string& bytes) { return LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()); }

}  // namespace

TEST_CASE("requests that once were trouble are read or refused, and nothing else") {
  const std::vector<std::string> inputs = kept();
  for (const std::string& bytes : inputs) CHECK(give(bytes) == 0);
  CHECK(inputs.size() >= 10);
}

TEST_CASE("requests with bytes changed, cut out, doubled and crossed are read or refused, and nothing else") {
  const std::vector<std::string> inputs = kept();
  std::mt19937 random(7);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const std::string marks = "\"()-*:&=?%/.,[]{}\\ \t\r\n\xff\xc3\xa9";
  for (int round = 0; round < (std::getenv("DISPATCHES_LONG") ? 100'000 : 4000); ++round) {
    std::string bytes = inputs[below(inputs.size())];
    for (std::size_t changes = 1 + below(6); changes > 0 && !bytes.empty(); --changes) {
      const std::size_t at = below(bytes.size()), length = std::min(bytes.size() - at, 1 + below(20));
      switch (below(5)) {
        case 0: bytes[at] = static_cast<char>(random()); break;
        case 1: bytes.erase(at, length); break;
        case 2: bytes.insert(at, bytes.substr(at, length)); break;
        case 3: bytes.insert(at, 1 + below(40), marks[below(marks.size())]); break;
        default: {
          const std::string& other = inputs[below(inputs.size())];
          bytes.insert(at, other.substr(below(other.size() + 1), 1 + below(60)));
        }
      }
    }
    CAPTURE(round, bytes);
    CHECK(give(bytes) == 0);
  }
}
