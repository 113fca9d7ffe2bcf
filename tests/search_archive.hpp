// An archive of made-up articles for searchd/search: written through schema and Xapian alone, and kept as plain values beside, so that a naive
// searcher can say what ought to be found.
#pragma once

#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "indexer/names/interner.hpp"
#include "indexer/names/lexicon_writer.hpp"
#include "indexer/schema/fields.hpp"
#include "indexer/schema/generation.hpp"
#include "indexer/schema/stored_article.hpp"
#include "indexer/schema/stories.hpp"
#include "indexer/text/analyzer.hpp"
#include "indexer/text/fold.hpp"

namespace dispatches::tests {

namespace fs = std::filesystem;

struct PlainMention {
  std::size_t word = 0;        // of the body
  std::string surface, antecedent;
  bool added = false;          // found later than the article was analysed: in the lexicon alone
};

struct PlainArticle {
  std::string id, language, source;
  std::vector<std::string> title, body, authors, topics;   // title and body: words
  std::vector<PlainMention> mentions;
  std::map<std::pair<std::string, std::string>, std::string> exceptions;  // surface and antecedent → whom it means here: an id, or nobody
  std::optional<text::Date> published;
  text::sys_seconds indexed{};
  std::size_t segment = 0;
  bool dead = false;
  std::string story;           // as the table of stories has it; empty: it lists no such article
};

struct PlainEntity {
  std::string id, parent;
  names::EntityType type;
  std::vector<std::string> spellings;        // the first is the name shown
  bool listed = true;                        // else articles alone know them
};

inline const std::vector<PlainEntity>& entities() {
  using names::EntityType;
  static const std::vector<PlainEntity> kEntities = {
      {"volodymyr-zelenskyy", "", EntityType::person, {"Zelenskyy", "Zelensky", "Зеленський"}},
      {"vladimir-putin", "", EntityType::person, {"Putin", "Путин"}},
      {"george-w-bush", "", EntityType::person, {"George W. Bush"}},
      {"george-h-w-bush", "", EntityType::person, {"George H. W. Bush"}},
      {"nato", "", EntityType::org, {"NATO", "НАТО"}},
      {"european-union", "", EntityType::org, {"EU"}},
      {"ukraine", "", EntityType::place, {"Ukraine", "Україна"}},
      {"kyiv", "ukraine", EntityType::place, {"Kyiv", "Київ"}},
      {"lviv", "ukraine", EntityType::place, {"Lviv"}},
      {"russia", "", EntityType::place, {"Russia"}},
      {"moscow", "russia", EntityType::place, {"Moscow"}},
      {"serhii-sternenko", "", EntityType::person, {"Сергій Стерненко"}, false},
      {"olha-koval", "", EntityType::person, {"Olha Koval"}, false},
      {"ivan-koval", "", EntityType::person, {"Ivan Koval"}, false},
  };
  return kEntities;
}

inline const std::vector<std::string>& plain_words() {
  static const std::vector<std::string> kWords = {"sanction", "sanctions", "attack",  "attacked", "assets", "frozen",  "grain",   "talks",  "talk",
                                                  "missile",  "missiles",  "border",  "army",     "armies", "санкція", "санкції", "ракета", "Café",
                                                  "cafe",     "Städte",    "Stadt",   "refugees", "aid",    "winter",  "harbour"};
  return kWords;
}

// The entity that a spelling means; none for a bare "Bush".
inline const PlainEntity* meaning(const std::string& spelling) {
  for (const PlainEntity& entity : entities())
    for (const std::string& own : entity.spellings)
      if (own == spelling) return &entity;
  return nullptr;
}

inline const PlainEntity* entity_of(const std::string& id) {
  for (const PlainEntity& entity : entities())
    if (entity.id == id) return &entity;
  return nullptr;
}

inline const PlainEntity* meaning(const PlainArticle& article, const PlainMention& mention) {
  const auto exception = article.exceptions.find({mention.surface, mention.antecedent});
  if (exception != article.exceptions.end()) return entity_of(exception->second);
  return meaning(mention.antecedent.empty() ? mention.surface : mention.antecedent);
}

inline text::sys_seconds day(int year, unsigned month, unsigned number) {
  return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(number));
}

