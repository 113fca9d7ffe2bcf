// What of a page's source the parser is given: its cost is by the byte, by the attribute and by the square of the
// depth, and half of a page is scripts, styles, drawings and attributes that no reader looks at.
#pragma once

#include <string>
#include <string_view>

namespace dispatches::articles {

// Attributes that are kept, names in lower case; what html_metadata and main_text ask for must be among them. "href" of
// a link in the text is kept without its value.
bool is_kept_attribute(std::string_view name);

struct HtmlSource {
  std::string html;
  std::string_view excess;  // which limit of html.hpp the page exceeds; empty if none
};

// Tags and text are tokenised as HTML ("13.2.5 Tokenization") says, so that the tree of the rest stays what it was.
HtmlSource reduced_source(std::string_view html);

}  // namespace dispatches::articles
