#include "searchd/search/snapshot.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <set>

#include "indexer/schema/encoding.hpp"
#include "indexer/schema/fields.hpp"
#include "indexer/text/fold.hpp"

namespace dispatches::search {

namespace fs = std::filesystem;
using names::EntityOrdinal;
using names::kNobody;

namespace {

constexpr std::size_t kIdleHandles = 64;  // kept open for the next requests
constexpr std::size_t kMostMapped = 64 << 20;  // bytes of files; a smaller lexicon is left alone

constexpr std::int64_t kSecondsInDay = 86'400;

std::int32_t day_of(std::int64_t seconds) {
  return static_cast<std::int32_t>(seconds >= 0 ? seconds / kSecondsInDay : -((-seconds + kSecondsInDay - 1) / kSecondsInDay));
}

// A segment that is read already, with its columns.
const Segment* known_segment(const Snapshot* previous, const std::string& name) {
  if (!previous) return nullptr;
  const auto found = std::find_if(previous->segments.begin(), previous->segments.end(), [&](const Segment& segment) { return segment.name == name; });
  return found == previous->segments.end() ? nullptr : &*found;
}

Bitmap live_bits(const RawColumns& columns, const std::vector<std::uint32_t>* tombstones) {
  Bitmap live(columns.id_key.size());
  for (std::size_t docid = 1; docid < columns.id_key.size(); ++docid)
    if (columns.id_key[docid] != 0) live.set(docid);
  if (tombstones)
    for (const std::uint32_t docid : *tombstones)
      if (docid < columns.id_key.size()) live.clear(docid);
  return live;
}

}  // namespace

Xapian::Database open_segment(const Segment& segment) {
  try {
    return Xapian::Database(segment.path.string());
  } catch (const Xapian::DatabaseOpeningError&) {
    return Xapian::Database(segment.file->path());
  }
}

HeldFile::HeldFile(const fs::path& file) : descriptor_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "cannot open " + file.string());
}

HeldFile::~HeldFile() { ::close(descriptor_); }

std::string HeldFile::path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

std::shared_ptr<const Snapshot> Snapshot::open(const fs::path& index, const Snapshot* previous) {
  const auto generation = schema::current_generation(index);
  if (!generation) throw schema::DamagedIndex(index.string() + " holds no index yet; run 'indexer update --db DIR PATH...'");
  schema::Manifest manifest = schema::read_manifest(*generation);
  const bool same = previous && previous->manifest.number == manifest.number && previous->manifest.index_id == manifest.index_id;
  std::shared_ptr<Snapshot> snapshot(new Snapshot(same ? previous->loaded_names : names::load_names(*generation / schema::kLexiconFile)));
  snapshot->manifest = std::move(manifest);
  snapshot->withheld = schema::Withheld(index);
  snapshot->dictionaries = previous ? previous->dictionaries : std::make_shared<Dictionaries>();
  for (const names::LexiconEntity& entity : snapshot->lexicon.entities) snapshot->entity_types.push_back(entity.type);
  snapshot->open_segments(*generation, schema::read_tombstones(*generation), previous);
  snapshot->name_columns();
  snapshot->stories = Stories(schema::read_stories(*generation), snapshot->source_firsts, snapshot->segments);
  snapshot->link_places();
  snapshot->articles_naming.resize(snapshot->lexicon.entities.size());
  for (Segment& segment : snapshot->segments) snapshot->link_entities(segment);
  snapshot->find_languages_and_days();
  return snapshot;
}

void Snapshot::open_segments(const fs::path& generation, const schema::Tombstones& tombstones, const Snapshot* previous) {
  for (const schema::SegmentInfo& info : manifest.segments) {
    Segment segment;
    segment.name = info.name;
    segment.path = generation / info.name;
    segment.file = std::make_shared<const HeldFile>(segment.path);
    const Xapian::Database database(segment.path.string());
    segment.uuid = database.get_uuid();
    const Segment* known = known_segment(previous, info.name);
    segment.raw = known && known->uuid == segment.uuid ? known->raw : std::make_shared<const RawColumns>(load_columns(database, *dictionaries));
    segment.size = segment.raw->id_key.size();
    const auto dead = tombstones.find(info.name);
    segment.live = live_bits(*segment.raw, dead == tombstones.end() ? nullptr : &dead->second);
    withhold(segment, database);
    segments.push_back(std::move(segment));
  }
}

void Snapshot::withhold(Segment& segment, const Xapian::Database& database) {
  for (const std::string& term : withheld.terms())
    for (auto document = database.postlist_begin(term), end = database.postlist_end(term); document != end; ++document) {
      if (!segment.live.test(*document)) continue;
      segment.live.clear(*document);
      withheld_articles.push_back(database.get_document(*document).get_value(schema::kId));
      --manifest.articles;
    }
}

