// Formats of JSON that are more than common names: JSON Feed 1.1 (jsonfeed.org) and IPTC ninjs 1 to 3. Only json_*.cpp
// include this.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "indexer/articles/fields.hpp"

namespace dispatches::articles {

// The members of an object under their common names, into `collector`; also those of what databases and APIs wrap an
// article in ("_source", "attributes" …). A text may stand in objects and arrays. Of ninjs's lists of bodies and
// headlines that which is the main one, and HTML before plain text.
void collect_members(const nlohmann::json& object, FieldCollector& collector);

// Of a text of which only the summary was sent, that: in ninjs, and where a title and an address or date are stated.
void add_summary(const nlohmann::json& object, FieldCollector& collector);
// A picture, video and their like in ninjs, without a text: of another kind, not broken.
bool is_other_media(const nlohmann::json& object);

// A message of an exported chat that has no text: a picture, or that somebody joined.
bool is_mute_message(const nlohmann::json& record);

// A record of a JSON Feed or of a chat, as json_splitter makes it; null if it is none.
const nlohmann::json* feed_item(const nlohmann::json& record);
// REQUIRES: feed_item(record) is not null.
Fields fields_of_feed_item(const nlohmann::json& record);

}  // namespace dispatches::articles
