#include "indexer/recogniser/tagging.hpp"

#include <span>

namespace dispatches::recogniser {
namespace {

class Tagging {
 public:
  Tagging(const ArticleForms& article, const Crf& crf)
      : article_(article), crf_(crf), form_scores_(article.forms.size()), form_known_(article.forms.size()) {}

  std::vector<NameSpan> run() {
    for (const auto& stretch : stretches_of(article_)) {
      scores_.clear();
      for (auto word = stretch.first; word < stretch.end; ++word) scores_.push_back(scores_of(word));
      add_names(stretch.first, crf_.best_tags(scores_));
    }
    return std::move(names_);
  }

 private:
  // What the form gives is the same wherever it stands in the article.
  TagScores scores_of(std::size_t word) {
    const auto form = article_.form_of[word];
    if (!form_known_[form]) {
      features_.clear();
      add_form_features(article_, form, features_);
      crf_.add(features_, form_scores_[form]);
      form_known_[form] = true;
    }
    auto scores = form_scores_[form];
    features_.clear();
    add_place_features(article_, word, features_);
    crf_.add(features_, scores);
    return scores;
  }

  void add_names(std::uint32_t first, const std::vector<Tag>& tags) {
    std::uint32_t begin = 0;
    for (std::uint32_t i = 0; i < tags.size(); ++i) {
      if (opens_name(tags[i])) begin = i;
      if (closes_name(tags[i])) names_.push_back({first + begin, first + i + 1, type_of(tags[i]), false});
    }
  }

  const ArticleForms& article_;
  const Crf& crf_;
  std::vector<TagScores> form_scores_, scores_;
  std::vector<bool> form_known_;
  std::vector<Feature> features_;
  std::vector<NameSpan> names_;
};

}  // namespace

std::vector<Stretch> stretches_of(const ArticleForms& article) {
  std::vector<Stretch> stretches;
  for (std::uint32_t word = 0; word < article.words.size(); ++word) {
    if (!may_be_in_name(article, word)) continue;
    if (stretches.empty() || stretches.back().end != word || article.words[word].opens)
      stretches.push_back({word, word});
    stretches.back().end = word + 1;
  }
  return stretches;
}

std::vector<NameSpan> tagged_names(const ArticleForms& article, const Crf& crf) {
  return Tagging(article, crf).run();
}

}  // namespace dispatches::recogniser
