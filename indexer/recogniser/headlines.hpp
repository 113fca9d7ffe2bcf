// Where capitals say nothing: headlines in Title Case or ALL CAPS, and datelines ("KYIV, Ukraine –"). Their words are
// read as the article's running text writes them, else as the dictionary does. Internal to this room.
#pragma once

#include <vector>

#include "indexer/recogniser/english_words.hpp"
#include "indexer/recogniser/word_lists.hpp"
#include "indexer/text/analyzer.hpp"

namespace dispatches::recogniser {

// Sets the kind of such words to what it would be in running text.
void read_as_running_text(const entities::TextToMatch& input, std::vector<EnglishWord>& words, const WordLists& lists,
                          text::Analyzer& analyzer);

}  // namespace dispatches::recogniser
