// What the regions of the world are called: ISO 3166-2 subdivisions in the files LANGUAGE.xml of Unicode's CLDR (Debian's package
// unicode-cldr-core, folder common/subdivisions). Internal to this room. Data: Unicode licence (unicode.org/license.txt).
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dispatches::entities {

inline constexpr std::size_t kMaxSubdivisionsBytes = 8 << 20;  // of one file; the largest has 0.5 MB

struct RegionName {
  std::string code;  // as CLDR writes ISO 3166-2: "ua63", "gbeng"
  std::string_view language;
  std::string name;  // UTF-8 as it stands there
};

// All names of the files that can be read; what is missing or damaged gets a sentence in `remarks`. An empty folder name: none, no remark.
std::vector<RegionName> region_names(const std::filesystem::path& folder, std::span<const std::string_view> languages,
                                     std::vector<std::string>& remarks);

}  // namespace dispatches::entities
