#include "indexer/recogniser/headlines.hpp"

#include <algorithm>

namespace dispatches::recogniser {
namespace {

constexpr ListSet kNameLists = in_list(List::given_names) | in_list(List::countries) | in_list(List::cities) |
                               in_list(List::peoples) | in_list(List::organisations);
constexpr std::size_t kLongestDateline = 4;  // words: SHARM EL SHEIKH

// How the running text writes a word, inside its sentences.
struct Use {
  std::uint32_t small = 0, capitalised = 0, capitals = 0;
};

class Rewriter {
 public:
  Rewriter(const entities::TextToMatch& input, std::vector<EnglishWord>& words, const WordLists& lists, text::Analyzer& analyzer)
      : input_(input), words_(words), lists_(lists), analyzer_(analyzer) {}

  void run() {
    census();
    if (std::none_of(sections_.begin(), sections_.end(),
                     [](const Section& s) { return s.title_case() || s.all_capitals(); }) &&
        !has_capitals_)
      return;
    note_uses();
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const auto& section = sections_[words_[i].section];
      if (section.all_capitals())
        lower_capitals(words_[i]);
      else if (section.title_case() && !words_[i].opens)
        lower_title(words_[i]);
    }
    read_datelines();
  }

 private:
  struct Section {
    std::uint32_t words = 0, capitals = 0, long_words = 0, long_capitalised = 0, commas = 0;
    bool stops = false;
    bool all_capitals() const { return words >= 3 && capitals * 5 >= words * 4; }
    bool title_case() const {
      return !stops && commas <= 1 && words <= 25 && long_words >= 3 && long_capitalised * 4 >= long_words * 3;
    }
  };

  void census() {
    for (const auto& word : words_) {
      if (sections_.size() <= word.section) sections_.resize(word.section + 1);
      auto& section = sections_[word.section];
      section.stops = word.kind == WordKind::mark && input_.text[word.begin] == '.';
      section.commas += word.kind == WordKind::mark && input_.text[word.begin] == ',';
      if (!is_word(word) || word.kind == WordKind::number) continue;
      ++section.words;
      section.capitals += word.kind == WordKind::capitals;
      has_capitals_ |= word.kind == WordKind::capitals && word.end - word.begin > 3;
      if (word.end - word.begin < 4 || word.opens) continue;
      ++section.long_words;
      section.long_capitalised += has_capital(word);
    }
  }

  std::uint64_t hash(const EnglishWord& word) {
    return word_hash(analyzer_.fold(input_.text.substr(word.begin, word.end - word.begin - word.dotted)));
  }

  void note_uses() {
    for (const auto& word : words_) {
      const auto& section = sections_[word.section];
      if (!is_word(word) || section.all_capitals() || section.title_case()) continue;
      auto& number = numbers_.at(hash(word));
      if (number == OpenTable<std::uint64_t>::kNone) {
        number = static_cast<std::uint32_t>(uses_.size());
        uses_.push_back({});
      }
      uses_[number].small += word.kind == WordKind::lower;
      uses_[number].capitalised += word.kind == WordKind::capitalised && !word.opens;
      uses_[number].capitals += word.kind == WordKind::capitals;
    }
  }

  Use use_of(std::uint64_t hash) const {
    const auto number = numbers_.find(hash);
    return number == OpenTable<std::uint64_t>::kNone ? Use{} : uses_[number];
  }

  // A word of the language and of no list of names, or one that the text itself writes small.
  bool is_common(std::uint64_t hash) const {
    const auto use = use_of(hash);
    if (use.capitalised + use.capitals > 0) return false;
    const auto lists = lists_.of_word(hash);
    return use.small > 0 || ((lists & in_list(List::common_words)) && !(lists & kNameLists));
  }

  void lower_title(EnglishWord& word) {
    if (word.kind == WordKind::capitalised && is_common(hash(word))) word.kind = WordKind::lower;
  }

  void lower_capitals(EnglishWord& word) {
    if (word.kind != WordKind::capitals) return;
    const auto key = hash(word);
    const auto use = use_of(key);
    if (use.capitals > 0 && use.capitalised == 0) return;
    word.kind = is_common(key) && !word.opens ? WordKind::lower : WordKind::capitalised;
  }

  // Capitals at the begin of a paragraph before a comma, bracket or dash; elsewhere what the text also writes with one
  // capital.
  void read_datelines() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (words_[i].kind != WordKind::capitals) continue;
      const bool first = i == 0 || words_[i].section != words_[i - 1].section;
      const auto end = first ? dateline_end(i) : i;
      for (auto k = i; k < end; ++k) words_[k].kind = WordKind::capitalised;
      if (words_[i].end - words_[i].begin > 3 && use_of(hash(words_[i])).capitalised > 0)
        words_[i].kind = WordKind::capitalised;
    }
  }

  std::size_t dateline_end(std::size_t first) {
    auto end = first;
    while (end < words_.size() && end - first < kLongestDateline && words_[end].kind == WordKind::capitals) ++end;
    if (end >= words_.size() || words_[end].section != words_[first].section || words_[end].kind != WordKind::mark)
      return first;
    const auto mark = input_.text.substr(words_[end].begin, words_[end].end - words_[end].begin);
    if (end - first == 1 && (lists_.of_word(hash(words_[first])) & in_list(List::organisations))) return first;
    const bool closes = mark == "," || mark == "(" || mark == "–" || mark == "—" || mark == "-" || mark == "/";
    return closes && words_[end - 1].end - words_[first].begin > 3 ? end : first;
  }

  const entities::TextToMatch& input_;
  std::vector<EnglishWord>& words_;
  const WordLists& lists_;
  text::Analyzer& analyzer_;
  std::vector<Section> sections_;
  std::vector<Use> uses_;
  OpenTable<std::uint64_t> numbers_;
  bool has_capitals_ = false;
};

}  // namespace

void read_as_running_text(const entities::TextToMatch& input, std::vector<EnglishWord>& words, const WordLists& lists,
                          text::Analyzer& analyzer) {
  Rewriter(input, words, lists, analyzer).run();
}

}  // namespace dispatches::recogniser
