// What an article must be, and the last touches on it.
#include "indexer/articles/article.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/text/language.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

std::string one_line(const std::string& text) {
  return text::squeeze(text::clean(text));
}

std::string cut(std::string text, std::size_t characters) {
  std::size_t offset = 0;
  for (std::size_t count = 0; offset < text.size(); ++count) {
    if (count == characters) break;
    text::next_character(text, offset);
  }
  text.resize(offset);
  return text;
}

void tidy_authors(std::vector<std::string>& authors) {
  std::vector<std::string> kept;
  for (const std::string& author : authors) {
    std::string name = cut(one_line(author), kMaxAuthorCharacters);
    if (name.empty() || kept.size() == kMaxAuthors) continue;
    if (std::find(kept.begin(), kept.end(), name) == kept.end()) kept.push_back(std::move(name));
  }
  authors = std::move(kept);
}

}  // namespace

void tidy(Article& article) {
  article.title = cut(one_line(article.title), kMaxTitleCharacters);
  article.source = cut(one_line(article.source), kMaxSourceCharacters);
  article.language = text::normalise_language(text::trim(article.language));
  tidy_authors(article.authors);
  std::erase_if(article.paragraphs, [](const Paragraph& paragraph) { return paragraph.text.empty(); });
}

std::string why_not_an_article(const Article& article) {
  const auto& all = article.paragraphs;
  if (std::none_of(all.begin(), all.end(), [](const Paragraph& one) { return one.kind == ParagraphKind::body; }))
    return "the body is empty";
  std::size_t bytes = article.title.size();
  for (const Paragraph& paragraph : all) bytes += paragraph.text.size();
  if (bytes > kMaxTextBytes)
    return fmt::format("the text has {} bytes, more than the {} of an article", bytes, kMaxTextBytes);
  return {};
}

}  // namespace dispatches::articles
