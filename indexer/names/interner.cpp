#include "indexer/names/interner.hpp"

#include <tuple>

namespace dispatches::names {

std::size_t Interner::HashOfMention::operator()(const MentionRecord& mention) const {
  constexpr std::uint64_t kSpread = 0x9e3779b97f4a7c15;  // 2^64 / golden ratio (Knuth, TAOCP 3, 6.4)
  const std::uint64_t read_as = (mention.type ? static_cast<std::uint64_t>(*mention.type) + 1 : 0) * 2 + mention.plain;
  return ((std::uint64_t{mention.surface} << 32 | mention.antecedent) * kSpread ^ read_as) * kSpread >> 16;
}

bool Interner::SameMention::operator()(const MentionRecord& one, const MentionRecord& other) const {
  return std::tie(one.surface, one.antecedent, one.type, one.plain) == std::tie(other.surface, other.antecedent, other.type, other.plain);
}

Interner::Interner(const Lexicon* previous) : texts_(1), mentions_(1) {
  if (!previous) return;
  texts_.reserve(previous->spellings.size());
  spellings_.reserve(previous->spellings.size());
  mentions_.reserve(previous->mentions.size());
  ids_of_mentions_.reserve(previous->mentions.size());
  for (std::size_t id = 1; id < previous->spellings.size(); ++id) {
    texts_.emplace_back(previous->spellings[id].text);
    if (!texts_.back().empty()) spellings_.emplace(texts_.back(), static_cast<SpellingId>(id));
  }
  for (std::size_t id = 1; id < previous->mentions.size(); ++id) {
    ids_of_mentions_.emplace(previous->mentions[id], static_cast<MentionId>(id));
    mentions_.push_back(previous->mentions[id]);
  }
  first_new_spelling_ = static_cast<SpellingId>(texts_.size());
}

SpellingId Interner::id_of(const std::string& text) {
  const auto [found, fresh] = spellings_.emplace(text, static_cast<SpellingId>(texts_.size()));
  if (fresh) texts_.push_back(text);
  return found->second;
}

void Interner::forget(SpellingId id) {
  spellings_.erase(texts_[id]);
  texts_[id].clear();
}

SpellingId Interner::spelling(const std::string& text) {
  const std::lock_guard lock(mutex_);
  return id_of(text);
}

MentionId Interner::mention(const std::string& surface, const std::string& antecedent, std::optional<EntityType> type, bool plain) {
  const std::lock_guard lock(mutex_);
  MentionRecord record{id_of(surface), 0, type, plain};
  if (!antecedent.empty() && antecedent != surface) record.antecedent = id_of(antecedent);
  const auto [found, fresh] = ids_of_mentions_.emplace(record, static_cast<MentionId>(mentions_.size()));
  if (fresh) mentions_.push_back(record);
  return found->second;
}

}  // namespace dispatches::names
