// People nobody lists, joined by the rules of names/cluster, around those who are known. Of a night only those are joined anew whom it may have changed: all
// that hang together with a spelling that it touched, by links, equal names or a known entity. The others are as they were. Internal to meanings.
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "indexer/names/cluster.hpp"
#include "indexer/pipeline/meanings.hpp"

namespace dispatches::pipeline {

// A spelling of a person and what is known of it.
struct Person {
  names::SpellingId spelling = 0;
  names::EntityOrdinal entity = names::kNobody;  // by override or catalogue
  bool listed_only = false;                      // a name of the catalogue that no article has
};

struct PeopleClusters {
  struct Member {
    names::SpellingId spelling = 0;
    names::Reason reason;        // by rule, where one joined it
  };
  struct Cluster {
    names::EntityOrdinal entity = names::kNobody;  // known
    names::EntityOrdinal kept = names::kNobody;    // as it was: by the ordinal of the lexicon before
    std::vector<Member> members;                   // those not listed only; oldest first
  };
  std::vector<Cluster> clusters;
  std::vector<names::LexiconLink> links;         // all there are now
};

// `apart`, `together`: pairs of spellings. In the order of their first members.
PeopleClusters cluster_people(const MeaningsInput& input, std::vector<Person> people, const std::set<std::pair<names::SpellingId, names::SpellingId>>& apart,
                              const std::vector<std::pair<names::SpellingId, names::SpellingId>>& together);

}  // namespace dispatches::pipeline
