#include "indexer/pipeline/knowledge.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace dispatches::pipeline {

namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || fs::is_directory(file)) throw std::runtime_error(fmt::format("the overrides {} cannot be read", file.string()));
  std::error_code no_file;  // a pipe has no size
  std::string bytes(std::min<std::uintmax_t>(names::kMaxOverridesBytes, fs::file_size(file, no_file)) + 1, '\0');  // one more than allowed: the parser refuses it
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

// To be raised with every change of the rules by which spellings mean somebody: the night after an upgrade makes the lexicon anew.
constexpr int kMeaningsVersion = 1;

// Full names of everybody whom articles name and who is known by one: what one language taught is found in another.
std::vector<std::string> learnt_people(const names::Lexicon* lexicon) {
  std::vector<std::string> people;
  if (!lexicon) return people;
  for (const names::LexiconMeaning& meaning : lexicon->meanings)
    if (meaning.entity != names::kNobody && meaning.type == names::EntityType::person && !lexicon->entities[meaning.entity].listed)
      people.emplace_back(lexicon->spellings[meaning.spelling].text);
  return people;
}

}  // namespace

Knowledge::Knowledge(const KnowledgeFiles& files, const fs::path& previous, const names::Lexicon* lexicon)
    : catalogue_(entities::Catalogue::load(files.catalogue)),
      recogniser_(files.model.empty() ? nullptr : std::make_unique<recogniser::Recogniser>(files.model)),
      annotator_(std::make_unique<Annotator>(catalogue_, recogniser_.get(), learnt_people(lexicon))) {
  const fs::path kept = previous.empty() ? fs::path() : previous / kOverridesFile;
  if (files.overrides) overrides_name_ = files.overrides->string();
  else if (!kept.empty() && fs::exists(kept)) overrides_name_ = kept.string();
  if (!overrides_name_.empty()) overrides_bytes_ = bytes_of(overrides_name_);
  overrides_ = names::parse_overrides(overrides_bytes_, overrides_name_);
  const std::string rest = fmt::format("{}\n{}\n{}\n", kMeaningsVersion, recogniser_ ? recogniser_->fingerprint() : "", gazetteer_.version()) + overrides_bytes_;
  fingerprint_ = fmt::format("{}{:016x}", catalogue_.fingerprint(), XXH3_64bits(rest.data(), rest.size()));
}

}  // namespace dispatches::pipeline
