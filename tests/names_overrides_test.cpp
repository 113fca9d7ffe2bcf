// What an editor decided, as a file of lines: what is read, and what is refused with its place and reason.
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/names/overrides.hpp"
#include "tests/fuzz/mutate.hpp"
#include "tests/fuzz/overrides_fuzz.cpp"

using namespace dispatches::names;
using std::chrono::sys_days;
using std::chrono::year;
using Kind = Scope::Kind;
using Catch::Matchers::Contains;

namespace {

std::vector<Override> read(const std::string& bytes) { return parse_overrides(bytes, "o.tsv"); }

Scope scope_of(const std::string& stated) { return read("ignore\tBush\t\t" + stated + "\n").at(0).scope; }

std::string refusal_of(const std::string& bytes) {
  try {
    read(bytes);
  } catch (const BadOverrides& wrong) {
    return wrong.what();
  }
  return "nothing was refused";
}

constexpr sys_days day(int y, unsigned m, unsigned d) { return year(y) / std::chrono::month(m) / std::chrono::day(d); }

}  // namespace

TEST_CASE("a line of overrides says what, of whom, where, who, when and why") {
  const auto lines = read("is\tДжордж  Буш\tQ207\tsource:bbc\tmk\t2026-01-02\tthe  son\n");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].verb == Verb::is);
  CHECK(lines[0].spelling == "Джордж Буш");
  CHECK(lines[0].target == "Q207");
  CHECK(lines[0].scope == Scope{Kind::source, "bbc", {}, {}});
  CHECK((lines[0].by == "mk" && lines[0].on == "2026-01-02" && lines[0].why == "the son" && lines[0].line == 1));
}

TEST_CASE("every verb is read with its shortest line") {
  const auto lines = read("same\tA\tB\ndifferent\tC\tD\nis\tE\tnew:e-1\nignore\tF\nname\tG\tQ1\ntype\tH\torg\n");
  REQUIRE(lines.size() == 6);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CHECK(lines[i].verb == static_cast<Verb>(i));
    CHECK(lines[i].line == i + 1);
    CHECK(lines[i].scope == Scope{});
    CHECK(lines[i].why.empty());
  }
  CHECK(lines[3].target.empty());
  CHECK(verb_name(Verb::different) == "different");
}

TEST_CASE("comments, blank lines, a header, a BOM and Windows line ends are passed over") {
  const auto lines = read("\xEF\xBB\xBF# who is who\r\n\r\nverb\tspelling\ttarget\tscope\tby\ton\twhy\r\nignore\tWhite House\r\n \t\r\n  # more\r\nis\tBush\tQ207\t\t\t\t\t\t");
  REQUIRE(lines.size() == 2);
  CHECK((lines[0].spelling == "White House" && lines[0].line == 4));
  CHECK((lines[1].target == "Q207" && lines[1].line == 7));
  CHECK(read("").empty());
  CHECK(read("verb\tspelling\n").empty());
  CHECK_THAT(refusal_of("ignore\tA\nverb\tspelling\n"), Contains("o.tsv:2: the verb 'verb' is not known"));
}

TEST_CASE("a scope is an article, a source, words or days") {
  CHECK(scope_of("article:a1b2c3d4e5f6") == Scope{Kind::article, "a1b2c3d4e5f6", {}, {}});
  CHECK(scope_of("source:bbc.co.uk") == Scope{Kind::source, "bbc.co.uk", {}, {}});
  CHECK(scope_of("with:White House") == Scope{Kind::with, "White House", {}, {}});
  CHECK(scope_of("2025-12-01..2025-12-15") == Scope{Kind::dates, "", day(2025, 12, 1), day(2025, 12, 15)});
  CHECK(scope_of("2025-12..") == Scope{Kind::dates, "", day(2025, 12, 1), {}});
  CHECK(scope_of("..2014") == Scope{Kind::dates, "", {}, day(2014, 12, 31)});
  CHECK(scope_of("2014") == Scope{Kind::dates, "", day(2014, 1, 1), day(2014, 12, 31)});
  CHECK(scope_of("2024-02") == Scope{Kind::dates, "", day(2024, 2, 1), day(2024, 2, 29)});
  CHECK(scope_of("2024-02-29") == Scope{Kind::dates, "", day(2024, 2, 29), day(2024, 2, 29)});
}

TEST_CASE("a scope that is none is refused") {
  for (const char* stated : {"bbc", "articles:1", "..", "2025-13", "2025-02-30", "1700000000", "20251201", "2025-12-01T10:00:00Z", "yesterday..", "2024...2025", "1066"}) {
    INFO(stated);
    CHECK_THAT(refusal_of(std::string("ignore\tBush\t\t") + stated), Contains("o.tsv:1: the scope '") && Contains("use article:ID, source:ID, with:WORDS or dates"));
  }
  CHECK_THAT(refusal_of("ignore\tBush\t\tarticle: "), Contains("nothing stands after article:"));
  CHECK_THAT(refusal_of("ignore\tBush\t\twith:''"), Contains("has no letters"));
  CHECK_THAT(refusal_of("ignore\tBush\t\t2015..2014"), Contains("ends before it begins"));
}

