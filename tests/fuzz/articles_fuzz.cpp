// Any bytes through every reader of indexer/articles. Found inputs are kept in fuzz/articles/ and replayed by
// articles_test. To search for more: clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -I.
// tests/fuzz/articles_fuzz.cpp indexer/articles/*.cpp indexer/text/*.cpp -lgumbo -lpugixml -larchive … -o
// /tmp/articles_fuzz
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "indexer/articles/readers.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles::fuzz {

inline void require(bool condition) {
  if (!condition) std::abort();
}

// What every article keeps to that leaves a reader.
inline void check(const Outcome<Article>& outcome) {
  if (!outcome) return require(!outcome.rejection().reason.empty());
  const Article& article = *outcome;
  require(why_not_an_article(article).empty());
  require(article.id.size() == 17 && text::is_valid_utf8(article.title) &&
          text::length(article.title) <= kMaxTitleCharacters);
  require(article.authors.size() <= kMaxAuthors && article.url.size() <= kMaxUrlBytes * 3);
  for (const Paragraph& paragraph : article.paragraphs)
    require(!paragraph.text.empty() && text::is_valid_utf8(paragraph.text) &&
            text::squeeze(paragraph.text) == paragraph.text);
}

// The reader's splitting reads a file, so the bytes take the way over one.
inline void read_through(const Reader& reader, const char* name, std::string_view bytes) {
  const auto path = std::filesystem::temp_directory_path() / ("dispatches-fuzz-" + std::to_string(getpid()) + name);
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  const Input input{path, name};
  const auto take = [&](RawRecord record) {
    check(reader.parse(input, record, {}));
    return true;
  };
  reader.split(input, take,
               [](const Rejection& rejection) { require(!rejection.where.empty() && !rejection.reason.empty()); });
  std::filesystem::remove(path);
}

}  // namespace dispatches::articles::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dispatches::articles;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  fuzz::read_through(text_reader(), "f.md", bytes);
  fuzz::read_through(html_reader(), "f.html", bytes);
  fuzz::read_through(json_reader(), "f.json", bytes);
  fuzz::read_through(json_reader(), "f.jsonl", bytes);
  fuzz::read_through(table_reader(), "f.csv", bytes);
  fuzz::read_through(feed_reader(), "f.rss", bytes);
  fuzz::read_through(agency_reader(), "f.xml", bytes);
  fuzz::read_through(warc_reader(), "f.warc.gz", bytes);
  fuzz::read_through(archive_reader(), "f.zip", bytes);
  return 0;
}
