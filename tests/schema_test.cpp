// What an index consists of: encodings, stored articles, generations on disk, and what has been read.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <utility>

#include "folder.hpp"
#include "indexer/base/sqlite.hpp"
#include "indexer/schema/encoding.hpp"
#include "indexer/schema/fields.hpp"
#include "indexer/schema/generation.hpp"
#include "indexer/schema/inputs.hpp"
#include "indexer/schema/packed.hpp"
#include "indexer/schema/stories.hpp"
#include "indexer/schema/stored_article.hpp"

namespace fs = std::filesystem;
using namespace dispatches;
using namespace dispatches::schema;
using dispatches::tests::TemporaryFolder;

namespace {

text::sys_seconds at(std::int64_t seconds) { return text::sys_seconds(std::chrono::seconds(seconds)); }

StoredArticle sample() {
  StoredArticle article;
  article.id = "abc234567defghij";
  article.url = "https://news.example/1";
  article.source = "Northern Ledger";
  article.language = "en";
  article.authors = {"Jane Roe", "Іван Приклад"};
  article.published = text::Date{at(1765756800), text::Precision::day};
  article.indexed = at(1765800000);
  article.updated = at(1765900000);
  article.topics = {"peace-talks"};
  article.content_hash = "0123";
  article.where = "a.txt";
  article.text = "Talks resume\nEnvoys met in Berlin.\n";
  article.sections = {{SectionKind::title, 0, 12, 0}, {SectionKind::body, 13, 34, 2}};
  article.title_end = 12;
  article.tokens = {{0, 5}, {6, 12}, {13, 19}, {20, 23}, {24, 26}, {27, 33}};
  article.mentions = {{27, 33, 7}};
  article.quotes = {{{{13, 23}, {24, 33}}, false, 0, {27, 33}, {20, 23}, {13, 34}, 5}, {{{0, 5}}, true, std::nullopt, {}, {}, {0, 12}, 0}};
  return article;
}

void publish_empty(const fs::path& index, std::uint32_t number) {
  const fs::path folder = index / "building" / generation_name(number);
  fs::create_directories(folder);
  Manifest manifest;
  manifest.fields_version = kFieldsVersion;
  manifest.stored_version = kStoredVersion;
  manifest.lexicon_version = 1;
  manifest.number = number;
  manifest.index_id = "0123456789abcdef";
  manifest.built = at(1765800000);
  write_manifest(folder, manifest);
  write_tombstones(folder, {{"seg-000001", {3, 5}}});
  publish(index, number);
}

}  // namespace

TEST_CASE("numbers, texts and lists of ids come back as they were written") {
  std::string bytes;
  Encoder out(bytes);
  for (std::uint64_t number : {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, std::uint64_t{1} << 40, ~std::uint64_t{0}}) out.number(number);
  out.text("Зеленський");
  Decoder in(bytes);
  for (std::uint64_t number : {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, std::uint64_t{1} << 40, ~std::uint64_t{0}}) CHECK(in.number() == number);
  CHECK(in.text() == "Зеленський");
  CHECK(in.at_end());

  std::vector<std::uint32_t> ids;
  unpack_ids(pack_ids({9, 1, 4294967295u, 9, 300}), ids);
  CHECK(ids == std::vector<std::uint32_t>{1, 9, 300, 4294967295u});
}

namespace {

using Counted = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

Counted unpacked(std::string_view packed) {
  Counted mentions;
  unpack_mentions(packed, mentions);
  return mentions;
}

}  // namespace

TEST_CASE("mentions come back in order, each once with all its occurrences") {
  CHECK(unpacked(pack_mentions({{9, 1}, {1, 2}, {4294967295u, 300}, {9, 1}, {300, 1}, {7, 0}})) == Counted{{1, 2}, {9, 2}, {300, 1}, {4294967295u, 300}});
  CHECK(unpacked(pack_mentions({{5, 4294967295u}, {5, 4294967295u}})) == Counted{{5, 4294967295u}});
  CHECK(pack_mentions({}).empty());
  CHECK(pack_mentions({{3, 1}, {4, 1}}) == std::string("\3\1\1\1"));
}

