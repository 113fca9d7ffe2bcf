// An article among the reprints of its story: what a hit says of them, and what else there is to read.
#pragma once

#include "searchd/search/order.hpp"
#include "searchd/search/result.hpp"
#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

// Of the article at `place`, whose id is `id`. `matching`: among `set`.
HitStory story_of(const Place& place, const std::string& id, const Among& set, const Snapshot& snapshot, Handles& handles);
// The same where nothing is asked of the others: all match.
HitStory story_of(const Place& place, const std::string& id, const Snapshot& snapshot, Handles& handles);

// The other articles of its story, with how alike their texts are.
std::vector<StoryVersion> versions_of(const Place& place, const schema::StoredArticle& article, const Snapshot& snapshot, Handles& handles);

// What both say and what one of them says.
Comparison comparison(const Place& here, const Place& there, const Snapshot& snapshot, Handles& handles);

}  // namespace dispatches::search
