// Addresses and hashes.
#include "indexer/articles/identity.hpp"

#define XXH_INLINE_ALL
#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/base/ascii.hpp"
#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

constexpr char kSeparator = '\x1F';

// Parameters that say where a reader came from, not what is read.
constexpr std::array<std::string_view, 25> tracking{
    "fbclid", "gclid",  "dclid",  "gbraid", "wbraid",    "msclkid",  "yclid",         "ysclid", "twclid",
    "ttclid", "mc_cid", "mc_eid", "igshid", "igsh",      "_ga",      "_gl",           "cmpid",  "ocid",
    "xtor",   "smid",   "smtyp",  "ncid",   "_openstat", "wt.mc_id", "traffic_source"};
constexpr std::array<std::string_view, 4> tracking_prefixes{"utm_", "at_", "pk_", "mtm_"};

bool is_tracking(std::string_view parameter) {
  const std::string name = lower(parameter.substr(0, parameter.find('=')));
  return std::find(tracking.begin(), tracking.end(), name) != tracking.end() ||
         std::any_of(tracking_prefixes.begin(), tracking_prefixes.end(),
                     [&](std::string_view prefix) { return name.starts_with(prefix); });
}

std::string kept_parameters(std::string_view query) {
  std::string kept;
  while (!query.empty()) {
    const std::string_view parameter = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), parameter.size() + 1));
    if (parameter.empty() || is_tracking(parameter)) continue;
    kept += kept.empty() ? '?' : '&';
    kept += parameter;
  }
  return kept;
}

// The part after "http://" or "https://" or "//"; empty if there is no such beginning.
std::string_view behind_scheme(std::string_view address) {
  const std::string scheme = lower(address.substr(0, 8));
  for (std::string_view beginning : {"https://", "http://", "//"})
    if (scheme.starts_with(beginning)) return address.substr(beginning.size());
  return {};
}

std::string canonical_host(std::string_view authority) {
  if (const auto at = authority.rfind('@'); at != authority.npos) authority.remove_prefix(at + 1);
  for (std::string_view port : {":80", ":443", ":"})
    if (authority.ends_with(port)) authority.remove_suffix(port.size());
  std::string host = text::fold_case(lower(authority));
  while (host.ends_with('.')) host.pop_back();
  // "www.com" is a host of its own.
  if (host.starts_with("www.") && host.find('.', 4) != host.npos) host.erase(0, 4);
  return host;
}

bool is_host(std::string_view host) {
  return !host.empty() && host.front() != '.' && host.find_first_of(" \t\n\"<>\\^`{|}%'()") == host.npos;
}

// A space or a quote pasted into a path must not end the address.
std::string escaped(std::string_view path) {
  std::string result;
  for (const char c : path) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '<' || c == '>')
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else
      result += c;
  }
  return result;
}

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

std::string canonical_url(std::string_view address) {
  std::string_view rest = behind_scheme(text::trim(address));
  if (rest.empty() || rest.size() > kMaxUrlBytes) return {};
  rest = rest.substr(0, rest.find('#'));
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
  rest.remove_prefix(authority.size());
  const std::string host = canonical_host(authority);
  if (!is_host(host)) return {};
  const std::string_view path_only = rest.substr(0, rest.find('?'));
  std::string path = escaped(path_only);
  while (path.ends_with('/')) path.pop_back();
  const std::string parameters =
      path_only.size() < rest.size() ? kept_parameters(rest.substr(path_only.size() + 1)) : std::string();
  if (path.empty()) path = "/";
  return "https://" + host + path + escaped(parameters);
}

std::string host_of(std::string_view url) {
  std::string_view rest = behind_scheme(url);
  const std::string host = canonical_host(rest.substr(0, rest.find_first_of("/?#")));
  return is_host(host) ? host.substr(0, host.find(':')) : std::string();
}

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
