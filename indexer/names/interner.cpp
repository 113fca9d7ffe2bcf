#include "indexer/names/interner.hpp"

#include <fmt/format.h>

namespace dispatches::names {

namespace {

std::string key_of(const MentionRecord& mention) {
  return fmt::format("{}/{}/{}{}", mention.surface, mention.antecedent, mention.type ? static_cast<int>(*mention.type) : -1, mention.plain ? "!" : "");
}

}  // namespace

Interner::Interner(const Lexicon* previous) : texts_(1), mentions_(1) {
  if (!previous) return;
  for (std::size_t id = 1; id < previous->spellings.size(); ++id) {
    texts_.emplace_back(previous->spellings[id].text);
    if (!texts_.back().empty()) spellings_.emplace(texts_.back(), static_cast<SpellingId>(id));
  }
  for (std::size_t id = 1; id < previous->mentions.size(); ++id) {
    mentions_by_key_.emplace(key_of(previous->mentions[id]), static_cast<MentionId>(id));
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
  const auto [found, fresh] = mentions_by_key_.emplace(key_of(record), static_cast<MentionId>(mentions_.size()));
  if (fresh) mentions_.push_back(record);
  return found->second;
}

}  // namespace dispatches::names
