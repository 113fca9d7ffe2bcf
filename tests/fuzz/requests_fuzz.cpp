// Any bytes as what a client sends: head, parameters of the address or of a JSON body, the question's syntax. Found inputs are kept in fuzz/requests/ and
// replayed by http_fuzz_test. To search for more:
// clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -I. tests/fuzz/requests_fuzz.cpp, linked as http_fuzz_test is
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "indexer/text/utf8.hpp"
#include "searchd/http/gate.hpp"
#include "searchd/http/json.hpp"
#include "searchd/http/params.hpp"
#include "searchd/query/syntax.hpp"

namespace dispatches::http::fuzz {

inline void require(bool condition) {
  if (!condition) std::abort();
}

// A refusal is a sentence that JSON can carry, whatever it quotes.
inline void check(const Refusal& refusal) {
  require(refusal.status >= 400 && refusal.status < 500 && !refusal.code.empty());
  require(text::is_valid_utf8(refusal.message) && text::is_valid_utf8(refusal.parameter));
  require(refusal.message.size() < 2000);
}

inline std::size_t leaves(const query::Node& node, std::size_t depth) {
  require(depth < 4 * (query::kMaxQueryDepth + 1));
  require(text::is_valid_utf8(node.text) && node.distance <= query::kMaxNearDistance);
  require(node.kind != query::NodeKind::phrase || node.words.size() <= query::kMaxPhraseWords);
  std::size_t count = node.children.empty();
  for (const query::Node& child : node.children) count += leaves(child, depth + 1);
  return count;
}

inline void check(const query::SearchRequest& request) {
  require(request.page >= 1 && request.per_page >= 1 && request.page * request.per_page <= query::kMaxDepth && request.per_page <= query::kMaxPerPage);
  require(request.max_facet_values >= 1 && request.max_facet_values <= query::kMaxFacetValues && request.snippet_words <= query::kMaxSnippetWords);
  require(request.facet_by.size() <= query::kFacets && request.facet_queries.size() <= query::kFacets);
  for (const query::FacetFilter& filter : request.filters) require(filter.chosen.size() <= query::kMaxFilterValues && filter.excluded.size() <= query::kMaxFilterValues);
  require(!request.from || !request.to || *request.from <= *request.to);
  require(text::is_valid_utf8(request.q));
  const query::Syntax syntax = query::parse(text::clean(request.q));
  require(leaves(syntax.root, 0) <= query::kMaxQueryWords + 1);
  for (const std::string& note : syntax.notes) require(text::is_valid_utf8(note));
}

inline void read(const Parameters& parameters) {
  const auto request = read_search(parameters);
  if (const Refusal* refusal = std::get_if<Refusal>(&request)) check(*refusal);
  else check(std::get<query::SearchRequest>(request));
}

// As httplib parts an address, but without its escapes: any byte may stand in a name or value.
inline Parameters parameters_of(std::string_view target) {
  Parameters parameters;
  for (std::size_t at = target.find('?'); at < target.size();) {
    const std::size_t end = std::min(target.find('&', at + 1), target.size());
    const std::string_view one = target.substr(at + 1, end - at - 1);
    const std::size_t sign = std::min(one.find('='), one.size());
    parameters.emplace(one.substr(0, sign), one.substr(std::min(sign + 1, one.size())));
    at = end;
  }
  return parameters;
}

}  // namespace dispatches::http::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dispatches::http;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t length = head_length(bytes);
  if (length == 0) {
    if (const auto refusal = overgrown(bytes, {})) fuzz::check(*refusal);
    fuzz::read({{"q", std::string(bytes)}});
    return 0;
  }
  const auto head = read_head(bytes.substr(0, length), {});
  if (const Refusal* refusal = std::get_if<Refusal>(&head)) return fuzz::check(*refusal), 0;
  const Head& read = std::get<Head>(head);
  fuzz::require(read.headers.size() <= HeadLimits().headers && read.body_bytes <= HeadLimits().names_body_bytes && read.count("transfer-encoding") == 0);
  if (const auto refusal = refusal_of(read, {})) fuzz::check(*refusal);
  fuzz::read(fuzz::parameters_of(read.target));
  const auto body = parameters_of_json(bytes.substr(length), {"names"});
  if (const Refusal* refusal = std::get_if<Refusal>(&body)) return fuzz::check(*refusal), 0;
  fuzz::read(std::get<Parameters>(body));
  return 0;
}
