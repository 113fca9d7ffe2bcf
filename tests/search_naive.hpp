// The naive searcher that searchd/search is held against: questions and filters made at random, and what they plainly mean.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "search_archive.hpp"
#include "searchd/query/request.hpp"

namespace dispatches::tests {

using query::Facet;
using query::SearchRequest;

using Test = std::function<bool(const PlainArticle&)>;

// A question and what it plainly means.
struct Question {
  std::string q;
  Test matches;
};

inline std::set<std::string> ids_of(const PlainArticle& article, Facet facet) {
  std::set<std::string> ids;
  if (facet == Facet::topic) ids.insert(article.topics.begin(), article.topics.end());
  if (facet == Facet::language && !article.language.empty()) ids.insert(article.language);
  if (facet == Facet::source && !article.source.empty()) ids.insert(article.source == "Kurier" ? "kurier" : "northern-ledger");
  for (const PlainMention& mention : article.mentions)
    if (const PlainEntity* entity = meaning(article, mention); entity && static_cast<int>(entity->type) == static_cast<int>(facet)) ids.insert(entity->id);
  return ids;
}

inline const std::string& story_of(const PlainArticle& article) { return article.story.empty() ? article.id : article.story; }

// The key by which an article stands in newest or oldest.
inline auto date_key(const PlainArticle& article, bool newest) {
  if (!article.published) return std::tuple(std::int64_t{INT64_MAX}, 0, article.id);
  const auto time = newest ? -article.published->start.time_since_epoch().count() : text::end_of(*article.published).time_since_epoch().count();
  return std::tuple(std::int64_t{time}, static_cast<int>(article.published->precision), article.id);
}

// Of each story the earliest.
inline std::vector<const PlainArticle*> folded(const std::vector<const PlainArticle*>& found) {
  const auto key = [](const PlainArticle& article) {
    const auto [time, precision, id] = date_key(article, false);
    return std::tuple(time, precision, article.indexed, id);
  };
  std::map<std::string, const PlainArticle*> first;
  for (const PlainArticle* article : found)
    if (const PlainArticle*& known = first[story_of(*article)]; !known || key(*article) < key(*known)) known = article;
  std::vector<const PlainArticle*> list;
  for (const auto& [story, article] : first) list.push_back(article);
  return list;
}

inline bool is_within(const PlainArticle& article, const std::string& place) {
  for (const PlainMention& mention : article.mentions)
    if (const PlainEntity* entity = meaning(article, mention); entity && (entity->id == place || entity->parent == place)) return true;
  return false;
}

class Generator {
 public:
  Generator(unsigned seed, query::Spelling spelling) : random_(seed), variants_(spelling == query::Spelling::variants), exact_(spelling == query::Spelling::exact) {}

  Question question(int depth = 0) {
    std::vector<Question> parts;
    for (std::size_t count = depth == 0 ? below(4) : 1 + below(2); count > 0; --count) parts.push_back(part(depth));
    Question all{"", [](const PlainArticle&) { return true; }};
    for (Question& part : parts) {
      all.q += (all.q.empty() ? "" : " ") + part.q;
      all.matches = [a = all.matches, b = part.matches](const PlainArticle& article) { return a(article) && b(article); };
    }
    return all;
  }

  Question word() {
    const std::string& typed = any_plain_word();
    return {typed, any_word([this, typed](const std::string& word, const PlainArticle& article) { return answers(typed, word, article); })};
  }

  void filter(SearchRequest& request, std::vector<std::pair<int, Test>>& tests) {
    for (std::size_t f = 0; f < query::kFacets; ++f) {
      const auto facet = static_cast<Facet>(f);
      query::FacetFilter& filter = request.filters[f];
      if (below(4) == 0) {
        for (std::size_t k = 1 + below(2); k > 0; --k) filter.chosen.push_back(value(facet));
        filter.match_all = below(3) == 0;
        tests.emplace_back(filter.match_all ? -1 : static_cast<int>(f), [filter, facet](const PlainArticle& article) {
          const auto ids = ids_of(article, facet);
          const auto has = [&](const std::string& id) { return ids.contains(id); };
          return filter.match_all ? std::all_of(filter.chosen.begin(), filter.chosen.end(), has) : std::any_of(filter.chosen.begin(), filter.chosen.end(), has);
        });
      }
      if (below(10) == 0) {
        filter.excluded = {value(facet)};
        tests.emplace_back(-1, [id = filter.excluded.front(), facet](const PlainArticle& article) { return !ids_of(article, facet).contains(id); });
      }
    }
    filter_more(request, tests);
  }

