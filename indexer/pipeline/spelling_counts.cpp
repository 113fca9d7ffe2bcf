#include "indexer/pipeline/spelling_counts.hpp"

#include <algorithm>

namespace dispatches::pipeline {

namespace {

constexpr std::size_t kMostLanguages = 3;

class Counter {
 public:
  Counter(const std::vector<names::MentionRecord>& mentions, std::size_t spellings) : mentions_(mentions), counts_(spellings) {}

  void add(const LiveRow& row) {
    here_.clear();
    for (const auto& [id, count] : row.mentions)
      if (id < mentions_.size()) here_.push_back(&mentions_[id]);
    std::sort(here_.begin(), here_.end(), [](const auto* a, const auto* b) { return a->effective() < b->effective(); });
    for (auto first = here_.begin(); first != here_.end();) {
      const auto last = std::find_if(first, here_.end(), [&](const auto* other) { return other->effective() != (*first)->effective(); });
      add_article(row, counts_[(*first)->effective()], {first, last});
      first = last;
    }
  }

  std::vector<SpellingCount> take() { return std::move(counts_); }

 private:
  struct Mentions {
    std::vector<const names::MentionRecord*>::const_iterator first, last;
  };

  void add_article(const LiveRow& row, SpellingCount& count, const Mentions& mentions) {
    ++count.articles;
    if (!row.language.empty()) ++count.languages[row.language];
    if (row.published) {
      count.first = std::min(count.first.value_or(row.published->start), row.published->start);
      count.last = std::max(count.last.value_or(row.published->start), row.published->start);
    }
    std::array<std::uint32_t, 3> votes{};
    std::for_each(mentions.first, mentions.last, [&](const names::MentionRecord* mention) {
      if (!mention->type) return;
      const auto type = static_cast<std::size_t>(*mention->type);
      votes[type] = std::max(votes[type], mention->plain ? kPlainVote : 1u);
      if (mention->plain) count.plain[type] = true;
    });
    for (std::size_t type = 0; type < votes.size(); ++type) count.votes[type] += votes[type];
  }

  const std::vector<names::MentionRecord>& mentions_;
  std::vector<SpellingCount> counts_;
  std::vector<const names::MentionRecord*> here_;  // of one article
};

}  // namespace

std::optional<names::EntityType> SpellingCount::type() const {
  const auto most = std::max_element(votes.begin(), votes.end());
  return *most == 0 ? std::nullopt : std::optional(static_cast<names::EntityType>(most - votes.begin()));
}

std::string SpellingCount::languages_listed() const {
  std::vector<std::pair<std::string, std::uint32_t>> ordered(languages.begin(), languages.end());
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string listed;
  for (std::size_t i = 0; i < std::min(ordered.size(), kMostLanguages); ++i) listed.append(i ? "," : "").append(ordered[i].first);
  return listed;
}

std::vector<SpellingCount> count_spellings(const std::vector<LiveSegment>& segments, const std::vector<names::MentionRecord>& mentions, std::size_t spellings) {
  Counter counter(mentions, spellings);
  for (const LiveSegment& segment : segments) each_live_row(segment, [&](const LiveRow& row) { counter.add(row); });
  return counter.take();
}

}  // namespace dispatches::pipeline
