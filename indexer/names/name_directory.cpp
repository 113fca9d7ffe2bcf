#include "searchd/query/names_in_query.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "indexer/names/case_forms.hpp"
#include "searchd/query/latin_reading.hpp"

namespace dispatches::query {

namespace {

using names::EntityOrdinal;
using names::kNobody;

constexpr float kLeastSurname = .90f;     // of single words by sound: one letter in eight may differ, or a sound that scripts write differently
constexpr float kLeastEvidence = 3;       // consonants of such a word: two agree too easily
constexpr float kPlainLead = .02f;        // names.md: by so much the best must lead

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

// The key under which a name is kept: the case keys of its tokens.
std::uint64_t key_of(const std::vector<std::string>& folded_tokens) {
  std::string key;
  for (const std::string& token : folded_tokens) key.append(key.empty() ? "" : " ").append(names::case_key(token));
  return std::hash<std::string>{}(key);
}

// The coarse key lets in what no declension allows (Путинка for Путин): each token must be a case form of the name's.
bool can_be(std::string_view name, const std::vector<std::string>& folded_tokens) {
  for (const std::string& token : folded_tokens) {
    const std::size_t end = std::min(name.find(' '), name.size());
    if (!names::is_case_form(name.substr(0, end), token)) return false;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return name.empty();
}

}  // namespace

bool means_first(const std::vector<Candidate>& candidates) {
  if (candidates.size() < 2) return !candidates.empty();
  if (candidates[0].by != candidates[1].by) return true;
  return candidates[0].by == By::sound && candidates[0].mean - candidates[1].mean >= kPlainLead;
}

std::vector<std::string> folded_words(std::string_view text, text::Analyzer& analyzer) {
  std::vector<std::string> words;
  for (const text::Token& token : text::tokenize(text))
    if (std::string word = analyzer.fold(text.substr(token.begin, token.end - token.begin)); !word.empty()) words.push_back(std::move(word));
  return words;
}

class NameIndex::Builder {
 public:
  explicit Builder(NameIndex& index) : index_(index), lexicon_(index.lexicon_) {}

  // What the catalogue calls a short form stays one, though articles may use it as a spelling: so its names come first.
  void run() {
    for (const names::LexiconAlias& alias : lexicon_.aliases) add(alias.text, alias.entity, alias.alone ? By::name : By::short_name);
    for (const names::Meaning& meaning : lexicon_.meanings)
      if (meaning.entity != kNobody) add(lexicon_.spellings[meaning.spelling].text, meaning.entity, By::name);
    sort_keys();
    sort_beginnings();
    link_mentions();
    hear();
  }

 private:
  void add(std::string_view text, EntityOrdinal entity, By by) {
    const std::vector<std::string> words = folded_words(text, analyzer_);
    if (words.empty()) return;
    const std::string folded = joined(words);
    index_.keys_.emplace_back(key_of(words), static_cast<std::uint32_t>(index_.names_.size()));
    index_.names_.push_back({put(folded, entity), entity, by});
    index_.longest_ = std::max(index_.longest_, words.size());
    for (const std::string& reading : latin_readings(folded)) put(reading, entity);
  }

  // Where it begins.
  std::uint32_t put(const std::string& folded, EntityOrdinal entity) {
    const auto begin = static_cast<std::uint32_t>(index_.letters_.size());
    index_.letters_.append(folded).append(1, '\n');
    for (std::size_t at = 0; at < folded.size(); at = std::min(folded.find(' ', at), folded.size() - 1) + 1)
      index_.beginnings_.push_back({begin + static_cast<std::uint32_t>(at), entity});
    return begin;
  }

