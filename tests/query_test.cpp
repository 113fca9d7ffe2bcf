// searchd/query: words as typed → a tree → what matches.
#include <catch2/catch.hpp>

#include <random>
#include <string>

#include "indexer/text/utf8.hpp"
#include "query_world.hpp"
#include "searchd/query/facet_values.hpp"
#include "searchd/query/syntax.hpp"

namespace {

using namespace dispatches;
using namespace dispatches::query;
using tests::SmallWorld;

std::string tree(const std::string& q) { return to_string(parse(q).root); }

bool has_note(const Syntax& syntax, const std::string& part) {
  for (const std::string& note : syntax.notes)
    if (note.find(part) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("words side by side are all asked for") {
  CHECK(tree("zelensky nato") == "(all zelensky nato)");
  CHECK(tree("zelensky AND nato") == "(all zelensky nato)");
  CHECK(tree("") == "(all)");
  CHECK(tree("  \t ") == "(all)");
  CHECK(tree("! ? … — -") == "(all)");
}

TEST_CASE("operators of the query language give their trees") {
  CHECK(tree("zelensky -\"frozen assets\" title:nato") == "(all zelensky (not \"frozen assets\") (title: nato))");
  CHECK(tree("a1 b2 OR c3 d4") == "(all a1 (any b2 c3) d4)");
  CHECK(tree("NOT peace") == "(all (not peace))");
  CHECK(tree("war (peace OR -truce)") == "(all war (any peace (not truce)))");
  CHECK(tree("grain NEAR/5 deal") == "(all (near/5 grain deal))");
  CHECK(tree("grain NEAR deal") == "(all (near/10 grain deal))");
  CHECK(tree("sanction*") == "(all sanction*)");
  CHECK(tree("Russia-Ukraine war") == "(all \"Russia Ukraine\" war)");
  CHECK(tree("“frozen assets”") == "(all \"frozen assets\")");
  CHECK(tree("«заморожені активи»") == "(all \"заморожені активи\")");
  CHECK(tree("person:zelensky") == "(all (person: zelensky))");
  CHECK(tree("place:\"New York\"") == "(all (place: New York))");
  CHECK(tree("title:\"frozen assets\"") == "(all (title: \"frozen assets\"))");
  CHECK(tree("Note: peace") == "(all Note peace)");
}

TEST_CASE("a field holds for what stands in brackets behind it, or behind a space") {
  CHECK(tree("person:(Zelensky OR Putin)") == "(all (any (person: Zelensky) (person: Putin)))");
  CHECK(tree("person:(Volodymyr Zelensky)") == "(all (person: Volodymyr Zelensky))");
  CHECK(tree("person:(Boris Johnson OR Joe Biden) -place:(New York)") == "(all (any (person: Boris Johnson) (person: Joe Biden)) (not (place: New York)))");
  CHECK(tree("lang:(uk OR ru) war") == "(all (any (lang: uk) (lang: ru)) war)");
  CHECK(tree("title:(frozen assets)") == "(all (all (title: frozen) (title: assets)))");
  CHECK(tree("title:(\"frozen assets\" -war)") == "(all (all (title: \"frozen assets\") (not (title: war))))");
  CHECK(tree("title: frozen") == "(all (title: frozen))");
  CHECK(tree("place: \"New York\"") == "(all (place: New York))");
  CHECK(tree("said:reb*") == "(all (said: reb*))");
  CHECK(tree("war title:") == "(all war)");
  CHECK(has_note(parse("war title:"), "title:"));
  CHECK(tree("title: OR war") == "(all war)");
}

TEST_CASE("commas and slashes between letters part words; a Hebrew acronym keeps its mark") {
  CHECK(tree("Zelensky,Trump") == "(all Zelensky Trump)");
  CHECK(tree("war/peace") == "(all war peace)");
  CHECK(tree("24/7") == "(all \"24 7\")");
  CHECK(tree("2022/Putin") == "(all 2022 Putin)");
  CHECK(tree("Su-27/T-72,war") == "(all \"Su 27\" \"T 72\" war)");
  CHECK(tree("source:a/b") == "(all (source: a/b))");
  CHECK(tree("נאט\"ו") == tree("נאט״ו"));
}

TEST_CASE("what is read otherwise than it was meant is said") {
  for (const char* q : {"2022-02-30..2024", "2024-13..", "2024-03-01...2024-03-05"}) CHECK(has_note(parse(q), "range of dates"));
  CHECK(has_note(parse("2024-03-01 .. 2024-03-05"), "without spaces"));
  for (const char* q : {"*tion", "sanc*ions", "author:mül*"}) CHECK(has_note(parse(q), "*"));
  for (const char* q : {"war NEAR/0 peace", "war NEAR/x peace", "war NEAR/-1 peace"}) CHECK(has_note(parse(q), "distance"));
  CHECK(parse("war NEAR peace").notes.empty());
  CHECK(has_note(parse("foo:bar"), "'foo:'"));
  for (const char* q : {"Note: peace", "https://example.org", "12:30", "Київ:мир"}) CHECK(parse(q).notes.empty());
  for (const char* q : {"*", "!!!", "()", "-", "AND"}) CHECK(has_note(parse(q), "every article"));
  CHECK(parse("  ").notes.empty());
}

TEST_CASE("a date range has whole years, months and days") {
  CHECK(tree("2025-12-01..2025-12-15") == "(all (dates 2025-12-01..2025-12-15))");
  CHECK(tree("2024-02..") == "(all (dates 2024-02-01..))");
  CHECK(tree("..2024-02") == "(all (dates ..2024-02-29))");
  CHECK(tree("2022..2023") == "(all (dates 2022-01-01..2023-12-31))");
  CHECK(tree("2023..2022-05") == "(all (dates 2022-05-31..2023-01-01))");
  CHECK(tree("2023-02-30..2024").find("dates") == std::string::npos);
  CHECK(tree("...").find("dates") == std::string::npos);
}

TEST_CASE("what does not parse is read as words, with a note") {
  CHECK(tree("\"frozen assets") == "(all frozen assets)");
  CHECK(has_note(parse("\"frozen assets"), "quotation mark"));
  CHECK(tree("(war") == "(all war)");
  CHECK(has_note(parse("(war"), "bracket"));
  CHECK(tree("war)) peace") == "(all war peace)");
  CHECK(tree("war OR") == "(all war)");
  CHECK(has_note(parse("war OR"), "OR"));
  CHECK(tree("OR war") == "(all war)");
  CHECK(tree("war AND") == "(all war)");
  CHECK(tree("war NOT") == "(all war)");
  CHECK(tree("NEAR war") == "(all war)");
  CHECK(tree("war NEAR (peace truce)") == "(all war (all peace truce))");
  CHECK(tree("wa*") == "(all wa)");
  CHECK(has_note(parse("wa*"), "*"));
  CHECK(tree("()") == "(all)");
}

TEST_CASE("a question is cut to its bounds with a note") {
  std::string many;
  for (int i = 0; i < 40; ++i) many += "w" + std::to_string(i) + " ";
  const Syntax words = parse(many);
  CHECK(words.root.children.size() == kMaxQueryWords);
  CHECK(has_note(words, "24"));
  const Syntax characters = parse(std::string(300, 'a'));
  CHECK(characters.root.children.front().text.size() == kMaxQueryCharacters);
  CHECK(has_note(characters, "256"));
  CHECK(has_note(parse("\"a b c d e f g h i j k l\""), "10"));
  CHECK(has_note(parse(std::string(50, '(') + "war" + std::string(50, ')')), "Brackets"));
  CHECK(tree(std::string(50, '(') + "war" + std::string(50, ')')) == "(all war)");
  CHECK(has_note(parse("aaa* bbb* ccc* ddd* eee*"), "Only"));
}

TEST_CASE("any bytes give a tree within the bounds") {
  std::mt19937 random(20251215);
  const std::vector<std::string> pieces = {"(", ")", "\"", "-", "OR", "NOT", "NEAR/3", "AND", "*", "war", "title:", "person:", "2025..", " ", "«", "Київ", "\xff", "乌克兰战争", ":", "..", "/"};
  for (int round = 0; round < 3000; ++round) {
    std::string q;
    for (std::size_t length = random() % 60; length > 0; --length)
      if (round % 2) q += pieces[random() % pieces.size()];
      else q += static_cast<char>(random() & 0xff);
    const Syntax syntax = parse(text::clean(q));
    CHECK(to_string(syntax.root).size() < 4096);
  }
}

TEST_CASE("a name is found in any script and case form, and not in another word") {
  SmallWorld world;
  const auto who = [&](const std::string& name) {
    const auto found = world.names->candidates(names::folded_words(name, world.analyzer));
    return found.size() == 1 ? std::string(world.lexicon().entities[found.front().entity].id) : std::to_string(found.size());
  };
  CHECK(who("Volodymyr Zelenskyy") == "volodymyr-zelenskyy");
  CHECK(who("zelensky") == "volodymyr-zelenskyy");
  CHECK(who("ЗЕЛЕНСЬКОГО") == "volodymyr-zelenskyy");
  CHECK(who("Володимиру Зеленському") == "volodymyr-zelenskyy");
  CHECK(who("Києві") == "kyiv");
  CHECK(who("Bush") == "2");
  CHECK(who("Зеленська") == "0");
  CHECK(who("nobody at all") == "0");
}

TEST_CASE("a name finds its entity also inside a longer question") {
  SmallWorld world;
  const CompiledQuery query = world.ask("sanctions zelensky");
  REQUIRE(query.understood.size() == 1);
  CHECK(query.understood[0].text == "zelensky");
  CHECK(query.understood[0].entity == 0);
  CHECK(world.found("zelensky") == 2);
  CHECK(world.found("зеленского") == 2);  // the Russian form is nobody's spelling here: it is known by its sound
  CHECK(world.found("Зеленському") == 2);
  CHECK(world.found("zelensky", Spelling::folded) == 1);
}

TEST_CASE("a name of several is searched as words and offered with its candidates") {
  SmallWorld world;
  const CompiledQuery query = world.ask("bush");
  REQUIRE(query.understood.size() == 1);
  CHECK(query.understood[0].entity == names::kNobody);
  CHECK(query.understood[0].candidates.size() == 2);
  const CompiledQuery whole = world.ask("george w. bush");
  REQUIRE(whole.understood.size() == 1);
  CHECK(whole.understood[0].entity == 2);
}

TEST_CASE("a name that is a common word is searched as a word") {
  SmallWorld world;
  const CompiledQuery query = world.ask("will");
  REQUIRE(query.understood.size() == 1);
  CHECK(query.understood[0].entity == names::kNobody);
  CHECK(query.understood[0].candidates == std::vector<names::EntityOrdinal>{5});
}

TEST_CASE("quoted words stand for themselves") {
  SmallWorld world;
  CHECK(world.ask("\"zelensky\"").understood.empty());
  CHECK(world.found("\"zelensky\"") == 1);
  CHECK(world.found("\"frozen assets\"") == 1);
  CHECK(world.found("\"assets frozen\"") == 0);
  CHECK(world.found("frozen NEAR/1 assets") == 1);
  CHECK(world.found("assets NEAR/1 frozen") == 1);
  CHECK(world.found("zelensky NEAR/2 assets") == 0);
}

TEST_CASE("a word finds its forms in the archive's languages unless it is folded") {
  SmallWorld world;
  CHECK(world.found("sanction") == 1);
  CHECK(world.found("sanction", Spelling::folded) == 0);
  CHECK(world.found("санкція") == 1);
  CHECK(world.found("sanct*") == 1);
  CHECK(world.found("san*") == 2);
}

TEST_CASE("words are dropped only where no language of the archive needs them") {
  SmallWorld world;
  CHECK(world.ask("the sanctions").match.children.size() == 2);  // "the" is no stop word in German
  CHECK(world.ask("in sanctions").match.children.size() == 1);   // "in" is one in both
  CHECK(world.ask("in").match.children.size() == 1);
  world.languages = {"en"};
  CHECK(world.ask("the sanctions").match.children.size() == 1);
  CHECK(world.ask("the of").match.children.size() == 2);
}

TEST_CASE("a field takes an id, a Wikidata id or a name, and becomes words where nothing is called so") {
  SmallWorld world;
  const auto ids = [&](Facet facet, const std::string& name) { return values_named(facet, name, world.lexicon(), *world.names, world.analyzer).ids; };
  using Ids = std::vector<std::string>;
  CHECK(ids(Facet::person, "Q3874799") == Ids{"volodymyr-zelenskyy"});
  CHECK(ids(Facet::person, "Зеленський") == Ids{"volodymyr-zelenskyy"});
  CHECK(ids(Facet::person, "bush").size() == 2);
  CHECK(ids(Facet::place, "zelensky").empty());
  CHECK(ids(Facet::topic, "peace TALKS") == Ids{"peace-talks"});
  CHECK(ids(Facet::source, "the northern ledger") == Ids{"northern-ledger"});
  CHECK(ids(Facet::language, "uk") == Ids{"uk"});
  const CompiledQuery unknown = world.ask("person:nobodyhere");
  CHECK(unknown.notes.size() == 1);
  CHECK(to_string(unknown.match).find("nothing") != std::string::npos);
}

TEST_CASE("an entity's beginnings are found from any word of its names") {
  SmallWorld world;
  CHECK(world.names->beginning_with("zel", 10) == std::vector<names::EntityOrdinal>{0});
  CHECK(world.names->beginning_with("зел", 10) == std::vector<names::EntityOrdinal>{0});
  CHECK(world.names->beginning_with("bu", 10).size() == 2);
  CHECK(world.names->beginning_with("bu", 1).size() == 1);
}

TEST_CASE("a term is counted segment by segment as the database counts it, however many were asked for since") {
  std::vector<Xapian::Database> segments;
  const auto term = [](std::size_t i) { return "t" + std::to_string(i); };
  for (std::size_t segment = 1; segment <= 3; ++segment) {
    Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
    for (std::size_t article = 0; article < 4 * segment; ++article) {
      Xapian::Document document;
      for (std::size_t i = article; i < kMostTermsKept + 100; i += segment + article) document.add_boolean_term(term(i));
      database.add_document(document);
    }
    segments.push_back(database);
  }
  TermCounts counts(segments);
  for (int round = 0; round < 3; ++round)
    for (std::size_t i = 0; i < kMostTermsKept + 200; i += round + 1) {
      Xapian::doccount all = 0;
      for (std::size_t segment = 0; segment < segments.size(); ++segment) {
        all += segments[segment].get_termfreq(term(i));
        REQUIRE(counts.in_segment(segment, term(i)) == segments[segment].get_termfreq(term(i)));
      }
      REQUIRE(counts.in_all(term(i)) == all);
    }
  CHECK(counts.size() <= 2 * kMostTermsKept);
}

TEST_CASE("any question compiles and can be printed") {
  SmallWorld world;
  std::mt19937 random(7);
  const std::vector<std::string> pieces = {"( ", ") ", "\"", "-", "OR ", "NOT ", "NEAR/3 ", "zelensky ", "Bush ", "sanc* ", "title:", "person:", "2025.. ", "in ", "Київ ", "said:", "author:", "within:"};
  for (int round = 0; round < 500; ++round) {
    std::string q;
    for (std::size_t length = random() % 20; length > 0; --length) q += pieces[random() % pieces.size()];
    const CompiledQuery query = world.ask(q);
    CHECK_FALSE(to_string(query, world.lexicon()).empty());
    CHECK_NOTHROW(tests::in_xapian(query.match, tests::Strictness::loose, world.naming_of()));
  }
}
