// What the plain pages (plain.hpp) of a search, an article and an entity are built from.
#pragma once

#include <string>
#include <string_view>

#include "searchd/http/json_parts.hpp"
#include "searchd/http/markup.hpp"
#include "searchd/http/params.hpp"

namespace dispatches::http {

// `name` has these values instead of those it has; a change of anything but the page goes to the first.
Parameters changed(Parameters parameters, const std::string& name, const std::vector<std::string>& values);
std::vector<std::string> values_of(const Parameters& parameters, const std::string& name);
// The path with the parameters and plain=1.
std::string address(std::string_view path, const Parameters& parameters = {});
std::string article_address(const Json& id, const Parameters& parameters = {});
// Of an entity its page; of a topic or source the search for it.
std::string name_address(const std::string& type, const std::string& id);

std::string text_at(const Json& json, const char* key);   // empty where there is none
std::uint64_t number_at(const Json& json, const char* key);
Markup link(const std::string& href, const Markup& content);
Markup list(std::string_view look, const std::vector<Markup>& items);
Markup section(std::string_view title, const std::vector<Markup>& content);
// Pieces of text, marked ones as <mark>; in an article's text the names in it lead to their pages.
Markup pieces(const Json& pieces, const Json& entities = Json::array());
Attributes in_language(const Json& article, std::string_view look);   // lang, dir, class
// "Harbour Post · 2025-12-15": of a hit or a version.
Markup whence(const Json& article);
Markup title_link(const Json& hit, const Parameters& parameters);
Markup name_link(const Json& entity);
Markup quotes(const Json& said);
Markup cards(const Json& hits, const Parameters& parameters);

// `main` of the page, with a title for its window.
struct View {
  std::string title;
  Markup main;
};
View plain_search(const Json& reply, const Parameters& parameters);
View plain_article(const Json& reply, const Parameters& parameters);
View plain_entity(const Json& reply, const Parameters& parameters);

}  // namespace dispatches::http
