// Markdown → plain text: marks go, words and paragraphs stay (after CommonMark 0.30; what news is written in, not all
// of it).
#pragma once

#include <string>
#include <string_view>

namespace dispatches::articles {

struct Markdown {
  std::string title;  // of "# Title" on the first line
  std::string text;   // without that line
};

Markdown read_markdown(std::string_view clean_text);

}  // namespace dispatches::articles
