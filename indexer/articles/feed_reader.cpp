// .rss .atom .xml: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 (RFC 4287): an article an item, with what its channel states
// of all of them. Elements are known by their namespaces; the formats' own vocabularies do not collide, so one table of
// names serves all.
#include <array>
#include <utility>

#include "indexer/articles/credits.hpp"
#include "indexer/articles/fields.hpp"
#include "indexer/articles/html.hpp"
#include "indexer/articles/identity.hpp"
#include "indexer/articles/readers.hpp"
#include "indexer/articles/xml_nodes.hpp"
#include "indexer/articles/xml_splitter.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

constexpr std::array containers{"rss"sv, "rdf"sv, "feed"sv, "channel"sv};
constexpr std::array records{"item"sv, "entry"sv};
constexpr std::array context{"title"sv, "language"sv, "lang"sv, "author"sv, "creator"sv, "publisher"sv, "link"sv};
constexpr XmlShape shape{"a feed", containers, records, context};

// Names of elements, the best first.
constexpr std::array titles{"title"sv, "atom:title"sv, "dc:title"sv, "media:title"sv};
constexpr std::array bodies{"content:encoded"sv, "atom:content"sv, "xhtml:body"sv,     "xhtml:div"sv,
                            "yandex:full-text"sv, "fullitem"sv,       "body"sv,         "content"sv,        "description"sv,
                            "atom:summary"sv,    "summary"sv,      "dc:description"sv, "itunes:summary"sv};
constexpr std::array dates{"pubdate"sv,        "atom:published"sv,  "atom:issued"sv,      "dc:date"sv,
                           "dcterms:issued"sv, "dcterms:created"sv, "atom:created"sv,     "published"sv,
                           "atom:updated"sv,   "atom:modified"sv,   "dcterms:modified"sv, "updated"sv};
constexpr std::array authors{"dc:creator"sv, "atom:author"sv, "author"sv, "dc:author"sv, "itunes:author"sv};
constexpr std::array languages{"dc:language"sv, "language"sv, "atom:language"sv};

// Calls `visit` with each child of those names, the best name first, until it returns true.
template <std::size_t N, class Visit>
bool visit_named(const pugi::xml_node& parent, const std::array<std::string_view, N>& names, Visit visit) {
  std::vector<std::pair<std::string, pugi::xml_node>> children;
  for (const pugi::xml_node& child : parent.children())
    if (child.type() == pugi::node_element && children.size() < kMaxXmlChildren)
      children.emplace_back(usual_name(child), child);
  for (const std::string_view name : names)
    for (const auto& [its_name, child] : children)
      if (its_name == name && visit(child)) return true;
  return false;
}

template <std::size_t N>
std::string first_text(const pugi::xml_node& parent, const std::array<std::string_view, N>& names) {
  std::string text;
  visit_named(parent, names, [&](const pugi::xml_node& child) { return !(text = text_inside(child)).empty(); });
  return text;
}

// Atom's text constructs say how they are written; RSS does not, and writes HTML.
bool is_plain(const pugi::xml_node& node) {
  const std::string_view type = node.attribute("type").value();
  return type == "text" || type == "text/plain";
}

bool is_base64(const pugi::xml_node& node) {
  return node.attribute("mode").value() == "base64"sv || node.attribute("type").value() == "application/octet-stream"sv;
}

// Empty if it is none, or no text.
std::string from_base64(std::string_view coded) {
  std::string bytes;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : coded) {
    const int digit = c >= 'A' && c <= 'Z'   ? c - 'A'
                      : c >= 'a' && c <= 'z' ? c - 'a' + 26
                      : c >= '0' && c <= '9' ? c - '0' + 52
                      : c == '+'             ? 62
                      : c == '/'             ? 63
                                             : -1;
    if (digit < 0 && c != '=' && c != ' ' && c != '\n' && c != '\r' && c != '\t') return {};
    if (digit < 0) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>(bits >> held & 0xFF);
  }
  return text::is_valid_utf8(bytes) ? bytes : std::string();
}

std::string text_in(const pugi::xml_node& node) {
  return is_base64(node) ? from_base64(text_inside(node)) : text_inside(node);
}

bool has_no_text(const pugi::xml_node& node) {
  const std::string_view type = node.attribute("type").value();
  if (node.attribute("src")) return true;
  if (is_base64(node)) return false;
  return type.find('/') != type.npos && type.find("html") == type.npos && !type.starts_with("text/") &&
         type.find("xml") == type.npos;
}

std::string line_in(const pugi::xml_node& node) {
  const std::string text = has_elements(node) ? html_inside(node) : text_in(node);
  return is_plain(node) ? text : line_from_markup(text::clean(text));
}

// "jane@x.example (Jane Roe)" → "Jane Roe"; an address alone names nobody.
std::string person(std::string stated) {
  const std::size_t open = stated.find('('), close = stated.rfind(')');
  if (stated.find('@') == stated.npos) return stated;
  if (open != stated.npos && stated.find('@') > open) return stated.substr(0, open);  // "Jane Roe (jane@x.example)"
  if (open != stated.npos && close != stated.npos && close > open) return stated.substr(open + 1, close - open - 1);
  const std::size_t bracket = stated.find('<');
  return bracket == stated.npos ? std::string() : stated.substr(0, bracket);
}

