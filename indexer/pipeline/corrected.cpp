#include "indexer/pipeline/corrected.hpp"

#include <algorithm>

#include "indexer/articles/identity.hpp"
#include "indexer/pipeline/document.hpp"
#include "indexer/pipeline/upkeep.hpp"

namespace dispatches::pipeline {

namespace {

class Corrector {
 public:
  Corrector(const Corrections& corrections, NextGeneration& next, const Knowledge& knowledge, names::Interner& interner, std::size_t first_piece)
      : corrections_(corrections), next_(next), knowledge_(knowledge), interner_(interner), writer_(next.work(), first_piece, 1) {}

  void correct(const std::string& id) {
    const schema::StoredArticle stored = next_.stored(*next_.find(id));
    auto state = next_.inputs().article(id);
    articles::Article article = restored(stored);
    corrections_.apply(article);
    if (!state || articles::content_hash(article) == state->content_hash) return;
    state->content_hash = articles::content_hash(article);
    state->published = article.published;
    write(article, stored);
    corrected_.articles.push_back(std::move(*state));
  }

  CorrectedArticles finish() {
    writer_.finish();
    corrected_.pieces = writer_.pieces();
    return std::move(corrected_);
  }

 private:
  void write(const articles::Article& article, const schema::StoredArticle& stored) {
    AnnotatedArticle annotated = knowledge_.annotator().annotate(article, analyzer_);
    annotated.stored.indexed = stored.indexed;
    annotated.stored.updated = next_.now();
    annotated.stored.backfill = stored.backfill;
    if (!article.source.empty()) corrected_.sources.insert(article.source);
    writer_.add(builder_.build(annotated, interner_, analyzer_), annotated.stored.text.size());
  }

  const Corrections& corrections_;
  NextGeneration& next_;
  const Knowledge& knowledge_;
  text::Analyzer analyzer_;
  names::Interner& interner_;
  DocumentBuilder builder_;
  PieceWriter writer_;
  CorrectedArticles corrected_;
};

}  // namespace

std::vector<std::string> ids_of(const std::vector<std::string>& ids_and_addresses, NextGeneration& next) {
  std::vector<std::string> ids;
  for (const std::string& one : ids_and_addresses) {
    const std::optional<std::string> by_address = next.find_url(one);
    if (by_address) ids.push_back(*by_address);
    else if (next.find(one)) ids.push_back(one);
  }
  return ids;
}

void forget_records(const std::vector<std::string>& ids, NextGeneration& next) {
  for (const std::string& id : ids) {
    auto state = next.inputs().article(id);
    if (!state) continue;
    next.inputs().remove_input(state->input);
    state->record_hash.clear();
    next.inputs().put_article(*state);
  }
}

CorrectedArticles correct_stored(const std::vector<std::string>& ids, const Corrections& corrections, NextGeneration& next, const Knowledge& knowledge,
                                 names::Interner& interner, std::size_t first_piece) {
  Corrector corrector(corrections, next, knowledge, interner, first_piece);
  for (const std::string& id : ids) corrector.correct(id);
  return corrector.finish();
}

}  // namespace dispatches::pipeline
