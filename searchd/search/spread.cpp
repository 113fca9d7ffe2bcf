#include <algorithm>
#include <map>
#include <numeric>

#include "indexer/names/case_forms.hpp"
#include "indexer/text/fold.hpp"
#include "searchd/search/found.hpp"
#include "searchd/search/spellings.hpp"
#include "searchd/search/story_tally.hpp"

namespace dispatches::search {

namespace {

using names::EntityOrdinal;
using names::kNobody;
using names::SpellingId;

constexpr std::size_t kMostCompared = 48;  // spellings of one entity, the most frequent: each is held against each

// Articles by (entity, surface spelling), of all entities at once.
class Uses {
 public:
  explicit Uses(const Snapshot& snapshot) : snapshot_(snapshot), use_of_(snapshot.lexicon.mentions.size(), kNone), first_of_(snapshot.lexicon.spellings.size(), kNone) {}

  void add(const Segment& segment, const Bitmap& passing, const query::Deadline& deadline) {
    const names::Lexicon& lexicon = snapshot_.lexicon;
    query::Paced paced(deadline);
    passing.each([&](std::size_t docid) {
      ++article_;
      paced.step();
      if (segment.named.has_special(docid)) {
        for (const NamedMention& one : segment.named.special.at(static_cast<std::uint32_t>(docid)))
          if (one.entity != kNobody) count(number(one.entity, lexicon.mentions[one.mention].surface));
        return;
      }
      for (const names::MentionId mention : segment.raw->mentions.row(docid)) {
        if (lexicon.entity_of(mention) == kNobody) continue;
        if (use_of_[mention] == kNone) use_of_[mention] = number(lexicon.entity_of(mention), lexicon.mentions[mention].surface);
        count(use_of_[mention]);
      }
    });
  }

  // Calls visit(entity, variants) for each entity with more than one, the most frequent first.
  template <class Visit>
  void each_of_several(Visit&& visit) && {
    std::sort(uses_.begin(), uses_.end(), [](const Use& a, const Use& b) { return a.entity < b.entity; });
    for (std::size_t begin = 0, end = 0; begin < uses_.size(); begin = end) {
      while (end < uses_.size() && uses_[end].entity == uses_[begin].entity) ++end;
      if (end - begin > 1) visit(uses_[begin].entity, variants(begin, end));
    }
  }

 private:
  std::vector<Variant> variants(std::size_t begin, std::size_t end) const {
    std::vector<Variant> list;
    for (std::size_t i = begin; i < end; ++i) list.push_back({std::string(snapshot_.lexicon.spellings[uses_[i].surface].text), uses_[i].articles, uses_[i].surface});
    std::sort(list.begin(), list.end(), [](const Variant& a, const Variant& b) { return a.count != b.count ? a.count > b.count : a.value < b.value; });
    return list;
  }

  struct Use {
    EntityOrdinal entity;
    SpellingId surface;
    std::uint32_t next;                    // of the same surface: few are whose another is too
    std::uint32_t articles = 0, last_article = 0;
  };

  std::uint32_t number(EntityOrdinal entity, SpellingId surface) {
    for (std::uint32_t use = first_of_[surface]; use != kNone; use = uses_[use].next)
      if (uses_[use].entity == entity) return use;
    uses_.push_back({entity, surface, first_of_[surface]});
    return first_of_[surface] = static_cast<std::uint32_t>(uses_.size() - 1);
  }

  void count(std::uint32_t use) {
    if (std::exchange(uses_[use].last_article, article_) != article_) ++uses_[use].articles;
  }

