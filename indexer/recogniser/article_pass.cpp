#include "indexer/recogniser/article_pass.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "indexer/recogniser/single_names.hpp"

namespace dispatches::recogniser {
namespace {

class ArticlePass {
 public:
  ArticlePass(const ArticleForms& article, const std::vector<NameSpan>& names) : article_(article), single_(article) {
    for (const auto& name : single_.settled(names)) names_.push_back({name, std::nullopt});
  }

  std::vector<ArticleName> run() {
    take_whole_runs();
    add_listed();
    add_units();
    take_majority();
    add_repeated();
    note_full_names();
    add_short_forms();
    for (std::uint32_t i = 0; i < names_.size(); ++i) link(i);
    return std::move(names_);
  }

 private:
  bool in(std::size_t word, List list) const { return single_.in(word, list); }
  std::uint64_t hash(std::size_t word) const { return article_.lexeme(word).hash; }
  static std::size_t length(const NameSpan& span) { return span.end - span.first; }

  std::uint64_t key(const NameSpan& span) const {
    std::uint64_t sum = 0;
    for (auto i = span.first; i < span.end; ++i) sum = mixed(sum, hash(i));
    return sum;
  }

  // "Ukraine Crisis Media Center": of words with capitals that end in a noun of organisations, a place alone at their
  // begin is no name.
  void take_whole_runs() {
    for (auto& name : names_) {
      auto& span = name.span;
      if (span.type != NameType::place || !article_.in_run(span.first)) continue;
      const auto& run = article_.run(span.first);
      if (span.first != run.first || span.end + 2 > run.end || !in(run.end - 1, List::organisation_nouns)) continue;
      const bool alone = std::none_of(names_.begin(), names_.end(), [&](const ArticleName& other) {
        return other.span.first >= span.end && other.span.first < run.end && other.span.type != NameType::other;
      });
      const bool running = article_.words[run.end - 1].kind == WordKind::capitalised;
      if (alone && running && !article_.words[span.end].tight) span = {run.first, run.end, NameType::org, true};
    }
    drop_overlapping();
  }

  // The first stays.
  void drop_overlapping() {
    std::uint32_t end = 0;
    std::erase_if(names_, [&end](const ArticleName& name) {
      if (name.span.first < end) return true;
      end = name.span.end;
      return false;
    });
  }

  // What the lists know and the model overlooked: organisations of several words or in capitals (UPI), and countries as
  // hasty people write them.
  void add_listed() {
    const auto taken = taken_words(false);
    std::vector<ArticleName> added;
    for (std::uint32_t word = 0; word < article_.words.size(); ++word) {
      const auto& marks = article_.marks[word];
      if (is_country_in_small_letters(word)) added.push_back({{word, word + 1, NameType::place, false}, std::nullopt});
      if (!((marks.begin | marks.unit) & in_list(List::organisations))) continue;
      NameSpan span{word, word + 1, NameType::org, true};
      while (span.end < article_.sentence_end(word) && !single_.is_listed(span, List::organisations)) ++span.end;
      const bool free = std::none_of(taken.begin() + span.first, taken.begin() + span.end, [](bool t) { return t; });
      if (free && (length(span) > 1 || is_lone_acronym(span) || single_.is_force(span)))
        added.push_back({span, std::nullopt});
    }
    insert(added);
  }

  // "93rd Mechanized Brigade": the noun and the capitals and numbers before it.
  void add_units() {
    static const std::array<std::uint64_t, 9> kUnits = {
        word_hash("brigade"),  word_hash("division"), word_hash("regiment"), word_hash("battalion"), word_hash("corps"),
        word_hash("squadron"), word_hash("fleet"),    word_hash("flotilla"), word_hash("brigades")};
    static const auto kThe = word_hash("the");
    const auto taken = taken_words(false);
    std::vector<ArticleName> added;
    for (std::uint32_t word = 1; word < article_.words.size(); ++word) {
      const bool unit = std::find(kUnits.begin(), kUnits.end(), hash(word)) != kUnits.end();
      if (!unit || taken[word] || article_.words[word].kind != WordKind::capitalised) continue;
      auto first = word;
      while (first > article_.sentence_begin(word) && !taken[first - 1] &&
             (article_.in_run(first - 1) || article_.words[first - 1].kind == WordKind::number))
        --first;
      if (hash(first) == kThe) ++first;
      if (first < word) added.push_back({{first, word + 1, NameType::org, true}, std::nullopt});
    }
    insert(added);
  }

