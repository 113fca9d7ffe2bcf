#include "searchd/query/names_in_query.hpp"

#include <algorithm>
#include <set>

#include "indexer/names/case_forms.hpp"

namespace dispatches::query {

namespace {

using names::EntityOrdinal;
using names::kNobody;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

// The key under which the lexicon's alias table keeps a name.
std::string key_of(const std::vector<std::string>& folded_tokens) {
  std::string key;
  for (const std::string& token : folded_tokens) key.append(key.empty() ? "" : " ").append(names::case_key(token));
  return key;
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

std::vector<std::string> folded_words(std::string_view text, text::Analyzer& analyzer) {
  std::vector<std::string> words;
  for (const text::Token& token : text::tokenize(text))
    if (std::string word = analyzer.fold(text.substr(token.begin, token.end - token.begin)); !word.empty()) words.push_back(std::move(word));
  return words;
}

NameIndex::NameIndex(const names::Lexicon& lexicon) : lexicon_(lexicon), mentions_(lexicon.entities.size()), spellings_(lexicon.entities.size()) {
  text::Analyzer analyzer;
  for (const names::LexiconAlias& alias : lexicon.aliases) add(alias.key, alias.text, alias.entity, alias.alone, analyzer);
  for (const names::Spelling& spelling : lexicon.spellings)
    if (spelling.entity != kNobody) add({}, spelling.text, spelling.entity, true, analyzer);
  std::sort(beginnings_.begin(), beginnings_.end());
  beginnings_.erase(std::unique(beginnings_.begin(), beginnings_.end()), beginnings_.end());
  beginnings_.shrink_to_fit();
  link_mentions();
}

void NameIndex::add(std::string key, const std::string& text, EntityOrdinal entity, bool alone, text::Analyzer& analyzer) {
  const std::vector<std::string> words = folded_words(text, analyzer);
  if (words.empty()) return;
  if (key.empty()) key = key_of(words);
  const std::string folded = joined(words);
  std::vector<Name>& namesakes = by_key_[key];
  const auto same = [&](const Name& name) { return name.entity == entity && name.folded == folded; };
  // What the catalogue calls a short form stays one, though articles may use it as a spelling.
  if (std::none_of(namesakes.begin(), namesakes.end(), same)) namesakes.push_back({folded, entity, alone});
  longest_ = std::max(longest_, words.size());
  for (std::size_t at = 0; at != std::string::npos && at < folded.size(); at = folded.find(' ', at) == std::string::npos ? folded.size() : folded.find(' ', at) + 1)
    beginnings_.emplace_back(folded.substr(at), entity);
}

void NameIndex::link_mentions() {
  for (names::MentionId id = 1; id < lexicon_.mentions.size(); ++id) {
    const EntityOrdinal entity = lexicon_.entity_of(id);
    if (entity == kNobody) continue;
    mentions_[entity].push_back(id);
    spellings_[entity].push_back(lexicon_.mentions[id].effective());
  }
  for (auto& spellings : spellings_) {
    std::sort(spellings.begin(), spellings.end());
    spellings.erase(std::unique(spellings.begin(), spellings.end()), spellings.end());
  }
}

std::vector<NameIndex::Candidate> NameIndex::candidates(const std::vector<std::string>& folded_tokens) const {
  std::vector<Candidate> found;
  if (folded_tokens.empty() || folded_tokens.size() > longest_) return found;
  const auto names = by_key_.find(key_of(folded_tokens));
  if (names == by_key_.end()) return found;
  for (const Name& name : names->second) {
    if (!can_be(name.folded, folded_tokens)) continue;
    const auto known = std::find_if(found.begin(), found.end(), [&](const Candidate& other) { return other.entity == name.entity; });
    if (known == found.end()) found.push_back({name.entity, name.alone});
    else known->alone |= name.alone;
  }
  std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) { return a.alone > b.alone; });
  return found;
}

std::vector<EntityOrdinal> NameIndex::beginning_with(std::string_view folded_prefix, std::size_t limit) const {
  std::vector<EntityOrdinal> found;
  std::set<EntityOrdinal> seen;
  auto at = std::lower_bound(beginnings_.begin(), beginnings_.end(), folded_prefix, [](const auto& entry, std::string_view prefix) { return entry.first < prefix; });
  for (; at != beginnings_.end() && at->first.starts_with(folded_prefix) && found.size() < limit; ++at)
    if (seen.insert(at->second).second) found.push_back(at->second);
  return found;
}

const std::vector<names::MentionId>& NameIndex::mentions_of(EntityOrdinal entity) const { return mentions_[entity]; }
const std::vector<names::SpellingId>& NameIndex::spellings_of(EntityOrdinal entity) const { return spellings_[entity]; }

}  // namespace dispatches::query
