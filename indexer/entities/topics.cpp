#include "indexer/entities/topics.hpp"

#include <algorithm>
#include <set>

#include "indexer/entities/units.hpp"
#include "indexer/text/fold.hpp"

namespace dispatches::entities {
namespace {

constexpr std::size_t kLongestPhrase = 4, kMostTopics = 8, kShortArticle = 150;  // words, topics, words
constexpr double kInTitle = 2, kInBody = 1, kWeakShare = 0.5;
constexpr double kMarks = 2;  // two words in the body, or one in the title

using text::Analyzer;
using text::Script;

// A word or phrase of a topic: stems parted by spaces; the last may be a beginning ("denazif*").
struct Phrase {
  std::uint32_t topic;
  bool weak;
};

// The phrases of one language.
struct Vocabulary {
  std::unordered_map<std::string, std::vector<Phrase>> phrases;
  std::vector<std::pair<std::string, Phrase>> beginnings;  // of single words; sorted
  std::set<std::string> first_words;                       // of phrases of two and more
};

struct Tally {
  double strong = 0, weak = 0;
};

std::string_view word_at(const TextToMatch& input, std::size_t token) {
  return input.text.substr(input.tokens[token].begin, input.tokens[token].end - input.tokens[token].begin);
}

}  // namespace

struct TopicTagger::Index {
  explicit Index(const Catalogue& catalogue);

  void add(const ListByLanguage& lists, Phrase phrase, Analyzer& analyzer);
  void add_words(const std::string& language, const std::string& words, Phrase phrase, Analyzer& analyzer);
  std::vector<std::string> languages_for(const TextToMatch& input) const;
  void count(const std::string& language, const TextToMatch& input, std::uint32_t body_begin, Analyzer& analyzer,
             std::vector<Tally>& tallies) const;

  std::vector<std::string> ids;
  std::map<std::string, Vocabulary> vocabularies;
};

TopicTagger::Index::Index(const Catalogue& catalogue) {
  Analyzer analyzer;
  for (const auto& topic : catalogue.topics()) {
    const auto number = static_cast<std::uint32_t>(ids.size());
    ids.push_back(topic.id);
    add(topic.words, {number, false}, analyzer);
    add(topic.weak, {number, true}, analyzer);
  }
  const auto by_text = [](const auto& a, const auto& b) { return a.first < b.first; };
  for (auto& [language, vocabulary] : vocabularies)
    std::stable_sort(vocabulary.beginnings.begin(), vocabulary.beginnings.end(), by_text);
}

void TopicTagger::Index::add(const ListByLanguage& lists, Phrase phrase, Analyzer& analyzer) {
  for (const auto& [language, list] : lists)
    for (const auto& words : list) add_words(language, words, phrase, analyzer);
}

void TopicTagger::Index::add_words(const std::string& language, const std::string& words, Phrase phrase,
                                   Analyzer& analyzer) {
  auto& vocabulary = vocabularies[language];
  const auto tokens = text::tokenize(words);
  if (tokens.empty() || tokens.size() > kLongestPhrase) return;
  if (tokens.size() == 1 && words.ends_with('*')) {
    vocabulary.beginnings.emplace_back(text::fold(words.substr(0, words.size() - 1)), phrase);
    return;
  }
  std::string key;
  for (const auto& token : tokens) {
    const auto& stem = analyzer.stem(std::string_view(words).substr(token.begin, token.end - token.begin), language);
    if (key.empty() && tokens.size() > 1) vocabulary.first_words.insert(stem);
    key += (key.empty() ? "" : " ") + stem;
  }
  vocabulary.phrases[key].push_back(phrase);
}

// The article's language; where that is not known, all that are written in its script.
std::vector<std::string> TopicTagger::Index::languages_for(const TextToMatch& input) const {
  if (!input.language.empty()) return {std::string(input.language)};
  if (input.tokens.empty()) return {};
  const auto script = text::script_of(input.text.substr(input.tokens[0].begin));
  std::vector<std::string> languages;
  for (const auto& language : text::stemming_languages(script))
    if (vocabularies.contains(language)) languages.push_back(language);
  return languages;
}

namespace {

// One pass over a text with one language's phrases. Each place counts once for a topic: by its longest phrase.
class Counter {
 public:
  Counter(const Vocabulary& vocabulary, const std::string& language, const TextToMatch& input, std::uint32_t body_begin,
          Analyzer& analyzer, std::vector<Tally>& tallies)
      : vocabulary_(vocabulary),
        language_(language),
        input_(input),
        body_begin_(body_begin),
        analyzer_(analyzer),
        tallies_(tallies),
        counted_to_(tallies.size(), 0) {}

