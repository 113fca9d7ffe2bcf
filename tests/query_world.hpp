// A lexicon and an index small enough to be seen at a glance, for searchd/query.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "indexer/names/case_forms.hpp"
#include "indexer/names/lexicon_maker.hpp"
#include "query_in_xapian.hpp"
#include "searchd/query/compile.hpp"
#include "indexer/names/name_directory.hpp"

namespace dispatches::tests {

using namespace dispatches::query;

// Two presidents called Bush, a Zelenskyy with spellings in two scripts, Ukraine with a city in it, and somebody called Will.
struct SmallWorld {
  struct Alias {
    std::string text;
    names::EntityOrdinal entity;
    bool alone;
  };
  struct Written {
    std::string text;
    names::EntityOrdinal means;
  };
  std::vector<names::NewEntity> entities;
  std::vector<Alias> aliases;
  std::vector<Written> spellings;
  std::shared_ptr<const names::Lexicon> held;      // of these
  std::unique_ptr<names::NameDirectory> names;     // of `held`
  Xapian::WritableDatabase database{std::string(), Xapian::DB_BACKEND_INMEMORY};
  text::Analyzer analyzer;
  std::vector<std::string> languages{"de", "en", "uk"};
  std::vector<std::vector<Xapian::docid>> naming;  // by entity
  std::vector<std::uint32_t> articles_naming;

  SmallWorld() {
    add_entity("volodymyr-zelenskyy", names::EntityType::person, {"Volodymyr Zelenskyy", "Володимир Зеленський"}, {"Zelenskyy", "Zelensky", "Зеленський"});
    add_entity("george-h-w-bush", names::EntityType::person, {"George H. W. Bush"}, {"Bush"});
    add_entity("george-w-bush", names::EntityType::person, {"George W. Bush"}, {"Bush"});
    add_entity("ukraine", names::EntityType::place, {"Ukraine", "Україна"}, {});
    add_entity("kyiv", names::EntityType::place, {"Kyiv", "Київ"}, {});
    add_entity("will", names::EntityType::person, {"Will"}, {});
    entities[4].parent = "ukraine";
    add_spelling("Zelensky", 0);
    add_spelling("Зеленський", 0);
    add_spelling("Kyiv", 4);
    add_article("en", "Zelensky spoke of frozen assets in Kyiv and of sanctions", {0, 4});
    add_article("uk", "Зеленський говорив про санкції", {0});
    add_article("de", "Die Sanktionen der Union und der Krieg", {});
    index_names();
  }

  const names::Lexicon& lexicon() const { return *held; }

  // Again after the names have changed.
  void index_names() {
    names::LexiconMaker maker;
    for (const names::NewEntity& entity : entities) maker.add(entity);
    for (const Alias& alias : aliases) maker.add(names::NewAlias{alias.text, alias.entity, alias.alone});
    for (const Written& written : spellings) {
      const auto id = static_cast<names::SpellingId>(maker.spellings());
      const names::EntityType type = entities[written.means].type;
      maker.add(names::NewSpelling{written.text, {}, 0, {}});
      maker.add(names::MentionRecord{id, 0, type, true});
      maker.add(names::Meaning{id, type, written.means, std::make_shared<const names::Reason>(names::Reason{"catalogue", 0, "", "", ""})});
    }
    maker.add_redirect("Q3874799", 0);
    maker.add(names::NewTopic{"peace-talks", "", {{"en", "Peace talks"}}});
    maker.add_source("Northern Ledger", {"northern-ledger", "The Northern Ledger"});
    held = maker.finish();
    names = std::make_unique<names::NameDirectory>(*held);
    naming.resize(entities.size());
    articles_naming.clear();
    for (const auto& articles : naming) articles_naming.push_back(static_cast<std::uint32_t>(articles.size()));
  }

  void add_entity(const std::string& id, names::EntityType type, const std::vector<std::string>& whole, const std::vector<std::string>& brief) {
    const auto ordinal = static_cast<names::EntityOrdinal>(entities.size());
    names::NewEntity entity;
    entity.id = id, entity.type = type;
    if (!whole.empty()) entity.names["en"] = whole.front();
    entities.push_back(entity);
    for (const std::string& name : whole) aliases.push_back({name, ordinal, true});
    for (const std::string& name : brief) aliases.push_back({name, ordinal, false});
  }

  // Somebody whom only articles know, by a name in them.
  names::EntityOrdinal add_found(const std::string& id, const std::string& name, std::size_t articles = 1) {
    add_entity(id, names::EntityType::person, {}, {});
    const auto entity = static_cast<names::EntityOrdinal>(entities.size() - 1);
    entities.back().listed = false;
    entities.back().names["en"] = name;
    add_spelling(name, entity);
    while (articles-- > 0) add_article("en", name + " spoke", {entity});
    index_names();
    return entity;
  }

  void add_spelling(const std::string& text, names::EntityOrdinal entity) { spellings.push_back({text, entity}); }

  void add_article(const std::string& language, const std::string& text, const std::vector<names::EntityOrdinal>& named) {
    Xapian::Document document;
    Xapian::termpos position = 0;
    for (const text::Token& token : text::tokenize(text)) {
      const std::string word = text.substr(token.begin, token.end - token.begin);
      const std::string folded = analyzer.fold(word), stem = analyzer.stem(word, language);
      document.add_posting(folded, ++position);
      if (stem != folded) document.add_term("Z" + stem);
    }
    const Xapian::docid docid = database.add_document(document);
    naming.resize(entities.size());
    for (const names::EntityOrdinal entity : named) naming[entity].push_back(docid);
  }

  CompiledQuery ask(const std::string& q, Spelling spelling = Spelling::variants) {
    SearchRequest request;
    request.q = q;
    request.spelling = spelling;
    return ask(request);
  }
  CompiledQuery ask(const SearchRequest& request) {
    TermCounts counts({database});
    const auto together = [this](const std::string& term, const std::vector<names::EntityOrdinal>& whose) {
      Vocabulary::Together found;
      for (auto at = database.postlist_begin(term); at != database.postlist_end(term); ++at) {
        const auto names_it = [&](names::EntityOrdinal entity) { return std::count(naming[entity].begin(), naming[entity].end(), *at) > 0; };
        ++found.with, found.naming += std::any_of(whose.begin(), whose.end(), names_it);
      }
      return found;
    };
    return compile(request, {*held, *names, languages, database, counts, articles_naming, {}, together}, analyzer);
  }

  // Once in each article.
  Naming naming_of() const {
    return [this](names::EntityOrdinal entity) {
      std::map<Xapian::docid, std::uint32_t> times;
      for (const Xapian::docid docid : naming[entity]) times[docid] = 1;
      return times;
    };
  }

  // Articles that Xapian finds for what ranks them; where columns are not asked this is all that matches.
  std::size_t found(const std::string& q, Spelling spelling = Spelling::variants) {
    const CompiledQuery query = ask(q, spelling);
    REQUIRE(says_all(query.match));
    Xapian::Enquire enquire(database);
    enquire.set_query(in_xapian(query.match, Strictness::exact, naming_of()));
    enquire.set_weighting_scheme(WordWeight());
    return enquire.get_mset(0, 10).size();
  }
};

}  // namespace dispatches::tests
