// Where a text shows what the question asked for: by the stored words and mentions, nothing is tokenised.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/schema/stored_article.hpp"
#include "indexer/text/analyzer.hpp"
#include "searchd/query/compile.hpp"

namespace dispatches::search {

// Bytes [begin, end) of StoredArticle::text show thing number `asked` of the question.
struct Mark {
  std::uint32_t begin = 0, end = 0;
  std::uint32_t asked = 0;
};

// Of one request; for as many articles as it likes. One thread.
class Marker {
 public:
  // REQUIRES: `asked` outlives it.
  explicit Marker(const std::vector<query::Marked>& asked);

  // In order of begin; may overlap. `named`: beside the article's mentions, whom they mean.
  std::vector<Mark> marks(const schema::StoredArticle& article, std::span<const names::EntityOrdinal> named, text::Analyzer& analyzer) const;
  bool has_any() const { return !asked_.empty(); }

 private:
  using Words = std::unordered_map<std::string_view, std::uint32_t>;

  void mark_mentions(const schema::StoredArticle& article, std::span<const names::EntityOrdinal> named, std::vector<Mark>& marks, std::vector<bool>& shown) const;
  void mark_words(const schema::StoredArticle& article, const std::vector<bool>& shown, text::Analyzer& analyzer, std::vector<Mark>& marks) const;
  void mark_phrases(const schema::StoredArticle& article, std::size_t token, const std::string& folded, text::Analyzer& analyzer, std::vector<Mark>& marks) const;
  std::optional<std::uint32_t> asked_by(std::string_view word, const std::string& folded, const std::string& language, text::Analyzer& analyzer) const;
  bool is_written(std::uint32_t asked, std::size_t i, std::string_view word) const;
  bool may_begin_mark(std::string_view word) const;

  const std::vector<query::Marked>& asked_;
  Words folded_, stems_;
  std::vector<std::uint32_t> with_prefix_, with_phrase_;
  std::array<bool, 128> begins_{};  // first letters, in lower case, of all that is asked for in ASCII
};

}  // namespace dispatches::search
