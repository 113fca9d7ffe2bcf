// The catalogue's names and those the recogniser found, in one list. Internal to this room.
#pragma once

#include <vector>

#include "indexer/entities/article_pass.hpp"

namespace dispatches::entities {

// In the order of the text, not overlapping. The catalogue's mentions stay unless a longer name holds them.
std::vector<Mention> merged(const TextToMatch& input, const ArticleForms& article,
                            const std::vector<ArticleName>& names, const std::vector<Mention>& known);

}  // namespace dispatches::entities
