// Any bytes through a reader of indexer/articles. Found inputs are kept in fuzz/articles/ and replayed by articles_fuzz_test. To search for more, in one
// reader: DISPATCHES_FUZZ_SECONDS=600 build/asan/bin/articles_fuzz_test "any bytes as HTML*" (mutate.hpp).
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
