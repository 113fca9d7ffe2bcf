#include "searchd/query/name_reader.hpp"

#include <algorithm>
#include <functional>
#include <span>

#include "indexer/text/fold.hpp"
#include "indexer/text/month_names.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::query {

namespace {

using names::EntityOrdinal;

constexpr std::size_t kLongestAcronym = 5;   // characters: EU, NATO
constexpr std::size_t kLeastBySound = 4;     // characters of a single word that no name has
constexpr std::size_t kLongestBySound = 4;  // words: given names, surname, and a particle between

std::string text_of(const std::vector<Node>& nodes, std::size_t at, std::size_t count) {
  std::string text;
  for (std::size_t i = at; i < at + count; ++i) text.append(text.empty() ? "" : " ").append(nodes[i].text);
  return text;
}

// "V.", "В.В."
bool has_initials(const Node& node) {
  std::string_view rest = node.text;
  if (rest.find('.') == rest.npos) return false;
  while (!rest.empty()) {
    const std::string_view letter = rest.substr(0, rest.find('.'));
    if (text::length(letter) != 1) return false;
    rest.remove_prefix(std::min(letter.size() + 1, rest.size()));
  }
  return true;
}

// II, III, IV, VI … "Xi" is none.
bool is_roman(std::string_view word) { return word.size() > 1 && word.find_first_not_of("IVX") == word.npos; }

}  // namespace

bool is_plain_word(const Node& node) { return node.kind == NodeKind::word && node.field.empty(); }

std::vector<EntityOrdinal> offered(std::vector<EntityOrdinal> candidates, const std::vector<std::uint32_t>& articles) {
  std::stable_sort(candidates.begin(), candidates.end(), [&](EntityOrdinal a, EntityOrdinal b) { return articles[a] > articles[b]; });
  if (candidates.size() > kMaxCandidates) candidates.resize(kMaxCandidates);
  return candidates;
}

void NameReader::find_shouting(const std::vector<Node>& nodes) {
  std::size_t words = 0, capitals = 0, acronyms = 0;
  const std::function<void(const Node&)> look = [&](const Node& node) {
    for (const Node& child : node.children) look(child);
    if (node.kind != NodeKind::word) return;
    ++words;
    if (!text::is_all_capitals(node.text)) return;
    ++capitals, acronyms += text::length(node.text) <= kLongestAcronym;
  };
  for (const Node& node : nodes) look(node);
  shouted_ = capitals < words || words == 1 || acronyms == words;
}

bool NameReader::is_shouted(const Node& node) const { return shouted_ && text::is_all_capitals(node.text); }

std::optional<NameReader::Read> NameReader::read(const std::vector<Node>& nodes, std::size_t at) {
  vocabulary_.deadline.check();
  if (auto read = written(nodes, at)) {
    auto longer = surname_first(nodes, at, *read);
    return longer ? longer : read;
  }
  if (auto read = declined(nodes, at)) return read;
  if (auto read = sounding(nodes, at)) return read;
  return sounding_surname(nodes, at);
}

bool NameReader::is_name(const std::string& word) const {
  const Candidates candidates = vocabulary_.names.whom(word, analyzer_);
  return !candidates.empty() && candidates.front().by <= names::By::surname && names::means_first(candidates) && !words_.is_common_word(word, candidates, shouted_, 1);
}

// Plain words side by side from `at`, at most so many words as the analyser parts them.
std::size_t NameReader::longest_run(const std::vector<Node>& nodes, std::size_t at, std::size_t most) const {
  std::size_t count = 0;
  for (std::size_t words = 0; at + count < nodes.size(); ++count) {
    if (!is_plain_word(nodes[at + count])) break;
    words += nodes[at + count].words.size();
    if (words > most) break;
  }
  return count;
}

std::optional<NameReader::Read> NameReader::written(const std::vector<Node>& nodes, std::size_t at) {
  for (std::size_t count = longest_run(nodes, at, vocabulary_.names.longest()); count > 0; --count) {
    std::vector<std::string> folded;
    for (std::size_t i = at; i < at + count; ++i)
      for (const std::string& word : nodes[i].words) folded.push_back(analyzer_.fold(word));
    Candidates candidates = vocabulary_.names.candidates(folded);
    if (candidates.empty()) continue;
    // The bound on words may have cut what was typed ("Kyiv-…"), which as a whole is nobody's name.
    if (folded.size() == 1 && ++lookups_ <= kMaxSoundLookups)
      if (Candidates heard = vocabulary_.names.whom(nodes[at].text, analyzer_); !heard.empty()) candidates = std::move(heard);
    const bool common = folded.size() == 1 && words_.is_common_word(nodes[at].words.front(), candidates, shouted_, candidates.front().is_form ? 1 : kTooFewToTell);
    return read_as(nodes, at, count, candidates, names::means_first(candidates) && !common);
  }
  return std::nullopt;
}

// "Donalds Trumps", "Kijowie", "وبوتين". Cyrillic forms are written, as far as written() is concerned.
std::optional<NameReader::Read> NameReader::declined(const std::vector<Node>& nodes, std::size_t at) {
  std::size_t count = longest_run(nodes, at, vocabulary_.names.longest());
  std::vector<std::string> typed;
  for (std::size_t i = at; i < at + count; ++i) typed.insert(typed.end(), nodes[i].words.begin(), nodes[i].words.end());
  for (; count > 0; --count) {
    const Candidates candidates = vocabulary_.names.declined(typed, analyzer_);
    if (!candidates.empty()) return read_as(nodes, at, count, candidates, typed.size() > 1 || !words_.is_common_word(typed.front(), candidates, false, 1));
    typed.resize(typed.size() - nodes[at + count - 1].words.size());
  }
  return std::nullopt;
}

