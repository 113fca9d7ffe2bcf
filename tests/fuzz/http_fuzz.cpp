// Any bytes as a request: its head and what lets it in, its address's parameters, its JSON body. Found inputs are kept in fuzz/http_heads/,
// fuzz/http_parameters/ and fuzz/http_bodies/, each replayed through its own function by http_fuzz_test. To search for more:
// DISPATCHES_FUZZ_SECONDS=300 build/asan/bin/http_fuzz_test (mutate.hpp).
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "indexer/text/utf8.hpp"
#include "searchd/http/asked.hpp"
#include "searchd/http/gate.hpp"
#include "searchd/http/params.hpp"

namespace dispatches::http::fuzz {

inline void require(bool condition) {
  if (!condition) std::abort();
}

inline void check(const Refusal& refusal) {
  require(refusal.status >= 400 && refusal.status < 600 && !refusal.code.empty() && !refusal.message.empty());
  require(text::is_valid_utf8(refusal.message) && text::is_valid_utf8(refusal.parameter) && refusal.message.size() < 2000);
}

// What a request that was read keeps to.
inline void check(const query::SearchRequest& request) {
  require(request.page >= 1 && request.per_page >= 1 && request.per_page <= query::kMaxPerPage);
  require(request.page * request.per_page <= query::kMaxDepth && request.snippet_words <= query::kMaxSnippetWords);
  require(request.max_facet_values >= 1 && request.max_facet_values <= query::kMaxFacetValues && request.facet_queries.size() <= query::kFacets);
  require(!request.from || !request.to || *request.from <= *request.to);
  const auto good = [](const std::string& value) { return text::is_valid_utf8(value) && text::squeeze(value) == value; };
  require(good(request.q) && !request.label_lang.empty());
  for (const auto* list : {&request.within, &request.exclude_within, &request.authors, &request.urls, &request.stories})
    require(list->size() <= query::kMaxFilterValues && std::all_of(list->begin(), list->end(), good));
}

inline void read(const Parameters& parameters) {
  for (const Route& route : routes()) {
    Parameters rest = parameters;
    const auto own = take_own(rest, route.own);
    if (const auto* refusal = std::get_if<Refusal>(&own)) {
      check(*refusal);
      continue;
    }
    const auto read = read_search(rest, route.defaults, route.own);
    std::visit([](const auto& one) { check(one); }, read);
    // Nothing of one reading stays behind for the next.
    require(read.index() == read_search(rest, route.defaults, route.own).index());
  }
  if (const auto refusal = refuse_any(parameters)) check(*refusal);
}

// What stands between ampersands or on lines, "name=value": as decoded.
inline Parameters parameters_in(std::string_view bytes) {
  Parameters all;
  for (std::size_t begin = 0, end = 0; begin <= bytes.size(); begin = end + 1) {
    end = std::min(bytes.find_first_of("&\n", begin), bytes.size());
    const std::string_view pair = bytes.substr(begin, end - begin);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    all.emplace(pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size())));
  }
  return all;
}

inline int parameters(std::string_view bytes) { return read(parameters_in(bytes)), 0; }

inline int body(std::string_view bytes) {
  for (const std::vector<std::string>& lists : {std::vector<std::string>(), std::vector<std::string>{"names"}}) {
    const auto given = parameters_of_json(bytes, lists);
    if (const auto* refusal = std::get_if<Refusal>(&given)) check(*refusal);
    else read(std::get<Parameters>(given));
  }
  return 0;
}

// A whole request: a head, and what follows it as a body.
inline int head(std::string_view bytes) {
  const HeadLimits limits;
  const std::size_t length = head_length(bytes);
  if (const auto refusal = overgrown(bytes, limits)) check(*refusal);
  if (length == 0) return 0;
  require(length <= bytes.size() && bytes.substr(0, length).ends_with("\r\n\r\n"));
  const auto read = read_head(bytes.substr(0, length), limits);
  if (const auto* refusal = std::get_if<Refusal>(&read)) return check(*refusal), 0;
  const Head& one = std::get<Head>(read);
  require(one.headers.size() <= limits.headers && one.body_bytes <= limits.body_bytes_of(one.path()));
  // What may part two requests differently is not let through.
  require(one.count("transfer-encoding") == 0 && one.count("content-length") <= 1 && one.target.find_first_of("\r\n \0", 0, 4) == std::string::npos);
  for (const auto& [name, value] : one.headers) require(!name.empty() && value.find_first_of("\r\n") == std::string::npos && value.find('\0') == std::string::npos);
  GateRules rules;
  rules.credentials = {"YWxpY2U6eA=="};
  for (const std::string& origin : {std::string(), std::string("*")}) {
    rules.allow_origin = origin;
    if (const auto refusal = refusal_of(one, rules)) check(*refusal);
  }
  accepts_gzip(one.header("accept-encoding"));
  if (const std::size_t mark = one.target.find('?'); mark != std::string::npos) parameters(std::string_view(one.target).substr(mark + 1));
  return one.body_bytes > 0 ? body(bytes.substr(length)) : 0;
}

}  // namespace dispatches::http::fuzz
