// What an article is about: the catalogue's topics by the words and phrases that mark them, compared by stem in the
// article's language. Immutable; may be shared by threads.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "indexer/entities/matcher.hpp"

namespace dispatches::entities {

class TopicTagger {
 public:
  explicit TopicTagger(const Catalogue& catalogue);
  ~TopicTagger();
  TopicTagger(TopicTagger&&) noexcept;

  // Ids of topics, strongest first, at most 8. A word in the title (text before `body_begin`) or two in the body mark a
  // topic, one marks it in a short article (under 150 words); weak words count half and only beside one of `words`.
  std::vector<std::string> topics_of(const TextToMatch& input, std::uint32_t body_begin,
                                     text::Analyzer& analyzer) const;

 private:
  struct Index;
  std::unique_ptr<Index> index_;
};

}  // namespace dispatches::entities
