#include <unordered_map>

#include "indexer/text/fold.hpp"
#include "indexer/text/time.hpp"
#include "searchd/http/asked.hpp"
#include "searchd/http/json_parts.hpp"
#include "searchd/search/entities.hpp"

namespace dispatches::http {

namespace {

constexpr std::size_t kMostSuggestions = 12;

// What was typed is a beginning of a name here, and no question.
std::string take_typed(query::SearchRequest& request) { return std::exchange(request.q, {}); }

std::optional<names::EntityType> type_asked(const Asked& asked) {
  const std::vector<std::string>& types = asked.own.at("type");
  if (types.empty()) return std::nullopt;
  const auto type = names::type_named(types.front());
  if (type && types.size() == 1) return type;
  const Refusal refusal = unknown_choice("type", types.back(), {"person", "org", "place"});
  throw search::BadRequest{refusal.code, refusal.message, refusal.parameter, {}};
}

// The language whose name for the entity this is, if it is one's alone.
std::string_view language_of(const std::string& spelling, const names::LexiconEntity& entity) {
  std::string_view language;
  for (const auto& [code, name] : entity.names)
    if (name == spelling) {
      if (!language.empty()) return {};
      language = code;
    }
  return language;
}

// Why a spelling means the entity: as the lexicon says; of one that means nobody by itself ("Bush"), why the fuller name does that its articles have.
class Reasons {
 public:
  Reasons(names::EntityOrdinal entity, const search::Snapshot& snapshot) : entity_(entity), lexicon_(snapshot.lexicon) {
    for (const names::MentionId id : snapshot.names.mentions_of(entity)) {
      const names::MentionRecord& mention = lexicon_.mentions[id];
      names::SpellingId& fullest = fuller_[mention.surface];
      if (lexicon_.spellings[mention.effective()].articles > lexicon_.spellings[fullest].articles || fullest == 0) fullest = mention.effective();
    }
  }

  Json json(names::SpellingId spelling) const {
    if (const names::LexiconMeaning* own = meaning(spelling)) return said(*own->reason);
    const auto fuller = fuller_.find(spelling);
    const names::LexiconMeaning* meant = fuller == fuller_.end() ? nullptr : meaning(fuller->second);
    // Only an override gives a spelling to somebody in single articles.
    if (!meant) return {{"by", "override"}};
    return {{"by", meant->reason->by}, {"with", lexicon_.spellings[fuller->second].text}};
  }

 private:
  const names::LexiconMeaning* meaning(names::SpellingId spelling) const {
    const names::LexiconMeaning* found = lexicon_.meaning(spelling, lexicon_.entities[entity_].type);
    return found && found->entity == entity_ ? found : nullptr;
  }

  static Json said(const names::LexiconReason& reason) {
    Json json = {{"by", reason.by}};
    if (reason.score > 0) json["score"] = rounded(static_cast<double>(reason.score), 1e3);
    put_if_known(json, "with", reason.with);
    put_if_known(json, "who", reason.who);
    put_if_known(json, "why", reason.why);
    return json;
  }

  names::EntityOrdinal entity_;
  const names::Lexicon& lexicon_;
  std::unordered_map<names::SpellingId, names::SpellingId> fuller_;  // surface → effective spelling of most articles
};

// Of the articles that have it, else of the name that it is.
std::string_view language_of(const search::Variant& variant, const names::LexiconEntity& entity, const names::Lexicon& lexicon) {
  const std::string_view languages = lexicon.spellings[variant.spelling].languages;
  return languages.empty() ? language_of(variant.value, entity) : languages.substr(0, languages.find(','));
}

Json variants_json(const search::FacetValue& value, const search::Snapshot& snapshot) {
  Json list = Json::array();
  const Reasons reasons(value.entity, snapshot);
  for (const search::Variant& variant : value.variants) {
    Json one = {{"value", variant.value}, {"count", variant.count}, {"script", text::script_name(text::script_of(variant.value))}};
    put_if_known(one, "lang", language_of(variant, snapshot.lexicon.entities[value.entity], snapshot.lexicon));
    one["reason"] = reasons.json(variant.spelling);
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace

Reply answer_suggest(const Asked& asked) {
  query::SearchRequest request = asked.request;
  const std::string typed = take_typed(request);
  Json list = Json::array();
  for (const search::Suggestion& one : search::suggest(typed, request, *asked.snapshot, kMostSuggestions)) {
    Json json = {{"kind", one.kind}};
    put_if_known(json, "id", one.id);
    json["text"] = one.text, json["matched"] = one.matched, json["count"] = one.count;
    if (one.entity != names::kNobody) put_if_known(json, "description", asked.snapshot->lexicon.entities[one.entity].description(request.label_lang));
    list.push_back(std::move(json));
  }
  return json_reply(dump({{"suggestions", std::move(list)}}));
}

Reply answer_entities(const Asked& asked) {
  query::SearchRequest request = asked.request;
  const std::string typed = take_typed(request);
  const Shown shown = asked.shown();
  const search::EntityList found = search::entities(typed, type_asked(asked), request, *asked.snapshot);
  Json json = {{"found", found.found}, {"page", request.page}, {"per_page", request.per_page}, {"entities", Json::array()}};
  for (const search::FacetValue& value : found.entities) json["entities"].push_back(entry_json(value, shown));
  json["index"] = index_of(shown);
  return json_reply(dump(json));
}

Reply answer_entity(const Asked& asked) {
  const names::EntityOrdinal entity = asked.snapshot->lexicon.entity_named(asked.id);
  // Whom only articles know is nobody where none of them is left.
  const bool known = entity != names::kNobody && (asked.snapshot->lexicon.entities[entity].listed || asked.snapshot->articles_naming[entity] > 0);
  if (!known) return no_such("entity");
  const Shown shown = asked.shown();
  const search::EntityView view = search::entity(entity, asked.request, *asked.snapshot);
  Json json = entry_json(view.value, shown);
  json["variants"] = variants_json(view.value, *asked.snapshot);
  if (view.first_seen) json["first_seen"] = text::format_date(*view.first_seen);
  if (view.last_seen) json["last_seen"] = text::format_date(*view.last_seen);
  JsonText histogram;
  write_histogram(view.histogram, histogram);
  json["histogram"] = Json::parse(histogram.text());
  json["together"] = Json::array();
  for (const search::Companion& one : view.together) {
    Json other = entity_json(one.entity, shown);
    other["count"] = one.count, other["lift"] = rounded(one.lift, 1e3);
    json["together"].push_back(std::move(other));
  }
  json["sources"] = Json::array();
  for (const search::SourceShare& one : view.sources)
    json["sources"].push_back({{"id", one.id}, {"name", one.name}, {"count", one.count}, {"total", one.total}});
  json["quotes"] = view.quotes;
  json["index"] = index_of(shown);
  return json_reply(dump(json));
}

}  // namespace dispatches::http
