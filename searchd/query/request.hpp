// What was asked, as plain values: a request of the endpoint after its parameters were read (http/params), before the words are understood.
// Names and meanings are those of the HTTP interface.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/query/deadline.hpp"

namespace dispatches::query {

enum class Facet : std::uint8_t { person, org, place, topic, source, language };
inline constexpr std::size_t kFacets = 6;
inline constexpr std::array<std::string_view, kFacets> kFacetNames = {"person", "org", "place", "topic", "source", "lang"};
constexpr std::string_view facet_name(Facet facet) { return kFacetNames[static_cast<std::size_t>(facet)]; }
std::optional<Facet> facet_named(std::string_view name);
std::vector<Facet> all_facets();

// Chosen values of one facet, by id.
struct FacetFilter {
  std::vector<std::string> chosen;    // `person=`: any of them, or all with match_all
  std::vector<std::string> excluded;  // `exclude.person=`: none of them
  bool match_all = false;             // `match.person=all`
};

enum class Spelling : std::uint8_t { variants, folded, exact };
enum class Words : std::uint8_t { all, most };
enum class SortBy : std::uint8_t { relevance, newest, oldest, indexed };
enum class Interval : std::uint8_t { automatic, day, week, month, year, none };

// Limits of a request; each is cut with a note or refused with an error, never a stall.
inline constexpr std::size_t kMaxQueryCharacters = 256;
inline constexpr std::size_t kMaxQueryWords = 24;
inline constexpr std::size_t kMaxPhraseWords = 10;
inline constexpr std::size_t kMaxQueryDepth = 8;
inline constexpr std::size_t kMinWildcardLetters = 3;
inline constexpr std::size_t kMaxWildcardTerms = 100;
inline constexpr std::size_t kMaxNearDistance = 15;
inline constexpr std::size_t kMaxSoundLookups = 40;         // of names that no article has as typed
inline constexpr std::size_t kMaxCandidates = 20;           // offered where a name may mean several
inline constexpr std::size_t kMaxVerified = 10'000;         // articles looked into for spelling=exact
inline constexpr std::size_t kMaxDepth = 10'000;            // page × per_page
inline constexpr std::size_t kMaxPerPage = 100;
inline constexpr std::size_t kMaxFacetValues = 1000;
inline constexpr std::size_t kMaxSnippetWords = 100;
inline constexpr std::size_t kMaxFilterValues = 100;        // of one parameter

// `facet_query=person:zal` — only values of which a spelling begins so. `place:within:ID`: only places in ID.
struct FacetQuery {
  Facet facet = Facet::person;
  std::string begins;  // empty for `within`
  std::string within;
};

struct SearchRequest {
  std::string q;
  bool without_old_stock = false;                   // what was read in by --backfill does not pass
  bool inside_quotes = false;                       // the words of q are looked for in what people say only
  std::array<FacetFilter, kFacets> filters;
  std::vector<std::string> within, exclude_within;  // place ids: it or any place in it
  bool within_match_all = false;                    // `match.within=all`
  std::vector<std::string> missing;                 // "person" … "lang", "published", "author"
  std::optional<std::chrono::sys_days> from, to;    // inclusive, UTC
  std::optional<std::chrono::sys_seconds> indexed_since;
  std::optional<std::chrono::sys_seconds> as_of;    // first indexed before the end of that day, or by that instant: the last second of it
  std::vector<std::string> authors, urls, stories;  // stories: ids
  Spelling spelling = Spelling::variants;
  Words words = Words::most;
  std::optional<SortBy> sort_by;                    // absent: relevance, newest where q is empty
  std::size_t page = 1, per_page = 10;
  bool group_by_story = true;
  std::vector<Facet> facet_by = all_facets();
  std::size_t max_facet_values = 10;
  std::vector<FacetQuery> facet_queries;
  Interval interval = Interval::automatic;
  std::size_t snippet_words = 35;
  std::string label_lang = "en";
  Deadline deadline;                                // whatever works for this request ends by then

  const FacetFilter& filter(Facet facet) const { return filters[static_cast<std::size_t>(facet)]; }
  FacetFilter& filter(Facet facet) { return filters[static_cast<std::size_t>(facet)]; }
};

}  // namespace dispatches::query
