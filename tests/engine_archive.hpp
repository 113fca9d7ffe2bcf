// An archive that changes from run to run, with a service over it.
#pragma once

#include <string>

#include "tests/engine_sample.hpp"

namespace dispatches::tests {

class Archive {
 public:
  void write(const std::string& name, const std::string& text) { folder_.write("in/" + name, "---\ntitle: " + name + "\nsource: Kurier\n---\n" + text + "\n"); }
  void drop(const std::string& name) { std::filesystem::remove(folder_.path / "in" / name); }

  pipeline::RunReport update(const std::string& now, bool backfill = false) {
    auto options = update_of(index(), {folder_.path / "in"});
    options.prune = true;
    options.prune_limit = 1;
    options.now = text::parse_date(now)->start;
    options.backfill = backfill;
    const pipeline::RunReport report = pipeline::update(options);
    service_.refresh();
    return report;
  }
  pipeline::RemoveReport remove(const std::string& id) {
    pipeline::RemoveOptions options;
    options.ids = {id};
    return remove(options);
  }
  pipeline::RemoveReport remove(pipeline::RemoveOptions options) {
    options.index = index();
    options.now = text::parse_date("2026-01-09T00:00:00Z")->start;
    options.knowledge = knowledge();
    const pipeline::RemoveReport report = pipeline::remove(options);
    service_.refresh();
    return report;
  }
  std::size_t restore(const std::string& id) {
    const std::size_t taken = pipeline::restore(index(), {id});
    service_.refresh();
    return taken;
  }
  void back_to(std::uint32_t generation) {
    pipeline::back_to(index(), generation);
    service_.refresh();
  }

  http::Reply get(const std::string& address) const { return answer(question_of(address)); }
  http::Reply answer(const http::Question& question) const { return whole(service_.answer(question)); }
  nlohmann::json ask(const std::string& address) const { return nlohmann::json::parse(get(address).body); }
  nlohmann::json changes(int since) const { return ask("/api/v1/changes?since=" + std::to_string(since)); }
  std::string id_of(const std::string& title) const { return ask("/api/v1/search?q=title:" + title)["hits"].at(0)["id"]; }
  std::filesystem::path index() const { return folder_.path / "db"; }
  const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
  http::Page page_;
  search::Searcher searcher_{folder_.path / "db"};
  http::Service service_{searcher_, page_, {folder_.path / "db", "test", std::chrono::hours(36)}};
};

}  // namespace dispatches::tests
