// From an article's forms to names as ranges of its words. Internal to this room.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/recogniser/crf.hpp"

namespace dispatches::recogniser {

// A name: words [first, end).
struct NameSpan {
  std::uint32_t first = 0, end = 0;
  NameType type = NameType::other;
  bool plain = false;  // the article itself says that it is of this type
};

// Words that may be in names and follow each other in one sentence: between such stretches nothing needs to be decided.
struct Stretch {
  std::uint32_t first = 0, end = 0;
};
std::vector<Stretch> stretches_of(const ArticleForms& article);

// The names that the model sees, in order, of all types.
std::vector<NameSpan> tagged_names(const ArticleForms& article, const Crf& crf);

}  // namespace dispatches::recogniser
