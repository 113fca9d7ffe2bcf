// Gives ids to spellings and mentions while a run annotates: known ones keep theirs, new ones get the next.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "indexer/names/lexicon.hpp"

namespace dispatches::names {

// Thread-safe.
class Interner {
 public:
  explicit Interner(const Lexicon* previous);  // null: the first run

  MentionId mention(const std::string& surface, const std::string& antecedent, std::optional<EntityType> type, bool plain);
  SpellingId spelling(const std::string& text);

  // Its text is wiped; the id is never given again. Not while other threads intern.
  void forget(SpellingId id);

  // All there are, in order of id, [0] unused. Not while other threads intern.
  const std::vector<std::string>& spellings() const { return texts_; }
  const std::vector<MentionRecord>& mentions() const { return mentions_; }
  SpellingId first_new_spelling() const { return first_new_spelling_; }

 private:
  struct HashOfMention {
    std::size_t operator()(const MentionRecord& mention) const;
  };
  struct SameMention {
    bool operator()(const MentionRecord& one, const MentionRecord& other) const;
  };

  SpellingId id_of(const std::string& text);  // REQUIRES: mutex_ held

  std::mutex mutex_;
  std::unordered_map<std::string, SpellingId> spellings_;
  std::unordered_map<MentionRecord, MentionId, HashOfMention, SameMention> ids_of_mentions_;
  std::vector<std::string> texts_;
  std::vector<MentionRecord> mentions_;
  SpellingId first_new_spelling_ = 1;
};

}  // namespace dispatches::names
