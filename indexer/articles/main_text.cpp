// Which part of a page is the article: boilerplate is marked, blocks of prose give points to what holds them, the best
// holder and what continues it beside is taken. After the idea of Arc90's Readability and of Kohlschütter et al.,
// "Boilerplate detection using shallow text features" (WSDM 2010): length of text, punctuation, density of links.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "indexer/articles/html.hpp"
#include "indexer/articles/html_blocks.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

// Characters. Shorter blocks are buttons and labels.
constexpr std::size_t kShortestProse = 25;
// An articleBody mark is believed if it holds at least that share of the prose that points would choose.
constexpr double kMarkedShare = 0.35;

bool is_prose_holder(std::string_view name) {
  return name == "p" || name == "pre" || name == "td" || name == "div" || name == "section" || name == "article" ||
         name == "blockquote" || name == "main" || name == "li";
}

class Scorer {
 public:
  explicit Scorer(const HtmlDocument& document, const Blocks& blocks)
      : document_(document), blocks_(blocks), points_(document.size(), 0.0), prose_(document.size(), 0) {}

  // The nodes that are the article, in order, none inside another.
  std::vector<std::uint32_t> roots() {
    give_points();
    const std::uint32_t best = best_node();
    const std::uint32_t marked = marked_node();
    const bool believed =
        marked != 0 && static_cast<double>(prose_[marked]) >= kMarkedShare * static_cast<double>(prose_[best]);
    return with_standfirst(believed ? marked_nodes(marked) : with_siblings(best));
  }

 private:
  void give_points() {
    for (std::uint32_t i = 0; i < document_.size(); ++i) {
      const HtmlNode& node = document_[i];
      if (blocks_.skipped(i) || !is_prose_holder(node.name)) continue;
      const std::size_t length = blocks_.own_text(i);
      const double links = blocks_.own_link_density(i);
      if (length < kShortestProse || links > 0.5) continue;
      const double points =
          (1.0 + static_cast<double>(blocks_.own_commas(i)) + std::min(static_cast<double>(length) / 100.0, 3.0)) *
          (1.0 - links);
      give_to_ancestors(i, points, length);
    }
    for (std::uint32_t i = 0; i < document_.size(); ++i)
      if (points_[i] > 0) points_[i] = (points_[i] + points_by_name(i)) * (1.0 - blocks_.link_density(i));
  }

  // Points for or against by element and class: about ±25.
  double points_by_name(std::uint32_t index) const {
    const std::string_view name = document_[index].name;
    double points = name == "article"                                              ? 15.0
                    : name == "main"                                               ? 10.0
                    : name == "div" || name == "section"                           ? 5.0
                    : name == "li" || name == "ul" || name == "ol" || name == "dl" ? -3.0
                                                                                   : 0.0;
    if (blocks_.traits(index) & kBodyClass) points += 20.0;
    if (blocks_.traits(index) & (kFurnitureClass | kForeignClass)) points -= 25.0;
    return points;
  }

  // All of it to the parent, half to the next, a sixth, a ninth … further up: what holds most of the prose directly
  // wins.
  void give_to_ancestors(std::uint32_t from, double points, std::size_t length) {
    const bool is_own_holder =
        document_[from].name != "p" && document_[from].name != "li" && document_[from].name != "pre";
    std::uint32_t holder = is_own_holder ? from : document_[from].parent;
    for (int level = 0; holder != 0; ++level, holder = document_[holder].parent) {
      if (level < 6) points_[holder] += level == 0 ? points : level == 1 ? points / 2 : points / (3.0 * level);
      prose_[holder] += length;
    }
  }

  std::uint32_t best_node() const {
    std::uint32_t best = 0;
    for (std::uint32_t i = 1; i < document_.size(); ++i)
      if (!blocks_.skipped(i) && points_[i] > points_[best]) best = i;
    // A holder with hardly more prose inside a much fuller one: the article is parted into sections. Climb.
    // Other columns of a table that lays out the page are none; further rows may be.
    std::size_t beside = 0;
    for (std::uint32_t up = document_[best].parent; up != 0 && document_[up].name != "body"; up = document_[up].parent) {
      if (document_[up].name == "tr") beside = prose_[up] - prose_[best];
      const double more = static_cast<double>(prose_[up] - beside);
      if (more > 1.15 * static_cast<double>(prose_[best]) && blocks_.link_density(up) < 0.25) best = up, beside = 0;
    }
    return best;
  }

