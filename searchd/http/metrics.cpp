#include "searchd/http/metrics.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace dispatches::http {

namespace {

std::string head(std::string_view name, std::string_view help, std::string_view type) { return fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type); }

}  // namespace

std::string gauge(std::string_view name, std::string_view help, double value) { return head(name, help, "gauge") + fmt::format("{} {}\n", name, value); }

std::string label(std::string_view value) {
  std::string out = "\"";
  for (const char c : value) out += c == '\n' ? "\\n" : c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
  return out + '"';
}

std::uint64_t resident_bytes() {
  std::uint64_t total = 0, resident = 0;  // pages (proc_pid_statm(5))
  std::ifstream("/proc/self/statm") >> total >> resident;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

Metrics::Metrics(std::vector<std::string_view> addresses) : names_(std::move(addresses)), addresses_(std::make_unique<Address[]>(names_.size())) {}

void Metrics::count_reply(std::size_t address, int status, std::chrono::nanoseconds took) {
  Address& one = addresses_[address];
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bucket = std::lower_bound(kBounds.begin(), kBounds.end(), seconds) - kBounds.begin();
  ++one.by_class[static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1)];
  ++one.by_time[static_cast<std::size_t>(bucket)];
  one.nanoseconds += static_cast<std::uint64_t>(took.count());
}

void Metrics::count_refusal(int status) {
  const auto found = std::find(kRefusals.begin(), kRefusals.end() - 1, status);
  ++refusals_[static_cast<std::size_t>(found - kRefusals.begin())];
}

std::string Metrics::replies() const {
  constexpr std::string_view kName = "dispatches_http_requests_total";
  std::string out = head(kName, "Replies, by address and class of status.", "counter");
  for (std::size_t i = 0; i < names_.size(); ++i)
    for (std::size_t c = 1; c < 5; ++c)  // 1xx is never said
      out += fmt::format("{}{{route={},status=\"{}xx\"}} {}\n", kName, label(names_[i]), c + 1, addresses_[i].by_class[c].load());
  return out;
}

std::string Metrics::times() const {
  constexpr std::string_view kName = "dispatches_http_request_duration_seconds";
  std::string out = head(kName, "Time to make a reply, by address.", "histogram");
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const std::string route = label(names_[i]);
    std::uint64_t count = 0;
    for (std::size_t b = 0; b <= kBounds.size(); ++b) {
      count += addresses_[i].by_time[b];
      out += fmt::format("{}_bucket{{route={},le=\"{}\"}} {}\n", kName, route, b < kBounds.size() ? fmt::format("{}", kBounds[b]) : "+Inf", count);
    }
    out += fmt::format("{0}_sum{{route={1}}} {2}\n{0}_count{{route={1}}} {3}\n", kName, route, static_cast<double>(addresses_[i].nanoseconds) / 1e9, count);
  }
  return out;
}

std::string Metrics::text() const {
  std::string out = replies() + times();
  constexpr std::string_view kRefused = "dispatches_http_refused_total", kDropped = "dispatches_http_connections_dropped_total";
  out += head(kRefused, "Requests turned away at the door, by status; 500 stands for any other.", "counter");
  for (std::size_t i = 0; i < kRefusals.size(); ++i) out += fmt::format("{}{{status=\"{}\"}} {}\n", kRefused, kRefusals[i], refusals_[i].load());
  out += head(kDropped, "Connections closed at once for want of room.", "counter") + fmt::format("{} {}\n", kDropped, dropped.load());
  out += gauge("dispatches_http_requests_in_flight", "Requests being answered.", static_cast<double>(in_flight));
  out += gauge("dispatches_http_connections", "Connections open.", static_cast<double>(connections));
  const std::uint64_t resident = resident_bytes();
  if (resident > 0) out += gauge("process_resident_memory_bytes", "Resident memory in bytes.", static_cast<double>(resident));
  return out;
}

}  // namespace dispatches::http