  std::size_t below(std::size_t n) { return random_() % n; }

 private:
  void filter_more(SearchRequest& request, std::vector<std::pair<int, Test>>& tests) {
    if (below(8) == 0) {
      request.within = {"ukraine"};
      tests.emplace_back(-1, [](const PlainArticle& article) { return is_within(article, "ukraine"); });
    }
    if (below(10) == 0) {
      request.exclude_within = {"russia"};
      tests.emplace_back(-1, [](const PlainArticle& article) { return !is_within(article, "russia"); });
    }
    if (below(6) == 0) {
      request.from = std::chrono::floor<std::chrono::days>(day(2023, 2, 2));
      request.to = std::chrono::floor<std::chrono::days>(day(2024, 6, 3));
      tests.emplace_back(-1, [](const PlainArticle& article) { return article.published && article.published->start >= day(2023, 2, 2) && article.published->start < day(2024, 6, 4); });
    }
    if (below(10) == 0) {
      request.indexed_since = day(2026, 1, 10);
      tests.emplace_back(-1, [](const PlainArticle& article) { return article.indexed >= day(2026, 1, 10); });
    }
    if (below(10) == 0) {
      request.authors = {"example"};
      tests.emplace_back(-1, [](const PlainArticle& article) { return !article.authors.empty() && article.authors[0].ends_with("Example"); });
    }
    if (below(12) == 0) {
      request.missing.insert(request.missing.end(), {"published", "person"});
      tests.emplace_back(-1, [](const PlainArticle& article) { return !article.published && ids_of(article, Facet::person).empty(); });
    }
    if (below(12) == 0) {
      request.missing.insert(request.missing.end(), {"author", "source"});
      tests.emplace_back(-1, [](const PlainArticle& article) { return article.authors.empty() && article.source.empty(); });
    }
  }

  std::string value(Facet facet) {
    static const std::vector<std::string> kOther[] = {{"peace-talks", "sanctions", "energy"}, {"kurier", "northern-ledger"}, {"en", "de", "uk", "sv"}};
    if (facet == Facet::topic || facet == Facet::source || facet == Facet::language) {
      const auto& values = kOther[static_cast<std::size_t>(facet) - 3];
      return values[below(values.size())];
    }
    for (;;)
      if (const PlainEntity& entity = entities()[below(entities().size())]; static_cast<int>(entity.type) == static_cast<int>(facet)) return entity.id;
  }

  Question part(int depth) {
    switch (below(depth < 2 ? 14 : 9)) {
      case 0: return phrase();
      case 1: return near();
      case 2: return {"sanct*", any_word([this](const std::string& word, const PlainArticle&) { return fold(word).starts_with("sanct"); })};
      case 3: return {"person:zelensky", [](const PlainArticle& article) { return ids_of(article, Facet::person).contains("volodymyr-zelenskyy"); }};
      case 4: return {"within:ukraine", [](const PlainArticle& article) { return is_within(article, "ukraine"); }};
      case 5: return {"2023..2024", [](const PlainArticle& article) { return article.published && article.published->start >= day(2023, 1, 1) && article.published->start < day(2025, 1, 1); }};
      case 6: return title();
      case 7:
      case 8: return variants_ ? name() : word();
      case 9: return negation(depth);
      case 10: return either(depth);
      case 11: {
        Question inside = question(depth + 1);
        return {"(" + inside.q + ")", inside.matches};
      }
      default: return word();
    }
  }

  Question negation(int depth) {
    Question inside = part(depth + 1);
    return {"NOT " + inside.q, [m = inside.matches](const PlainArticle& article) { return !m(article); }};
  }

  Question either(int depth) {
    Question a = part(depth + 1), b = part(depth + 1);
    return {"(" + a.q + " OR " + b.q + ")", [a, b](const PlainArticle& article) { return a.matches(article) || b.matches(article); }};
  }

