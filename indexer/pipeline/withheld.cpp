#include "indexer/pipeline/withheld.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

#include "indexer/text/utf8.hpp"

namespace dispatches::pipeline {

namespace fs = std::filesystem;

namespace {

constexpr const char* kFile = "withheld.tsv";

std::string field(const std::string& line, std::size_t number) {
  std::istringstream fields(line);
  std::string value;
  for (std::size_t i = 0; i <= number; ++i)
    if (!std::getline(fields, value, '\t')) return {};
  return value;
}

void write_all(int descriptor, std::string_view bytes, const fs::path& file) {
  if (::write(descriptor, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) || ::fsync(descriptor) != 0)
    throw std::system_error(errno, std::generic_category(), "cannot write " + file.string());
}

void write_file(const fs::path& file, std::string_view bytes, int flags) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0644);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "cannot write " + file.string());
  try {
    write_all(descriptor, bytes, file);
  } catch (...) {
    ::close(descriptor);
    throw;
  }
  ::close(descriptor);
}

}  // namespace

Withheld::Withheld(const fs::path& index) {
  std::ifstream in(index / kFile);
  for (std::string line; std::getline(in, line);) {
    if (std::string id = field(line, 0); !id.empty()) ids_.insert(std::move(id));
    if (std::string url = field(line, 1); !url.empty()) urls_.insert(std::move(url));
  }
}

void Withheld::add(const fs::path& index, const Line& line) {
  write_file(index / kFile,
             fmt::format("{}\t{}\t{}\t{}\t{}\n", line.id, line.url, text::format_time(line.when), text::squeeze(text::clean(line.reason)), line.input),
             O_APPEND);
}

std::vector<std::string> Withheld::take_back(const fs::path& index, const std::string& id_or_url) {
  std::ifstream in(index / kFile);
  std::string kept;
  std::vector<std::string> inputs;
  for (std::string line; std::getline(in, line);) {
    if (field(line, 0) == id_or_url || field(line, 1) == id_or_url) inputs.push_back(field(line, 4));
    else kept += line + "\n";
  }
  if (inputs.empty()) return inputs;
  const fs::path fresh = index / (std::string(kFile) + ".new");
  write_file(fresh, kept, O_TRUNC);
  fs::rename(fresh, index / kFile);
  return inputs;
}

}  // namespace dispatches::pipeline
