// The catalogue's names and those the recogniser found, in one list. Internal to this room.
#pragma once

#include <vector>

#include "indexer/recogniser/article_pass.hpp"

namespace dispatches::recogniser {

// In the order of the text, not overlapping. The catalogue's mentions stay unless a longer name holds them.
std::vector<entities::Mention> merged(const entities::TextToMatch& input, const ArticleForms& article,
                            const std::vector<ArticleName>& names, const std::vector<entities::Mention>& known);

}  // namespace dispatches::recogniser
