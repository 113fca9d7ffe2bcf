#include <fmt/format.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <bit>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>

#include "indexer/recogniser/crf.hpp"
#include "indexer/recogniser/recogniser.hpp"

namespace dispatches::recogniser {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view kMagic = "DSPNAMES";
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kMostFeatures = 16U << 20;
constexpr std::uint32_t kMostWeights = 64U << 20;
constexpr std::uintmax_t kLargestFile = 256U << 20;

template <class Number>
void append(std::string& bytes, Number number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

class FileReader {
 public:
  FileReader(const std::filesystem::path& file, std::string_view bytes) : file_(file), bytes_(bytes) {}

  [[noreturn]] void fail(std::string_view why) const {
    throw BadModel(
        fmt::format("the model {} cannot be used: {}; train it again or take the one that came with the program",
                    file_.string(), why));
  }

  template <class Number>
  Number take() {
    Number number{};
    if (bytes_.size() - at_ < sizeof number) fail("it ends too early");
    std::memcpy(&number, bytes_.data() + at_, sizeof number);
    at_ += sizeof number;
    return number;
  }

  // Gives the checksum.
  std::uint64_t take_head() {
    if (!bytes_.starts_with(kMagic)) fail("it is no model of names");
    at_ = kMagic.size();
    if (const auto version = take<std::uint32_t>(); version != kVersion)
      fail(fmt::format("its version is {}, this program reads {}", version, kVersion));
    if (bytes_.size() < at_ + sizeof(std::uint64_t)) fail("it ends too early");
    const auto size = bytes_.size() - sizeof(std::uint64_t);
    std::uint64_t stated = 0;
    std::memcpy(&stated, bytes_.data() + size, sizeof stated);
    bytes_.remove_suffix(sizeof stated);
    if (XXH3_64bits(bytes_.data(), size) != stated) fail("it is damaged");
    return stated;
  }

  bool at_end() const { return at_ == bytes_.size(); }
  std::size_t left() const { return bytes_.size() - at_; }

 private:
  const std::filesystem::path& file_;
  std::string_view bytes_;
  std::size_t at_ = 0;
};

std::string content_of(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  std::ifstream in(file, std::ios::binary);
  if (error || !in) throw BadModel(fmt::format("cannot read the model {}", file.string()));
  if (size > kLargestFile) throw BadModel(fmt::format("the model {} is larger than 256 MB", file.string()));
  std::string bytes(size, '\0');
  if (!in.read(bytes.data(), static_cast<std::streamsize>(size)))
    throw BadModel(fmt::format("cannot read the model {}", file.string()));
  return bytes;
}

}  // namespace

void write_weights(const CrfWeights& weights, const std::filesystem::path& file) {
  std::uint32_t count = 0;
  for (const auto& of_feature : weights.features) count += static_cast<std::uint32_t>(of_feature.weights.size());
  std::string bytes(kMagic);
  append(bytes, kVersion);
  append(bytes, static_cast<std::uint32_t>(weights.features.size()));
  append(bytes, count);
  append(bytes, weights.scale);
  for (const auto& row : weights.transitions)
    for (const auto value : row) append(bytes, value);
  for (const auto& of_feature : weights.features) {
    append(bytes, of_feature.feature);
    append(bytes, static_cast<std::uint8_t>(of_feature.weights.size()));
  }
  for (const auto& of_feature : weights.features)
    for (const auto& weight : of_feature.weights) {
      append(bytes, weight.tag);
      append(bytes, weight.value);
    }
  append(bytes, static_cast<std::uint64_t>(XXH3_64bits(bytes.data(), bytes.size())));
  std::ofstream out(file, std::ios::binary);
  if (!out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush())
    throw std::runtime_error(fmt::format("cannot write the model {}", file.string()));
}

CrfWeights read_weights(const std::filesystem::path& file) {
  const auto content = content_of(file);
  FileReader reader(file, content);
  CrfWeights weights;
  weights.checksum = reader.take_head();
  const auto features = reader.take<std::uint32_t>(), count = reader.take<std::uint32_t>();
  if (features > kMostFeatures || count > kMostWeights) reader.fail("it states more weights than any model has");
  weights.scale = reader.take<float>();
  for (auto& row : weights.transitions)
    for (auto& value : row) value = reader.take<std::int16_t>();
  if (reader.left() / 5 < features) reader.fail("it ends too early");
  weights.features.resize(features);
  std::uint64_t stated = 0;
  for (auto& of_feature : weights.features) {
    of_feature.feature = reader.take<std::uint32_t>();
    const auto number = reader.take<std::uint8_t>();
    if (number > kTags) reader.fail("a feature has more weights than there are tags");
    of_feature.weights.resize(number);
    stated += number;
  }
  if (stated != count) reader.fail("its numbers of weights contradict each other");
  for (auto& of_feature : weights.features)
    for (auto& weight : of_feature.weights) {
      weight.tag = reader.take<std::uint8_t>();
      weight.value = reader.take<std::int16_t>();
      if (weight.tag >= kTags) reader.fail("it has a tag that does not exist");
    }
  if (!reader.at_end()) reader.fail("something follows its end");
  return weights;
}

}  // namespace dispatches::recogniser
