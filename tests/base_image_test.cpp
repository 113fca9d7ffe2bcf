// indexer/base: arrays in a file that is mapped.
#include <catch2/catch.hpp>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <string>
#include <vector>

#include "indexer/base/image.hpp"
#include "folder.hpp"

using namespace dispatches;
using dispatches::tests::TemporaryFolder;

namespace {

constexpr std::uint32_t kVersion = 7;

struct Pair {
  std::uint64_t one;
  std::uint32_t other;
};

const std::string kLetters = "what is written";
const std::vector<std::uint32_t> kNumbers = {3, 1, 4, 1, 5, 9, 2, 6};
const std::vector<Pair> kPairs(100, Pair{1, 2});

void write(const std::filesystem::path& file) {
  ImageWriter writer;
  writer.add(std::span<const char>(kLetters));
  writer.add(std::span(kNumbers));
  writer.add(std::span<const double>());
  writer.add(std::span(kPairs));
  writer.write(file, kVersion);
}

template <class T>
std::vector<T> values(const Array<T>& array) {
  return {array.begin(), array.end()};
}

// All that is in it, or why not.
std::string read(const std::filesystem::path& file) try {
  const Image image(file, kVersion);
  const Array<char> letters = image.array<char>(0);
  std::string said(letters.begin(), letters.end());
  for (const std::uint32_t number : image.array<std::uint32_t>(1)) said += std::to_string(number);
  for (const Pair& pair : image.array<Pair>(3)) said += std::to_string(pair.one + pair.other);
  return said + std::to_string(image.array<double>(2).size());
} catch (const ImageError& error) {
  return std::string("! ") + error.what();
}

}  // namespace

TEST_CASE("what was added to an image is read from it, also when its file has gone") {
  const TemporaryFolder folder;
  write(folder.path / "image");
  const Image image(folder.path / "image", kVersion);
  CHECK(image.arrays() == 4);
  const Array<std::uint32_t> numbers = image.array<std::uint32_t>(1);
  std::filesystem::remove(folder.path / "image");
  CHECK(values(numbers) == kNumbers);
  CHECK(image.array<double>(2).empty());
  CHECK(image.array<Pair>(3).size() == kPairs.size());
  CHECK(image.array<Pair>(3)[99].other == 2);
  CHECK(reinterpret_cast<std::uintptr_t>(image.array<Pair>(3).data()) % 64 == 0);
}

TEST_CASE("an array lives as long as somebody reads it") {
  const TemporaryFolder folder;
  write(folder.path / "image");
  Array<std::uint32_t> kept;
  {
    const Image image(folder.path / "image", kVersion);
    kept = image.array<std::uint32_t>(1);
  }
  CHECK(values(kept) == kNumbers);
  Array<std::uint32_t> own(std::vector<std::uint32_t>{1, 2});
  const Array<std::uint32_t> copy = own;
  own = Array<std::uint32_t>();
  CHECK(values(copy) == std::vector<std::uint32_t>{1, 2});
}

TEST_CASE("an image of another version, of other arrays, or no image at all is refused with the file's name") {
  const TemporaryFolder folder;
  write(folder.path / "image");
  CHECK_THROWS_WITH(Image(folder.path / "image", kVersion + 1), Catch::Contains("image: no image of version 8"));
  const Image image(folder.path / "image", kVersion);
  CHECK_THROWS_WITH(image.array<std::uint64_t>(1), Catch::Contains("other arrays"));
  CHECK_THROWS_WITH(image.array<char>(4), Catch::Contains("other arrays"));
  folder.write("text", std::string(500, 'x'));
  CHECK_THROWS_WITH(Image(folder.path / "text", kVersion), Catch::Contains("no image"));
  folder.write("empty", "");
  CHECK_THROWS_WITH(Image(folder.path / "empty", kVersion), Catch::Contains("cut off"));
  CHECK_THROWS_AS(Image(folder.path / "nowhere", kVersion), std::system_error);
}

TEST_CASE("wherever an image is cut or a byte of it is changed, it is refused or read as it was") {
  const TemporaryFolder folder;
  write(folder.path / "image");
  std::ifstream in(folder.path / "image", std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), {}};
  const std::string said = read(folder.path / "image");
  REQUIRE(said[0] != '!');
  std::size_t refused = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    folder.write("cut", whole.substr(0, i));
    REQUIRE(read(folder.path / "cut")[0] == '!');
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x41);
    folder.write("changed", changed);
    const std::string now = read(folder.path / "changed");
    if (now[0] == '!') ++refused;
    else REQUIRE(now == said);
  }
  CHECK(refused > whole.size() - 4 * 64);  // all but what lies between two arrays
}

TEST_CASE("what is given back counts no longer as this process's memory, and is read again") {
  const TemporaryFolder folder;
  const std::vector<std::uint64_t> numbers(1 << 20, 7);  // 8 MB
  ImageWriter writer;
  writer.add(std::span(numbers));
  writer.write(folder.path / "image", 1);
  const Image image(folder.path / "image", 1);
  CHECK(image.bytes() > numbers.size() * sizeof(std::uint64_t));
  const Array<std::uint64_t> array = image.array<std::uint64_t>(0);
  const auto sum = [&] { return std::accumulate(array.begin(), array.end(), std::uint64_t{0}); };
  CHECK(sum() == 7 << 20);
  const std::size_t before = bytes_of_mapped_files();
  image.give_back();
  CHECK(bytes_of_mapped_files() + numbers.size() * sizeof(std::uint64_t) / 2 < before);
  CHECK(sum() == 7 << 20);
}