  // Of the same name of the same entity the first stays.
  void sort_keys() {
    auto& keys = index_.keys_;
    const auto of = [&](const auto& key) -> const Name& { return index_.names_[key.second]; };
    std::sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
      if (a.first != b.first) return a.first < b.first;
      return of(a).entity != of(b).entity ? of(a).entity < of(b).entity : a.second < b.second;
    });
    std::vector<std::pair<std::uint64_t, std::uint32_t>> kept;
    for (const auto& key : keys) {
      bool known = false;
      for (auto at = kept.rbegin(); !known && at != kept.rend() && at->first == key.first && of(*at).entity == of(key).entity; ++at)
        known = index_.line(of(*at).begin) == index_.line(of(key).begin);
      if (!known) kept.push_back(key);
    }
    kept.shrink_to_fit();
    keys = std::move(kept);
    index_.names_.shrink_to_fit();
  }

  void sort_beginnings() {
    const char* const letters = index_.letters_.data();
    auto& all = index_.beginnings_;
    const auto differ_at = [letters](std::uint32_t a, std::uint32_t b) {
      std::size_t i = 0;
      while (letters[a + i] == letters[b + i] && letters[a + i] != '\n') ++i;
      return i;
    };
    std::sort(all.begin(), all.end(), [&](const Beginning& a, const Beginning& b) {
      const std::size_t i = differ_at(a.begin, b.begin);
      const auto one = static_cast<unsigned char>(letters[a.begin + i]), other = static_cast<unsigned char>(letters[b.begin + i]);
      return one != other ? one < other : a.entity < b.entity;
    });
    const auto same = [&](const Beginning& a, const Beginning& b) {
      return a.entity == b.entity && letters[a.begin + differ_at(a.begin, b.begin)] == letters[b.begin + differ_at(a.begin, b.begin)];
    };
    all.erase(std::unique(all.begin(), all.end(), same), all.end());
    all.shrink_to_fit();
    index_.letters_.shrink_to_fit();
  }

  void link_mentions() {
    std::vector<std::pair<EntityOrdinal, std::uint32_t>> mentions, spellings;
    for (names::MentionId id = 1; id < lexicon_.meant.size(); ++id)
      if (lexicon_.meant[id] != kNobody) mentions.emplace_back(lexicon_.meant[id], id);
    for (const names::Meaning& meaning : lexicon_.meanings)
      if (meaning.entity != kNobody) spellings.emplace_back(meaning.entity, meaning.spelling);
    index_.mentions_.fill(lexicon_.entities.size(), mentions);
    index_.spellings_.fill(lexicon_.entities.size(), spellings);
  }

  // All names of people, and the single ones that mean somebody.
  void hear() {
    std::vector<names::PeopleIndex::Named> names;
    const auto is_person = [&](EntityOrdinal entity) { return lexicon_.entities[entity].type == names::EntityType::person; };
    for (const names::LexiconAlias& alias : lexicon_.aliases)
      if (alias.alone && is_person(alias.entity)) names.push_back({alias.text, alias.entity});
    for (const names::Meaning& meaning : lexicon_.meanings)
      if (meaning.entity != kNobody && is_person(meaning.entity)) names.push_back({lexicon_.spellings[meaning.spelling].text, meaning.entity});
    index_.people_ = names::PeopleIndex(names);
  }

  NameIndex& index_;
  const names::Lexicon& lexicon_;
  text::Analyzer analyzer_;
};

NameIndex::NameIndex(const names::Lexicon& lexicon) : lexicon_(lexicon) { Builder(*this).run(); }

void NameIndex::Lists::fill(std::size_t entities, const std::vector<std::pair<EntityOrdinal, std::uint32_t>>& pairs) {
  begins.assign(entities + 1, 0);
  for (const auto& [entity, value] : pairs) ++begins[entity + 1];
  for (std::size_t entity = 0; entity < entities; ++entity) begins[entity + 1] += begins[entity];
  values.resize(pairs.size());
  std::vector<std::uint32_t> ends(begins.begin(), begins.end() - 1);
  for (const auto& [entity, value] : pairs) values[ends[entity]++] = value;
}

