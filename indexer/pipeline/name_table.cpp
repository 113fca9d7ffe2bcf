#include "indexer/pipeline/name_table.hpp"

#include <fmt/format.h>

#include <fstream>
#include <ostream>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/names/cluster.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::pipeline {
namespace {

constexpr std::size_t kMostBytes = 1000, kMostLines = 10'000'000;

struct Line {
  std::string name;
  const entities::Entity* entity = nullptr;
  std::size_t cluster = 0;  // index of the line where it first stands
};

std::string name_of(std::string_view bytes) { return text::replaced(text::replaced(text::trim(text::clean(bytes)), "\t", " "), "\n", " "); }

// False at the end of the file. Keeps only the beginning of a long line.
bool read_line(std::streambuf& file, std::string& line) {
  line.clear();
  constexpr int kEnd = std::char_traits<char>::eof();
  int byte = file.sbumpc();
  if (byte == kEnd) return false;
  for (; byte != kEnd && byte != '\n'; byte = file.sbumpc())
    if (line.size() < kMostBytes) line += static_cast<char>(byte);
  return true;
}

std::vector<Line> read_lines(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path)) throw std::runtime_error(fmt::format("reading names from {}: it cannot be opened", path.string()));
  std::vector<Line> lines;
  for (std::string bytes; read_line(*file.rdbuf(), bytes);) {
    if (lines.size() == kMostLines) throw std::runtime_error(fmt::format("reading names from {}: more than {} lines; cut it up", path.string(), kMostLines));
    lines.push_back({name_of(bytes), nullptr, lines.size()});
  }
  return lines;
}

void resolve(std::vector<Line>& lines, const entities::Matcher& matcher) {
  text::Analyzer analyzer;
  for (auto& line : lines) line.entity = matcher.resolve(line.name, analyzer);
}

// What the catalogue calls one entity is one cluster.
void join_known(std::vector<Line>& lines) {
  std::unordered_map<const entities::Entity*, std::size_t> first;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].entity) lines[i].cluster = first.try_emplace(lines[i].entity, i).first->second;
}

bool may_be_person(const Line& line) { return !line.name.empty() && (!line.entity || line.entity->type == names::EntityType::person); }

// People, by rules, around those who are known.
void join_people(std::vector<Line>& lines, unsigned jobs) {
  std::vector<std::size_t> line_of;
  std::vector<std::string> people;
  names::Constraints constraints;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (may_be_person(lines[i])) {
      line_of.push_back(i);
      people.push_back(lines[i].name);
      constraints.entities.push_back(lines[i].entity ? static_cast<std::uint32_t>(lines[i].cluster) : names::Constraints::kUnknown);
    }
  const auto clusters = names::cluster_names(people, constraints, jobs).cluster_of;
  std::unordered_map<std::size_t, const entities::Entity*> entity_of;
  for (std::size_t i = 0; i < people.size(); ++i) {
    auto& line = lines[line_of[i]];
    line.cluster = line_of[clusters[i]];
    if (line.entity) entity_of[line.cluster] = line.entity;
  }
  for (const auto i : line_of)
    if (const auto known = entity_of.find(lines[i].cluster); known != entity_of.end()) lines[i].entity = known->second;
}

}  // namespace

void write_name_table(const std::filesystem::path& file, const entities::Matcher* matcher, std::ostream& out, unsigned jobs) {
  auto lines = read_lines(file);
  if (matcher) resolve(lines, *matcher);
  join_known(lines);
  join_people(lines, jobs);
  for (const auto& line : lines) out << line.cluster + 1 << '\t' << (line.entity ? std::string_view(line.entity->id) : "-") << '\t' << line.name << '\n';
}

}  // namespace dispatches::pipeline
