// A lexicon that is made night by night, asking only of what the night touched, is the one that asking of everything gives.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "indexer/names/lexicon.hpp"
#include "indexer/pipeline/run.hpp"
#include "indexer/schema/generation.hpp"
#include "tests/support.hpp"

using namespace dispatches;
using namespace dispatches::pipeline;
namespace fs = std::filesystem;

namespace {

std::string shown(const std::optional<text::sys_seconds>& time) { return time ? text::format_time(*time) : "-"; }

std::string shown(const std::optional<names::EntityType>& type) { return type ? std::string(names::type_name(*type)) : "-"; }

// All that a lexicon says, by names and ids instead of numbers.
std::set<std::string> sayings(const fs::path& index) {
  const fs::path file = *schema::current_generation(index) / "lexicon";
  const auto held = names::Lexicon::load(file);
  const names::Lexicon& lexicon = *held;
  const names::LexiconHistory history = names::LexiconHistory::load(file);
  const auto text = [&](names::SpellingId id) { return lexicon.spellings[id].text.view(); };
  const auto id = [&](names::EntityOrdinal entity) { return entity == names::kNobody ? std::string_view("-") : lexicon.entities[entity].id.view(); };
  std::set<std::string> said;
  for (names::SpellingId i = 1; i < lexicon.spellings.size(); ++i) {
    const names::Spelling& spelling = lexicon.spellings[i];
    const names::SpellingHistory& past = lexicon.history[i];
    said.insert(fmt::format("spelling {} {} {} {} {} {} {} {}", i, spelling.text.view(), spelling.languages.view(), spelling.articles, shown(spelling.type), shown(past.first), shown(past.last), past.linked));
  }
  for (const names::LexiconMeaning& meaning : lexicon.meanings)
    said.insert(fmt::format("meaning {} {} {} {} {} {}", text(meaning.spelling), names::type_name(meaning.type), id(meaning.entity), meaning.reason->by.view(), meaning.reason->score, meaning.reason->with.view()));
  for (const names::LexiconEntity& entity : lexicon.entities) {
    std::string names;
    for (const names::LexiconText& name : entity.names) names += fmt::format(" {}:{}", name.language.view(), name.text.view());
    said.insert(fmt::format("entity {} {} {}{}", entity.id.view(), names::type_name(entity.type), entity.listed, names));
  }
  for (const names::LexiconId& one : lexicon.ids) said.insert(fmt::format("id {} {}", one.id.view(), id(one.entity)));
  for (const names::LexiconAlias& alias : lexicon.aliases) said.insert(fmt::format("alias {} {} {}", alias.text.view(), id(alias.entity), alias.alone));
  for (const names::LexiconLink& link : history.links)
    said.insert(fmt::format("link {} {} {} {}", std::min(text(link.one), text(link.other)), std::max(text(link.one), text(link.other)), link.mean, link.evidence));
  for (const names::IssuedId& issued : history.issued) said.insert(fmt::format("issued {} {} {}", issued.id, text(issued.founder), names::type_name(issued.type)));
  for (const auto& [spelling, entity] : history.listed) said.insert(fmt::format("listed {} {}", text(spelling), entity));
  return said;
}

// Names that join, part and are mistaken for one another; some of the catalogue.
const std::vector<std::string> kPeople = {
    "Oleksandr Harmatenko", "Olexandr Garmatenko", "Aleksandr Garmatenko", "O. Harmatenko", "Harmatenko Oleksandr", "Mykola Vorsklenko", "Nikolai Vorsklenko", "Nikolay Vorsklenko",
    "John Smithfield", "Jon Smithfield", "J. Smithfield", "John A. Smithfield", "John B. Smithfield", "Ivan Petrovich Danylenko", "Ivan Sergeevich Danylenko", "Ivan Danylenko",
    "Jane Roe", "Jayne Roe", "Maria Kowalska", "Marya Kovalska", "MARIA KOWALSKA", "Hryhorii Stelmakh", "Grigory Stelmakh", "Yusuf al-Haddad", "Youssef Al Haddad"};
const std::vector<std::string> kOrganisations = {"Harbour Workers Union", "the Harbour Workers Union", "Ministry of Grain", "MINISTRY OF GRAIN", "Northern Rail Company", "Kyiv Port Authority"};
const std::vector<std::string> kPlaces = {"Odesa", "Goris", "Lviv", "Mykhailivka", "Toronto"};
const std::vector<std::string> kFullNames = {"Union of Harbour Pilots (UHP)", "United Harvest Producers (UHP)", "Federal Grain Office (FGO)"};

class Newsroom {
 public:
  Newsroom() {
    folder.write("catalogue/people.json", R"([{"id": "jane-roe", "type": "person", "names": {"en": ["Jane Roe"]}}])");
    folder.write("catalogue/places.json", R"([{"id": "odesa", "type": "place", "names": {"en": ["Odesa"]}}])");
    options = tests::update_of(folder.path / "db", {folder.path / "news"});
    options.knowledge = {folder.path / "catalogue", tests::model(), {}};
    options.prune = true;
    options.prune_limit = 1;
  }

