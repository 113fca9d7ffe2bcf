// How a text of another script reads in Latin letters, for readers who do not know the script: by the BGN/PCGN romanisation of its language
// as ICU has it, else by ICU's Any-Latin. Not for comparing names: that is what keys are for (indexer/names).
#pragma once

#include <string>
#include <string_view>

namespace dispatches::text {

// "Зеленський замінив Залужного", "uk" → "Zelenskyy zaminyv Zaluzhnoho". `language`: ISO 639-1, empty where it is not known. Empty for a text whose first
// letter is Latin, or that has no letter. Thread-safe; the first of a thread and language costs some milliseconds.
std::string latin_reading(std::string_view text, std::string_view language);

}  // namespace dispatches::text
