// Arrays of plain values in one file, made to be mapped: opening it takes one pass over checksums and no memory, and what is read here and there comes into
// memory by pages, which the system may take back. What an image holds can be made again by whoever wrote it: so it is of one version of the program, in the
// byte order of its machine. Layout: a Head, an Entry for each array, then the arrays, each at a multiple of kAlignment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "indexer/base/array.hpp"

namespace dispatches {

// The file is no image, of another version, or damaged.
class ImageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// One thread.
class ImageWriter {
 public:
  // REQUIRES: they stay where they are until write().
  template <class T>
  void add(std::span<const T> values) {
    static_assert(std::is_trivially_copyable_v<T>);
    arrays_.push_back({std::as_bytes(values), sizeof(T)});
  }
  void write(const std::filesystem::path& file, std::uint32_t version) const;  // throws std::system_error

 private:
  struct Added {
    std::span<const std::byte> bytes;
    std::size_t size_of_value;
  };
  std::vector<Added> arrays_;
};

// Immutable; shared by threads.
class Image {
 public:
  Image(const std::filesystem::path& file, std::uint32_t version);  // throws ImageError, std::system_error

  std::size_t arrays() const { return entries_.size(); }
  std::size_t bytes() const;  // of the file
  // Of what was read so far nothing need count as this process's memory; the system may still have it at hand.
  void give_back() const;
  // The array that was added so many others before. Throws ImageError where its values are of another size or its checksum says that they are not what was
  // written. Keeps the file mapped as long as it lives.
  template <class T>
  Array<T> array(std::size_t number) const {
    const std::span<const std::byte> bytes = checked(number, sizeof(T));
    return {mapping_, {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)}};
  }

 private:
  friend class ImageWriter;
  struct Entry {
    std::uint64_t begin, bytes;  // in the file
    std::uint64_t size_of_value;
    std::uint64_t checksum;      // XXH3-64 of the bytes
  };
  std::span<const std::byte> checked(std::size_t number, std::size_t size_of_value) const;

  std::string name_;
  std::shared_ptr<const std::byte> mapping_;
  std::span<const Entry> entries_;
};

// Of all mapped files, that count as this process's memory now (proc(5), statm). A few microseconds.
std::size_t bytes_of_mapped_files();

}  // namespace dispatches