// An initial may; a number never: "2022 Putin", "II". What many articles have and no name is no name that is only written otherwise: most words of most questions need not be listened to.
bool NameReader::may_sound(const Node& node) const {
  return has_initials(node) || std::all_of(node.words.begin(), node.words.end(), [&](const std::string& word) {
    if (word.find_first_of("0123456789") != std::string::npos || is_roman(word)) return false;
    return text::length(word) == 1 || words_.articles_with(word) < kTooFewToTell || vocabulary_.names.has_word(analyzer_.fold(word));
  });
}

const NameReader::Candidates& NameReader::sounding_like(const std::vector<Node>& nodes, std::size_t at, std::size_t count) {
  static const Candidates kNone;
  const std::string text = text_of(nodes, at, count);
  if (const auto known = heard_.find(text); known != heard_.end()) return known->second;
  if (++lookups_ > kMaxSoundLookups) return kNone;
  return heard_[text] = vocabulary_.names.sounding_like(text);
}

float NameReader::mean_of(const std::vector<Node>& nodes, std::size_t at, std::size_t count, EntityOrdinal entity) {
  if (count == 0 || (count == 1 && nodes[at].words.size() == 1)) return 0;
  for (const names::Candidate& candidate : sounding_like(nodes, at, count))
    if (candidate.entity == entity) return candidate.mean;
  return 0;
}

// Of several words. The scorer lets a longer name have a word more than the other: such a word is no part of the name if it is alike without it.
std::optional<NameReader::Read> NameReader::sounding(const std::vector<Node>& nodes, std::size_t at) {
  const auto is_stop_word = [&](const Node& node) { return node.words.size() == 1 && words_.is_stop_word(node.words.front()) && !has_initials(node); };
  if (is_stop_word(nodes[at])) return std::nullopt;
  for (std::size_t count = longest_run(nodes, at, kLongestBySound); count > 1 || (count == 1 && nodes[at].words.size() > 1); --count) {
    const std::span run(nodes.data() + at, count);
    if (is_stop_word(run.back()) || !std::ranges::all_of(run, [&](const Node& node) { return may_sound(node); })) continue;
    const Candidates& candidates = sounding_like(nodes, at, count);
    if (candidates.empty()) continue;
    const EntityOrdinal best = candidates.front().entity;
    const float mean = candidates.front().mean;
    if (mean_of(nodes, at, count - 1, best) > mean || mean_of(nodes, at + 1, count - 1, best) > mean) continue;
    const auto is_common = [&](const std::string& word) { return words_.is_common_word(word, candidates, false); };
    if (std::ranges::all_of(run, [&](const Node& node) { return std::ranges::all_of(node.words, is_common); })) continue;
    return read_as(nodes, at, count, candidates, names::means_first(candidates));
  }
  return std::nullopt;
}

// "Zelensky Volodymyr", "Lavrov S.": the given name behind the surname that is written so.
std::optional<NameReader::Read> NameReader::surname_first(const std::vector<Node>& nodes, std::size_t at, const Read& written) {
  if (written.count > 1 || at + 1 == nodes.size() || !is_plain_word(nodes[at + 1])) return std::nullopt;
  const std::string& next = nodes[at + 1].words.front();
  if (text::length(next) > 1 && !has_initials(nodes[at + 1]) && !vocabulary_.names.has_word(analyzer_.fold(next))) return std::nullopt;
  const auto is_one = [&](EntityOrdinal entity) {
    const auto& others = written.understood.candidates;
    return entity != names::kNobody && (entity == written.understood.entity || std::find(others.begin(), others.end(), entity) != others.end());
  };
  const bool two = nodes[at].words.size() == 1 && nodes[at + 1].words.size() == 1;
  const Candidates turned = two ? vocabulary_.names.candidates({analyzer_.fold(next), analyzer_.fold(nodes[at].words.front())}) : Candidates();
  if (!turned.empty() && names::means_first(turned) && is_one(turned.front().entity)) return read_as(nodes, at, 2, turned, true);
  auto longer = sounding(nodes, at);
  return longer && is_one(longer->understood.entity) ? longer : std::nullopt;
}

// Of a single word. One that is written as a surname is judged as any name; what only sounds like one (and many words do) is a word if any article has it or
// another form of it. Months and the shortest words sound like too many.
std::optional<NameReader::Read> NameReader::sounding_surname(const std::vector<Node>& nodes, std::size_t at) {
  const std::string& word = nodes[at].words.front();
  if (nodes[at].words.size() != 1 || words_.is_stop_word(word) || text::month_named(word) != 0 || !may_sound(nodes[at])) return std::nullopt;
  if (text::length(word) < kLeastBySound && !vocabulary_.names.has_word(analyzer_.fold(word))) return std::nullopt;
  const Candidates& candidates = sounding_like(nodes, at, 1);
  if (candidates.empty()) return std::nullopt;
  const bool same = candidates.front().by == names::By::surname;
  const bool common = same ? words_.is_common_word(word, candidates, false, 1) : words_.articles_with_forms(word) > 0;
  return read_as(nodes, at, 1, candidates, names::means_first(candidates) && !common);
}

NameReader::Read NameReader::read_as(const std::vector<Node>& nodes, std::size_t at, std::size_t count, const Candidates& candidates, bool meant) const {
  Read read{count, {text_of(nodes, at, count), meant ? candidates.front().entity : names::kNobody, {}}};
  for (const names::Candidate& candidate : candidates)
    if (candidate.entity != read.understood.entity) read.understood.candidates.push_back(candidate.entity);
  read.understood.candidates = offered(std::move(read.understood.candidates), vocabulary_.articles_naming);
  return read;
}

}  // namespace dispatches::query
