#include "indexer/pipeline/story_builder.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>
#include <unordered_map>

#include "indexer/articles/fingerprint.hpp"
#include "indexer/pipeline/story_table.hpp"
#include "indexer/schema/encoding.hpp"
#include "indexer/schema/fields.hpp"
#include "indexer/schema/story_words.hpp"

namespace dispatches::pipeline {

namespace {

using Story = StoryTable::Story;

bool is_live(const LiveSegment& segment, Xapian::docid document) {
  return !std::binary_search(segment.tombstones.begin(), segment.tombstones.end(), document);
}

// The shingles of live articles, kept while they fit.
class ShinglesOf {
 public:
  explicit ShinglesOf(const std::vector<LiveSegment>& segments) : segments_(segments) {}

  // Empty where there is no such article. Valid until the next call but one.
  const text::Shingles& operator()(const std::string& article) {
    if (const auto known = kept_.find(article); known != kept_.end()) return known->second;
    if (kept_shingles_ > kMaxKept) {
      last_ = std::move(kept_);
      kept_.clear();
      kept_shingles_ = 0;
    }
    const auto place = place_of(article, segments_);
    text::Shingles shingles;
    if (place) shingles = text::shingles_of(schema::story_words(stored_at(*place, segments_), analyzer_));
    kept_shingles_ += shingles.size();
    return kept_.emplace(article, std::move(shingles)).first->second;
  }

 private:
  static constexpr std::size_t kMaxKept = 2'000'000;  // 16 MB

  const std::vector<LiveSegment>& segments_;
  text::Analyzer analyzer_;
  std::unordered_map<std::string, text::Shingles> kept_, last_;
  std::size_t kept_shingles_ = 0;
};

class StoryBuilder {
 public:
  explicit StoryBuilder(const StoryNight& night) : night_(night), table_(night.members), shingles_of_(night.segments) {}

  std::vector<schema::StoryMember> run() {
    find_articles();
    remove_gone();
    settle_changed();
    find_bands();
    for (NightArticle& article : articles_)
      if (!article.settled) assign(article);
    return table_.members();
  }

 private:
  struct NightArticle {
    LiveArticle live;
    std::size_t segment = 0;
    bool settled = false;               // stays in its story with others
    std::vector<std::uint32_t> bands;   // those it shares with some other article
  };

  void find_articles();
  void remove_gone();
  void settle_changed();
  void settle_changed(Story story);
  void find_bands();
  void add_band(std::size_t segment, const std::string& term);
  void add_old_stories(const std::string& term, std::vector<Story>& stories);
  struct Candidate {
    Story story;
    std::size_t shared;  // bands
  };
  std::vector<Candidate> candidates(const NightArticle& article) const;
  void assign(NightArticle& article);

  bool is_new(const std::string& article) const { return by_id_.contains(article); }
  double likeness(const std::string& a, const std::string& b) { return text::resemblance(shingles_of_(a), shingles_of_(b)); }
  text::sys_seconds since(const std::string& article) const;
  std::string earliest(const std::vector<std::string>& articles, const std::string& but) const;
  Story story_or_own(const std::string& article);
  static void remember(Story story, std::vector<Story>& stories);

