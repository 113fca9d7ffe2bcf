// What a run says of itself: the closing line, the JSON report, and DIR/runs.
#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>

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

void write_run(const fs::path& index, const RunReport& report, int status, const std::string& message) {
  std::error_code ignored;
  fs::create_directories(index / "runs", ignored);
  nlohmann::ordered_json json = report_json(report);
  json["status"] = status;
  json["message"] = message;
  std::string name = text::format_time(report.started);
  std::erase(name, ':');
  std::ofstream(index / "runs" / (name + ".json")) << dump(json);
}

}  // namespace dispatches::pipeline
