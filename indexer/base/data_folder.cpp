#include "indexer/base/data_folder.hpp"

#include <system_error>

namespace dispatches {

namespace fs = std::filesystem;

fs::path data_folder(std::string_view name, const fs::path& in_source) {
  std::error_code unknown;
  const fs::path program = fs::read_symlink("/proc/self/exe", unknown);
  const fs::path installed = program.parent_path().parent_path() / "share/dispatches" / name;
  return !unknown && fs::is_directory(installed, unknown) ? installed : in_source;
}

}  // namespace dispatches
