// What an editor put right in articles, against what their inputs state: a file of JSON lines that stands in version control, each with `id` or `url` of an
// article and any of title, date, source, author (a name or several), lang; null: it is not known. Of an article found by both, the line with its id wins.
// A file is taken whole or not at all. A generation keeps a copy, as it does of overrides. Immutable; shared by threads.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/articles/article.hpp"

namespace dispatches::pipeline {

inline constexpr const char* kCorrectionsFile = "corrections.jsonl";  // in the folder of a generation
inline constexpr std::size_t kMaxCorrectionsBytes = 16 << 20, kMaxCorrections = 100'000;

// "FILE:LINE: what is wrong and what is allowed".
struct BadCorrections : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Absent members are left as the input states them.
struct Correction {
  std::optional<std::string> title, source, language;   // empty: none
  std::optional<std::optional<text::Date>> published;   // inner one absent: not known
  std::optional<std::vector<std::string>> authors;
  std::size_t line = 0;                                 // from 1
  std::string text;                                     // equal for equal corrections

  void apply(articles::Article& article) const;
};

class Corrections {
 public:
  Corrections() = default;
  // Throws BadCorrections for the first wrong line, a second one of the same article, or a limit exceeded. `file` is for messages.
  Corrections(std::string bytes, const std::string& file);
  // `given` (absent: none) or else what the generation in `previous` (empty: none) kept. Throws also std::runtime_error for a file that cannot be read.
  static Corrections load(const std::optional<std::filesystem::path>& given, const std::filesystem::path& previous);

  void apply(articles::Article& article) const;
  const std::string& bytes() const { return bytes_; }
  const std::map<std::string, Correction>& lines() const { return lines_; }  // by id or canonical address
  // Ids and addresses of lines that are not in `other` as they stand here.
  std::vector<std::string> not_in(const Corrections& other) const;

 private:
  std::string bytes_;
  std::map<std::string, Correction> lines_;
};

}  // namespace dispatches::pipeline
