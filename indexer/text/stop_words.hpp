// The words so common in a language that a question loses nothing without them; also evidence of the language of a
// short text. Written by hand for this house. Pure; any thread.
#pragma once

#include <string_view>

namespace dispatches::text {

// `folded` as fold() gives it. False for languages without a list.
bool is_stop_word(std::string_view folded, std::string_view language);

}  // namespace dispatches::text
