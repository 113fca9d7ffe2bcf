#include "searchd/search/did_you_mean.hpp"

#include <algorithm>
#include <numeric>

#include "indexer/text/utf8.hpp"

namespace dispatches::search {

namespace {

constexpr std::size_t kMostTermsRead = 20'000, kAlike = 2, kShort = 5, kLongest = 40;

std::u32string characters_of(std::string_view text) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) characters += text::next_character(text, at);
  return characters;
}

// The nearest word of the archive with the same first letters; of equally near ones the most frequent. Empty: none is near.
std::string nearest(const std::string& folded, const Xapian::Database& database, const query::Deadline& deadline) {
  const std::size_t length = text::length(folded);
  if (length < kAlike + 1 || folded.size() > kLongest) return {};
  std::size_t begins = 0;
  for (std::size_t i = 0; i < kAlike; ++i) text::next_character(folded, begins);
  const std::string prefix = folded.substr(0, begins);
  std::string best;
  std::size_t least = length < kShort ? 2 : 3, read = 0;
  Xapian::doccount most = 0;
  query::Paced paced(deadline);
  auto term = database.allterms_begin(prefix);
  for (const auto end = database.allterms_end(prefix); term != end && read < kMostTermsRead; ++term, ++read, paced.step()) {
    const std::string word = *term;
    if (word.size() > folded.size() + 4 || word.size() + 4 < folded.size()) continue;
    const std::size_t away = edit_distance(folded, word);
    if (away > least || (away == least && (best.empty() || term.get_termfreq() <= most))) continue;
    least = away, most = term.get_termfreq(), best = word;
  }
  return best;
}

}  // namespace

std::size_t edit_distance(std::string_view first, std::string_view second) {
  const std::u32string a = characters_of(first), b = characters_of(second);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

std::optional<std::string> did_you_mean(const query::SearchRequest& request, const std::vector<std::string>& unknown_words, Handles& handles) {
  if (unknown_words.size() > kMaxUnknownWords) return std::nullopt;
  std::string better = request.q;
  for (const std::string& word : unknown_words) {
    const std::string near = nearest(handles.analyzer.fold(word), handles.all, request.deadline);
    const std::size_t at = better.find(word);
    if (near.empty() || at == std::string::npos) return std::nullopt;
    better.replace(at, word.size(), near);
  }
  return better == request.q ? std::nullopt : std::optional(better);
}

}  // namespace dispatches::search
