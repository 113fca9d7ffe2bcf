// What main_text needs to know of each element of a page: whether it is boilerplate, how much text it holds and how
// much of that is links.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/articles/html.hpp"

namespace dispatches::articles {

bool is_block(std::string_view element_name);

// Points for or against by the words in class and id: about ±25.
double class_points(const HtmlDocument& document, std::uint32_t index);
// A class by which a common content system calls the article's text ("article-body", "entry-content").
bool has_body_class(const HtmlDocument& document, std::uint32_t index);

// A class by which systems call the paragraph between headline and text ("standfirst", "perex", "chapo").
bool has_standfirst_class(const HtmlDocument& document, std::uint32_t index);

class Blocks {
 public:
  explicit Blocks(const HtmlDocument& document);

  // Boilerplate, or inside it.
  bool skipped(std::uint32_t index) const { return skipped_[index]; }
  // Bytes of text inside, without what is skipped.
  std::size_t text(std::uint32_t index) const { return total_[index].text; }
  // Share of the text inside that is links, 0 … 1.
  double link_density(std::uint32_t index) const { return density(total_[index]); }
  // The same of the text that belongs to it directly: not inside a block within it.
  std::size_t own_text(std::uint32_t index) const { return own_[index].text; }
  std::size_t own_commas(std::uint32_t index) const { return own_[index].commas; }
  double own_link_density(std::uint32_t index) const { return density(own_[index]); }

 private:
  struct Amount {
    std::uint32_t text = 0, links = 0, commas = 0;
  };
  static double density(const Amount& amount) {
    return amount.text == 0 ? 0.0 : static_cast<double>(amount.links) / amount.text;
  }
  struct Contents {
    std::uint32_t prose = 0;     // bytes in paragraphs that are not links
    bool holds_article = false;  // the headline or a mark of the article is inside
  };
  std::vector<Contents> contents(const HtmlDocument& document) const;
  void measure(const HtmlDocument& document);
  void skip_boilerplate(const HtmlDocument& document);

  std::vector<bool> skipped_;
  std::vector<std::uint32_t> holders_;  // the block that a node belongs to
  std::vector<Amount> total_, own_;
};

// The paragraphs inside an element: blocks of body, captions of figures, without lists of links, bylines and the like.
void append_paragraphs(const HtmlDocument& document, const Blocks& blocks, std::uint32_t root,
                       std::vector<Paragraph>& paragraphs);

}  // namespace dispatches::articles
