#include "indexer/recogniser/article_forms.hpp"

#include <algorithm>

#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::recogniser {
namespace {

// Lists of nouns count for words in small letters too and are looked up word by word.
constexpr ListSet kNounLists = in_list(List::titles) | in_list(List::person_nouns) | in_list(List::organisation_nouns) |
                               in_list(List::place_nouns) | in_list(List::common_words) | in_list(List::event_nouns);

std::string_view form_text(const entities::TextToMatch& input, const EnglishWord& word) {
  return input.text.substr(word.begin, word.end - word.begin - word.dotted);
}

char shape_of(std::string_view letter) {
  const char c = letter.front();
  if (c >= '0' && c <= '9') return '0';
  if (c >= 'a' && c <= 'z') return 'x';
  if (c >= 'A' && c <= 'Z') return 'X';
  if (letter.size() == 1) return c;
  return text::is_capitalised(letter) ? 'X' : 'x';
}

// "McCain" → XxXxxx, briefly XxXx.
void set_shapes(std::string_view word, Form& form) {
  std::string shape, brief;
  for (std::size_t at = 0; at < word.size();) {
    const auto begin = at;
    text::next_character(word, at);
    const char c = shape_of(word.substr(begin, at - begin));
    if (brief.empty() || brief.back() != c) brief += c;
    if (shape.size() < 8) shape += c;
  }
  form.shape = word_hash(shape);
  form.brief_shape = word_hash(brief);
}

// A headline's words are written as if it were running text (EnglishWord::kind says how).
bool is_rewritten(std::string_view word, WordKind kind) {
  return kind != WordKind::initial && kind != word_kind(word) && kind != WordKind::mark && kind != WordKind::address;
}

void set_affixes(std::string_view folded, Lexeme& lexeme) {
  lexeme.bytes = static_cast<std::uint32_t>(folded.size());
  for (std::size_t i = 0; i + 3 <= folded.size() && folded.size() > 4; ++i)
    lexeme.trigrams.push_back(word_hash(folded.substr(i, 3)));
  for (std::size_t n = 1; n <= 5 && n <= folded.size(); ++n) {
    lexeme.prefixes[n - 1] = word_hash(folded.substr(0, n)) | 1;
    lexeme.suffixes[n - 1] = word_hash(folded.substr(folded.size() - n)) | 1;
  }
}

void note(std::array<std::uint64_t, 4>& seen, std::uint64_t hash) {
  for (auto& place : seen) {
    if (place == hash) return;
    if (place == 0) {
      place = hash;
      return;
    }
  }
}

}  // namespace

ArticleForms::ArticleForms(const entities::TextToMatch& input, std::vector<EnglishWord> english, const WordLists& lists,
                           text::Analyzer& analyzer)
    : words(std::move(english)), lists_(lists), lexeme_table_(words.size() / 2), form_table_(words.size() / 2) {
  make_forms(input, analyzer);
  part_sentences();
  find_runs();
  mark_lists();
  note_uses();
  note_acronyms();
}

std::uint32_t ArticleForms::lexeme_number(std::string_view folded) {
  const auto hash = word_hash(folded);
  auto& number = lexeme_table_.at(hash);
  if (number == OpenTable<std::uint64_t>::kNone) {
    number = static_cast<std::uint32_t>(lexemes.size());
    Lexeme lexeme;
    lexeme.hash = hash;
    lexeme.lists = lists_.of_word(hash);
    set_affixes(folded, lexeme);
    lexemes.push_back(lexeme);
  }
  return number;
}

void ArticleForms::make_forms(const entities::TextToMatch& input, text::Analyzer& analyzer) {
  static const std::string kAddress = "<address>";
  form_of.reserve(words.size());
  for (const auto& word : words) {
    const auto text = form_text(input, word);
    auto& number = form_table_.at(mixed(word_hash(text), static_cast<std::uint64_t>(word.kind)));
    if (number == OpenTable<std::uint64_t>::kNone) {
      number = static_cast<std::uint32_t>(forms.size());
      Form form;
      form.kind = word.kind;
      const bool mark = word.kind == WordKind::mark;
      form.lexeme = lexeme_number(word.kind == WordKind::address ? kAddress
                                  : mark                         ? std::string(text)
                                                                 : analyzer.fold(text));
      if (is_rewritten(text, word.kind)) {
        form.shape = form.brief_shape = word_hash(word.kind == WordKind::lower ? "x" : "Xx");
      } else {
        set_shapes(text, form);
      }
      forms.push_back(form);
    }
    form_of.push_back(number);
  }
}

