// The language of a text, as an ISO 639-1 code ("en", "uk"). CLD2 with the script and the letters that only one language has as evidence
// (і ї є ґ: uk; ы э ё: ru; ў: be; ъ as a vowel, without ы э: bg).
#pragma once

#include <string>
#include <string_view>

namespace dispatches::text {

// Empty where it cannot be told (too short, no letters, a mixture). Thread-safe.
std::string detect_language(std::string_view text);

// "English", "Englisch": the name of a language in another; the code itself where ICU has none. Thread-safe.
std::string language_name(std::string_view code, std::string_view in_language);

// "uk-UA", "UK", "ukrainian", "ukr" → "uk"; empty if it is not a language ICU knows.
std::string normalise_language(std::string_view stated);

// The name of an ISO 3166-1 country in a language ("UA", "de" → "Ukraine"); empty if ICU has none.
std::string country_name(std::string_view iso_code, std::string_view in_language);

}  // namespace dispatches::text
