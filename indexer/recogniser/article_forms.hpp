// What an English article says of each of its words as a whole: the lists they stand in, how else they are written in
// this article, what stands beside them everywhere in it, and the runs of capitals they belong to. What the features of
// the recogniser are made of. Internal to this room.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "indexer/recogniser/english_words.hpp"
#include "indexer/recogniser/word_lists.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::recogniser {

// A folded word of the article, in whatever letters.
struct Lexeme {
  std::uint64_t hash = 0;
  ListSet lists = 0;
  std::array<std::uint64_t, 5> prefixes{},
      suffixes{};                       // hashes of the first and last 1 … 5 bytes; 0 where it is shorter
  std::vector<std::uint64_t> trigrams;  // of words of five bytes and more
  std::uint32_t bytes = 0;
  bool seen_small = false, seen_inside = false;  // without its capital; with it, not at a sentence's begin
  bool after_title = false, after_given_name = false, before_capital = false, after_capital = false;
  std::array<std::uint64_t, 4> left{}, right{}, run_ends{};  // distinct words beside it, last words of its runs
  std::uint64_t spelled_out = 0;  // the last word of the name whose initials it is: "… Service (SBU)"
};

// A word as it is written.
struct Form {
  std::uint32_t lexeme = 0;
  WordKind kind = WordKind::lower;
  std::uint64_t shape = 0, brief_shape = 0;
};

// Words with capitals that follow each other.
struct CapitalRun {
  std::uint32_t first = 0, end = 0;
};

// Where in a phrase of a list a word stands, as bits by List.
struct ListMarks {
  ListSet begin = 0, inside = 0, last = 0, unit = 0;
  ListSet any() const { return begin | inside | last | unit; }
};

struct ArticleForms {
  ArticleForms(const entities::TextToMatch& input, std::vector<EnglishWord> english, const WordLists& lists,
               text::Analyzer& analyzer);

  const Lexeme& lexeme(std::size_t word) const { return lexemes[forms[form_of[word]].lexeme]; }
  const CapitalRun& run(std::size_t word) const { return runs[run_of[word]]; }  // REQUIRES: in_run(word)
  bool in_run(std::size_t word) const { return run_of[word] != kNoRun; }
  // The sentence of the word, half-open.
  std::size_t sentence_begin(std::size_t word) const { return sentences[sentence_of[word]]; }
  std::size_t sentence_end(std::size_t word) const { return sentences[sentence_of[word] + 1]; }

  static constexpr std::uint32_t kNoRun = 0xFFFFFFFF;
  std::vector<EnglishWord> words;
  std::vector<Lexeme> lexemes;
  std::vector<Form> forms;
  std::vector<std::uint32_t> form_of, run_of, sentence_of;  // by word
  std::vector<std::uint32_t> sentences;                     // their first words, and the end of all
  std::vector<CapitalRun> runs;
  std::vector<ListMarks> marks;  // by word

 private:
  void make_forms(const entities::TextToMatch& input, text::Analyzer& analyzer);
  std::uint32_t lexeme_number(std::string_view folded);
  void part_sentences();
  void find_runs();
  void mark_lists();
  void mark_phrases_at(std::size_t word, std::array<std::uint32_t, kListNames.size()>& ends);
  void note_uses();
  void note_use(std::size_t word);
  void note_acronyms();

  const WordLists& lists_;
  OpenTable<std::uint64_t> lexeme_table_, form_table_;
};

}  // namespace dispatches::recogniser
