// Kept inputs on a fuzz entry, and random changes of them: two thousand, the same every time; many under `tests/run --long`; fresh ones for as many
// seconds of CPU time as DISPATCHES_FUZZ_SECONDS says. The one in hand stands in the file that DISPATCHES_FUZZ_LAST names, for when it breaks something.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace dispatches::tests {

inline std::vector<std::string> kept_inputs(const std::filesystem::path& folder) {
  std::vector<std::string> inputs;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path(), std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  std::sort(inputs.begin(), inputs.end());  // the folder has no order of its own
  return inputs;
}

// One to eight changes: a bit, a byte, a run taken out, doubled, or taken from another input.
inline std::string mutated(std::string text, const std::vector<std::string>& inputs, std::mt19937_64& random) {
  const auto below = [&](std::size_t n) { return n ? static_cast<std::size_t>(random() % n) : 0; };
  for (std::size_t times = 1 + below(8); times > 0; --times) {
    const std::size_t at = below(text.size() + 1), length = below(1 + std::min<std::size_t>(text.size() - at, 40));
    switch (below(6)) {
      case 0: if (at < text.size()) text[at] = static_cast<char>(text[at] ^ 1 << below(8)); break;
      case 1: text.insert(at, 1, static_cast<char>(below(256))); break;
      case 2: text.erase(at, length); break;
      case 3: text.insert(at, text.substr(at, length)); break;
      case 4: if (at < text.size()) text[at] = static_cast<char>(below(256)); break;
      default: {
        const std::string& other = inputs[below(inputs.size())];
        const std::size_t from = below(other.size() + 1);
        text.insert(at, other.substr(from, below(60)));
      }
    }
  }
  return text.substr(0, 64 * 1024);
}

// Tries the entry on what `changed` makes: from random numbers, an input.
template <class Changed, class Entry>
void try_changes(const std::string& name, Changed changed, Entry entry) {
  const char* seconds = std::getenv("DISPATCHES_FUZZ_SECONDS");
  const char* last = std::getenv("DISPATCHES_FUZZ_LAST");
  std::mt19937_64 random(seconds ? std::random_device{}() : 7);
  const std::clock_t end = std::clock() + (seconds ? std::atol(seconds) : 0) * CLOCKS_PER_SEC;
  const std::size_t rounds = std::getenv("DISPATCHES_LONG") ? 20'000 : 2000;
  std::size_t tried = 0;
  while (seconds ? std::clock() < end : tried < rounds) {
    ++tried;
    const std::string input = changed(random);
    if (last) std::ofstream(last, std::ios::binary) << input;
    entry(input);
  }
  if (seconds) std::printf("%s: %zu changed inputs\n", name.c_str(), tried);
}

// How many are kept.
template <class Entry>
std::size_t replay(const std::filesystem::path& folder, Entry entry) {
  const std::vector<std::string> inputs = kept_inputs(folder);
  for (const std::string& input : inputs) entry(input);
  try_changes(folder.filename(), [&](std::mt19937_64& random) { return mutated(inputs[random() % inputs.size()], inputs, random); }, entry);
  return inputs.size();
}

}  // namespace dispatches::tests
