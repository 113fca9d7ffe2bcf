#include "indexer/recogniser/training/gold_tags.hpp"

#include <algorithm>

namespace dispatches::recogniser::training {
namespace {

// Words that the name covers wholly; none if it cuts one.
NameSpan words_of(const GoldName& name, const ArticleForms& article) {
  NameSpan span{0, 0, name.type, false};
  const auto& words = article.words;
  const auto first = std::lower_bound(words.begin(), words.end(), name.begin,
                                      [](const auto& word, auto at) { return word.begin < at; });
  span.first = span.end = static_cast<std::uint32_t>(first - words.begin());
  while (span.end < words.size() && words[span.end].begin < name.end) ++span.end;
  return span;
}

void clean(NameSpan& span, const ArticleForms& article) {
  static const auto kThe = word_hash("the");
  const auto in = [&](std::size_t word, List list) { return (article.lexeme(word).lists & in_list(list)) != 0; };
  if (span.type != NameType::other && span.end - span.first > 1 && article.lexeme(span.first).hash == kThe)
    ++span.first;
  if (span.type == NameType::person)
    while (span.end - span.first > 1 && in(span.first, List::titles) && !in(span.first, List::given_names))
      ++span.first;
  if (span.type == NameType::org && span.end - span.first == 1 && in(span.first, List::countries))
    span.type = NameType::place;
  while (span.end > span.first && !may_be_in_name(article, span.first)) ++span.first;
  while (span.end > span.first && !may_be_in_name(article, span.end - 1)) --span.end;
}

}  // namespace

std::vector<Tag> gold_tags(const Document& document, const ArticleForms& article) {
  std::vector<Tag> tags(article.words.size(), kOutside);
  for (const auto& name : document.names) {
    auto span = words_of(name, article);
    clean(span, article);
    bool whole = span.end > span.first;
    for (auto i = span.first; i < span.end; ++i)
      whole =
          whole && may_be_in_name(article, i) && tags[i] == kOutside && (i == span.first || !article.words[i].opens);
    if (!whole) continue;
    for (auto i = span.first; i < span.end; ++i) tags[i] = tag_of(span.type, TagPart::inside);
    tags[span.first] = tag_of(span.type, TagPart::begin);
    tags[span.end - 1] = tag_of(span.type, span.end - span.first == 1 ? TagPart::unit : TagPart::last);
  }
  return tags;
}

}  // namespace dispatches::recogniser::training
