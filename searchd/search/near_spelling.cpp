#include "searchd/search/near_spelling.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <set>
#include <utility>

#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::search {

namespace {

constexpr double kSlipCosts = 1.3, kFirstLetterCosts = 0.5;  // in powers of ten of articles: a slip as much as twenty times the articles

// Key by key, row by row, from the one left of 1: what stands on the American, the Ukrainian and the Russian keyboard.
constexpr std::u32string_view kAmerican = U"`qwertyuiop[]\\asdfghjkl;'zxcvbnm,.";
constexpr std::u32string_view kUkrainian = U"'йцукенгшщзхїґфівапролджєячсмитьбю";
constexpr std::u32string_view kRussian = U"ёйцукенгшщзхъ\\фывапролджэячсмитьбю";
static_assert(kAmerican.size() == kUkrainian.size() && kAmerican.size() == kRussian.size());

void take_characters(std::string_view text, std::u32string& characters) {
  characters.clear();
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) characters += static_cast<unsigned char>(text[at++]);
    else characters += text::next_character(text, at);
  }
}

std::u32string characters_of(std::string_view text) {
  std::u32string characters;
  take_characters(text, characters);
  return characters;
}

// One bit for each character that occurs, some share one. A slip changes two at most.
std::uint64_t letters_of(std::u32string_view text) {
  std::uint64_t letters = 0;
  for (const char32_t character : text) letters |= std::uint64_t{1} << (character % 64);
  return letters;
}

using Row = std::array<std::size_t, kLongestWord + kMostSlips + 1>;

// Stops where they are more than `most`.
std::size_t slips_between(std::u32string_view a, std::u32string_view b, std::size_t most = kLongestWord + kMostSlips) {
  std::array<Row, 3> rows;  // row i − 2, i − 1 and i of the usual table
  for (std::size_t i = 0; i <= a.size(); ++i) {
    Row &row = rows[i % 3], &last = rows[(i + 2) % 3], &before = rows[(i + 1) % 3];
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      if (i == 0) {
        row[j] = j;
        continue;
      }
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (i > 0 && least > most) return least;
  }
  return rows[a.size() % 3][b.size()];
}

std::string text_of(std::u32string_view characters) {
  std::string text;
  for (const char32_t character : characters) text::append_character(text, character);
  return text;
}

// What a word may begin with, as folded.
std::u32string_view alphabet_of(std::string_view word) {
  switch (text::script_of(word)) {
    case text::Script::latin: return U"abcdefghijklmnopqrstuvwxyz";
    case text::Script::cyrillic: return U"абвгдежзийклмнопрстуфхцчшщъыьэюяіїє";
    default: return {};
  }
}

// How the words begin that are read: as typed; and where one of the first two letters is wrong, by the next two.
std::set<std::string> beginnings(const std::u32string& word, std::u32string_view alphabet) {
  const auto sub = [&](std::size_t from, std::size_t count) { return word.substr(from, count); };
  std::set<std::string> all{text_of(sub(0, 2))};
  const auto add = [&](const std::u32string& beginning) { all.insert(text_of(beginning)); };
  add(sub(1, 2));                                        // one too many at the front
  add(sub(0, 1) + sub(2, 2));
  add(sub(1, 1) + sub(0, 1) + sub(2, 1));                // changed places
  add(sub(0, 1) + sub(2, 1) + sub(1, 1));
  for (const char32_t letter : alphabet) {
    const std::u32string one(1, letter);
    add(one + sub(1, 2));                                // wrong
    add(sub(0, 1) + one + sub(2, 1));
    add(one + sub(0, 2));                                // left out
    add(sub(0, 1) + one + sub(1, 1));
  }
  return all;
}

class Nearest {
 public:
  Nearest(std::u32string word, const std::vector<Xapian::Database>& segments) : word_(std::move(word)), folded_(text_of(word_)), letters_(letters_of(word_)), segments_(segments) {}