TEST_CASE("damaged mentions are refused") {
  for (const std::string_view bad : {std::string_view("\3"), std::string_view("\3\0", 2), std::string_view("\3\1\0\1", 4), std::string_view("\x80"),
                                     std::string_view("\xff\xff\xff\xff\x0f\1\1\1"), std::string_view("\xff\xff\xff\xff\xff\x01\1")}) {
    INFO(bad.size());
    CHECK_THROWS_AS(unpacked(bad), DamagedIndex);
  }
  std::mt19937 random(5);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 20, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    try {
      const Counted mentions = unpacked(bytes);
      for (std::size_t i = 1; i < mentions.size(); ++i) REQUIRE(mentions[i - 1].first < mentions[i].first);
      REQUIRE(unpacked(pack_mentions(mentions)) == mentions);
    } catch (const DamagedIndex&) {
    }
  }
}

TEST_CASE("packed dates sort like the dates they hold, also before 1970") {
  const std::string early = pack_date({at(-1000000000), text::Precision::day}), epoch = pack_date({at(0), text::Precision::time}),
                    coarse = pack_date({at(0), text::Precision::year}), late = pack_date({at(1765756800), text::Precision::month});
  CHECK(early < epoch);
  CHECK(epoch < coarse);
  CHECK(coarse < late);
  CHECK(unpack_date(early) == text::Date{at(-1000000000), text::Precision::day});
  CHECK_FALSE(unpack_date(""));
}

TEST_CASE("a term is never longer than Xapian takes, and long ones stay apart") {
  const std::string long_text(1000, 'x'), other = long_text + "y";
  CHECK(make_term(Term::source, long_text).size() <= kMaxTermBytes);
  CHECK(make_term(Term::source, long_text) != make_term(Term::source, other));
  CHECK(make_term(Term::topic, "war") == "XTwar");
  std::string cyrillic;
  for (int i = 0; i < 300; ++i) cyrillic += "ж";
  CHECK(make_term(Term::author, cyrillic).size() <= kMaxTermBytes);
}

TEST_CASE("a stored article comes back whole") {
  const StoredArticle article = sample(), back = decode(encode(article));
  CHECK(back.id == article.id);
  CHECK(back.authors == article.authors);
  CHECK(back.published == article.published);
  CHECK(back.indexed == article.indexed);
  CHECK(back.text == article.text);
  CHECK(back.title() == "Talks resume");
  REQUIRE(back.sections.size() == 2);
  CHECK(back.sections[1].first_token == 2);
  REQUIRE(back.tokens.size() == 6);
  CHECK(back.tokens[5].begin == 27);
  REQUIRE(back.mentions.size() == 1);
  CHECK(back.mentions[0].mention == 7);
  REQUIRE(back.quotes.size() == 2);
  CHECK(words_of(back, back.quotes[0]) == "Envoys met in Berlin");
  CHECK_FALSE(back.quotes[0].direct);
  CHECK(back.quotes[0].speaker == 0U);
  CHECK(back.slice(back.quotes[0].verb) == "met");
  CHECK(back.quotes[0].topics == 5);
  CHECK_FALSE(back.quotes[1].speaker);
}

TEST_CASE("an article stored before articles were packed is read") {
  const std::string data = encode(sample());
  CHECK(decode(static_cast<char>(kStoredVersion - 1) + unpack(std::string_view(data).substr(1))).quotes.size() == 2);
}

