#include "indexer/names/lexicon_image.hpp"

#include <fstream>
#include <functional>
#include <stdexcept>
#include <string_view>

#include "indexer/names/lexicon_check.hpp"
#include "indexer/names/lexicon_tables.hpp"

namespace dispatches::names {

namespace fs = std::filesystem;

namespace {

// Of everything that is laid out: names/lexicon.hpp, name_directory.hpp, people_index.hpp. A new one whenever a record there changes.
constexpr std::uint32_t kImageVersion = 2;

enum Arrays : std::size_t { kStampArray, kLexiconArray, kDirectoryArrays };

// Changes whenever SQLite writes to the file, whose first hundred bytes count the changes (https://www.sqlite.org/fileformat.html, 1.3); with its size.
std::string stamp_of(const fs::path& tables) {
  std::string stamp(100, '\0');
  std::ifstream(tables, std::ios::binary).read(stamp.data(), static_cast<std::streamsize>(stamp.size()));
  return stamp + std::to_string(fs::file_size(tables));
}

// The image of these tables. Throws ImageError, std::system_error.
Image open_image(const fs::path& tables) {
  const fs::path file = image_of(tables);
  if (!fs::exists(file)) throw ImageError("there is no " + file.string());
  Image image(file, kImageVersion);
  const Array<char> stamp = image.array<char>(kStampArray);
  if (std::string_view(stamp.data(), stamp.size()) != stamp_of(tables)) throw ImageError(file.string() + " is not of the tables beside it");
  return image;
}

std::shared_ptr<const Lexicon> lexicon_in(const Image& image) {
  const Array<std::byte> block = image.array<std::byte>(kLexiconArray);
  const auto* lexicon = reinterpret_cast<const Lexicon*>(block.data());
  if (block.size() < sizeof(Lexicon) || lexicon->bytes != block.size()) throw ImageError("the image of the lexicon is cut off");
  if (!is_sound(*lexicon)) throw ImageError("the image of the lexicon leads out of itself");
  image.give_back();
  return {block.keeper(), lexicon};
}

LoadedNames names_in(const fs::path& tables) {
  const Image image = open_image(tables);
  LoadedNames names{lexicon_in(image), {}, {}, image};
  names.directory = std::make_shared<const NameDirectory>(*names.lexicon, image, kDirectoryArrays);
  image.give_back();
  return names;
}

// What `mapped` gives; where that cannot be, what `read` does.
template <class Result>
Result mapped_or_read(const std::function<Result()>& mapped, const std::function<Result(std::string why)>& read) {
  try {
    return mapped();
  } catch (const std::runtime_error& error) {  // ImageError, std::system_error
    return read(error.what());
  }
}

}  // namespace

fs::path image_of(fs::path tables) { return tables += ".image"; }

void write_image(const fs::path& tables, const Lexicon& lexicon) {
  const std::string stamp = stamp_of(tables);
  const NameDirectory directory(lexicon);
  ImageWriter writer;
  writer.add(std::span<const char>(stamp));
  writer.add(std::span(reinterpret_cast<const std::byte*>(&lexicon), lexicon.bytes));
  directory.add_to(writer);
  writer.write(image_of(tables), kImageVersion);
}

std::shared_ptr<const Lexicon> Lexicon::load(const fs::path& tables) {
  return mapped_or_read<std::shared_ptr<const Lexicon>>([&] { return lexicon_in(open_image(tables)); }, [&](const std::string&) { return read_lexicon(tables); });
}

LoadedNames load_names(const fs::path& tables) {
  return mapped_or_read<LoadedNames>([&] { return names_in(tables); },
                                     [&](const std::string& why) {
                                       LoadedNames names{read_lexicon(tables), {}, why, {}};
                                       names.directory = std::make_shared<const NameDirectory>(*names.lexicon);
                                       return names;
                                     });
}

std::optional<std::string> fault_of_image(const fs::path& tables) {
  if (!fs::exists(image_of(tables))) return std::nullopt;
  return mapped_or_read<std::optional<std::string>>(
      [&] {
        names_in(tables);
        return std::nullopt;
      },
      [](const std::string& why) { return why; });
}

}  // namespace dispatches::names
