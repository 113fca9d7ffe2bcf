#include "searchd/http/plain_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace dispatches::http {

namespace {

// RFC 3986: everything but unreserved characters.
std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) out += c;
    else out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

// Languages that are written from right to left.
bool is_right_to_left(std::string_view language) {
  constexpr std::string_view kLanguages[] = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"};
  return std::find(std::begin(kLanguages), std::end(kLanguages), language) != std::end(kLanguages);
}

Markup card(const Json& hit, const Parameters& parameters) {
  std::vector<Markup> tags;
  for (const Json& entity : hit["entities"])
    if (tags.size() < 5) tags.push_back(tag("a", {{"class", "tag " + text_at(entity, "type")}, {"href", name_address(text_at(entity, "type"), text_at(entity, "id"))}}, {text_at(entity, "name")}));
  const Json& story = hit["story"];
  Markup reports;
  if (number_at(story, "size") > 1)
    reports = tag("p", {{"class", "story"}}, {link(address("/", {{"story", text_at(story, "id")}, {"group_by", "none"}}), fmt::format("One of {} similar reports", number_at(story, "size")))});
  return tag("article", in_language(hit, "card"),
             {tag("h2", {}, {title_link(hit, parameters)}), text_at(hit, "title_latin").empty() ? Markup() : tag("p", {{"class", "line"}, {"dir", "ltr"}}, {text_at(hit, "title_latin")}),
              tag("p", {{"class", "meta"}}, {joined({whence(hit), text_at(hit, "language") == "en" ? "" : text_at(hit, "language_name")})}),
              tag("p", {{"class", "snippet"}}, {pieces(hit["snippet"])}), list("tags", tags), reports});
}

}  // namespace

std::vector<std::string> values_of(const Parameters& parameters, const std::string& name) {
  std::vector<std::string> values;
  for (auto [at, end] = parameters.equal_range(name); at != end; ++at) values.push_back(at->second);
  return values;
}

Parameters changed(Parameters parameters, const std::string& name, const std::vector<std::string>& values) {
  parameters.erase("page");
  parameters.erase(name);
  for (const std::string& value : values) parameters.emplace(name, value);
  return parameters;
}

std::string address(std::string_view path, const Parameters& parameters) {
  std::string out(path);
  char mark = '?';
  for (const auto& [name, value] : parameters)
    if (!value.empty()) out += std::exchange(mark, '&') + percent_encoded(name) + '=' + percent_encoded(value);
  return out + mark + "plain=1";
}

std::string article_address(const Json& id, const Parameters& parameters) { return address("/article/" + percent_encoded(id.get<std::string>()), parameters); }

std::string name_address(const std::string& type, const std::string& id) {
  if (type == "topic" || type == "source") return address("/", {{type, id}});
  return address("/entity/" + percent_encoded(id));
}

std::string text_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::uint64_t number_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number() ? found->get<std::uint64_t>() : 0;
}

Markup link(const std::string& href, const Markup& content) { return tag("a", {{"href", href}}, {content}); }

Markup list(std::string_view look, const std::vector<Markup>& items) {
  if (items.empty()) return {};
  std::vector<Markup> all;
  for (const Markup& item : items) all.push_back(tag("li", {}, {item}));
  return tag("ul", {{"class", std::string(look)}}, all);
}

Markup section(std::string_view title, const std::vector<Markup>& content) {
  std::vector<Markup> all = {tag("h2", {}, {title})};
  all.insert(all.end(), content.begin(), content.end());
  return tag("section", {}, all);
}

Markup pieces(const Json& pieces, const Json& entities) {
  std::map<std::string, std::string> types;
  for (const Json& entity : entities) types.emplace(text_at(entity, "id"), text_at(entity, "type"));
  Markup out;
  for (const Json& piece : pieces) {
    Markup one = text_at(piece, "text");
    const std::string entity = text_at(piece, "entity");
    if (const auto type = types.find(entity); type != types.end())
      one = tag("a", {{"class", "named " + type->second}, {"href", name_address(type->second, entity)}}, {one});
    out += piece.value("mark", false) ? tag("mark", {}, {one}) : one;
  }
  return out;
}

Attributes in_language(const Json& article, std::string_view look) {
  const std::string language = text_at(article, "language");
  return {{"class", std::string(look)}, {"lang", language}, {"dir", language.empty() ? "auto" : is_right_to_left(language) ? "rtl" : "ltr"}};
}

Markup whence(const Json& article) {
  const Json& source = article.contains("source") ? article["source"] : Json();
  const std::string name = source.is_object() ? text_at(source, "name") : text_at(article, "source"), published = text_at(article, "published");
  return joined({tag("b", {}, {tag("bdi", {}, {name.empty() ? "Source unknown" : name})}), published.empty() ? Markup("undated") : Markup(published)});
}

Markup title_link(const Json& hit, const Parameters& parameters) {
  Markup title = pieces(hit["title_marked"]);
  if (title.empty()) title = "Untitled";
  return link(article_address(hit["id"], parameters), title);
}

Markup name_link(const Json& entity) {
  return tag("a", {{"class", text_at(entity, "type")}, {"href", name_address(text_at(entity, "type"), text_at(entity, "id"))}}, {tag("bdi", {}, {text_at(entity, "name")})});
}

Markup quotes(const Json& said) {
  std::vector<Markup> items;
  for (const Json& one : said) {
    const Json speaker = one.value("speaker", Json::object());
    const Markup who = text_at(speaker, "id").empty() ? Markup(text_at(speaker, "as_written")) : name_link(speaker);
    const bool direct = one.value("direct", false);
    items.push_back(tag("blockquote", {}, {direct ? "“" : "", text_at(one, "quote"), direct ? "”" : ""}));
    items.back() += tag("p", {{"class", "quiet"}}, {joined({who, direct ? "" : "reported"})});
  }
  return list("rows", items);
}

Markup cards(const Json& hits, const Parameters& parameters) {
  std::vector<Markup> items;
  for (const Json& hit : hits) items.push_back(tag("li", {}, {card(hit, parameters)}));
  return tag("ol", {}, items);
}

}  // namespace dispatches::http