  bool is_country_in_small_letters(std::size_t word) const {
    const auto& at = article_.words[word];
    return at.kind == WordKind::lower && at.end - at.begin > 3 && !at.tight && in(word, List::countries) &&
           !in(word, List::common_words);
  }

  bool is_lone_acronym(const NameSpan& span) const {
    const auto& run = article_.run(span.first);
    return article_.words[span.first].kind == WordKind::capitals && run.end - run.first == 1 &&
           single_.is_listed_organisation(span);
  }

  // By names; by those of type `other` where they are to stay.
  std::vector<bool> taken_words(bool others) const {
    std::vector<bool> taken(article_.words.size());
    for (const auto& name : names_)
      if (others || name.span.type != NameType::other)
        std::fill(taken.begin() + name.span.first, taken.begin() + name.span.end, true);
    return taken;
  }

  void insert(const std::vector<ArticleName>& added) {
    if (added.empty()) return;
    std::erase_if(names_, [&](const ArticleName& name) {
      return name.span.type == NameType::other &&
             std::any_of(added.begin(), added.end(), [&](const ArticleName& other) {
               return other.span.first < name.span.end && name.span.first < other.span.end;
             });
    });
    names_.insert(names_.end(), added.begin(), added.end());
    std::stable_sort(names_.begin(), names_.end(),
                     [](const auto& a, const auto& b) { return a.span.first < b.span.first; });
    drop_overlapping();
  }

  // The same words are the same thing, unless one of them is plain.
  void take_majority() {
    std::unordered_map<std::uint64_t, std::array<int, kNameTypes>> votes;
    for (const auto& name : names_)
      votes[key(name.span)][static_cast<std::size_t>(name.span.type)] += name.span.plain ? 3 : 1;
    for (auto& name : names_) {
      const auto& types = votes[key(name.span)];
      const auto most = std::max_element(types.begin(), types.end());
      if (!name.span.plain && *most > types[static_cast<std::size_t>(name.span.type)])
        name.span.type = static_cast<NameType>(most - types.begin());
    }
  }

  // A word alone that is a name elsewhere in the article.
  void add_repeated() {
    std::unordered_map<std::uint64_t, NameType> types;
    for (const auto& name : names_)
      if (length(name.span) == 1 && name.span.type != NameType::other) types[hash(name.span.first)] = name.span.type;
    const auto taken = taken_words(true);
    std::vector<ArticleName> added;
    for (std::uint32_t word = 0; word < article_.words.size(); ++word) {
      if (taken[word] || !article_.in_run(word) || article_.run(word).end - article_.run(word).first > 1) continue;
      const auto type = types.find(hash(word));
      if (type == types.end() || in(word, List::common_words) || article_.lexeme(word).seen_small) continue;
      added.push_back({{word, word + 1, type->second, false}, std::nullopt});
    }
    insert(added);
  }

  // Short forms → the names they stand for: surname → people with a given name; acronym → the organisation before its
  // bracket.
  void note_full_names() {
    full_.clear();
    acronyms_.clear();
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      const auto& span = names_[i].span;
      if (length(span) < 2) continue;
      if (span.type == NameType::person) full_[hash(single_.surname_word(span))].push_back(i);
      if (span.type == NameType::org || span.type == NameType::place) note_acronym(i);
    }
  }

