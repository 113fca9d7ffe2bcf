// A better question where one finds nothing: words that no article has, replaced by the nearest that some have.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/search/snapshot.hpp"

namespace dispatches::search {

// Levenshtein's distance in characters. REQUIRES: valid UTF-8.
std::size_t edit_distance(std::string_view a, std::string_view b);

inline constexpr std::size_t kMaxUnknownWords = 3;  // of a question that can still be mended

// The request's `q` with each unknown word replaced; absent where a word has no neighbour within two letters (one, if it is short) that begins alike, or
// where more words are unknown. Throws query::TooSlow.
std::optional<std::string> did_you_mean(const query::SearchRequest& request, const std::vector<std::string>& unknown_words, Handles& handles);

}  // namespace dispatches::search
