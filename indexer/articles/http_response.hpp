// An HTTP response as it came, in the records of crawls.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/base/outcome.hpp"

namespace dispatches::articles {

// Bytes of the lines before a record's or a response's content, at most; servers send up to 16 KB.
inline constexpr std::size_t kMaxHeadBytes = 64u << 10;

// Takes the first line off; trimmed.
std::string_view take_line(std::string_view& text);
// The value of a field (its name in lower case) in the lines of a head; empty if it has none.
std::string_view header(std::string_view head, std::string_view name);
// Bytes of the lines up to the empty one, with it; none if there is no empty line.
std::optional<std::size_t> head_size(std::string_view bytes);

// By a media type in lower case.
bool is_html(std::string_view type);
// "HTTP/1.1 200 OK" and a type that is HTML's.
bool is_page(std::string_view head);
// As the Content-Type states it; empty if it does not.
std::string charset_in(std::string_view content_type);
// The page inside a response (RFC 9112): the codings undone, the last first. Rejected at `where`: damaged, or too large.
Outcome<std::string> page_in(std::string_view head, std::string_view response, const std::string& where);

}  // namespace dispatches::articles
