// What class, id and name of an element say of it: the words by which content systems and their themes call the article's
// text and what stands around it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "indexer/articles/html.hpp"

namespace dispatches::articles {

// Bits; an element may have several.
enum ClassTraits : std::uint8_t {
  kForeignClass = 1,     // not the article, however much text it holds: comments and galleries may be longer than it
  kFurnitureClass = 2,   // not the article if it holds little prose: themes hang these on what holds the article too
  kHiddenClass = 4,      // not shown: of an inline element inside a sentence these alone are believed
  kBodyClass = 8,        // may be the article, whatever else its class says ("article-header-and-body")
  kMarkedClass = 16,     // the name that a common system gives to the article's text, and to nothing else
  kStandfirstClass = 32  // the paragraph between headline and text ("standfirst", "perex", "chapo")
};

// Reads the classes of one document; remembers them, for pages repeat them hundreds of times.
class ClassReader {
 public:
  explicit ClassReader(const HtmlDocument& document) : document_(document) {}

  std::uint8_t traits_of(std::uint32_t index);

 private:
  const HtmlDocument& document_;
  std::unordered_map<std::string_view, std::uint8_t> known_;
};

}  // namespace dispatches::articles
