// The second look at the whole article: what the model saw word by word is made one. Titles and "the" go off, a country
// is a place, a bare surname belongs to the person named in full, an acronym to the name it was introduced with, and a
// name that is two things in one article is what it mostly is. Internal to this room.
#pragma once

#include <optional>
#include <vector>

#include "indexer/recogniser/tagging.hpp"

namespace dispatches::recogniser {

struct ArticleName {
  NameSpan span;
  std::optional<std::uint32_t> fuller;  // the number of the name whose short form it is
};

// In order, not overlapping; names of type `other` stay (they keep others from growing into them).
std::vector<ArticleName> article_pass(const ArticleForms& article, const std::vector<NameSpan>& names);

}  // namespace dispatches::recogniser