  bool is_marked(std::uint32_t index) const {
    for (const std::string_view attribute : {"itemprop"sv, "property"sv, "data-testid"sv, "data-component"sv}) {
      const std::string_view value = document_.attribute(index, attribute);
      if (value.find("articleBody") != value.npos || value == "article-body" || value == "text-block-container")
        return true;
    }
    return (blocks_.traits(index) & kMarkedClass) != 0;
  }

  // The marked element with the most prose; 0 if there is none.
  std::uint32_t marked_node() const {
    std::uint32_t best = 0;
    std::size_t most = 0;
    for (std::uint32_t i = 1; i < document_.size(); ++i)
      if (!blocks_.skipped(i) && prose_[i] > most && is_marked(i)) best = i, most = prose_[i];
    return best;
  }

  // With all other marked elements of the same <article>, for some systems mark each section; a page may hold further
  // articles.
  std::vector<std::uint32_t> marked_nodes(std::uint32_t first) const {
    std::uint32_t article = document_[first].parent;
    for (std::uint32_t up = article; up != 0; up = document_[up].parent)
      if (document_[up].name == "article") article = up;
    std::vector<std::uint32_t> nodes;
    for (std::uint32_t i = article + 1; i < document_[article].end;) {
      const bool taken = i == first || (!blocks_.skipped(i) && prose_[i] > 0 && is_marked(i) &&
                                        (i > first || document_[i].end <= first));
      if (taken) nodes.push_back(i);
      i = taken ? document_[i].end : i + 1;
    }
    return nodes;
  }

  std::vector<std::uint32_t> with_siblings(std::uint32_t best) const {
    if (best == 0) return {0};
    if (document_[best].name == "td") return {best};  // beside it are the other columns of the page
    std::vector<std::uint32_t> nodes;
    const std::uint32_t parent = document_[best].parent;
    const double enough = std::max(10.0, points_[best] * 0.2);
    for (std::uint32_t i = parent + 1; i < document_[parent].end; i = document_[i].end)
      if (i == best || (!blocks_.skipped(i) && continues(i, best, enough))) nodes.push_back(i);
    return nodes;
  }

  // The paragraph between headline and text stands outside of the text in many templates.
  std::vector<std::uint32_t> with_standfirst(std::vector<std::uint32_t> nodes) const {
    std::uint32_t begin = nodes.front();
    for (std::uint32_t up = begin, levels = 0; up != 0 && levels < 5 && document_[up].name != "body";
         up = document_[up].parent, ++levels)
      begin = up;
    for (std::uint32_t i = begin; i < nodes.front(); ++i) {
      const bool fits = document_[i].end <= nodes.front() && is_block(document_[i].name) && !blocks_.skipped(i) &&
                        blocks_.text(i) >= 50 && blocks_.text(i) <= 1000 && blocks_.link_density(i) < 0.3 &&
                        (blocks_.traits(i) & kStandfirstClass) != 0;
      if (!fits) continue;
      nodes.insert(nodes.begin(), i);
      break;
    }
    return nodes;
  }

  bool continues(std::uint32_t index, std::uint32_t best, double enough) const {
    const std::string_view its_class = document_.attribute(index, "class");
    const double bonus =
        !its_class.empty() && its_class == document_.attribute(best, "class") ? points_[best] * 0.2 : 0.0;
    if (points_[index] > 0 && points_[index] + bonus >= enough) return true;
    const bool is_paragraph = document_[index].name == "p";
    return is_paragraph && blocks_.text(index) > 80 && blocks_.link_density(index) < 0.25;
  }

  const HtmlDocument& document_;
  const Blocks& blocks_;
  std::vector<double> points_;
  std::vector<std::size_t> prose_;
};

}  // namespace

std::vector<Paragraph> main_text(const HtmlDocument& document) {
  const Blocks blocks(document);
  return paragraphs_in(document, blocks, Scorer(document, blocks).roots(), true);
}

std::vector<Paragraph> body_text(const HtmlDocument& document) {
  const Blocks blocks(document);
  return paragraphs_in(document, blocks, {0}, false);
}

}  // namespace dispatches::articles
