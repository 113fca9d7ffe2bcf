#include "indexer/pipeline/sources.hpp"

#include "indexer/text/fold.hpp"

namespace dispatches::pipeline {

names::NewSource source_of(const std::string& stated, const entities::Catalogue& catalogue) {
  if (const entities::Source* known = catalogue.source(stated)) return {known->id, known->name};
  std::string id = text::slug(stated);
  return {id.empty() ? stated : id, stated};
}

}  // namespace dispatches::pipeline
