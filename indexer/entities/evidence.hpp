// What an article gives for the bearer of a short form: his office beside the name, mentions of what his roles and
// context name, words for their people; and the article's date against it. Internal to this room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "indexer/entities/name_finder.hpp"

namespace dispatches::entities {

// What the catalogue knows, ready for look-up. Immutable.
class EvidenceIndex {
 public:
  explicit EvidenceIndex(const Catalogue& catalogue);

  struct Clue {
    std::uint32_t entity;
    std::optional<text::Date> from, until;
  };
  const std::vector<Clue>& clues(std::uint32_t entity) const { return clues_[entity]; }
  // Of the words of the entity's role titles and descriptions, as name_key() gives them.
  bool is_role_word(std::uint32_t entity, std::string_view key) const {
    return role_words_[entity].contains(std::string(key));
  }
  // Entities whose people or adjective the word is: "ukrainischen" → Ukraine. Two words ("south korean") with a space.
  std::vector<std::uint32_t> demonym_of(std::string_view folded) const;

 private:
  void add_clues(const Catalogue& catalogue, const Entity& entity);
  void add_clue(const Catalogue& catalogue, const std::string& id, std::optional<text::Date> from,
                std::optional<text::Date> until);
  void add_role_words(const ByLanguage& texts, std::unordered_set<std::string>& words, text::Analyzer& analyzer) const;
  void add_demonyms(const Entity& entity, std::uint32_t number);

  std::vector<std::vector<Clue>> clues_;
  std::vector<std::unordered_set<std::string>> role_words_;
  StringMap<std::vector<std::uint32_t>> demonyms_;                         // whole words
  std::vector<std::pair<std::string, std::uint32_t>> demonym_beginnings_;  // sorted
};

// What speaks for a bearer: his office beside the name, and how many of his clues are in the article.
struct Weight {
  bool office = false;
  int clues = 0;
};

// Of one article. The whole text is looked through only when the first short form asks.
class Evidence {
 public:
  // `named`: entities that names in this article mean without evidence.
  Evidence(const EvidenceIndex& index, const Reading& reading, const std::unordered_set<std::uint32_t>& named)
      : index_(index), reading_(reading), named_(named) {}

  // For the entity as bearer of the name at units [first, end).
  Weight weight_for(std::uint32_t entity, std::size_t first, std::size_t end);

 private:
  bool is_present(std::uint32_t entity);
  void find_demonyms();
  bool has_office_beside(std::uint32_t entity, std::size_t first, std::size_t end) const;
  bool is_role_word(std::uint32_t entity, std::size_t unit) const;
  bool date_speaks_against(const EvidenceIndex::Clue& clue) const;

  const EvidenceIndex& index_;
  const Reading& reading_;
  const std::unordered_set<std::uint32_t>& named_;
  std::unordered_set<std::uint32_t> peoples_;
  bool looked_through_ = false;
};

}  // namespace dispatches::entities
