// A better question where one finds little: words that no article has, or hardly any, replaced by near ones that the archive has, or read as if typed
// on another keyboard. What is offered has been asked already, under the same filters, and finds more.
#pragma once

#include <optional>
#include <string>

#include "searchd/query/request.hpp"
#include "searchd/search/found.hpp"
#include "searchd/search/near_spelling.hpp"

namespace dispatches::search {

inline constexpr std::size_t kFewFound = 3;              // articles: where fewer are found, something else may have been meant
inline constexpr std::size_t kMostMended = 3;            // words of a question that are looked up: each reads up to kMostTermsRead terms
inline constexpr std::size_t kMostTried = 4;             // questions that are asked before none is offered
inline constexpr std::size_t kMoreFrequent = 20;         // times, that a near word must be for one that the archive has to be taken for a slip

// `found`: by the question as it stands, with whom it means. Absent: nothing better is known. Throws BadRequest and query::TooSlow as find() does.
std::optional<std::string> did_you_mean(const query::SearchRequest& request, const Found& found, const Snapshot& snapshot, Handles& handles);

}  // namespace dispatches::search