std::string_view NameIndex::line(std::uint32_t begin) const {
  return std::string_view(letters_).substr(begin, letters_.find('\n', begin) - begin);
}

std::vector<Candidate> NameIndex::candidates(const std::vector<std::string>& folded_tokens) const {
  std::vector<Candidate> found;
  if (folded_tokens.empty() || folded_tokens.size() > longest_) return found;
  const std::uint64_t key = key_of(folded_tokens);
  for (auto at = std::lower_bound(keys_.begin(), keys_.end(), std::pair(key, std::uint32_t{0})); at != keys_.end() && at->first == key; ++at) {
    const Name& name = names_[at->second];
    if (!can_be(line(name.begin), folded_tokens)) continue;
    // Names of one entity stand side by side.
    if (!found.empty() && found.back().entity == name.entity) found.back().by = std::min(found.back().by, name.by);
    else found.push_back({name.entity, name.by});
  }
  std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) { return a.by < b.by; });
  return found;
}

std::vector<Candidate> NameIndex::sounding_like(std::string_view text) const {
  const names::ParsedName parsed = names::parse_name(text);
  std::vector<Candidate> found;
  if (std::count_if(parsed.parts.begin(), parsed.parts.end(), [](const auto& part) { return part.role == names::PartRole::name; }) == 1 && parsed.parts.size() > 1) {
    found = with_initials(parsed);
  } else if (parsed.parts.size() > 1) {
    for (const auto& match : people_.find(parsed, names::Point::strict)) found.push_back({match.number, By::sound, match.mean});
  } else {
    for (const auto& match : people_.find_surname(text, kLeastSurname)) {
      const bool same = match.mean >= kSameSurname;
      if (same || match.evidence >= kLeastEvidence) found.push_back({match.number, same ? By::surname : By::surname_sound, match.mean});
    }
  }
  return found;
}

std::vector<Candidate> NameIndex::whom(std::string_view text, text::Analyzer& analyzer) const {
  const std::vector<std::string> words = folded_words(text, analyzer);
  std::vector<Candidate> found = candidates(words);
  if (found.empty()) return sounding_like(text);
  if (words.size() > 1 || lexicon_.entities[found.front().entity].type != names::EntityType::person) return found;
  for (const Candidate& other : sounding_like(text)) {
    const auto known = [&](const Candidate& one) { return one.entity == other.entity; };
    if (other.by == By::surname && !lexicon_.entities[other.entity].listed && std::none_of(found.begin(), found.end(), known)) found.push_back(other);
  }
  return found;
}

std::vector<NameIndex::Beginning>::const_iterator NameIndex::first_beginning(std::string_view prefix) const {
  return std::lower_bound(beginnings_.begin(), beginnings_.end(), prefix, [&](const Beginning& entry, std::string_view wanted) {
    return std::string_view(letters_).substr(entry.begin, wanted.size()) < wanted;
  });
}

bool NameIndex::has_word(std::string_view folded) const {
  const std::string ends = std::string(folded) + '\n', goes_on = std::string(folded) + ' ';
  for (const std::string& wanted : {ends, goes_on}) {
    const auto at = first_beginning(wanted);
    if (at != beginnings_.end() && std::string_view(letters_).substr(at->begin, wanted.size()) == wanted) return true;
  }
  return false;
}

std::vector<EntityOrdinal> NameIndex::beginning_with(std::string_view folded_prefix, std::size_t limit) const {
  std::vector<EntityOrdinal> found;
  std::set<EntityOrdinal> seen;
  const auto add = [&](std::string_view prefix) {
    for (auto at = first_beginning(prefix); at != beginnings_.end() && std::string_view(letters_).substr(at->begin, prefix.size()) == prefix && found.size() < limit; ++at)
      if (seen.insert(at->entity).second) found.push_back(at->entity);
  };
  add(folded_prefix);
  for (const std::string& reading : latin_readings(folded_prefix)) add(reading);
  return found;
}

}  // namespace dispatches::query
