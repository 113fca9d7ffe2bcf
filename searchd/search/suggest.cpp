#include <algorithm>

#include "indexer/text/fold.hpp"
#include "indexer/text/utf8.hpp"
#include "searchd/search/entities.hpp"
#include "searchd/search/facets.hpp"
#include "searchd/search/found.hpp"

namespace dispatches::search {

namespace {

using names::EntityOrdinal;

constexpr std::size_t kMostBeginnings = 2000, kMostCounted = 24, kMostTermsRead = 3000, kMostWords = 4;

std::string_view type_of(EntityOrdinal entity, const Snapshot& snapshot) { return names::type_name(snapshot.entity_types[entity]); }

// The entity's label if it begins so, else the spelling that does; the label where only an alias of the catalogue does.
std::string matched_spelling(EntityOrdinal entity, const std::string& begins, const std::string& language, const Snapshot& snapshot) {
  const names::LexiconEntity& named = snapshot.lexicon.entities[entity];
  std::vector<std::string_view> texts = {named.name(language)};
  for (const auto& [other, name] : named.names) texts.push_back(name);
  for (const names::SpellingId spelling : snapshot.names.spellings_of(entity)) texts.push_back(snapshot.lexicon.spellings[spelling].text);
  for (const std::string_view text : texts)
    if (has_word_beginning(text::fold(text), begins)) return std::string(text);
  return std::string(texts.front());
}

class Suggester {
 public:
  Suggester(const std::string& typed, const query::SearchRequest& request, const Snapshot& snapshot, Handles& handles)
      : request_(request), snapshot_(snapshot), handles_(handles), begins_(text::fold(text::squeeze(typed))) {
    query::SearchRequest filters = request;
    filters.q.clear();
    passing_ = find(filters, snapshot, handles).passing;
  }

  std::vector<Suggestion> run(std::size_t most) {
    if (begins_.empty()) return {};
    add_entities(most > kMostWords ? most - kMostWords : most);
    add_topics(most);
    add_words(most);
    return std::move(list_);
  }

 private:
  // Those with the most articles in the whole archive are counted under the filters.
  void add_entities(std::size_t most) {
    std::vector<std::pair<std::size_t, EntityOrdinal>> likely;
    for (const EntityOrdinal entity : snapshot_.names.beginning_with(begins_, kMostBeginnings))
      if (const std::size_t articles = snapshot_.articles_naming[entity]; articles > 0) likely.emplace_back(articles, entity);
    std::sort(likely.begin(), likely.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
    likely.resize(std::min(likely.size(), kMostCounted));
    for (const auto& [articles, entity] : likely) {
      request_.deadline.check();
      const auto found = count_naming(entity, passing_, snapshot_);
      if (found == 0) continue;
      const names::LexiconEntity& named = snapshot_.lexicon.entities[entity];
      list_.push_back({std::string(type_of(entity, snapshot_)), entity, std::string(named.id), std::string(named.name(request_.label_lang)),
                       matched_spelling(entity, begins_, request_.label_lang, snapshot_), found});
    }
    std::stable_sort(list_.begin(), list_.end(), [](const Suggestion& a, const Suggestion& b) { return a.count > b.count; });
    list_.resize(std::min(list_.size(), most));
  }

  void add_topics(std::size_t most) {
    for (const names::LexiconTopic& topic : snapshot_.lexicon.topics) {
      const auto named = std::find_if(topic.names.begin(), topic.names.end(), [&](const auto& name) { return has_word_beginning(text::fold(name.text), begins_); });
      if (list_.size() >= most || named == topic.names.end()) continue;
      request_.deadline.check();
      const std::uint32_t found = count_of([&](const SegmentReader& reader) { return with_values(query::Facet::topic, {std::string(topic.id)}, false, reader); });
      if (found > 0) list_.push_back({"topic", names::kNobody, std::string(topic.id), std::string(topic.name(request_.label_lang)), std::string(named->text), found});
    }
  }

  // The most frequent words that begin so, each counted as a search for it counts.
  void add_words(std::size_t most) {
    if (begins_.find(' ') != std::string::npos || text::length(begins_) < 2 || snapshot_.segments.empty()) return;
    std::vector<std::pair<std::size_t, std::string>> words;
    auto term = handles_.all.allterms_begin(begins_);
    for (const auto end = handles_.all.allterms_end(begins_); term != end && words.size() < kMostTermsRead; ++term) words.emplace_back(term.get_termfreq(), *term);
    std::sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
    std::size_t added = 0;
    for (std::size_t i = 0; i < std::min(words.size(), 2 * kMostWords) && added < kMostWords && list_.size() < most; ++i) {
      query::SearchRequest asked = request_;
      asked.q = words[i].second;
      const auto found = static_cast<std::uint32_t>(find(asked, snapshot_, handles_).count);
      if (found > 0) list_.push_back({"word", names::kNobody, {}, words[i].second, words[i].second, found}), ++added;
    }
  }

  template <class With>
  std::uint32_t count_of(With&& with) const {
    std::size_t articles = 0;
    for (std::size_t s = 0; s < passing_.size(); ++s) {
      Bitmap bits = passing_[s];
      articles += (bits &= with(SegmentReader(s, snapshot_, handles_, request_.deadline))).count();
    }
    return static_cast<std::uint32_t>(articles);
  }

  const query::SearchRequest& request_;
  const Snapshot& snapshot_;
  Handles& handles_;
  std::string begins_;
  std::vector<Bitmap> passing_;
  std::vector<Suggestion> list_;
};

}  // namespace

std::vector<Suggestion> suggest(const std::string& typed, const query::SearchRequest& request, const Snapshot& snapshot, std::size_t most) {
  const Snapshot::Lease handles = snapshot.lease();
  return Suggester(typed, request, snapshot, *handles).run(most);
}

}  // namespace dispatches::search
