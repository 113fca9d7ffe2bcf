#include "indexer/text/analyzer.hpp"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>

#include "indexer/text/stop_words.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::text {
namespace {

constexpr std::size_t max_cached_bytes = 96;  // of a word; longer ones are addresses and noise, seen once

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

// Word → its form. A value stays where it is until the cache is full and emptied.
class Cache {
 public:
  void set_most(std::size_t words) { most_ = words; }

  template <class Compute>
  const std::string& value(std::string_view word, Compute compute) {
    if (const auto found = forms_.find(word); found != forms_.end()) return found->second;
    if (word.size() > max_cached_bytes) return long_word_ = compute(word);
    if (forms_.size() >= most_) forms_.clear();
    return forms_.emplace(word, compute(word)).first->second;
  }

 private:
  std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> forms_;
  std::string long_word_;
  std::size_t most_ = Analyzer::kManyWords;
};

// Folds a word of ASCII letters and digits into `folded`; false if it is anything else.
bool fold_plain(std::string_view word, std::string& folded) {
  folded.resize(word.size());
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    const bool upper = c >= 'A' && c <= 'Z';
    if (!upper && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) return false;
    folded[i] = static_cast<char>(upper ? c + ('a' - 'A') : c);
  }
  return true;
}

// "u.s" → "us": every part between the dots is one letter.
std::string without_abbreviation_dots(std::string folded) {
  std::string letters;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t start = at;
    const char32_t c = next_character(folded, at);
    if (c < 'A') return folded;  // a digit, another dot
    letters.append(folded, start, at - start);
    if (at < folded.size() && folded[at++] != '.') return folded;
  }
  return letters;
}

std::string folded_word(std::string_view word) {
  std::string folded = fold(word);
  return folded.find('.') == std::string::npos ? folded : without_abbreviation_dots(std::move(folded));
}

// As the stemmers want it: lower case, with its marks, the apostrophe a straight one.
std::string prepared(std::string_view word) {
  std::string lower = fold_case(word);
  for (const std::string_view apostrophe : {"\u2019", "\u2018", "\u02BC"}) lower = replaced(lower, apostrophe, "'");
  return lower;
}

constexpr std::array<std::string_view, 11> stemmed_languages{"en", "uk", "ru", "de", "fr", "es",
                                                             "it", "pt", "nl", "pl", "ar"};

// Its index among the languages with a stemmer; their number if it has none.
std::size_t index_of(std::string_view language) {
  return std::find(stemmed_languages.begin(), stemmed_languages.end(), language) - stemmed_languages.begin();
}

}  // namespace

const std::vector<std::string>& stemming_languages(Script script) {
  static const std::vector<std::string> latin{"en", "de", "fr", "es", "it", "pt", "nl", "pl"};
  static const std::vector<std::string> cyrillic{"uk", "ru"};
  static const std::vector<std::string> arabic{"ar"};
  static const std::vector<std::string> none;
  switch (script) {
    case Script::latin:
      return latin;
    case Script::cyrillic:
      return cyrillic;
    case Script::arabic:
      return arabic;
    default:
      return none;
  }
}

struct Analyzer::State {
  std::string plain;  // the last word of ASCII letters, folded
  Cache folded;
  std::array<Cache, stemmed_languages.size()> stems;
  std::array<Xapian::Stem, stemmed_languages.size()> stemmers;

  explicit State(std::size_t cached_words) {
    folded.set_most(cached_words);
    for (std::size_t i = 0; i < stemmers.size(); ++i) {
      stems[i].set_most(cached_words);
      if (stemmed_languages[i] != "uk" && stemmed_languages[i] != "pl")
        stemmers[i] = Xapian::Stem(std::string(stemmed_languages[i]));
    }
  }
  std::string stem(std::string_view word, std::size_t language) const {
    const std::string lower = prepared(word);
    if (stemmed_languages[language] == "uk") return folded_word(stem_ukrainian(lower));
    if (stemmed_languages[language] == "pl") return folded_word(stem_polish(lower));
    return folded_word(stemmers[language](lower));
  }
};

Analyzer::Analyzer(std::size_t cached_words) : state_(std::make_unique<State>(cached_words)) {}
Analyzer::~Analyzer() = default;

const std::string& Analyzer::fold(std::string_view word) {
  if (fold_plain(word, state_->plain)) return state_->plain;
  return state_->folded.value(word, folded_word);
}

const std::string& Analyzer::stem(std::string_view word, std::string_view language) {
  const std::size_t index = index_of(language);
  if (index == stemmed_languages.size()) return fold(word);
  return state_->stems[index].value(word, [&](std::string_view distinct) { return state_->stem(distinct, index); });
}

bool Analyzer::is_stop_word(std::string_view folded, std::string_view language) const {
  return text::is_stop_word(folded, language);
}

}  // namespace dispatches::text
