// Annotated text in CoNLL form (token TAB tag; a blank line ends a sentence, "-DOCSTART-" begins a document) put back
// together as running text, so that training and measuring see what the indexer sees.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/recogniser/tags.hpp"

namespace dispatches::recogniser::training {

struct GoldName {
  std::uint32_t begin = 0, end = 0;  // bytes of the text
  NameType type = NameType::other;
};

struct Document {
  std::string text;
  std::vector<GoldName> names;  // in order
};

// Throws std::runtime_error for a file that cannot be read or a line of another form.
std::vector<Document> read_conll(const std::filesystem::path& file);

}  // namespace dispatches::recogniser::training
