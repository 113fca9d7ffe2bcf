// indexer/names: a lexicon's tables and its image say the same.
#include <fmt/format.h>
#include <xxhash.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>

#include "indexer/base/sqlite.hpp"
#include "indexer/names/lexicon_image.hpp"
#include "indexer/names/lexicon_tables.hpp"
#include "indexer/names/lexicon_writer.hpp"
#include "folder.hpp"
#include "fuzz/mutate.hpp"

using namespace dispatches;
using namespace dispatches::names;
using dispatches::tests::TemporaryFolder;

namespace {

const std::string kLongName(300, 'n');

std::shared_ptr<const Reason> reason(Reason reason) { return std::make_shared<const Reason>(std::move(reason)); }

void write(const std::filesystem::path& file) {
  LexiconWriter writer(file);
  writer.add(0, NewEntity{"volodymyr-zelenskyy", EntityType::person, "Q3874799", "", "", {}, {}, true, {{"en", "Volodymyr Zelenskyy"}, {"uk", "Володимир Зеленський"}}, {{"en", "President of Ukraine"}}});
  writer.add(1, NewEntity{"kyiv", EntityType::place, "", "city", "ukraine", 50.45, 30.52, true, {{"en", "Kyiv"}}, {}});
  writer.add(2, NewEntity{"long", EntityType::org, "", "", "", {}, {}, false, {{"en", kLongName}}, {}});
  writer.add(NewAlias{"Zelensky", 0, false});
  writer.add(NewAlias{"Володимир Зеленський", 0, true});
  writer.add_redirect("Q3874799", 0);
  writer.add_redirect("Q3874799", 1);   // the first stays
  writer.add_redirect("kyiv", 0);       // its own id goes before
  const text::sys_seconds when{std::chrono::seconds(1'700'000'000)};
  writer.add(1, NewSpelling{"Zelensky", "en,de", 12, EntityType::person}, {when, when, when, true});
  writer.add(2, NewSpelling{"Київ", "uk", 3, EntityType::place}, {{}, {}, when, false});
  writer.add(3, NewSpelling{kLongName, "", 1, {}});
  writer.add(1, MentionRecord{1, 0, EntityType::person, true});
  writer.add(2, MentionRecord{2, 0, {}, false});
  writer.add(3, MentionRecord{3, 1, {}, false});
  writer.add(Meaning{2, EntityType::place, 1, reason({"catalogue", 0, "", "", ""})});
  writer.add(Meaning{1, EntityType::person, 0, reason({"rule", .91f, "Zelenskyy", "", ""})});
  writer.add(Meaning{3, EntityType::org, kNobody, reason({"override", 0, "", "olena", "as asked"})});
  writer.add(Exception{"b", 1, 1});
  writer.add(Exception{"a", 2, kNobody});
  writer.add(Exception{"b", 1, kNobody});  // the last counts
  writer.add(AddedMention{"b", 7, 9, 1});
  writer.add(AddedMention{"a", 9, 12, 2});
  writer.add(AddedMention{"b", 7, 8, 2});  // the first stays
  writer.add(NewTopic{"sanctions", "16", {{"en", "Sanctions"}, {"uk", "Санкції"}}});
  writer.add(NewTopic{"energy", "", {}});
  writer.add_source("Ledger", {"ledger", "Ledger"});
  writer.add_source("Ledger", {"northern-ledger", "The Northern Ledger"});  // the last counts
  writer.set_fingerprint("0123");
  writer.commit();
}

std::string shown(const std::optional<EntityType>& type) { return type ? std::string(type_name(*type)) : "-"; }
std::string shown(const std::optional<text::sys_seconds>& time) { return time ? std::to_string(time->time_since_epoch().count()) : "-"; }
std::string shown(const KeptRows<LexiconText>& texts) {
  std::string all;
  for (const LexiconText& one : texts) all += fmt::format(" {}:{}", one.language.view(), one.text.view());
  return all;
}

// Row by row, in order.
std::vector<std::string> rows_of(const Lexicon& lexicon) {
  std::vector<std::string> rows{std::string(lexicon.fingerprint)};
  for (const LexiconEntity& one : lexicon.entities)
    rows.push_back(fmt::format("entity {} {} {} {} {} {}{} | {} {} {}", one.id.view(), type_name(one.type), one.wikidata(), one.kind(), one.parent(), one.listed, shown(one.names),
                               one.details ? shown(one.details->descriptions) : "", one.details && one.details->latitude ? *one.details->latitude : 0, one.name("uk")));
  for (const LexiconId& one : lexicon.ids) rows.push_back(fmt::format("id {} {}", one.id.view(), one.entity));
  for (const LexiconAlias& one : lexicon.aliases) rows.push_back(fmt::format("alias {} {} {}", one.text.view(), one.entity, one.alone));
  for (SpellingId i = 0; i < lexicon.spellings.size(); ++i) {
    const Spelling& one = lexicon.spellings[i];
    const SpellingHistory& past = lexicon.history[i];
    rows.push_back(fmt::format("spelling {} {} {} {} {} {} {}", one.text.view(), one.languages.view(), one.articles, shown(one.type), shown(past.first), shown(past.since), past.linked));
  }
  for (MentionId i = 0; i < lexicon.mentions.size(); ++i)
    rows.push_back(fmt::format("mention {} {} {} {} means {}", lexicon.mentions[i].surface, lexicon.mentions[i].antecedent, shown(lexicon.mentions[i].type), lexicon.mentions[i].plain, lexicon.meant[i]));
  for (const LexiconMeaning& one : lexicon.meanings) {
    const Reason why = *one.reason;
    rows.push_back(fmt::format("meaning {} {} {} {} {} {} {} {}", one.spelling, type_name(one.type), one.entity, why.by, why.score, why.with, why.who, why.why));
  }
  for (const LexiconException& one : lexicon.exceptions) rows.push_back(fmt::format("exception {} {} {}", one.article.view(), one.mention, one.entity));
  for (const LexiconAdded& one : lexicon.added) rows.push_back(fmt::format("added {} {} {} {}", one.article.view(), one.begin, one.end, one.mention));
  for (const LexiconTopic& one : lexicon.topics) rows.push_back(fmt::format("topic {} {}{}", one.id.view(), one.iptc.view(), shown(one.names)));
  for (const LexiconSource& one : lexicon.sources) rows.push_back(fmt::format("source {} {} {}", one.stated.view(), one.id.view(), one.name.view()));
  return rows;
}

// What it answers.
std::vector<std::string> answers_of(const LoadedNames& names) {
  std::vector<std::string> answers;
  text::Analyzer analyzer;
  for (const char* asked : {"Zelensky", "Зеленський", "Volodymyr Selenskyj", "Київ", "kyiv", "nobody"}) {
    std::string answer = asked;
    for (const names::Candidate& one : names.directory->whom(asked, analyzer)) answer += fmt::format(" {}/{}/{:.3f}", one.entity, static_cast<int>(one.by), one.mean);
    for (const EntityOrdinal one : names.directory->beginning_with(text::fold(asked).substr(0, 2), 9)) answer += fmt::format(" {}", one);
    answers.push_back(answer);
  }
  for (EntityOrdinal entity = 0; entity < names.lexicon->entities.size(); ++entity)
    answers.push_back(fmt::format("{} {} {}", names.directory->mentions_of(entity).size(), names.directory->spellings_of(entity).size(), names.directory->longest()));
  return answers;
}

// Of base/image: a head of 32 bytes, and an entry of 32 for each array.
constexpr std::size_t kHeadBytes = 32, kEntryBytes = 32;

template <class T>
T number_at(const std::string& image, std::size_t at) {
  T number;
  std::memcpy(&number, image.data() + at, sizeof number);
  return number;
}
template <class T>
void put(std::string& image, std::size_t at, T number) { std::memcpy(image.data() + at, &number, sizeof number); }

std::string with_right_checksums(std::string image) {
  const auto arrays = number_at<std::uint32_t>(image, 12);
  for (std::size_t entry = kHeadBytes; entry < kHeadBytes + arrays * kEntryBytes; entry += kEntryBytes) {
    const auto begin = number_at<std::uint64_t>(image, entry), bytes = number_at<std::uint64_t>(image, entry + 8);
    if (begin <= image.size() && bytes <= image.size() - begin) put(image, entry + 24, static_cast<std::uint64_t>(XXH3_64bits(image.data() + begin, bytes)));
  }
  put(image, 24, static_cast<std::uint64_t>(XXH3_64bits(image.data() + kHeadBytes, arrays * kEntryBytes)));
  return image;
}

}  // namespace

TEST_CASE("the image of a lexicon says what its tables say, and so does the directory of its names") {
  const TemporaryFolder folder;
  const auto file = folder.path / "lexicon";
  write(file);
  const LoadedNames mapped = load_names(file);
  REQUIRE(mapped.unmapped.empty());
  CHECK_FALSE(fault_of_image(file));
  std::filesystem::remove(image_of(file));
  const LoadedNames read = load_names(file);
  CHECK_THAT(read.unmapped, Catch::Contains("there is no"));
  CHECK(rows_of(*mapped.lexicon) == rows_of(*read.lexicon));
  CHECK(answers_of(mapped) == answers_of(read));

  const Lexicon& lexicon = *mapped.lexicon;
  CHECK(lexicon.entity_named("Q3874799") == 0);
  CHECK(lexicon.entity_named("kyiv") == 1);
  CHECK(lexicon.entity_named("ukraine") == kNobody);
  CHECK(lexicon.entities[2].name("uk") == kLongName);
  CHECK(lexicon.source("Ledger")->id == "northern-ledger");
  CHECK(lexicon.source("Herald") == nullptr);
  CHECK(lexicon.entity_of(1) == 0);
  CHECK(lexicon.entity_of(1, "b") == kNobody);
  CHECK(lexicon.entity_of(3) == 0);  // by its antecedent
  CHECK(lexicon.added.size() == 2);
  CHECK(lexicon.meaning(1, EntityType::person)->reason->with == "Zelenskyy");
  CHECK(lexicon.meaning(1, EntityType::place) == nullptr);
}

TEST_CASE("tables that were changed by another hand are read, whatever their image says") {
  const TemporaryFolder folder;
  const auto file = folder.path / "lexicon";
  write(file);
  {
    TableFile tables(file, TableFile::Mode::write);
    tables.prepare("UPDATE name SET text = 'Kiev' WHERE text = 'Kyiv'").run();
    tables.commit();
  }
  CHECK_THAT(load_names(file).unmapped, Catch::Contains("is not of the tables beside it"));
  CHECK(Lexicon::load(file)->entities[1].name("en") == "Kiev");
}

TEST_CASE("an image that somebody made with right checksums is refused where it leads out of itself") {
  const TemporaryFolder folder;
  const auto file = folder.path / "lexicon";
  write(file);
  std::ifstream in(image_of(file), std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), {}};
  std::size_t refused = 0, tried = 0;
  const auto changed = [&](std::mt19937_64& random) {
    std::string image = whole;
    for (std::size_t times = 1 + random() % 4; times > 0; --times) {
      const std::size_t at = kHeadBytes + random() % (image.size() - kHeadBytes - 4);
      const std::size_t word = at / 4 * 4, other = kHeadBytes + random() % (image.size() - kHeadBytes - 4) / 4 * 4;
      switch (random() % 4) {
        case 0: image[at] = static_cast<char>(random()); break;
        case 1: image[at] = static_cast<char>(image[at] ^ 1 << random() % 8); break;
        case 2: image.replace(word, 4, image.substr(other, 4)); break;
        default: put(image, word, static_cast<std::uint32_t>(random() % 2 ? random() % 4096 : random()));
      }
    }
    return with_right_checksums(std::move(image));
  };
  dispatches::tests::try_changes("lexicon image", changed, [&](const std::string& image) {
    std::ofstream(image_of(file), std::ios::binary) << image;
    const LoadedNames names = load_names(file);
    rows_of(*names.lexicon), answers_of(names);
    ++tried, refused += !names.unmapped.empty();
  });
  CHECK(refused > tried / 10);
  CHECK(refused < tried);
}

TEST_CASE("tables that say more of a row than there is are refused") {
  const TemporaryFolder folder;
  for (const char* change : {"INSERT INTO name VALUES (9, 'en', 'x')", "INSERT INTO alias VALUES (3, 'x', 1)", "UPDATE meaning SET entity = 77 WHERE spelling = 1", "UPDATE mention SET surface = 4 WHERE id = 3",
                             "INSERT INTO exception VALUES ('x', 4, 0)", "DELETE FROM spelling WHERE id = 2", "UPDATE entity SET ordinal = 5 WHERE ordinal = 2", "UPDATE meaning SET type = 'ship'"}) {
    INFO(change);
    const auto file = folder.path / "lexicon";
    std::filesystem::remove(file);
    write(file);
    {
      TableFile tables(file, TableFile::Mode::write);
      tables.prepare(change).run();
      tables.commit();
    }
    CHECK_THROWS_WITH(Lexicon::load(file), Catch::Contains("restore a backup"));
  }
}
