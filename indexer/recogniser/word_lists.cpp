#include "indexer/recogniser/word_lists.hpp"

#include <fmt/format.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "indexer/recogniser/recogniser.hpp"
#include "indexer/text/fold.hpp"

namespace dispatches::recogniser {
namespace {

constexpr ListSet kGoesOn = 1U << 31;
constexpr std::uintmax_t kLargestList = 64U << 20;

std::string content_of(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error || size > kLargestList) throw BadModel(fmt::format("cannot read the word list {}", file.string()));
  std::ifstream in(file, std::ios::binary);
  std::string content(size, '\0');
  if (!in.read(content.data(), static_cast<std::streamsize>(size)))
    throw BadModel(fmt::format("cannot read the word list {}", file.string()));
  return content;
}

bool is_plain(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](char c) { return c == ' ' || (c >= 'a' && c <= 'z'); });
}

template <class Use>
void for_each_part(std::string_view text, char separator, Use use) {
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    if (end > 0) use(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

std::uint64_t word_hash(std::string_view folded) {
  return XXH3_64bits(folded.data(), folded.size());
}

WordLists::WordLists(const std::filesystem::path& folder) : table_(200'000) {
  for (std::size_t i = 0; i < kListNames.size(); ++i)
    read(folder / fmt::format("{}.txt", kListNames[i]), static_cast<List>(i));
}

void WordLists::read(const std::filesystem::path& file, List list) {
  const auto content = content_of(file);
  fingerprint_ = mixed(fingerprint_, XXH3_64bits(content.data(), content.size()));
  for_each_part(content, '\n', [&](std::string_view line) {
    line = line.substr(0, line.find('#'));
    if (is_plain(line)) return add(line, list);
    auto folded = text::fold(line);
    std::replace(folded.begin(), folded.end(), '-', ' ');
    std::replace(folded.begin(), folded.end(), '\r', ' ');
    folded.erase(std::remove(folded.begin(), folded.end(), '.'), folded.end());
    add(folded, list);
  });
}

void WordLists::add(std::string_view line, List list) {
  auto prefix = kStart;
  std::uint32_t* value = nullptr;
  for_each_part(line, ' ', [&](std::string_view word) {
    if (value) *value |= kGoesOn;
    prefix = mixed(prefix, word_hash(word));
    value = &table_.at(prefix);
    if (*value == OpenTable<std::uint64_t>::kNone) *value = 0;
  });
  if (value) *value |= in_list(list);
}

WordLists::Step WordLists::step(std::uint64_t prefix, std::uint64_t word) const {
  const auto next = mixed(prefix, word);
  const auto value = table_.find(next);
  if (value == OpenTable<std::uint64_t>::kNone) return {0, 0, false};
  return {next, value & ~kGoesOn, (value & kGoesOn) != 0};
}

ListSet WordLists::of_word(std::uint64_t hash) const {
  return step(kStart, hash).lists;
}

ListSet WordLists::of_phrase(std::span<const std::uint64_t> hashes) const {
  Step at{kStart, 0, true};
  for (const auto hash : hashes) {
    at = step(at.prefix, hash);
    if (at.prefix == 0) return 0;
  }
  return at.lists;
}

}  // namespace dispatches::recogniser