  void run() {
    for (std::size_t token = 0; token < input_.tokens.size(); ++token) {
      const auto length = count_phrases(token);
      if (length == 0) count_beginnings(token);
    }
  }

 private:
  // Tokens of the longest phrase that begins here; 0 if none.
  std::size_t count_phrases(std::size_t token) {
    std::string key = stem(token);
    const std::size_t most = vocabulary_.first_words.contains(key) ? kLongestPhrase : 1;
    std::vector<std::pair<std::size_t, const std::vector<Phrase>*>> hits;
    for (std::size_t length = 1;; ++length) {
      if (const auto found = vocabulary_.phrases.find(key); found != vocabulary_.phrases.end())
        hits.emplace_back(length, &found->second);
      if (length == most || token + length == input_.tokens.size() || !is_near(token + length)) break;
      key += " " + stem(token + length);
    }
    for (auto hit = hits.rbegin(); hit != hits.rend(); ++hit)
      for (const auto& phrase : *hit->second) take(phrase, token, hit->first);
    return hits.empty() ? 0 : hits.back().first;
  }

  void count_beginnings(std::size_t token) {
    const auto& word = analyzer_.fold(word_at(input_, token));
    const auto after = [](const std::string& text, const auto& entry) { return text < entry.first; };
    auto at = std::upper_bound(vocabulary_.beginnings.begin(), vocabulary_.beginnings.end(), word, after);
    while (at != vocabulary_.beginnings.begin()) {
      --at;
      if (word.starts_with(at->first))
        take(at->second, token, 1);
      else if (word.substr(0, 3) != at->first.substr(0, 3))
        return;
    }
  }

  void take(const Phrase& phrase, std::size_t token, std::size_t length) {
    if (token < counted_to_[phrase.topic]) return;
    counted_to_[phrase.topic] = token + length;
    const double worth = input_.tokens[token].begin < body_begin_ ? kInTitle : kInBody;
    (phrase.weak ? tallies_[phrase.topic].weak : tallies_[phrase.topic].strong) += worth;
  }

  const std::string& stem(std::size_t token) { return analyzer_.stem(word_at(input_, token), language_); }

  // Words of a phrase stand in one sentence: nothing but spaces and hyphens between them.
  bool is_near(std::size_t token) const {
    const auto begin = input_.tokens[token - 1].end, end = input_.tokens[token].begin;
    return input_.text.substr(begin, end - begin).find_first_not_of(" -") == std::string_view::npos;
  }

  const Vocabulary& vocabulary_;
  const std::string& language_;
  const TextToMatch& input_;
  std::uint32_t body_begin_;
  Analyzer& analyzer_;
  std::vector<Tally>& tallies_;
  std::vector<std::size_t> counted_to_;
};

}  // namespace

void TopicTagger::Index::count(const std::string& language, const TextToMatch& input, std::uint32_t body_begin,
                               Analyzer& analyzer, std::vector<Tally>& tallies) const {
  const auto vocabulary = vocabularies.find(language);
  if (vocabulary != vocabularies.end())
    Counter(vocabulary->second, language, input, body_begin, analyzer, tallies).run();
}

TopicTagger::TopicTagger(const Catalogue& catalogue) : index_(std::make_unique<Index>(catalogue)) {}
TopicTagger::~TopicTagger() = default;
TopicTagger::TopicTagger(TopicTagger&&) noexcept = default;

std::vector<std::string> TopicTagger::topics_of(const TextToMatch& input, std::uint32_t body_begin,
                                                Analyzer& analyzer) const {
  std::vector<Tally> tallies(index_->ids.size());
  for (const auto& language : index_->languages_for(input))
    index_->count(language, input, body_begin, analyzer, tallies);
  const double needed = input.tokens.size() < kShortArticle ? kInBody : kMarks;
  std::vector<std::pair<double, std::uint32_t>>
      marked;  // negative weight, so that equal ones stay in the catalogue's order
  for (std::uint32_t topic = 0; topic < tallies.size(); ++topic) {
    const auto weight = tallies[topic].strong + kWeakShare * tallies[topic].weak;
    if (tallies[topic].strong > 0 && weight >= needed) marked.emplace_back(-weight, topic);
  }
  std::sort(marked.begin(), marked.end());
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < marked.size() && i < kMostTopics; ++i) ids.push_back(index_->ids[marked[i].second]);
  return ids;
}

}  // namespace dispatches::entities