  const Snapshot& snapshot_;
  std::vector<std::uint32_t> use_of_;      // by mention; kNone: not met yet
  std::vector<std::uint32_t> first_of_;    // by surface
  std::vector<Use> uses_;
  std::uint32_t article_ = 0;
};

// Spellings that agree are one way of writing a name: Zelensky and Volodymyr Zelensky, Зеленський and Зеленського.
class Ways {
 public:
  Ways(const std::vector<Variant>& variants, const names::Lexicon& lexicon, text::Analyzer& analyzer) : way_of_(std::min(variants.size(), kMostCompared)) {
    std::iota(way_of_.begin(), way_of_.end(), std::size_t{0});
    for (std::size_t i = 0; i < way_of_.size(); ++i) {
      const std::string_view languages = lexicon.spellings[variants[i].spelling].languages;
      forms_.push_back({text::script_of(variants[i].value), std::string(languages.substr(0, languages.find(','))), names::folded_words(variants[i].value, analyzer)});
    }
    for (std::size_t i = 1; i < forms_.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (agree(forms_[i], forms_[j])) join(i, j);
  }

  void tell(const std::vector<Variant>& variants, Spread& spread) const {
    std::map<text::Script, std::map<std::size_t, std::uint32_t>> uses;
    for (std::size_t i = 0; i < way_of_.size(); ++i) uses[forms_[i].script][way_of_[i]] += variants[i].count;
    for (const auto& [script, ways] : uses) {
      spread.ways += static_cast<std::uint32_t>(ways.size()) - 1;
      std::uint32_t all = 0, usual = 0;
      for (const auto& [way, articles] : ways) all += articles, usual = std::max(usual, articles);
      spread.outside += all - usual;
    }
  }

 private:
  struct Form {
    text::Script script;
    std::string language;
    std::vector<std::string> words;
  };

  // Each word of the shorter one is a form of another word of the longer one.
  static bool agree(const Form& one, const Form& other) {
    if (one.script != other.script) return false;
    const Form &shorter = one.words.size() < other.words.size() ? one : other, &longer = &shorter == &one ? other : one;
    std::vector<bool> taken(longer.words.size());
    for (const std::string& word : shorter.words) {
      std::size_t i = 0;
      while (i < longer.words.size() && (taken[i] || !are_forms(longer.words[i], word, longer.language, shorter.language))) ++i;
      if (i == longer.words.size()) return false;
      taken[i] = true;
    }
    return true;
  }

  static bool are_forms(const std::string& a, const std::string& b, const std::string& language_of_a, const std::string& language_of_b) {
    return names::is_case_form(a, b, language_of_b) || names::is_case_form(b, a, language_of_a);
  }

  void join(std::size_t i, std::size_t j) {
    const std::size_t from = way_of_[i], into = way_of_[j];
    std::replace(way_of_.begin(), way_of_.end(), from, into);
  }

  std::vector<std::size_t> way_of_;
  std::vector<Form> forms_;
};

Spread spread_of(EntityOrdinal entity, std::vector<Variant> variants, const Snapshot& snapshot, text::Analyzer& analyzer) {
  Spread spread;
  Ways(variants, snapshot.lexicon, analyzer).tell(variants, spread);
  spread.value.entity = entity;
  spread.value.id = snapshot.lexicon.entities[entity].id;
  spread.value.variants = std::move(variants);
  return spread;
}

}  // namespace

SpreadList spread(const query::SearchRequest& request, const Snapshot& snapshot) {
  const Snapshot::Lease handles = snapshot.lease();
  const std::vector<Bitmap> passing = find(request, snapshot, *handles).passing;
  Uses uses(snapshot);
  for (std::size_t s = 0; s < passing.size(); ++s) uses.add(snapshot.segments[s], passing[s], request.deadline);
  request.deadline.check();
  std::vector<Spread> all;
  std::move(uses).each_of_several([&](EntityOrdinal entity, std::vector<Variant> variants) {
    request.deadline.check();
    all.push_back(spread_of(entity, std::move(variants), snapshot, handles->analyzer));
  });
  std::sort(all.begin(), all.end(), [](const Spread& a, const Spread& b) {
    if (a.ways != b.ways) return a.ways > b.ways;
    return a.outside != b.outside ? a.outside > b.outside : a.value.id < b.value.id;
  });
  SpreadList list{static_cast<std::uint32_t>(all.size()), {}};
  const std::size_t first = std::min((request.page - 1) * request.per_page, all.size()), last = std::min(first + request.per_page, all.size());
  for (std::size_t i = first; i < last; ++i) {
    all[i].value.value = snapshot.lexicon.entities[all[i].value.entity].name(request.label_lang);
    all[i].value.count = all[i].value.stories = count_naming(all[i].value.entity, passing, snapshot);
    list.entities.push_back(std::move(all[i]));
  }
  std::vector<FacetValue*> values;
  for (Spread& one : list.entities) values.push_back(&one.value);
  count_stories(among(passing), values, snapshot);
  return list;
}

}  // namespace dispatches::search
