// The names of the catalogue, and those that follow from them: every listed spelling of a given name with every listed
// spelling of the surname in the same script, without "al-", with initials written together, the surname first in
// Cyrillic. What is derived yields to what is listed.
#include <algorithm>
#include <map>
#include <set>

#include "indexer/entities/name_index.hpp"

namespace dispatches::entities {
namespace {

using Tokens = std::vector<NameToken>;
using text::Script;

constexpr std::size_t kMostTokens = 10;    // longer names are not names in running text
constexpr std::size_t kMostCrossed = 150;  // spellings of one person put together, at most

// Two spellings that differ only in being an acronym (NATO, Nato) are two.
std::string spelling_of(const Tokens& tokens) {
  std::string spelling;
  for (const auto& token : tokens) spelling += token.folded + (token.letter_case == LetterCase::capitals ? '+' : ' ');
  return spelling;
}

bool is_initial(const NameToken& token) {
  return token.letter_case != LetterCase::lower &&
         (token.folded.size() == 1 || (token.script == Script::cyrillic && token.folded.size() == 2));
}

bool has_capital_inside(std::string_view word, const Unit& unit) {
  if (unit.letter_case != LetterCase::capitalised || word.size() < 3) return false;
  for (std::size_t at = 1; at < word.size(); ++at)
    if ((word[at] & 0xC0) != 0x80 && text::is_capitalised(word.substr(at))) return true;
  return false;
}

NameToken token_of(std::string_view word, const Unit& unit, text::Analyzer& analyzer) {
  constexpr std::size_t kShort = 6;  // bytes
  NameToken token{analyzer.fold(word), {}, unit.letter_case, unit.script};
  if (word.size() <= kShort && has_capital_inside(word, unit)) token.written = word;
  return token;
}

class NamesOfEntity {
 public:
  NamesOfEntity(const Entity& entity, std::uint32_t number, text::Analyzer& analyzer, std::vector<Name>& names)
      : entity_(entity), number_(number), analyzer_(analyzer), names_(names) {}

  void collect() {
    for (const auto& [language, list] : entity_.names)
      for (const auto& name : list) add(NameKind::name, tokens_of_name(name, analyzer_), language);
    for (const auto& [language, list] : entity_.short_names)
      for (const auto& name : list) add(NameKind::brief, tokens_of_name(name, analyzer_), language);
    for (const auto& name : entity_.not_names) add(NameKind::blocked, tokens_of_name(name, analyzer_));
    const auto listed = own_.size();
    if (entity_.type == EntityType::person) cross_spellings(listed);
    for (std::size_t i = 0; i < listed; ++i) add_variants(Name(own_[i]));
    names_.insert(names_.end(), std::make_move_iterator(own_.begin()), std::make_move_iterator(own_.end()));
  }

 private:
  void add(NameKind kind, Tokens tokens, const std::string& language = {}) {
    if (tokens.empty() || tokens.size() > kMostTokens) return;
    const auto key = spelling_of(tokens) + (kind == NameKind::blocked ? "!" : "");
    const auto [known, added] = seen_.emplace(key, own_.size());
    if (added) own_.push_back({number_, kind, std::move(tokens), {}});
    if (!language.empty()) own_[known->second].languages.push_back(language);
  }

  // Volodymyr | Vladimir | Wolodymyr × Zelensky | Zelenskiy | Selenskyj.
  void cross_spellings(std::size_t listed) {
    for (const auto script : {Script::latin, Script::cyrillic}) {
      std::vector<NameToken> surnames;
      std::set<std::string> surname_spellings;
      for (std::size_t i = 0; i < listed; ++i)
        if (is_single(own_[i], script) && surname_spellings.insert(own_[i].tokens[0].folded).second)
          surnames.push_back(own_[i].tokens[0]);
      std::vector<Tokens> heads;
      std::set<std::string> head_spellings;
      for (std::size_t i = 0; i < listed; ++i) {
        const auto& tokens = own_[i].tokens;
        if (own_[i].kind != NameKind::name || tokens.size() < 2 || !surname_spellings.contains(tokens.back().folded))
          continue;
        Tokens head(tokens.begin(), tokens.end() - 1);
        if (head_spellings.insert(spelling_of(head)).second) heads.push_back(std::move(head));
      }
      if (heads.size() * surnames.size() <= kMostCrossed) cross(heads, surnames, script);
    }
  }

  void cross(const std::vector<Tokens>& heads, const Tokens& surnames, Script script) {
    for (const auto& head : heads)
      for (const auto& surname : surnames) {
        auto tokens = head;
        tokens.push_back(surname);
        add(NameKind::derived, tokens);
        if (script != Script::cyrillic || head.size() != 1) continue;
        add(NameKind::derived, {surname, head[0]});
      }
  }

  static bool is_single(const Name& name, Script script) {
    return name.tokens.size() == 1 && name.kind != NameKind::blocked && name.tokens[0].script == script;
  }

  void add_variants(const Name& name) {
    if (name.kind == NameKind::blocked) return;
    const auto kind = name.kind == NameKind::name ? NameKind::derived : name.kind;
    if (entity_.type == EntityType::person) {
      add(kind, without_particles(name.tokens));
      add(kind, with_initials_joined(name.tokens));
    } else if (name.tokens.size() > 2 && name.tokens[0].folded == "the") {
      add(kind, Tokens(name.tokens.begin() + 1, name.tokens.end()));
    }
  }

  // Bashar al-Assad → Bashar Assad. Only what stands with "al-": de Gaulle and von der Leyen keep theirs.
  static Tokens without_particles(const Tokens& tokens) {
    Tokens rest;
    for (const auto& token : tokens)
      if (!is_particle(token.folded) || token.folded[0] != 'a') rest.push_back(token);
    return rest;
  }

  // George H. W. Bush → George H.W. Bush, which is one token.
  static Tokens with_initials_joined(const Tokens& tokens) {
    Tokens joined;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (i == 0 || !is_initial(tokens[i]) || !is_initial(tokens[i - 1])) {
        joined.push_back(tokens[i]);
        continue;
      }
      joined.back().folded += tokens[i].folded;
      joined.back().letter_case = LetterCase::capitals;
    }
    return joined;
  }

  const Entity& entity_;
  std::uint32_t number_;
  text::Analyzer& analyzer_;
  std::vector<Name>& names_;
  std::vector<Name> own_;
  std::map<std::string, std::size_t> seen_;  // spelling → its place in own_
};

}  // namespace

std::vector<NameToken> tokens_of_name(std::string_view name, text::Analyzer& analyzer) {
  const std::vector<std::uint32_t> no_sections;
  const auto tokens = text::tokenize(name);
  Tokens result;
  for (const auto& unit : units_of({name, tokens, no_sections, {}, std::nullopt}))
    result.push_back(token_of(name.substr(unit.begin, unit.end - unit.begin), unit, analyzer));
  return result;
}

std::vector<Name> names_of(const Catalogue& catalogue) {
  text::Analyzer analyzer;
  std::vector<Name> names;
  for (std::uint32_t number = 0; number < catalogue.entities().size(); ++number)
    NamesOfEntity(catalogue.entities()[number], number, analyzer, names).collect();
  return names;
}

}  // namespace dispatches::entities
