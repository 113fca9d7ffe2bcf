// The names of the catalogue at one place of a text: the longest there, whose words are written as a name's must be.
// Whom it means where several bear it, and whether its neighbours make another name of it, is decided later
// (antecedents). Internal to this room.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "indexer/entities/cues.hpp"
#include "indexer/entities/name_index.hpp"
#include "indexer/entities/units.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::entities {

// A text while it is read: shared by the steps of one match().
struct Reading {
  Reading(const TextToMatch& input, text::Analyzer& analyzer);

  std::string_view word(std::size_t unit) const {
    return input.text.substr(units[unit].begin, units[unit].end - units[unit].begin);
  }
  const std::string& folded(std::size_t unit) const { return analyzer.fold(word(unit)); }
  Setting setting(std::size_t unit) const { return settings[units[unit].section]; }
  // Whether unit stands at the begin of a sentence, a quotation or a section.
  bool opens_sentence(std::size_t unit) const;
  // Whether the word of `unit` stands elsewhere in this text without its capital: "Turkey … a turkey".
  bool also_in_lower_case(std::size_t unit) const;

  const TextToMatch& input;
  text::Analyzer& analyzer;
  std::vector<Unit> units;
  std::vector<Setting> settings;
};

// One who may be meant by a name found.
struct Bearer {
  std::uint32_t entity = 0;
  NameKind kind = NameKind::name;
  bool exact = true;  // no case form
  bool bare = false;  // a surname alone
};

struct Found {
  std::uint32_t first = 0, end = 0;  // units, half-open
  std::uint32_t begin_byte = 0, end_byte = 0;
  std::vector<Bearer> bearers;  // of `names` if any has it so, else of `short`; each entity once; empty if blocked
  std::vector<std::uint32_t> rivals;  // entities of which it is a short form, while it is another's name
  bool alone = false;                 // `names` give one bearer: the name means him without evidence
};

// Strictness about capitals: texts need them, what people type does not.
enum class Capitals : std::uint8_t { needed, acronyms_only, ignored };

// Of a listed name, one put together, and a short form the first that is there counts; of names as written and case
// forms, the first.
Found settled(Found found);

class NameFinder {
 public:
  NameFinder(const NameIndex& index, const std::vector<Entity>& entities, const Cues& cues, const Reading& reading,
             Capitals capitals = Capitals::needed);

  // The longest name that begins with `unit`, if any.
  std::optional<Found> longest_at(std::size_t unit);
  // The whole text, if it is one name, with all its bearers by `names` or `short`; settled() leaves those who count.
  std::optional<Found> whole_text();

 private:
  struct UnitKey {
    NameIndex::Key key = 0;
    std::uint8_t front = 0, back = 0;  // bytes of proclitics and suffixes that do not belong to the name
    bool known = false;
  };
  static constexpr std::size_t kLongest = 12;
  struct Path {
    std::array<std::uint32_t, kLongest> units{};
    std::size_t size = 0, skipped = 0;
    NameIndex::Node root = NameIndex::kRoot;
  };

  void find_at(std::size_t unit);
  const UnitKey& key_of(std::size_t unit);
  NameIndex::Key stem_key_of(std::size_t unit) const;
  void look_up(std::size_t unit, UnitKey& found) const;
  bool look_up_without(std::size_t unit, std::size_t front, std::size_t back, UnitKey& found) const;
  void look_up_inside(std::size_t unit, UnitKey& found) const;
  bool joins(std::size_t unit) const;
  bool may_be_skipped(std::size_t unit) const;
  void walk(NameIndex::Node node, std::size_t unit, Path& path);
  void consider(NameIndex::Node node, const Path& path);
  bool speaks_language(const Name& name) const;
  bool fits(const Name& name, const Path& path, bool& exact) const;
  bool form_fits(const Name& name, std::size_t k, const Path& path, bool& exact) const;
  bool capital_fits(const Name& name, std::size_t k, std::size_t unit) const;
  bool is_generic(const NameToken& token, EntityType type) const;
  bool is_foreign_acronym(const Name& name, std::size_t unit) const;
  bool acronym_fits(const NameToken& token, std::size_t unit) const;
  bool may_bear(const Name& name, const Path& path, bool& exact) const;

  const NameIndex& index_;
  const std::vector<Entity>& entities_;
  const Cues& cues_;
  const Reading& reading_;
  Capitals capitals_;
  std::vector<UnitKey> keys_;
  std::optional<Found> best_;
  std::size_t best_skipped_ = 0;
  bool whole_only_ = false;
};

}  // namespace dispatches::entities
