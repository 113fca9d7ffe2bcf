#include "indexer/schema/generation.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>

#include "indexer/schema/fields.hpp"

namespace dispatches::schema {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kGenerationPrefix = "gen-";

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw DamagedIndex(fmt::format("cannot read {}: this is not a whole index; restore a backup or index anew into an empty folder", path.string()));
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const fs::path& path, std::string_view content) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  out.close();
  if (!out) throw std::system_error(errno, std::generic_category(), "cannot write " + path.string());
}

void sync(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "cannot open " + path.string());
  const int result = ::fsync(descriptor), error = errno;
  ::close(descriptor);
  if (result != 0) throw std::system_error(error, std::generic_category(), "cannot sync " + path.string());
}

// The number in "gen-000017"; absent for any other name.
std::optional<std::uint32_t> generation_number(std::string_view name) {
  if (!name.starts_with(kGenerationPrefix)) return std::nullopt;
  name.remove_prefix(kGenerationPrefix.size());
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return number;
}

std::vector<std::uint32_t> generation_numbers(const fs::path& index) {
  std::vector<std::uint32_t> numbers;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(index, ignored))
    if (auto number = generation_number(entry.path().filename().string())) numbers.push_back(*number);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::optional<std::string> current_name(const fs::path& index) {
  std::ifstream in(index / "current");
  std::string name;
  if (!in || !std::getline(in, name) || name.empty()) return std::nullopt;
  return name;
}

void point_current_to(const fs::path& index, const std::string& name) {
  const fs::path fresh = index / "current.new";
  write_file(fresh, name + "\n");
  sync(fresh);
  fs::rename(fresh, index / "current");
  sync(index);
}

// Also what a run killed while publishing left, which never was in force.
void remove_other_generations(const fs::path& index, const std::string& current, const std::optional<std::string>& before) {
  for (const std::uint32_t number : generation_numbers(index))
    if (const std::string name = generation_name(number); name != current && name != before) fs::remove_all(index / name);
}

bool may_stand_in_index(const std::string& name) {
  static const std::set<std::string> kOwn = {"current", "current.new", "building", "lock", "runs", "withheld.tsv", "withheld.tsv.new", "lost+found"};
  return kOwn.contains(name) || name.starts_with('.') || generation_number(name);
}

nlohmann::json segments_to_json(const std::vector<SegmentInfo>& segments) {
  nlohmann::json list = nlohmann::json::array();
  for (const SegmentInfo& segment : segments)
    list.push_back({{"name", segment.name}, {"documents", segment.documents}, {"tombstones", segment.tombstones}, {"bytes", segment.bytes}});
  return list;
}

std::vector<SegmentInfo> segments_from_json(const nlohmann::json& list) {
  std::vector<SegmentInfo> segments;
  for (const auto& item : list) {
    SegmentInfo segment{item.at("name"), item.at("documents"), item.at("tombstones"), item.at("bytes")};
    if (segment.name.find('/') != std::string::npos) throw DamagedIndex("a manifest names a segment outside its folder");
    segments.push_back(std::move(segment));
  }
  return segments;
}

void check_version(const char* what, int found, int known, Versions versions) {
  if (found == known || (versions == Versions::previous_too && found == known - 1)) return;
  const char* const remedy = found > known ? "use the newer program" : found == known - 1 ? "run 'indexer reanalyse --db DIR'" : "index anew into an empty folder";
  throw DamagedIndex(fmt::format("the index was written with {} of version {}, this program reads version {}; {}", what, found, known, remedy));
}

}  // namespace

std::string generation_name(std::uint32_t number) { return fmt::format("{}{:06}", kGenerationPrefix, number); }
std::string segment_name(std::uint32_t generation) { return fmt::format("seg-{:06}", generation); }

std::optional<fs::path> current_generation(const fs::path& index) {
  const auto name = current_name(index);
  if (!name && generation_numbers(index).empty()) return std::nullopt;
  if (!name) throw DamagedIndex(fmt::format("{} is missing or empty; the next 'indexer update' puts the newest generation into force again", (index / "current").string()));
  if (!generation_number(*name) || !fs::is_directory(index / *name))
    throw DamagedIndex(fmt::format("{} names the generation '{}', which is not there; restore a backup, or write the name of a gen- folder into it",
                                   (index / "current").string(), name->substr(0, 40)));
  return index / *name;
}