// A third of the articles are in stories, few of them large; of some stories the founder is not there, or nobody else.
inline void reprint(std::vector<PlainArticle>& articles, std::mt19937& random) {
  for (PlainArticle& article : articles) {
    if (random() % 3 > 0) continue;
    PlainArticle& founder = articles[random() % 4 ? random() % articles.size() : random() % 3];
    if (founder.story.empty()) founder.story = founder.id;
    article.story = founder.story;
    if (random() % 20 == 0) article.story = "agone00000" + std::to_string(100 + random() % 20);
  }
}

inline std::vector<PlainArticle> made_up_articles(std::size_t count, std::size_t segments, double dead_share, unsigned seed) {
  std::mt19937 random(seed);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const std::vector<std::string> languages = {"en", "en", "en", "de", "uk", "sv", ""}, sources = {"Northern Ledger", "Kurier", "Ledger", ""},
                                 topics = {"peace-talks", "sanctions", "energy"}, authors = {"Ann Example", "Olena Приклад", "Bo Example"};
  const std::vector<std::string> names = {"Zelenskyy", "Zelensky", "Зеленський", "Putin", "Путин", "NATO", "НАТО", "EU", "Ukraine", "Україна", "Kyiv", "Київ", "Lviv", "Russia", "Moscow", "Bush"};
  std::vector<PlainArticle> articles(count);
  for (std::size_t i = 0; i < count; ++i) {
    PlainArticle& article = articles[i];
    article.id = "a";
    for (int k = 0; k < 13; ++k) article.id += "abcdefghijklmnopqrstuvwxyz0123456789"[below(36)];
    article.language = languages[below(languages.size())];
    article.source = sources[below(sources.size())];
    for (std::size_t k = 1 + below(4); k > 0; --k) article.title.push_back(plain_words()[below(plain_words().size())]);
    for (std::size_t k = 5 + below(20); k > 0; --k) {
      if (below(4) > 0) {
        article.body.push_back(plain_words()[below(plain_words().size())]);
        continue;
      }
      article.body.push_back(names[below(names.size())]);
      PlainMention mention{article.body.size() - 1, article.body.back(), ""};
      if (mention.surface == "Bush" && below(3) > 0) mention.antecedent = below(2) ? "George W. Bush" : "George H. W. Bush";
      if (below(10) == 0) continue;
      mention.added = below(12) == 0;
      if (below(12) == 0) article.exceptions[{mention.surface, mention.antecedent}] = below(3) ? entities()[below(entities().size())].id : "";
      article.mentions.push_back(mention);
    }
    for (const std::string& topic : topics)
      if (below(3) == 0) article.topics.push_back(topic);
    if (below(3) > 0) article.authors.push_back(authors[below(authors.size())]);
    const text::sys_seconds at = day(2022 + static_cast<int>(below(4)), 1 + static_cast<unsigned>(below(12)), 1 + static_cast<unsigned>(below(5)));
    if (const std::size_t kind = below(10); kind < 5) article.published = text::Date{at, text::Precision::day};
    else if (kind < 7) article.published = text::Date{at + std::chrono::seconds(below(86400)), text::Precision::time};
    else if (kind == 7) article.published = text::Date{std::chrono::floor<std::chrono::days>(at) - std::chrono::days(unsigned(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(at)).day()) - 1), text::Precision::month};
    else if (kind == 8) article.published = text::Date{day(2022 + static_cast<int>(below(4)), 1, 1), text::Precision::year};
    article.indexed = day(2026, 1, 1 + static_cast<unsigned>(below(20)));
    article.segment = below(segments);
    article.dead = static_cast<double>(below(1000)) < dead_share * 1000;
  }
  reprint(articles, random);
  return articles;
}

inline PlainArticle article_of(const std::string& id, const std::string& title, const std::string& body, std::vector<PlainMention> mentions = {}) {
  const auto words = [](const std::string& text) {
    std::vector<std::string> found;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      found.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    return found;
  };
  PlainArticle article;
  article.id = id, article.language = "en", article.source = "Kurier";
  article.title = words(title), article.body = words(body), article.mentions = std::move(mentions);
  article.indexed = day(2026, 1, 1);
  return article;
}

