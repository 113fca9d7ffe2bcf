// The names of months and weekdays in en uk ru de fr es pl, in their case forms and usual abbreviations. Pure; any
// thread.
#pragma once

#include <string_view>

namespace dispatches::text {

// 1 … 12; 0 if it is no month. Any case, with or without marks; without the dot of an abbreviation.
int month_named(std::string_view word);
bool is_weekday_name(std::string_view word);

}  // namespace dispatches::text
