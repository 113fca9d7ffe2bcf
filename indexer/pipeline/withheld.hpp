// What was taken out and must stay out: DIR/withheld.tsv, appended to without the index's lock. One line each: id,
// address, when, reason, input.
#pragma once

#include <filesystem>
#include <string>
#include <unordered_set>
#include <vector>

#include "indexer/articles/article.hpp"
#include "indexer/text/time.hpp"

namespace dispatches::pipeline {

class Withheld {
 public:
  explicit Withheld(const std::filesystem::path& index);  // no file: nothing is withheld

  bool holds(const articles::Article& article) const { return ids_.contains(article.id) || (!article.url.empty() && urls_.contains(article.url)); }

  struct Line {
    std::string id, url;       // either may be empty
    text::sys_seconds when{};
    std::string reason, input; // input: the path it was read from, if known
  };
  static void add(const std::filesystem::path& index, const Line& line);  // appends and syncs
  // Takes back every line with that id or address; the inputs they came from.
  static std::vector<std::string> take_back(const std::filesystem::path& index, const std::string& id_or_url);

 private:
  std::unordered_set<std::string> ids_, urls_;
};

}  // namespace dispatches::pipeline