std::vector<std::string> authors_of(const pugi::xml_node& parent) {
  std::vector<std::string> names;
  std::string best;
  visit_named(parent, authors, [&](const pugi::xml_node& child) {
    if (!names.empty() && usual_name(child) != best) return true;
    best = usual_name(child);
    const pugi::xml_node name = child_named(child, "name");
    if (has_elements(child) && !name) return false;
    for (std::string& one : author_names(text::clean(person(text_inside(name ? name : child)))))
      names.push_back(std::move(one));
    return false;
  });
  return names;
}

void take_title(const pugi::xml_node& item, Fields& fields) {
  visit_named(item, titles, [&](const pugi::xml_node& child) { return !(fields.title = line_in(child)).empty(); });
}

bool take_body(const pugi::xml_node& node, Fields& fields) {
  if (has_no_text(node)) return false;
  const bool is_html = has_elements(node);
  std::string text = text::clean(is_html ? html_inside(node) : text_in(node));
  if (!is_plain(node) && (is_html || has_markup(text))) {
    fields.paragraphs = paragraphs_from_markup(text);
    return !fields.paragraphs.empty();
  }
  fields.body = std::move(text);
  return !text::trim(fields.body).empty();
}

void take_date(const pugi::xml_node& item, const Defaults& defaults, Fields& fields) {
  visit_named(item, dates, [&](const pugi::xml_node& child) {
    fields.date = text_inside(child);
    return text::parse_written_date(text::trim(fields.date), defaults.zone).has_value();
  });
}

// Where the page of an item is: what stands in RSS's <link>, or Atom's link to the alternate, HTML if there are more.
std::string stated_link(const pugi::xml_node& item) {
  std::string link;
  std::size_t children = 0;
  for (const pugi::xml_node& child : item.children()) {
    if (++children > kMaxXmlChildren) break;
    const std::string name = usual_name(child);
    if (name == "feedburner:origlink") return text_inside(child);
    if (name != "link" && name != "atom:link") continue;
    const std::string_view relation = child.attribute("rel").value(), type = child.attribute("type").value();
    if (!child.attribute("href")) {
      if (std::string text = text_inside(child); !text.empty()) link = std::move(text);
    } else if ((relation.empty() || relation == "alternate") && (link.empty() || type == "text/html")) {
      link = child.attribute("href").value();
    }
  }
  return link;
}

// The id, and whether it is the address too: RSS says so by isPermaLink, which holds unless denied.
void take_identity(const pugi::xml_node& item, const std::string& channel_link, Fields& fields) {
  fields.own_id = first_text(item, std::array{"guid"sv, "atom:id"sv, "dc:identifier"sv});
  if (fields.own_id.empty()) fields.own_id = item.attribute("rdf:about").value();
  std::string link = stated_link(item);
  const bool may_be_address = child_named(item, "guid").attribute("isPermaLink").value() != "false"sv;
  if (link.empty() && may_be_address) link = fields.own_id;
  const std::string base = inherited(item, "xml:base");
  fields.url = resolved_url(link, canonical_url(base).empty() ? channel_link : base);
  if (fields.url.empty()) fields.url = link;
  // An id that is the address says no more than it: the page itself, found elsewhere, is the same article.
  if (!fields.own_id.empty() && canonical_url(fields.own_id) == canonical_url(fields.url) &&
      !canonical_url(fields.url).empty())
    fields.own_id.clear();
}

std::string language_of(const pugi::xml_node& item, const pugi::xml_node& channel) {
  std::string language = first_text(item, languages);
  if (language.empty())
    visit_named(item, bodies,
                [&](const pugi::xml_node& child) { return !(language = child.attribute("xml:lang").value()).empty(); });
  if (language.empty()) language = inherited(item, "xml:lang");
  return language.empty() ? first_text(channel, languages) : language;
}

// Whose an item is: what it was taken over from, else the channel.
std::string source_of(const pugi::xml_node& item, const pugi::xml_node& channel) {
  std::string source;
  if (const pugi::xml_node stated = child_named(item, "source")) {
    const pugi::xml_node title = child_named(stated, "title");
    if (title || !has_elements(stated)) source = line_in(title ? title : stated);
  }
  if (source.empty())
    visit_named(channel, titles, [&](const pugi::xml_node& child) { return !(source = line_in(child)).empty(); });
  return source;
}

class FeedReader : public Reader {
 public:
  void split(const Input& input, const std::function<bool(RawRecord)>& take,
             const std::function<void(Rejection)>& reject) const override {
    split_xml(input, shape, take, reject);
  }

  Outcome<Article> parse(const Input& input, const RawRecord& record, const Defaults& defaults) const override {
    const std::string where = input.relative + record.place;
    pugi::xml_document document;
    if (std::string reason = load_xml(document, record.bytes, defaults); !reason.empty())
      return Rejection{where, std::move(reason)};
    const pugi::xml_node item = record_in(document, records);
    if (!item) return Rejection{where, "there is no item in it"};
    const pugi::xml_node channel = item.parent();
    Fields fields;
    take_title(item, fields);
    visit_named(item, bodies, [&](const pugi::xml_node& child) { return take_body(child, fields); });
    take_date(item, defaults, fields);
    take_identity(item, stated_link(channel), fields);
    fields.language = language_of(item, channel);
    fields.source = source_of(item, channel);
    fields.authors = authors_of(item);
    if (fields.authors.empty()) fields.authors = authors_of(channel);
    return article_from_fields(fields, input, record, defaults);
  }
};

}  // namespace

const Reader& feed_reader() {
  static const FeedReader reader;
  return reader;
}

}  // namespace dispatches::articles
