// An article as it arrived: what its input states, cleaned (text/utf8), nothing guessed. The first plain type on an
// article's way into the index: reader → Article → pipeline::annotate.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/text/address.hpp"
#include "indexer/text/time.hpp"

namespace dispatches::articles {

// A caption is searchable and its names count, but it is neither lead nor body. The first body paragraph is the lead.
enum class ParagraphKind : std::uint8_t { body, caption };

struct Paragraph {
  ParagraphKind kind = ParagraphKind::body;
  std::string text;  // one line, squeezed
};

struct Article {
  std::string id;                     // [a-z][a-z0-9]{11,19}; see identity.hpp
  std::string where;                  // file and place in it, for people: "export.jsonl:17"
  std::string title;                  // as stated; empty where none is (a title is derived later and says so)
  std::vector<Paragraph> paragraphs;  // in the order of the input; at least one of kind body
  std::string url;                    // canonical (identity.hpp); empty where none is stated
  std::string source;                 // outlet as stated: a name, or the domain of an address; may be empty
  std::vector<std::string> authors;   // may be empty
  std::optional<text::Date> published;
  std::string language;  // as stated, ISO 639-1; empty where not stated
};

// Limits on one article. Reasons: an article is read by people; what is larger is a dump or an attack.
inline constexpr std::size_t kMaxRecordBytes =
    32u << 20;  // of one record as it stands in its input (HTML with inlined pictures)
inline constexpr std::size_t kMaxTextBytes = 2u << 20;   // of clean text
inline constexpr std::size_t kMaxTitleCharacters = 500;  // longer titles are cut, at a character
inline constexpr std::size_t kMaxAuthors = 50;
inline constexpr std::size_t kMaxAuthorCharacters =
    200;  // longer names of authors and outlets are cut: they are sentences
inline constexpr std::size_t kMaxSourceCharacters = 200;
using text::kMaxUrlBytes;

// Cleans, squeezes and cuts to the limits what a reader has gathered; empty paragraphs and doubled authors go.
// REQUIRES: the paragraphs are clean and squeezed (they are long, and whoever parted the text has done it).
void tidy(Article& article);

// Title or nothing, paragraphs or nothing … : what an article must have to be one. The reason if not, else empty.
std::string why_not_an_article(const Article& article);

}  // namespace dispatches::articles
