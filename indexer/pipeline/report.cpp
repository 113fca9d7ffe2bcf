// What a run says of itself: the closing line, the JSON report, and DIR/runs.
#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "indexer/pipeline/run.hpp"

namespace dispatches::pipeline {

namespace fs = std::filesystem;

namespace {

nlohmann::ordered_json report_json(const RunReport& report) {
  nlohmann::ordered_json rejections = nlohmann::ordered_json::array();
  for (const Rejection& rejection : report.rejections) rejections.push_back({{"where", rejection.where}, {"reason", rejection.reason}});
  return {{"started", text::format_time(report.started)}, {"finished", text::format_time(report.finished)},
          {"new", report.added}, {"updated", report.updated}, {"unchanged", report.unchanged}, {"removed", report.removed},
          {"rejected", report.rejected}, {"skipped", report.skipped}, {"withheld", report.withheld},
          {"articles", report.articles}, {"generation", report.generation}, {"rejections", rejections}};
}

std::string dump(const nlohmann::ordered_json& json) { return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n"; }

}  // namespace

std::string closing_line(const RunReport& report) {
  return fmt::format("{} new, {} updated, {} unchanged, {} removed, {} rejected; {} articles, generation {}; {} skipped, {} withheld", report.added,
                     report.updated, report.unchanged, report.removed, report.rejected, report.articles, report.generation, report.skipped, report.withheld);
}

std::string to_json(const RunReport& report) { return dump(report_json(report)); }

namespace {

// Of several runs that began in one second the later stands behind the earlier in the order of names.
fs::path free_run_file(const fs::path& runs, text::sys_seconds started) {
  std::string name = text::format_time(started);
  std::erase(name, ':');
  fs::path file = runs / (name + ".json");
  for (int next = 2; fs::exists(file); ++next) file = runs / fmt::format("{}_{:04}.json", name, next);
  return file;
}

}  // namespace

void write_run(const fs::path& index, const RunReport& report, int status, const std::string& message) {
  std::error_code ignored;
  fs::create_directories(index / "runs", ignored);
  nlohmann::ordered_json json = report_json(report);
  json["status"] = status;
  json["message"] = message;
  std::ofstream(free_run_file(index / "runs", report.started)) << dump(json);
}

namespace {

constexpr std::size_t kShownRuns = 10;

// What a person does about a run that ended so.
std::string advice(int status) {
  switch (status) {
    case 0: return "nothing to do";
    case 1: return "look at what was rejected (rejections in the run's file); all other articles are indexed";
    case 2: return "put the command line or the catalogue right and run again; the index is as it was";
    default: return "nothing was published and the old generation is served; see the message, then run again";
  }
}

void print_run(const fs::path& file, std::ostream& out) {
  const auto run = nlohmann::json::parse(std::ifstream(file), nullptr, false);
  if (!run.is_object()) {
    fmt::print(out, "{}: cannot be read\n", file.filename().string());
    return;
  }
  const auto count = [&](const char* name) { return run.value(name, std::uint64_t{0}); };
  const int status = run.value("status", 3);
  fmt::print(out, "{}  status {}: {} new, {} updated, {} removed, {} rejected; {} articles, generation {}\n", run.value("started", std::string("?")), status,
             count("new"), count("updated"), count("removed"), count("rejected"), count("articles"), count("generation"));
  if (const std::string message = run.value("message", std::string()); !message.empty()) fmt::print(out, "    {}\n", message);
  fmt::print(out, "    {}\n", advice(status));
}

}  // namespace

void print_status(const fs::path& index, std::ostream& out) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(index / "runs", none))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.rbegin(), files.rend());
  if (files.empty()) fmt::print(out, "no run has left a trace in {}\n", (index / "runs").string());
  for (std::size_t i = 0; i < std::min(files.size(), kShownRuns); ++i) print_run(files[i], out);
}

}  // namespace dispatches::pipeline
