// The lists of quote_words, by language. Internal to this room.
#pragma once

#include <map>
#include <string>

#include "indexer/entities/quote_words.hpp"

namespace dispatches::entities {

std::map<std::string, SpeechWords, std::less<>> speech_lists();

}  // namespace dispatches::entities