TEST_CASE("what is packed comes back, and what claims to be larger than any article is refused") {
  std::string packed = "before";
  const std::string text(100'000, 'a');
  pack(text, packed);
  CHECK(packed.size() < 200);
  CHECK(unpack(std::string_view(packed).substr(6)) == text);
  pack("", packed = "");
  CHECK(unpack(packed).empty());
  const std::string huge("\x28\xB5\x2F\xFD\xE0\x00\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00", 16);  // a frame of 4 GiB, by its header (RFC 8878, 3.1.1.1)
  CHECK_THROWS_AS(unpack(huge), DamagedIndex);
  CHECK_THROWS_AS(unpack("no frame"), DamagedIndex);
}

TEST_CASE("what is counted of quotes comes back as it was written, and damaged slots are refused") {
  const std::vector<QuoteFacts> facts = {{7, true, 3, 0x123456789ABCDEF0ULL, {1, 7, 900}}, {std::nullopt, false, 0, ~0ULL, {}}};
  std::vector<QuoteFacts> back;
  unpack_quotes(pack_quotes(facts), back);
  CHECK(back == facts);
  const std::string packed = pack_quotes(facts);
  for (std::size_t cut = 1; cut < packed.size(); ++cut) {
    try {
      unpack_quotes(packed.substr(0, cut), back);
      CHECK(back.size() < 2);
    } catch (const DamagedIndex&) {
    }
  }
}

TEST_CASE("damaged data of a document is refused or read within its bounds, never beyond") {
  const std::string packed = encode(sample()), plain = unpack(std::string_view(packed).substr(1));
  std::mt19937 random(20261122);
  for (int round = 0; round < 20000; ++round) {
    const std::string& good = round % 2 ? packed : plain;
    std::string bad = good.substr(0, random() % 2 ? good.size() : random() % good.size());
    for (unsigned changes = random() % 4; changes > 0 && !bad.empty(); --changes) bad[random() % bad.size()] = static_cast<char>(random());
    if (round % 2 == 0) pack(std::exchange(bad, std::string(1, static_cast<char>(kStoredVersion))), bad);
    try {
      const StoredArticle article = decode(bad);
      for (const StoredToken& token : article.tokens) REQUIRE(token.end <= article.text.size());
      for (const StoredMention& mention : article.mentions) REQUIRE(mention.end <= article.text.size());
      for (const StoredQuote& quote : article.quotes) {
        REQUIRE(words_of(article, quote).size() <= 2 * article.text.size() + quote.parts.size() * 2);
        REQUIRE((!quote.speaker || *quote.speaker < article.mentions.size()));
        REQUIRE(quote.sentence.end <= article.text.size());
      }
      for (const Section& section : article.sections) REQUIRE(section.end <= article.text.size());
      REQUIRE(article.title_end <= article.text.size());
    } catch (const DamagedIndex&) {
    }
  }
}

TEST_CASE("a published generation is the one in force, and two are kept") {
  const TemporaryFolder folder;
  CHECK_FALSE(current_generation(folder.path));
  for (std::uint32_t number = 1; number <= 4; ++number) publish_empty(folder.path, number);
  CHECK(current_generation(folder.path) == folder.path / "gen-000004");
  CHECK(last_generation_number(folder.path) == 4);
  CHECK_FALSE(fs::exists(folder.path / "gen-000002"));
  CHECK(fs::exists(folder.path / "gen-000003"));
  CHECK(read_manifest(folder.path / "gen-000004").index_id == "0123456789abcdef");
  CHECK(read_tombstones(folder.path / "gen-000004").at("seg-000001") == std::vector<std::uint32_t>{3, 5});
}

TEST_CASE("a generation that is missing, broken or from the future is refused with a sentence") {
  const TemporaryFolder folder;
  publish_empty(folder.path, 1);
  const fs::path manifest = folder.path / "gen-000001" / "manifest.json";
  std::ofstream(manifest) << "{";
  CHECK_THROWS_AS(read_manifest(manifest.parent_path()), DamagedIndex);
  std::ofstream(manifest) << R"({"fields_version": 999, "stored_version": 1, "lexicon_version": 1})";
  CHECK_THROWS_WITH(read_manifest(manifest.parent_path()), Catch::Contains("newer program"));
  std::ofstream(manifest) << R"({"fields_version": 0, "stored_version": 1, "lexicon_version": 1})";
  CHECK_THROWS_WITH(read_manifest(manifest.parent_path(), Versions::previous_too), Catch::Contains("index anew"));
  publish_empty(folder.path, 2);
  const fs::path older = folder.path / "gen-000002";
  std::ifstream in(older / "manifest.json");
  std::string text((std::istreambuf_iterator<char>(in)), {});
  const std::string stated = "\"stored_version\": " + std::to_string(kStoredVersion);
  REQUIRE(text.find(stated) != std::string::npos);
  text.replace(text.find(stated), stated.size(), "\"stored_version\": " + std::to_string(kStoredVersion - 1));
  std::ofstream(older / "manifest.json") << text;
  CHECK_THROWS_WITH(read_manifest(older), Catch::Contains("indexer reanalyse"));
  CHECK(read_manifest(older, Versions::previous_too).number == 2);
  std::ofstream(folder.path / "current") << "../../etc\n";
  CHECK_THROWS_AS(current_generation(folder.path), DamagedIndex);
}

TEST_CASE("a second writer is turned away while the first holds the lock") {
  const TemporaryFolder folder;
  {
    const IndexLock first(folder.path);
    CHECK_THROWS_AS(IndexLock(folder.path), IndexLocked);
  }
  CHECK_NOTHROW(IndexLock(folder.path));
}

TEST_CASE("inputs of the version before are read, and written as of this one") {
  const TemporaryFolder folder;
  const fs::path older = folder.path / "older";
  Inputs(older, {}).commit();
  {
    TableFile file(older, TableFile::Mode::write);
    file.run("DROP TABLE rejection");
    file.run("CREATE TABLE rejection(input TEXT, place TEXT, reason TEXT, PRIMARY KEY(input, place, reason)) WITHOUT ROWID");
    file.run("INSERT INTO rejection VALUES ('/a', ':3', 'the body is empty')");
    file.commit();
  }
  const auto size = fs::file_size(older);
  for (const bool reading : {true, false}) {
    const std::unique_ptr<Inputs> inputs = reading ? std::make_unique<Inputs>(older) : std::make_unique<Inputs>(folder.path / "present", older);
    const std::vector<RejectionState> rejections = inputs->rejections();
    REQUIRE(rejections.size() == 1);
    CHECK(rejections[0].place == ":3");
    CHECK(rejections[0].record.empty());
    if (reading) continue;
    CHECK_FALSE(inputs->put_rejection({"/a", ":4", "the body is empty", "0123"}));
    inputs->commit();
  }
  CHECK(fs::file_size(older) == size);
  CHECK(Inputs(folder.path / "present").rejections().at(1).record == "0123");
}

TEST_CASE("what was read is remembered from one run to the next") {
  const TemporaryFolder folder;
  {
    Inputs inputs(folder.path / "first", {});
    inputs.put_input({"/news/a/1.txt", 10, 5, "h1"});
    inputs.put_input({"/news/ab.txt", 10, 5, "h2"});
    inputs.put_article({"abc234567defghij", "/news/a/1.txt", 0, "c1", "r1", text::Date{at(1765756800), text::Precision::day}, at(100)});
    CHECK_FALSE(inputs.put_rejection({"/news/a/2.txt", ":3", "the body is empty", ""}));
    CHECK(inputs.put_rejection({"/news/a/2.txt", ":3", "the body is empty", ""}));
    inputs.commit();
  }
  const Inputs inputs(folder.path / "second", folder.path / "first");
  REQUIRE(inputs.article("abc234567defghij"));
  CHECK(inputs.article("abc234567defghij")->published == text::Date{at(1765756800), text::Precision::day});
  CHECK(inputs.articles_of("/news/a/1.txt").size() == 1);
  CHECK(inputs.article_of_record("/news/a/1.txt", "r1"));
  CHECK_FALSE(inputs.article_of_record("/news/a/1.txt", "r2"));
  CHECK(inputs.inputs_below("/news/a").size() == 1);
  CHECK(inputs.inputs_below("/news").size() == 2);
  CHECK(inputs.rejections().size() == 1);
  CHECK_FALSE(inputs.article("nobody"));
}

TEST_CASE("stories are read as they were written, and a generation without the table is damaged") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(read_stories(folder.path), DamagedIndex);
  write_stories(folder.path, {{"b2", "a1", false}, {"a1", "a1", true}});
  const std::vector<StoryMember> members = read_stories(folder.path);
  REQUIRE(members.size() == 2);
  CHECK(members[0].article == "a1");
  CHECK(members[0].leads);
  CHECK(members[1].story == "a1");
  std::ofstream(folder.path / "stories") << "no table at all";
  CHECK_THROWS_WITH(read_stories(folder.path), Catch::Contains("indexer check"));
}
