// Where the data of the project are that both programs read but did not make: catalogue, model, page.
#pragma once

#include <filesystem>
#include <string_view>

namespace dispatches {

// PREFIX/share/dispatches/NAME of the program PREFIX/bin/…; where it was not installed, or not with its data, `in_source`. Neither need exist.
std::filesystem::path data_folder(std::string_view name, const std::filesystem::path& in_source);

}  // namespace dispatches
