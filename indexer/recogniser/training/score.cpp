#include "indexer/recogniser/training/score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "indexer/text/fold.hpp"

namespace dispatches::recogniser::training {
namespace {

using Names = std::set<std::pair<std::size_t, std::string>>;
using Spans = std::set<std::array<std::size_t, 3>>;

template <class Set, class TypeOf>
void count(const Set& gold, const Set& found, std::array<Tally, Score::kShown>& tallies, TypeOf type_of) {
  for (const auto& name : gold) {
    ++tallies[type_of(name)].gold;
    tallies[type_of(name)].right += found.contains(name);
  }
  for (const auto& name : found) ++tallies[type_of(name)].found;
}

std::string described(const std::array<Tally, Score::kShown>& tallies) {
  Tally all;
  for (const auto& tally : tallies) {
    all.right += tally.right;
    all.found += tally.found;
    all.gold += tally.gold;
  }
  return fmt::format("{:.1f}/{:.1f}/{:.1f} PER {:.1f} ORG {:.1f} LOC {:.1f}", 100 * all.precision(), 100 * all.recall(),
                     100 * all.f1(), 100 * tallies[0].f1(), 100 * tallies[1].f1(), 100 * tallies[2].f1());
}

}  // namespace

void Score::add(const Document& document, const std::vector<entities::Mention>& mentions) {
  Spans gold_spans, found_spans;
  Names gold_names, found_names;
  for (const auto& name : document.names) {
    if (name.type == NameType::other) continue;
    const auto type = static_cast<std::size_t>(name.type);
    gold_spans.insert({type, name.begin, name.end});
    gold_names.emplace(type, text::fold_case(document.text.substr(name.begin, name.end - name.begin)));
  }
  for (const auto& mention : mentions) {
    if (!mention.type) continue;
    const auto type = static_cast<std::size_t>(*mention.type);
    found_spans.insert({type, mention.begin, mention.end});
    found_names.emplace(type, text::fold_case(mention.surface));
  }
  count(gold_spans, found_spans, spans, [](const auto& span) { return span[0]; });
  count(gold_names, found_names, names, [](const auto& name) { return name.first; });
}

std::string described(const Score& score) {
  return fmt::format("spans {} | names {}", described(score.spans), described(score.names));
}

}  // namespace dispatches::recogniser::training
