// News as it arrives: a file → raw records, one at a time → articles. Splitting is sequential and cheap; parsing a
// record is pure, so that it can run on any thread. Each format lives in its own file behind this interface.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/articles/article.hpp"
#include "indexer/base/outcome.hpp"

namespace dispatches::articles {

// What the user says of inputs that do not say it themselves (`--set`); all may be empty.
struct Defaults {
  std::string source, language, zone, base_url, encoding;
};

// A file to be read. `relative` is its path below the PATH given ("2025/a.txt"; the file's name if PATH is the file):
// part of ids, so it uses
// '/' and is valid UTF-8.
struct Input {
  std::filesystem::path path;
  std::string relative;
};

// One record of an input as it stands there. `place` is "" for a file that is one article, else ":LINE" or ":#N".
struct RawRecord {
  std::string bytes;
  std::string place;
  std::size_t number = 0;  // from 0, in the order of the input
  // Of a record inside an archive: its file there, which begins `place` ("!/2025/a.html"), and who parses it.
  std::string inner = {};
  const class Reader* inner_reader = nullptr;
};

class Reader {
 public:
  virtual ~Reader() = default;

  // Calls `take` for each record, in order, until it returns false; never holds more than one record. A record over
  // kMaxRecordBytes, or one whose limits cannot be found, goes to `reject`. Throws std::runtime_error if the file
  // cannot be read.
  virtual void split(const Input& input, const std::function<bool(RawRecord)>& take,
                     const std::function<void(Rejection)>& reject) const = 0;

  // Pure; any thread. The article is clean, has its id, and passes why_not_an_article.
  virtual Outcome<Article> parse(const Input& input, const RawRecord& record, const Defaults& defaults) const = 0;
};

// The reader for a file, by its name and first bytes; null for files of no known kind (skipped, not rejected): .txt .md
// .html .htm .xhtml .json .jsonl .ndjson .csv .tsv .xml .rss .atom .rdf .warc .arc .zip .tar .tgz .gz .zst; pages also
// without an ending or under those of servers (.php .asp …). Documents, pictures and programs under such names are of no
// known kind. Stateless, shared.
const Reader* reader_for(const std::filesystem::path& path);
// The same for a file that is not on the disk: its name, and its first kBeginningBytes.
inline constexpr std::size_t kBeginningBytes = 4096;  // a prolog with a licence in it is as long as that
const Reader* reader_of(const std::filesystem::path& name, std::string_view beginning);

// Files below `path` (or itself), sorted by relative path bytewise; hidden files and folders (".x"), folders
// that a browser saved beside a page ("a_files" beside "a.html"), and links that leave the tree or lead in circles, are
// left out. Throws std::runtime_error if `path` does not exist.
std::vector<Input> files_below(const std::filesystem::path& path);

// Parts common to readers. A plain text's lines → paragraphs: photo captions told from body, credits, addresses and
// bylines taken out (a date in the only caption and an outlet in a reporter's address are what they state).
struct PlainText {
  std::vector<Paragraph> paragraphs;
  std::string title;  // a first line that is plainly a headline; only if asked for
  std::optional<text::Date>
      stated_date;  // on a line of its own at the start, or in the dateline ("KHARKIV, May 15, 2024 – …")
  std::optional<text::Date> caption_date;  // the only date in captions
  std::string address_domain;              // of an e-mail or web address alone on a line at the end: "chinadailyuk.com"
  std::vector<std::string> bylines;        // "By Jane Roe" on a line of its own at the start
};
// `may_have_title`: nothing else states a title, so that a headline on the first line is one.
PlainText read_plain_text(std::string_view clean_text, bool may_have_title = false);

// The same for paragraphs that are parted already, as in HTML: captions stay captions, without their credits.
PlainText read_paragraphs(std::vector<Paragraph> paragraphs);

// What a record, a front matter or a page states by any of the common names (API.md section 4).
struct Fields {
  std::string own_id, title, body, date, source, url, language;
  std::string fetched;  // when it was taken from where it stood: what a date like "yesterday" counts from
  std::vector<std::string> authors;
  std::vector<Paragraph>
      paragraphs;  // of a body whose captions are known already (HTML), clean; `body` is then not looked at
};
// Reads the body as plain text, fills what the fields leave out from what the text states, then from the defaults. A
// stated source wins over the user's, the user's over the domain of a reporter's address: that is the weakest statement
// of the three.
Outcome<Article> article_from_fields(const Fields& fields, const Input& input, const RawRecord& record,
                                     const Defaults& defaults);

}  // namespace dispatches::articles
