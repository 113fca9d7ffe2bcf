// The plan of the house, kept by a test: who may include whom, which package comes in by which door, how large a file may be, and that every
// path a document names exists.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

const fs::path kSource = SOURCE_DIR;
using Names = std::set<std::string>;

// Each room and the rooms beneath it that it may include.
const std::map<std::string, Names> kRooms = {
    {"indexer/base", {}},
    {"indexer/text", {"indexer/base"}},
    {"indexer/names", {"indexer/base", "indexer/text"}},
    {"indexer/entities", {"indexer/base", "indexer/text", "indexer/names"}},
    {"indexer/recogniser", {"indexer/base", "indexer/text", "indexer/names", "indexer/entities"}},
    {"indexer/quotes", {"indexer/base", "indexer/text", "indexer/names", "indexer/entities"}},
    {"indexer/schema", {"indexer/base", "indexer/text"}},
    {"indexer/articles", {"indexer/base", "indexer/text"}},
    {"indexer/pipeline", {"indexer/base", "indexer/text", "indexer/names", "indexer/entities", "indexer/recogniser", "indexer/quotes", "indexer/schema", "indexer/articles"}},
    {"searchd/query", {"indexer/base", "indexer/text", "indexer/names", "indexer/schema"}},
    {"searchd/search", {"indexer/base", "indexer/text", "indexer/names", "indexer/schema", "searchd/query"}},
    {"searchd/http", {"indexer/base", "indexer/text", "indexer/names", "indexer/schema", "searchd/query", "searchd/search"}},
};

// The beginning of an include of a package, and the rooms or files that may have it.
const std::map<std::string, Names> kDoors = {
    {"unicode/", {"indexer/text"}},
    {"cld2/", {"indexer/text"}},
    {"sqlite3.h", {"indexer/base/sqlite.cpp"}},
    {"gumbo.h", {"indexer/articles"}},
    {"pugixml.hpp", {"indexer/articles", "indexer/entities/gazetteer_regions.cpp"}},
    {"archive.h", {"indexer/articles"}},
    {"brotli/", {"indexer/articles/unpacked.cpp"}},
    {"zstd.h", {"indexer/schema/packed.cpp"}},
    {"xxhash.h", {"indexer/base/image.cpp", "indexer/text", "indexer/articles", "indexer/entities", "indexer/recogniser", "indexer/pipeline", "searchd/http"}},
    {"dtl/", {"searchd/search/difference.cpp"}},
    {"httplib.h", {"searchd/http"}},
    {"CLI/", {"indexer/main.cpp", "searchd/main.cpp"}},
    {"xapian.h", {"indexer/text/analyzer.cpp", "indexer/schema", "indexer/pipeline", "searchd/query", "searchd/search", "searchd/http", "indexer/main.cpp", "searchd/main.cpp"}},
    {"nlohmann/", {"indexer/entities/catalogue.cpp", "indexer/schema/generation.cpp", "indexer/articles", "indexer/pipeline/corrections.cpp", "indexer/pipeline/entity_lists.cpp",
                   "indexer/pipeline/explain.cpp", "indexer/pipeline/generation_diff.cpp", "indexer/pipeline/report.cpp",
                   "searchd/http"}},
};

constexpr std::size_t kMostLines = 400;

bool is_code(const fs::path& path) { return path.extension() == ".cpp" || path.extension() == ".hpp"; }

std::vector<fs::path> code_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(kSource / folder))
    if (entry.is_regular_file() && is_code(entry.path())) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> lines_of(const fs::path& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

struct Include {
  std::string where, target;
};

std::vector<Include> includes_of(const fs::path& file) {
  static const std::regex kInclude(R"re(^\s*#\s*include\s*["<]([^">]+)[">])re");
  std::vector<Include> includes;
  const auto lines = lines_of(file);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::smatch match;
    if (std::regex_search(lines[i], match, kInclude)) includes.push_back({fmt::format("{}:{}", fs::relative(file, kSource).string(), i + 1), match[1]});
  }
  return includes;
}

bool stands_in(const std::string& file, const Names& places) {
  return std::any_of(places.begin(), places.end(), [&](const std::string& place) { return file == place || file.starts_with(place + "/"); });
}

std::string room_of(const std::string& path) {
  for (const auto& [room, below] : kRooms)
    if (path.starts_with(room + "/")) return room;
  return {};
}

}  // namespace

TEST_CASE("the top level holds what the plan says") {
  const Names kTop = {"CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "corpus", "indexer", "searchd", "tests", "web"};
  for (const auto& entry : fs::directory_iterator(kSource)) {
    const std::string name = entry.path().filename().string();
    INFO(name);
    CHECK((name.starts_with('.') || name == "build" || kTop.contains(name)));
  }
}

TEST_CASE("every folder of the two programs is a room of the plan") {
  for (const char* program : {"indexer", "searchd"})
    for (const auto& entry : fs::directory_iterator(kSource / program))
      if (entry.is_directory()) {
        INFO(entry.path().string());
        CHECK(kRooms.contains(fs::relative(entry.path(), kSource).string()));
      }
}

TEST_CASE("a room includes only what is beneath it") {
  for (const auto& [room, below] : kRooms)
    for (const fs::path& file : code_below(room))
      for (const auto& [where, target] : includes_of(file)) {
        const std::string other = room_of(target);
        if (other.empty() || other == room) continue;
        INFO(where << " includes " << target);
        CHECK(below.contains(other));
      }
}

TEST_CASE("a package comes in by its own door only") {
  for (const char* program : {"indexer", "searchd"})
    for (const fs::path& file : code_below(program))
      for (const auto& [where, target] : includes_of(file))
        for (const auto& [package, doors] : kDoors)
          if (target.starts_with(package)) {
            INFO(where << " includes " << target);
            CHECK(stands_in(fs::relative(file, kSource).string(), doors));
          }
}

TEST_CASE("no file is longer than one can read at a sitting") {
  for (const char* folder : {"indexer", "searchd", "tests"})
    for (const fs::path& file : code_below(folder)) {
      if (file.string().find("node_modules") != std::string::npos) continue;
      INFO(file.string());
      CHECK(lines_of(file).size() <= kMostLines);
    }
}

TEST_CASE("every header opens by saying what the thing is") {
  for (const char* program : {"indexer", "searchd"})
    for (const fs::path& file : code_below(program))
      if (file.extension() == ".hpp") {
        INFO(file.string());
        CHECK(lines_of(file).front().starts_with("// "));
      }
}

TEST_CASE("every path that a document names exists") {
  static const std::regex kPath(R"(\b(?:indexer|searchd|web|tests|corpus)/[A-Za-z0-9_./-]*[A-Za-z0-9_/])");
  for (const char* document : {"README.md", "searchd/README.md", "corpus/README.md", "web/README.md"}) {
    REQUIRE(fs::exists(kSource / document));
    for (const std::string& line : lines_of(kSource / document))
      for (std::sregex_iterator match(line.begin(), line.end(), kPath), end; match != end; ++match) {
        INFO(document << " names " << match->str());
        CHECK(fs::exists(kSource / match->str()));
      }
  }
}
