// pugixml, as far as news needs it.
#include "indexer/articles/xml_nodes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>
#include <vector>

#include "indexer/base/ascii.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::articles {
namespace {

using namespace std::string_view_literals;

// Namespaces and their usual prefixes. Formats' own have none.
constexpr std::array<std::pair<std::string_view, std::string_view>, 18> namespaces{{
    {"http://purl.org/rss/1.0/modules/content/", "content"},
    {"http://purl.org/dc/elements/1.1/", "dc"},
    {"http://purl.org/dc/elements/1.0/", "dc"},
    {"http://purl.org/dc/terms/", "dcterms"},
    {"http://www.w3.org/2005/Atom", "atom"},
    {"http://purl.org/atom/ns#", "atom"},
    {"http://www.w3.org/1999/xhtml", "xhtml"},
    {"http://search.yahoo.com/mrss/", "media"},
    {"http://search.yahoo.com/mrss", "media"},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"},
    {"http://rssnamespace.org/feedburner/ext/1.0", "feedburner"},
    {"http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"},
    {"http://news.yandex.ru", "yandex"},
    {"http://news.yandex.ru/", "yandex"},
    {"http://purl.org/rss/1.0/", ""},
    {"http://my.netscape.com/rdf/simple/0.9/", ""},
    {"http://iptc.org/std/nar/2006-10-01/", ""},
    {"http://iptc.org/std/NITF/2006-10-18/", ""},
}};

std::string declared_encoding(std::string_view bytes, const std::string& by_user) {
  if (!bytes.starts_with("<?xml")) return by_user;
  const std::string_view head = bytes.substr(0, bytes.find("?>"));
  const std::size_t at = head.find("encoding");
  const std::size_t begin = at == head.npos ? head.npos : head.find_first_of("\"'", at);
  if (begin == head.npos) return by_user;
  return std::string(head.substr(begin + 1, head.find(head[begin], begin + 1) - begin - 1));
}

std::string_view prefix_of(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == name.npos ? ""sv : name.substr(0, colon);
}

// Empty if none is declared.
std::string namespace_of(const pugi::xml_node& node) {
  const std::string_view prefix = prefix_of(node);
  return inherited(node, prefix.empty() ? "xmlns" : ("xmlns:" + std::string(prefix)).c_str());
}

pugi::xml_node root_element(const pugi::xml_node& node) {
  pugi::xml_node root = node.root().first_child();
  while (root && root.type() != pugi::node_element) root = root.next_sibling();
  return root;
}

std::string_view usual_prefix(const pugi::xml_node& node) {
  const std::string uri = namespace_of(node);
  for (const auto& [known, usual] : namespaces)
    if (uri == known) return usual;
  // "r:rss" and all that is of its namespace: RSS 2.0 has none of its own, so feeds have made up several.
  const bool is_roots = !uri.empty() && uri == namespace_of(root_element(node));
  return is_roots ? ""sv : prefix_of(node);
}

// Elements without anything in them say nothing, and "<a/>" is a link without an end to a parser of HTML.
bool is_void(std::string_view name) {
  return name == "br" || name == "img" || name == "hr";
}

// Every node inside, without recursion: depth is the input's choice.
template <class Visit>
void for_each_inside(const pugi::xml_node& root, Visit visit) {
  for (pugi::xml_node node = root.first_child(); node;) {
    visit(node);
    if (node.first_child()) {
      node = node.first_child();
      continue;
    }
    while (node != root && !node.next_sibling()) node = node.parent();
    node = node == root ? pugi::xml_node() : node.next_sibling();
  }
}

bool is_too_deep(const pugi::xml_document& document) {
  std::size_t depth = 0;
  for (pugi::xml_node node = document.first_child(); node;) {
    if (node.first_child()) {
      if (++depth > kMaxXmlDepth) return true;
      node = node.first_child();
      continue;
    }
    for (; node && !node.next_sibling(); node = node.parent()) --depth;
    node = node.next_sibling();
  }
  return false;
}

bool is_text(const pugi::xml_node& node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

}  // namespace

std::string load_xml(pugi::xml_document& document, std::string_view bytes, const Defaults& defaults) {
  const std::string decoded = text::decode(bytes, declared_encoding(bytes, defaults.encoding));
  const unsigned options = pugi::parse_default | pugi::parse_ws_pcdata;
  const auto result = document.load_buffer(decoded.data(), decoded.size(), options, pugi::encoding_utf8);
  if (result) return is_too_deep(document) ? fmt::format("it is nested deeper than {} levels", kMaxXmlDepth) : "";
  return "it is not well-formed XML: " + lower(result.description());
}

std::string usual_name(const pugi::xml_node& node) {
  const std::string_view prefix = usual_prefix(node);
  const std::string local = plain_name(node);
  return prefix.empty() ? local : lower(prefix) + ":" + local;
}

std::string plain_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return lower(colon == name.npos ? name : name.substr(colon + 1));
}

pugi::xml_node record_in(const pugi::xml_document& document, std::span<const std::string_view> names) {
  pugi::xml_node node = document.document_element();
  while (node && std::find(names.begin(), names.end(), plain_name(node)) == names.end()) {
    node = node.last_child();
    while (node && node.type() != pugi::node_element) node = node.previous_sibling();
  }
  return node;
}

pugi::xml_node child_named(const pugi::xml_node& parent, std::string_view plain) {
  for (const pugi::xml_node& child : parent.children())
    if (plain_name(child) == plain) return child;
  return {};
}

std::string text_inside(const pugi::xml_node& node) {
  std::string text;
  for_each_inside(node, [&](const pugi::xml_node& inside) {
    if (is_text(inside)) text += inside.value();
  });
  return std::string(text::trim(text));
}

bool has_elements(const pugi::xml_node& node) {
  for (const pugi::xml_node& child : node.children())
    if (child.type() == pugi::node_element) return true;
  return false;
}

std::string html_inside(pugi::xml_node node, Renames renames) {
  std::vector<pugi::xml_node> unwanted;
  for_each_inside(node, [&](pugi::xml_node inside) {
    if (inside.type() != pugi::node_element) return;
    std::string name = plain_name(inside);
    for (const auto& [from, to] : renames)
      if (name == from) name = to;
    if (name.empty() || (!inside.first_child() && !is_void(name))) unwanted.push_back(inside);
    if (!name.empty()) inside.set_name(name.c_str());
  });
  // The innermost first: what is taken out must still be where it was.
  for (auto one = unwanted.rbegin(); one != unwanted.rend(); ++one) one->parent().remove_child(*one);
  std::ostringstream html;
  for (const pugi::xml_node& child : node.children())
    child.print(html, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return html.str();
}

std::string inherited(pugi::xml_node node, const char* attribute) {
  for (; node; node = node.parent())
    if (const pugi::xml_attribute found = node.attribute(attribute)) return found.value();
  return {};
}

}  // namespace dispatches::articles
