// Names that are forms of one another: equal but for case, marks and the endings of declension.
#pragma once

#include <string>
#include <string_view>

#include "indexer/text/analyzer.hpp"

namespace dispatches::pipeline {

// The case keys of the folded tokens of a name, joined by a space: equal for all its forms, and for some names that are none (see is_form_of).
std::string alias_key(std::string_view name, text::Analyzer& analyzer);

// Whether `written` is `name`, case and marks aside, or one of its case forms (Cyrillic): Зеленського of Зеленський, not Зеленська.
bool is_form_of(std::string_view name, std::string_view written, text::Analyzer& analyzer);

}  // namespace dispatches::pipeline