  std::vector<Spelling> run(std::size_t most) {
    const std::string typed = text_of(word_.substr(0, 2));
    read({typed});
    std::set<std::string> others = beginnings(word_, alphabet_of(folded_));
    others.erase(typed);
    read(others);
    for (const std::string& near : near_) weigh(near);
    std::stable_sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<Spelling> best;
    for (std::size_t i = 0; i < std::min(most, found_.size()); ++i) best.push_back(std::move(found_[i].second));
    return best;
  }

 private:
  // Segment by segment: Xapian's way through all of them compares every term with those of the others. Going on from one beginning to the next costs
  // less than a new way down the tree.
  void read(const std::set<std::string>& begin) {
    std::vector<Xapian::TermIterator> terms;
    for (const Xapian::Database& segment : segments_) terms.push_back(segment.allterms_begin());
    for (const std::string& begins : begin)
      for (Xapian::TermIterator& term : terms) {
        std::size_t read = 0;
        if (term != Xapian::TermIterator()) term.skip_to(begins);
        for (; term != Xapian::TermIterator() && read < most_of_segment(); ++term, ++read) {
          const std::string other = *term;
          if (!other.starts_with(begins)) break;
          consider(other);
        }
        read_ += read;
      }
  }

  std::size_t most_of_segment() const { return read_ < kMostTermsRead ? kMostTermsRead - read_ : 0; }

  void consider(const std::string& other) {
    const std::size_t longest = word_.size() < kLongWord ? 1 : kMostSlips;
    // A character is at most four bytes.
    if (other.size() > folded_.size() + 4 * longest || folded_.size() > other.size() + 4 * longest || other == folded_) return;
    take_characters(other, other_);
    if (other_.size() > word_.size() + longest || word_.size() > other_.size() + longest) return;
    if (static_cast<std::size_t>(std::popcount(letters_ ^ letters_of(other_))) > 2 * longest) return;
    if (slips_between(word_, other_, longest) <= longest) near_.insert(other);
  }

  void weigh(const std::string& near) {
    Xapian::doccount articles = 0;
    for (const Xapian::Database& segment : segments_) articles += segment.get_termfreq(near);
    take_characters(near, other_);
    const auto slips = static_cast<double>(slips_between(word_, other_));
    found_.emplace_back(std::log10(articles) - kSlipCosts * slips - (other_.front() == word_.front() ? 0 : kFirstLetterCosts), Spelling{near, articles});
  }

  std::u32string word_;
  std::string folded_;
  std::uint64_t letters_;
  const std::vector<Xapian::Database>& segments_;
  std::u32string other_;                     // the word in hand
  std::set<std::string> near_;
  std::vector<std::pair<double, Spelling>> found_;
  std::size_t read_ = 0;
};

// Empty where a character is on no key of `from`.
std::string rekeyed(const std::u32string& text, std::u32string_view from, std::u32string_view to) {
  std::u32string keyed;
  for (const char32_t character : text) {
    const std::size_t key = from.find(character);
    if (key == std::u32string_view::npos) return {};
    keyed += to[key];
  }
  return text_of(keyed);
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) { return slips_between(characters_of(a), characters_of(b)); }

std::vector<Spelling> near_spellings(std::string_view folded, std::size_t most, const std::vector<Xapian::Database>& segments) {
  std::u32string word = characters_of(folded);
  if (word.size() < kLeastWord || word.size() > kLongestWord) return {};
  return Nearest(std::move(word), segments).run(most);
}

std::vector<std::string> on_other_keyboards(std::string_view typed) {
  const std::string lower = text::fold_case(typed);
  const std::u32string text = characters_of(lower);
  std::vector<std::string> readings;
  for (const std::u32string_view other : {kUkrainian, kRussian})
    for (std::string reading : {rekeyed(text, kAmerican, other), rekeyed(text, other, kAmerican)})
      if (!reading.empty() && reading != lower && std::find(readings.begin(), readings.end(), reading) == readings.end()) readings.push_back(std::move(reading));
  return readings;
}

}  // namespace dispatches::search
