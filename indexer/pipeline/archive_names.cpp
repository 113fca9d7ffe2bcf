#include "indexer/pipeline/archive_names.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "indexer/pipeline/run.hpp"
#include "indexer/schema/fields.hpp"

namespace dispatches::pipeline {

namespace fs = std::filesystem;
using names::EntityOrdinal;
using names::kNobody;

namespace {

std::vector<std::uint32_t> count_articles(const std::vector<LiveSegment>& segments, const names::Lexicon& lexicon) {
  std::map<LivePlace, std::map<names::MentionId, EntityOrdinal>> exceptions;
  for (const names::LexiconException& exception : lexicon.exceptions)
    if (const auto place = place_of(exception.article, segments)) exceptions[*place][exception.mention] = exception.entity;
  std::map<LivePlace, std::set<EntityOrdinal>> added;
  for (const names::LexiconAdded& mention : lexicon.added)
    if (const auto place = place_of(mention.article, segments)) added[*place].insert(lexicon.entity_of(mention.mention, mention.article));
  std::vector<std::uint32_t> articles(lexicon.entities.size());
  for (std::size_t s = 0; s < segments.size(); ++s)
    each_live_row(segments[s], [&](const LiveRow& row) {
      std::set<EntityOrdinal> here;
      const auto except = exceptions.find({s, row.document});
      for (const auto& [mention, count] : row.mentions) {
        const bool is_exception = except != exceptions.end() && except->second.contains(mention);
        here.insert(is_exception ? except->second.at(mention) : lexicon.entity_of(mention));
      }
      if (const auto more = added.find({s, row.document}); more != added.end()) here.merge(more->second), added.erase(more);
      for (const EntityOrdinal entity : here)
        if (entity != kNobody) ++articles[entity];
    });
  for (const auto& [place, entities] : added)
    for (const EntityOrdinal entity : entities)
      if (entity != kNobody) ++articles[entity];
  return articles;
}

}  // namespace

std::vector<LiveSegment> open_segments(const fs::path& generation, const schema::Manifest& manifest) {
  schema::Tombstones tombstones = schema::read_tombstones(generation);
  std::vector<LiveSegment> segments;
  for (const schema::SegmentInfo& info : manifest.segments)
    segments.push_back({Xapian::Database((generation / info.name).string()), std::move(tombstones[info.name])});
  return segments;
}

ArchiveNames read_archive_names(const fs::path& index) {
  const auto generation = schema::current_generation(index);
  if (!generation) throw RunStopped("there is no index in " + index.string() + "; make one with 'indexer update --db " + index.string() + " PATH'");
  ArchiveNames archive;
  archive.manifest = schema::read_manifest(*generation);
  archive.lexicon = names::Lexicon::load(*generation / schema::kLexiconFile);
  const names::Lexicon& lexicon = *archive.lexicon;
  archive.articles = count_articles(open_segments(*generation, archive.manifest), lexicon);
  archive.spellings.resize(lexicon.entities.size());
  for (const names::LexiconMeaning& meaning : lexicon.meanings)
    if (meaning.entity != kNobody && lexicon.spellings[meaning.spelling].articles > 0) archive.spellings[meaning.entity].push_back(meaning.spelling);
  for (auto& spellings : archive.spellings) {
    std::sort(spellings.begin(), spellings.end(), [&](names::SpellingId a, names::SpellingId b) {
      const names::Spelling &one = lexicon.spellings[a], &other = lexicon.spellings[b];
      return one.articles != other.articles ? one.articles > other.articles : one.text < other.text;
    });
    spellings.erase(std::unique(spellings.begin(), spellings.end()), spellings.end());
  }
  return archive;
}

}  // namespace dispatches::pipeline