  void note_acronym(std::uint32_t number) {
    static const auto kOpening = word_hash("("), kClosing = word_hash(")");
    const auto after = names_[number].span.end;
    if (after + 2 >= article_.words.size() || hash(after) != kOpening || hash(after + 2) != kClosing) return;
    const auto& acronym = article_.words[after + 1];
    if (acronym.kind != WordKind::capitals) return;
    const auto initial = article_.lexeme(names_[number].span.first).prefixes[0];
    const bool foreign = article_.lexeme(after + 1).prefixes[0] != initial;
    if (foreign && in(after + 1, List::organisations)) return;  // (Reuters), (AFP)
    acronyms_.emplace(hash(after + 1), number);
  }

  // A capital word outside all names that is the surname of somebody in the article or such an acronym.
  void add_short_forms() {
    const auto taken = taken_words(true);
    std::vector<ArticleName> added;
    for (std::uint32_t word = 0; word < article_.words.size(); ++word) {
      if (taken[word] || !has_capital(article_.words[word])) continue;
      if (is_free_surname(word)) added.push_back({{word, word + 1, NameType::person, true}, std::nullopt});
      if (is_acronym(word))
        added.push_back({{word, word + 1, names_[acronyms_.at(hash(word))].span.type, true}, std::nullopt});
    }
    insert(added);
    note_full_names();
  }

  bool is_free_surname(std::uint32_t word) const {
    const auto& run = article_.run(word);
    return full_.contains(hash(word)) && run.end - run.first == 1 && !in(word, List::common_words) &&
           !article_.lexeme(word).seen_small;
  }

  bool is_acronym(std::uint32_t word) const {
    return article_.words[word].kind == WordKind::capitals && acronyms_.contains(hash(word));
  }

  void link(std::uint32_t number) {
    auto& name = names_[number];
    if (length(name.span) != 1) return link_tail(number);
    const auto word = name.span.first;
    if (is_acronym(word)) {
      name.fuller = acronyms_.at(hash(word));
      name.span.type = names_[*name.fuller].span.type;
      name.span.plain = true;
    } else if (const auto found = full_.find(hash(word)); found != full_.end() && !is_place_all_the_same(name.span)) {
      name.fuller = nearest(found->second, number);
      name.span.type = NameType::person;
      name.span.plain = true;
    }
  }

  // "Abdel Rahman" after "Rami Abdel Rahman", "al-Golani" after "Abu Mohammed al-Golani".
  void link_tail(std::uint32_t number) {
    auto& name = names_[number];
    if (name.span.type != NameType::person) return;
    const auto found = full_.find(hash(single_.surname_word(name.span)));
    if (found == full_.end()) return;
    std::vector<std::uint32_t> longer;
    for (const auto other : found->second)
      if (is_tail(name.span, names_[other].span)) longer.push_back(other);
    if (!longer.empty()) name.fuller = nearest(longer, number);
    name.span.plain |= !longer.empty();
  }

  bool is_tail(const NameSpan& part, const NameSpan& whole) const {
    if (length(part) >= length(whole)) return false;
    for (std::uint32_t i = 1; i <= length(part); ++i)
      if (hash(part.end - i) != hash(whole.end - i)) return false;
    return true;
  }

  // Washington stays a city beside Denzel Washington.
  bool is_place_all_the_same(const NameSpan& span) const {
    const auto lists = article_.lexeme(span.first).lists;
    return span.type == NameType::place && (lists & (in_list(List::countries) | in_list(List::cities)));
  }

  // The last before it, else the first.
  static std::uint32_t nearest(const std::vector<std::uint32_t>& numbers, std::uint32_t number) {
    const auto after = std::lower_bound(numbers.begin(), numbers.end(), number);
    return after == numbers.begin() ? *after : *(after - 1);
  }

  const ArticleForms& article_;
  const SingleNames single_;
  std::vector<ArticleName> names_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> full_;
  std::unordered_map<std::uint64_t, std::uint32_t> acronyms_;
};

}  // namespace

std::vector<ArticleName> article_pass(const ArticleForms& article, const std::vector<NameSpan>& names) {
  return ArticlePass(article, names).run();
}

}  // namespace dispatches::recogniser
