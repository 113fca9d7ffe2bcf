// Case forms of names: Зеленського, Зеленському, Зеленським; Путина, Путину, Путиным; Києва, Києві; Zełenskiego;
// Selenskyjs. Two stages, as everywhere in this room: a coarse key finds candidates (endings stripped on both sides,
// the catalogue's nominative and the text), then the declension tables say whether a form can stand for a nominative at
// all (so "Путинка" and "Киевлянин" are nobody). The suffix tables of the stemmers in text/analyzer serve words; what
// names need stands here. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dispatches::names {

// The key of one folded token, equal for all case forms of a name: Cyrillic tokens without oblique endings, with і/о/е
// of the last syllable and the softened consonants made equal (Харків, Харкова; Прага, Празі; Павел, Павла). Latin ones
// with Polish endings and the Germanic genitive -s stripped only where `latin_endings` (else a final s parts names:
// Adams). Never empty for a non-empty token; at least two letters stay.
std::string case_key(std::string_view folded_token, bool latin_endings = false);

// Whether `form` can be `nominative` or one of its case forms; both folded. Cyrillic by Ukrainian and Russian
// declension together (a name's language is not known); Latin only where `language` has case endings: "pl" declines,
// the Germanic ones add -s. The gender stays: Зеленська is no form of Зеленський.
bool is_case_form(std::string_view nominative, std::string_view form, std::string_view language = {});

// What a folded token may be a form of, for one who asks for a name in it: the nominatives that is_case_form bears out in Polish or German (Zełenskiego,
// Kijowie, Trumps), and Arabic and Hebrew words without the particle that is written onto them (وبوتين, בקייב). Without the token itself; most are nobody's
// name. Cyrillic forms are found by case_key.
std::vector<std::string> nominatives(std::string_view folded_token);

// Languages in Latin script for which is_case_form knows endings.
bool has_latin_endings(std::string_view language);

}  // namespace dispatches::names
