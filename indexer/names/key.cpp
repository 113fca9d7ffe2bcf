#include "indexer/names/key.hpp"

#include <algorithm>

#include "indexer/names/key_tables.hpp"

namespace dispatches::names {
namespace {

using std::string_view;

constexpr std::size_t kMostTokenKeys = 6, kMostBlockKeys = 256;

// All readings of `sounds` as classes, into `keys` (up to kMostTokenKeys).
class KeyReader {
 public:
  KeyReader(string_view sounds, std::vector<TokenKey>& keys) : sounds_(sounds), keys_(keys) {}
  void read(std::size_t at = 0, TokenKey key = 0, int classes = 0) {
    if (keys_.size() >= kMostTokenKeys) return;
    if (at == sounds_.size() || classes == 7) return keep(key);
    const Readings both = readings(sounds_[at]);
    read_as(both.first, at, key, classes);
    if (sound_class(both.first) != sound_class(both.second)) read_as(both.second, at, key, classes);
  }

 private:
  void read_as(char sound, std::size_t at, TokenKey key, int classes) {
    TokenKey next = sound_class(sound);
    const bool final_h = sound == 'h' && at + 1 == sounds_.size();
    if (next == 0 && at == 0) next = 1;
    if (next == 0 || final_h || (key & 15) == next) return read(at + 1, key, classes);
    read(at + 1, key << 4 | next, classes + 1);
  }
  void keep(TokenKey key) {
    if (key && std::find(keys_.begin(), keys_.end(), key) == keys_.end()) keys_.push_back(key);
  }

  string_view sounds_;
  std::vector<TokenKey>& keys_;
};

BlockKey pair_key(TokenKey one, TokenKey other) { return BlockKey{std::min(one, other)} << 28 | std::max(one, other) | BlockKey{1} << 60; }
BlockKey initial_key(TokenKey key, TokenKey other) {
  while (other > 15) other >>= 4;
  return BlockKey{key} << 4 | other | BlockKey{2} << 60;
}

// Consonant classes of the whole name, first readings, as one number; 0 if there are fewer than four.
BlockKey skeleton_key(const ParsedName& name) {
  BlockKey key = 0;
  int classes = 0;
  for (const auto& part : name.parts)
    for (const char sound : part.sounds)
      if (const BlockKey next = sound_class(readings(sound).first); part.role == PartRole::name && next && sound != 'h' && (key & 15) != next) {
        key = (key * 16 + next) & ((BlockKey{1} << 56) - 1);
        ++classes;
      }
  return classes < 4 ? 0 : key | BlockKey{3} << 60;
}

using PartKeys = std::vector<TokenKey>;

void add_pairs(const PartKeys& left, const PartKeys& right, std::vector<BlockKey>& keys) {
  for (const TokenKey one : left)
    for (const TokenKey other : right) {
      keys.push_back(pair_key(one, other));
      if (one > 0xFF) keys.push_back(initial_key(one, other));
      if (other > 0xFF) keys.push_back(initial_key(other, one));
    }
}

// Adjacent parts as one, with each of the others.
void add_joined_pairs(const std::vector<const NamePart*>& parts, const std::vector<PartKeys>& part_keys, std::vector<BlockKey>& keys) {
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    const auto both = token_keys(joined(*parts[i], *parts[i + 1]));
    for (std::size_t other = 0; other < parts.size(); ++other)
      if (other != i && other != i + 1) add_pairs({both.front()}, {part_keys[other].front()}, keys);
  }
}

}  // namespace

std::vector<TokenKey> token_keys(const NamePart& part) {
  std::vector<TokenKey> keys;
  KeyReader(part.sounds, keys).read();
  if (!part.stem.empty()) KeyReader(part.stem, keys).read();
  if (part.stem.empty() && part.script == text::Script::latin && part.sounds.size() > 4 && part.sounds.back() == 's')
    KeyReader(string_view(part.sounds).substr(0, part.sounds.size() - 1), keys).read();
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::vector<BlockKey> block_keys(const ParsedName& name) {
  std::vector<const NamePart*> parts;
  std::vector<PartKeys> part_keys;
  for (const auto& part : name.parts)
    if (part.role == PartRole::name || part.role == PartRole::initial) {
      parts.push_back(&part);
      part_keys.push_back(token_keys(part));
      if (part_keys.back().empty()) part_keys.back().push_back(1);
    }
  if (parts.size() < 2) return {};
  std::vector<BlockKey> keys;
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (std::size_t j = i + 1; j < parts.size(); ++j) add_pairs(part_keys[i], part_keys[j], keys);
  if (parts.size() > 2) add_joined_pairs(parts, part_keys, keys);
  if (const auto key = skeleton_key(name)) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  if (keys.size() > kMostBlockKeys) keys.resize(kMostBlockKeys);
  return keys;
}

}  // namespace dispatches::names
