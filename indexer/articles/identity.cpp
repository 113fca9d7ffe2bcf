// Ids and hashes.
#include "indexer/articles/identity.hpp"

#define XXH_INLINE_ALL
#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

constexpr char kSeparator = '\x1F';

std::string base32(const std::array<unsigned char, 10>& bytes) {
  static constexpr char digits[] = "abcdefghijklmnopqrstuvwxyz234567";
  std::string result;
  unsigned buffer = 0, bits = 0;
  for (const unsigned char byte : bytes) {
    buffer = buffer << 8 | byte;
    for (bits += 8; bits >= 5; bits -= 5) result += digits[buffer >> (bits - 5) & 31];
  }
  return result;
}

XXH128_canonical_t hash128(std::string_view bytes) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
  return canonical;
}

// Length and value, so that no two lists of parts look alike.
void append_part(std::string& to, std::string_view part) {
  to += fmt::format("{}:{}", part.size(), part);
}

}  // namespace

std::string make_id(std::string_view kind, std::string_view first, std::string_view second) {
  std::string joined;
  joined.append(kind).append(1, kSeparator).append(first).append(1, kSeparator).append(second);
  const XXH128_canonical_t hash = hash128(joined);
  std::array<unsigned char, 10> head;
  std::copy_n(hash.digest, head.size(), head.begin());
  return "a" + base32(head);
}

std::string id_of_file(std::string_view relative_path) { return make_id("path", relative_path); }

std::string article_id(const Article& article, std::string_view own_id, std::string_view relative_path,
                       std::string_view record_content) {
  if (!own_id.empty()) {
    // Two outlets may both have a "1"; where neither says who it is, their folders tell them apart.
    std::string whose = article.source.empty() ? host_of(article.url) : article.source;
    if (whose.empty()) whose = relative_path.substr(0, relative_path.rfind('/') + 1);
    return make_id("own", own_id, whose);
  }
  if (!article.url.empty()) return make_id("url", article.url);
  return make_id("path", relative_path, record_content);
}

namespace {

std::string digits_of(const std::string& text) {
  std::string digits;
  for (const unsigned char byte : hash128(text).digest) digits += fmt::format("{:02x}", byte);
  return digits;
}

}  // namespace

std::string content_hash(const Article& article) {
  std::string all;
  for (std::string_view part : {article.title, article.url, article.source, article.language}) append_part(all, part);
  append_part(all, article.published ? text::format_date(*article.published) : std::string());
  append_part(all, fmt::format("{}", article.authors.size()));
  for (const std::string& author : article.authors) append_part(all, author);
  for (const Paragraph& paragraph : article.paragraphs) {
    all += paragraph.kind == ParagraphKind::caption ? 'c' : 'b';
    append_part(all, paragraph.text);
  }
  return digits_of(all);
}

std::string text_hash(const Article& article) {
  std::string body;
  for (const Paragraph& paragraph : article.paragraphs)
    if (paragraph.kind == ParagraphKind::body) body += paragraph.text + ' ';
  const auto words = static_cast<std::size_t>(std::count(body.begin(), body.end(), ' '));
  return digits_of(words < kWordsOfItsOwn ? article.title + '\n' + body : body);
}

}  // namespace dispatches::articles
