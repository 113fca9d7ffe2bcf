// Who an article is: stable ids, and a fingerprint of its content.
#pragma once

#include <string>
#include <string_view>

#include "indexer/articles/article.hpp"
#include "indexer/text/address.hpp"

namespace dispatches::articles {

using text::canonical_url;
using text::host_of;

// 'a' and 16 characters of base 32 of the 80-bit head of XXH3-128 of the parts joined by U+001F: matches
// [a-z][a-z0-9]{11,19}.
std::string make_id(std::string_view kind, std::string_view first, std::string_view second = {});

// Of a file that is one article and does not say which.
std::string id_of_file(std::string_view relative_path);

// From, in this order: the input's own id with its source; the canonical URL; the path of the input relative to the
// PATH given (for one record of many: with the record's content).
std::string article_id(const Article& article, std::string_view own_id, std::string_view relative_path,
                       std::string_view record_content);

// Changes if and only if what is stored, searched or shown of the article would change. XXH3-128, 32 hexadecimal
// digits.
std::string content_hash(const Article& article);

// Of what it says: equal for one text whatever its id, address, outlet and date. The title counts only where the body is
// shorter than kWordsOfItsOwn words: many short ones are alike. XXH3-128, 32 hexadecimal digits.
std::string text_hash(const Article& article);
inline constexpr std::size_t kWordsOfItsOwn = 40;

}  // namespace dispatches::articles
