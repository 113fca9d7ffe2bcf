#include "indexer/entities/gazetteer_names.hpp"

#include <fmt/core.h>

#include <fstream>

#include "indexer/text/utf8.hpp"

namespace dispatches::entities {

std::optional<std::string> bytes_of_file(const std::filesystem::path& path, std::size_t most) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
  const auto size = std::filesystem::file_size(path, error);
  if (error || size > most) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::string bytes(size, '\0');
  if (!file.read(bytes.data(), static_cast<std::streamsize>(size))) return std::nullopt;
  return bytes;
}

std::filesystem::path mo_path(const std::filesystem::path& locales, std::string_view language) { return locales / language / "LC_MESSAGES" / "geonames.mo"; }

GeoNames::GeoNames(const std::filesystem::path& locales, std::span<const std::string_view> languages) {
  std::string missing;
  for (const std::string_view language : languages) {
    const auto path = mo_path(locales, language);
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
      missing += fmt::format("{}{}", missing.empty() ? "" : " ", language);
      continue;
    }
    auto bytes = bytes_of_file(path, kMaxMoBytes);
    auto file = bytes ? MoFile::parse(std::move(*bytes), path.string())
                      : Outcome<MoFile>(Rejection{path.string(), "the file cannot be read, or has more than 16 MB"});
    if (file)
      files_.emplace_back(language, *std::move(file));
    else
      remarks_.push_back(fmt::format("{}: {}; its names of places are not known.", file.rejection().where, file.rejection().reason));
  }
  if (!missing.empty())
    remarks_.push_back(fmt::format("{}: no geonames.mo for {}; Debian's package libgeonames-common has them.", locales.string(), missing));
}

ByLanguage GeoNames::names_of(std::string_view id) const {
  ByLanguage names;
  if (id.empty()) return names;
  for (const auto& [language, file] : files_)
    if (auto name = text::squeeze(text::clean(file.text(id))); !name.empty()) names.emplace(language, std::move(name));
  return names;
}

}  // namespace dispatches::entities
