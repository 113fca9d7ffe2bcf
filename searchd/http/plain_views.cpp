// An article and an entity as plain pages.
#include <fmt/format.h>

#include "searchd/http/plain_parts.hpp"

namespace dispatches::http {

namespace {

// Only what a browser fetches as a page: no address of an article runs a script.
Markup original(const Json& article) {
  const std::string url = text_at(article, "url");
  if (!url.starts_with("https://") && !url.starts_with("http://")) return {};
  return tag("a", {{"href", url}, {"rel", "noreferrer"}}, {"Original page"});
}

Markup authors(const Json& article) {
  std::vector<Markup> names;
  for (const Json& name : article["author"]) names.push_back(name.get<std::string>());
  return joined(names, ", ");
}

Markup text_of(const Json& article) {
  std::vector<Markup> paragraphs;
  for (const Json& paragraph : article["paragraphs"])
    paragraphs.push_back(tag("p", {{"class", text_at(paragraph, "kind")}}, {pieces(paragraph["text"], article["entities"])}));
  return tag("div", in_language(article, "text"), paragraphs);
}

// The two texts as one.
Markup comparison_of(const Json& article) {
  const Json& comparison = article["comparison"];
  Markup words;
  for (const Json& part : comparison["parts"]) {
    const std::string kind = text_at(part, "kind");
    words += kind == "same" ? Markup(text_at(part, "text")) : tag(kind == "only_here" ? "ins" : "del", {}, {text_at(part, "text")});
    words += " ";
  }
  return joined({tag("p", {{"class", "line"}}, {"Compared with ", whence(comparison), ": ", tag("ins", {}, {"only here"}), ", ", tag("del", {}, {"only there"})}),
                 tag("div", in_language(article, "text"), {tag("p", {}, {words})})}, "");
}

Markup versions(const Json& article, const Parameters& parameters) {
  std::vector<Markup> items;
  for (const Json& version : article["versions"]) {
    Parameters comparing = parameters;
    comparing.emplace("compare", text_at(version, "id"));
    items.push_back(joined({link(article_address(version["id"], parameters), whence(version)), link(article_address(article["id"], comparing), "Differences")}));
  }
  return items.empty() ? Markup() : section("Other versions", {list("rows", items)});
}

Markup named_here(const Json& article) {
  std::vector<Markup> items;
  for (const Json& entity : article["entities"]) items.push_back(joined({name_link(entity), fmt::format("{}", number_at(entity, "mentions"))}, " "));
  for (std::size_t i = 0; i < article["topics"].size(); ++i)
    items.push_back(link(name_address("topic", article["topics"][i].get<std::string>()), article["topic_names"][i].get<std::string>()));
  return items.empty() ? Markup() : section("Named here", {list("rows", items)});
}

}  // namespace

View plain_article(const Json& article, const Parameters& parameters) {
  Parameters search = parameters;
  search.erase("compare");
  const Markup head = tag("header", {}, {tag("h1", in_language(article, ""), {pieces(article["title_marked"])}),
                                         tag("p", {{"class", "meta"}}, {joined({whence(article), authors(article), text_at(article, "language_name"), original(article)})})});
  const Markup body = tag("article", {{"class", "article"}}, {head, article.contains("comparison") ? comparison_of(article) : text_of(article)});
  const Markup said = article["quotes"].empty() ? Markup() : section("Quotes", {quotes(article["quotes"])});
  return {text_at(article, "title"), tag("div", {{"class", "reading frame"}},
                                         {tag("nav", {{"class", "passage"}}, {link(address("/", search), "← Back to results")}), body,
                                          tag("div", {{"class", "about"}}, {named_here(article), said, versions(article, search)})})};
}

View plain_entity(const Json& entity, const Parameters& parameters) {
  const std::string type = text_at(entity, "type"), name = text_at(entity, "name");
  Parameters these = parameters;
  these.emplace(type, text_at(entity, "id"));
  std::vector<Markup> spellings, together, sources;
  for (const Json& one : entity["variants"]) spellings.push_back(joined({tag("bdi", {}, {text_at(one, "value")}), fmt::format("{}", number_at(one, "count"))}, " "));
  for (const Json& one : entity["together"]) together.push_back(joined({name_link(one), fmt::format("{} × {:.1f}", number_at(one, "count"), one.value("lift", 0.0))}, " "));
  for (const Json& one : entity["sources"])
    sources.push_back(joined({link(address("/", changed(these, "source", {text_at(one, "id")})), text_at(one, "name")), fmt::format("{} of {}", number_at(one, "count"), number_at(one, "total"))}, " "));
  const Markup head = tag("header", {}, {tag("h1", {}, {tag("bdi", {}, {name})}),
                                         tag("p", {{"class", "meta"}}, {joined({Markup(text_at(entity, "description")), fmt::format("{} articles", number_at(entity, "count"))})}),
                                         tag("a", {{"class", "button"}, {"href", address("/", these)}}, {"Search these articles"})});
  return {name, tag("div", {{"class", "entity frame"}}, {head, tag("div", {{"class", "wide"}}, {section("Written as", {list("rows", spellings)}), section("Sources", {list("rows", sources)})}),
                                                         tag("div", {{"class", "about"}}, {section("Named together with", {list("rows", together)})})})};
}

}  // namespace dispatches::http