  void write(int number) {
    const auto& people = kPeople;
    const std::string one = any(people), other = any(people);
    std::string body = fmt::format("President {} met Minister {} in {} on Monday. {} said that the {} would wait. ", one, other, any(kPlaces), one, any(kOrganisations));
    if (chance(3)) body += fmt::format("The {} said no. UHP and FGO did not answer. ", any(kFullNames));
    if (chance(4)) body += "The UHP gave no reason. ";
    folder.write(fmt::format("news/{}.txt", number), fmt::format("---\ntitle: Report {}\nlang: en\ndate: 2025-0{}-1{}\n---\n{}\n", number, 1 + number % 9, number % 7, body));
  }

  void night(int number) {
    for (int i = 0; i < 3; ++i) write(next_++);
    if (number > 1)
      for (int i = 0; i < 2; ++i) write(below(next_));
    // Some go, and every fourth night most: then names leave too.
    for (int i = 0; i < (number % 4 == 0 ? next_ : number > 2); ++i) fs::remove(folder.path / fmt::format("news/{}.txt", below(next_)));
    options.now = text::parse_date(fmt::format("2026-01-{:02}T00:00:00Z", number))->start;
    update(options);
  }

  // What asking of every spelling makes of the same articles.
  std::set<std::string> asked_of_everything() const {
    const tests::TemporaryFolder copy;
    fs::copy(options.index, copy.path / "db", fs::copy_options::recursive);
    relink(copy.path / "db", options.knowledge, false, options.now);
    return sayings(copy.path / "db");
  }

  tests::TemporaryFolder folder;
  UpdateOptions options;

 private:
  int below(int number) { return std::uniform_int_distribution(0, number - 1)(random_); }
  bool chance(int of) { return below(of) == 0; }
  const std::string& any(const std::vector<std::string>& of) { return of[static_cast<std::size_t>(below(static_cast<int>(of.size())))]; }

  std::mt19937 random_{20260101};
  int next_ = 0;
};

std::vector<std::string> only_in(const std::set<std::string>& one, const std::set<std::string>& other) {
  std::vector<std::string> only;
  std::set_difference(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(only));
  return only;
}

}  // namespace

TEST_CASE("a lexicon asked only of what each night touched says what one asked of everything says") {
  Newsroom desk;
  for (int night = 1; night <= 16; ++night) {
    desk.night(night);
    const auto nightly = sayings(desk.options.index), whole = desk.asked_of_everything();
    INFO("night " << night);
    CHECK(only_in(nightly, whole) == std::vector<std::string>());
    CHECK(only_in(whole, nightly) == std::vector<std::string>());
    CHECK(nightly.size() > 40);
  }
}
