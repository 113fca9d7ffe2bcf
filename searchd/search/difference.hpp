// What two articles say alike and what only one of them says, word by word: an outlet's version beside another's. The words compared are title and
// body as they are shown; captions are each outlet's own. Shortest edit script by Wu, Manber, Myers, Miller, "An O(NP) sequence comparison
// algorithm" (Information Processing Letters, 1990).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/schema/stored_article.hpp"

namespace dispatches::search {

struct DifferencePart {
  enum class Kind { same, only_here, only_there } kind = Kind::same;
  std::string text;  // words joined by a space, or by a line end where a paragraph ends, behind the last too; not empty
};

struct Difference {
  std::vector<DifferencePart> parts;  // no two of a kind in a row
  bool cut = false;                   // an article is longer than what is compared
};

// Of each article, from its beginning. Two texts of this length without a word in common take a tenth of a second.
inline constexpr std::size_t kComparedWords = 4000;

// Pure; any thread.
Difference difference(const schema::StoredArticle& here, const schema::StoredArticle& there);

}  // namespace dispatches::search
