#include "indexer/entities/gazetteer_regions.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <pugixml.hpp>

#include "indexer/entities/gazetteer_names.hpp"
#include "indexer/text/utf8.hpp"

namespace dispatches::entities {
namespace {

constexpr std::string_view kAsElsewhere = "↑↑↑";  // UTS #35: inherited

bool is_code(std::string_view code) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return code.size() >= 3 && code.size() <= 6 && is_letter(code[0]) && is_letter(code[1]) &&
         std::all_of(code.begin(), code.end(), [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

// Why the file cannot be used; null if it can.
const char* read_names(const std::filesystem::path& path, std::string_view language, std::vector<RegionName>& names) {
  auto bytes = bytes_of_file(path, kMaxSubdivisionsBytes);
  if (!bytes) return "cannot be read, or has more than 8 MB";
  if (!text::is_valid_utf8(*bytes)) return "is not in UTF-8";
  pugi::xml_document document;
  if (!document.load_buffer_inplace(bytes->data(), bytes->size(), pugi::parse_default, pugi::encoding_utf8)) return "is no well-formed XML";
  const auto list = document.child("ldml").child("localeDisplayNames").child("subdivisions");
  for (const auto& subdivision : list.children("subdivision")) {
    const std::string_view code = subdivision.attribute("type").value();
    const auto name = text::trim(subdivision.child_value());
    if (is_code(code) && !name.empty() && name != kAsElsewhere) names.push_back({std::string(code), language, std::string(name)});
  }
  return nullptr;
}

}  // namespace

std::vector<RegionName> region_names(const std::filesystem::path& folder, std::span<const std::string_view> languages,
                                     std::vector<std::string>& remarks) {
  std::vector<RegionName> names;
  std::error_code error;
  if (folder.empty()) return names;
  if (!std::filesystem::is_directory(folder, error)) {
    remarks.push_back(fmt::format("{}: is not there; Debian's package unicode-cldr-core has the names of regions.", folder.string()));
    return names;
  }
  for (const std::string_view language : languages) {
    const auto path = folder / fmt::format("{}.xml", language);
    if (!std::filesystem::exists(path, error)) continue;
    if (const char* reason = read_names(path, language, names))
      remarks.push_back(fmt::format("{}: {}; its names of regions are not known.", path.string(), reason));
  }
  return names;
}

}  // namespace dispatches::entities
