// Names that nobody listed, found in running English text; what becomes of the catalogue's names beside them; the
// model's file and its trainer.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iterator>

#include "indexer/recogniser/crf.hpp"
#include "indexer/recogniser/recogniser.hpp"
#include "tests/entities_desk.hpp"

using namespace dispatches;
using namespace dispatches::entities;
using namespace dispatches::recogniser;
namespace fs = std::filesystem;

namespace {

const fs::path kModel = SOURCE_DIR "/corpus/model";

// A reader with the shipped model and the small catalogue of the entities' tests.
class NewsDesk {
 public:
  NewsDesk() : catalogue_(Catalogue::load(written().path)), matcher_(catalogue_), recogniser_(kModel) {}

  // Sections are parted by line ends.
  std::vector<Mention> read(std::string text) {
    text_ = std::move(text);
    const auto tokens = text::tokenize(text_);
    std::vector<std::uint32_t> begins = {0};
    for (std::size_t i = 0; i + 1 < text_.size(); ++i)
      if (text_[i] == '\n') begins.push_back(static_cast<std::uint32_t>(i + 1));
    const TextToMatch input{text_, tokens, begins, "en", std::nullopt};
    return recogniser_.names_in(input, matcher_.match(input, analyzer_), analyzer_);
  }
  // "person Nadia Haroun", in the order of the text.
  std::vector<std::string> names(std::string text) {
    std::vector<std::string> names;
    for (const auto& mention : read(std::move(text)))
      names.push_back(std::string(type_name(*mention.type)) + " " + mention.surface);
    return names;
  }
  const Entity* resolve(const Mention& mention) { return matcher_.resolve(mention.effective(), analyzer_); }

 private:
  const entities::tests::Folder& written() {
    return folder_.write("people.json", entities::tests::kPeople)
        .write("organisations.json", entities::tests::kOrganisations)
        .write("countries.json", R"([{"id": "ukraine", "iso": "UA", "names": {"en": ["Ukraine"]}}])");
  }

