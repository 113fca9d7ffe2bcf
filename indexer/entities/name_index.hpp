// The catalogue's names as a trie over keys of tokens: the first token's key finds the node, each further token a
// child. Keys are folded words, Cyrillic ones without case endings; Latin names stand a second time under keys without
// endings, for texts in languages that decline them. A key only finds: whether a name really stands there, its tokens
// say (name_finder). Immutable. Internal to this room.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/entities/catalogue.hpp"
#include "indexer/entities/units.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::entities {

// Lookup of std::string keys by string_view.
struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using StringMap = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

enum class NameKind : std::uint8_t {
  name,     // means the entity alone
  derived,  // the same, put together here: another spelling of the given name with another of the surname, particles
            // left out
  brief,    // `short` in the catalogue: needs evidence
  blocked,  // `not` in the catalogue
};

struct NameToken {
  std::string folded;
  std::string written;  // only of short ones with a capital inside (БіГ), which must stand just so
  LetterCase letter_case = LetterCase::lower;
  text::Script script = text::Script::none;
};

struct Name {
  std::uint32_t entity = 0;  // index into Catalogue::entities()
  NameKind kind = NameKind::name;
  std::vector<NameToken> tokens;
  std::vector<std::string> languages;  // in whose list it stands; empty for what is derived
};

// "al-", "von", "the" …: small words that a name may begin with, or leave out. `folded`.
bool is_particle(std::string_view folded);

// The key under which a token stands in the trie.
std::string name_key(std::string_view folded, text::Script script);

class NameIndex {
 public:
  using Node = std::uint32_t;
  using Key = std::uint32_t;
  static constexpr Node kRoot = 1, kStemRoot = 2;  // of plain keys; of Latin ones without endings
  static constexpr Node kNowhere = 0;
  static constexpr Key kUnknown = 0;

  explicit NameIndex(const Catalogue& catalogue);

  Key key(std::string_view name_key) const;
  Key stem_key(std::string_view latin_stem) const;
  Node child(Node node, Key key) const;
  std::span<const std::uint32_t> names_at(Node node) const;  // numbers for name()
  const Name& name(std::uint32_t number) const { return names_[number]; }
  const std::vector<Name>& names() const { return names_; }
  // Numbers of the names of an entity.
  const std::vector<std::uint32_t>& names_of(std::uint32_t entity) const { return names_of_[entity]; }
  // Person, and one token only but for particles: a surname alone.
  bool is_bare(std::uint32_t number) const { return bare_[number]; }

 private:
  void add_path(std::uint32_t number, Node root);
  void number_nodes();

  std::vector<Name> names_;
  std::vector<std::vector<std::uint32_t>> names_of_;
  std::vector<bool> bare_;
  StringMap<Key> keys_, stem_keys_;
  std::unordered_map<std::uint64_t, Node> children_;
  Node last_node_ = kStemRoot;
  std::vector<std::pair<Node, std::uint32_t>> ends_;  // sorted: names by the node where they end
  std::vector<std::uint32_t> offsets_, numbers_;
};

// Name strings → tokens, as a text's are.
std::vector<NameToken> tokens_of_name(std::string_view name, text::Analyzer& analyzer);

// All names of the catalogue, with those that can be derived from them.
std::vector<Name> names_of(const Catalogue& catalogue);

}  // namespace dispatches::entities