class TestArchive {
 public:
  TestArchive() {
    std::string name = (fs::temp_directory_path() / "dispatches-search-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~TestArchive() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  TestArchive(const TestArchive&) = delete;
  TestArchive& operator=(const TestArchive&) = delete;

  // Publishes these articles as a generation of their own.
  void publish(std::vector<PlainArticle> of, std::size_t segments) {
    articles = std::move(of);
    ++number_;
    const fs::path generation = path / "building" / schema::generation_name(number_);
    fs::create_directories(generation);
    schema::Manifest manifest{schema::kFieldsVersion, schema::kStoredVersion, names::kLexiconVersion, number_, "0123456789abcdef", day(2026, 2, 1), "", 0, {}};
    schema::Tombstones tombstones;
    for (std::size_t s = 0; s < segments; ++s) {
      schema::SegmentInfo info{schema::segment_name(number_ * 10 + static_cast<std::uint32_t>(s)), 0, 0, 0};
      write_segment(s, generation, info, tombstones[info.name]);
      manifest.articles += info.documents - info.tombstones;
      if (info.documents > 0) manifest.segments.push_back(info);
    }
    write_lexicon(generation / "lexicon");
    write_stories(generation);
    schema::write_manifest(generation, manifest);
    schema::write_tombstones(generation, tombstones);
    schema::publish(path, number_);
  }

  fs::path path;
  std::vector<PlainArticle> articles;

 private:
  void write_stories(const fs::path& generation) {
    std::vector<schema::StoryMember> members;
    for (const PlainArticle& article : articles)
      if (!article.story.empty()) members.push_back({article.id, article.story, article.story == article.id});
    schema::write_stories(generation, members);
  }

  void write_segment(std::size_t segment, const fs::path& generation, schema::SegmentInfo& info, std::vector<std::uint32_t>& dead) {
    Xapian::WritableDatabase piece((path / "piece").string(), Xapian::DB_CREATE_OR_OVERWRITE);
    for (const PlainArticle& article : articles) {
      if (article.segment != segment) continue;
      const Xapian::docid docid = piece.add_document(document_of(article));
      ++info.documents;
      if (article.dead) dead.push_back(docid), ++info.tombstones;
    }
    piece.commit();
    piece.compact((generation / info.name).string(), Xapian::DBCOMPACT_SINGLE_FILE);
  }

  // As pipeline/document writes them.
  Xapian::Document document_of(const PlainArticle& article) {
    using schema::Term;
    schema::StoredArticle stored = stored_of(article);
    Xapian::Document document;
    for (std::uint32_t i = 0; i < stored.tokens.size(); ++i) {
      const std::uint32_t section = i < stored.sections[1].first_token ? 0 : 1;
      const std::string typed = stored.text.substr(stored.tokens[i].begin, stored.tokens[i].end - stored.tokens[i].begin);
      const std::string word = analyzer_.fold(typed), stem = analyzer_.stem(typed, article.language);
      document.add_posting(word, schema::position_of(i, section, schema::kSectionGap));
      if (stem != word) document.add_term("Z" + stem);
      if (section > 0) continue;
      document.add_posting("S" + word, schema::position_of(i, section, schema::kSectionGap));
      if (stem != word) document.add_term("ZS" + stem);
    }
    document.add_boolean_term(schema::make_term(Term::id, article.id));
    for (const std::string& author : article.authors) document.add_boolean_term(schema::make_term(Term::author, text::fold(author)));
    for (const std::string& topic : article.topics) document.add_boolean_term(schema::make_term(Term::topic, topic));
    std::vector<std::pair<std::uint32_t, std::uint32_t>> counted;
    for (const schema::StoredMention& mention : stored.mentions) counted.emplace_back(mention.mention, 1);
    if (article.published) document.add_value(schema::kPublished, schema::pack_date(*article.published));
    document.add_value(schema::kId, article.id);
    document.add_value(schema::kFirstIndexed, schema::pack_time(article.indexed));
    document.add_value(schema::kSource, article.source);
    document.add_value(schema::kLanguage, article.language);
    document.add_value(schema::kMentions, schema::pack_mentions(counted));
    document.add_value(schema::kTopics, schema::pack_names(article.topics));
    document.set_data(schema::encode(stored));
    return document;
  }

  schema::StoredArticle stored_of(const PlainArticle& article) {
    schema::StoredArticle stored;
    stored.id = article.id, stored.source = article.source, stored.language = article.language;
    stored.authors = article.authors, stored.topics = article.topics;
    stored.published = article.published, stored.indexed = stored.updated = article.indexed;
    std::vector<std::size_t> begins;
    for (const auto* words : {&article.title, &article.body}) {
      const auto begin = static_cast<std::uint32_t>(stored.text.size()), first_token = static_cast<std::uint32_t>(stored.tokens.size());
      for (const std::string& word : *words) {
        if (stored.text.size() > begin) stored.text += ' ';
        if (words == &article.body) begins.push_back(stored.text.size());
        stored.text += word;
      }
      for (const text::Token& token : text::tokenize(std::string_view(stored.text).substr(begin))) stored.tokens.push_back({begin + token.begin, begin + token.end});
      const auto kind = words == &article.title ? schema::SectionKind::title : schema::SectionKind::body;
      stored.sections.push_back({kind, begin, static_cast<std::uint32_t>(stored.text.size()), first_token});
      if (words == &article.title) stored.title_end = static_cast<std::uint32_t>(stored.text.size());
      stored.text += '\n';
    }
    for (const PlainMention& mention : article.mentions) {
      const auto begin = static_cast<std::uint32_t>(begins[mention.word]), end = begin + static_cast<std::uint32_t>(mention.surface.size());
      const names::MentionId id = id_of(mention.surface, mention.antecedent);
      if (mention.added) added_.push_back({article.id, begin, end, id});
      else stored.mentions.push_back({begin, end, id});
    }
    for (const auto& [mention, entity] : article.exceptions) exceptions_.push_back({article.id, id_of(mention.first, mention.second), ordinal_of(entity_of(entity))});
    return stored;
  }

  // What the articles take a name for is plain, but for a bare surname.
  names::MentionId id_of(const std::string& surface, const std::string& antecedent) {
    const PlainEntity* entity = meaning(antecedent.empty() ? surface : antecedent);
    return interner_.mention(surface, antecedent, entity ? entity->type : names::EntityType::person, entity != nullptr);
  }

  static names::EntityOrdinal ordinal_of(const PlainEntity* entity) {
    return entity ? static_cast<names::EntityOrdinal>(entity - entities().data()) : names::kNobody;
  }

  void write_lexicon(const fs::path& file) {
    names::LexiconWriter writer(file);
    for (names::EntityOrdinal i = 0; i < entities().size(); ++i) {
      const PlainEntity& entity = entities()[i];
      names::NewEntity shown;
      shown.id = entity.id, shown.type = entity.type, shown.parent = entity.parent, shown.listed = entity.listed;
      shown.names["en"] = entity.spellings.front();
      writer.add(i, shown);
      for (const std::string& spelling : entity.spellings)
        if (entity.listed) writer.add(names::NewAlias{spelling, i, true});
      if (entity.id.ends_with("bush")) writer.add(names::NewAlias{"Bush", i, false});
    }
    for (names::SpellingId id = 1; id < interner_.spellings().size(); ++id) write_spelling(id, writer);
    for (names::MentionId id = 1; id < interner_.mentions().size(); ++id) writer.add(id, interner_.mentions()[id]);
    for (const names::AddedMention& added : added_) writer.add(added);
    for (const names::Exception& exception : exceptions_) writer.add(exception);
    added_.clear(), exceptions_.clear();
    for (const char* topic : {"peace-talks", "sanctions", "energy"}) writer.add(names::NewTopic{topic, "", {{"en", std::string(topic) + " topic"}}});
    writer.add_source("Northern Ledger", {"northern-ledger", "The Northern Ledger"});
    writer.add_source("Ledger", {"northern-ledger", "The Northern Ledger"});
    writer.add_source("Kurier", {"kurier", "Kurier"});
    writer.add_redirect("once-a-president", 0);
    writer.commit();
  }

  void write_spelling(names::SpellingId id, names::LexiconWriter& writer) {
    names::NewSpelling spelling;
    spelling.text = interner_.spellings()[id];
    spelling.languages = text::script_of(spelling.text) == text::Script::cyrillic ? "uk,ru" : "en";
    const PlainEntity* entity = meaning(interner_.spellings()[id]);
    spelling.type = entity ? entity->type : names::EntityType::person;
    writer.add(id, spelling);
    if (!entity) return;
    // The first is the catalogue's; the others follow from it by rule, and from the third on an editor said so.
    const auto number = std::find(entity->spellings.begin(), entity->spellings.end(), spelling.text) - entity->spellings.begin();
    names::Reason reason{"catalogue", 0, "", "", ""};
    if (number == 1) reason = {"rule", 0.91f, entity->spellings.front(), "", ""};
    if (number > 1) reason = {"override", 0, "", "olena", "as asked"};
    writer.add(names::Meaning{id, entity->type, ordinal_of(entity), std::make_shared<const names::Reason>(reason)});
  }

  text::Analyzer analyzer_;
  names::Interner interner_{nullptr};
  std::vector<names::AddedMention> added_;
  std::vector<names::Exception> exceptions_;
  std::uint32_t number_ = 0;
};

}  // namespace dispatches::tests
