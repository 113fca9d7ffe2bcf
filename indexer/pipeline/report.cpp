// What a run says of itself: the closing line, the JSON report, and DIR/runs.
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string_view>

#include "indexer/pipeline/run.hpp"
#include "indexer/schema/generation.hpp"

namespace dispatches::pipeline {

namespace fs = std::filesystem;

namespace {

constexpr const char* kKilled = "the run was killed, or the machine went down, before it had ended; nothing was published";

nlohmann::ordered_json report_json(const RunReport& report) {
  nlohmann::ordered_json rejections = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < report.rejections.size(); ++i)
    rejections.push_back({{"where", report.rejections[i].where}, {"reason", report.rejections[i].reason}, {"new", i < report.new_rejections}});
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

// What a run leaves that has not ended: running-PID.json.
constexpr std::string_view kRunning = "running-";

std::string running_name(const std::string& process) { return std::string(kRunning) + process + ".json"; }

// The file names of DIR/runs that begin so, in order.
std::vector<std::string> run_files(const fs::path& index, bool running) {
  std::vector<std::string> names;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(index / "runs", none)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() == ".json" && name.starts_with(kRunning) == running) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

// By its name a process of this program, still there. (It may be on another machine: then this says what is not so, of a run that is at work.)
bool is_at_work(const std::string& running) {
  const std::string process = running.substr(kRunning.size(), running.size() - running_name({}).size());
  std::string one, other;
  std::getline(std::ifstream("/proc/" + process + "/comm"), one);
  std::getline(std::ifstream("/proc/self/comm"), other);
  return !one.empty() && one == other;
}

// A run that was killed gets a file as others have that failed.
void bury_killed(const fs::path& index) {
  for (const std::string& name : run_files(index, true)) {
    if (is_at_work(name)) continue;
    const auto run = nlohmann::json::parse(std::ifstream(index / "runs" / name), nullptr, false);
    const auto started = run.is_object() ? text::parse_date(run.value("started", std::string())) : std::nullopt;
    RunReport report;
    if (started) report.started = report.finished = started->start, write_run(index, report, 3, kKilled);
    std::error_code ignored;
    fs::remove(index / "runs" / name, ignored);
  }
}

}  // namespace

void begin_run(const fs::path& index) {
  if (!fs::exists(index / "current")) return;
  bury_killed(index);
  std::error_code ignored;
  fs::create_directories(index / "runs", ignored);
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  std::ofstream(index / "runs" / running_name(std::to_string(::getpid()))) << dump({{"started", text::format_time(now)}});
}

void write_run(const fs::path& index, const RunReport& report, int status, const std::string& message) {
  std::error_code ignored;
  fs::create_directories(index / "runs", ignored);
  fs::remove(index / "runs" / running_name(std::to_string(::getpid())), ignored);
  nlohmann::ordered_json json = report_json(report);
  json["status"] = status;
  json["message"] = message;
  std::ofstream(free_run_file(index / "runs", report.started)) << dump(json);
}

namespace {

constexpr std::size_t kShownRuns = 10, kShownRejections = 5;

// What a person does about a run that ended so.
std::string advice(int status) {
  switch (status) {
    case 0: return "nothing to do";
    case 1: return "all other articles are indexed; mend or leave these files: they alarm again only when they change";
    case 2: return "put the command line or the catalogue right and run again; the index is as it was";
    default: return "nothing was published and the old generation is served; see the message, then run again";
  }
}

// Those that were new on that night; the file of the run has all.
void print_rejections(const nlohmann::json& run, const fs::path& file, std::ostream& out) {
  std::size_t fresh = 0;
  for (const auto& rejection : run.value("rejections", nlohmann::json::array()))
    if (rejection.is_object() && rejection.value("new", true) && ++fresh <= kShownRejections)
      fmt::print(out, "    rejected: {}: {}\n", rejection.value("where", std::string("?")), rejection.value("reason", std::string("?")));
  if (fresh > kShownRejections) fmt::print(out, "    and {} more: {}\n", fresh - kShownRejections, file.string());
}

void print_run(const fs::path& file, std::ostream& out) {
  const auto run = nlohmann::json::parse(std::ifstream(file), nullptr, false);
  if (!run.is_object()) {
    fmt::print(out, "{}: cannot be read\n", file.filename().string());
    return;
  }
  const auto count = [&](const char* name) { return run.value(name, std::uint64_t{0}); };
  const int status = run.value("status", 3);
  const std::string message = run.value("message", std::string());
  fmt::print(out, "{}  status {}: ", run.value("started", std::string("?")), status);
  if (status > 1) fmt::print(out, "{}\n", message.empty() ? "failed" : message);
  else fmt::print(out, "{} new, {} updated, {} removed, {} rejected; {} articles, generation {}\n", count("new"), count("updated"), count("removed"), count("rejected"),
                  count("articles"), count("generation"));
  if (status == 1) print_rejections(run, file, out);
  fmt::print(out, "    {}\n", advice(status));
}

void print_generation(const fs::path& index, std::ostream& out) try {
  const auto current = schema::current_generation(index);
  if (!current) return fmt::print(out, "there is no index in {} yet\n", index.string());
  const schema::Manifest manifest = schema::read_manifest(*current);
  fmt::print(out, "in force: generation {} of {}, {} articles\n", manifest.number, text::format_time(manifest.built), manifest.articles);
} catch (const schema::DamagedIndex& error) {
  fmt::print(out, "{}\n", error.what());
}

void print_running(const fs::path& index, std::ostream& out) {
  for (const std::string& name : run_files(index, true)) {
    const auto run = nlohmann::json::parse(std::ifstream(index / "runs" / name), nullptr, false);
    const std::string started = run.is_object() ? run.value("started", std::string("?")) : "?";
    if (is_at_work(name)) fmt::print(out, "{}  at work\n", started);
    else fmt::print(out, "{}  status 3: {}\n    {}\n", started, kKilled, advice(3));
  }
}

}  // namespace

void print_status(const fs::path& index, std::ostream& out) {
  print_generation(index, out);
  print_running(index, out);
  std::vector<std::string> files = run_files(index, false);
  std::reverse(files.begin(), files.end());
  if (files.empty()) fmt::print(out, "no run has left a trace in {}\n", (index / "runs").string());
  for (std::size_t i = 0; i < std::min(files.size(), kShownRuns); ++i) print_run(index / "runs" / files[i], out);
}

}  // namespace dispatches::pipeline
