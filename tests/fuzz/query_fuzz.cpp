// Any bytes as the words of a question, over a small world of names. Found inputs are kept in fuzz/query/ and replayed by query_fuzz_test. To search
// for more: DISPATCHES_FUZZ_SECONDS=300 build/asan/bin/query_fuzz_test (mutate.hpp).
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "indexer/text/utf8.hpp"
#include "searchd/query/syntax.hpp"
#include "tests/query_world.hpp"

namespace dispatches::query::fuzz {

inline void require(bool condition) {
  if (!condition) std::abort();
}

// How many words and names are asked for (dates are no words); the tree keeps to its bounds.
inline std::size_t leaves(const Node& node, std::size_t depth) {
  require(depth < 4 * (kMaxQueryDepth + 1));
  require(text::is_valid_utf8(node.text) && node.distance <= kMaxNearDistance);
  require(node.kind != NodeKind::phrase || node.words.size() <= kMaxPhraseWords);
  std::size_t count = node.children.empty() && node.kind != NodeKind::dates;
  for (const Node& child : node.children) count += leaves(child, depth + 1);
  return count;
}

// Whatever is typed: a query that can be printed, matched and ranked.
inline void ask(const std::string& words, Spelling spelling, Words strictness) {
  static tests::SmallWorld world;
  SearchRequest request;
  request.q = words;
  request.spelling = spelling;
  request.words = strictness;
  const CompiledQuery query = world.ask(request);
  for (const std::string& note : query.notes) require(text::is_valid_utf8(note) && !note.empty());
  for (const auto& name : query.understood) require(text::is_valid_utf8(name.text) && name.candidates.size() <= kMaxCandidates);
  Xapian::Enquire enquire(world.database);
  enquire.set_weighting_scheme(tests::WordWeight());
  enquire.set_query(tests::in_xapian(query.match, tests::Strictness::exact, world.naming_of()));
  require(enquire.get_mset(0, 10).size() <= world.database.get_doccount());
}

}  // namespace dispatches::query::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dispatches;
  using namespace dispatches::query;
  // As the parameters of a request leave it.
  const std::string words = text::squeeze(text::clean({reinterpret_cast<const char*>(data), size}));
  fuzz::require(fuzz::leaves(parse(words).root, 0) <= kMaxQueryWords + 1);
  for (const Spelling spelling : {Spelling::variants, Spelling::folded, Spelling::exact}) fuzz::ask(words, spelling, Words::most);
  fuzz::ask(words, Spelling::variants, Words::all);
  return 0;
}
