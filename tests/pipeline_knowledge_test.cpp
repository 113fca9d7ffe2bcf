// The fingerprint of what says whom names mean.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "indexer/pipeline/knowledge.hpp"
#include "tests/support.hpp"

namespace fs = std::filesystem;
using namespace dispatches;
using namespace dispatches::pipeline;
using namespace dispatches::tests;

namespace {

std::string fingerprint_of(const KnowledgeFiles& files) { return Knowledge(files, {}, nullptr).fingerprint(); }

}  // namespace

TEST_CASE("the fingerprint changes with whatever a relink would change, and with nothing else") {
  const TemporaryFolder folder;
  fs::copy(catalogue(), folder.path / "catalogue", fs::copy_options::recursive);
  fs::copy(model(), folder.path / "model", fs::copy_options::recursive);
  const KnowledgeFiles files{folder.path / "catalogue", folder.path / "model", {}};
  const std::string as_it_stands = fingerprint_of(knowledge());
  CHECK(fingerprint_of(files) == as_it_stands);
  CHECK(fingerprint_of({files.catalogue, {}, {}}) != as_it_stands);

  const fs::path overrides = folder.write("overrides.tsv", "# nothing is decided\n");
  const std::string with_overrides = fingerprint_of({files.catalogue, files.model, overrides});
  CHECK(with_overrides != as_it_stands);
  folder.write("overrides.tsv", "ignore\tFalcon\n");
  CHECK(fingerprint_of({files.catalogue, files.model, overrides}) != with_overrides);

  std::ofstream(folder.path / "model/lists/cities.txt", std::ios::app) << "zzyzx\n";
  const std::string with_word = fingerprint_of(files);
  CHECK(with_word != as_it_stands);

  fs::remove(folder.path / "catalogue/people-b.json");
  CHECK(fingerprint_of(files) != with_word);
}
