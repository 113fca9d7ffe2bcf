#include "searchd/search/verified.hpp"

#include <algorithm>
#include <vector>

#include "indexer/schema/fields.hpp"
#include "indexer/schema/stored_article.hpp"
#include "searchd/query/word_terms.hpp"

namespace dispatches::search {

namespace {

using query::Written;
using schema::StoredArticle;

struct Occurrence {
  Xapian::termpos position;
  std::size_t word;  // of those asked for
};

// Where the words of one article stand as they are asked for.
class Occurrences {
 public:
  Occurrences(const Written& written, const Xapian::Database& segment, Xapian::docid docid)
      : written_(written), segment_(segment), docid_(docid), article_(schema::decode(segment.get_document(docid, Xapian::DOC_ASSUME_VALID).get_data())) {}

  bool are_enough() const {
    if (written_.forms.size() == 1) return !of(0).empty();
    return written_.window == 0 ? in_order() : within_window();
  }

 private:
  // Positions are those of the folded word: its written forms are told apart by the text.
  std::vector<Xapian::termpos> of(std::size_t word) const {
    std::vector<Xapian::termpos> positions;
    const std::string& term = written_.terms[word];
    if (term.empty() || term.size() > schema::kMaxTermBytes) return positions;
    std::uint32_t section = 0;
    for (auto at = segment_.positionlist_begin(docid_, term), end = segment_.positionlist_end(docid_, term); at != end; ++at)
      if (const auto token = token_at(*at, section); token < article_.tokens.size() && is_asked_for(token, word)) positions.push_back(*at);
    return positions;
  }

  bool is_asked_for(std::size_t token, std::size_t word) const {
    if (written_.in_quotes && !is_said(token)) return false;
    return written_.folded || query::written_form(text_of(token)) == written_.forms[word];
  }

  bool is_said(std::size_t token) const {
    const auto [begin, end] = article_.tokens[token];
    return std::any_of(article_.quotes.begin(), article_.quotes.end(), [&](const schema::StoredQuote& quote) {
      return std::any_of(quote.parts.begin(), quote.parts.end(), [&](const schema::StoredSpan& part) { return part.begin <= begin && end <= part.end; });
    });
  }

  // The inverse of schema::position_of. `section` may only rise: positions do.
  std::size_t token_at(Xapian::termpos position, std::uint32_t& section) const {
    const auto first_after = [&](std::uint32_t s) {
      return s + 1 < article_.sections.size() ? schema::position_of(article_.sections[s + 1].first_token, s + 1, schema::kSectionGap) : Xapian::termpos(-1);
    };
    while (position >= first_after(section)) ++section;
    const Xapian::termpos before = 1 + section * schema::kSectionGap;
    return position < before ? article_.tokens.size() : position - before;
  }

  std::string_view text_of(std::size_t token) const {
    const auto [begin, end] = article_.tokens[token];
    return std::string_view(article_.text).substr(begin, end - begin);
  }

  bool in_order() const {
    std::vector<Xapian::termpos> reached = of(0);  // where the words so far end
    for (std::size_t word = 1; word < written_.forms.size() && !reached.empty(); ++word) {
      const std::vector<Xapian::termpos> next = of(word);
      std::erase_if(reached, [&](Xapian::termpos& at) { return !std::binary_search(next.begin(), next.end(), ++at); });
    }
    return !reached.empty();
  }

  // All words, within so many places that follow one another.
  bool within_window() const {
    std::vector<Occurrence> all;
    for (std::size_t word = 0; word < written_.forms.size(); ++word)
      for (const Xapian::termpos at : of(word)) all.push_back({at, word});
    std::sort(all.begin(), all.end(), [](const Occurrence& a, const Occurrence& b) { return a.position < b.position; });
    std::vector<std::size_t> counts(written_.forms.size());
    std::size_t words = 0, first = 0;
    for (const Occurrence& last : all) {
      words += counts[last.word]++ == 0;
      for (; last.position - all[first].position >= written_.window; ++first) words -= --counts[all[first].word] == 0;
      if (words == counts.size()) return true;
    }
    return false;
  }

  const Written& written_;
  const Xapian::Database& segment_;
  Xapian::docid docid_;
  StoredArticle article_;
};

}  // namespace

void Verifier::keep_written(const Written& written, const Xapian::Database& segment, Bitmap& candidates) {
  candidates.each([&](std::size_t docid) {
    if (left_ == 0) cut_ = true;
    else deadline_.check();
    if (left_ == 0 || (--left_, !Occurrences(written, segment, static_cast<Xapian::docid>(docid)).are_enough())) candidates.clear(docid);
  });
}

}  // namespace dispatches::search