void ArticleForms::part_sentences() {
  sentence_of.reserve(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i == 0 || words[i].opens) sentences.push_back(static_cast<std::uint32_t>(i));
    sentence_of.push_back(static_cast<std::uint32_t>(sentences.size() - 1));
  }
  sentences.push_back(static_cast<std::uint32_t>(words.size()));
}

void ArticleForms::find_runs() {
  run_of.assign(words.size(), kNoRun);
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    if (!has_capital(words[i])) continue;
    const bool goes_on = i > 0 && run_of[i - 1] != kNoRun && !words[i].opens;
    if (!goes_on) runs.push_back({i, i});
    runs.back().end = i + 1;
    run_of[i] = static_cast<std::uint32_t>(runs.size() - 1);
  }
}

void ArticleForms::mark_phrases_at(std::size_t word, std::array<std::uint32_t, kListNames.size()>& ends) {
  std::array<std::uint32_t, kListNames.size()> longest{};
  ListSet found = 0;
  auto prefix = WordLists::kStart;
  const auto end = std::min(sentence_end(word), word + 8);
  for (auto i = word; i < end && is_word(words[i]); ++i) {
    const auto step = lists_.step(prefix, lexeme(i).hash);
    if (step.prefix == 0) break;
    prefix = step.prefix;
    const bool small = i > word && !has_capital(words[i]);
    for (auto left = small ? 0 : step.lists & ~kNounLists; left; left &= left - 1) {
      const auto list = static_cast<std::size_t>(__builtin_ctz(left));
      longest[list] = static_cast<std::uint32_t>(i + 1);
      found |= ListSet{1} << list;
    }
    if (!step.goes_on) break;
  }
  for (auto left = found; left; left &= left - 1) {
    const auto list = static_cast<std::size_t>(__builtin_ctz(left));
    if (ends[list] > word) continue;  // inside a longer one
    const auto bit = ListSet{1} << list;
    ends[list] = longest[list];
    if (longest[list] == word + 1) {
      marks[word].unit |= bit;
      continue;
    }
    marks[word].begin |= bit;
    for (auto i = word + 1; i + 1 < longest[list]; ++i) marks[i].inside |= bit;
    marks[longest[list] - 1].last |= bit;
  }
}

void ArticleForms::mark_lists() {
  marks.resize(words.size());
  std::array<std::uint32_t, kListNames.size()> ends{};
  for (std::size_t i = 0; i < words.size(); ++i)
    if (has_capital(words[i])) mark_phrases_at(i, ends);
}

void ArticleForms::note_uses() {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (is_word(words[i])) note_use(i);
}

void ArticleForms::note_use(std::size_t word) {
  auto& used = lexemes[forms[form_of[word]].lexeme];
  if (!in_run(word)) {
    used.seen_small |= words[word].kind == WordKind::lower;
    return;
  }
  const bool opens = words[word].opens, closes = word + 1 >= sentence_end(word);
  used.seen_inside |= !opens && words[word - 1].kind != WordKind::mark;
  if (!opens) {
    const auto& before = lexeme(word - 1);
    used.after_title |= (before.lists & in_list(List::titles)) != 0;
    used.after_given_name |= has_capital(words[word - 1]) && (before.lists & in_list(List::given_names));
    used.after_capital |= in_run(word - 1);
    note(used.left, before.hash);
  }
  if (!closes) {
    used.before_capital |= in_run(word + 1);
    note(used.right, lexeme(word + 1).hash);
  }
  const auto& around = run(word);
  if (around.end - around.first > 1) note(used.run_ends, lexeme(around.end - 1).hash);
}

// "Security Service of Ukraine (SBU)": the last word of the capitals before the bracket tells what the acronym is.
void ArticleForms::note_acronyms() {
  for (std::size_t i = 2; i < words.size(); ++i) {
    if (words[i].kind != WordKind::capitals || words[i].opens || words[i - 1].kind != WordKind::mark ||
        words[i - 1].opens)
      continue;
    static const auto kBracket = word_hash("(");
    if (lexeme(i - 1).hash != kBracket || !in_run(i - 2)) continue;
    auto first = run(i - 2).first;
    if (first >= 2 && !words[first].opens && !in_run(first - 1) && is_word(words[first - 1]) && in_run(first - 2))
      first = run(first - 2).first;  // Service of Ukraine
    lexemes[forms[form_of[i]].lexeme].spelled_out =
        lexeme(first == run(i - 2).first ? run(i - 2).end - 1 : run(first).end - 1).hash;
  }
}

}  // namespace dispatches::recogniser
