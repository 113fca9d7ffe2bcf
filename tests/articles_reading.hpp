// Reads bytes as an input of the articles room, and looks at what became of them.
#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "indexer/articles/reader.hpp"

namespace dispatches::tests {

namespace fs = std::filesystem;
using namespace articles;

// A folder that goes with the test.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("dispatches-articles-" + std::to_string(getpid()));
  Folder() { fs::remove_all(path), fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  fs::path write(const std::string& name, const std::string& bytes) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << bytes;
    return path / name;
  }
};

struct Read {
  std::vector<Article> articles;
  std::vector<Rejection> rejected;
};

inline Read read_all(const fs::path& path, const Defaults& defaults = {}) {
  Read read;
  for (const Input& input : files_below(path)) {
    const Reader* reader = reader_for(input.path);
    if (reader == nullptr) continue;
    const auto take = [&](RawRecord record) {
      auto outcome = reader->parse(input, record, defaults);
      if (outcome)
        read.articles.push_back(*outcome);
      else
        read.rejected.push_back(outcome.rejection());
      return true;
    };
    reader->split(input, take, [&](const Rejection& rejection) { read.rejected.push_back(rejection); });
  }
  return read;
}

inline Read read_bytes(const std::string& name, const std::string& bytes, const Defaults& defaults = {}) {
  const Folder folder;
  return read_all(folder.write(name, bytes), defaults);
}

inline Article only(const Read& read) {
  for (const Rejection& rejection : read.rejected) UNSCOPED_INFO(rejection.where << ": " << rejection.reason);
  REQUIRE(read.articles.size() == 1);
  return read.articles.front();
}

inline std::string texts(const Article& article, ParagraphKind kind) {
  std::string all;
  for (const Paragraph& paragraph : article.paragraphs)
    if (paragraph.kind == kind) all += (all.empty() ? "" : " / ") + paragraph.text;
  return all;
}
inline std::string body(const Article& article) {
  return texts(article, ParagraphKind::body);
}
inline std::string captions(const Article& article) {
  return texts(article, ParagraphKind::caption);
}
inline std::string day(const Article& article) {
  return article.published ? text::format_date(*article.published) : "none";
}

inline const std::string kSentence =
    "Negotiators of both sides met in the harbour town for a third day and agreed to go on in the morning.";

}  // namespace dispatches::tests