  entities::tests::Folder folder_;
  Catalogue catalogue_;
  Matcher matcher_;
  Recogniser recogniser_;
  text::Analyzer analyzer_;
  std::string text_;
};

NewsDesk& desk() {
  static NewsDesk desk;
  return desk;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<Mention> mention_of(const std::vector<Mention>& mentions, const std::string& surface) {
  for (const auto& mention : mentions)
    if (mention.surface == surface) return mention;
  return std::nullopt;
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("people, organisations and places that nobody listed are found in running text") {
  const auto names = desk().names(
      "Fighters of the Al-Nour Brigade attacked the town of Ansongo on Monday, said Oumar Maiga, the mayor of Gao. "
      "The Ministry of Strategic Industries declined to comment, Radio Kledu reported.");
  CHECK(has(names, "org Al-Nour Brigade"));
  CHECK(has(names, "place Ansongo"));
  CHECK(has(names, "person Oumar Maiga"));
  CHECK(has(names, "place Gao"));
  CHECK(has(names, "org Ministry of Strategic Industries"));
  CHECK(has(names, "org Radio Kledu"));
  CHECK(names.size() == 6);
}

TEST_CASE("a bare surname stands for the unknown person named in full") {
  const auto mentions = desk().read(
      "The court heard Nadia Haroun on Tuesday. Haroun said she had never met the general. Reporters asked what "
      "Haroun's "
      "lawyers would do.");
  std::size_t bare = 0;
  for (const auto& mention : mentions)
    if (mention.surface == "Haroun") {
      ++bare;
      CHECK(mention.antecedent == "Nadia Haroun");
      CHECK(mention.type == EntityType::person);
      CHECK(mention.plain);
    }
  CHECK(bare == 2);
}

TEST_CASE("an acronym stands for the name it was introduced with") {
  const auto mentions = desk().read(
      "The Nile Valley Relief Committee (NVRC) has closed its kitchens in Omdurman. The NVRC said it had no flour "
      "left.");
  REQUIRE(mention_of(mentions, "Nile Valley Relief Committee"));
  REQUIRE(mention_of(mentions, "NVRC"));
  CHECK(mention_of(mentions, "NVRC")->antecedent == "Nile Valley Relief Committee");
  CHECK(mention_of(mentions, "NVRC")->type == EntityType::org);
}

TEST_CASE("titles, possessive endings and 'the' are no part of a name") {
  const auto names = desk().names(
      "Colonel Tarek Mansouri's men left the city. The Ministry of Health said General Samuel Okoro had met Foreign "
      "Minister Badr Khalaf in the Netherlands.");
  CHECK(has(names, "person Tarek Mansouri"));
  CHECK(has(names, "org Ministry of Health"));
  CHECK(has(names, "person Samuel Okoro"));
  CHECK(has(names, "person Badr Khalaf"));
  CHECK(has(names, "place Netherlands"));
}

TEST_CASE("a title before a name makes its type plain, a mere guess does not") {
  const auto mentions = desk().read("President Adama Kone met rebels on Friday. Later Lucie Amani spoke to them.");
  REQUIRE(mention_of(mentions, "Adama Kone"));
  CHECK(mention_of(mentions, "Adama Kone")->plain);
  REQUIRE(mention_of(mentions, "Lucie Amani"));
  CHECK_FALSE(mention_of(mentions, "Lucie Amani")->plain);
}

TEST_CASE("the catalogue's names keep their entity among those that were found") {
  const auto mentions = desk().read("Volodymyr Zelenskyy met Adama Kone in Ukraine on Friday. Zelenskyy thanked NATO.");
  for (const auto& [surface, id] :
       std::vector<std::pair<std::string, std::string>>{{"Volodymyr Zelenskyy", "volodymyr-zelenskyy"},
                                                        {"Zelenskyy", "volodymyr-zelenskyy"},
                                                        {"NATO", "nato"},
                                                        {"Ukraine", "ukraine"}}) {
    const auto mention = mention_of(mentions, surface);
    REQUIRE(mention);
    REQUIRE(desk().resolve(*mention));
    CHECK(desk().resolve(*mention)->id == id);
    CHECK(mention->plain);
  }
  CHECK(mention_of(mentions, "Adama Kone"));
}

TEST_CASE("a longer name of another thing is not counted for the country inside it") {
  const auto names = desk().names("Officials spoke at the Ukraine Crisis Media Center in Lviv on Thursday.");
  CHECK(has(names, "org Ukraine Crisis Media Center"));
  CHECK_FALSE(has(names, "place Ukraine"));
}

TEST_CASE("names are in the order of the text, do not overlap and are what stands there") {
  const std::string text =
      "ZELENSKY MEETS KONE IN LVIV\nLVIV, Ukraine (AP) — Mr. Kone of the U.S.-backed Sahel Peace Council met "
      "Zelensky's aides. “We "
      "agreed,” said Kone.";
  const auto mentions = desk().read(text);
  REQUIRE(mentions.size() > 3);
  std::uint32_t end = 0;
  for (const auto& mention : mentions) {
    CHECK(mention.begin >= end);
    CHECK(mention.end > mention.begin);
    CHECK(text.substr(mention.begin, mention.end - mention.begin) == mention.surface);
    end = mention.end;
  }
}

TEST_CASE("peoples and faiths are nobody's name, addresses and accounts neither") {
  const auto names = desk().names(
      "Sunni Arabs and Kurds voted in large numbers, Iraqi officials said. Write to jonathan@mail.example.com or to "
      "www.example.org, or follow @SomeReporter.");
  CHECK(names.empty());
}

TEST_CASE("a headline in title case gives names, not its other words") {
  const auto names = desk().names(
      "Rebel Fighters Seize Town of Goma, Says Governor Jean-Jacques Purusi\nRebel fighters seized the town of Goma on "
      "Monday, governor Jean-Jacques Purusi said.");
  CHECK(std::count(names.begin(), names.end(), "place Goma") == 2);
  CHECK(std::count(names.begin(), names.end(), "person Jean-Jacques Purusi") == 2);
  CHECK(names.size() == 4);
}

TEST_CASE("a place in a dateline of capitals is found") {
  const auto names = desk().names("KHARTOUM, Sudan – Shells fell on two markets on Sunday, doctors said.");
  CHECK(has(names, "place KHARTOUM"));
  CHECK(has(names, "place Sudan"));
}

TEST_CASE("an empty text and one of marks alone have no names") {
  CHECK(desk().names("").empty());
  CHECK(desk().names("… — ??? (( ))\n\n- - -").empty());
}

TEST_CASE("a model that is missing, foreign, cut off or damaged is refused") {
  const entities::tests::Folder folder;
  const auto file = folder.path / "names.crf";
  CHECK_THROWS_AS(Recogniser(folder.path), BadModel);
  CHECK_THROWS_AS(read_weights(file), BadModel);

  folder.write("names.crf", "PK\x03\x04 this is some other file, long enough to hold a head and a sum of the whole");
  CHECK_THROWS_WITH(read_weights(file), Catch::Contains("no model of names"));

  CrfWeights weights;
  weights.features = {{7, {{100, 1}, {-5, 0}}}, {9, {{3, 16}}}};
  write_weights(weights, file);
  const auto whole = bytes_of(file);
  REQUIRE(read_weights(file).features.size() == 2);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    folder.write("names.crf", whole.substr(0, size));
    CHECK_THROWS_AS(read_weights(file), BadModel);
  }
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    auto flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    folder.write("names.crf", flipped);
    CHECK_THROWS_AS(read_weights(file), BadModel);
  }
  folder.write("names.crf", whole + "x");
  CHECK_THROWS_AS(read_weights(file), BadModel);
}

TEST_CASE("a missing word list is named") {
  const entities::tests::Folder folder;
  write_weights({}, folder.path / "names.crf");
  CHECK_THROWS_WITH(Recogniser(folder.path), Catch::Contains("given_names.txt"));
}

TEST_CASE("another word in a list is another model") {
  const entities::tests::Folder folder;
  fs::copy(kModel / "lists", folder.path / "lists");
  write_weights({}, folder.path / "names.crf");
  const auto before = Recogniser(folder.path).fingerprint();
  CHECK(Recogniser(folder.path).fingerprint() == before);
  std::ofstream(folder.path / "lists" / "organisations.txt", std::ios::app) << "sahel peace council\n";
  CHECK(Recogniser(folder.path).fingerprint() != before);
}

TEST_CASE("weights come back from their file as they were written") {
  const entities::tests::Folder folder;
  CrfWeights weights;
  weights.scale = 0.25F;
  weights.transitions[0][1] = -300;
  weights.features = {{7, {{32767, 1}, {-32767, 0}}}, {4000000000U, {{3, 16}}}};
  write_weights(weights, folder.path / "names.crf");
  const auto read = read_weights(folder.path / "names.crf");
  CHECK(read.scale == 0.25F);
  CHECK(read.transitions[0][1] == -300);
  REQUIRE(read.features.size() == 2);
  CHECK(read.features[0].weights[0].value == 32767);
  CHECK(read.features[0].weights[1].tag == 0);
  CHECK(read.features[1].feature == 4000000000U);
}

namespace {

// Two verbs that tell people from organisations, in a language that no list knows.
std::string tiny_corpus() {
  std::string corpus;
  for (const char* name : {"Bexa", "Dorvin", "Fulmar", "Gastro", "Hibble", "Jorvat", "Kelpo", "Lurmin"}) {
    corpus += "-DOCSTART-\tO\n\n";
    corpus += std::string("Yesterday\tO\nwoman\tO\n") + name + "\tB-PER\nZul\tI-PER\nsang\tO\n.\tO\n\n";
    corpus += std::string("Yesterday\tO\nfirm\tO\n") + name + "\tB-ORG\nQuor\tI-ORG\nmerged\tO\n.\tO\n\n";
  }
  return corpus;
}

bool run_trainer(const entities::tests::Folder& folder) {
  const auto command = std::string(BINARY_DIR) + "/train_recogniser --epochs 30 --model " + folder.path.string() + " " +
                       (folder.path / "tiny.conll").string() + " > " + (folder.path / "log").string() + " 2>&1";
  return std::system(command.c_str()) == 0;
}

}  // namespace

TEST_CASE("the trainer learns a tiny corpus, and the same weights each time") {
  const entities::tests::Folder first, second;
  for (const auto* folder : {&first, &second}) {
    fs::copy(kModel / "lists", folder->path / "lists");
    folder->write("tiny.conll", tiny_corpus());
    REQUIRE(run_trainer(*folder));
  }
  CHECK(bytes_of(first.path / "names.crf") == bytes_of(second.path / "names.crf"));

  const Recogniser recogniser(first.path);
  text::Analyzer analyzer;
  const std::string text = "Yesterday woman Marnik Zul sang. Yesterday firm Orbato Quor merged.";
  const auto tokens = text::tokenize(text);
  const std::vector<std::uint32_t> begins = {0};
  const auto mentions = recogniser.names_in({text, tokens, begins, "en", std::nullopt}, {}, analyzer);
  REQUIRE(mentions.size() == 2);
  CHECK(mentions[0].surface == "Marnik Zul");
  CHECK(mentions[0].type == EntityType::person);
  CHECK(mentions[1].surface == "Orbato Quor");
  CHECK(mentions[1].type == EntityType::org);
}

TEST_CASE("the trainer refuses a corpus of another form") {
  const entities::tests::Folder folder;
  fs::copy(kModel / "lists", folder.path / "lists");
  folder.write("tiny.conll", "Bexa B-PER\n");
  CHECK_FALSE(run_trainer(folder));
  CHECK(bytes_of(folder.path / "log").find("no tag in 'Bexa B-PER'") != std::string::npos);
}
