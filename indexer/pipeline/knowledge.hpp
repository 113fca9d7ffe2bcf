// Whom names mean, from outside the articles: the catalogue, and the overrides in force. A generation keeps a copy of its overrides, so that a
// night that is not given any goes on with those of the night before: what an editor parted stays parted.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/entities/catalogue.hpp"
#include "indexer/entities/gazetteer.hpp"
#include "indexer/entities/matcher.hpp"
#include "indexer/recogniser/recogniser.hpp"
#include "indexer/names/lexicon.hpp"
#include "indexer/names/overrides.hpp"
#include "indexer/pipeline/annotate.hpp"

namespace dispatches::pipeline {

inline constexpr const char* kOverridesFile = "overrides.tsv";  // in the folder of a generation

struct KnowledgeFiles {
  std::filesystem::path catalogue;                 // folder
  std::filesystem::path model;                     // folder of the recogniser; empty: names of the catalogue only
  std::optional<std::filesystem::path> overrides;  // absent: those of the generation before, if any
};

// Immutable; shared by threads.
class Knowledge {
 public:
  // `previous`: folder of the generation before, `lexicon`: its lexicon; empty and null if there is none. Throws entities::BadCatalogue, names::BadOverrides, recogniser::BadModel,
  // std::runtime_error for an overrides file that cannot be read.
  Knowledge(const KnowledgeFiles& files, const std::filesystem::path& previous, const names::Lexicon* lexicon);

  const entities::Catalogue& catalogue() const { return catalogue_; }
  const Annotator& annotator() const { return *annotator_; }
  const entities::Matcher& matcher() const { return annotator_->matcher(); }
  const entities::Gazetteer& gazetteer() const { return gazetteer_; }
  const std::vector<names::Override>& overrides() const { return overrides_; }
  const std::string& overrides_name() const { return overrides_name_; }    // for messages
  const std::string& overrides_bytes() const { return overrides_bytes_; }  // as read
  const std::string& fingerprint() const { return fingerprint_; }          // of rules, catalogue, overrides, model and gazetteer: of all that a relink would change

 private:
  const entities::Catalogue catalogue_;
  entities::Gazetteer gazetteer_;
  std::unique_ptr<const recogniser::Recogniser> recogniser_;
  std::unique_ptr<const Annotator> annotator_;
  std::string overrides_name_, overrides_bytes_, fingerprint_;
  std::vector<names::Override> overrides_;
};

}  // namespace dispatches::pipeline
