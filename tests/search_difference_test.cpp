// Versions of an article side by side.
#include <catch2/catch.hpp>
#include <random>

#include "searchd/search/difference.hpp"

using namespace dispatches;
using search::difference;
using search::DifferencePart;
using Kind = DifferencePart::Kind;

namespace {

schema::StoredArticle article_of(const std::string& title, const std::vector<std::string>& paragraphs, const std::string& caption = {}) {
  schema::StoredArticle article;
  const auto add = [&](schema::SectionKind kind, const std::string& text) {
    const auto begin = static_cast<std::uint32_t>(article.text.size());
    article.text += text + "\n";
    article.sections.push_back({kind, begin, static_cast<std::uint32_t>(article.text.size() - 1), 0});
  };
  add(schema::SectionKind::title, title);
  for (const std::string& paragraph : paragraphs) add(schema::SectionKind::body, paragraph);
  if (!caption.empty()) add(schema::SectionKind::caption, caption);
  return article;
}

// "same [-only here-] {+only there+}"
std::string told(const search::Difference& difference) {
  std::string text;
  for (const DifferencePart& part : difference.parts) {
    if (!text.empty()) text += ' ';
    text += part.kind == Kind::same ? part.text : part.kind == Kind::only_here ? "[-" + part.text + "-]" : "{+" + part.text + "+}";
  }
  return text;
}

std::string words_of(const search::Difference& difference, Kind left_out) {
  std::string text;
  for (const DifferencePart& part : difference.parts)
    if (part.kind != left_out)
      for (const char c : part.text.ends_with('\n') ? part.text : part.text + " ") text += c == '\n' ? ' ' : c;
  return text;
}

}  // namespace

TEST_CASE("two versions differ by the words that one of them has alone") {
  const auto here = article_of("Grain leaves port", {"Three ships left Odesa on Monday.", "Nobody was hurt."});
  const auto there = article_of("Grain leaves port", {"Four ships left Odesa on Monday, the navy said.", "Nobody was hurt."});
  CHECK(told(difference(here, there)) == "Grain leaves port\n [-Three-] {+Four+} ships left Odesa on [-Monday.\n-] {+Monday, the navy said.\n+} Nobody was hurt.\n");
  CHECK(told(difference(here, here)) == "Grain leaves port\nThree ships left Odesa on Monday.\nNobody was hurt.\n");
}

TEST_CASE("paragraphs end where each version ends them, and captions are not compared") {
  const auto here = article_of("A", {"one two", "three"}, "the port at night");
  const auto there = article_of("A", {"one", "two three four", "five"}, "a ship");
  CHECK(told(difference(here, there)) == "A\none two\nthree\n {+four\nfive\n+}");
}

TEST_CASE("an article without words differs by all of the other's") {
  const auto none = article_of("", {});
  CHECK(difference(none, none).parts.empty());
  CHECK(told(difference(none, article_of("A b", {"c"}))) == "{+A b\nc\n+}");
  CHECK(told(difference(article_of("A b", {"c"}), none)) == "[-A b\nc\n-]");
}

TEST_CASE("what differs, taken away, leaves each version whole, for any two texts") {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    const auto text = [&] {
      std::string words;
      for (std::size_t left = random() % 40; left > 0; --left) words += std::string(1, static_cast<char>('a' + random() % 5)) + " ";
      return words;
    };
    const std::string a = text(), b = text();
    const search::Difference script = difference(article_of("", {a}), article_of("", {b}));
    CHECK(words_of(script, Kind::only_there) == a);
    CHECK(words_of(script, Kind::only_here) == b);
    CHECK_FALSE(script.cut);
    for (std::size_t i = 1; i < script.parts.size(); ++i) CHECK(script.parts[i].kind != script.parts[i - 1].kind);
  }
}

TEST_CASE("of long texts the beginning is compared, however little they have in common") {
  std::string a, b;
  for (std::size_t i = 0; i < search::kComparedWords + 5; ++i) a += "a" + std::to_string(i) + " ", b += "b" + std::to_string(i) + " ";
  const search::Difference script = difference(article_of("", {a}), article_of("", {b}));
  CHECK(script.cut);
  CHECK(words_of(script, Kind::only_there).starts_with("a0 a1 "));
  CHECK(words_of(script, Kind::only_here).ends_with("b" + std::to_string(search::kComparedWords - 1) + " "));
}
