// The lists of quote_words, by language. Internal to this room.
#pragma once

#include <map>
#include <string>

#include "indexer/quotes/words.hpp"

namespace dispatches::quotes {

std::map<std::string, SpeechWords, std::less<>> speech_lists();

}  // namespace dispatches::quotes