void Snapshot::name_columns() {
  sources = dictionaries->sources.texts();
  languages = dictionaries->languages.texts();
  topics = dictionaries->topics.texts();
  std::unordered_map<std::string, std::uint32_t> by_id;
  for (std::uint32_t i = 0; i < lexicon.topics.size(); ++i) by_id.emplace(lexicon.topics[i].id, i);
  for (const std::string& topic : topics) {
    const auto found = by_id.find(topic);
    topic_in_lexicon.push_back(found == by_id.end() ? kNone : found->second);
  }
  for (const std::string& stated : sources) {
    const names::LexiconSource* const known = lexicon.source(stated);
    source_ids.push_back(known ? std::string(known->id) : text::slug(stated));
    source_names.push_back(known ? std::string(known->name) : stated);
  }
  std::unordered_map<std::string_view, std::uint32_t> firsts;
  for (std::uint32_t i = 0; i < source_ids.size(); ++i) source_firsts.push_back(firsts.emplace(source_ids[i], i).first->second);
}

void Snapshot::link_places() {
  const std::size_t count = lexicon.entities.size();
  for (EntityOrdinal place = 0; place < count; ++place) {
    if (lexicon.entities[place].type != names::EntityType::place) continue;
    EntityOrdinal in = place;
    // A catalogue's slip may make a place its own ancestor: no chain is longer than this.
    for (int steps = 0; in != kNobody && steps < 16; ++steps) {
      std::vector<EntityOrdinal>& inside = places_in[in];
      if (inside.empty() || inside.back() != place) inside.push_back(place);
      const std::string_view parent = lexicon.entities[in].parent();
      in = parent.empty() ? kNobody : lexicon.entity_named(parent);
    }
  }
}

bool Snapshot::is_place_in(EntityOrdinal place, EntityOrdinal in) const {
  const auto inside = places_in.find(in);
  return inside != places_in.end() && std::binary_search(inside->second.begin(), inside->second.end(), place);
}

void Snapshot::link_entities(Segment& segment) {
  segment.named = name_entities(*segment.raw, segment.live, lexicon, open_segment(segment));
  for (EntityOrdinal entity = 0; entity < lexicon.entities.size(); ++entity) articles_naming[entity] += segment.named.lists.articles(entity);
  find_values(segment);
}

void Snapshot::find_values(Segment& segment) const {
  for (Bitmap& bits : segment.has) bits = Bitmap(segment.size);
  segment.live.each([&](std::size_t docid) {
    const auto has = [&](query::Facet facet) { segment.has[static_cast<std::size_t>(facet)].set(docid); };
    for (const EntityOrdinal entity : segment.named.rows.row(docid)) has(static_cast<query::Facet>(entity_types[entity]));
    if (!segment.raw->topics.row(docid).empty()) has(query::Facet::topic);
    if (segment.raw->source[docid] != 0) has(query::Facet::source);
    if (segment.raw->language[docid] != 0) has(query::Facet::language);
  });
}

void Snapshot::find_languages_and_days() {
  std::vector<bool> present(languages.size());
  first_day = INT32_MAX, last_day = INT32_MIN;
  for (const Segment& segment : segments)
    segment.live.each([&](std::size_t docid) {
      present[segment.raw->language[docid]] = true;
      if (segment.raw->published[docid] == kUndated) return;
      const std::int32_t day = day_of(segment.raw->published[docid]);
      first_day = std::min(first_day, day), last_day = std::max(last_day, day);
    });
  for (std::size_t i = 1; i < present.size(); ++i)
    if (present[i]) archive_languages.push_back(languages[i]);
  std::sort(archive_languages.begin(), archive_languages.end());
}

Snapshot::Lease Snapshot::lease() const {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<Handles> handles = std::move(idle_.back());
      idle_.pop_back();
      return {*this, std::move(handles)};
    }
  }
  auto handles = std::make_unique<Handles>();
  for (const Segment& segment : segments) {
    handles->segments.push_back(open_segment(segment));
    handles->all.add_database(handles->segments.back());
  }
  handles->counts = query::TermCounts(handles->segments);
  return {*this, std::move(handles)};
}

void Snapshot::bound_mapped() const {
  const auto& image = loaded_names.image;
  if (image && image->bytes() > kMostMapped && bytes_of_mapped_files() > kMostMapped) image->give_back();
}

Snapshot::Lease::~Lease() {
  if (!handles_ || std::uncaught_exceptions() > exceptions_) return;
  handles_->read.clear();
  const std::lock_guard lock(snapshot_->mutex_);
  if (snapshot_->idle_.size() < kIdleHandles) snapshot_->idle_.push_back(std::move(handles_));
}

}  // namespace dispatches::search