  const StoryNight& night_;
  StoryTable table_;
  ShinglesOf shingles_of_;
  std::vector<NightArticle> articles_;                        // of the night, in the order of publication
  std::unordered_map<std::string, std::size_t> by_id_;        // their places in it
  std::vector<std::vector<std::uint32_t>> by_document_;       // the same, by segment and docid
  std::vector<std::vector<Story>> bands_;                     // the stories met so far under each band
};

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

void StoryBuilder::find_articles() {
  for (std::size_t s = night_.first_new; s < night_.segments.size(); ++s)
    each_live_article(night_.segments[s], [&](LiveArticle live) { articles_.push_back({std::move(live), s, false, {}}); });
  std::sort(articles_.begin(), articles_.end(), [](const NightArticle& a, const NightArticle& b) { return std::tie(a.live.since, a.live.id) < std::tie(b.live.since, b.live.id); });
  by_document_.resize(night_.segments.size());
  for (std::size_t s = night_.first_new; s < night_.segments.size(); ++s) by_document_[s].assign(night_.segments[s].database.get_lastdocid() + 1, kNone);
  for (std::size_t i = 0; i < articles_.size(); ++i) {
    by_id_.emplace(articles_[i].live.id, i);
    by_document_[articles_[i].segment][articles_[i].live.document] = static_cast<std::uint32_t>(i);
  }
}

text::sys_seconds StoryBuilder::since(const std::string& article) const {
  const auto place = place_of(article, night_.segments);
  if (!place) return text::sys_seconds::max();
  const Xapian::Document document = night_.segments[place->segment].database.get_document(place->document, Xapian::DOC_ASSUME_VALID);
  const auto date = schema::unpack_date(document.get_value(schema::kPublished));
  return date ? date->start : schema::unpack_time(document.get_value(schema::kFirstIndexed));
}

// Of those that this run did not touch, if there are any. REQUIRES: one that is not `but`.
std::string StoryBuilder::earliest(const std::vector<std::string>& articles, const std::string& but) const {
  std::vector<std::tuple<bool, text::sys_seconds, std::string>> order;
  for (const std::string& article : articles)
    if (article != but) order.emplace_back(is_new(article), since(article), article);
  return std::get<2>(*std::min_element(order.begin(), order.end()));
}

void StoryBuilder::remove_gone() {
  std::set<Story> without_leader;
  for (const std::string& article : night_.buried) {
    const auto story = table_.story_of(article);
    if (!story || is_new(article)) continue;
    if (table_.articles(*story).front() == article) without_leader.insert(*story);
    table_.leave(article);
  }
  for (const Story story : without_leader)
    if (!table_.articles(story).empty()) table_.lead(earliest(table_.articles(story), {}));
}

void StoryBuilder::settle_changed() {
  std::set<Story> changed;
  for (const NightArticle& article : articles_)
    if (const auto story = table_.story_of(article.live.id)) changed.insert(*story);
  for (const Story story : changed) settle_changed(story);
}

void StoryBuilder::settle_changed(Story story) {
  if (table_.articles(story).size() < 2) return;
  if (const std::string leader = table_.articles(story).front(); is_new(leader)) {
    const std::string heir = earliest(table_.articles(story), leader);
    if (likeness(leader, heir) < kSameStory) table_.lead(heir);
  }
  const std::vector<std::string> articles = table_.articles(story);
  for (const std::string& article : articles)
    if (is_new(article) && article != articles.front() && likeness(article, articles.front()) < kSameStory) table_.leave(article);
  if (table_.articles(story).size() < 2) return;
  for (const std::string& article : table_.articles(story))
    if (const auto at = by_id_.find(article); at != by_id_.end()) articles_[at->second].settled = true;
}

StoryTable::Story StoryBuilder::story_or_own(const std::string& article) {
  const auto story = table_.story_of(article);
  return story ? *story : table_.found(article);
}

void StoryBuilder::remember(Story story, std::vector<Story>& stories) {
  if (stories.size() < kMaxBandStories && std::find(stories.begin(), stories.end(), story) == stories.end()) stories.push_back(story);
}

void StoryBuilder::find_bands() {
  const std::string prefix(schema::prefix_of(schema::Term::band));
  for (std::size_t s = night_.first_new; s < night_.segments.size(); ++s) {
    const Xapian::Database& database = night_.segments[s].database;
    for (auto term = database.allterms_begin(prefix), end = database.allterms_end(prefix); term != end; ++term)
      if (night_.first_new > 0 || term.get_termfreq() > 1) add_band(s, *term);
  }
}

void StoryBuilder::add_band(std::size_t segment, const std::string& term) {
  std::vector<Story> stories;
  add_old_stories(term, stories);
  const Xapian::Database& database = night_.segments[segment].database;
  std::vector<NightArticle*> open;
  for (auto posting = database.postlist_begin(term), end = database.postlist_end(term); posting != end; ++posting) {
    const std::uint32_t at = by_document_[segment][*posting];
    if (at == kNone) continue;
    if (articles_[at].settled) remember(*table_.story_of(articles_[at].live.id), stories);
    else open.push_back(&articles_[at]);
  }
  if (open.empty() || open.size() + stories.size() < 2) return;
  for (NightArticle* article : open) article->bands.push_back(static_cast<std::uint32_t>(bands_.size()));
  bands_.push_back(std::move(stories));
}

void StoryBuilder::add_old_stories(const std::string& term, std::vector<Story>& stories) {
  for (std::size_t s = 0; s < night_.first_new; ++s) {
    const LiveSegment& segment = night_.segments[s];
    std::size_t looked_at = 0;
    for (auto posting = segment.database.postlist_begin(term), end = segment.database.postlist_end(term); posting != end && looked_at < kMaxBandArticles; ++posting, ++looked_at)
      if (is_live(segment, *posting)) remember(story_or_own(segment.database.get_document(*posting, Xapian::DOC_ASSUME_VALID).get_value(schema::kId)), stories);
  }
}

// Those that share most bands with it first.
std::vector<StoryBuilder::Candidate> StoryBuilder::candidates(const NightArticle& article) const {
  std::unordered_map<Story, std::size_t> shared;
  for (const std::uint32_t band : article.bands)
    for (const Story story : bands_[band])
      if (!table_.articles(story).empty()) ++shared[story];
  std::vector<Candidate> order;
  for (const auto& [story, count] : shared) order.push_back({story, count});
  std::sort(order.begin(), order.end(), [&](const Candidate& a, const Candidate& b) {
    return a.shared != b.shared ? a.shared > b.shared : table_.id(a.story) < table_.id(b.story);
  });
  if (order.size() > kMaxCompared) order.resize(kMaxCompared);
  return order;
}

// Of several leaders that it is like, it joins the likest; but first one that has all its bands among its members, as an equal text does: equal texts
// stay together. An article that is alone under another's id keeps that unless it joins others.
void StoryBuilder::assign(NightArticle& article) {
  const std::string& id = article.live.id;
  const auto own = table_.story_of(id);
  std::optional<Candidate> best;
  double most = 0;
  for (const Candidate& candidate : candidates(article)) {
    if (best && best->shared == articles::kBands && candidate.shared < best->shared) break;
    if (own && candidate.story == *own) continue;
    const double like = likeness(id, table_.articles(candidate.story).front());
    if (like < kSameStory || like <= most) continue;
    best = candidate;
    most = like;
  }
  if (best) {
    if (own) table_.leave(id);
    table_.join(id, best->story);
  }
  if (article.bands.empty() && !table_.is_taken(id)) return;  // what is not in the table is a story of its own
  const Story story = story_or_own(id);
  for (const std::uint32_t band : article.bands) remember(story, bands_[band]);
}

}  // namespace

std::vector<schema::StoryMember> build_stories(const StoryNight& night) { return StoryBuilder(night).run(); }

}  // namespace dispatches::pipeline
