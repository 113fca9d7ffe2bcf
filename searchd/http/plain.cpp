#include "searchd/http/plain.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include "indexer/text/utf8.hpp"
#include "searchd/http/plain_parts.hpp"

namespace dispatches::http {

namespace {

constexpr const char* kPlain = "plain";
constexpr std::string_view kArticle = "/article/", kEntity = "/entity/";

// Where the API has what the page shows at a path; empty: nowhere.
std::string path_behind(const std::string& path) {
  if (path == "/") return "/api/v1/search";
  if (path.starts_with(kArticle)) return "/api/v1/articles/" + path.substr(kArticle.size());
  if (path.starts_with(kEntity)) return "/api/v1/entities/" + path.substr(kEntity.size());
  return {};
}

View refusal_view(const Json& reply) {
  const Json error = reply.is_object() && reply.contains("error") ? reply["error"] : Json::object();
  std::string message = text_at(error, "message");
  if (message.empty()) message = "The search did not finish";
  std::vector<Markup> candidates;
  for (const Json& one : error.value("candidates", Json::array())) candidates.push_back(joined({name_link(one), text_at(one, "description")}, ", "));
  return {message, tag("div", {{"class", "note error"}}, {tag("h1", {}, {message}), list("rows", candidates), link(address("/"), "Start again")})};
}

View view_of(const Question& question, const Json& reply, const Parameters& parameters) {
  if (question.path == "/") return plain_search(reply, parameters);
  return question.path.starts_with(kArticle) ? plain_article(reply, parameters) : plain_entity(reply, parameters);
}

Markup head_of(const std::string& title) {
  return tag("head", {}, {tag("meta", {{"charset", "utf-8"}}), tag("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
                          tag("title", {}, {title, " · Dispatches"}), tag("link", {{"rel", "stylesheet"}, {"href", "/css/page.css"}}),
                          tag("link", {{"rel", "icon"}, {"href", "/icon.svg"}, {"type", "image/svg+xml"}})});
}

Markup search_form(const Parameters& parameters) {
  const std::vector<std::string> q = values_of(parameters, "q");
  return tag("form", {{"class", "ask"}, {"role", "search"}, {"action", "/"}},
             {tag("input", {{"type", "search"}, {"name", "q"}, {"aria-label", "Search"}, {"value", q.empty() ? "" : q.front()}, {"dir", "auto"}, {"maxlength", "256"}}),
              tag("input", {{"type", "hidden"}, {"name", kPlain}, {"value", "1"}}), tag("button", {}, {"Search"})});
}

std::string whole_page(const View& view, const Parameters& parameters) {
  const Markup top = tag("header", {{"class", "top"}}, {tag("div", {{"class", "frame"}}, {tag("a", {{"class", "brand"}, {"href", address("/")}}, {"Dispatches"}), search_form(parameters)})});
  return "<!doctype html>\n" + tag("html", {{"lang", "en-GB"}}, {head_of(view.title), tag("body", {}, {top, tag("main", {}, {view.main})})}).html() + "\n";
}

}  // namespace

std::optional<Question> question_behind(const Question& question) {
  Question behind = question;
  behind.path = path_behind(question.path);
  if (behind.path.empty() || question.method == "POST" || behind.parameters.erase(kPlain) == 0) return std::nullopt;
  return behind;
}

Reply plain_page(const Question& question, Reply reply) {
  if (reply.content_type.empty()) return reply;
  Parameters parameters = question.parameters;
  parameters.erase(kPlain);
  const Json json = Json::parse(reply.body, nullptr, false);
  const View view = reply.status == 200 ? view_of(question, json, parameters) : refusal_view(json);
  reply.body = whole_page(view, parameters);
  reply.content_type = "text/html; charset=utf-8";
  return reply;
}

Reply with_plain_address(const Reply& index, std::string_view target) {
  constexpr std::string_view kBare = "url=?plain=1";
  const std::size_t at = index.body.find(kBare);
  if (at == std::string::npos || target.find('?') == std::string_view::npos) return index;
  Reply reply = index;
  // Escaped as an attribute; spaces and line ends no address has.
  reply.body.replace(at, kBare.size(), "url=" + Markup(target).html() + "&amp;plain=1");
  reply.etag = fmt::format("\"{:016x}\"", XXH3_64bits(reply.body.data(), reply.body.size()));
  return reply;
}

}  // namespace dispatches::http
