// The page for browsers without scripts: what the API replies to the same parameters, as plain HTML with the page's style sheet. It is asked for by
// `plain=1` in the page's own addresses; every link and form keeps that. The page leads there by itself where scripts are off (see
// `with_plain_address`), and costs the others nothing. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "searchd/http/asked.hpp"

namespace dispatches::http {

// The question that the API is asked for a plain page: "/article/a1b2?q=x&plain=1" → "/api/v1/articles/a1b2" with q. Absent: none is asked for.
std::optional<Question> question_behind(const Question& question);

// The reply of the API to `question_behind`, refusals too, as a page. REQUIRES: its body is JSON, or it has none (304).
Reply plain_page(const Question& question, Reply reply);

// index.html with its refresh for browsers without scripts led to the address that is asked, not to its bare path. With an ETag of its own.
Reply with_plain_address(const Reply& index, std::string_view target);

}  // namespace dispatches::http
