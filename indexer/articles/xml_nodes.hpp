// XML as news formats use it: a record parsed within bounds, names without the whims of prefixes, and text wherever it
// stands. Only feed_reader.cpp and agency_reader.cpp include this.
#pragma once

#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/articles/reader.hpp"

namespace dispatches::articles {

// Elements inside one another; as in HTML. Deeper ones are no news, and taking elements out is recursive in pugixml.
inline constexpr std::size_t kMaxXmlDepth = 1000;
// Children of one element that are looked at, where each costs a search for its namespace; items have thirty.
inline constexpr std::size_t kMaxXmlChildren = 1000;

// Parses a record; the reason if it is not well-formed, else empty. Entities of a DTD are not expanded, by anyone.
std::string load_xml(pugi::xml_document& document, std::string_view bytes, const Defaults& defaults);

// "<prefix>:<local>" in lower case, where the prefix is the usual one of the namespace (content, dc, atom, …), whatever
// the document calls it; "" for the formats' own. An undeclared prefix stays.
std::string usual_name(const pugi::xml_node& node);
// Without any prefix.
std::string plain_name(const pugi::xml_node& node);

// The record's own element: of one of the plain names, inside its containers, which hold it last.
pugi::xml_node record_in(const pugi::xml_document& document, std::span<const std::string_view> names);

pugi::xml_node child_named(const pugi::xml_node& parent, std::string_view plain);

// All text inside, with entities resolved; trimmed.
std::string text_inside(const pugi::xml_node& node);
// What is inside as HTML: prefixes go ("xhtml:p" is "p"), text is escaped, elements get other names or, where the new
// name is empty, go. Changes the node.
using Renames = std::span<const std::pair<std::string_view, std::string_view>>;
std::string html_inside(pugi::xml_node node, Renames renames = {});
bool has_elements(const pugi::xml_node& node);

// The value of an attribute ("xml:lang", "xml:base") here or at the nearest ancestor that has it; empty if none.
std::string inherited(pugi::xml_node node, const char* attribute);

}  // namespace dispatches::articles
