#include "searchd/search/did_you_mean.hpp"

#include <algorithm>

#include "indexer/schema/fields.hpp"
#include "indexer/schema/stored_article.hpp"
#include "indexer/text/utf8.hpp"
#include "searchd/query/syntax.hpp"

namespace dispatches::search {

namespace {

using query::Node;
using query::NodeKind;

// A run of characters of the question, and what may stand there instead.
struct Slip {
  std::size_t begin = 0, end = 0;
  std::vector<std::string> instead;  // best first
};

class Mender {
 public:
  Mender(const query::SearchRequest& request, std::size_t found, const Snapshot& snapshot, Handles& handles)
      : request_(request), q_(text::clean(request.q)), found_(found), snapshot_(snapshot), handles_(handles) {}

  // Whom the question means or may mean is no slip, though no article writes him so.
  void know(const std::vector<query::Understood>& understood) {
    for (const query::Understood& name : understood)
      if (name.entity != names::kNobody || !name.candidates.empty())
        for (const text::Token& token : text::tokenize(name.text)) known_.push_back(name.text.substr(token.begin, token.end - token.begin));
  }

  std::optional<std::string> run() {
    std::vector<Slip> slips = on_other_keys();
    if (!slips.empty() && offer(slips)) return offered_;
    words_of(query::parse(q_).root);
    slips = misspelt(true);
    if (slips.empty() && looked_up_ == 0) slips = misspelt(false);
    // All at once; if that does not help, one by one, and each with what is second best.
    if (slips.size() > 1 && offer(slips)) return offered_;
    for (const Slip& slip : slips)
      for (const std::string& other : slip.instead)
        if (offer({{slip.begin, slip.end, {other}}})) return offered_;
    return std::nullopt;
  }

 private:
  // Runs without a space in which no word is known, but all are on another keyboard.
  std::vector<Slip> on_other_keys() {
    std::vector<Slip> slips;
    for (std::size_t at = 0; at < q_.size();) {
      const std::size_t begin = std::min(q_.find_first_not_of(" \t\n()\"", at), q_.size());
      const std::size_t end = at = std::min(q_.find_first_of(" \t\n()\"", begin), q_.size());
      const std::string run = q_.substr(begin, end - begin);
      if (run.empty() || slips.size() == kMostMended || any_word(run, [&](const std::string& word) { return has(known_, word) || articles_with(word) > 0; })) continue;
      Slip slip{begin, end, {}};
      for (const std::string& reading : on_other_keyboards(run))
        if (!any_word(reading, [&](const std::string& word) { return articles_with(word) == 0; })) slip.instead.push_back(reading);
      if (!slip.instead.empty()) slips.push_back(std::move(slip));
    }
    return slips;
  }

  // Of words that no article has; else of those that hardly any has.
  std::vector<Slip> misspelt(bool unknown) {
    std::vector<Slip> slips;
    for (const text::Token& token : text::tokenize(q_)) {
      const std::string word = q_.substr(token.begin, token.end - token.begin);
      if (!has(words_, word) || has(known_, word)) continue;
      const std::size_t articles = articles_with(word);
      if (unknown ? articles > 0 : articles == 0 || articles >= kFewFound) continue;
      if (++looked_up_ > kMostMended) break;
      Slip slip{token.begin, token.end, {}};
      for (const Spelling& near : near_spellings(handles_.analyzer.fold(word), kMostTried, handles_.segments))
        if (near.articles >= std::max<std::size_t>(1, kMoreFrequent * articles) && !is_stop_word(near.word)) slip.instead.push_back(as_written(near.word));
      if (!slip.instead.empty()) slips.push_back(std::move(slip));
    }
    return slips;
  }

  // The archive's languages that are written so.
  std::vector<std::string> languages_of(const std::string& word) const {
    std::vector<std::string> languages;
    for (const std::string& language : text::stemming_languages(text::script_of(word)))
      if (std::count(snapshot_.archive_languages.begin(), snapshot_.archive_languages.end(), language) > 0) languages.push_back(language);
    return languages;
  }

  bool is_stop_word(const std::string& folded) const {
    const std::vector<std::string> languages = languages_of(folded);
    return std::any_of(languages.begin(), languages.end(), [&](const std::string& language) { return handles_.analyzer.is_stop_word(folded, language); });
  }

  static bool has(const std::vector<std::string>& words, const std::string& word) { return std::find(words.begin(), words.end(), word) != words.end(); }

  // The plain and quoted words that the question asks for.
  void words_of(const Node& node) {
    if (node.kind == NodeKind::none_of || node.kind == NodeKind::field) return;
    if (node.kind == NodeKind::word || node.kind == NodeKind::phrase || node.kind == NodeKind::near) words_.insert(words_.end(), node.words.begin(), node.words.end());
    for (const Node& child : node.children) words_of(child);
  }

  template <typename Is>
  bool any_word(const std::string& text, Is is) {
    const std::vector<text::Token> tokens = text::tokenize(text);
    return tokens.empty() || std::any_of(tokens.begin(), tokens.end(), [&](const text::Token& token) { return is(text.substr(token.begin, token.end - token.begin)); });
  }

  // Articles with the word or another form of it.
  std::size_t articles_with(const std::string& word) {
    std::vector<std::string> terms{handles_.analyzer.fold(word)};
    for (const std::string& language : languages_of(word)) {
      const std::string stem = handles_.analyzer.stem(word, language);
      terms.push_back(stem);
      terms.push_back(std::string(schema::prefix_of(schema::Term::stem)) + stem);
    }
    std::size_t most = 0;
    for (const std::string& term : terms)
      if (!term.empty() && term.size() <= schema::kMaxTermBytes) most = std::max<std::size_t>(most, handles_.counts.in_all(term));
    return most;
  }

  // Terms are folded: an article says which marks the word has.
  std::string as_written(const std::string& folded) {
    for (const Xapian::Database& segment : handles_.segments) {
      const auto posting = segment.postlist_begin(folded);
      if (posting == segment.postlist_end(folded)) continue;
      const schema::StoredArticle article = schema::decode(segment.get_document(*posting, Xapian::DOC_ASSUME_VALID).get_data());
      for (const schema::StoredToken& token : article.tokens)
        if (const std::string written = article.text.substr(token.begin, token.end - token.begin); handles_.analyzer.fold(written) == folded) return text::fold_case(written);
    }
    return folded;
  }

  // Whether the question with each slip mended finds more; then it is what is offered.
  bool offer(const std::vector<Slip>& slips) {
    if (tried_ == kMostTried) return false;
    ++tried_;
    query::SearchRequest better = request_;
    better.q = q_;
    for (auto slip = slips.rbegin(); slip != slips.rend(); ++slip) better.q.replace(slip->begin, slip->end - slip->begin, slip->instead.front());
    if (find(better, snapshot_, handles_).count <= found_) return false;
    offered_ = std::move(better.q);
    return true;
  }

  const query::SearchRequest& request_;
  std::string q_;
  std::size_t found_;
  const Snapshot& snapshot_;
  Handles& handles_;
  std::vector<std::string> words_, known_;
  std::size_t looked_up_ = 0, tried_ = 0;
  std::string offered_;
};

}  // namespace

std::optional<std::string> did_you_mean(const query::SearchRequest& request, const Found& found, const Snapshot& snapshot, Handles& handles) {
  if (found.count >= kFewFound || request.q.empty() || snapshot.segments.empty()) return std::nullopt;
  Mender mender(request, found.count, snapshot, handles);
  mender.know(found.query.understood);
  return mender.run();
}

}  // namespace dispatches::search
