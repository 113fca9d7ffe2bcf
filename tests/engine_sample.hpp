// The whole engine over the sample: indexed once for a test program, asked by address.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>

#include "searchd/http/service.hpp"
#include "tests/support.hpp"

namespace dispatches::tests {

// The sample, indexed once for all cases.
inline const std::filesystem::path& sample_index() {
  static const TemporaryFolder folder;
  static const bool made = [] {
    const auto report = pipeline::update(update_of(folder.path / "db", {SOURCE_DIR "/corpus/articles"}));
    REQUIRE(report.added >= 120);
    REQUIRE(report.rejected == 0);
    return true;
  }();
  static const std::filesystem::path index = folder.path / "db";
  return made ? index : index;
}

inline std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

inline http::Question question_of(const std::string& address) {
  http::Question question;
  question.method = "GET";
  question.target = address;
  const std::size_t mark = address.find('?');
  question.path = decoded(address.substr(0, mark));
  if (mark == std::string::npos) return question;
  std::istringstream pairs(address.substr(mark + 1));
  for (std::string pair; std::getline(pairs, pair, '&');) {
    const std::size_t equals = pair.find('=');
    question.parameters.emplace(decoded(pair.substr(0, equals)), equals == std::string::npos ? "" : decoded(pair.substr(equals + 1)));
  }
  return question;
}

// A long reply to its end.
inline http::Reply whole(http::Reply reply) {
  for (http::Piece last = http::Piece::more; reply.rest && last == http::Piece::more;) {
    std::string piece;
    last = reply.rest(piece);
    reply.body += piece;
  }
  return reply;
}

class Engine {
 public:
  Engine() : searcher_(sample_index()), service_(searcher_, page_, {sample_index(), "test", std::chrono::hours(36)}) { service_.refresh(); }

  http::Reply get(const std::string& address) const { return answer(question_of(address)); }
  http::Reply answer(const http::Question& question) const { return whole(service_.answer(question)); }
  nlohmann::json ask(const std::string& address) const { return nlohmann::json::parse(get(address).body); }

 private:
  http::Page page_;
  search::Searcher searcher_;
  http::Service service_;
};

inline const Engine& engine() {
  static const Engine instance;
  return instance;
}

}  // namespace dispatches::tests
