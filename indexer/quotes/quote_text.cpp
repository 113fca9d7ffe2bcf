#include "indexer/quotes/quote_text.hpp"

#include <algorithm>

#include "indexer/text/fold.hpp"
#include "indexer/text/month_names.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::quotes {
namespace {

constexpr bool is_space(char32_t c) { return c == ' ' || c == U'\u00A0' || c == U'\u202F' || c == U'\u2009' || c == '\t'; }

std::size_t character_before(std::string_view text, std::size_t at) {
  do --at;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  return at;
}

}  // namespace

bool is_dash(char32_t c) { return c == U'—' || c == U'–' || c == '-' || c == U'―'; }
bool ends_speech(char32_t c) { return c == '.' || c == '!' || c == '?' || c == U'…' || c == U'؟'; }

char32_t last_character(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  for (std::size_t at = end; at > begin;) {
    at = character_before(text, at);
    std::size_t next = at;
    const char32_t c = text::next_character(text, next);
    if (!is_space(c)) return c;
  }
  return 0;
}

char32_t first_character(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  for (std::size_t at = begin; at < end;) {
    const char32_t c = text::next_character(text, at);
    if (!is_space(c)) return c;
  }
  return 0;
}

QuoteText::QuoteText(const entities::TextToMatch& input, std::uint32_t body_begin, const std::vector<entities::Mention>& mentions)
    : input_(input), mentions_(mentions), vocabulary_(speech_words(input.language)) {
  words_.reserve(input.tokens.size());
  std::size_t mention = 0;
  for (const text::Token& token : input.tokens) {
    while (mention < mentions.size() && mentions[mention].end <= token.begin) ++mention;
    const bool named = mention < mentions.size() && mentions[mention].begin <= token.begin && token.end <= mentions[mention].end;
    if (named) words_.push_back({token.begin, token.end, {}, static_cast<std::uint32_t>(mention)});
    else words_.push_back({token.begin, token.end, vocabulary_.of(input.text.substr(token.begin, token.end - token.begin)), kNoMention});
  }
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < input.section_begins.size(); ++i) {
    const std::uint32_t begin = input.section_begins[i];
    std::uint32_t end = i + 1 < input.section_begins.size() ? input.section_begins[i + 1] : static_cast<std::uint32_t>(input.text.size());
    const std::uint32_t first = word;
    while (word < words_.size() && words_[word].begin < end) ++word;
    while (end > begin && input.text[end - 1] == '\n') --end;
    if (begin >= body_begin) sections_.push_back({begin, end, {first, word}});
  }
}

bool QuoteText::parted(std::uint32_t number) const {
  if (number == 0) return true;
  const std::string_view between = gap(number);
  if (between == " " || between.empty()) return false;
  for (const std::string_view mark : {",", ";", ":", "(", ")", "\n", "—", "–", " - ", "،", "؛", "! ", "? ", "… "})
    if (between.find(mark) != std::string_view::npos) return true;
  return between.find(". ") != std::string_view::npos && !is_abbreviation(number - 1);
}

bool QuoteText::capitalised(std::uint32_t number) const {
  const char first = text()[words_[number].begin];
  if (static_cast<unsigned char>(first) < 0x80) return first >= 'A' && first <= 'Z';
  return text::is_capitalised(spelling(number));
}

WordRange QuoteText::words_between(std::uint32_t begin, std::uint32_t end, WordRange among) const {
  const auto before = [](const SpeechWord& word, std::uint32_t at) { return word.begin < at; };
  const auto from = words_.begin() + among.first, to = words_.begin() + among.last;
  const auto first = std::lower_bound(from, to, begin, before);
  return {static_cast<std::uint32_t>(first - words_.begin()), static_cast<std::uint32_t>(std::lower_bound(first, to, end, before) - words_.begin())};
}

WordRange QuoteText::words_of_mention(std::uint32_t number) const {
  WordRange range{number, number + 1};
  const std::uint32_t mention = words_[number].mention;
  while (range.first > 0 && words_[range.first - 1].mention == mention) --range.first;
  while (range.last < words_.size() && words_[range.last].mention == mention) ++range.last;
  return range;
}

bool QuoteText::is_abbreviation(std::uint32_t number) const {
  const std::string_view word = spelling(number);
  if (is(number, Speech::abbreviation) || word.find('.') != std::string_view::npos) return true;
  if (word.size() <= 2 && word.find_first_of("0123456789") != std::string_view::npos)
    return language() == "de" && number + 1 < words_.size() && text::month_named(spelling(number + 1)) > 0;
  return text::length(word) == 1;
}

// Whether a sentence ends between the word and the one before it; `end`: the byte where.
bool QuoteText::ends_sentence(std::uint32_t number, std::uint32_t& end) const {
  const std::string_view between = gap(number);
  if (between.size() < 2) return false;
  const std::size_t mark = std::min({between.find_first_of(".!?"), between.find("…"), between.find("؟")});
  if (mark == std::string_view::npos) return false;
  const std::size_t space = between.find(' ', mark);
  if (space == std::string_view::npos) return false;
  const std::uint32_t from = words_[number - 1].end;
  const std::string_view behind = between.substr(space + 1);
  const auto script = text::script_of(spelling(number));
  const bool caseless = script != text::Script::latin && script != text::Script::cyrillic && script != text::Script::greek;
  if (!caseless && !capitalised(number) && (behind.empty() || is_dash(first_character(behind, 0, static_cast<std::uint32_t>(behind.size()))))) return false;
  if (between[mark] == '.' && is_abbreviation(number - 1) && behind.empty()) return false;
  // "Is it over?" Zelensky asked.
  const bool in_marks = mark + 1 < space && between[mark] != '.' && static_cast<unsigned char>(between[space - 1]) != '.' &&
                        std::string_view("!?.").find(between[space - 1]) == std::string_view::npos;
  if (in_marks && behind.empty()) return false;
  end = from + static_cast<std::uint32_t>(space);
  return true;
}

std::vector<Sentence> QuoteText::sentences(const SpeechSection& section, const std::vector<Quotation>& quotations) const {
  std::vector<Sentence> sentences;
  Sentence sentence{section.begin, section.end, {section.words.first, section.words.first}, 0, 0};
  std::uint32_t quotation = 0;
  const auto finish = [&](std::uint32_t end, std::uint32_t word) {
    sentence.end = end;
    sentence.words.last = word;
    while (quotation < quotations.size() && quotations[quotation].span.open < end) ++quotation;
    sentence.last_quotation = quotation;
    sentences.push_back(sentence);
    sentence = {end, section.end, {word, word}, quotation, quotation};
    while (sentence.begin < section.end && text()[sentence.begin] == ' ') ++sentence.begin;
  };
  std::uint32_t ahead = 0;
  for (std::uint32_t word = section.words.first + 1; word < section.words.last; ++word) {
    std::uint32_t end = 0;
    if (!ends_sentence(word, end)) continue;
    while (ahead < quotations.size() && quotations[ahead].span.close <= words_[word].begin && quotations[ahead].span.close <= end) ++ahead;
    if (ahead < quotations.size() && quotations[ahead].span.open < end) continue;  // inside one
    finish(end, word);
  }
  if (section.words.first < section.words.last) finish(section.end, section.words.last);
  return sentences;
}

}  // namespace dispatches::quotes
