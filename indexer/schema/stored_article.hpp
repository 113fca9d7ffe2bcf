// The data of a document: all that is shown of an article, and the table that lets a snippet be cut without tokenising anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/schema/encoding.hpp"
#include "indexer/text/time.hpp"

namespace dispatches::schema {

enum class SectionKind : std::uint8_t { title, body, caption };

// A run of the text: bytes [begin, end). Its tokens are those from first_token up to the next section's.
struct Section {
  SectionKind kind = SectionKind::body;
  std::uint32_t begin = 0, end = 0, first_token = 0;
};

// A word as the analyser parted it.
struct StoredToken {
  std::uint32_t begin = 0, end = 0;
};

struct StoredMention {
  std::uint32_t begin = 0, end = 0;
  std::uint32_t mention = 0;  // the lexicon's mention id
};

// The position (in Xapian's sense) of token `token` in section number `section`: both from 0.
constexpr std::uint32_t position_of(std::uint32_t token, std::uint32_t section, std::uint32_t gap) { return token + 1 + section * gap; }

struct StoredArticle {
  std::string id, url, source, language;  // source as stated; language "" if unknown
  bool language_stated = false;            // by the input; else detected
  std::vector<std::string> authors;
  std::optional<text::Date> published;
  text::sys_seconds indexed{}, updated{};  // first indexed; last changed (equal if never)
  bool backfill = false;                   // read in as old stock: not new in feeds
  std::vector<std::string> topics;         // ids, strongest first
  std::string content_hash;
  std::string where;                       // input and place, for people

  // Title, then paragraphs and captions, each section followed by "\n". A title that no input states is derived: the first words of the
  // lead, [title_begin, title_end), and there is no section of kind title.
  std::string text;
  std::vector<Section> sections;
  std::uint32_t title_begin = 0, title_end = 0;
  bool title_derived = false;
  std::vector<StoredToken> tokens;         // in order, not overlapping
  std::vector<StoredMention> mentions;     // in order, not overlapping

  std::string_view title() const { return std::string_view(text).substr(title_begin, title_end - title_begin); }
  // True where a derived title ends inside a sentence: shown with "…".
  bool title_cut() const;
};

std::string encode(const StoredArticle& article);
// Throws DamagedIndex; every offset is checked against the text. `data` may come from anywhere.
StoredArticle decode(std::string_view data);

}  // namespace dispatches::schema
