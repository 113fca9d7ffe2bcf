#include "indexer/recogniser/name_features.hpp"

#include <algorithm>
#include <array>

namespace dispatches::recogniser {
namespace {

enum Template : std::uint64_t {
  kWordKind = 1,
  kWord,
  kShape,
  kBriefShape,
  kKind,
  kPrefix,
  kSuffix = kPrefix + 5,
  kInList = kSuffix + 5,
  kLength,
  kNoList,
  kSeen,
  kLeftInArticle,
  kRightInArticle,
  kRunEndInArticle,
  kSpelledOut,
  kBefore = 40,
  kAfter,
  kBeforeTwo,
  kAfterTwo,
  kBeforeWord,
  kWordAfter,
  kTwoBefore,
  kTwoAfter,
  kKindsBefore,
  kKindsAfter,
  kKindsAround,
  kKindsFive,
  kShapeBefore,
  kShapeAfter,
  kSuffixBefore,
  kSuffixAfter,
  kBeforeKind,
  kAfterKind,
  kAround,
  kMark,
  kMarkBefore,
  kMarkAfter,
  kMarkPair,
  kNounBefore,
  kNounAfter,
  kNounTwoBefore,
  kNounTwoAfter,
  kOpens,
  kTight,
  kTightAfter,
  kRunLast,
  kRunFirst,
  kRunLength,
  kRunBefore,
  kRunAfter,
  kRunSides,
  kRunLists,
  kRunHead,
  kRunTail,
  kListAfterRun,
  kListBeforeRun,
  kPlaceInRun,
  kRunNoun,
  kRunTwoBefore,
  kRunNounBefore,
  kTrigram,
};

constexpr ListSet kNouns = in_list(List::titles) | in_list(List::person_nouns) | in_list(List::organisation_nouns) |
                           in_list(List::place_nouns) | in_list(List::common_words) | in_list(List::peoples);

constexpr ListSet kTellingNouns = kNouns & ~in_list(List::common_words);

class Adder {
 public:
  explicit Adder(std::vector<Feature>& features) : features_(features) {}
  void add(std::uint64_t what, std::uint64_t value) { push(mixed(what * 0xD6E8FEB86659FD93ULL, value)); }
  void add(std::uint64_t what, std::uint64_t a, std::uint64_t b) {
    push(mixed(mixed(what * 0xD6E8FEB86659FD93ULL, a), b));
  }
  void add_lists(std::uint64_t what, ListSet lists, std::uint64_t more) {
    for (; lists; lists &= lists - 1) add(what, static_cast<std::uint64_t>(__builtin_ctz(lists)), more);
  }

