// The features of the recogniser: what speaks for a word's being in a name, as 32-bit hashes under which the model
// holds weights. After Finkel, Grenager and Manning (2005) and Ratinov and Roth (2009); what the article as a whole
// says of a word counts too. Training and recognition both come through here. Internal to this room.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/recogniser/article_forms.hpp"

namespace dispatches::recogniser {

using Feature = std::uint32_t;

// What a form gives wherever it stands in this article.
void add_form_features(const ArticleForms& article, std::size_t form, std::vector<Feature>& features);
// What the place of a word gives: its neighbours, its run of capitals.
void add_place_features(const ArticleForms& article, std::size_t word, std::vector<Feature>& features);

// Whether a name may hold the word: it has a capital, or stands between such words.
bool may_be_in_name(const ArticleForms& article, std::size_t word);

}  // namespace dispatches::recogniser
