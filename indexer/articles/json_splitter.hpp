// A file of JSON → its records, one at a time: lines (JSON Lines), values one behind the other, elements of an array,
// or of an array inside wrapping objects ({"status": "ok", "response": {"docs": [ … ]}}). Finds the limits of values
// only; whether they are valid is found in parsing.
#pragma once

#include <functional>

#include "indexer/articles/reader.hpp"

namespace dispatches::articles {

// A record of a JSON Feed (jsonfeed.org, version 1 and 1.1) or of an exported chat ("messages") is an object of these
// two: what the feed states of itself before its items, and the item. Longer contexts are left out: they go with every item.
inline constexpr const char* kFeedContextKey = "dispatches:feed";
inline constexpr const char* kFeedItemKey = "item";
inline constexpr std::size_t kMaxFeedContextBytes = 4u << 10;

// Places are ":LINE" in JSON Lines, ":#N" (from 1) else, "" where the file is one object.
void split_json(const Input& input, const std::function<bool(RawRecord)>& take,
                const std::function<void(Rejection)>& reject);

}  // namespace dispatches::articles