 private:
  void push(std::uint64_t hash) { features_.push_back(static_cast<Feature>(hash >> 32)); }
  std::vector<Feature>& features_;
};

void add_article_features(const Lexeme& lexeme, Adder& adder) {
  const std::uint64_t seen = lexeme.seen_small | lexeme.seen_inside << 1;
  adder.add(kSeen, seen);
  if (lexeme.after_title) adder.add(kSeen, 10);
  if (lexeme.after_given_name) adder.add(kSeen, 11);
  if (lexeme.before_capital) adder.add(kSeen, 12);
  if (lexeme.after_capital) adder.add(kSeen, 13);
  for (const auto hash : lexeme.left)
    if (hash) adder.add(kLeftInArticle, hash);
  for (const auto hash : lexeme.right)
    if (hash) adder.add(kRightInArticle, hash);
  for (const auto hash : lexeme.run_ends)
    if (hash) adder.add(kRunEndInArticle, hash);
  if (lexeme.spelled_out) adder.add(kSpelledOut, lexeme.spelled_out);
}

std::uint64_t kind_at(const ArticleForms& article, std::size_t word, std::ptrdiff_t offset) {
  const auto at = static_cast<std::ptrdiff_t>(word) + offset;
  if (at < static_cast<std::ptrdiff_t>(article.sentence_begin(word))) return 20;
  if (at >= static_cast<std::ptrdiff_t>(article.sentence_end(word))) return 21;
  return static_cast<std::uint64_t>(article.words[static_cast<std::size_t>(at)].kind);
}

const Lexeme& outside() {
  static const Lexeme kOutsideWord = [] {
    Lexeme lexeme;
    lexeme.hash = word_hash("<edge>");
    return lexeme;
  }();
  return kOutsideWord;
}

const Lexeme& lexeme_at(const ArticleForms& article, std::size_t word, std::ptrdiff_t offset) {
  const auto at = static_cast<std::ptrdiff_t>(word) + offset;
  const bool inside = at >= static_cast<std::ptrdiff_t>(article.sentence_begin(word)) &&
                      at < static_cast<std::ptrdiff_t>(article.sentence_end(word));
  return inside ? article.lexeme(static_cast<std::size_t>(at)) : outside();
}

void add_neighbours(const ArticleForms& article, std::size_t word, Adder& adder) {
  const auto& own = article.lexeme(word);
  const auto &before = lexeme_at(article, word, -1), &after = lexeme_at(article, word, 1);
  const auto &before2 = lexeme_at(article, word, -2), &after2 = lexeme_at(article, word, 2);
  const auto kind = kind_at(article, word, 0);
  adder.add(kBefore, before.hash);
  adder.add(kAfter, after.hash);
  adder.add(kBeforeTwo, before2.hash);
  adder.add(kAfterTwo, after2.hash);
  adder.add(kBeforeWord, before.hash, own.hash);
  adder.add(kWordAfter, own.hash, after.hash);
  adder.add(kTwoBefore, before2.hash, before.hash);
  adder.add(kTwoAfter, after.hash, after2.hash);
  adder.add(kBeforeKind, before.hash, kind);
  adder.add(kAfterKind, after.hash, kind);
  adder.add(kAround, before.hash, after.hash);
  adder.add(kSuffixBefore, before.suffixes[2]);
  adder.add(kSuffixAfter, after.suffixes[2]);
  adder.add_lists(kNounBefore, before.lists & kNouns, kind);
  adder.add_lists(kNounAfter, after.lists & kNouns, kind);
  adder.add_lists(kNounTwoBefore, before2.lists & kNouns, kind);
  adder.add_lists(kNounTwoAfter, after2.lists & kNouns, kind);
}

void add_kinds(const ArticleForms& article, std::size_t word, Adder& adder) {
  const auto kind = [&](std::ptrdiff_t offset) { return kind_at(article, word, offset); };
  adder.add(kKindsBefore, kind(-1), kind(0));
  adder.add(kKindsAfter, kind(0), kind(1));
  adder.add(kKindsAround, kind(-1) * 32 + kind(0), kind(1));
  adder.add(kKindsFive, (kind(-2) * 32 + kind(-1)) * 32 + kind(0), kind(1) * 32 + kind(2));
  const auto& form = article.forms[article.form_of[word]];
  if (word > article.sentence_begin(word))
    adder.add(kShapeBefore, article.forms[article.form_of[word - 1]].brief_shape, form.brief_shape);
  if (word + 1 < article.sentence_end(word))
    adder.add(kShapeAfter, form.brief_shape, article.forms[article.form_of[word + 1]].brief_shape);
  const auto& at = article.words[word];
  const bool common = article.lexeme(word).lists & in_list(List::common_words);
  if (at.opens) adder.add(kOpens, kind(0), common);
  if (at.tight) adder.add(kTight, kind(0), kind(-1));
  if (word + 1 < article.sentence_end(word) && article.words[word + 1].tight) adder.add(kTightAfter, kind(0), kind(1));
}

void add_marks(const ArticleForms& article, std::size_t word, Adder& adder) {
  const auto add = [&](std::uint64_t what, const ListMarks& marks) {
    adder.add_lists(what, marks.begin, 0);
    adder.add_lists(what, marks.inside, 1);
    adder.add_lists(what, marks.last, 2);
    adder.add_lists(what, marks.unit, 3);
  };
  const auto& own = article.marks[word];
  add(kMark, own);
  if (word > article.sentence_begin(word)) {
    const auto& before = article.marks[word - 1];
    add(kMarkBefore, before);
    if (own.any() || before.any()) adder.add(kMarkPair, before.any(), own.any());
  }
  if (word + 1 < article.sentence_end(word)) add(kMarkAfter, article.marks[word + 1]);
}

// The name of an organisation tells what it is at its end ("… Times") or at its head ("Ministry of …"), which may be
// several words away.
void add_run(const ArticleForms& article, std::size_t word, Adder& adder) {
  if (!article.in_run(word)) return;
  const auto& run = article.run(word);
  const auto length = std::min<std::uint64_t>(run.end - run.first, 5);
  const auto place = std::min<std::uint64_t>(word - run.first, 3);
  const auto &first = article.lexeme(run.first), &last = article.lexeme(run.end - 1);
  const auto &before = lexeme_at(article, run.first, -1), &after = lexeme_at(article, run.end - 1, 1);
  adder.add(kRunLength, length, place);
  adder.add(kRunBefore, before.hash, place == 0);
  adder.add(kRunAfter, after.hash, word + 1 == run.end);
  adder.add(kRunSides, before.hash, after.hash);
  adder.add_lists(kListBeforeRun, before.lists & kNouns, length);
  adder.add_lists(kListAfterRun, after.lists & kNouns, length);
  const auto& two_before = lexeme_at(article, run.first, -2);
  adder.add(kRunTwoBefore, two_before.hash, before.hash);
  adder.add_lists(kRunNounBefore, two_before.lists & kTellingNouns, before.hash);
  adder.add_lists(kRunNounBefore, lexeme_at(article, run.first, -3).lists & kTellingNouns, 0);
  if (length == 1) return;
  adder.add(kRunLast, last.hash);
  adder.add(kRunFirst, first.hash);
  adder.add(kRunTail, last.suffixes[2]);
  adder.add_lists(kRunNoun, last.lists, 0);
  adder.add_lists(kRunNoun, first.lists, 1);
}

// The run before or behind, over "of", "for", "and", "'s": Ministry of Defence, Doctors without Borders.
void add_joined_runs(const ArticleForms& article, std::size_t word, Adder& adder) {
  static const std::array<std::uint64_t, 7> kJoints = {word_hash("of"),  word_hash("for"), word_hash("and"),
                                                       word_hash("the"), word_hash("'s"),  word_hash("’s"),
                                                       word_hash("&")};
  const auto joins = [&](std::size_t at) {
    return std::find(kJoints.begin(), kJoints.end(), article.lexeme(at).hash) != kJoints.end();
  };
  auto left = word, right = word;
  const auto begin = article.sentence_begin(word), end = article.sentence_end(word);
  while (left > begin && word - left < 8 && (article.in_run(left - 1) || joins(left - 1))) --left;
  while (right + 1 < end && right - word < 8 && (article.in_run(right + 1) || joins(right + 1))) ++right;
  while (left < word && !article.in_run(left)) ++left;
  while (right > word && !article.in_run(right)) --right;
  if (article.in_run(left) && article.run(left).end <= word)
    adder.add(kRunHead, article.lexeme(article.run(left).end - 1).hash, article.lexeme(word - 1).hash);
  if (article.in_run(right) && article.run(right).first > word)
    adder.add(kRunHead + 100, article.lexeme(right).hash, article.in_run(word));
}

bool is_particle_word(std::uint64_t hash) {
  static const std::array<std::uint64_t, 18> kParticles = {
      word_hash("al"),  word_hash("el"),  word_hash("ul"),  word_hash("ad"),  word_hash("as"),  word_hash("ash"),
      word_hash("an"),  word_hash("ar"),  word_hash("at"),  word_hash("az"),  word_hash("de"),  word_hash("von"),
      word_hash("van"), word_hash("bin"), word_hash("ibn"), word_hash("abu"), word_hash("der"), word_hash("bint")};
  return std::find(kParticles.begin(), kParticles.end(), hash) != kParticles.end();
}

}  // namespace

void add_form_features(const ArticleForms& article, std::size_t number, std::vector<Feature>& features) {
  Adder adder(features);
  const auto& form = article.forms[number];
  const auto& lexeme = article.lexemes[form.lexeme];
  const auto kind = static_cast<std::uint64_t>(form.kind);
  adder.add(kWordKind, lexeme.hash, kind);
  adder.add(kWord, lexeme.hash);
  adder.add(kShape, form.shape);
  adder.add(kBriefShape, form.brief_shape);
  adder.add(kKind, kind);
  adder.add(kLength, std::min<std::uint64_t>(lexeme.bytes, 12), kind);
  for (std::uint64_t n = 0; n < 5; ++n) {
    if (lexeme.prefixes[n]) adder.add(kPrefix + n, lexeme.prefixes[n]);
    if (lexeme.suffixes[n])
      adder.add(kSuffix + n, lexeme.suffixes[n], kind == static_cast<std::uint64_t>(WordKind::lower));
  }
  for (const auto trigram : lexeme.trigrams) adder.add(kTrigram, trigram);
  adder.add_lists(kInList, lexeme.lists, kind);
  if (lexeme.lists == 0) adder.add(kNoList, kind);
  if (form.kind != WordKind::lower && form.kind != WordKind::mark) add_article_features(lexeme, adder);
}

void add_place_features(const ArticleForms& article, std::size_t word, std::vector<Feature>& features) {
  Adder adder(features);
  add_neighbours(article, word, adder);
  add_kinds(article, word, adder);
  add_marks(article, word, adder);
  add_run(article, word, adder);
  add_joined_runs(article, word, adder);
}

bool may_be_in_name(const ArticleForms& article, std::size_t word) {
  const auto& at = article.words[word];
  if (at.kind == WordKind::address) return false;
  if (has_capital(at)) return true;
  if (at.tight && !at.opens && has_capital(article.words[word - 1])) return true;  // Ban Ki-moon
  const auto begin = article.sentence_begin(word), end = article.sentence_end(word);
  const auto capital_within = [&](std::size_t from, std::size_t to) {
    for (auto i = std::max(from, begin); i < std::min(to, end); ++i)
      if (has_capital(article.words[i])) return true;
    return false;
  };
  if (at.kind == WordKind::number || is_particle_word(article.lexeme(word).hash))
    return capital_within(word > 0 ? word - 1 : 0, word + 3);
  return capital_within(word >= 3 ? word - 3 : 0, word) && capital_within(word + 1, word + 4);
}

}  // namespace dispatches::recogniser
