// A file of XML → its records, one at a time: the elements of certain names (items of a feed, items of a message), each
// inside the start tags of what it stands in. Finds the limits of elements only; whether they are well-formed is found
// in parsing. DTDs are passed over, so that nothing is ever expanded.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "indexer/articles/reader.hpp"

namespace dispatches::articles {

// Local names in lower case. Elements of other names are passed over with all that is in them.
struct XmlShape {
  std::string_view kind;                         // for people: "a feed"
  std::span<const std::string_view> containers;  // what records stand in
  std::span<const std::string_view> records;
  std::span<const std::string_view> context;  // children of containers that go before each record (channel title)
};

// What goes into every record must be small: the start tags of containers (twenty namespaces take 2 KB), and context
// (titles, languages and names of authors are short). Longer tags end the reading, longer context is left out.
inline constexpr std::size_t kMaxTagBytes = 8u << 10;
inline constexpr std::size_t kMaxContextBytes = 4u << 10;
inline constexpr std::size_t kMaxContainers = 16;  // inside one another; formats have three

// Places are ":#N" (from 1), "" where the root is the record.
void split_xml(const Input& input, const XmlShape& shape, const std::function<bool(RawRecord)>& take,
               const std::function<void(Rejection)>& reject);

// The local name of an element's tag in lower case: "<rdf:RDF xmlns…" → "rdf"; empty if the tag is none.
std::string local_name(std::string_view tag);

}  // namespace dispatches::articles