  const std::string& any_plain_word() { return plain_words()[below(plain_words().size())]; }
  std::string fold(const std::string& word) { return analyzer_->fold(word); }
  // A word in quotes: case aside, and marks too unless they count.
  bool same(const std::string& typed, const std::string& word) { return exact_ ? text::fold_case(typed) == text::fold_case(word) : fold(typed) == fold(word); }

  template <class Same>
  static Test any_word(Same same, bool title_only = false) {
    return [same, title_only](const PlainArticle& article) {
      const auto is = [&](const std::string& word) { return same(word, article); };
      return std::any_of(article.title.begin(), article.title.end(), is) || (!title_only && std::any_of(article.body.begin(), article.body.end(), is));
    };
  }

  // Whether a word of an article answers a typed one: folded alike, or of one stem in a language of the archive
  // (a form that looks like the stem answers too).
  bool answers(const std::string& typed, const std::string& word, const PlainArticle& article) {
    if (!variants_ || fold(typed) == fold(word)) return same(typed, word);
    const std::string stem = analyzer_->stem(word, article.language);
    std::set<std::string> stems{fold(typed)};
    for (const char* language : {"en", "de", "uk"}) {
      const auto& written = text::stemming_languages(text::script_of(typed));
      if (std::find(written.begin(), written.end(), language) != written.end()) stems.insert(analyzer_->stem(typed, language));
    }
    return stems.contains(stem) || stems.contains(fold(word));
  }

  Question title() {
    const std::string& typed = any_plain_word();
    return {"title:" + typed, any_word([this, typed](const std::string& word, const PlainArticle& article) { return answers(typed, word, article); }, true)};
  }

  // Names are written once in quotes so that no two of them become one name.
  Question name() {
    for (;;) {
      const PlainEntity& entity = entities()[below(entities().size())];
      const std::string spelling = entity.spellings[below(entity.spellings.size())];
      if (spelling.find(' ') != std::string::npos) continue;
      const Test words = any_word([this, spelling](const std::string& word, const PlainArticle& article) { return answers(spelling, word, article); });
      return {spelling, [words, &entity](const PlainArticle& article) { return words(article) || ids_of(article, static_cast<Facet>(entity.type)).contains(entity.id); }};
    }
  }

  Question phrase() {
    const std::string a = any_plain_word(), b = any_plain_word();
    return {"\"" + a + " " + b + "\"", [this, a, b](const PlainArticle& article) {
              for (const auto* words : {&article.title, &article.body})
                for (std::size_t i = 0; i + 1 < words->size(); ++i)
                  if (same(a, (*words)[i]) && same(b, (*words)[i + 1])) return true;
              return false;
            }};
  }

  Question near() {
    const std::string a = any_plain_word(), b = any_plain_word();
    return {a + " NEAR/3 " + b, [this, a, b](const PlainArticle& article) {
              for (const auto* words : {&article.title, &article.body})
                for (std::size_t i = 0; i < words->size(); ++i)
                  for (std::size_t j = i + 1; j <= std::min(words->size() - 1, i + 3); ++j)
                    if ((same(a, (*words)[i]) && same(b, (*words)[j])) || (same(b, (*words)[i]) && same(a, (*words)[j]))) return true;
              if (!same(a, b)) return false;
              return any_word([this, a](const std::string& word, const PlainArticle&) { return same(a, word); })(article);
            }};
  }

  std::mt19937 random_;
  bool variants_, exact_;
  std::shared_ptr<text::Analyzer> analyzer_ = std::make_shared<text::Analyzer>();
};

// Articles that match the question and all tests but those of one facet (-2: all tests).
inline std::vector<const PlainArticle*> naive(const TestArchive& archive, const Test& matches, const std::vector<std::pair<int, Test>>& tests, int without) {
  std::vector<const PlainArticle*> found;
  for (const PlainArticle& article : archive.articles) {
    const auto passes = [&](const auto& test) { return test.first == without || test.second(article); };
    if (!article.dead && matches(article) && std::all_of(tests.begin(), tests.end(), passes)) found.push_back(&article);
  }
  return found;
}

}  // namespace dispatches::tests