TEST_CASE("a wrong line is refused with its place, what is wrong and what is allowed") {
  CHECK(refusal_of("\nmerge\tA\tB\n") == "o.tsv:2: the verb 'merge' is not known; use same, different, is, ignore, name, type");
  CHECK_THAT(refusal_of("Same\tA\tB\n"), Contains("the verb 'Same' is not known"));
  CHECK_THAT(refusal_of("ignore\t \n"), Contains("the spelling is empty") && Contains("verb, spelling, target, scope, by, on, why"));
  for (const char* verb : {"same", "different", "is", "name", "type"}) CHECK_THAT(refusal_of(std::string(verb) + "\tA\n"), Contains("o.tsv:1: '" + std::string(verb) + "' needs a target: "));
  CHECK_THAT(refusal_of("ignore\tA\tB\n"), Contains("'ignore' takes no target"));
  CHECK_THAT(refusal_of("type\tA\tcity\n"), Contains("the type 'city' is not known; use person, org or place"));
  CHECK_THAT(refusal_of("name\tA\tQ1\tsource:bbc\n"), Contains("takes no scope"));
  CHECK_THAT(refusal_of("type\tA\torg\t2014\n"), Contains("takes no scope"));
  CHECK_THAT(refusal_of("is\tA\tQ1\t\t\t\t\tmore\n"), Contains("more than 7 columns"));
  CHECK_THAT(refusal_of("is\tA\xC3\tQ1\n"), Contains("not UTF-8"));
  CHECK_THAT(refusal_of("different\tElan\tÉLAN\n"), Contains("are one spelling"));
  CHECK(read("different\tElan\tÉLAN\tsource:bbc\n").size() == 1);
}

TEST_CASE("the id of a new entity is a slug") {
  const std::string longest = "new:" + std::string(80, 'a');
  for (const std::string& good : {std::string("new:bush-2"), std::string("new:1"), longest}) CHECK(read("is\tBush\t" + good).size() == 1);
  for (const std::string& bad : {std::string("new:"), std::string("new:-a"), std::string("new:Bush"), std::string("new:a b"), std::string("new:é"), longest + "a"}) {
    INFO(bad);
    CHECK_THAT(refusal_of("is\tBush\t" + bad), Contains("is no id: after new: come 1 to 80 of a-z, 0-9 and -"));
  }
}

TEST_CASE("lines that contradict each other are refused with both their places") {
  CHECK(refusal_of("same\tA\tB\n\ndifferent\tb\ta\n") ==
        "o.tsv:3: 'different' for 'b' contradicts line 1, which says 'same'; keep one of them, or give them different scopes");
  CHECK_THAT(refusal_of("different\tA\tB\nsame\tA\tB\n"), Contains("o.tsv:2: ") && Contains("line 1"));
  CHECK_THAT(refusal_of("is\tÉlan\tQ1\nis\tELAN\tQ2\n"), Contains("'is Q2'") && Contains("'is Q1'"));
  CHECK_THAT(refusal_of("is\tA\tQ1\nignore\tA\n"), Contains("'ignore'") && Contains("'is Q1'"));
  CHECK_THAT(refusal_of("type\tA\torg\ntype\tA\tplace\n"), Contains("contradicts line 1"));
  CHECK_THAT(refusal_of("is\tA\tQ1\t2014\nis\tA\tQ2\t2014-01-01..2014-12-31\n"), Contains("contradicts line 1"));
}

TEST_CASE("lines of different scope or that say the same do not contradict each other") {
  CHECK(read("is\tBush\tQ1\t..1993\nis\tBush\tQ2\t2001..\nis\tBush\tQ3\nignore\tBush\t\tsource:bbc\n").size() == 4);
  CHECK(read("is\tBush\tQ1\tsource:a\nis\tBush\tQ2\twith:a\nis\tBush\tQ3\tarticle:a\n").size() == 3);
  CHECK(read("same\tA\tB\nsame\tB\tA\nis\tA\tQ1\nis\ta\tQ1\n").size() == 4);
  CHECK(read("name\tЗеленський\tQ1\nname\tЗеленський\tQ2\n").size() == 2);
}

TEST_CASE("spellings that differ in case, marks and spaces are one for an override") {
  CHECK(override_key(" Élan  VITAL") == override_key("elan vital"));
  CHECK(override_key("П'ять") == override_key("п’ять"));
  CHECK(override_key("Bush") != override_key("Busch"));
}

TEST_CASE("a file of overrides has its limits") {
  const auto field_of = [](std::size_t bytes) { return "ignore\t" + std::string(bytes, 'a') + "\n"; };
  CHECK(read(field_of(kMaxOverrideFieldBytes)).size() == 1);
  CHECK_THAT(refusal_of(field_of(kMaxOverrideFieldBytes + 1)), Contains("o.tsv:1: a field has 1001 bytes; at most 1000"));

  std::string lines(kMaxOverridesLines - 1, '\n');
  lines += "ignore\tA\n";
  CHECK(read(lines).at(0).line == kMaxOverridesLines);
  CHECK_THAT(refusal_of(lines + "\n"), Contains("o.tsv:100001: the file has more than 100000 lines"));

  std::string large;
  while (large.size() < kMaxOverridesBytes) large += "#" + std::string(1022, 'x') + "\n";
  CHECK(read(large).empty());
  CHECK_THAT(refusal_of(large + "\n"), Contains("o.tsv: the file has 16777217 bytes; at most 16777216"));
}

TEST_CASE("any bytes as a file of overrides are read or refused") {
  CHECK(dispatches::tests::replay(SOURCE_DIR "/tests/fuzz/overrides", fuzz::overrides) >= 10);
}
