#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "searchd/query/compile.hpp"

namespace dispatches::query {

namespace {

std::string list(std::string_view head, const std::vector<Match>& children) {
  std::string shown = fmt::format("({}", head);
  for (const Match& child : children) shown += " " + to_string(child);
  return shown + ")";
}

std::string weighted(std::string shown, const Match& match) {
  return match.weight > 0 ? fmt::format("{}^{:.2f}", shown, match.weight) : shown;
}

std::string name_of(names::EntityOrdinal entity, const names::Lexicon& lexicon) {
  return fmt::format("{} ({})", lexicon.entities[entity].name("en"), lexicon.entities[entity].id);
}

std::string day(const std::optional<std::chrono::sys_days>& date) { return date ? fmt::format("{:%Y-%m-%d}", *date) : std::string(); }

}  // namespace

std::string to_string(const Match& match) {
  switch (match.kind) {
    case MatchKind::everything: return "everything";
    case MatchKind::nothing: return "nothing";
    case MatchKind::all_of: return list("all", match.children);
    case MatchKind::any_of: return list("any", match.children);
    case MatchKind::none_of: return list("not", match.children);
    case MatchKind::terms: return weighted(fmt::format("[{}]", fmt::join(match.terms, " ")), match);
    case MatchKind::entity: return weighted(fmt::format("(names {})", fmt::join(match.values, " ")), match);
    case MatchKind::positional: return weighted(match.positional.get_description(), match);
    case MatchKind::dates: return fmt::format("(dates {}..{})", day(match.from), day(match.to));
    case MatchKind::facet: return fmt::format("({}: {})", match.within ? "within" : facet_name(match.facet), fmt::join(match.values, " "));
  }
  return {};
}

std::string to_string(const CompiledQuery& query, const names::Lexicon& lexicon) {
  std::string shown = fmt::format("matches: {}\n", to_string(query.match));
  for (const Understood& understood : query.understood) {
    shown += fmt::format("'{}' is {}\n", understood.text, understood.entity == names::kNobody ? "searched as words" : name_of(understood.entity, lexicon));
    for (const names::EntityOrdinal candidate : understood.candidates) shown += fmt::format("  may mean {}\n", name_of(candidate, lexicon));
  }
  for (const std::string& word : query.unknown_words) shown += fmt::format("no article has '{}'\n", word);
  for (const std::string& note : query.notes) shown += fmt::format("note: {}\n", note);
  return shown;
}

}  // namespace dispatches::query
