#include "indexer/pipeline/added_mentions.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "indexer/names/case_forms.hpp"
#include "indexer/schema/fields.hpp"
#include "indexer/schema/stored_article.hpp"
#include "indexer/text/analyzer.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::pipeline {

namespace {

using names::AddedMention;
using schema::StoredArticle;

constexpr std::size_t kCommonLetters = 3;      // that all case forms of a name share at least
constexpr std::size_t kMostForms = 200;        // of one token
constexpr std::size_t kMostTokens = 8;         // of an alias

struct AliasToken {
  std::string folded;
  bool capital = false;
};

std::vector<AliasToken> tokens_of(const std::string& alias, text::Analyzer& analyzer) {
  std::vector<AliasToken> tokens;
  for (const text::Token& token : text::tokenize(alias)) {
    const std::string_view word = std::string_view(alias).substr(token.begin, token.end - token.begin);
    tokens.push_back({analyzer.fold(word), text::is_capitalised(word)});
  }
  return tokens;
}

bool is_form(const AliasToken& token, const std::string& folded) {
  return folded == token.folded || (text::script_of(folded) == text::Script::cyrillic && names::is_case_form(token.folded, folded));
}

// The words of the index that may be this token.
std::vector<std::string> forms_in(const Xapian::Database& database, const AliasToken& token) {
  std::vector<std::string> forms;
  if (database.term_exists(token.folded)) forms.push_back(token.folded);
  if (text::script_of(token.folded) != text::Script::cyrillic) return forms;
  const std::string begins(text::prefix(token.folded, kCommonLetters));
  for (auto term = database.allterms_begin(begins), end = database.allterms_end(begins); term != end && forms.size() < kMostForms; ++term)
    if (*term != token.folded && is_form(token, *term)) forms.push_back(*term);
  return forms;
}

// Live documents that have some form of every token.
std::vector<Xapian::docid> candidates(const LiveSegment& segment, const std::vector<AliasToken>& tokens) {
  std::vector<Xapian::docid> all;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::set<Xapian::docid> here;
    for (const std::string& form : forms_in(segment.database, tokens[i]))
      here.insert(segment.database.postlist_begin(form), segment.database.postlist_end(form));
    if (i == 0) all.assign(here.begin(), here.end());
    else std::erase_if(all, [&](Xapian::docid document) { return !here.contains(document); });
    if (all.empty()) return all;
  }
  std::erase_if(all, [&](Xapian::docid document) { return std::binary_search(segment.tombstones.begin(), segment.tombstones.end(), document); });
  return all;
}

bool overlaps(std::uint32_t begin, std::uint32_t end, const auto& spans) {
  return std::any_of(spans.begin(), spans.end(), [&](const auto& span) { return span.begin < end && begin < span.end; });
}

class Finder {
 public:
  Finder(const std::vector<LiveSegment>& segments, names::Interner& interner) : segments_(segments), interner_(interner) {}

  void keep(const KeptRows<names::LexiconAdded>& before) {
    for (const names::LexiconAdded& mention : before)
      if (const auto place = place_of(mention.article, segments_); place && still_there(mention, stored_at(*place, segments_))) {
        const std::string article(mention.article);
        found_[article].push_back({article, mention.begin, mention.end, mention.mention});
      }
  }

  void find(const NewAlias& alias) {
    const std::vector<AliasToken> tokens = tokens_of(alias.text, analyzer_);
    if (tokens.empty() || tokens.size() > kMostTokens) return;
    for (std::size_t s = 0; s < segments_.size(); ++s)
      for (const Xapian::docid document : candidates(segments_[s], tokens)) look_through(stored_at({s, document}, segments_), tokens, alias);
  }

  std::vector<AddedMention> take() {
    std::vector<AddedMention> all;
    for (auto& [article, mentions] : found_) all.insert(all.end(), mentions.begin(), mentions.end());
    std::sort(all.begin(), all.end(), [](const AddedMention& a, const AddedMention& b) { return std::tie(a.article, a.begin) < std::tie(b.article, b.begin); });
    return all;
  }

 private:
  bool still_there(const names::LexiconAdded& mention, const StoredArticle& article) const {
    if (mention.end > article.text.size() || mention.begin >= mention.end || overlaps(mention.begin, mention.end, article.mentions)) return false;
    const names::SpellingId surface = interner_.mentions()[mention.mention].surface;
    return std::string_view(article.text).substr(mention.begin, mention.end - mention.begin) == interner_.spellings()[surface];
  }

  void look_through(const StoredArticle& article, const std::vector<AliasToken>& tokens, const NewAlias& alias) {
    for (std::size_t at = 0; at + tokens.size() <= article.tokens.size(); ++at) {
      if (!stands_at(article, at, tokens)) continue;
      const std::uint32_t begin = article.tokens[at].begin, end = article.tokens[at + tokens.size() - 1].end;
      std::vector<AddedMention>& found = found_[article.id];
      if (overlaps(begin, end, article.mentions) || overlaps(begin, end, found)) continue;
      found.push_back({article.id, begin, end, interner_.mention(article.text.substr(begin, end - begin), alias.text, alias.type, true)});
    }
  }

  bool stands_at(const StoredArticle& article, std::size_t at, const std::vector<AliasToken>& tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const schema::StoredToken& token = article.tokens[at + i];
      const std::string_view word = std::string_view(article.text).substr(token.begin, token.end - token.begin);
      if (i > 0 && parts(article.text, article.tokens[at + i - 1].end, token.begin)) return false;
      if ((tokens[i].capital && !text::is_capitalised(word)) || !is_form(tokens[i], analyzer_.fold(word))) return false;
    }
    return true;
  }

  // Whether what stands between two words ends a sentence or a paragraph.
  static bool parts(const std::string& text, std::uint32_t from, std::uint32_t to) {
    return std::string_view(text).substr(from, to - from).find_first_of("\n,;:!?()") != std::string_view::npos;
  }

  const std::vector<LiveSegment>& segments_;
  names::Interner& interner_;
  text::Analyzer analyzer_;
  std::map<std::string, std::vector<AddedMention>> found_;
};

}  // namespace

std::vector<AddedMention> find_added_mentions(const std::vector<NewAlias>& aliases, const KeptRows<names::LexiconAdded>& before,
                                              const std::vector<LiveSegment>& segments, names::Interner& interner) {
  Finder finder(segments, interner);
  finder.keep(before);
  for (const NewAlias& alias : aliases) finder.find(alias);
  return finder.take();
}

}  // namespace dispatches::pipeline
