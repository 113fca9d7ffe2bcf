// A lexicon and an index small enough to be seen at a glance, for searchd/query.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "indexer/names/case_forms.hpp"
#include "query_in_xapian.hpp"
#include "searchd/query/compile.hpp"
#include "searchd/query/names_in_query.hpp"

namespace dispatches::tests {

using namespace dispatches::query;

// Two presidents called Bush, a Zelenskyy with spellings in two scripts, Ukraine with a city in it, and somebody called Will.
struct SmallWorld {
  names::Lexicon lexicon;
  Xapian::WritableDatabase database{std::string(), Xapian::DB_BACKEND_INMEMORY};
  names::EntityDetails in_ukraine;
  text::Analyzer analyzer;
  std::vector<std::string> languages{"de", "en", "uk"};
  std::unique_ptr<NameIndex> names;
  std::vector<std::vector<Xapian::docid>> naming;  // by entity
  std::vector<std::uint32_t> articles_naming;

  SmallWorld() {
    lexicon.spellings.resize(1);
    lexicon.mentions.resize(1);
    add_entity("volodymyr-zelenskyy", names::EntityType::person, {"Volodymyr Zelenskyy", "Володимир Зеленський"}, {"Zelenskyy", "Zelensky", "Зеленський"});
    add_entity("george-h-w-bush", names::EntityType::person, {"George H. W. Bush"}, {"Bush"});
    add_entity("george-w-bush", names::EntityType::person, {"George W. Bush"}, {"Bush"});
    add_entity("ukraine", names::EntityType::place, {"Ukraine", "Україна"}, {});
    add_entity("kyiv", names::EntityType::place, {"Kyiv", "Київ"}, {});
    add_entity("will", names::EntityType::person, {"Will"}, {});
    in_ukraine.parent = lexicon.arena.keep("ukraine");
    lexicon.entities[4].details = &in_ukraine;
    add_id("Q3874799", 0);
    lexicon.topics.push_back({"peace-talks", "", {{"en", "Peace talks"}}});
    lexicon.sources["Northern Ledger"] = {"northern-ledger", "The Northern Ledger"};
    add_spelling("Zelensky", 0);
    add_spelling("Зеленський", 0);
    add_spelling("Kyiv", 4);
    add_article("en", "Zelensky spoke of frozen assets in Kyiv and of sanctions", {0, 4});
    add_article("uk", "Зеленський говорив про санкції", {0});
    add_article("de", "Die Sanktionen der Union und der Krieg", {});
    index_names();
  }

  // Again after the lexicon has changed.
  void index_names() {
    names = std::make_unique<NameIndex>(lexicon);
    naming.resize(lexicon.entities.size());
    articles_naming.clear();
    for (const auto& articles : naming) articles_naming.push_back(static_cast<std::uint32_t>(articles.size()));
  }

  void add_entity(const std::string& id, names::EntityType type, const std::vector<std::string>& whole, const std::vector<std::string>& brief) {
    const auto ordinal = static_cast<names::EntityOrdinal>(lexicon.entities.size());
    names::LexiconEntity entity;
    entity.id = lexicon.arena.keep(id);
    entity.type = type;
    if (!whole.empty()) entity.name_by(shown(whole.front()));
    lexicon.entities.push_back(entity);
    add_id(entity.id, ordinal);
    for (const std::string& name : whole) lexicon.aliases.push_back({lexicon.arena.keep(name), ordinal, true});
    for (const std::string& name : brief) lexicon.aliases.push_back({lexicon.arena.keep(name), ordinal, false});
  }

  void add_id(std::string_view id, names::EntityOrdinal entity) {
    lexicon.ids.push_back({lexicon.arena.keep(id), entity});
    std::sort(lexicon.ids.begin(), lexicon.ids.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  }

  // The name of an entity, in English.
  std::span<const names::LexiconText> shown(const std::string& name) {
    const names::LexiconText text{lexicon.arena.keep("en"), lexicon.arena.keep(name)};
    return lexicon.arena.keep(std::span(&text, 1));
  }

  // Somebody whom only articles know, by a name in them.
  names::EntityOrdinal add_found(const std::string& id, const std::string& name, std::size_t articles = 1) {
    add_entity(id, names::EntityType::person, {}, {});
    const auto entity = static_cast<names::EntityOrdinal>(lexicon.entities.size() - 1);
    lexicon.entities.back().listed = false;
    lexicon.entities.back().name_by(shown(name));
    add_spelling(name, entity);
    while (articles-- > 0) add_article("en", name + " spoke", {entity});
    index_names();
    return entity;
  }

  void add_spelling(const std::string& text, names::EntityOrdinal entity) {
    names::Spelling spelling;
    spelling.text = lexicon.arena.keep(text);
    lexicon.spellings.push_back(spelling);
    const auto id = static_cast<names::SpellingId>(lexicon.spellings.size() - 1);
    const names::EntityType type = lexicon.entities[entity].type;
    lexicon.meanings.push_back({id, type, entity, std::make_shared<const names::Reason>(names::Reason{"catalogue", 0, "", "", ""})});
    lexicon.mentions.push_back({id, 0, type, true});
    lexicon.meant.resize(lexicon.mentions.size(), names::kNobody);
    lexicon.meant.back() = entity;
  }

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
    naming.resize(lexicon.entities.size());
    for (const names::EntityOrdinal entity : named) naming[entity].push_back(docid);
  }

  CompiledQuery ask(const std::string& q, Spelling spelling = Spelling::variants) {
    SearchRequest request;
    request.q = q;
    request.spelling = spelling;
    return compile(request, {lexicon, *names, languages, database, articles_naming}, analyzer);
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
