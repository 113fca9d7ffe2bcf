// What main_text needs to know of each element of a page: whether it is boilerplate, how much text it holds and how
// much of that is links.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/articles/html.hpp"
#include "indexer/articles/html_classes.hpp"

namespace dispatches::articles {

bool is_block(std::string_view element_name);

class Blocks {
 public:
  explicit Blocks(const HtmlDocument& document);

  // Boilerplate, or inside it.
  bool skipped(std::uint32_t index) const { return skipped_[index]; }
  // ClassTraits.
  std::uint8_t traits(std::uint32_t index) const { return traits_[index]; }
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
  void skip_by_element(const HtmlDocument& document);
  void weigh_texts(const HtmlDocument& document);
  void measure(const HtmlDocument& document);
  std::vector<Contents> contents(const HtmlDocument& document) const;
  void skip_surroundings(const HtmlDocument& document);
  void skip_classes(const HtmlDocument& document);
  void skip_further_articles(const HtmlDocument& document);
  void skip_teasers(const HtmlDocument& document);
  bool has_headline(const HtmlDocument& document) const;
  bool is_teaser(const HtmlDocument& document, std::uint32_t index) const;
  bool is_furniture(const HtmlDocument& document, std::uint32_t index, const Contents& inside,
                    std::uint32_t elsewhere) const;

  std::vector<std::uint8_t> traits_;
  std::vector<bool> skipped_;
  std::vector<std::uint32_t> holders_;       // the block that a node belongs to
  std::vector<Amount> texts_, total_, own_;  // of pieces of text; of all inside; of what belongs to it directly
};

// The paragraphs inside these elements, which stand in order: blocks of body, captions of figures, without lists of
// links, bylines and the like. `has_title`: a first <h1> is the title, which stands elsewhere too.
std::vector<Paragraph> paragraphs_in(const HtmlDocument& document, const Blocks& blocks,
                                     const std::vector<std::uint32_t>& roots, bool has_title);

// "Advertisement", "Read more: …", "Follow us on …", "Published: 21 Sep 2011 | 4:35 PM": no text of the article.
bool is_furniture_line(std::string_view text);

}  // namespace dispatches::articles
