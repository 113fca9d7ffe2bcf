#include "indexer/recogniser/recogniser.hpp"

#include <fmt/format.h>

#include "indexer/recogniser/headlines.hpp"
#include "indexer/recogniser/name_merging.hpp"

namespace dispatches::recogniser {

struct Recogniser::Model {
  Model(const std::filesystem::path& folder, const CrfWeights& weights) : lists(folder / "lists"), crf(weights) {
    fingerprint = fmt::format("{:016x}", mixed(weights.checksum, lists.fingerprint()));
  }
  WordLists lists;
  Crf crf;
  std::string fingerprint;
};

Recogniser::Recogniser(const std::filesystem::path& model_folder)
    : model_(std::make_unique<Model>(model_folder, read_weights(model_folder / "names.crf"))) {}
Recogniser::~Recogniser() = default;
Recogniser::Recogniser(Recogniser&&) noexcept = default;

const std::string& Recogniser::fingerprint() const {
  return model_->fingerprint;
}

std::vector<entities::Mention> Recogniser::names_in(const entities::TextToMatch& input, const std::vector<entities::Mention>& known,
                                          text::Analyzer& analyzer) const {
  auto words = english_words(input);
  read_as_running_text(input, words, model_->lists, analyzer);
  const ArticleForms article(input, std::move(words), model_->lists, analyzer);
  return merged(input, article, article_pass(article, tagged_names(article, model_->crf)), known);
}

}  // namespace dispatches::recogniser
