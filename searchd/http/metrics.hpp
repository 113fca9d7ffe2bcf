// What the daemon counts of itself, for Prometheus (text format 0.0.4, prometheus.io/docs/instrumenting/exposition_formats). Shared by threads:
// all is counted in atomics. Nothing that a client sends is kept or said.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dispatches::http {

class Metrics {
 public:
  // Addresses that requests are counted by, as routes are written: "/api/v1/articles/{id}".
  explicit Metrics(std::vector<std::string_view> addresses);

  // A reply of that status (100 … 599) was made for addresses[address]. What follows it in pieces is not in `took`.
  void count_reply(std::size_t address, int status, std::chrono::nanoseconds took);
  // A request was turned away before it was read, by status.
  void count_refusal(int status);

  std::atomic<std::int64_t> in_flight = 0;                 // requests being answered
  std::atomic<std::uint64_t> connections = 0, dropped = 0;  // open; closed without a word for want of room

  // All of it, a sample a line.
  std::string text() const;

 private:
  using Count = std::atomic<std::uint64_t>;
  static constexpr std::array<double, 12> kBounds = {.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5};  // seconds
  static constexpr std::array<int, 10> kRefusals = {400, 401, 405, 408, 413, 414, 415, 429, 431, 500};            // the last: any other
  struct Address {
    std::array<Count, 5> by_class{};                       // 1xx … 5xx
    std::array<Count, kBounds.size() + 1> by_time{};       // the last: longer than all bounds
    Count nanoseconds = 0;
  };
  std::string replies() const;
  std::string times() const;

  std::vector<std::string_view> names_;
  std::unique_ptr<Address[]> addresses_;
  std::array<Count, kRefusals.size()> refusals_{};
};

// "# HELP … # TYPE …", then one sample without labels.
std::string gauge(std::string_view name, std::string_view help, double value);
// A value of a label: backslash, quote and line end escaped.
std::string label(std::string_view value);
std::uint64_t resident_bytes();                            // of this process; 0 where it is not known

}  // namespace dispatches::http
