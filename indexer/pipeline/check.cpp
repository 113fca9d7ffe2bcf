// `indexer check`: is every part whole, and do the parts agree?
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <xapian.h>

#include <algorithm>
#include <ostream>
#include <unordered_map>
#include <unordered_set>

#include "indexer/base/sqlite.hpp"
#include "indexer/names/lexicon_image.hpp"
#include "indexer/names/lexicon_tables.hpp"
#include "indexer/pipeline/run.hpp"
#include "indexer/schema/changes.hpp"
#include "indexer/schema/fields.hpp"
#include "indexer/schema/generation.hpp"
#include "indexer/schema/inputs.hpp"
#include "indexer/schema/stored_article.hpp"
#include "indexer/schema/stories.hpp"

namespace dispatches::pipeline {

namespace fs = std::filesystem;

namespace {

constexpr const char* kNotSound = "NOT OK: go back with 'indexer generations --back-to G', restore a backup, or index anew into an empty folder";

class Check {
 public:
  Check(const fs::path& generation, std::ostream& out) : generation_(generation), out_(out), manifest_(schema::read_manifest(generation)) {}

  bool run() {
    const schema::Tombstones tombstones = schema::read_tombstones(generation_);
    check_tables();
    for (const schema::SegmentInfo& segment : manifest_.segments) {
      const auto found = tombstones.find(segment.name);
      check_segment(segment, found == tombstones.end() ? std::vector<std::uint32_t>() : found->second);
    }
    check_inputs();
    check_stories();
    if (live_.size() != manifest_.articles) problem(fmt::format("the manifest counts {} articles, the segments hold {}", manifest_.articles, live_.size()));
    fmt::print(out_, "generation {}, built {}: {} articles in {} segments, {} spellings, {} entities\n{}\n", manifest_.number, text::format_time(manifest_.built),
               live_.size(), manifest_.segments.size(), lexicon_->spellings.empty() ? 0 : lexicon_->spellings.size() - 1, lexicon_->entities.size(),
               sound_ ? "OK" : kNotSound);
    return sound_;
  }

 private:
  void problem(const std::string& what) {
    sound_ = false;
    fmt::print(out_, "problem: {}\n", what);
  }

  void check_tables() {
    for (const char* name : {schema::kLexiconFile, "inputs", schema::kChangesFile}) {
      if (name == schema::kChangesFile && !fs::exists(generation_ / name)) continue;  // older than the table
      TableFile file(generation_ / name, TableFile::Mode::read);
      if (const std::string answer = file.check(); answer != "ok") problem(fmt::format("{}: {}", name, answer));
    }
    lexicon_ = names::read_lexicon(generation_ / schema::kLexiconFile);
    if (const auto fault = names::fault_of_image(generation_ / schema::kLexiconFile)) problem(*fault + "; 'indexer relink' makes it again");
  }

  void check_segment(const schema::SegmentInfo& segment, const std::vector<std::uint32_t>& tombstones) {
    const fs::path file = generation_ / segment.name;
    if (Xapian::Database::check(file.string(), 0, nullptr) > 0) return problem(segment.name + " is damaged");
    const Xapian::Database database(file.string());
    if (database.get_doccount() != segment.documents) problem(fmt::format("{} holds {} documents, the manifest says {}", segment.name, database.get_doccount(), segment.documents));
    if (tombstones.size() != segment.tombstones) problem(fmt::format("{} has {} tombstones, the manifest says {}", segment.name, tombstones.size(), segment.tombstones));
    std::size_t buried = 0;
    for (auto document = database.postlist_begin(""); document != database.postlist_end(""); ++document) {
      if (std::binary_search(tombstones.begin(), tombstones.end(), *document)) ++buried;
      else check_document(segment.name, database, *document);
    }
    if (buried != tombstones.size()) problem(fmt::format("{}: {} tombstones are for documents that are not there", segment.name, tombstones.size() - buried));
    fmt::print(out_, "{}: {} documents, {} tombstones, {:.1f} MB\n", segment.name, segment.documents, segment.tombstones, static_cast<double>(segment.bytes) / 1e6);
  }

  void check_document(const std::string& segment, const Xapian::Database& database, Xapian::docid docid) {
    const schema::StoredArticle article = schema::decode(database.get_document(docid).get_data());
    if (!live_.insert(article.id).second) problem(fmt::format("article {} is there twice", article.id));
    const std::string term = schema::make_term(schema::Term::id, article.id);
    auto posting = database.postlist_begin(term);
    posting.skip_to(docid);
    if (posting == database.postlist_end(term) || *posting != docid) problem(fmt::format("{}: document {} is not under its id", segment, docid));
    for (const schema::StoredMention& mention : article.mentions)
      if (mention.mention == 0 || mention.mention >= lexicon_->mentions.size()) problem(fmt::format("article {} has a mention the lexicon does not know", article.id));
  }

  void check_inputs() {
    const schema::Inputs inputs(generation_ / "inputs");
    std::uint64_t missing = 0;
    inputs.each_article([&](const schema::ArticleState& state) { missing += !live_.contains(state.id); });
    if (missing > 0) problem(fmt::format("{} articles that were read are not in the segments", missing));
    if (inputs.article_count() != live_.size()) problem(fmt::format("{} articles were read, {} are in the segments", inputs.article_count(), live_.size()));
  }

  void check_stories() {
    if (!fs::exists(generation_ / schema::kStoriesFile)) return problem("there is no table of stories");
    std::unordered_map<std::string, int> leaders;
    std::unordered_set<std::string> listed;
    for (const schema::StoryMember& member : schema::read_stories(generation_)) {
      leaders[member.story] += member.leads;
      listed.insert(member.article);
      if (!live_.contains(member.article)) problem(fmt::format("article {} is in a story and not in the segments", member.article));
    }
    for (const auto& [story, count] : leaders) {
      if (count != 1) problem(fmt::format("story {} has {} leaders", story, count));
      if (live_.contains(story) && !listed.contains(story)) problem(fmt::format("story {} goes by the id of an article that the table of stories does not list", story));
    }
  }

  const fs::path generation_;
  std::ostream& out_;
  const schema::Manifest manifest_;
  std::shared_ptr<const names::Lexicon> lexicon_;
  std::unordered_set<std::string> live_;
  bool sound_ = true;
};

bool not_sound(std::ostream& out, const std::string& problem) {
  fmt::print(out, "problem: {}\n{}\n", problem, kNotSound);
  return false;
}

}  // namespace

bool check(const fs::path& index, std::ostream& out) {
  const auto generation = schema::current_generation(index);
  if (!generation) throw RunStopped("there is no index in " + index.string() + "; make one with 'indexer update --db " + index.string() + " PATH'");
  try {
    return Check(*generation, out).run();
  } catch (const schema::DamagedIndex& error) {
    return not_sound(out, error.what());
  } catch (const TableError& error) {
    return not_sound(out, error.what());
  } catch (const Xapian::Error& error) {
    return not_sound(out, error.get_msg());
  }
}

}  // namespace dispatches::pipeline
