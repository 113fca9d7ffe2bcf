// Names that nobody listed, in running English text: people, organisations and places found by a conditional random
// field with word lists, a few rules and a second look at the whole article. Between the catalogue's matcher and the
// index; its result is one list with the catalogue's names in it.
//
// The catalogue's names keep their place and their antecedent, unless a longer name holds them and means something
// else: "Ukraine Crisis Media Center" is not Ukraine. A bare surname takes the article's full name of a person as
// antecedent. Titles, possessive endings and "the" are no part of a name; web and mail addresses are no names.
#pragma once

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <vector>

#include "indexer/entities/entity.hpp"
#include "indexer/entities/matcher.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::recogniser {

// A model folder that cannot be used: says which file and why. The programs leave with status 2.
struct BadModel : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Recogniser {
 public:
  // Reads names.crf and lists/ of the folder (corpus/model). Throws BadModel.
  explicit Recogniser(const std::filesystem::path& model_folder);
  ~Recogniser();
  Recogniser(Recogniser&&) noexcept;

  // All names in the order of the text, not overlapping. `known`: what Matcher::match gave for the same input.
  // REQUIRES: the text is English. `analyzer` is the calling thread's.
  std::vector<entities::Mention> names_in(const entities::TextToMatch& input, const std::vector<entities::Mention>& known,
                                text::Analyzer& analyzer) const;

  // Of the model and its lists: XXH3-64, hexadecimal. What a relink or reanalysis would change with them.
  const std::string& fingerprint() const;

 private:
  struct Model;
  std::unique_ptr<Model> model_;
};

}  // namespace dispatches::recogniser