void write_manifest(const fs::path& generation, const Manifest& manifest) {
  const nlohmann::json json = {
      {"fields_version", manifest.fields_version},
      {"stored_version", manifest.stored_version},
      {"lexicon_version", manifest.lexicon_version},
      {"number", manifest.number},
      {"index_id", manifest.index_id},
      {"built", text::format_time(manifest.built)},
      {"catalogue_fingerprint", manifest.catalogue_fingerprint},
      {"articles", manifest.articles},
      {"segments", segments_to_json(manifest.segments)},
  };
  write_file(generation / "manifest.json", json.dump(2) + "\n");
}

Manifest read_manifest(const fs::path& generation, Versions versions) {
  const fs::path file = generation / "manifest.json";
  try {
    const auto json = nlohmann::json::parse(read_file(file));
    Manifest manifest;
    manifest.fields_version = json.at("fields_version");
    manifest.stored_version = json.at("stored_version");
    manifest.lexicon_version = json.at("lexicon_version");
    check_version("fields", manifest.fields_version, kFieldsVersion, versions);
    check_version("stored data", manifest.stored_version, kStoredVersion, versions);
    manifest.number = json.at("number");
    manifest.index_id = json.at("index_id");
    const auto built = text::parse_date(json.at("built").get<std::string>());
    if (!built) throw DamagedIndex("the manifest's date is not one");
    manifest.built = built->start;
    manifest.catalogue_fingerprint = json.at("catalogue_fingerprint");
    manifest.articles = json.at("articles");
    manifest.segments = segments_from_json(json.at("segments"));
    return manifest;
  } catch (const nlohmann::json::exception&) {
    throw DamagedIndex(fmt::format("{} is damaged; restore a backup, or index anew into an empty folder", file.string()));
  }
}

void write_tombstones(const fs::path& generation, const Tombstones& tombstones) {
  std::string data;
  Encoder out(data);
  out.number(tombstones.size());
  for (const auto& [segment, docids] : tombstones) {
    out.text(segment);
    out.text(pack_ids(docids));
  }
  write_file(generation / "tombstones", data);
}

Tombstones read_tombstones(const fs::path& generation) {
  const std::string data = read_file(generation / "tombstones");
  Decoder in(data);
  Tombstones tombstones;
  for (std::uint64_t count = in.number(); count > 0; --count) {
    std::string segment(in.text());
    unpack_ids(in.text(), tombstones[segment]);
  }
  return tombstones;
}

std::vector<fs::path> kept_generations(const fs::path& index) {
  std::vector<fs::path> kept;
  for (std::uint32_t number : generation_numbers(index)) kept.push_back(index / generation_name(number));
  return kept;
}

std::uint32_t last_generation_number(const fs::path& index) {
  const std::vector<std::uint32_t> numbers = generation_numbers(index);
  const std::uint32_t highest = numbers.empty() ? 0 : numbers.back();
  const auto name = current_name(index);
  return std::max(highest, name ? generation_number(*name).value_or(0) : 0);
}

void refuse_foreign(const fs::path& index) {
  if (fs::exists(index) && !fs::is_directory(index)) throw DamagedIndex(index.string() + " is a file; --db takes the folder of the index");
  if (!fs::exists(index) || fs::exists(index / "current")) return;
  for (const auto& entry : fs::directory_iterator(index))
    if (const std::string name = entry.path().filename().string(); !may_stand_in_index(name))
      throw DamagedIndex(fmt::format("{} is no index: it holds '{}'; give --db a new or empty folder", index.string(), name));
}

void mend_current(const fs::path& index) {
  const std::vector<std::uint32_t> numbers = generation_numbers(index);
  if (current_name(index) || numbers.empty()) return;
  const std::string newest = generation_name(numbers.back());
  read_manifest(index / newest, Versions::previous_too);
  point_current_to(index, newest);
}

void publish(const fs::path& index, std::uint32_t number) {
  const std::string name = generation_name(number);
  const auto before = current_name(index);
  const fs::path building = index / "building" / name;
  for (const auto& entry : fs::directory_iterator(building)) sync(entry.path());
  sync(building);
  fs::rename(building, index / name);
  sync(index);
  point_current_to(index, name);
  remove_other_generations(index, name, before);
}

IndexLock::IndexLock(const fs::path& index) {
  descriptor_ = ::open((index / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "cannot write " + (index / "lock").string());
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  ::close(descriptor_);
  throw IndexLocked(fmt::format("another indexer is writing {}; wait until it has finished", index.string()));
}

IndexLock::~IndexLock() { ::close(descriptor_); }

}  // namespace dispatches::schema
