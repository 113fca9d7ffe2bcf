// What is installed, and that the installed programs live on what was installed with them, not on the tree they were built from.
#include <fmt/format.h>
#include <sys/wait.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "tests/folder.hpp"

namespace fs = std::filesystem;

namespace {

using dispatches::tests::TemporaryFolder;

const fs::path kSource = SOURCE_DIR, kBuild = fs::path(BINARY_DIR).parent_path();
using Files = std::set<std::string>;

struct Said {
  int status = -1;
  std::string text;
};

Said shell(const std::string& command) {
  Said said;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  char buffer[4096];
  for (std::size_t got; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) said.text.append(buffer, got);
  const int status = pclose(pipe);
  if (WIFEXITED(status)) said.status = WEXITSTATUS(status);
  return said;
}

Files files_below(const fs::path& folder, const std::string& prefix = "") {
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (!entry.is_directory()) files.insert(prefix + fs::relative(entry.path(), folder).string());
  return files;
}

// The page and the data as they stand in the source, and what is written here.
Files wanted() {
  Files files = {"bin/indexer", "bin/searchd", "share/doc/dispatches/README.md", "share/doc/dispatches/searchd.md", "share/doc/dispatches/copyright",
                 "lib/systemd/system/dispatches-update.service", "lib/systemd/system/dispatches-update.timer", "lib/systemd/system/dispatches-searchd.service"};
  for (const char* folder : {"web", "corpus/catalogue", "corpus/model"})
    files.merge(files_below(kSource / folder, "share/dispatches/" + fs::path(folder).filename().string() + "/"));
  return files;
}

fs::path installed(const TemporaryFolder& folder) {
  const Said said = shell(fmt::format("cmake --install '{}' --prefix '{}/usr'", kBuild.string(), folder.path.string()));
  INFO(said.text);
  REQUIRE(said.status == 0);
  return folder.path / "usr";
}

}  // namespace

TEST_CASE("an installation holds both programs, the page, their data, the units and the papers, and nothing else") {
  const TemporaryFolder folder;
  CHECK(files_below(installed(folder)) == wanted());
}

TEST_CASE("installed programs use the data they were installed with") {
  const TemporaryFolder folder;
  const fs::path usr = installed(folder);
  std::ofstream(folder.path / "a.txt") << "---\ntitle: A note\n---\nVolodymyr Zelensky spoke in Kyiv.\n";
  const std::string update = fmt::format("'{}/bin/indexer' update --progress never --db '{}/db' '{}/a.txt'", usr.string(), folder.path.string(), folder.path.string());
  Said said = shell(update);
  INFO(said.text);
  CHECK(said.status == 0);
  std::ofstream(usr / "share/dispatches/catalogue/topics.json") << "{";
  said = shell(update);
  CHECK(said.status == 2);
  CHECK_THAT(said.text, Catch::Contains("topics.json"));
}

TEST_CASE("units name programs, folders and settings that the package brings") {
  for (const char* unit : {"dispatches-update.service", "dispatches-searchd.service"}) {
    std::ifstream in(kSource / "corpus/packaging" / unit);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    INFO(unit);
    CHECK_THAT(text, Catch::Contains("EnvironmentFile=/etc/default/dispatches\n") && Catch::Contains("User=dispatches\n") && Catch::Contains("ProtectSystem=strict\n") &&
                         Catch::Contains("MemoryMax="));
    CHECK_THAT(text, Catch::Contains("ExecStart=/usr/bin/") && Catch::Contains("/var/lib/dispatches/index"));
  }
}

TEST_CASE("the Debian package holds what an installation holds, and names what it needs") {
  if (!std::getenv("DISPATCHES_LONG")) return;  // it is made and packed anew: seconds of both cores
  const TemporaryFolder folder;
  const Said made = shell(fmt::format("cpack -G DEB --config '{}/CPackConfig.cmake' -B '{}'", kBuild.string(), folder.path.string()));
  INFO(made.text);
  REQUIRE(made.status == 0);
  const std::string package = shell(fmt::format("ls '{}'/*.deb", folder.path.string())).text;
  const std::string file = package.substr(0, package.find('\n'));
  REQUIRE(shell(fmt::format("dpkg-deb -x '{}' '{}/unpacked'", file, folder.path.string())).status == 0);
  CHECK(files_below(folder.path / "unpacked/usr") == wanted());
  CHECK(files_below(folder.path / "unpacked/etc") == Files{"default/dispatches"});
  const std::string needs = shell(fmt::format("dpkg-deb -f '{}' Depends", file)).text;
  for (const char* library : {"adduser", "libxapian30", "libicu72", "libcld2-0", "libsqlite3-0", "libcpp-httplib0.11", "libarchive13"}) CHECK_THAT(needs, Catch::Contains(library));
  CHECK(shell(fmt::format("dpkg-deb -I '{}' conffiles postinst prerm postrm", file)).status == 0);
}
