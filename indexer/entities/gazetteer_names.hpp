// What GeoNames calls the places of the world, by language: the files LOCALE/LC_MESSAGES/geonames.mo of Debian's package libgeonames-common. Ids are
// numbers (cities: "706483"), codes of first-order regions ("UA.07") and of countries ("UA"). Immutable; may be shared by threads.
// Data: GeoNames (geonames.org), CC BY 4.0.
#pragma once

#include <array>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/entities/entity.hpp"
#include "indexer/entities/mo_file.hpp"

namespace dispatches::entities {

// Whose names are read: the archive's languages, those of its places, and those whose names travel in quotations.
inline constexpr std::array<std::string_view, 16> kGazetteerLanguages = {"en", "uk", "ru", "de", "fr", "es", "it", "pl",
                                                                         "ar", "he", "fa", "tr", "ka", "hy", "zh", "ja"};

inline const std::filesystem::path kLocales = "/usr/share/locale";

class GeoNames {
 public:
  // Languages without a file are left out, files that are no message catalogues too; remarks() says so. Never throws for what a file holds.
  GeoNames(const std::filesystem::path& locales, std::span<const std::string_view> languages);

  // By language, what the place is called; empty for an unknown id.
  ByLanguage names_of(std::string_view id) const;

  const std::vector<std::pair<std::string, MoFile>>& files() const { return files_; }  // language, its names; in the order asked for
  const std::vector<std::string>& remarks() const { return remarks_; }                 // sentences

 private:
  std::vector<std::pair<std::string, MoFile>> files_;
  std::vector<std::string> remarks_;
};

// Where the names of one language lie, if there are any.
std::filesystem::path mo_path(const std::filesystem::path& locales, std::string_view language);

// The whole file, if it is there and has at most `most` bytes.
std::optional<std::string> bytes_of_file(const std::filesystem::path& path, std::size_t most);

}  // namespace dispatches::entities
